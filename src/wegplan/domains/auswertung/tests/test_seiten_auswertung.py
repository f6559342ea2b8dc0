"""The rates on screen and the cases behind them (AM-15, AM-16, AW-01, AW-04, AW-05)."""

import io
import re
from datetime import date
from html import unescape

import openpyxl
import pytest

from wegplan.domains.absolventenmanagement.queries import Filter, quoten
from wegplan.domains.absolventenmanagement.rules import regelwerk_laden
from wegplan.domains.auswertung.fristen import fristen, nachholbar_bis, naechster
from wegplan.domains.auswertung.quotenbild import Anteil, nach, summe

from .conftest import viele, zeilen

pytestmark = pytest.mark.django_db
SEITEN = ("/vorschau/", "/fehlerliste/", "/auswertung/", "/auswertung/?gruppe=team", "/auswertung/faelle/")


def test_am15_quoten_nach_monaten_mit_n_und_leeren_monaten(als, text):
    antwort = als("tl").get("/auswertung/?von=2025-01&bis=2025-02")
    januar, februar = zeilen(antwort)
    assert januar == "Januar 2025 0 0 keine Fälle 0 keine Fälle 0"
    assert februar.startswith("Februar 2025 3 1 33,3 % 95 %: 6,1 bis 79,2 % 2 66,7 % 95 %: 20,8 bis 93,9 % 2")
    assert "im engeren Sinne erfüllt 33,3 % n = 3" in text(antwort)
    assert " 0,0 %" not in text(antwort)


def test_am15_leere_gruppen_stehen_als_keine_faelle_da(als):
    seite = als("bl").get("/auswertung/?gruppe=team&von=2025-02&bis=2025-02").content.decode()
    tabellen = re.findall(r"<tbody>(.*?)</tbody>", seite, re.S)
    worte = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(t))) for t in tabellen]
    assert any("Team Eins 3 1 33,3 %" in w and "Team Zwei 0 0 keine Fälle" in w for w in worte)


def test_am15_jedes_jobcenter_nach_seinem_regelwerk_und_goslar_ohne_weiteren_sinn(als, text):
    worte = text(als("alles").get("/auswertung/?von=2025-02&bis=2025-02"))
    eins, zwei = worte.split("beurteilt nach dem Regelwerk ")[1:]
    assert eins.startswith("Cottbus") and "im weiteren Sinne erfüllt" in eins
    assert zwei.startswith("Goslar") and "im weiteren Sinne erfüllt" not in zwei
    assert "erfüllt 0,0 %" in zwei  # one case, none fulfilled: that is a rate


def test_ds02_eine_teamleitung_sieht_nur_ihr_team(als, text):
    worte = text(als("tl2").get("/auswertung/?von=2025-02&bis=2025-02"))
    assert "Team Zwei, Jobcenter Eins" in worte
    assert "erfüllt keine Fälle" in worte


@pytest.mark.parametrize("gruppe", ["monat", "jobcenter", "team", "traeger", "massnahme", "foerderart"])
@pytest.mark.parametrize("konto", ["tl", "alles"])
def test_am16_jede_zahl_fuehrt_zu_genau_so_vielen_faellen(als, konto, gruppe):
    client = als(konto)
    seite = client.get(f"/auswertung/?gruppe={gruppe}&von=2025-01&bis=2025-03").content.decode()
    verweise = re.findall(r'<a href="(/auswertung/faelle/[^"]*)">(\d+)</a>', seite)
    assert len(verweise) >= 3
    for adresse, zahl in set(verweise):
        liste = client.get(unescape(adresse))
        assert len(zeilen(liste)) == int(zahl), adresse


def test_am16_die_faelle_nennen_ergebnis_gruende_und_belege(als):
    eins, zwei, drei, vier = zeilen(als("tl").get("/auswertung/faelle/?sortierung=name&von=2025-02"))
    assert "erfüllt – Vereinbarung Vermittlung" in eins or "erfüllt Vereinbarung Vermittlung" in eins
    assert "nicht erfüllt kein Vermittlungsvorschlag im Zeitraum" in zwei
    assert "im weiteren Sinne" in drei and "Vereinbarung Vermittlung" in drei
    assert "nicht gezählt vorzeitig beendet" in vier


def test_am13_die_belege_fuehren_in_die_akte(als, als_dienst):
    from wegplan.domains.vermittlung.models import Vereinbarung

    seite = als("tl").get("/auswertung/faelle/?von=2025-02&ergebnis=erfuellt").content.decode()
    with als_dienst():
        e1 = Vereinbarung.objects.get(vereinbarung_id="E1")
    assert f'href="/personen/{e1.person_id}/vermittlung/#vereinbarung-{e1.pk}"' in seite


def test_am16_nur_eine_massnahme_mit_ihrem_namen(als, als_dienst, text):
    from wegplan.domains.massnahme.models import Massnahme

    with als_dienst():
        m2 = Massnahme.objects.get(massnahmenummer="M2").pk
    antwort = als("tl").get(f"/auswertung/faelle/?von=2025-02&massnahme={m2}")
    assert [z.split(",")[0] for z in zeilen(antwort)] == ["Name3"]
    assert "Nur die Maßnahme Büro (M2)." in text(antwort)
    assert "Nur die Maßnahme Büro (M2)." in text(als("tl").get(f"/auswertung/?massnahme={m2}"))


def test_aw01_die_definition_steht_mit_fundstelle_und_lesart_dabei(als, text):
    worte = text(als("tl").get("/auswertung/"))
    assert "mindestens 91 Tage dauerten (Eintritt und Austritt mitgezählt)" in worte
    assert "in den letzten 91 Tagen bis zum Austritt" in worte
    assert "auch noch bis 14 Tage nach dem Austritt" in worte
    assert "Geschäftsanweisung, Abschnitt 2.2, erster Punkt" in worte
    assert "Eine Vereinbarung, die erst nach dem Austritt geschlossen wird" in worte


def test_aw05_unter_jedem_diagramm_steht_seine_tabelle(als):
    seite = als("tl").get("/auswertung/?gruppe=traeger&von=2025-02&bis=2025-02").content.decode()
    assert seite.count("<svg") >= 2 and "Tabelle zum Verlauf" in seite
    assert 'role="img"' in seite and "Quote nach Träger, Team Eins, Jobcenter Eins" in seite


def test_am16_falscher_zeitraum_sagt_was_falsch_ist(als, text):
    assert "Der letzte Monat liegt vor dem ersten." in text(als("tl").get("/auswertung/?von=2025-03&bis=2025-01"))
    assert "höchstens 60 Monate" in text(als("tl").get("/auswertung/?von=2015-01&bis=2025-01"))


def test_px12_die_tabelle_als_xlsx_mit_allen_regelwerken(als, spuren):
    antwort = als("alles").get("/auswertung/?von=2025-02&bis=2025-02&ausgabe=xlsx")
    blatt = openpyxl.load_workbook(io.BytesIO(antwort.content)).active
    _, *inhalt = [[zelle.value for zelle in zeile] for zeile in blatt.iter_rows()]
    assert inhalt[0][:5] == ["Cottbus", "Februar 2025", 3, 1, 33.3]
    assert inhalt[2][:5] == ["Goslar", "Februar 2025", 1, 0, 0]
    assert inhalt[2][7] is None  # no im weiteren Sinne
    assert spuren() == []  # figures without persons


@pytest.mark.parametrize("url", ["/auswertung/", "/auswertung/faelle/"])
def test_ds03_die_auswertung_ist_nicht_fuer_jede_rolle(als, url):
    assert als("pap").get(url).status_code == 403


@pytest.mark.parametrize("url", SEITEN)
@pytest.mark.parametrize("konto", ["tl", "bl", "alles"])
def test_hoechstens_acht_anweisungen_und_bei_tausend_zeilen_so_viele_wie_bei_zehn(
    als, als_dienst, anweisungen, url, konto
):
    client = als(konto)
    with als_dienst():
        viele(10, 100)
    wenige = anweisungen(client, url)
    with als_dienst():
        viele(1000, 1000)
    assert anweisungen(client, url) == wenige <= 8


# --- figures -------------------------------------------------------------------------------------------------------


def test_am15_summen_auf_der_seite_sind_die_der_einen_definition(amt, als_dienst):
    """Sums of months and groups, rounded on the page, equal what the statement itself rounds."""
    zeit = (date(2025, 1, 1), date(2025, 3, 31))
    with als_dienst():
        einzeln = quoten("cottbus", *zeit, ("monat", "team"), nutzer=None, filter=Filter(jobcenter=["JC1"]))
        (ganz,) = quoten("cottbus", *zeit, nutzer=None, filter=Filter(jobcenter=["JC1"]))
        je_team = quoten("cottbus", *zeit, ("team",), nutzer=None, filter=Filter(jobcenter=["JC1"]))
    alles = summe(einzeln, hat_iws=True)
    assert (alles.ies.quote, alles.iws.quote) == (ganz.quote_ies, ganz.quote_iws)
    assert {t: s.ies.quote for t, s in nach(einzeln, "team", True).items()} == {
        q.gruppe["team"]: q.quote_ies for q in je_team
    }


def test_aw04_nur_kleine_gruppen_tragen_ihren_bereich_und_ohne_faelle_gibt_es_keine_quote():
    assert Anteil(0, 0).quote is None and Anteil(0, 0).intervall is None
    assert Anteil(10, 29).intervall is not None and Anteil(10, 30).intervall is None
    assert str(Anteil(1, 3).quote) == "33.3" and str(Anteil(1, 8).quote) == "12.5" and str(Anteil(1, 16).quote) == "6.3"


@pytest.mark.parametrize(
    ("monatstag", "stichtag", "erwartet"),
    [
        (5, date(2025, 3, 5), date(2025, 3, 5)),
        (5, date(2025, 3, 6), date(2025, 4, 5)),
        (15, date(2025, 12, 16), date(2026, 1, 15)),
        (31, date(2025, 2, 1), date(2025, 2, 28)),
    ],
)
def test_am22_die_naechste_frist(monatstag, stichtag, erwartet):
    assert naechster(monatstag, stichtag) == erwartet


def test_am20_am22_die_fristen_jeder_stelle_stehen_im_regelwerk():
    tag = date(2025, 3, 5)
    assert [(f.wort, f.tag.day) for f in fristen(regelwerk_laden("goslar"), tag)] == [("Liste abarbeiten", 5)]
    assert [f.monatstag for f in fristen(regelwerk_laden("cottbus"), tag)] == [10, 15]
    assert nachholbar_bis(regelwerk_laden("cottbus"), date(2025, 2, 25)) == date(2025, 3, 11)
    assert nachholbar_bis(regelwerk_laden("goslar"), date(2025, 2, 25)) is None
