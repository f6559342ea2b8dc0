"""JPS-53, DS-40: documents are tagged, titled, German, say what the data say, and can be locked."""

import io
from datetime import date
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from wegplan.kit.documents import passwort_erzeugen, satz, verschluesseln

PROBE = "kit/documents/tests/probe.typ"
TAG = date(2025, 3, 31)


def _daten(**andere: Any) -> dict[str, Any]:
    return {
        "titel": "Prüfblatt",
        "name": "Ärmel, Jörg",
        "zeilen": [["beim Träger", "187"], ["im Praktikum", ""]],
        "gefaehrdet": True,
        **andere,
    }


def _text(pdf: bytes) -> str:
    return "\n".join(seite.extract_text() for seite in PdfReader(io.BytesIO(pdf)).pages)


def test_ds40_ein_dokument_ist_getaggt_betitelt_und_deutsch() -> None:
    with pikepdf.open(io.BytesIO(satz(PROBE, _daten(), TAG))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).lower() == "de-de"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as angaben:
            assert angaben["dc:title"] == "Prüfblatt"
            assert angaben["pdfuaid:part"] == "1"


def test_jps53_der_text_steht_in_der_reihenfolge_der_vorlage_und_ist_suchbar() -> None:
    text = _text(satz(PROBE, _daten(), TAG))
    stellen = [text.index(wort) for wort in ("Ärmel, Jörg", "Fehlzeiten", "beim Träger", "187", "Gefährdet", "Ja")]
    assert stellen == sorted(stellen)


def test_jps53_eingaben_sind_nie_satzsprache() -> None:
    boese = '#read("/kit/documents/satz.py") $x$ *fett* \\ "#sys.inputs"'
    assert "".join(boese.split()) in "".join(_text(satz(PROBE, _daten(name=boese), TAG)).split())


def test_jps53_gleiche_daten_ergeben_gleiche_bytes() -> None:
    assert satz(PROBE, _daten(), TAG) == satz(PROBE, _daten(), TAG)


def test_jps53_verschluesselt_oeffnet_sich_ein_bericht_nur_mit_passwort() -> None:
    passwort = passwort_erzeugen()
    geschuetzt = verschluesseln(satz(PROBE, _daten(), TAG), passwort)
    assert "Ärmel".encode() not in geschuetzt
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(geschuetzt))
    with pikepdf.open(io.BytesIO(geschuetzt), password=passwort) as pdf:
        assert pdf.encryption.bits == 256
        assert pdf.encryption.R == 6
    assert "Ärmel, Jörg" in PdfReader(io.BytesIO(geschuetzt), password=passwort).pages[0].extract_text()


def test_jps53_passworte_wiederholen_sich_nicht() -> None:
    assert len({passwort_erzeugen() for _ in range(200)}) == 200
