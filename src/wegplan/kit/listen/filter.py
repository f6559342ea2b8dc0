"""Saved filters (PX-12): keep the state of a list under a name, open it again, delete it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from wegplan.kit.ui.meldungen import melden

from .liste import Liste
from .models import GespeicherterFilter

LAENGE_NAME = 80
LAENGE_ABFRAGE = 2000


@dataclass(frozen=True)
class Vorrat:
    """What the filter of a list needs from the database: choices by field, and the user's saved filters."""

    wahlen: dict[str, list[tuple[Any, str]]]
    filter: list[tuple[int, str, str]]

    def gespeichert(self, abfrage: str) -> list[dict[str, Any]]:
        """The saved filters: id, name, url, aktiv (the list shows it just now)."""
        return [{"id": pk, "name": name, "url": f"?{a}", "aktiv": a == abfrage} for pk, name, a in self.filter]


def vorrat_lesen(liste: Liste) -> Vorrat:
    """All of it in one statement, sorted by name."""
    eigene = GespeicherterFilter.objects.filter(nutzer_id=liste.nutzer.pk, ansicht=liste.ansicht).order_by()
    teile = [eigene.annotate(feld=Value(""), wort=F("name"), zusatz=F("abfrage"))]
    wahlen: dict[str, list[tuple[Any, str]]] = {}
    for feld, auswahl in liste.auswahl().items():
        if isinstance(auswahl, QuerySet):
            teile.append(auswahl.order_by().annotate(feld=Value(feld), zusatz=Value("")))
            wahlen[feld] = []
        else:
            wahlen[feld] = list(auswahl)
    erste, *weitere = (teil.values_list("feld", "pk", "wort", "zusatz") for teil in teile)
    zeilen = erste.union(*weitere, all=True) if weitere else erste
    filter: list[tuple[int, str, str]] = []
    for feld, pk, wort, zusatz in zeilen.order_by("wort"):
        if feld:
            wahlen[feld].append((pk, wort))
        else:
            filter.append((pk, wort, zusatz))
    return Vorrat(wahlen, filter)


def filter_verwalten(request: HttpRequest, ansicht: str, abfrage: str) -> HttpResponse:
    """Save or delete as the POST says, then back to the list as it was."""
    nutzer: Any = request.user
    if request.POST.get("filter_loeschen"):
        _loeschen(request, nutzer, ansicht)
    else:
        _speichern(request, nutzer, ansicht, abfrage)
    return redirect(f"{request.path}?{abfrage}" if abfrage else request.path)


def _speichern(request: HttpRequest, nutzer: Any, ansicht: str, abfrage: str) -> None:
    name = " ".join(request.POST.get("filter_name", "").replace("\x00", "").split())
    if not name:
        melden(request, "Bitte geben Sie dem Filter einen Namen. Es wurde nichts gespeichert.", art="fehler")
        return
    if len(name) > LAENGE_NAME or len(abfrage) > LAENGE_ABFRAGE:
        satz = f"Der Name darf höchstens {LAENGE_NAME} Zeichen haben. Es wurde nichts gespeichert."
        melden(request, satz, art="fehler")
        return
    _, neu = GespeicherterFilter.objects.update_or_create(
        nutzer_id=nutzer.pk, ansicht=ansicht, name=name, defaults={"abfrage": abfrage}
    )
    melden(request, f"Der Filter „{name}“ ist {'gespeichert' if neu else 'ersetzt'}.")


def _loeschen(request: HttpRequest, nutzer: Any, ansicht: str) -> None:
    schluessel = request.POST["filter_loeschen"]
    eigene = GespeicherterFilter.objects.filter(nutzer_id=nutzer.pk, ansicht=ansicht)
    anzahl, _ = eigene.filter(pk=schluessel).delete() if schluessel.isdecimal() else (0, {})
    if anzahl:
        melden(request, "Der Filter ist gelöscht.")
    else:
        melden(request, "Diesen Filter gibt es nicht mehr.", art="info")
