"""A month is closed, its lists go to each AA/JC as they are, and what changes later is seen (JPS-32, PX-05)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from tests.welt import HEUTE, Welt
from wegplan.domains.anwesenheit.models import (
    Anwesenheit,
    Monatsabschluss,
    Monatskorrektur,
    Monatsliste,
    Monatslistenzeile,
)
from wegplan.domains.anwesenheit.monat import Monat
from wegplan.domains.anwesenheit.rules import tage
from wegplan.domains.anwesenheit.views import woche_url
from wegplan.domains.anwesenheit.vorgaben import arbeitstag, fristen, rechtsgrundlage
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme

from .conftest import Gruppe, gruppe_bauen

pytestmark = pytest.mark.django_db
MONAT = Monat.von(HEUTE).davor()
EINTRITT = MONAT.davor().erster
WERKTAGE = [tag for tag in tage(MONAT.erster, MONAT.letzter) if tag.weekday() < 5]


@dataclass
class Monatsgruppe:
    """Four in the month before: two of JC-A, one of JC-B, one of JC-A who left before the month."""

    gruppe: Gruppe
    url: str

    @property
    def bleibt(self) -> Teilnahme:
        return self.gruppe.teilnahmen[0]


def fuellen(teilnahmen: list[Teilnahme], ohne: frozenset[date] = frozenset()) -> None:
    """Present on every weekday of the month."""
    Anwesenheit.objects.bulk_create(
        Anwesenheit(teilnahme=t, person_id=t.person_id, datum=tag, lernort="traeger", status="anwesend")
        for t in teilnahmen
        for tag in WERKTAGE
        if tag not in ohne
    )


@pytest.fixture
def monat(welt: Welt, als_dienst: Any) -> Monatsgruppe:
    with als_dienst():
        gruppe = gruppe_bauen(welt, 4, EINTRITT)
        Person.objects.filter(pk=gruppe.teilnahmen[2].person_id).update(jobcenter=welt.stellen["JC-B"], team=None)
        Teilnahme.objects.filter(pk=gruppe.teilnahmen[3].pk).update(austritt=MONAT.erster - timedelta(days=3))
        fuellen(gruppe.teilnahmen[:3])
        Anwesenheit.objects.filter(teilnahme=gruppe.teilnahmen[1], datum=WERKTAGE[4]).update(status="unentschuldigt")
        Anwesenheit.objects.filter(teilnahme=gruppe.teilnahmen[1], datum=WERKTAGE[5]).update(
            status="krank", lernort="praktikum"
        )
    return Monatsgruppe(gruppe, f"/anwesenheit/monate/{gruppe.massnahme.pk}/{MONAT.name}/")


@pytest.fixture
def freigegeben(monat: Monatsgruppe, als: Any) -> Monatsgruppe:
    leitung = als("bdl_leitung")
    for schritt in ("abschliessen", "freigeben"):
        assert leitung.post(f"{monat.url}{schritt}/").status_code == 302
    return monat


def liste_von(als_dienst: Any, stelle: str, fassung: int = 1) -> Monatsliste:
    with als_dienst():
        return Monatsliste.objects.get(empfaenger__kennung=stelle, fassung=fassung)


def test_jps32_der_monat_zeigt_alle_auch_wer_vorher_ausgetreten_ist(monat, als, text):
    seite = text(als("bdl").get(monat.url))
    assert all(f"Name00{nr}" in seite for nr in range(4))
    assert f"ausgetreten am {MONAT.erster - timedelta(days=3):%d.%m.%Y}" in seite
    assert "Abschließen und freigeben kann die Leitung." in seite and "Monat abschließen" not in seite


def test_jps32_die_leitung_schliesst_ab_und_unterschreibt_mit_namen_und_zeit(monat, als, als_dienst, text, welt):
    antwort = als("bdl_leitung").post(f"{monat.url}abschliessen/", follow=True)
    assert "ist abgeschlossen" in text(antwort)
    with als_dienst():
        abschluss = Monatsabschluss.objects.get()
        assert (abschluss.monat, abschluss.unterschrift) == (MONAT.erster, str(welt["bdl_leitung"]))
        assert abschluss.abgeschlossen_am is not None
    assert "war schon abgeschlossen" in text(als("bdl_leitung").post(f"{monat.url}abschliessen/", follow=True))
    with als_dienst():
        assert Monatsabschluss.objects.count() == 1


def test_jps32_nur_die_leitung_schliesst_ab(monat, als, als_dienst):
    for rolle in ("bdl", "rb", "tl"):
        for schritt in ("abschliessen", "freigeben"):
            assert als(rolle).post(f"{monat.url}{schritt}/").status_code == 403
    with als_dienst():
        assert not Monatsabschluss.objects.exists()


def test_jps32_solltage_ohne_eintrag_verhindern_den_abschluss_und_stehen_mit_weg_zur_woche_da(
    monat, als, als_dienst, text
):
    tag = WERKTAGE[7]
    with als_dienst():
        Anwesenheit.objects.filter(teilnahme=monat.bleibt, datum=tag).delete()
    antwort = als("bdl_leitung").post(f"{monat.url}abschliessen/")
    assert antwort.status_code == 422
    assert "1 Solltag hat noch keinen Eintrag" in text(antwort)
    assert woche_url(monat.gruppe.massnahme.pk, tag) in antwort.content.decode()
    assert "Name000, Kim:" in text(antwort) and "Name001, Kim:" not in text(antwort)
    with als_dienst():
        assert not Monatsabschluss.objects.exists()


def test_jps32_ein_laufender_monat_wird_nicht_abgeschlossen(monat, als, als_dienst, text, settings):
    settings.WEGPLAN_STICHTAG = (MONAT.letzter - timedelta(days=1)).isoformat()
    antwort = als("bdl_leitung").post(f"{monat.url}abschliessen/")
    assert antwort.status_code == 422 and "Der Monat läuft noch bis" in text(antwort)
    settings.WEGPLAN_STICHTAG = MONAT.letzter.isoformat()
    assert als("bdl_leitung").post(f"{monat.url}abschliessen/").status_code == 302


def test_jps32_vor_dem_abschluss_wird_nichts_freigegeben(monat, als, als_dienst, text):
    antwort = als("bdl_leitung").post(f"{monat.url}freigeben/")
    assert antwort.status_code == 422 and "Schließen Sie den Monat ab" in text(antwort)
    with als_dienst():
        assert not Monatsliste.objects.exists()


def test_jps32_jede_stelle_erhaelt_nur_ihre_teilnehmenden(freigegeben, als_dienst):
    with als_dienst():
        listen = {
            liste.empfaenger.kennung: [(z.inhalt[0], z.inhalt[1]) for z in liste.zeilen.order_by("nummer")]
            for liste in Monatsliste.objects.all()
        }
    assert listen == {"JC-A": [(1, "Name000"), (2, "Name001"), (3, "Name003")], "JC-B": [(1, "Name002")]}


def test_jps33_die_zeile_nennt_die_zeichen_der_tage_und_die_fehlzeiten(freigegeben, als_dienst):
    with als_dienst():
        liste = Monatsliste.objects.get(empfaenger__kennung="JC-A")
        zeile = dict(zip(liste.spalten, liste.zeilen.get(nummer=2).inhalt, strict=True))
    n = len(WERKTAGE)
    prozent = f"{(2000 * 2 + n) // (2 * n) / 10:.1f}".replace(".", ",")
    assert zeile[f"{WERKTAGE[4].day:02}"] == "u" and zeile[f"{WERKTAGE[5].day:02}"] == "Pk"
    assert (zeile["Soll"], zeile["Fehltage"], zeile["unentschuldigt"]) == (n, 2, 1)
    assert (zeile["Fehltage in %"], zeile["Soll Praktikum"], zeile["Fehltage Praktikum"]) == (prozent, 1, 1)


def test_ds23_die_freigabe_nennt_empfaenger_zeit_name_und_rechtsgrundlage(freigegeben, als, als_dienst, text, welt):
    liste = liste_von(als_dienst, "JC-A")
    seite = text(als("bl").get(f"/anwesenheit/listen/{liste.pk}/"))
    for wort in ("Stelle JC-A", str(welt["bdl_leitung"]), rechtsgrundlage(HEUTE).wert, liste.pruefsumme):
        assert wort in seite
    assert "Auszug" not in seite


def test_jps32_die_xlsx_ist_was_gesendet_wurde(freigegeben, als, als_dienst):
    liste = liste_von(als_dienst, "JC-A")
    antwort = als("bl").get(f"/anwesenheit/listen/{liste.pk}/xlsx/")
    buch = openpyxl.load_workbook(BytesIO(antwort.content))
    zeilen = [[wert if wert is not None else "" for wert in z] for z in buch["Anwesenheit"].values]
    with als_dienst():
        gesendet = [z.inhalt for z in liste.zeilen.order_by("nummer")]
    assert zeilen == [liste.spalten, *gesendet]
    assert ("Prüfsumme (SHA-256)", liste.pruefsumme) in list(buch["Angaben"].values)
    assert f"anwesenheitsliste-{MONAT.name}-fassung-1.xlsx" in antwort["Content-Disposition"]


def test_jps32_pdf_und_xlsx_und_datenbank_sagen_dasselbe(freigegeben, als, als_dienst):
    liste = liste_von(als_dienst, "JC-A")
    mappe = openpyxl.load_workbook(BytesIO(als("bl").get(f"/anwesenheit/listen/{liste.pk}/xlsx/").content))
    antwort = als("bl").get(f"/anwesenheit/listen/{liste.pk}/pdf/")
    assert antwort["Content-Type"] == "application/pdf"
    seiten = [seite.extract_text().split() for seite in PdfReader(BytesIO(antwort.content)).pages]
    gedruckt = Counter(wort for seite in seiten for wort in seite)
    with als_dienst():
        gesendet = [z.inhalt for z in liste.zeilen.order_by("nummer")]
    tabelle = [["" if wert is None else wert for wert in z] for z in mappe["Anwesenheit"].values][1:]
    assert tabelle == gesendet
    worte = Counter(wort for z in gesendet for wert in z for wort in str(wert).split())
    assert not worte - gedruckt, "every value of every row stands in the PDF, as often as in the rows"
    assert liste.pruefsumme in "".join("".join(seite) for seite in seiten)
    assert f"anwesenheitsliste-{MONAT.name}-fassung-1.pdf" in antwort["Content-Disposition"]


def test_jps32_ein_auszug_als_pdf_nennt_nur_die_eigenen_personen(freigegeben, als, als_dienst, welt):
    with als_dienst():
        person = Person.objects.get(pk=freigegeben.bleibt.person_id)
        person.zustaendigkeiten.create(grund="fachkraft", rolle="pap", nutzer=welt["pap"], von=HEUTE)
    antwort = als("pap").get(f"/anwesenheit/listen/{liste_von(als_dienst, 'JC-A').pk}/pdf/")
    gedruckt = " ".join(seite.extract_text() for seite in PdfReader(BytesIO(antwort.content)).pages)
    assert "Name000" in gedruckt and "Name001" not in gedruckt
    assert "Auszug: 1 von 3" in gedruckt
    assert "-auszug.pdf" in antwort["Content-Disposition"]


def test_ds02_wer_nur_einen_teil_der_personen_sieht_erhaelt_einen_auszug(freigegeben, als, als_dienst, text, welt):
    with als_dienst():
        person = Person.objects.get(pk=freigegeben.bleibt.person_id)
        person.zustaendigkeiten.create(grund="fachkraft", rolle="pap", nutzer=welt["pap"], von=HEUTE)
    liste = liste_von(als_dienst, "JC-A")
    antwort = als("pap").get(f"/anwesenheit/listen/{liste.pk}/")
    assert "Auszug: 1 von 3" in text(antwort)
    assert "Name000" in text(antwort) and "Name001" not in text(antwort)
    datei = als("pap").get(f"/anwesenheit/listen/{liste.pk}/xlsx/")
    assert "-auszug.xlsx" in datei["Content-Disposition"]
    zeilen = list(openpyxl.load_workbook(BytesIO(datei.content))["Anwesenheit"].values)
    assert [z[1] for z in zeilen] == ["Name", "Name000"]


def test_jps32_nur_die_genannte_stelle_traeger_und_regionalbuero_sehen_die_liste(freigegeben, als, als_dienst, welt):
    fremd, eigen = liste_von(als_dienst, "JC-B"), liste_von(als_dienst, "JC-A")
    with als_dienst():
        drueben = Nutzer.objects.create(username="bl-b", rolle="bl", organisation=welt.stellen["JC-B"])
        traeger = Nutzer.objects.create(username="bdl-b", rolle="bdl", organisation=welt.stellen["TR-B"])
    gesehen = {
        name: [als(wer).get(f"/anwesenheit/listen/{liste.pk}/").status_code for liste in (eigen, fremd)]
        for name, wer in {"bl": "bl", "drueben": drueben, "rb": "rb", "bdl": "bdl", "fremd": traeger}.items()
    }
    assert gesehen == {
        "bl": [200, 404],
        "drueben": [404, 200],
        "rb": [200, 200],
        "bdl": [200, 200],
        "fremd": [404, 404],
    }


def test_ds04_die_zweite_mauer_haelt_auch_ohne_die_erste(freigegeben, als_nutzer, welt):
    with als_nutzer(welt["bl"]):
        assert {liste.empfaenger_id for liste in Monatsliste.objects.all()} == {welt.stellen["JC-A"].pk}
        assert Monatslistenzeile.objects.count() == 3
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Monatsabschluss.objects.create(
                massnahme=freigegeben.gruppe.massnahme,
                monat=MONAT.danach().erster,
                abgeschlossen_von=welt["bl"],
                unterschrift="x",
            )
    with als_nutzer(welt["ags"]):
        assert not Monatsliste.objects.exists() and not Monatslistenzeile.objects.exists()


def test_jps32_was_freigegeben_ist_aendert_niemand_mehr(freigegeben, als_nutzer, als_dienst, welt):
    with als_nutzer(welt["bdl_leitung"]):
        for befehl in (
            lambda: Monatslistenzeile.objects.update(inhalt=[]),
            lambda: Monatslistenzeile.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError, match="ändert sich nicht mehr"), transaction.atomic():
                befehl()
    with als_dienst(), pytest.raises(DatabaseError, match="ändert sich nicht mehr"), transaction.atomic():
        Monatsliste.objects.update(pruefsumme="x")


def test_ds31_ein_doppelter_klick_gibt_einmal_frei(freigegeben, als, als_dienst, text):
    antwort = als("bdl_leitung").post(f"{freigegeben.url}freigeben/", follow=True)
    assert "nichts Neues" in text(antwort)
    with als_dienst():
        assert Monatsliste.objects.count() == 2


def _woche(als: Any, monat: Monatsgruppe, zeichen: str, **mehr: str) -> Any:
    """The first participant's first day of the month, changed on the page of the week."""
    client, tag = als("bdl"), WERKTAGE[0]
    url = woche_url(monat.gruppe.massnahme.pk, tag)
    feld = f"m{monat.bleibt.pk}-{tag.weekday()}"
    return client.post(url, {"stand": client.get(url).context["stand"], feld: zeichen, **mehr})


def test_jps32_nach_dem_abschluss_braucht_eine_aenderung_einen_grund(freigegeben, als, als_dienst, text):
    antwort = _woche(als, freigegeben, "k")
    assert antwort.status_code == 422 and "Nennen Sie den Grund der Korrektur" in text(antwort)
    with als_dienst():
        assert Anwesenheit.objects.get(teilnahme=freigegeben.bleibt, datum=WERKTAGE[0]).status == "anwesend"
    assert _woche(als, freigegeben, "k", grund=" Bescheinigung kam später ").status_code == 302
    with als_dienst():
        k = Monatskorrektur.objects.get()
        assert (k.datum, k.vorher, k.nachher, k.grund) == (
            WERKTAGE[0],
            "anwesend",
            "krank",
            "Bescheinigung kam später",
        )
        assert k.erfasst_von.username == "bdl-a"


def test_px05_die_korrektur_steht_als_unterschied_da_und_eine_neue_fassung_geht_nur_an_die_betroffene_stelle(
    freigegeben, als, als_dienst, text
):
    alt = liste_von(als_dienst, "JC-A")
    _woche(als, freigegeben, "k", grund="Bescheinigung")
    seite = text(als("bdl_leitung").get(freigegeben.url))
    assert f"Name000, Kim, {WERKTAGE[0]:%d}: gesendet a, jetzt k" in seite
    assert "Bescheinigung" in seite and "Neue Fassung freigeben" in seite
    als("bdl_leitung").post(f"{freigegeben.url}freigeben/")
    with als_dienst():
        fassungen = sorted(Monatsliste.objects.values_list("empfaenger__kennung", "fassung"))
        assert fassungen == [("JC-A", 1), ("JC-A", 2), ("JC-B", 1)]
        assert alt.zeilen.get(nummer=1).inhalt != liste_von(als_dienst, "JC-A", 2).zeilen.get(nummer=1).inhalt
    assert "Es gibt eine neuere Fassung" in text(als("bl").get(f"/anwesenheit/listen/{alt.pk}/"))


def test_jps32_eine_krankmeldung_in_den_geschlossenen_monat_braucht_einen_grund(freigegeben, als, als_dienst, text):
    with als_dienst():
        Anwesenheit.objects.filter(teilnahme=freigegeben.bleibt, datum=WERKTAGE[0]).update(status="entschuldigt")
    url = f"/personen/{freigegeben.bleibt.person_id}/teilnahmen/{freigegeben.bleibt.pk}/krankmeldung/"
    daten = {"von": WERKTAGE[0].isoformat(), "bis": WERKTAGE[0].isoformat(), "lernort": "traeger"}
    antwort = als("bdl").post(url, daten)
    assert antwort.status_code == 422 and "Nennen Sie den Grund" in text(antwort)
    with als_dienst():
        assert not freigegeben.bleibt.krankmeldungen.exists(), "all of it or nothing"
    assert als("bdl").post(url, daten | {"grund": "nachgereicht"}).status_code == 302
    with als_dienst():
        assert [(k.vorher, k.nachher) for k in Monatskorrektur.objects.all()] == [("entschuldigt", "krank")]


def test_jps32_freie_tage_im_geschlossenen_monat_brauchen_einen_grund(freigegeben, als, als_dienst):
    url = f"/personen/{freigegeben.bleibt.person_id}/teilnahmen/{freigegeben.bleibt.pk}/ausnahmezeit/"
    daten = {"art": "urlaub", "von": WERKTAGE[1].isoformat(), "bis": WERKTAGE[1].isoformat()}
    assert als("bdl").post(url, daten).status_code == 422
    with als_dienst():
        assert not freigegeben.bleibt.ausnahmezeiten.exists()
    assert als("bdl").post(url, daten | {"grund": "Urlaubsschein vergessen"}).status_code == 302
    with als_dienst():
        assert [(k.datum, k.vorher, k.nachher) for k in Monatskorrektur.objects.all()] == [
            (WERKTAGE[1], "Solltag", "Urlaub")
        ]


def test_jps32_ein_offener_monat_braucht_keinen_grund(monat, als, als_dienst):
    assert _woche(als, monat, "k").status_code == 302
    with als_dienst():
        assert not Monatskorrektur.objects.exists()


def test_jps32_wer_das_jobcenter_wechselt_bleibt_auf_der_liste_der_bisherigen_stelle(
    freigegeben, als, als_dienst, welt
):
    with als_dienst():
        Person.objects.filter(pk=freigegeben.bleibt.person_id).update(jobcenter=welt.stellen["JC-B"])
    _woche(als, freigegeben, "k", grund="Bescheinigung")
    als("bdl_leitung").post(f"{freigegeben.url}freigeben/")
    with als_dienst():
        assert Monatsliste.objects.get(fassung=2).empfaenger.kennung == "JC-A"


def test_jps32_die_liste_ist_am_fuenften_arbeitstag_faellig_und_ueberfaelliges_steht_bei_traeger_und_regionalbuero(
    monat, als, text, settings
):
    bis = arbeitstag("DE-SN", MONAT, fristen()["IEB"].arbeitstage)
    for tag, wort in ((bis, False), (bis + timedelta(days=1), True)):
        settings.WEGPLAN_STICHTAG = tag.isoformat()
        for rolle in ("bdl_leitung", "rb"):
            zeilen = als(rolle).get("/anwesenheit/monate/").context["zeilen"]
            (zeile,) = [z for z in zeilen if z.massnahme == monat.gruppe.massnahme and z.monat == MONAT]
            assert (zeile.faellig, zeile.ueberfaellig) == (bis, wort)


def test_jps32_nach_der_freigabe_ist_nichts_mehr_ueberfaellig(freigegeben, als, settings):
    settings.WEGPLAN_STICHTAG = (MONAT.letzter + timedelta(days=20)).isoformat()
    zeilen = als("rb").get("/anwesenheit/monate/").context["zeilen"]
    (zeile,) = [z for z in zeilen if z.massnahme == freigegeben.gruppe.massnahme and z.monat == MONAT]
    assert not zeile.ueberfaellig and zeile.wort == ("freigegeben", "gut")


def test_ds10_liste_und_download_hinterlassen_je_eine_spur(freigegeben, als, als_dienst, spuren):
    liste = liste_von(als_dienst, "JC-A")
    vorher = len(spuren())
    for ende in ("", "xlsx/", "pdf/"):
        als("bl").get(f"/anwesenheit/listen/{liste.pk}/{ende}")
    als("bdl").get(freigegeben.url)
    neue = [(s["ansicht"], s["art"], len(s["personen"])) for s in spuren()[vorher:] if "monat" in s["ansicht"]]
    assert neue == [
        ("anwesenheit:monatsliste", "liste", 3),
        ("anwesenheit:monatsliste_xlsx", "download", 3),
        ("anwesenheit:monatsliste_pdf", "download", 3),
        ("anwesenheit:monat", "liste", 4),
    ]


@pytest.mark.parametrize("name", ["2026-13", "2026-00", "0000-01", "202601", "heute", "9999-01"])
def test_ds32_ein_monat_den_es_nicht_gibt_ist_404(monat, als, name):
    assert als("bdl").get(f"/anwesenheit/monate/{monat.gruppe.massnahme.pk}/{name}/").status_code == 404


def _zaehlen(arbeit: Any) -> int:
    with CaptureQueriesContext(connection) as gezaehlt:
        arbeit()
    return sum("SAVEPOINT" not in q["sql"] for q in gezaehlt.captured_queries)


def test_jps32_300_teilnehmende_kosten_so_viele_anweisungen_wie_drei(welt, als, als_dienst):
    client, kosten = als("bdl_leitung"), []
    for anzahl in (3, 300):
        with als_dienst():
            gruppe = gruppe_bauen(welt, anzahl, EINTRITT)
            fuellen(gruppe.teilnahmen)
        url = f"/anwesenheit/monate/{gruppe.massnahme.pk}/{MONAT.name}/"
        schritte = [lambda u=url: client.get(u)]
        schritte += [lambda u=url, s=s: client.post(f"{u}{s}/") for s in ("abschliessen", "freigeben")]
        kosten.append([_zaehlen(schritt) for schritt in schritte])
        with als_dienst():
            liste = Monatsliste.objects.get(massnahme=gruppe.massnahme)
            assert liste.anzahl == anzahl
        kosten[-1] += [_zaehlen(lambda pk=liste.pk: client.get(f"/anwesenheit/listen/{pk}/"))]
        client.get("/anwesenheit/monate/")  # takes the messages along
    assert kosten[0] == kosten[1]
    assert max(kosten[0]) <= 24
