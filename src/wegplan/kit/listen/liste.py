"""Liste: what a list page is, as a declaration; the rest is the same for all of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, OrderBy, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from .formulare import Filterformular, Wahlen, freitext
from .spalten import Spalte

Zeilen = QuerySet | Sequence[Any]


class Liste:
    """Subclass it per list, make one per request, give it to `liste_anzeigen`.

    Declared: `ansicht` (name of the URL; saved filters and traces go by it), `titel`, `einleitung`, `spalten`
    (the first is the link), `formular`, `standard` (column to sort by, "-name" = downwards), `je_seite`,
    `leer` (why there is nothing, what to do next), `mit_personen` (leaves a trace; only lists without any
    person's data say False), `deckel` (rows are counted up to here, "mehr als …" beyond).
    Answered: `zeilen`, and where needed `auswahl`, `ohne_filter`, `sichtbare_spalten`, `person_id`, `einrichten`."""

    ansicht: str = ""
    titel: str = ""
    einleitung: str = ""
    spalten: Sequence[Spalte] = ()
    formular: type[Filterformular] = Filterformular
    standard: str = ""
    je_seite: int = 50
    leer: tuple[str, str] = ("Hier gibt es keine Einträge.", "")
    mit_personen: bool = True
    deckel: int = 5_000
    eindeutig: str = "pk"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if frei := freitext(cls.formular):
            raise TypeError(f"{cls.__name__}: free text in the address of a list is not allowed (DS-35): {frei}")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        self.nutzer: Any = request.user
        self.url_werte = kwargs

    @property
    def url(self) -> str:
        """The address of the list, without a query."""
        return reverse(self.ansicht, kwargs=self.url_werte)

    def auswahl(self) -> Mapping[str, Wahlen | QuerySet]:
        """The choices of the filter's Auswahlfilter fields: pairs, or a query set with the annotation `wort`.

        All query sets together are read in one statement."""
        return {}

    def sichtbare_spalten(self) -> Sequence[Spalte]:
        """The columns this user may see at all."""
        return self.spalten

    def ohne_filter(self) -> frozenset[str]:
        """Names of filter fields that this user does not get."""
        return frozenset()

    def zeilen(self, filter: Mapping[str, Any]) -> Zeilen:
        """What the filter leaves: a query set "for this user" (not sorted, not sliced), or rows already read."""
        raise NotImplementedError

    def einrichten(self, zeilen: list[Any]) -> list[Any]:
        """Complete the rows that are shown, set-based: one statement for all of them, never one per row."""
        return zeilen

    def person_id(self, zeile: Any) -> int | None:
        """Whom a row shows, for the trace."""
        return zeile["person_id"] if isinstance(zeile, dict) else zeile.person_id

    def personen(self, zeilen: Iterable[Any]) -> list[int]:
        """Each person once, in the order of the list."""
        return list(dict.fromkeys(pk for z in zeilen if (pk := self.person_id(z)) is not None))


def sortiert(zeilen: Zeilen, spalte: Spalte | None, absteigend: bool, eindeutig: str) -> Zeilen:
    """The rows in the order of a column, ties by `eindeutig` so that no page repeats a row."""
    if isinstance(zeilen, QuerySet):
        ordnung = [_richtung(o, absteigend) for o in spalte.ordnung] if spalte else []
        return zeilen.order_by(*ordnung, f"-{eindeutig}" if absteigend else eindeutig)
    if spalte is None:
        return zeilen
    lesen = spalte.ordnung[0] if callable(spalte.ordnung[0]) else spalte.lesen
    gefuellt = [(wert, z) for z in zeilen if (wert := lesen(z)) not in (None, "")]
    leere = [z for z in zeilen if lesen(z) in (None, "")]
    gefuellt.sort(key=lambda paar: paar[0], reverse=absteigend)
    return [z for _, z in gefuellt] + leere


def _richtung(ordnung: Any, absteigend: bool) -> Any:
    if isinstance(ordnung, OrderBy):
        return _umgekehrt(ordnung) if absteigend else ordnung
    if isinstance(ordnung, str):
        return f"-{ordnung}" if absteigend else ordnung
    ausdruck = ordnung if hasattr(ordnung, "asc") else F(ordnung)
    return ausdruck.desc(nulls_last=True) if absteigend else ausdruck.asc(nulls_last=True)


def _umgekehrt(ordnung: OrderBy) -> OrderBy:
    """The other direction, empty values where they were."""
    kopie = ordnung.copy()
    kopie.descending = not ordnung.descending
    return kopie
