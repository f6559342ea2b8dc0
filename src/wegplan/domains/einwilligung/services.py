"""Writing declarations and moving them on, inside the request's transaction (JPS-82)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Rolle

from .models import OFFEN, Durchfuehrungsort, Einwilligung, Stand

S = Stand


def eintragen(
    nutzer: Any, massnahme: Massnahme, tag: date, *, kennzeichen: str, **werte: Any
) -> tuple[Einwilligung, bool]:
    """A signed declaration has come in. What is published stays until the new one is."""
    vorgabe = {"massnahme": massnahme, "eingegangen_am": tag, "eingetragen_von": nutzer, **werte}
    return Einwilligung.objects.get_or_create(kennung=kennzeichen, defaults=vorgabe)


def ort_setzen(massnahme: Massnahme, ort: str) -> tuple[Durchfuehrungsort, bool]:
    """Where the project takes place."""
    return Durchfuehrungsort.objects.update_or_create(massnahme=massnahme, defaults={"ort": ort})


def weitergeben(nutzer: Any, pk: int, tag: date) -> Einwilligung:
    """The Regionalbüro hands it to the Regiestelle. Raises ValidationError."""
    e = _gesperrt(pk, (S.EINGEGANGEN,))
    if nutzer.rolle != Rolle.RB:
        raise ValidationError("Weiter gibt sie das Regionalbüro.")
    e.stand, e.weitergegeben_am = S.WEITERGEGEBEN, tag
    e.save()
    return e


def veroeffentlichen(nutzer: Any, pk: int, tag: date) -> Einwilligung:
    """Link and address go on the public page; the declaration that was there is replaced. Raises ValidationError."""
    e = _gesperrt(pk, (S.WEITERGEGEBEN,))
    for alt in Einwilligung.objects.select_for_update().filter(massnahme=e.massnahme_id, stand=S.VEROEFFENTLICHT):
        alt.stand, alt.beendet_am = S.GEAENDERT, tag
        alt.save()
    e.stand, e.veroeffentlicht_am = S.VEROEFFENTLICHT, tag
    e.save()
    return e


def widerrufen(nutzer: Any, pk: int, tag: date) -> Einwilligung:
    """From now on nothing of it is shown. Raises ValidationError."""
    e = _gesperrt(pk, OFFEN)
    e.stand, e.beendet_am = S.WIDERRUFEN, tag
    e.save()
    return e


def _gesperrt(pk: int, staende: tuple[Stand, ...]) -> Einwilligung:
    e = Einwilligung.objects.select_for_update().get(pk=pk)
    if e.stand not in staende:
        raise ValidationError(f"Die Einwilligung ist {e.get_stand_display()}. Dieser Schritt geht jetzt nicht.")
    return e


SCHRITTE: dict[str, tuple[Callable[[Any, int, date], Einwilligung], str]] = {
    "weitergeben": (weitergeben, "ist an die Regiestelle gegeben."),
    "veroeffentlichen": (
        veroeffentlichen,
        "ist veröffentlicht. Link und Mailadresse stehen auf der öffentlichen Seite.",
    ),
    "widerrufen": (widerrufen, "ist widerrufen. Link und Mailadresse sind nicht mehr zu sehen."),
}
