"""Frau Eigen of tests/welt.py in stage VDB of a measure of the programme; another measure has stage IEB."""

from datetime import timedelta
from typing import Any

import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.stufenwechsel.models import Stufenwechsel
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

__all__ = ["als", "anweisungen", "spuren", "text", "welt"]


@pytest.fixture
def fall(welt: Welt, als_dienst: Any) -> Teilnahme:
    """Her running Teilnahme, stage VDB."""
    with als_dienst():
        for massnahme in welt.massnahmen.values():
            massnahme.foerderart, massnahme.programmstufe = "ESF", "VDB"
            massnahme.save()
        return Teilnahme.objects.select_related("massnahme", "person").get(person=welt.eigen, austritt=None)


@pytest.fixture
def ziel(welt: Welt, fall: Teilnahme, als_dienst: Any) -> Massnahme:
    """The measure of the other stage, of the same provider."""
    with als_dienst():
        return Massnahme.objects.create(
            massnahmenummer="M-IEB",
            titel="Integration",
            foerderart="ESF",
            programmstufe="IEB",
            traeger=welt.stellen["TR-A"],
            regionalbuero=welt.stellen["RB-A"],
            beginn=HEUTE - timedelta(days=100),
        )


def wechsel_anlegen(welt: Welt, teilnahme: Teilnahme, **werte: Any) -> Stufenwechsel:
    vorgabe = {"alte_stufe": "VDB", "neue_stufe": "IEB", "begruendung": "Sie ist weiter als gedacht."}
    vorgabe |= {"empfohlen_am": HEUTE, "empfohlen_von": welt["bdl"]}
    return Stufenwechsel.objects.create(
        wechsel_id=neues_kennzeichen(), person_id=teilnahme.person_id, teilnahme=teilnahme, **vorgabe | werte
    )


def mit_beidem(welt: Welt) -> dict[str, Any]:
    """Assessment and consent, both yes."""
    return {
        "einschaetzung": "ja",
        "grundlage": "gespraech",
        "einschaetzung_text": "Passt.",
        "eingeschaetzt_am": HEUTE,
        "eingeschaetzt_von": welt["rb"],
        "zustimmung": "ja",
        "entschieden_am": HEUTE,
        "entschieden_von": welt["pap"],
    }
