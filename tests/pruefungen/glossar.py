"""Every model and every enumeration stands in docs/glossar.md, with one German sentence."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .quellen import WURZEL, Fund, python_dateien

GLOSSAR = WURZEL / "docs" / "glossar.md"
GRUNDLAGEN = {"Model", "AbstractUser", "TextChoices", "IntegerChoices", "Choices", "Enum", "StrEnum", "IntEnum"}
EINTRAG = re.compile(r"^\| \*\*(\w+)\*\* \|[^|\n]*\w[^|\n]*\|", re.MULTILINE)


def begriffe(dateien: Iterable[Path] | None = None) -> dict[str, Fund]:
    """Name of every class that is a model or an enumeration, also by way of a class of ours."""
    eltern: dict[str, set[str]] = {}
    orte: dict[str, Fund] = {}
    for datei in dateien or (d for d in python_dateien(WURZEL / "src") if "tests" not in d.parts):
        for knoten in ast.parse(datei.read_text(encoding="utf-8")).body:
            if isinstance(knoten, ast.ClassDef):
                eltern[knoten.name] = {_name(b) for b in knoten.bases}
                orte[knoten.name] = Fund(datei, knoten.lineno, f"{knoten.name} is missing in docs/glossar.md")
    bekannt = set(GRUNDLAGEN)
    while neue := {name for name, basen in eltern.items() if basen & bekannt} - bekannt:
        bekannt |= neue
    return {name: orte[name] for name in sorted(bekannt & orte.keys())}


def _name(basis: ast.expr) -> str:
    return basis.attr if isinstance(basis, ast.Attribute) else getattr(basis, "id", "")


def funde(dateien: Iterable[Path] | None = None, glossar: Path = GLOSSAR) -> Iterator[Fund]:
    """Classes without an entry."""
    eintraege = set(EINTRAG.findall(glossar.read_text(encoding="utf-8")))
    yield from (fund for name, fund in begriffe(dateien).items() if name not in eintraege)
