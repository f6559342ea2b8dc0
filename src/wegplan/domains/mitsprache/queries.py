"""Reading what participants have written."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from wegplan.domains.organisation.access import Aktion

from .models import Eigenwort, Wortart


def offene(nutzer: Any) -> QuerySet[Eigenwort]:
    """What the provider's staff have neither taken over nor read yet, the oldest first."""
    gefunden: QuerySet[Eigenwort] = Eigenwort.objects.fuer(nutzer, Aktion.FOERDERPLAN_SCHREIBEN)
    return gefunden.filter(erledigt_am=None).order_by("geschrieben_am", "pk")


def zum_plan(nutzer: Any, teilnahme_id: int) -> list[Eigenwort]:
    """Open assessments and words for goals of a Teilnahme, for who writes its plan; else nothing (one statement)."""
    if not nutzer.darf(Aktion.FOERDERPLAN_SCHREIBEN):
        return []
    arten = (Wortart.EINSCHAETZUNG, Wortart.ZIEL)
    return list(offene(nutzer).filter(teilnahme=teilnahme_id, art__in=arten).order_by("art", "geschrieben_am", "pk"))


def antworten(nutzer: Any, aktion: str, art: str, nummern: Iterable[int]) -> dict[int, Eigenwort]:
    """The latest answer to each of these versions or reports, as far as `nutzer` may do `aktion` (one statement)."""
    worte: QuerySet[Eigenwort] = Eigenwort.objects.fuer(nutzer, aktion)
    worte = worte.filter(art=art, bezug__in=[str(n) for n in nummern])
    return {int(w.bezug): w for w in _der_reihe_nach(worte.select_related("erledigt_von", "geschrieben_von"))}


def eigene(nutzer: Any, teilnahme_id: int) -> list[Eigenwort]:
    """Everything that the signed-in participant has written about a Teilnahme, the latest last (one statement)."""
    worte: QuerySet[Eigenwort] = Eigenwort.objects.fuer(nutzer, Aktion.EIGENE_AKTE_LESEN)
    return _der_reihe_nach(worte.filter(teilnahme=teilnahme_id).select_related("geschrieben_von"))


def _der_reihe_nach(worte: Iterable[Eigenwort]) -> list[Eigenwort]:
    """By the day on which they were said: what was taken down later may have been said before."""
    return sorted(worte, key=lambda w: (w.tag, w.geschrieben_am, w.pk))
