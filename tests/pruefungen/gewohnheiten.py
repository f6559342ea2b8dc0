"""Habits of the house that no ready-made tool checks."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .quellen import WURZEL, Fund, python_dateien

DOMAINS = WURZEL / "src" / "wegplan" / "domains"
UNFERTIG = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
# one area reaches another through what it offers, never through its pages (architecture: who may use whom)
PRIVAT = {"views", "urls", "admin"}
HEUTE = {"today", "now", "localdate", "heute"}


def unfertiges() -> Iterator[Fund]:
    """Marks of unfinished work; what is to be done belongs in an issue."""
    for datei in python_dateien():
        if datei.parent == Path(__file__).parent:
            continue
        for nummer, zeile in enumerate(datei.read_text(encoding="utf-8").splitlines(), 1):
            if UNFERTIG.search(zeile):
                yield Fund(datei, nummer, "unfinished work belongs in an issue")


def reine_regeln(domains: Path = DOMAINS) -> Iterator[Fund]:
    """rules.py: values in, decision out; no Django, and the reference day is an argument."""
    for datei in sorted(domains.glob("*/rules.py")):
        for knoten in ast.walk(ast.parse(datei.read_text(encoding="utf-8"))):
            for modul in _importiert(knoten):
                if modul.split(".")[0] == "django":
                    yield Fund(datei, knoten.lineno, f"rules import {modul}")
            if isinstance(knoten, ast.Call) and getattr(knoten.func, "attr", getattr(knoten.func, "id", "")) in HEUTE:
                yield Fund(datei, knoten.lineno, "rules ask for today; the reference day is an argument")


def fremde_seiten(domains: Path = DOMAINS) -> Iterator[Fund]:
    """Imports of another area's views, urls or admin. (Forms are shown where the case is worked on.)"""
    for datei in python_dateien(domains):
        bereich = datei.relative_to(domains).parts[0]
        if "tests" in datei.parts:
            continue
        for knoten in ast.walk(ast.parse(datei.read_text(encoding="utf-8"))):
            for modul in _importiert(knoten):
                teile = modul.split(".")
                fremd = teile[:2] == ["wegplan", "domains"] and teile[2:3] != [bereich]
                if fremd and len(teile) > 3 and teile[3] in PRIVAT:
                    yield Fund(datei, knoten.lineno, f"imports {modul} of another area")


def unbenutzte_vorlagen(quelle: Path = WURZEL / "src") -> Iterator[Fund]:
    """Templates that nothing names. Libraries look up theirs by name (allauth, admin, errors, form renderer)."""
    texte = [d.read_text(encoding="utf-8") for endung in ("*.py", "*.html") for d in quelle.rglob(endung)]
    for vorlage in sorted(quelle.rglob("templates/**/*.html")):
        teile = vorlage.parts
        name = "/".join(teile[len(teile) - teile[::-1].index("templates") :])
        von_bibliothek = name.split("/")[0] in BIBLIOTHEKEN or re.fullmatch(r"\d{3}(_csrf)?\.html", name)
        if not von_bibliothek and not any(name in text for text in texte):
            yield Fund(vorlage, 1, f"{name} is used nowhere")


BIBLIOTHEKEN = {"account", "admin", "allauth", "axes", "django", "mfa", "registration", "socialaccount"}


def _importiert(knoten: ast.AST) -> list[str]:
    if isinstance(knoten, ast.Import):
        return [n.name for n in knoten.names]
    if isinstance(knoten, ast.ImportFrom) and knoten.module and not knoten.level:
        return [knoten.module, *(f"{knoten.module}.{n.name}" for n in knoten.names)]
    return []


def funde() -> Iterator[Fund]:
    yield from unfertiges()
    yield from reine_regeln()
    yield from fremde_seiten()
    yield from unbenutzte_vorlagen()
