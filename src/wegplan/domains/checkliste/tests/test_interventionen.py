"""Due steps of interventions stand where the side that owes them looks first (JPS-60)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.stufenwechsel.models import Intervention, Interventionsschritt, Standardverfahren
from wegplan.domains.teilnahme.models import Teilnahme

pytestmark = pytest.mark.django_db
TEXTE = {"bdl": "Am selben Tag anrufen", "rb": "Fallrunde einberufen", "aajc": "Leistungen klären"}


@pytest.fixture
def schritte(welt: Welt, fall: Teilnahme, als_dienst: Any) -> Intervention:
    """Frau Eigen is at risk; each side owes a step since yesterday, and the provider a later one."""
    gestern = HEUTE - timedelta(days=1)
    with als_dienst():
        verfahren = Standardverfahren.objects.create(
            massnahme=fall.massnahme, fassung=1, schritte=[], stelle=welt["rb"].organisation
        )
        i = Intervention.objects.create(
            person=welt.eigen,
            teilnahme=fall,
            verfahren=verfahren,
            begonnen_am=gestern,
            begonnen_von=welt["bdl"],
            anlass="Drei Tage gefehlt",
        )
        for nummer, (wer, wort) in enumerate(TEXTE.items(), 1):
            Interventionsschritt.objects.create(intervention=i, nummer=nummer, text=wort, wer=wer, faellig=gestern)
        Interventionsschritt.objects.create(
            intervention=i, nummer=4, text="Nach einer Woche nachfragen", wer="bdl", faellig=HEUTE + timedelta(days=6)
        )
    return i


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
