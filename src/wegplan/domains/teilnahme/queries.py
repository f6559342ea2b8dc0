"""Reading Teilnahmen: always "for this user", and for providers as far as the Zweckbindung goes (DS-05)."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from wegplan.domains.massnahme.models import Feldklasse
from wegplan.domains.organisation.access import Rolle

from .models import Nachschau, Teilnahme

TRAEGERROLLEN = frozenset({Rolle.BDL, Rolle.BDL_LEITUNG})


def laeuft(stichtag: date, pfad: str = "") -> Q:
    """Running on `stichtag`: entered and not yet left (AM-20)."""
    ohne_austritt = Q(**{f"{pfad}austritt__isnull": True}) | Q(**{f"{pfad}austritt__gt": stichtag})
    return Q(**{f"{pfad}eintritt__lte": stichtag}) & ohne_austritt


def ist_traeger(nutzer: Any) -> bool:
    """True for accounts of a provider, whose reading the Zweckbindung limits."""
    return nutzer.rolle in TRAEGERROLLEN


def mit_nachschau(teilnahmen: QuerySet[Teilnahme]) -> QuerySet[Teilnahme]:
    """Each with `traeger_bis`, the last day on which its provider sees the person; None = no end."""
    ende = Nachschau.objects.filter(teilnahme_id=OuterRef("pk")).values("traeger_bis")
    return teilnahmen.annotate(traeger_bis=Subquery(ende))  # type: ignore[no-redef]


def klassen(nutzer: Any, teilnahmen: list[Teilnahme], stichtag: date) -> frozenset[str]:
    """The classes of a person's data this user may read (DS-05): all but for providers, which may read what
    the measures of theirs that still give access allow. Art. 9 data need a right of their own.

    `teilnahmen` come with mit_nachschau."""
    if not ist_traeger(nutzer):
        return frozenset(Feldklasse.values) - {Feldklasse.BESONDERS}
    offen = [t.massnahme for t in teilnahmen if t.traeger_bis is None or t.traeger_bis >= stichtag]
    eigene = [m for m in offen if m.traeger_id == nutzer.organisation_id]
    return frozenset(klasse for m in eigene for klasse in m.zweckbindung)


def klasse_erlaubt(nutzer: Any, klasse: str, stichtag: date) -> QuerySet[Teilnahme] | None:
    """For lists and search: the Teilnahmen of the outer person that allow a provider this class of data.

    To be used as `Exists(…)` over persons; None = allowed anyway."""
    if not ist_traeger(nutzer):
        return None
    return mit_nachschau(Teilnahme.objects.all()).filter(
        Q(traeger_bis__isnull=True) | Q(traeger_bis__gte=stichtag),
        person_id=OuterRef("pk"),
        massnahme__traeger_id=nutzer.organisation_id,
        massnahme__zweckbindung__contains=[klasse],
    )
