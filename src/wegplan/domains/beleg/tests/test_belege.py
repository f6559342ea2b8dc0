"""Paper comes in, is shown, is withdrawn; who sees it (PX-01, DS-02, DS-04, DS-05)."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from tests.welt import HEUTE
from wegplan.domains.anwesenheit.models import Krankmeldung
from wegplan.domains.beleg.models import Beleg, Beleginhalt, Belegseite
from wegplan.domains.beleg.services import zurueckgezogene_leeren
from wegplan.domains.foerderung.models import Zertifikat
from wegplan.domains.person.models import Person
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

from .conftest import foto, hochgeladen

pytestmark = pytest.mark.django_db


def reiter(fall):
    return f"/personen/{fall.person_id}/belege/"


def neu(fall, art):
    return f"{reiter(fall)}neu/?art={art}"


def krank(fall, tage=5):
    return Krankmeldung.objects.create(
        person_id=fall.person_id, teilnahme=fall, von=HEUTE - timedelta(days=tage), bis=HEUTE - timedelta(days=1)
    )


# --- filing and showing --------------------------------------------------------------------------------------------


def test_px01_fotos_eines_vertrags_werden_abgelegt_und_im_browser_gezeigt(als, fall, text, spuren, als_dienst):
    bdl = als("bdl")
    assert "Vertrag" in text(bdl.get(f"{reiter(fall)}neu/"))
    werte = hochgeladen(foto(), foto("grey"), teilnahme=fall.pk, bezeichnung="Praktikum Bäckerei Vogel")
    antwort = bdl.post(neu(fall, "vertrag"), werte, follow=True)
    assert "Abgelegt: Vertrag vom" in text(antwort) and "2 Seiten" in text(antwort)
    assert "Praktikum Bäckerei Vogel" in text(antwort)
    with als_dienst():
        beleg = Beleg.objects.get()
    vorher = len(spuren())
    seite = bdl.get(f"/belege/{beleg.pk}/")
    assert seite.content.decode().count('src="data:image/jpeg;base64,') == 2
    assert seite["Cache-Control"] == "no-store, private"
    [spur] = spuren()[vorher:]
    assert (spur["art"], spur["personen"], spur["zweck"]) == ("oeffnen", [fall.person_id], "Beleg ansehen")


def test_px01_das_pdf_kommt_als_anhang_ohne_namen_und_wird_nirgends_aufgehoben(als, abgelegt, spuren):
    beleg = abgelegt("vertrag")
    vorher = len(spuren())
    antwort = als("rb").get(f"/belege/{beleg.pk}/pdf/")
    assert antwort.content.startswith(b"%PDF-") and antwort["Content-Type"] == "application/pdf"
    assert antwort["Content-Disposition"] == f'attachment; filename="beleg-{beleg.pk}.pdf"'
    assert antwort["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert antwort["X-Content-Type-Options"] == "nosniff" and antwort["Cache-Control"] == "no-store, private"
    assert [s["art"] for s in spuren()[vorher:]] == ["download"]


def test_ds31_ein_doppelter_klick_legt_ein_papier_ab(als, fall, als_dienst):
    werte = hochgeladen(teilnahme=fall.pk)
    for _ in range(2):
        werte["dateien"] = hochgeladen()["dateien"]
        assert als("bdl").post(neu(fall, "vertrag"), werte).status_code == 302
    with als_dienst():
        assert (Beleg.objects.count(), Beleginhalt.objects.count(), Belegseite.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("inhalt", "satz"),
    [
        (b"MZ Programm", "Nur PDF, JPEG und PNG lassen sich ablegen"),
        (b"%PDF-1.7 kaputt", "Die Datei ist beschädigt"),
    ],
)
def test_ds32_eine_falsche_datei_ergibt_einen_satz_und_nichts_wird_abgelegt(als, fall, text, inhalt, satz, als_dienst):
    antwort = als("bdl").post(neu(fall, "vertrag"), hochgeladen(inhalt, teilnahme=fall.pk, bezeichnung="Bleibt"))
    assert antwort.status_code == 422 and satz in text(antwort)
    assert 'value="Bleibt"' in antwort.content.decode()
    with als_dienst():
        assert not Beleg.objects.exists()


def test_ds32_ohne_datei_und_mit_eingang_vor_dem_tag_steht_es_am_feld(als, fall, text):
    werte = hochgeladen(teilnahme=fall.pk, eingegangen_am=f"{HEUTE - timedelta(days=9):%Y-%m-%d}")
    assert "nicht vor dem Tag eingegangen sein" in text(als("bdl").post(neu(fall, "luv"), werte))
    del werte["dateien"]
    assert "Wählen Sie die Datei aus" in text(als("bdl").post(neu(fall, "luv"), werte))


def test_px01_ein_traeger_nennt_die_teilnahme_das_jobcenter_muss_nicht(als, fall, text):
    assert als("bdl").post(neu(fall, "schreiben"), hochgeladen(teilnahme="")).status_code == 422
    assert als("ifk").post(neu(fall, "schreiben"), hochgeladen(teilnahme="")).status_code == 302
    assert "Schreiben vom" not in text(als("bdl").get(reiter(fall)))
    assert "Schreiben vom" in text(als("pap").get(reiter(fall)))


# --- sick notes, certificates --------------------------------------------------------------------------------------


def test_px01_die_bescheinigung_traegt_ihren_eingang_an_der_krankmeldung_ein(als, fall, text, als_dienst):
    with als_dienst():
        meldung = krank(fall)
    assert "Fehlt noch" in text(als("bdl").get(reiter(fall)))
    werte = hochgeladen(teilnahme=fall.pk, bezug=f"krankmeldung/{meldung.pk}")
    assert als("bdl").post(neu(fall, "krankmeldung"), werte).status_code == 302
    with als_dienst():
        meldung.refresh_from_db()
        assert meldung.bescheinigung_am == HEUTE
    assert "Fehlt noch" not in text(als("bdl").get(reiter(fall)))


def test_px01_kurze_krankmeldungen_fehlen_nicht_zertifikate_schon(als, fall, text, als_dienst):
    with als_dienst():
        krank(fall, tage=3)
        Zertifikat.objects.create(
            zertifikat_id="Z1", person_id=fall.person_id, teilnahme=fall, bezeichnung="Staplerschein", art="schein",
            mit_zertifikat=True,
        )  # fmt: skip
    seite = text(als("bdl").get(reiter(fall)))
    assert "Staplerschein" in seite and "krank von" not in seite
    assert "Staplerschein" not in text(als("ifk").get(reiter(fall)))


def test_px01_der_bezug_gehoert_zur_gewaehlten_teilnahme(als, fall, welt, als_dienst):
    with als_dienst():
        andere = welt.eigen.teilnahmen.exclude(pk=fall.pk).get()
        meldung = krank(andere)
    werte = hochgeladen(teilnahme=fall.pk, bezug=f"krankmeldung/{meldung.pk}")
    assert als("bdl").post(neu(fall, "krankmeldung"), werte).status_code == 422


# --- Art. 9 --------------------------------------------------------------------------------------------------------


def test_ds05_ein_papier_zur_gesundheit_oeffnet_sich_erst_mit_grund(als, abgelegt, spuren):
    beleg = abgelegt("krankmeldung")
    bdl = als("bdl")
    assert b"data:image" not in bdl.get(f"/belege/{beleg.pk}/").content
    assert bdl.post(f"/belege/{beleg.pk}/", {"grund": ""}).status_code == 422
    antwort = bdl.post(f"/belege/{beleg.pk}/", {"grund": "Fehlzeiten geprüft"})
    assert b"data:image" in antwort.content
    assert spuren()[-1]["zweck"] == "Beleg ansehen: Fehlzeiten geprüft"
    assert bdl.get(f"/belege/{beleg.pk}/pdf/").status_code == 302
    assert bdl.post(f"/belege/{beleg.pk}/pdf/", {"grund": "Prüfung"}).content.startswith(b"%PDF-")
    assert spuren()[-1]["zweck"] == "Beleg als PDF: Prüfung"


@pytest.mark.parametrize("art", ["krankmeldung", "gesundheit", "foerderplan"])
def test_ds05_was_bei_der_stelle_bleibt_sieht_keine_andere(als, abgelegt, fall, art):
    beleg = abgelegt(art)
    assert als("bdl_leitung").get(f"/belege/{beleg.pk}/").status_code == 200
    for rolle in ("ifk", "tl", "rb"):
        assert als(rolle).get(f"/belege/{beleg.pk}/").status_code == 404
        assert als(rolle).post(f"/belege/{beleg.pk}/pdf/", {"grund": "x"}).status_code == 404


def test_ds05_ohne_zweckbindung_legt_der_traeger_nichts_zur_gesundheit_ab(als, fall, text, als_dienst):
    with als_dienst():
        fall.massnahme.zweckbindung = ["stammdaten", "leistung"]
        fall.massnahme.save()
    antwort = als("bdl").post(neu(fall, "krankmeldung"), hochgeladen(teilnahme=fall.pk))
    assert antwort.status_code == 422 and "Zweckbindung" in text(antwort)


@pytest.mark.parametrize(("von", "liest"), [("ifk", ["bdl", "rb"]), ("rb", ["bdl", "pap"]), ("bdl", ["rb", "bov"])])
def test_px01_einen_vertrag_sehen_alle_beteiligten(als, abgelegt, von, liest):
    beleg = abgelegt("vertrag", von=von)
    for rolle in liest:
        assert als(rolle).get(f"/belege/{beleg.pk}/").status_code == 200


# --- withdrawing, deleting -----------------------------------------------------------------------------------------


def test_px01_ein_falsches_papier_wird_mit_grund_zurueckgezogen_und_wiederhergestellt(als, abgelegt, fall, text):
    beleg = abgelegt("vertrag")
    adresse = f"/belege/{beleg.pk}/"
    assert als("bdl").post(f"{adresse}zurueckziehen/", {"grund": ""}).status_code == 422
    assert als("bdl").post(f"{adresse}zurueckziehen/", {"grund": "falsche Person"}).status_code == 302
    gezeigt = als("rb").get(adresse)
    assert "falsche Person" in text(gezeigt) and b"data:image" not in gezeigt.content
    assert "zurückgezogen" in text(als("rb").get(reiter(fall)))
    assert als("bdl").get(f"{adresse}pdf/").status_code == 404
    als("bdl").post(f"{adresse}wiederherstellen/")
    assert b"data:image" in als("rb").get(adresse).content


def test_px01_nur_die_eigene_stelle_zieht_zurueck(als, abgelegt):
    beleg = abgelegt("vertrag")
    for was in ("zurueckziehen", "wiederherstellen"):
        assert als("rb").post(f"/belege/{beleg.pk}/{was}/", {"grund": "x"}).status_code == 404


def test_ds20_der_inhalt_eines_zurueckgezogenen_papiers_geht_nach_dreissig_tagen(als, abgelegt, als_dienst, text):
    beleg, anderer = abgelegt("vertrag"), abgelegt("luv")
    als("bdl").post(f"/belege/{beleg.pk}/zurueckziehen/", {"grund": "falsch"})
    with als_dienst():
        assert zurueckgezogene_leeren(HEUTE + timedelta(days=30)) == 0
        assert zurueckgezogene_leeren(HEUTE + timedelta(days=31)) == 1
        assert not Belegseite.objects.filter(beleg=beleg).exists()
        assert Beleginhalt.objects.get().beleg_id == anderer.pk
    assert "falsch" in text(als("bdl").get(f"/belege/{beleg.pk}/"))
    antwort = als("bdl").post(f"/belege/{beleg.pk}/wiederherstellen/", follow=True)
    assert "schon gelöscht" in text(antwort)


def test_ds20_mit_der_person_gehen_ihre_papiere_und_kein_verlauf_haelt_den_inhalt(abgelegt, fall, als_dienst):
    abgelegt("vertrag")
    with als_dienst():
        Person.objects.get(pk=fall.person_id).delete()
        assert not Beleginhalt.objects.exists() and not Belegseite.objects.exists()
        with connection.cursor() as c:
            c.execute(
                "select count(*) from information_schema.columns"
                " where table_name in ('beleg_beleginhaltevent', 'beleg_belegseiteevent') and data_type = 'bytea'"
            )
            assert c.fetchone() == (0,)


# --- the second wall -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rolle", ["bdl", "ifk", "tl", "rb"])
@pytest.mark.parametrize("art", ["vertrag", "krankmeldung"])
def test_ds04_beide_mauern_zeigen_dieselben_papiere(abgelegt, welt, als_nutzer, rolle, art):
    for von in ("bdl", "ifk", "rb"):
        abgelegt(art, von=von)
    with als_nutzer(welt[rolle]):
        ungefiltert = set(Beleg.objects.values_list("pk", flat=True))
        assert ungefiltert == set(Beleg.objects.fuer(welt[rolle]).values_list("pk", flat=True))
        assert set(Beleginhalt.objects.values_list("beleg", flat=True)) == ungefiltert
        assert len(ungefiltert) == (3 if art == "vertrag" else 1)


def test_ds04_ohne_zweckbindung_zeigt_auch_die_datenbank_nichts(abgelegt, welt, fall, als_nutzer, als_dienst):
    abgelegt("vertrag", von="ifk")
    with als_dienst():
        fall.massnahme.zweckbindung = ["stammdaten"]
        fall.massnahme.save()
    with als_nutzer(welt["bdl"]):
        assert not Beleg.objects.exists() and not Beleg.objects.fuer(welt["bdl"]).exists()


def test_px01_was_abgelegt_ist_aendert_die_datenbank_nicht(abgelegt, welt, als_nutzer):
    beleg = abgelegt("vertrag")
    with als_nutzer(welt["bdl"]):
        for aendern in (
            lambda: Beleg.objects.filter(pk=beleg.pk).update(tag=HEUTE - timedelta(days=1)),
            lambda: Beleginhalt.objects.update(pdf=b"anders"),
            lambda: Belegseite.objects.update(bild=b"anders"),
        ):
            with pytest.raises(Error), transaction.atomic():
                aendern()
        with connection.cursor() as c:
            c.execute("delete from beleg_beleginhalt")
            assert c.rowcount == 0


def test_ds04_niemand_legt_fuer_eine_andere_stelle_ab(welt, fall, als_nutzer):
    werte = {"person_id": fall.person_id, "teilnahme": fall, "art": "vertrag", "klasse": "leistung"}
    werte |= {"kreis": "beteiligte", "tag": HEUTE, "eingegangen_am": HEUTE, "seiten": 1, "groesse": 1}
    with als_nutzer(welt["bdl"]):
        for falsch in ({"stelle": welt.stellen["RB-A"], "abgelegt_von": welt["bdl"]}, {"abgelegt_von": welt["rb"]}):
            richtig = {"stelle": welt.stellen["TR-A"], "abgelegt_von": welt["bdl"]}
            with pytest.raises(Error), transaction.atomic():
                Beleg.objects.create(beleg_id=neues_kennzeichen(), **werte, **(richtig | falsch))


def test_px01_der_reiter_kostet_immer_gleich_viele_anweisungen(als, fall, abgelegt, anweisungen):
    abgelegt("vertrag")
    bdl = als("bdl")
    bdl.get(reiter(fall))
    wenig = anweisungen(bdl, reiter(fall))
    for _ in range(4):
        abgelegt("vertrag")
        abgelegt("krankmeldung")
    assert anweisungen(bdl, reiter(fall)) == wenig


# --- signed lists of a month (PX-06) -------------------------------------------------------------------------------


def test_px06_der_scan_der_unterschriebenen_liste_haengt_am_monat(als, fall, text, spuren, als_dienst):
    monat = f"/projekte/{fall.massnahme_id}/unterschriften/{HEUTE:%Y-%m}/"
    bdl = als("bdl")
    assert "noch keine unterschriebene Liste" in text(bdl.get(monat))
    assert bdl.post(f"{monat}neu/", hochgeladen()).status_code == 302
    assert "Unterschriebene Anwesenheitsliste vom" in text(als("rb").get(monat))
    with als_dienst():
        beleg = Beleg.objects.get()
    vorher = len(spuren())
    assert b"data:image" in als("rb").get(f"/belege/{beleg.pk}/").content
    [spur] = spuren()[vorher:]
    assert spur["personen"] == [fall.person_id]
    for rolle in ("ifk", "tl"):
        assert als(rolle).get(monat).status_code == 404
        assert als(rolle).get(f"/belege/{beleg.pk}/").status_code == 404


def test_px06_fremde_projekte_gibt_es_nicht(als, welt, fall):
    fremd = welt.massnahmen["M-B"].pk
    for adresse in (
        f"/projekte/{fremd}/unterschriften/{HEUTE:%Y-%m}/",
        f"/projekte/{fall.massnahme_id}/unterschriften/x/",
    ):
        assert als("bdl").get(adresse).status_code == 404
        assert als("bdl").post(f"{adresse}neu/", hochgeladen()).status_code == 404
