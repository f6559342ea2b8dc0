"""The preventive list and the error list on screen (AM-20 to AM-23)."""

import io

import openpyxl
import pytest

from .conftest import zeilen

pytestmark = pytest.mark.django_db


def test_am20_die_vorschau_nennt_stand_frist_strategie_und_zustaendige(als):
    antwort = als("tl").get("/vorschau/")
    (zeile,) = zeilen(antwort)
    assert zeile.startswith("Name5, Robin Pap Muster Lager FbW · Bildungswerk Do, 10.04.2025 in 36 Tagen fehlt fehlt")
    assert "seit 03.03.2025" in zeile


def test_am20_jeder_stand_hat_sein_wort(als):
    sechs, sieben = zeilen(als("tl2").get("/vorschau/"))
    assert "läuft vorher ab zählt nicht nein" in sechs
    assert "erledigt fehlt nein" in sieben


def test_am20_der_stichtag_ist_waehlbar(als):
    assert zeilen(als("tl").get("/vorschau/?tag=2025-05-01")) == []
    assert "in 10 Tagen" in zeilen(als("tl").get("/vorschau/?tag=2025-03-31"))[0]
    assert len(zeilen(als("tl").get("/vorschau/?tag=31.02.2025"))) == 1  # no such day: today's list, fault at the field


def test_am22_die_frist_der_stelle_steht_mit_quelle_dabei(als, text):
    worte = text(als("tl").get("/vorschau/"))
    assert "Liste anfordern bis zum 10. des Monats, das ist Mo, 10.03.2025" in worte
    assert "Geschäftsanweisung, Abschnitt 6, zweiter Absatz" in worte


@pytest.mark.parametrize(
    ("filter", "erwartet"),
    [
        ("", ["Name5", "Name6", "Name7"]),
        ("vereinbarung=fehlt", ["Name5"]),
        ("vermittlung=fehlt", ["Name5", "Name7"]),
        ("vermittlung=zaehlt_nicht", ["Name6"]),
        ("endet=31", []),
        ("foerderart=MAT", []),
        ("sortierung=-name", ["Name7", "Name6", "Name5"]),
        ("vereinbarung=unsinn", ["Name5", "Name6", "Name7"]),
    ],
)
def test_am23_die_vorschau_laesst_sich_filtern_und_sortieren(als, filter, erwartet):
    assert [z.split(",")[0] for z in zeilen(als("bl").get(f"/vorschau/?{filter}"))] == erwartet


def test_am23_filter_nach_team_und_fachkraft(als, amt, als_dienst):
    team = amt["tl2"].team_ids[0]
    assert [z.split(",")[0] for z in zeilen(als("bl").get(f"/vorschau/?team={team}"))] == ["Name6", "Name7"]
    nutzer = amt["pap"].pk
    assert [z.split(",")[0] for z in zeilen(als("bl").get(f"/vorschau/?fachkraft={nutzer}"))] == ["Name5"]


def test_ds02_wer_nur_eigene_faelle_hat_sieht_nur_sie(als):
    assert [z.split(",")[0] for z in zeilen(als("pap").get("/vorschau/"))] == ["Name5"]
    assert [z.split(",")[0] for z in zeilen(als("tl2").get("/vorschau/"))] == ["Name6", "Name7"]
    assert zeilen(als("pap").get("/fehlerliste/")) == []


def test_jedes_jobcenter_nach_seinem_regelwerk(als):
    assert [z.split(",")[0] for z in zeilen(als("alles").get("/vorschau/"))] == ["Name5", "Name6", "Name7", "Name9"]


def test_am21_die_fehlerliste_des_letzten_monats_mit_gruenden_in_worten(als):
    zwei, drei = zeilen(als("tl").get("/fehlerliste/"))
    assert "Di, 25.02.2025 seit 8 Tagen nicht erfüllt kein Vermittlungsvorschlag im Zeitraum" in zwei
    assert "im weiteren Sinne kein Vermittlungsvorschlag im Zeitraum im weiteren Sinne erfüllt" in drei


def test_am21_was_noch_nachzuholen_ist_steht_mit_seiner_frist_da(als, settings):
    assert "im weiteren Sinne bis 11.03.2025 in 6 Tagen" in zeilen(als("tl").get("/fehlerliste/"))[0]
    assert [z.split(",")[0] for z in zeilen(als("tl").get("/fehlerliste/?heilbar=on"))] == ["Name2"]
    settings.WEGPLAN_STICHTAG = "2025-03-12"
    assert "nur durch Nachtrag" in zeilen(als("tl").get("/fehlerliste/"))[0]


def test_am21_goslar_kennt_kein_nachholen(als):
    (acht,) = [z for z in zeilen(als("alles").get("/fehlerliste/")) if z.startswith("Name8")]
    assert "keine Vereinbarung im Zeitraum kein Vermittlungsvorschlag im Zeitraum nur durch Nachtrag" in acht


@pytest.mark.parametrize(
    ("filter", "erwartet"),
    [
        ("monat=2025-01", []),
        ("monat=2025-02&grund=keine_vermittlung", ["Name2", "Name3"]),
        ("grund=keine_vereinbarung", []),
        ("monat=02.2025&foerderart=MAT", ["Name3"]),
        ("monat=Februar", ["Name2", "Name3"]),
    ],
)
def test_am23_die_fehlerliste_laesst_sich_filtern(als, filter, erwartet):
    assert [z.split(",")[0] for z in zeilen(als("tl").get(f"/fehlerliste/?{filter}"))] == erwartet


def test_eine_leere_liste_sagt_warum(als, text):
    assert "gibt es keinen gezählten Austritt" in text(als("pap").get("/fehlerliste/"))
    assert "Kein Eintrag passt zu diesem Filter." in text(als("tl").get("/vorschau/?vermittlung=zaehlt_nicht"))


@pytest.mark.parametrize("url", ["/vorschau/", "/fehlerliste/", "/auswertung/faelle/"])
def test_ds10_eine_liste_hinterlaesst_genau_eine_spur_mit_filter_und_personen(als, url, spuren):
    als("tl").get(f"{url}?foerderart=FbW")
    (spur,) = spuren()
    assert spur["art"] == "liste"
    assert spur["filter"]["foerderart"] == "FbW"
    assert len(spur["personen"]) == {"/vorschau/": 1, "/fehlerliste/": 1, "/auswertung/faelle/": 3}[url]


def test_am23_xlsx_enthaelt_genau_was_gefiltert_ist_mit_allen_spalten(als, amt, spuren):
    team = amt["tl2"].team_ids[0]
    antwort = als("bl").get(f"/vorschau/?team={team}&ausgabe=xlsx")
    blatt = openpyxl.load_workbook(io.BytesIO(antwort.content)).active
    kopf, *inhalt = [[zelle.value for zelle in zeile] for zeile in blatt.iter_rows()]
    assert [zeile[0] for zeile in inhalt] == ["Name6, Robin", "Name7, Robin"]
    for name in ("Kundennummer", "Tage bis zum Ende", "Team", "Zuständig", "Handzeichen", "Notiz"):
        assert name in kopf
    assert inhalt[0][kopf.index("Team")] == "Team Zwei"
    assert [spur["art"] for spur in spuren()] == ["export"]


def test_am23_die_liste_bietet_jedes_team_einzeln_an(als):
    seite = als("bl").get("/vorschau/?foerderart=FbW").content.decode()
    assert "Als XLSX je Team" in seite and "foerderart=FbW&amp;team=" in seite
    assert "Als XLSX je Team" not in als("tl").get("/vorschau/").content.decode()
