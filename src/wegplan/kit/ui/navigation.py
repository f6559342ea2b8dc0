"""Side navigation as data: the project names per role what stands in it, this module draws what is allowed.

The setting WEGPLAN_NAVIGATION names a module with `NAVIGATION` (role -> tuple of Eintrag, start page first) and
`SUCHE` (the Eintrag of the person search in the top bar).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse

HOECHSTZAHL = 8  # more entries than this are no overview any more (entwurf/oberflaeche.md, frame)


@dataclass(frozen=True)
class Eintrag:
    """`aktion` = the action the user needs ("" = every signed-in user); `zaehler` only where the number calls
    for action: it takes the request and returns the number (None or 0 = no number)."""

    name: str
    url_name: str
    symbol: str
    aktion: str = ""
    zaehler: Callable[[HttpRequest], int | None] | None = None


@dataclass(frozen=True)
class Punkt:
    """One drawn entry. `aktuell` is the value of aria-current: "page", "true" (a page below it) or ""."""

    name: str
    url: str
    symbol: str
    aktuell: str = ""
    anzahl: int | None = None


def _adresse(eintrag: Eintrag, nutzer: Any) -> str:
    """The address of the entry, "" when its page does not exist or the role lacks the action."""
    if eintrag.aktion and not nutzer.darf(eintrag.aktion):
        return ""
    return _fest(eintrag.url_name, get_urlconf())


@cache
def _fest(url_name: str, urlconf: str | None) -> str:
    """Addresses without arguments stay the same for the life of the process."""
    try:
        return reverse(url_name, urlconf)
    except NoReverseMatch:
        return ""


def _aktueller(pfad: str, adressen: Iterable[str]) -> str:
    """The address that the path belongs to: the longest one it starts with; the root only for itself."""
    treffer = [a for a in adressen if pfad == a or (a != "/" and pfad.startswith(a))]
    return max(treffer, key=len, default="")


def punkte(request: HttpRequest) -> list[Punkt]:
    """The entries this user may open, in the order of the table, with the current one marked."""
    nutzer: Any = request.user  # an account of the project; the kit knows no model of it
    tabelle = import_module(settings.WEGPLAN_NAVIGATION).NAVIGATION
    offen = [(e, url) for e in tabelle.get(nutzer.rolle, ()) if (url := _adresse(e, nutzer))]
    aktueller = _aktueller(request.path, [url for _, url in offen])
    return [
        Punkt(
            name=eintrag.name,
            url=url,
            symbol=eintrag.symbol,
            aktuell=("page" if url == request.path else "true") if url == aktueller else "",
            anzahl=eintrag.zaehler(request) if eintrag.zaehler else None,
        )
        for eintrag, url in offen
    ]


def suche(request: HttpRequest) -> str:
    """The address of the person search, "" when this user may not search."""
    return _adresse(import_module(settings.WEGPLAN_NAVIGATION).SUCHE, request.user)
