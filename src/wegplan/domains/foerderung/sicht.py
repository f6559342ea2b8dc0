"""Both walls for what a provider records as a service of its measure: the Zweckbindung decides (DS-05)."""

from typing import Any, Self

from wegplan.domains.massnahme.models import Feldklasse
from wegplan.domains.teilnahme.queries import ist_traeger
from wegplan.domains.teilnahme.sicht import TeilnahmeBezogenQuerySet


class ZweckgebundenQuerySet(TeilnahmeBezogenQuerySet):
    """As for everything on a Teilnahme; providers only where the measure allows data of the class Leistung."""

    def fuer(self, nutzer: Any, aktion: str = "person_lesen") -> Self:
        """Only rows with which `nutzer` may do `aktion` today."""
        eigene = super().fuer(nutzer, aktion)
        if not ist_traeger(nutzer):
            return eigene
        return eigene.filter(teilnahme__massnahme__zweckbindung__contains=[Feldklasse.LEISTUNG])


def leistung_sichtbar(tabelle: str) -> str:
    """SQL of the same for row security: the Teilnahme of the row is visible, and its provider may keep such data."""
    return (
        "exists (select 1 from teilnahme_teilnahme t join massnahme_massnahme m on m.id = t.massnahme_id"
        f" where t.id = {tabelle}.teilnahme_id and (m.traeger_id is distinct from (select sicht_stelle())"
        f" or '{Feldklasse.LEISTUNG.value}' = any (m.zweckbindung)))"
    )
