"""Where a template shows its placeholders, found out by filling it: what an `if` hides or hidden text holds is not
shown. Loops need no understanding of their own, what comes out of them is looked at."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from .felder import Feld
from .fuellen import fuellen_mit
from .sprache import Sprache

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKE = re.compile("\u2045(\\d+)\u2046")
TEILE = (("header", "Kopfzeile"), ("footer", "Fußzeile"), ("footnotes", "Fußnote"), ("endnotes", "Endnote"))
WORTE = 60  # characters of the text that tells the place


def fundstellen(inhalt: bytes, felder: Sequence[Feld]) -> dict[str, list[str]]:
    """By the path of a placeholder, such as "ziele.schritte.text", the places in German, such as "Text, bei „Ziel:“".

    Raises Vorlagenfehler as `fuellen` does."""
    gefunden: dict[str, list[str]] = {}
    for wahr in (True, False):  # both branches of an `if` over a truth value
        pfade: list[str] = []
        werte = {f.name: _marken(f.name, f.beispiel, pfade, wahr) for f in felder}
        for nummer, ort in _orte(fuellen_mit(Sprache(), inhalt, werte)):
            orte = gefunden.setdefault(pfade[nummer], [])
            if ort not in orte:
                orte.append(ort)
    return gefunden


def _marken(pfad: str, beispiel: Any, pfade: list[str], wahr: bool) -> Any:
    """The sample with a mark in the place of every text; a mark holds the number of its path."""
    if isinstance(beispiel, bool):
        return wahr
    if isinstance(beispiel, list | tuple):
        return [_marken(pfad, teil, pfade, wahr) for teil in beispiel[:1]]
    if isinstance(beispiel, dict):
        return {name: _marken(f"{pfad}.{name}", teil, pfade, wahr) for name, teil in beispiel.items()}
    pfade.append(pfad)
    return f"\u2045{len(pfade) - 1}\u2046"


def _orte(gefuellt: bytes) -> Iterator[tuple[int, str]]:
    with zipfile.ZipFile(io.BytesIO(gefuellt)) as archiv:
        for name in sorted(archiv.namelist()):
            if not re.fullmatch(r"word/[a-z]+\d*\.xml", name):
                continue
            wo = next((wort for anfang, wort in TEILE if name.startswith(f"word/{anfang}")), "Text")
            if wo == "Text" and name != "word/document.xml":
                continue
            yield from _im_teil(fromstring(archiv.read(name)), wo)


def _im_teil(wurzel: Element, wo: str) -> Iterator[tuple[int, str]]:
    davor = ""
    for absatz in wurzel.iter(f"{W}p"):
        text = "".join(_sichtbar(absatz))
        marken = [int(m[1]) for m in MARKE.finditer(text)]
        worte = MARKE.sub("…", text).strip(" …")
        if worte:
            davor = worte[:WORTE]
        for nummer in marken:
            yield nummer, f"{wo}, bei „{davor}“" if davor else wo


def _sichtbar(absatz: Element) -> Iterator[str]:
    """The texts of a paragraph's runs that are not formatted as hidden."""
    for lauf in absatz.iter(f"{W}r"):
        if lauf.find(f"{W}rPr/{W}vanish") is None:
            yield from (t.text or "" for t in lauf.findall(f"{W}t"))
