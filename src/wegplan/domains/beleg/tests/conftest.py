"""Frau Eigen in a measure that may keep all classes of data, and made-up papers."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt
from wegplan.domains.beleg.models import Beleg
from wegplan.domains.beleg.services import Eingang, ablegen
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

__all__ = ["als", "anweisungen", "spuren", "text", "welt"]


def foto(farbe: str = "white") -> bytes:
    ausgabe = io.BytesIO()
    Image.new("RGB", (60, 80), farbe).save(ausgabe, "JPEG")
    return ausgabe.getvalue()


def hochgeladen(*inhalte: bytes, **weitere: Any) -> dict[str, Any]:
    """What the form sends."""
    dateien = [SimpleUploadedFile(f"IMG_{n}.jpg", inhalt, "image/jpeg") for n, inhalt in enumerate(inhalte or [foto()])]
    tag = f"{HEUTE:%Y-%m-%d}"
    return {
        "kennzeichen": neues_kennzeichen(),
        "tag": tag,
        "eingegangen_am": tag,
        "bezeichnung": "",
        "bezug": "",
        "dateien": dateien,
    } | weitere


@pytest.fixture
def fall(welt: Welt, als_dienst: Any) -> Teilnahme:
    """Her running Teilnahme."""
    with als_dienst():
        for massnahme in welt.massnahmen.values():
            massnahme.foerderart, massnahme.zweckbindung = "ESF", ["stammdaten", "leistung", "besonders"]
            massnahme.save()
        return Teilnahme.objects.get(person=welt.eigen, austritt=None)


@pytest.fixture
def abgelegt(welt: Welt, fall: Teilnahme, als_nutzer: Any) -> Any:
    """`abgelegt("vertrag", von="bdl")`: a filed paper of Frau Eigen."""

    def anlegen(art: str, von: str = "bdl", mit_teilnahme: bool = True, bezug: str = "") -> Beleg:
        eingang = Eingang(neues_kennzeichen(), [foto()], HEUTE, HEUTE)
        with als_nutzer(welt[von]):
            return ablegen(welt[von], fall.person_id, art, eingang, fall.pk if mit_teilnahme else None, bezug)[0]

    return anlegen
