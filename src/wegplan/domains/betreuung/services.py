"""What people do with the care of a measure and its duties. One use case per function, inside the request's
transaction."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.verfahren.models import Stand
from wegplan.domains.verfahren.worte import notiz_voran

from .models import Massnahmebetreuung, Massnahmenschritt
from .queries import eigene_schritte, laufende


class NichtMehrOffen(Exception):
    """Somebody was faster: the duty is not open any more. The text is a German sentence."""


def festlegen(nutzer: Any, massnahme: Massnahme, wer: Nutzer | None, ab: date) -> Massnahmebetreuung:
    """The office of `nutzer` looks after the measure, `wer` is named (None: nobody yet). When the office does so
    already, the person changes and the day stays."""
    betreuung: Massnahmebetreuung | None = laufende(nutzer, massnahme).select_for_update(of=("self",)).first()
    if betreuung:
        betreuung.nutzer = wer
        betreuung.save(update_fields=["nutzer"])
        return betreuung
    neue: Massnahmebetreuung = Massnahmebetreuung.objects.create(
        massnahme=massnahme, organisation=nutzer.organisation, nutzer=wer, von=ab
    )
    return neue


def beenden(nutzer: Any, massnahme: Massnahme, bis: date) -> None:
    """The office looks after the measure until `bis`; open duties of later days fall away, after that day all.

    Does nothing when it does not look after it."""
    for betreuung in laufende(nutzer, massnahme).select_for_update(of=("self",)):
        betreuung.bis = max(bis, betreuung.von)
        betreuung.save(update_fields=["bis"])


def _schritt(nutzer: Any, pk: int) -> Massnahmenschritt:
    """The duty, locked. Raises Massnahmenschritt.DoesNotExist."""
    schritt: Massnahmenschritt = eigene_schritte(nutzer).select_for_update(of=("self",)).get(pk=pk)
    return schritt


def _offener(nutzer: Any, pk: int) -> Massnahmenschritt:
    schritt = _schritt(nutzer, pk)
    offen_pruefen(schritt)
    return schritt


def offen_pruefen(schritt: Massnahmenschritt) -> None:
    """Raises NichtMehrOffen with the reason."""
    if schritt.stand == Stand.ERLEDIGT and schritt.erledigt_am:
        raise NichtMehrOffen(f"Dieser Schritt ist schon erledigt, am {schritt.erledigt_am:%d.%m.%Y}.")
    if schritt.stand == Stand.ENTFALLEN:
        raise NichtMehrOffen(f"Dieser Schritt ist entfallen. {schritt.get_grund_display()}")


def abhaken(nutzer: Any, pk: int, tag: date, notiz: str, stichtag: date) -> Massnahmenschritt:
    """Done on `tag` by `nutzer`. Raises Massnahmenschritt.DoesNotExist, NichtMehrOffen, ValidationError by field."""
    schritt = _offener(nutzer, pk)
    if tag > stichtag:
        raise ValidationError({"tag": "Dieser Tag liegt in der Zukunft. Haken Sie ab, was schon geschehen ist."})
    schritt.stand, schritt.erledigt_am, schritt.erledigt_von = Stand.ERLEDIGT, tag, nutzer
    schritt.notiz = notiz_voran(notiz, schritt.notiz)
    schritt.save(update_fields=["stand", "erledigt_am", "erledigt_von", "notiz"])
    return schritt


def wieder_oeffnen(nutzer: Any, pk: int) -> Massnahmenschritt:
    """Take back a tick. Raises Massnahmenschritt.DoesNotExist, NichtMehrOffen when the duty fell away."""
    schritt = _schritt(nutzer, pk)
    if schritt.stand == Stand.ENTFALLEN:
        offen_pruefen(schritt)
    schritt.stand, schritt.erledigt_am, schritt.erledigt_von = Stand.OFFEN, None, None
    schritt.save(update_fields=["stand", "erledigt_am", "erledigt_von"])
    return schritt


def verschieben(nutzer: Any, pk: int, bis: date, grund: str, stichtag: date) -> Massnahmenschritt:
    """Move the reminder to `bis`; the due day stays (VF-03).

    Raises Massnahmenschritt.DoesNotExist, NichtMehrOffen, ValidationError by field."""
    schritt = _offener(nutzer, pk)
    if bis <= stichtag:
        raise ValidationError({"tag": "Wählen Sie einen Tag nach dem heutigen."})
    schritt.wieder_am = bis
    schritt.notiz = notiz_voran(f"{stichtag:%d.%m.%Y} auf {bis:%d.%m.%Y} verschoben: {grund}", schritt.notiz)
    schritt.save(update_fields=["wieder_am", "notiz"])
    return schritt


def alle_ableiten() -> int:
    """Derive the duties of all measures that are looked after; the number that changed. Runs as wegplan_dienst."""
    with connection.cursor() as c:
        c.execute("select betreuung_ableiten(null)")
        anzahl: int = c.fetchone()[0]
    return anzahl
