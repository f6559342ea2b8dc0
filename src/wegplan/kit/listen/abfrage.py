"""The state of a list page as its address says it: filter, order, columns, page, form of output."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from .filter import vorrat_lesen
from .formulare import Filterformular
from .liste import Liste
from .spalten import Spalte

AUSGABEN = ("xlsx", "druck")


@dataclass(frozen=True)
class Abfrage:
    """`abfrage` = the normalised query string without page and output: what a saved filter keeps."""

    formular: Filterformular
    filter: dict[str, Any]
    spalten: list[Spalte]
    gewaehlt: bool
    sortierspalte: Spalte | None
    absteigend: bool
    seite: str
    ausgabe: str
    paare: list[tuple[str, str]]
    gespeichert: list[dict[str, Any]]

    @property
    def abfrage(self) -> str:
        return urlencode(self.paare)

    @property
    def sortierung(self) -> str:
        return f"{'-' if self.absteigend else ''}{self.sortierspalte.name}" if self.sortierspalte else ""

    def adresse(self, **zusatz: str) -> str:
        """The query string with additions, "?" in front."""
        return f"?{urlencode([*self.paare, *zusatz.items()])}"

    @property
    def fuer_spur(self) -> dict[str, Any]:
        """What was asked for, for the trace: never free text (DS-35)."""
        spur: dict[str, Any] = {}
        for name, wert in self.paare:
            spur.setdefault(name, []).append(wert)
        return {name: werte[0] if len(werte) == 1 else werte for name, werte in spur.items()}

    def verborgen(self, *ohne: str) -> list[tuple[str, str]]:
        """The state as hidden fields of another form, without some names."""
        return [(name, wert) for name, wert in self.paare if name not in ohne]


def abfrage_lesen(request: HttpRequest, liste: Liste) -> Abfrage:
    """Read the address. Unknown names and values are dropped, so nothing typed comes through."""
    daten = request.GET
    vorrat = vorrat_lesen(liste)
    formular = liste.formular(daten, vorrat.wahlen, liste.ohne_filter())
    werte = formular.werte
    alle = list(liste.sichtbare_spalten())
    wunsch = [name for name in daten.getlist("spalten") if any(s.name == name for s in alle)]
    spalten = [s for s in alle if s.fest or (s.name in wunsch if wunsch else s.standard)]
    name = daten.get("sortierung") or liste.standard
    sortierspalte = next((s for s in alle if s.name == name.lstrip("-") and s.sortierbar), None)
    paare = [(feld, wert) for feld in formular.fields if feld not in formular.errors for wert in _werte(daten, feld)]
    if sortierspalte and daten.get("sortierung") and name != liste.standard:
        paare.append(("sortierung", name))
    paare += (("spalten", w) for w in wunsch)
    return Abfrage(
        formular=formular,
        filter=werte,
        spalten=spalten,
        gewaehlt=bool(wunsch),
        sortierspalte=sortierspalte,
        absteigend=name.startswith("-"),
        seite=daten.get("seite", "1"),
        ausgabe=daten.get("ausgabe", "") if daten.get("ausgabe") in AUSGABEN else "",
        paare=paare,
        gespeichert=vorrat.gespeichert(urlencode(paare)),
    )


def _werte(daten: QueryDict, feld: str) -> list[str]:
    return [wert for wert in daten.getlist(feld) if wert]
