"""Reading Teilnahmen: always "for this user", and for providers as far as the Zweckbindung goes (DS-05)."""

import calendar
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from wegplan.domains.massnahme.models import Feldklasse
from wegplan.domains.organisation.access import Rolle

from .models import Teilnahme

TRAEGERROLLEN = frozenset({Rolle.BDL, Rolle.BDL_LEITUNG})
NACHSCHAU = 6  # months after the exit; then the provider's access is closed (DS-02)


def laeuft(stichtag: date, pfad: str = "") -> Q:
    """Running on `stichtag`: entered and not yet left (AM-20)."""
    ohne_austritt = Q(**{f"{pfad}austritt__isnull": True}) | Q(**{f"{pfad}austritt__gt": stichtag})
    return Q(**{f"{pfad}eintritt__lte": stichtag}) & ohne_austritt


def ist_traeger(nutzer: Any) -> bool:
    """True for accounts of a provider, whose reading the Zweckbindung limits."""
    return nutzer.rolle in TRAEGERROLLEN


def klassen(nutzer: Any, teilnahmen: list[Teilnahme], stichtag: date) -> frozenset[str]:
    """The classes of a person's data this user may read (DS-05): all but for providers, which may read what
    the measures of theirs that still give access allow. Art. 9 data need a right of their own."""
    if not ist_traeger(nutzer):
        return frozenset(Feldklasse.values) - {Feldklasse.BESONDERS}
    ab = austritt_ab(stichtag)
    offen = [t.massnahme for t in teilnahmen if (t.austritt or t.geplantes_ende or ab) >= ab]
    eigene = [m for m in offen if m.traeger_id == nutzer.organisation_id]
    return frozenset(klasse for m in eigene for klasse in m.zweckbindung)


def austritt_ab(stichtag: date) -> date:
    """The earliest exit (else planned end) whose follow-up is open on `stichtag`; month steps clamp."""
    monate = stichtag.year * 12 + stichtag.month - 1 - NACHSCHAU
    jahr, monat = divmod(monate, 12)
    return date(jahr, monat + 1, min(stichtag.day, calendar.monthrange(jahr, monat + 1)[1]))


def klasse_erlaubt(nutzer: Any, klasse: str, stichtag: date) -> QuerySet[Teilnahme] | None:
    """For lists and search: the Teilnahmen of the outer person that allow a provider this class of data.

    To be used as `Exists(…)` over persons; None = allowed anyway."""
    if not ist_traeger(nutzer):
        return None
    return Teilnahme.objects.annotate(schluss=Coalesce("austritt", "geplantes_ende")).filter(
        Q(schluss__isnull=True) | Q(schluss__gte=austritt_ab(stichtag)),
        person_id=OuterRef("pk"),
        massnahme__traeger_id=nutzer.organisation_id,
        massnahme__zweckbindung__contains=[klasse],
    )
