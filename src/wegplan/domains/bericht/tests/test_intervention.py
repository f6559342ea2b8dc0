"""Steps and results of an intervention become part of the next report (JPS-60)."""

from datetime import timedelta

import pytest

from tests.welt import HEUTE
from wegplan.domains.bericht.akteninhalt import Aktenstand, zusammenstellen
from wegplan.domains.bericht.dokument import pdf
from wegplan.domains.stufenwechsel.models import Intervention, Interventionsschritt, Standardverfahren

from .conftest import QUARTAL
from .test_dokument import lesen

pytestmark = pytest.mark.django_db
TAG = QUARTAL + timedelta(days=20)


@pytest.fixture
def intervention(welt, fall, als_dienst):
    """Two steps: one done in the quarter, one done after it."""
    with als_dienst():
        verfahren = Standardverfahren.objects.create(
            massnahme=fall.massnahme, fassung=1, schritte=[], stelle=welt.stellen["TR-A"], vereinbart_am=TAG
        )
        neu = Intervention.objects.create(
            person=fall.person,
            teilnahme=fall,
            verfahren=verfahren,
            begonnen_am=TAG,
            begonnen_von=welt["bdl"],
            anlass="Fehlt oft.",
        )
        for nr, (text, tag) in enumerate((("Zu dritt sprechen", TAG), ("Praktikum wechseln", HEUTE)), 1):
            Interventionsschritt.objects.create(
                intervention=neu,
                nummer=nr,
                text=text,
                wer="bdl",
                faellig=TAG,
                erledigt_am=tag,
                erledigt_von=welt["bdl"],
                ergebnis=f"Ergebnis {nr}",
            )
    return neu


def test_jps60_schritte_und_ergebnisse_stehen_im_bericht_mit_quelle(als, entwurf, intervention, text):
    seite = text(als("bdl").get(f"/berichte/{entwurf.pk}/"))
    assert "Zu dritt sprechen (Bildungsdienstleister, fällig am" in seite
    assert "Ergebnis 1" in seite
    assert "Quelle: Risiko und Stufe" in seite
    assert "Ergebnis 2" not in seite, "as it stood at the end of the period"
    blatt = lesen(als("bdl").get(f"/berichte/{entwurf.pk}/pdf/").content)
    assert "Zu dritt sprechen" in blatt and "Ergebnis 1" in blatt


def test_jps60_eine_intervention_ausserhalb_des_zeitraums_gehoert_nicht_dazu(fall, intervention, als_dienst):
    with als_dienst():
        vorher = (QUARTAL - timedelta(days=90), QUARTAL - timedelta(days=1))
        inhalt = zusammenstellen(fall, vorher, Aktenstand(interventionen=[intervention]))
        assert inhalt["intervention"]["zeilen"] == []


def test_jps50_ein_bericht_von_frueher_laesst_sich_weiter_zeichnen(freigegeben):
    """What was frozen before says nothing of interventions."""
    ohne = {name: teil for name, teil in freigegeben.inhalt.items() if name != "intervention"}
    assert "Intervention" not in lesen(pdf(freigegeben, ohne))
