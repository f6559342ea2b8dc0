"""Due steps of interventions stand where the side that owes them looks first (JPS-60)."""

import pytest

from .conftest import TEXTE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rolle", ["bdl", "bdl_leitung", "rb"])
def test_jps60_die_startseite_nennt_die_faelligen_schritte_der_eigenen_seite(
    welt, fall, schritte, als, text, spuren, rolle
):
    seite = text(als(rolle).get("/"))
    eigene = TEXTE["rb" if rolle == "rb" else "bdl"]
    assert eigene in seite
    assert not any(wort in seite for wort in TEXTE.values() if wort != eigene)
    assert "Nach einer Woche nachfragen" not in seite
    (spur,) = spuren()
    assert welt.eigen.pk in spur["personen"]


def test_jps60_mein_tag_fuehrt_zu_den_schritten_von_agentur_und_jobcenter(welt, fall, schritte, als, text):
    ifk = als("ifk")
    seite = ifk.get("/mein-tag/")
    assert "1 Schritt einer Intervention ist bis heute fällig" in text(seite)
    liste = text(ifk.get("/checkliste/interventionen/?wer=aajc&faellig=on"))
    assert TEXTE["aajc"] in liste and TEXTE["bdl"] not in liste
