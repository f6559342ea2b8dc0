"""What people do with a step on their desk. One use case per function, inside the request's transaction."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.verfahren.models import Schritt, Stand
from wegplan.domains.verfahren.worte import notiz_voran

from .queries import moegliche_empfaenger


class NichtMehrOffen(Exception):
    """Somebody, or a record, was faster: the step is not open any more. The text is a German sentence."""


def _schritt(nutzer: Any, pk: int) -> Schritt:
    """The step, locked. Raises Schritt.DoesNotExist."""
    eigene = Schritt.objects.fuer(nutzer, Aktion.VORGANG_ERFASSEN)
    schritt: Schritt = eigene.select_for_update(of=("self",)).select_related("person").get(pk=pk)
    return schritt


def _offener(nutzer: Any, pk: int) -> Schritt:
    schritt = _schritt(nutzer, pk)
    offen_pruefen(schritt)
    return schritt


def offen_pruefen(schritt: Schritt) -> None:
    """Raises NichtMehrOffen with the reason."""
    if schritt.stand == Stand.ERLEDIGT and schritt.erledigt_am:
        raise NichtMehrOffen(f"Dieser Schritt ist schon erledigt, am {schritt.erledigt_am:%d.%m.%Y}.")
    if schritt.stand == Stand.ENTFALLEN:
        raise NichtMehrOffen(f"Dieser Schritt ist entfallen. {schritt.get_grund_display()}")


def abhaken(nutzer: Any, pk: int, tag: date, notiz: str, stichtag: date) -> Schritt:
    """Tick a step by hand: done on `tag` by `nutzer` (VF-06).

    Raises Schritt.DoesNotExist, NichtMehrOffen, ValidationError by field."""
    schritt = _offener(nutzer, pk)
    if tag > stichtag:
        raise ValidationError({"tag": "Dieser Tag liegt in der Zukunft. Haken Sie ab, was schon geschehen ist."})
    schritt.stand, schritt.erledigt_am, schritt.erledigt_von = Stand.ERLEDIGT, tag, nutzer
    schritt.notiz = notiz_voran(notiz, schritt.notiz)
    schritt.save(update_fields=["stand", "erledigt_am", "erledigt_von", "notiz"])
    return schritt


def wieder_oeffnen(nutzer: Any, pk: int) -> Schritt:
    """Take back a tick by hand; what a record proves is taken back with the record.

    Raises Schritt.DoesNotExist, NichtMehrOffen (when it was not ticked by hand)."""
    schritt = _schritt(nutzer, pk)
    if schritt.stand == Stand.OFFEN:
        return schritt
    if schritt.stand != Stand.ERLEDIGT or schritt.beleg:
        raise NichtMehrOffen("Dieser Schritt ist durch einen Eintrag belegt oder entfallen, nicht abgehakt.")
    schritt.stand, schritt.erledigt_am, schritt.erledigt_von = Stand.OFFEN, None, None
    schritt.save(update_fields=["stand", "erledigt_am", "erledigt_von"])
    return schritt


def verschieben(nutzer: Any, pk: int, bis: date, grund: str, stichtag: date) -> Schritt:
    """Move the reminder to `bis`; the due day stays (VF-03).

    Raises Schritt.DoesNotExist, NichtMehrOffen, ValidationError by field."""
    schritt = _offener(nutzer, pk)
    if bis <= stichtag:
        raise ValidationError({"tag": "Wählen Sie einen Tag nach dem heutigen."})
    schritt.wieder_am = bis
    schritt.notiz = notiz_voran(f"{stichtag:%d.%m.%Y} auf {bis:%d.%m.%Y} verschoben: {grund}", schritt.notiz)
    schritt.save(update_fields=["wieder_am", "notiz"])
    return schritt


def abgeben(nutzer: Any, pk: int, an: Nutzer | None, notiz: str, stichtag: date) -> Schritt:
    """Put the step on a colleague's desk; None puts it back on that of whoever is responsible.

    Raises Schritt.DoesNotExist, NichtMehrOffen, ValidationError by field when the colleague may not see the person."""
    schritt = _offener(nutzer, pk)
    if an is not None and not moegliche_empfaenger(nutzer, schritt.person).filter(pk=an.pk).exists():
        raise ValidationError({"an": f"{an} darf diese Person nicht sehen."})
    wohin = f"an {an} abgegeben" if an else "zurück an die zuständige Fachkraft"
    schritt.an = an
    schritt.notiz = notiz_voran(": ".join(t for t in (f"{stichtag:%d.%m.%Y} {wohin}", notiz) if t), schritt.notiz)
    schritt.save(update_fields=["an", "notiz"])
    return schritt


def vergeblich(nutzer: Any, pk: int, notiz: str, stichtag: date) -> Schritt:
    """Count a try in vain; the step stays open (VF-03).

    Raises Schritt.DoesNotExist, NichtMehrOffen."""
    schritt = _offener(nutzer, pk)
    schritt.versuche += 1
    satz = f"{stichtag:%d.%m.%Y} {schritt.versuche}. Versuch vergeblich"
    schritt.notiz = notiz_voran(": ".join(t for t in (satz, notiz) if t), schritt.notiz)
    schritt.save(update_fields=["versuche", "notiz"])
    return schritt
