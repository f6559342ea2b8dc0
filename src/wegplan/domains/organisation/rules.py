"""What an account may be: pure rules, without database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .access import STELLEN_DER_ROLLE, Beziehung, Rolle, beziehungen

ARTEN = {
    "agentur": "Agentur für Arbeit",
    "bildungsdienstleister": "Bildungsdienstleister",
    "jobcenter": "Jobcenter",
    "regionalbuero": "Regionalbüro",
    "regiestelle": "Regiestelle",
}


@dataclass(frozen=True)
class Konto:
    """What the rules look at. `stelle` is the id of the organisation, `art` its kind; `teams` maps the name of
    each team to the organisation that it belongs to."""

    rolle: str
    stelle: int | None
    art: str
    teams: Mapping[str, int]
    sieht_alle: bool


def konto_maengel(konto: Konto) -> dict[str, str]:
    """Sentence per field for what must not be; empty when the account is right (DS-02, DS-03)."""
    maengel = {}
    arten = STELLEN_DER_ROLLE.get(Rolle(konto.rolle)) if konto.rolle in Rolle.values else None
    if arten is not None and konto.art not in arten:
        worte = " oder ".join(ARTEN[art] for art in sorted(arten))
        maengel["organisation"] = f"Diese Rolle gibt es nur in einer Stelle der Art {worte}."
    fremde = sorted(name for name, stelle in konto.teams.items() if stelle != konto.stelle)
    if fremde:
        maengel["teams"] = f"Zu einer anderen Organisation gehört: {', '.join(fremde)}."
    if konto.sieht_alle and Beziehung.ALLES not in beziehungen(konto.rolle):
        maengel["sieht_alle"] = "Die ganze Installation sehen dürfen nur Bereichsleitung und Datenqualitätsmanagement."
    return maengel


def bleibt_verwaltung(pk: int | None, rolle: str, aktiv: bool, verwaltende: Sequence[int]) -> bool:
    """True when somebody can still administer after account `pk` becomes (rolle, aktiv). `verwaltende` are the
    active administrators before that; where there are none, nothing can be lost."""
    return not verwaltende or (rolle == Rolle.TECHNIK and aktiv) or any(andere != pk for andere in verwaltende)
