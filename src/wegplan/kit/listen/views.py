"""`liste_anzeigen`: the whole list page, as screen, XLSX or print, from a declaration."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.text import slugify

from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.exchange.xlsx import tabelle_xlsx
from wegplan.kit.ui.meldungen import melden

from .abfrage import Abfrage, abfrage_lesen
from .filter import filter_verwalten
from .liste import Liste, Zeilen, sortiert
from .spalten import zeilen_html

HOECHSTENS = {"xlsx": 20_000, "druck": 2_000}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Blaetterer(Paginator):
    """Pages over rows that were counted elsewhere, up to a limit (`gedeckelt`)."""

    def __init__(self, zeilen: Zeilen, je_seite: int, anzahl: int, gedeckelt: bool) -> None:
        super().__init__(zeilen, je_seite)
        self.count = anzahl
        self.gedeckelt = gedeckelt


@dataclass
class Listenansicht:
    """What the templates draw, as `liste` in their context."""

    liste: Liste
    abfrage: Abfrage
    seite: Page
    zeilen: list[Any]
    gedeckelt: bool

    @property
    def titel(self) -> str:
        return self.liste.titel

    @property
    def einleitung(self) -> str:
        return self.liste.einleitung

    @property
    def filter(self) -> list[dict[str, Any]]:
        return self.abfrage.gespeichert

    @property
    def anzahl(self) -> int | None:
        """For the head of the page; None where the rows were not counted to the end."""
        return None if self.gedeckelt else self.seite.paginator.count

    @property
    def spalten(self) -> list:
        return self.abfrage.spalten

    @property
    def spaltenwahl(self) -> list[tuple[str, str, bool]]:
        """Name, title, shown: of the columns that one may switch."""
        return [(s.name, s.titel, s in self.abfrage.spalten) for s in self.liste.sichtbare_spalten() if not s.fest]

    @cached_property
    def koerper(self) -> SafeString:
        return zeilen_html(self.abfrage.spalten, self.zeilen, {"request": self.liste.request, "liste": self})

    @property
    def leer(self) -> tuple[str, str]:
        """Why nothing is shown, and what to do next."""
        if self.abfrage.paare:
            return "Kein Eintrag passt zu diesem Filter.", "Setzen Sie den Filter zurück oder wählen Sie weiter."
        return self.liste.leer

    @property
    def verborgen(self) -> list[tuple[str, str]]:
        """State that the filter form carries along beside its own fields."""
        return self.abfrage.verborgen(*self.abfrage.formular.fields)

    @property
    def verborgen_fuer_spalten(self) -> list[tuple[str, str]]:
        return self.abfrage.verborgen("spalten")

    @property
    def filteradresse(self) -> str:
        """The query string of what is shown, for forms that act on all rows of the filter."""
        return self.abfrage.adresse()

    @property
    def xlsx_url(self) -> str:
        return self.abfrage.adresse(ausgabe="xlsx")

    @property
    def druck_url(self) -> str:
        return self.abfrage.adresse(ausgabe="druck")


def liste_anzeigen(
    request: HttpRequest, liste: Liste, vorlage: str = "listen/liste.html", **kontext: Any
) -> HttpResponse:
    """The answer of a list page: HTML, `?ausgabe=xlsx`, `?ausgabe=druck`, or a POST that saves or deletes a filter.

    Leaves exactly one trace with filter and ids (art liste, export or druck) unless the list shows no persons.
    `vorlage` extends "listen/liste.html"; `kontext` goes into it."""
    abfrage = abfrage_lesen(request, liste)
    if request.method == "POST":
        return filter_verwalten(request, liste.ansicht, abfrage.abfrage)
    zeilen = sortiert(liste.zeilen(abfrage.filter), abfrage.sortierspalte, abfrage.absteigend, liste.eindeutig)
    if abfrage.ausgabe:
        return _ausgeben(request, liste, abfrage, zeilen)
    ansicht = _seite(liste, abfrage, zeilen)
    _vermerken(request, liste, abfrage, "liste", ansicht.zeilen, seite=ansicht.seite.number)
    return TemplateResponse(request, vorlage, {"liste": ansicht, "sortierung": abfrage.sortierung, **kontext})


def _seite(liste: Liste, abfrage: Abfrage, zeilen: Zeilen) -> Listenansicht:
    anzahl, gedeckelt = _gezaehlt(zeilen, liste.deckel)
    seite = Blaetterer(zeilen, liste.je_seite, anzahl, gedeckelt).get_page(abfrage.seite)
    return Listenansicht(liste, abfrage, seite, liste.einrichten(list(seite.object_list)), gedeckelt)


def _gezaehlt(zeilen: Zeilen, deckel: int) -> tuple[int, bool]:
    """The number of rows, counted up to `deckel`, and whether there are more: counting all costs more than
    showing a page, and nobody turns a hundred pages."""
    if not isinstance(zeilen, QuerySet):
        return len(zeilen), False
    anzahl = zeilen.order_by().values("pk")[: deckel + 1].count()
    return min(anzahl, deckel), anzahl > deckel


def _vermerken(
    request: HttpRequest, liste: Liste, abfrage: Abfrage, art: str, zeilen: list[Any], **zusatz: Any
) -> None:
    if liste.mit_personen:
        spur = {**liste.url_werte, **abfrage.fuer_spur, **zusatz}
        zugriff_vermerken(request, art, personen=liste.personen(zeilen), filter=spur)


def _ausgeben(request: HttpRequest, liste: Liste, abfrage: Abfrage, zeilen: Zeilen) -> HttpResponse:
    """All rows of the filter as XLSX or as one page for print, not only the page on screen."""
    grenze = HOECHSTENS[abfrage.ausgabe]
    alle = list(zeilen[: grenze + 1])
    if len(alle) > grenze:
        art = "in eine Tabelle" if abfrage.ausgabe == "xlsx" else "zum Drucken"
        satz = f"Das sind mehr als {grenze:,} Zeilen, zu viele {art}. Bitte grenzen Sie die Liste mit dem Filter ein."
        melden(request, satz.replace(",", ".", 1), art="warnung")
        return redirect(f"{request.path}{abfrage.adresse()}")
    alle = liste.einrichten(alle)
    _vermerken(request, liste, abfrage, "export" if abfrage.ausgabe == "xlsx" else "druck", alle)
    if abfrage.ausgabe == "druck":
        return _druckseite(request, liste, abfrage, alle)
    spalten = [s for s in abfrage.spalten if s.ausgeben]
    inhalt = tabelle_xlsx([s.titel for s in spalten], ([s.lesen(z) for s in spalten] for z in alle), liste.titel)
    name = f"{slugify(liste.titel) or 'liste'}-{heute():%Y-%m-%d}.xlsx"
    return HttpResponse(inhalt, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _druckseite(request: HttpRequest, liste: Liste, abfrage: Abfrage, zeilen: list[Any]) -> HttpResponse:
    spalten = [s for s in abfrage.spalten if s.ausgeben]
    kontext = {
        "liste": liste,
        "spalten": spalten,
        "anzahl": len(zeilen),
        "koerper": zeilen_html(spalten, zeilen, {"request": request}),
        "heute": heute(),
        "zurueck": abfrage.adresse(),
    }
    return TemplateResponse(request, "listen/druck.html", kontext)
