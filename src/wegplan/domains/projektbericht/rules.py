"""The report's rules: sections and figures of `regelwerke/jobperspektive/projektbericht.yaml`, which periods owe one,
and which figures stand for too few people to be shown to everybody (JPS-92, AW-06). Values in, values out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from wegplan.domains.bericht.rules import quartal_von, quartale, quartalsende
from wegplan.domains.zielvereinbarung.rules import EZU, REGELWERKE
from wegplan.domains.zielvereinbarung.zahlen import KLEIN
from wegplan.kit.rules.laden import laden
from wegplan.kit.ui.textfilter import prozent, zahl

DATEI = REGELWERKE / "jobperspektive" / "projektbericht.yaml"
SCHEMA = REGELWERKE / "schema" / "projektbericht.schema.json"


@dataclass(frozen=True)
class Groesse:
    """A figure of the report, as it is defined."""

    name: str
    titel: str
    definition: str
    quelle: str
    einheit: str = ""
    personen: bool = False
    programmbericht: bool = False
    teil_von: str = ""

    def wort(self, wert: Decimal | None) -> str:
        """The figure as people read it."""
        if self.einheit == "prozent":
            return prozent(wert)
        if self.einheit == "stunden":
            stunden = (Decimal(wert or 0) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)
            return f"{stunden} Stunden".replace(".", ",")
        return zahl(int(wert or 0))


@dataclass(frozen=True)
class Abschnitt:
    """A section: what is written there, whether a release asks for it, and its figures."""

    name: str
    titel: str
    hilfe: str
    pflicht: bool
    zahlen: tuple[Groesse, ...]


@cache
def _geladen() -> tuple[dict[str, Any], dict[str, Any]]:
    return laden(DATEI, SCHEMA)


@cache
def abschnitte() -> tuple[Abschnitt, ...]:
    """In the order of the file."""
    return tuple(
        Abschnitt(a["name"], a["titel"], a["hilfe"], a.get("pflicht", False), tuple(Groesse(**z) for z in a["zahlen"]))
        for a in _geladen()[0]["abschnitte"]
    )


def abgabe_ezu(tag: date) -> int:
    """Day of the month after the end of a project of the stage EZU."""
    wert: int = _geladen()[1]["abgabe_ezu"].am(tag)
    return wert


Zeitraum = tuple[date, date]


def zeitraeume(stufe: str, beginn: date, ende: date | None, tag: date) -> dict[date, Zeitraum]:
    """The periods of a project that began up to `tag`, by their quarter, the latest first: each quarter as far as the
    project ran in it; for EZU the whole term, at its end."""
    if stufe == EZU:
        return {quartal_von(ende): (beginn, ende)} if ende and quartal_von(ende) <= tag else {}
    bis = min(tag, ende or tag)
    return {q: (max(q, beginn), min(quartalsende(q), ende or date.max)) for q in quartale(quartal_von(beginn), bis)}


def luecken(texte: Mapping[str, str]) -> list[str]:
    """Titles of the sections that a release asks for and that are empty."""
    return [a.titel for a in abschnitte() if a.pflicht and not texte[a.name].strip()]


def verdeckte_abschnitte(anzahlen: Mapping[str, int | None]) -> set[str]:
    """Sections with a figure that stands for one or two people, or leaves one or two of a whole out (AW-06).

    A section is hidden as a whole: of its other figures nothing can then be subtracted. `anzahlen`: all figures that
    are numbers."""
    return {a.name for a in abschnitte() if any(_klein(z, anzahlen) for z in a.zahlen)}


def _klein(groesse: Groesse, anzahlen: Mapping[str, int | None]) -> bool:
    if not groesse.personen:
        return False
    wert, ganzes = anzahlen.get(groesse.name) or 0, anzahlen.get(groesse.teil_von) or 0
    return _zwischen(wert) or _zwischen(ganzes) or _zwischen(ganzes - wert)


def _zwischen(wert: int) -> bool:
    return 0 < wert < KLEIN


def abweichungen(damals: Iterable[Mapping[str, Any]], jetzt: Iterable[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """(figure, then, now) of what later corrections changed (PX-05)."""
    heute = {(a["name"], z["name"]): z["wert"] for a in jetzt for z in a["zahlen"]}
    return [
        (f"{a['titel']}: {z['titel']}", z["wert"], heute[a["name"], z["name"]])
        for a in damals
        for z in a["zahlen"]
        if heute.get((a["name"], z["name"]), z["wert"]) != z["wert"]
    ]
