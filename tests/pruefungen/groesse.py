"""Size ratchet: what grows beyond this is split by concept. No exceptions."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from .quellen import Fund, python_dateien

ZEILEN_JE_DATEI = 450
ZEILEN_JE_FUNKTION = 60
ZEILEN_JE_BEREICH = 3000


def funde(dateien: Iterable[Path] | None = None) -> Iterator[Fund]:
    """Files and functions that are too long."""
    for datei in dateien or python_dateien():
        text = datei.read_text(encoding="utf-8")
        zeilen = text.count("\n")
        if zeilen > ZEILEN_JE_DATEI:
            yield Fund(datei, 1, f"{zeilen} lines, at most {ZEILEN_JE_DATEI}")
        for knoten in ast.walk(ast.parse(text)):
            if isinstance(knoten, ast.FunctionDef | ast.AsyncFunctionDef):
                laenge = (knoten.end_lineno or knoten.lineno) - knoten.lineno + 1
                if laenge > ZEILEN_JE_FUNKTION:
                    yield Fund(datei, knoten.lineno, f"{knoten.name}: {laenge} lines, at most {ZEILEN_JE_FUNKTION}")


def bereiche(domains: Path) -> Iterator[Fund]:
    """Areas that are too large; their tests do not count."""
    for bereich in sorted(p for p in domains.iterdir() if p.is_dir()):
        dateien = [d for d in python_dateien(bereich) if "tests" not in d.parts]
        zeilen = sum(d.read_text(encoding="utf-8").count("\n") for d in dateien)
        if zeilen > ZEILEN_JE_BEREICH:
            yield Fund(bereich, 1, f"{zeilen} lines, at most {ZEILEN_JE_BEREICH}: split by concept")
