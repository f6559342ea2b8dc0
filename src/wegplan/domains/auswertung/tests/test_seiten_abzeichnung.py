"""Signing off rows of the lists (AM-23): with initials and note, once, and only what one may see (DS-01, DS-31)."""

import pytest

from wegplan.domains.auswertung.models import Abzeichnung

from .conftest import zeilen

pytestmark = pytest.mark.django_db
FORM = {"liste": "vorschau", "monat": "2025-03-01", "handzeichen": "MM", "zurueck": "sortierung=name"}


@pytest.fixture
def gezeichnet(als_dienst):
    """All sign-offs: Teilnahme, list, month, initials, note."""

    def lesen():
        with als_dienst():
            return list(
                Abzeichnung.objects.order_by("teilnahme__teilnahme_id").values_list(
                    "teilnahme__teilnahme_id", "liste", "monat__month", "handzeichen", "notiz"
                )
            )

    return lesen


def test_am23_eine_zeile_mit_handzeichen_und_notiz_abzeichnen(als, nummer, gezeichnet, text):
    tl, t5 = als("tl"), nummer("T5")
    antwort = tl.post("/abzeichnen/", {**FORM, "einzeln": t5, f"notiz-{t5}": "Termin am Montag"}, follow=True)
    assert antwort.redirect_chain[0][0] == f"/vorschau/?sortierung=name#zeichen-{t5}"
    assert gezeichnet() == [("T5", "vorschau", 3, "MM", "Termin am Montag")]
    worte = text(antwort)
    assert "Die Zeile ist abgezeichnet." in worte
    assert "MM am" in worte and "Termin am Montag" in worte
    assert "1 von 1 bearbeitet alles abgezeichnet" in worte


def test_am23_viele_zeilen_auf_einmal_mit_gemeinsamer_notiz(als, nummer, gezeichnet):
    t2, t3 = nummer("T2"), nummer("T3")
    eingabe = {**FORM, "liste": "fehlerliste", "monat": "2025-02-01", "teilnahme": [t2, t3]}
    als("tl").post("/abzeichnen/", {**eingabe, "notiz": "besprochen", f"notiz-{t3}": "eigene"})
    assert gezeichnet() == [
        ("T2", "fehlerliste", 2, "MM", "besprochen"),
        ("T3", "fehlerliste", 2, "MM", "eigene"),
    ]


def test_eine_getippte_notiz_geht_nicht_verloren(als, nummer, gezeichnet):
    t5 = nummer("T5")
    als("tl").post("/abzeichnen/", {**FORM, f"notiz-{t5}": "ohne Haken"})
    assert gezeichnet() == [("T5", "vorschau", 3, "MM", "ohne Haken")]


def test_ds31_niemand_ueberschreibt_eine_abzeichnung(als, nummer, gezeichnet, text):
    t5 = nummer("T5")
    als("pap").post("/abzeichnen/", {**FORM, "einzeln": t5, "handzeichen": "PP"})
    antwort = als("tl").post("/abzeichnen/", {**FORM, "einzeln": t5}, follow=True)
    assert gezeichnet() == [("T5", "vorschau", 3, "PP", "")]
    assert "Eine Zeile hatte schon jemand abgezeichnet; daran wurde nichts geändert." in text(antwort)


def test_nur_was_noch_offen_ist(als, nummer):
    tl = als("tl")
    tl.post("/abzeichnen/", {**FORM, "einzeln": nummer("T5")})
    assert zeilen(tl.get("/vorschau/?offen=on")) == []
    assert len(zeilen(tl.get("/vorschau/?offen=on&tag=2025-04-01"))) == 1  # the next month begins anew


def test_die_eigene_abzeichnung_laesst_sich_zuruecknehmen_fremde_nicht(als, nummer, gezeichnet, als_dienst):
    t5 = nummer("T5")
    als("pap").post("/abzeichnen/", {**FORM, "einzeln": t5})
    with als_dienst():
        pk = Abzeichnung.objects.get().pk
    assert als("tl").post("/abzeichnen/", {**FORM, "zuruecknehmen": pk}).status_code == 404
    assert "Zurücknehmen" not in als("tl").get("/vorschau/").content.decode()
    assert len(gezeichnet()) == 1
    pap = als("pap")
    assert f'value="{pk}"' in pap.get("/vorschau/").content.decode()
    assert pap.post("/abzeichnen/", {**FORM, "zuruecknehmen": pk}).status_code == 302
    assert gezeichnet() == []
    assert pap.post("/abzeichnen/", {**FORM, "zuruecknehmen": "unsinn"}).status_code == 404


def test_ds11_der_verlauf_behaelt_auch_die_zurueckgenommene(als, nummer, als_dienst):
    pap = als("pap")
    pap.post("/abzeichnen/", {**FORM, "einzeln": nummer("T5")})
    with als_dienst():
        pk = Abzeichnung.objects.get().pk
    pap.post("/abzeichnen/", {**FORM, "zuruecknehmen": pk})
    with als_dienst():
        ereignisse = Abzeichnung.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", flat=True)
        assert list(ereignisse) == ["insert", "delete"]


def test_ds01_fremde_und_unbekannte_teilnahmen_sind_dasselbe_404(als, nummer, gezeichnet):
    tl = als("tl")
    for pk in (nummer("T6"), 10**9):
        assert tl.post("/abzeichnen/", {**FORM, "teilnahme": [nummer("T5"), pk]}).status_code == 404
    assert gezeichnet() == []


@pytest.mark.parametrize(
    ("eingabe", "satz"),
    [
        ({}, "Es ist keine Zeile ausgewählt."),
        ({"einzeln": "unsinn"}, "Es ist keine Zeile ausgewählt."),
        ({"einzeln": "T5", "handzeichen": ""}, "Bitte geben Sie Ihr Handzeichen ein."),
        ({"einzeln": "T5", "monat": "unsinn"}, "Es wurde nichts abgezeichnet."),
    ],
)
def test_ds32_falsche_eingaben_sagen_was_fehlt_und_aendern_nichts(als, nummer, gezeichnet, text, eingabe, satz):
    if eingabe.get("einzeln") == "T5":
        eingabe = {**eingabe, "einzeln": nummer("T5")}
    antwort = als("tl").post("/abzeichnen/", {**FORM, **eingabe}, follow=True)
    assert antwort.status_code == 200
    assert satz in text(antwort)
    assert gezeichnet() == []


def test_das_ziel_ist_immer_die_liste_selbst(als):
    antwort = als("tl").post("/abzeichnen/", {**FORM, "liste": "fehlerliste", "zurueck": "//boese.example/?x=1"})
    assert antwort["Location"].startswith("/fehlerliste/?")


def test_wer_nicht_abzeichnen_darf_sieht_kein_formular(als, nummer):
    bl = als("bl")
    assert 'id="abzeichnung"' not in bl.get("/vorschau/").content.decode()
    assert bl.post("/abzeichnen/", {**FORM, "einzeln": nummer("T5")}).status_code == 403
    assert als("tl").get("/abzeichnen/").status_code == 405
