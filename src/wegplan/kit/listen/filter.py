"""Saved filters (PX-12): keep the state of a list under a name, open it again, delete it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from wegplan.kit.ui.meldungen import melden

from .abfrage import Abfrage
from .models import GespeicherterFilter

LAENGE_NAME = 80
LAENGE_ABFRAGE = 2000


def gespeicherte_filter(nutzer: Any, ansicht: str, abfrage: str) -> list[dict[str, Any]]:
    """The user's saved filters of this list: id, name, url, aktiv (the list shows it just now)."""
    zeilen = GespeicherterFilter.objects.filter(nutzer_id=nutzer.pk, ansicht=ansicht).values_list("pk", "name", "abfrage")
    return [{"id": pk, "name": name, "url": f"?{a}", "aktiv": a == abfrage} for pk, name, a in zeilen]


def filter_verwalten(request: HttpRequest, ansicht: str, abfrage: Abfrage) -> HttpResponse:
    """Save or delete as the POST says, then back to the list as it was."""
    if request.POST.get("filter_loeschen"):
        _loeschen(request, ansicht)
    else:
        _speichern(request, ansicht, abfrage.abfrage)
    return redirect(f"{request.path}?{abfrage.abfrage}" if abfrage.abfrage else request.path)


def _speichern(request: HttpRequest, ansicht: str, abfrage: str) -> None:
    name = " ".join(request.POST.get("filter_name", "").replace("\x00", "").split())
    if not name:
        melden(request, "Bitte geben Sie dem Filter einen Namen. Es wurde nichts gespeichert.", art="fehler")
        return
    if len(name) > LAENGE_NAME or len(abfrage) > LAENGE_ABFRAGE:
        melden(request, f"Der Name darf höchstens {LAENGE_NAME} Zeichen haben. Es wurde nichts gespeichert.", art="fehler")
        return
    _, neu = GespeicherterFilter.objects.update_or_create(
        nutzer_id=request.user.pk, ansicht=ansicht, name=name, defaults={"abfrage": abfrage}
    )
    melden(request, f"Der Filter „{name}“ ist {'gespeichert' if neu else 'ersetzt'}.")


def _loeschen(request: HttpRequest, ansicht: str) -> None:
    schluessel = request.POST["filter_loeschen"]
    eigene = GespeicherterFilter.objects.filter(nutzer_id=request.user.pk, ansicht=ansicht)
    anzahl, _ = eigene.filter(pk=schluessel).delete() if schluessel.isdecimal() else (0, {})
    if anzahl:
        melden(request, "Der Filter ist gelöscht.")
    else:
        melden(request, "Diesen Filter gibt es nicht mehr.", art="info")
