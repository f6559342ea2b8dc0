"""Columns of a list: what stands in the head, in the cell, in the XLSX, and how the list sorts by it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from operator import attrgetter
from typing import Any

from django.db.models import F, Func, OrderBy, Value
from django.db.models.functions import Lower
from django.template.loader import get_template
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe

from wegplan.kit.ui.textfilter import OHNE, datum, datum_zeit, zahl

Sortierung = str | F | OrderBy | Func | Callable[[Any], Any]


@dataclass(frozen=True)
class Spalte:
    """One column of a Liste.

    `name` stands in the address (sort, choice of columns), `titel` in the head.
    `wert` reads the value of a row: a name ("team.name" goes deeper; keys of a dict likewise) or a function;
    empty means the attribute called like the column. The value goes into the XLSX, and into the cell unless
    `zelle` (function: row -> text or safe HTML) or `vorlage` (template, gets `z` = the row) says otherwise.
    `sortierung`: for query sets field names or expressions (an F expression sorts empty values last, but no
    index serves it downwards), for sequences a function or True for the value; empty means not sortable.
    `klasse`: "zahl" (figures, right), "eng" (no wrap), "aktion" (buttons). `fest`: cannot be switched off.
    `standard`: shown when nobody chose. `ausgeben`: stands in XLSX and print, too."""

    name: str
    titel: str
    wert: str | Callable[[Any], Any] = ""
    zelle: Callable[[Any], Any] | None = None
    vorlage: str = ""
    sortierung: tuple[Sortierung, ...] | Sortierung | bool = ()
    klasse: str = ""
    fest: bool = False
    standard: bool = True
    ausgeben: bool = True

    @cached_property
    def lesen(self) -> Callable[[Any], Any]:
        """The function that reads the value of a row."""
        if callable(self.wert):
            return self.wert
        pfad = self.wert or self.name
        return lambda zeile: zeile[pfad] if isinstance(zeile, dict) else attrgetter(pfad)(zeile)

    @property
    def sortierbar(self) -> bool:
        return bool(self.sortierung)

    @property
    def zahl(self) -> bool:
        return self.klasse == "zahl"

    @property
    def ordnung(self) -> tuple[Any, ...]:
        return self.sortierung if isinstance(self.sortierung, tuple) else (self.sortierung,)

    def inhalt(self, zeile: Any, kontext: dict[str, Any]) -> str:
        """The escaped content of the cell."""
        if self.vorlage:
            return get_template(self.vorlage).render({**kontext, "z": zeile}, kontext.get("request"))
        if self.zelle is not None:
            return maskiert(self.zelle(zeile))
        return escape(anzeige(self.lesen(zeile)))


def wortfolge(feld: str) -> Lower:
    """Order of words as people expect it: Ä among A, small and capital letters alike. The server's own is by code."""
    return Lower(Func(F(feld), Value("äöüÄÖÜ"), Value("aouAOU"), function="translate"))


def anzeige(wert: Any) -> str:
    """A value as offices write it: 05.03.2026, ja/nein, 5.000, a dash for nothing. Not escaped."""
    if wert is None or wert == "":
        return OHNE
    if isinstance(wert, bool):
        return "ja" if wert else "nein"
    if isinstance(wert, datetime):
        return datum_zeit(wert)
    if isinstance(wert, date):
        return datum(wert)
    return zahl(wert) if isinstance(wert, int) else str(wert)


def maskiert(wert: Any) -> str:
    """Escaped unless it is safe HTML already: Django's conditional_escape without its handling of lazy texts,
    which costs as much as the rest of a cell."""
    return wert.__html__() if hasattr(wert, "__html__") else escape(str(wert))


def zweizeilig(erste: str, zweite: str) -> SafeString:
    """A cell with a quiet second line: the day, and "in 3 Tagen" below it."""
    oben = maskiert(erste)
    if not zweite:
        return mark_safe(oben)
    return mark_safe(f'{oben}<br><span class="wp-leise">{maskiert(zweite)}</span>')


def verweis(url: str, text: str) -> SafeString:
    """A link; much cheaper than format_html, called once or more per row."""
    return mark_safe(f'<a href="{escape(url)}">{maskiert(text)}</a>')


def _auf(marke: str, klasse: str) -> str:
    bereich = ' scope="row"' if marke == "th" else ""
    return f'<{marke}{bereich} class="{klasse}">' if klasse else f"<{marke}{bereich}>"


def zeilen_html(spalten: list[Spalte], zeilen: list[Any], kontext: dict[str, Any]) -> SafeString:
    """All rows of the table body. The first column is the head of its row.

    Put together here: a loop over rows and cells in the template language costs more than the database."""
    marken = ["th" if nr == 0 else "td" for nr in range(len(spalten))]
    oeffnung = [_auf(marke, s.klasse) for marke, s in zip(marken, spalten, strict=True)]
    schluss = [f"</{marke}>" for marke in marken]
    teile: list[str] = []
    for zeile in zeilen:
        teile.append("<tr>")
        for spalte, auf, zu in zip(spalten, oeffnung, schluss, strict=True):
            teile += (auf, spalte.inhalt(zeile, kontext), zu)
        teile.append("</tr>\n")
    return mark_safe("".join(teile))
