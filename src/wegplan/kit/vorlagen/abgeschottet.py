"""Templates of others are read in a process of their own: without the database, without the settings, with limits of
time and memory. Whatever a document makes the libraries do, it ends there."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .felder import Feld
from .pruefung import HOECHSTENS_BYTES, Befund
from .sprache import Vorlagenfehler

SEKUNDEN = 30  # on the clock; the process itself may use less, see kind.py
ZU_VIEL = "Die Vorlage braucht zu viel Zeit oder Speicher. Vereinfachen Sie ihre Wiederholungen und Bilder."
QUELLE = str(Path(__file__).resolve().parents[3])


def pruefen(inhalt: bytes, felder: Sequence[Feld]) -> Befund:
    """As pruefung.pruefen, and for a usable template where it shows its placeholders."""
    if len(inhalt) > HOECHSTENS_BYTES:
        return Befund([f"Die Datei ist zu groß; höchstens {HOECHSTENS_BYTES >> 20} MB sind möglich."])
    try:
        antwort = _fragen({"tun": "pruefen", "felder": [asdict(f) for f in felder]}, inhalt)
    except Vorlagenfehler as fehler:
        return Befund(list(fehler.saetze))
    return Befund(antwort["fehler"], antwort["hinweise"], set(antwort["platzhalter"]), antwort["fundstellen"])


def fuellen(inhalt: bytes, werte: Mapping[str, Any]) -> bytes:
    """As fuellen.fuellen. Raises Vorlagenfehler, also where it takes too much time or memory."""
    return base64.b64decode(_fragen({"tun": "fuellen", "werte": werte}, inhalt)["docx"])


def serie(inhalt: bytes, werte: Sequence[Mapping[str, Any]]) -> bytes:
    """As aneinander.serie. Raises Vorlagenfehler, also where it takes too much time or memory."""
    frage = {"tun": "serie", "werte": list(werte)}
    return base64.b64decode(_fragen(frage, inhalt, SEKUNDEN + len(werte))["docx"])


def _fragen(auftrag: Mapping[str, Any], inhalt: bytes, sekunden: float = SEKUNDEN) -> dict[str, Any]:
    """What the process answers. The environment holds nothing but what Python needs: no address of the database."""
    frage = json.dumps({**auftrag, "docx": base64.b64encode(inhalt).decode()}, default=str)
    umgebung = {"PYTHONPATH": QUELLE, "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}
    try:
        fertig = subprocess.run(
            [sys.executable, "-m", f"{__package__}.kind"],
            input=frage.encode(),
            capture_output=True,
            timeout=sekunden,
            env=umgebung,
            cwd=os.sep,
            check=False,
        )
        antwort: dict[str, Any] = json.loads(fertig.stdout)
    except (subprocess.TimeoutExpired, ValueError) as fehler:  # no answer: the process was ended
        raise Vorlagenfehler(ZU_VIEL) from fehler
    if "saetze" in antwort:
        raise Vorlagenfehler(*antwort["saetze"])
    return antwort
