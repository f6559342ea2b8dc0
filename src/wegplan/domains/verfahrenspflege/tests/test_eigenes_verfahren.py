"""An office writes its own procedure: copy, change by form, compare, try, put in force (VF-10)."""

from datetime import timedelta

import pytest
import yaml
from django.db import connection, transaction
from django.db.utils import IntegrityError

from wegplan.domains.verfahren.models import Fassung, Geltung, Schritt
from wegplan.domains.verfahren.rules import inhalt_laden, maengel
from wegplan.domains.verfahren.services import alle_ableiten, regeln_schreiben

from .conftest import HEUTE, Amt

pytestmark = pytest.mark.django_db


def _worker(als_dienst) -> None:
    """What the worker does after a version was put in force."""
    with als_dienst():
        regeln_schreiben()
        alle_ableiten()


def _formular(amt: Amt, fassung: Fassung, schluessel: str) -> dict[str, object]:
    """The fields of a step's form as the browser would send them back unchanged."""
    seite = amt.client.get(f"/verfahren/entwurf/{fassung.pk}/schritt/{schluessel}/")
    assert seite.status_code == 200
    felder: dict[str, object] = {}
    for form in (seite.context["form"], seite.context["termine"].management_form, *seite.context["termine"].forms):
        for feld in form:
            wert = feld.value()
            if wert is not None and wert is not False and wert != "":
                felder[feld.html_name] = "on" if wert is True else wert
    return felder


def _in_kraft(amt: Amt, fassung: Fassung, ab, als_dienst) -> None:
    antwort = amt.client.post(
        f"/verfahren/entwurf/{fassung.pk}/in-kraft/", {"gilt_ab": ab.isoformat(), "anlass": "Mehr Zeit vor dem Ende"}
    )
    assert antwort.status_code == 302
    _worker(als_dienst)


def test_vf10_jeder_schritt_laesst_sich_oeffnen_und_unveraendert_speichern(amt):
    """What the form does not show must not get lost."""
    entwurf = amt.entwurf()
    for schritt in inhalt_laden("goslar")["schritte"]:
        felder = _formular(amt, entwurf, schritt["schluessel"])
        antwort = amt.client.post(f"/verfahren/entwurf/{entwurf.pk}/schritt/{schritt['schluessel']}/", felder)
        assert antwort.status_code == 302, (
            schritt["schluessel"],
            antwort.context["form"].errors,
            antwort.context["termine"].errors,
        )
    entwurf.refresh_from_db()
    seite = amt.client.get(f"/verfahren/{entwurf.kennung}/vergleich/?mit=goslar")
    assert seite.context["unterschiede"] == []


@pytest.mark.parametrize("kennung", ["goslar", "cottbus"])
def test_vf10_die_datei_eines_entwurfs_besteht_dieselbe_pruefung_wie_die_mitgelieferten(amt, kennung):
    amt.client.post(f"/verfahren/{kennung}/kopieren/")
    entwurf = Fassung.objects.get()
    antwort = amt.client.get(f"/verfahren/{entwurf.kennung}/datei/")
    inhalt = yaml.safe_load(antwort.content)
    assert maengel(inhalt) == []
    assert inhalt["schritte"] == inhalt_laden(kennung)["schritte"]


def test_vf10_ein_geaenderter_schritt_steht_im_vergleich(amt):
    entwurf = amt.entwurf()
    felder = _formular(amt, entwurf, "GS-G1") | {
        "termin-0-von_monate": "2",
        "titel": "Früher mit dem Gespräch beginnen",
    }
    amt.client.post(f"/verfahren/entwurf/{entwurf.pk}/schritt/GS-G1/", felder)
    (unterschied,) = amt.client.get(f"/verfahren/{entwurf.kennung}/vergleich/").context["unterschiede"]
    assert (unterschied.schluessel, unterschied.art) == ("GS-G1", "geändert")
    assert [name for name, _, _ in unterschied.zeilen] == ["Titel", "Termin 1"]
    assert unterschied.zeilen[1][2].startswith("2 Monate vor: geplantes Ende … 1 Tag vor: geplantes Ende")


def test_vf01_ein_unmoeglicher_zeitraum_wird_am_feld_gesagt_und_nichts_gespeichert(amt):
    entwurf = amt.entwurf()
    felder = _formular(amt, entwurf, "GS-G1") | {"termin-0-von_monate": "1", "termin-0-von_richtung": "nach"}
    antwort = amt.client.post(f"/verfahren/entwurf/{entwurf.pk}/schritt/GS-G1/", felder)
    assert antwort.status_code == 422
    assert antwort.context["termine"].forms[0].errors == {"von_tage": ["Der Zeitraum endet, bevor er beginnt."]}
    entwurf.refresh_from_db()
    assert entwurf.inhalt["schritte"] == inhalt_laden("goslar")["schritte"]


def test_vf01_ohne_fundstelle_und_mit_doppeltem_schluessel_geht_es_nicht(amt):
    entwurf = amt.entwurf()
    felder = _formular(amt, entwurf, "GS-G1") | {"schluessel": "GS-P1", "fundstelle": ""}
    antwort = amt.client.post(f"/verfahren/entwurf/{entwurf.pk}/schritt/GS-G1/", felder)
    assert "fundstelle" in antwort.context["form"].errors
    felder["fundstelle"] = "Dienstanweisung, Nummer 3"
    antwort = amt.client.post(f"/verfahren/entwurf/{entwurf.pk}/schritt/GS-G1/", felder)
    assert antwort.context["form"].errors == {"schluessel": ["Den Schritt GS-P1 gibt es zweimal."]}


def test_vf10_ein_neuer_schritt_und_ein_entfernter(amt):
    entwurf = amt.entwurf()
    felder = _formular(amt, entwurf, "GS-G2b") | {"schluessel": "VO-1", "titel": "Anruf nach vier Wochen"}
    felder |= {"termin-0-bis_monate": "0", "termin-0-bis_wochen": "4"}
    assert amt.client.post(f"/verfahren/entwurf/{entwurf.pk}/schritt/neu/", felder).status_code == 302
    amt.client.post(f"/verfahren/entwurf/{entwurf.pk}/schritt/GS-G2b/entfernen/")
    arten = [
        (u.schluessel, u.art)
        for u in amt.client.get(f"/verfahren/{entwurf.kennung}/vergleich/").context["unterschiede"]
    ]
    assert arten == [("VO-1", "neu"), ("GS-G2b", "entfallen")]


def test_vf10_eine_gruppe_die_ein_schritt_nennt_laesst_sich_nicht_loeschen(amt):
    entwurf = amt.entwurf()
    seite = amt.client.get(f"/verfahren/entwurf/{entwurf.pk}/angaben/")
    felder = {f.html_name: f.value() for f in seite.context["form"]}
    felder |= {f.html_name: f.value() for f in seite.context["gruppen"].management_form}
    for form in seite.context["gruppen"].forms[:-1]:
        felder |= {form["name"].html_name: form["name"].value(), form["arten"].html_name: form["arten"].value()}
    gut = amt.client.post(f"/verfahren/entwurf/{entwurf.pk}/angaben/", felder | {"name": "Verfahren Vorfeld 2027"})
    assert gut.status_code == 302
    schlecht = amt.client.post(f"/verfahren/entwurf/{entwurf.pk}/angaben/", felder | {"gruppe-0-DELETE": "on"})
    assert (
        f"Die Gruppe „{felder['gruppe-0-name']}“ ist nicht beschrieben." in schlecht.context["form"].non_field_errors()
    )


def test_vf10_zwei_aendern_denselben_entwurf_und_der_zweite_erfaehrt_es(amt, monkeypatch):
    from wegplan.domains.verfahrenspflege import services

    entwurf = amt.entwurf()
    gelesen = Fassung.objects.get(pk=entwurf.pk)
    services.inhalt_speichern(Fassung.objects.get(pk=entwurf.pk), entwurf.inhalt | {"name": "vom Ersten"})
    with pytest.raises(services.Veraltet):
        services.inhalt_speichern(gelesen, entwurf.inhalt | {"name": "vom Zweiten"})


# --- in force ------------------------------------------------------------------------------------------------------


def test_vf10_ab_dem_tag_folgen_neue_eintritte_der_fassung_und_alte_faelle_behalten_ihr_verfahren(amt, als_dienst):
    with als_dienst():
        alt = amt.fall(HEUTE - timedelta(days=30), HEUTE + timedelta(days=150))
    entwurf = amt.entwurf()
    felder = _formular(amt, entwurf, "GS-G2b") | {"termin-0-bis_monate": "3"}
    amt.client.post(f"/verfahren/entwurf/{entwurf.pk}/schritt/GS-G2b/", felder)
    _in_kraft(amt, entwurf, HEUTE, als_dienst)
    with als_dienst():
        neu = amt.fall(HEUTE, HEUTE + timedelta(days=150))
        assert (amt.schritt(neu, "GS-G2b").verfahren, amt.schritt(alt, "GS-G2b").verfahren) == (
            entwurf.kennung,
            "goslar",
        )
        assert (amt.schritt(neu, "GS-G2b").faellig_bis - amt.schritt(alt, "GS-G2b").faellig_bis).days in (30, 31)
        neu.eintritt = HEUTE - timedelta(days=1)  # entered the day before after all
        neu.save()
        assert amt.schritt(neu, "GS-G2b").verfahren == "goslar"


def test_vf10_was_in_kraft_ist_aendert_niemand_mehr(amt, als_dienst):
    entwurf = amt.entwurf()
    _in_kraft(amt, entwurf, HEUTE, als_dienst)
    assert amt.client.get(f"/verfahren/entwurf/{entwurf.pk}/schritt/GS-G1/").status_code == 404
    with als_dienst():
        for versuch in (lambda f: f.update(inhalt={}), lambda f: f.delete()):
            with pytest.raises(IntegrityError), transaction.atomic():
                versuch(Fassung.objects.filter(pk=entwurf.pk))


def test_vf10_eine_fassung_deren_tag_noch_nicht_da_ist_laesst_sich_zuruecknehmen(amt, als_dienst):
    entwurf = amt.entwurf()
    _in_kraft(amt, entwurf, HEUTE + timedelta(days=10), als_dienst)
    amt.client.post(f"/verfahren/fassung/{entwurf.pk}/zuruecknehmen/")
    neu = Fassung.objects.get()
    assert (neu.pk != entwurf.pk, neu.gilt_ab, neu.nummer) == (True, None, 2)
    _in_kraft(amt, neu, HEUTE, als_dienst)
    amt.client.post(f"/verfahren/fassung/{neu.pk}/zuruecknehmen/")
    assert Fassung.objects.get().gilt_ab == HEUTE  # its day has come


@pytest.mark.parametrize(("tage", "satz"), [(-1, "Der Tag liegt in der Vergangenheit"), (0, "tritt schon Fassung 1")])
def test_vf10_ein_vergangener_oder_vergebener_tag_wird_abgelehnt(amt, als_dienst, tage, satz):
    _in_kraft(amt, amt.entwurf(), HEUTE, als_dienst)
    zweiter = amt.entwurf()
    antwort = amt.client.post(
        f"/verfahren/entwurf/{zweiter.pk}/in-kraft/",
        {"gilt_ab": (HEUTE + timedelta(days=tage)).isoformat(), "anlass": "Versuch"},
    )
    assert antwort.status_code == 422
    assert satz in str(antwort.context["form"].errors["gilt_ab"])


# --- moved on purpose ----------------------------------------------------------------------------------------------


def test_vf10_ueberfuehrte_faelle_folgen_der_fassung_ab_dem_tag_und_keiner_verliert_einen_schritt(amt, als_dienst):
    with als_dienst():
        fall = amt.fall(HEUTE - timedelta(days=60), HEUTE + timedelta(days=120))
        vorher = {s.schluessel: s for s in Schritt.objects.filter(teilnahme=fall)}
    entwurf = amt.entwurf()
    felder = _formular(amt, entwurf, "GS-G2b") | {"termin-0-bis_monate": "3"}
    amt.client.post(f"/verfahren/entwurf/{entwurf.pk}/schritt/GS-G2b/", felder)
    amt.client.post(f"/verfahren/entwurf/{entwurf.pk}/schritt/GS-G3/entfernen/")
    # due before the move by the new version, after it by the old one: must not fall through the seam
    felder = _formular(amt, entwurf, "GS-G1") | {"termin-0-bis_tage": "150", "termin-0-von_monate": "6"}
    assert amt.client.post(f"/verfahren/entwurf/{entwurf.pk}/schritt/GS-G1/", felder).status_code == 302
    _in_kraft(amt, entwurf, HEUTE, als_dienst)
    antwort = amt.client.post(
        f"/verfahren/fassung/{entwurf.pk}/ueberfuehren/",
        {"ab": HEUTE.isoformat(), "grund": "Alle nach einem Verfahren"},
    )
    assert antwort.status_code == 302
    with als_dienst():
        nachher = {s.schluessel: s for s in Schritt.objects.filter(teilnahme=fall)}
        assert set(vorher) == set(nachher)
        assert nachher["GS-P1"].verfahren == "goslar"  # due at entry, before the move
        assert nachher["GS-G2b"].verfahren == entwurf.kennung
        assert nachher["GS-G2b"].faellig_bis > vorher["GS-G2b"].faellig_bis
        assert (nachher["GS-G3"].stand, nachher["GS-G3"].grund) == ("entfallen", "fassung")
        assert nachher["GS-G1"].faellig_bis == fall.geplantes_ende - timedelta(days=150)
        assert nachher["GS-G1"].stand == "offen"
        geltungen = Geltung.objects.filter(teilnahme=fall).order_by("ab").values_list("verfahren", "ab", "vor")
        assert sorted(geltungen, key=str) == sorted([("goslar", None, HEUTE), (entwurf.kennung, HEUTE, None)], key=str)
        assert alle_ableiten() == 0


def test_vf10_ueberfuehren_laesst_erledigtes_und_notizen_stehen(amt, als_dienst):
    with als_dienst():
        fall = amt.fall(HEUTE - timedelta(days=60), HEUTE + timedelta(days=20))
        schritt = amt.schritt(fall, "GS-G1")
        schritt.stand, schritt.erledigt_am, schritt.notiz = "erledigt", HEUTE, "am Telefon"
        schritt.save()
    entwurf = amt.entwurf()
    _in_kraft(amt, entwurf, HEUTE, als_dienst)
    amt.client.post(f"/verfahren/fassung/{entwurf.pk}/ueberfuehren/", {"ab": HEUTE.isoformat(), "grund": "Umstellung"})
    with als_dienst():
        danach = amt.schritt(fall, "GS-G1")
        assert (danach.stand, danach.notiz, danach.verfahren) == ("erledigt", "am Telefon", "goslar")


def test_vf10_ein_einzelner_fall_wird_ueberfuehrt_und_auch_wieder_zurueck(amt, als_dienst):
    with als_dienst():
        faelle = [amt.fall(HEUTE - timedelta(days=60), HEUTE + timedelta(days=120)) for _ in range(2)]
    entwurf = amt.entwurf()
    felder = _formular(amt, entwurf, "GS-G2b") | {"termin-0-bis_monate": "3"}
    amt.client.post(f"/verfahren/entwurf/{entwurf.pk}/schritt/GS-G2b/", felder)
    _in_kraft(amt, entwurf, HEUTE, als_dienst)
    werte = {"ab": HEUTE.isoformat(), "grund": "Wunsch der Fachkraft", "verfahren": entwurf.kennung}
    assert amt.client.post(f"/verfahren/fall/{faelle[0].pk}/", werte).status_code == 302
    with als_dienst():
        assert [amt.schritt(f, "GS-G2b").verfahren for f in faelle] == [entwurf.kennung, "goslar"]
    assert amt.client.post(f"/verfahren/fall/{faelle[0].pk}/", werte).status_code == 422  # follows it already
    zurueck = werte | {"verfahren": "goslar", "ab": (HEUTE + timedelta(days=5)).isoformat()}
    assert amt.client.post(f"/verfahren/fall/{faelle[0].pk}/", zurueck).status_code == 302
    with als_dienst():
        assert amt.schritt(faelle[0], "GS-G2b").verfahren == "goslar"


# --- tried on a past month -----------------------------------------------------------------------------------------


def test_vf10_die_probe_sagt_was_faellig_gewesen_waere_und_wer_wie_viel_gehabt_haette(amt, als_dienst):
    letzter = HEUTE.replace(day=1) - timedelta(days=1)
    with als_dienst():
        faelle = [amt.fall(letzter - timedelta(days=120), letzter - timedelta(days=3)) for _ in range(3)]
        erwartet = Schritt.objects.filter(
            faellig_bis__range=(letzter.replace(day=1), letzter), teilnahme__in=faelle
        ).exclude(stand="entfallen")
        anzahl, schluessel = erwartet.count(), set(erwartet.values_list("schluessel", flat=True))
    entwurf = amt.entwurf()
    amt.client.post(f"/verfahren/entwurf/{entwurf.pk}/schritt/GS-G1/entfernen/")
    seite = amt.client.get(f"/verfahren/{entwurf.kennung}/probe/")
    assert (seite.context["summe_bisher"], seite.context["summe"]) == (anzahl, anzahl - 3)
    assert [(z.name, z.bisher, z.neu) for z in seite.context["koepfe"]] == [(str(amt.fachkraft), anzahl, anzahl - 3)]
    assert {z.kennung for z in seite.context["schritte"]} == schluessel
    (weg,) = [z for z in seite.context["schritte"] if z.kennung == "GS-G1"]
    assert (weg.bisher, weg.neu) == (3, 0)
    with als_dienst():
        assert not Schritt.objects.filter(verfahren=entwurf.kennung).exists()  # nothing is written


def test_vf10_hinter_jeder_zahl_der_probe_stehen_die_faelle_mit_genau_einer_spur(amt, als_dienst):
    letzter = HEUTE.replace(day=1) - timedelta(days=1)
    with als_dienst():
        fall = amt.fall(letzter - timedelta(days=120), letzter - timedelta(days=3))
    seite = amt.client.get("/verfahren/goslar/probe/GS-G1/")
    assert [z["person"] for z in seite.context["zeilen"]] == [fall.person]
    with als_dienst(), connection.cursor() as c:
        c.execute("reset role")  # the application may not read traces
        c.execute("select art, ansicht, personen from audit_zugriff")
        assert c.fetchall() == [("liste", "verfahrenspflege:probefaelle", [fall.person_id])]


@pytest.mark.parametrize("anzahl", [3, 30])
def test_vf10_die_probe_braucht_immer_gleich_viele_anweisungen(amt, als_dienst, django_assert_max_num_queries, anzahl):
    letzter = HEUTE.replace(day=1) - timedelta(days=1)
    with als_dienst():
        for _ in range(anzahl):
            amt.fall(letzter - timedelta(days=120), letzter - timedelta(days=3))
    entwurf = amt.entwurf()
    with django_assert_max_num_queries(21):
        amt.client.get(f"/verfahren/{entwurf.kennung}/probe/")


# --- protection ----------------------------------------------------------------------------------------------------


def test_ds03_fassungen_einer_anderen_stelle_gibt_es_nicht(amt, als_dienst, client):
    from wegplan.domains.organisation.models import Nutzer, Organisation

    entwurf = amt.entwurf()
    with als_dienst():
        andere = Organisation.objects.create(kennung="JC-W", art="jobcenter", regelwerk="cottbus")
        client.force_login(Nutzer.objects.create_user("bl.w", rolle="bl", organisation=andere))
    for adresse in (f"/verfahren/{entwurf.kennung}/", f"/verfahren/entwurf/{entwurf.pk}/schritt/GS-G1/"):
        assert client.get(adresse).status_code == 404
    assert client.post(f"/verfahren/{entwurf.kennung}/kopieren/").status_code == 404


def test_ds04_auch_die_datenbank_laesst_nur_die_eigene_stelle_schreiben(amt, als_nutzer, als_dienst):
    from wegplan.domains.organisation.models import Nutzer, Organisation

    entwurf = amt.entwurf()
    with als_dienst():
        andere = Organisation.objects.create(kennung="JC-W", art="jobcenter", regelwerk="cottbus")
        fremd = Nutzer.objects.create_user("bl.w", rolle="bl", organisation=andere)
    for nutzer, geschrieben in ((fremd, 0), (amt.fachkraft, 0), (amt.leitung, 1)):
        with als_nutzer(nutzer):
            assert Fassung.objects.filter(pk=entwurf.pk).update(grundlage="x") == geschrieben


def test_ds04_regeln_schreibt_die_anwendung_auch_fuer_die_eigene_stelle_nicht(amt, als_nutzer):
    from django.db.utils import Error

    with als_nutzer(amt.leitung), pytest.raises(Error, match="row-level security"), transaction.atomic():
        connection.cursor().execute("insert into verfahren_regelwerk (kennung, bundesland) values ('x', 'DE-BE')")
