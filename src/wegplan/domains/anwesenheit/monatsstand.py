"""How far the months of the programme's measures are: open, closed, released, overdue (JPS-32). No names."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from wegplan.domains.massnahme.fristen import Fristverlauf, fristverlaeufe
from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme

from .models import Monatsabschluss, Monatsliste
from .monat import Monat
from .vorgaben import faellig

ZURUECK = 3  # whole months before the current one


@dataclass(frozen=True)
class Monatsstand:
    """A measure's month. `freigegeben`: the last release to the user's office, or by it, or in copy to it."""

    massnahme: Massnahme
    monat: Monat
    faellig: date | None
    abgeschlossen: datetime | None
    freigegeben: datetime | None
    ueberfaellig: bool

    @property
    def wort(self) -> tuple[str, str]:
        """The state in a word and the state of its badge."""
        if self.freigegeben:
            return "freigegeben", "gut"
        if self.ueberfaellig:
            return "überfällig", "schlecht"
        return ("abgeschlossen", "info") if self.abgeschlossen else ("offen", "ruhig")


def monate_laden(nutzer: Any, stichtag: date) -> list[Monatsstand]:
    """The current month and the three before it of every measure of the programme in which somebody the user may see
    took part; overdue ones first, then the newest (four statements)."""
    monate = _monate(stichtag)
    massnahmen = _massnahmen(nutzer, monate)
    seit = {"monat__gte": monate[-1].erster, "massnahme__in": [m.pk for m in massnahmen]}
    geschlossen = {
        (m, monat): am
        for m, monat, am in Monatsabschluss.objects.filter(**seit).values_list("massnahme", "monat", "abgeschlossen_am")
    }
    listen = Monatsliste.objects.fuer(nutzer).filter(**seit).order_by("freigegeben_am")
    gesendet = {(m, monat): am for m, monat, am in listen.values_list("massnahme", "monat", "freigegeben_am")}
    verlaeufe = fristverlaeufe(m.pk for m in massnahmen)
    zeilen = [
        _stand(
            m,
            monat,
            geschlossen.get((m.pk, monat.erster)),
            gesendet.get((m.pk, monat.erster)),
            stichtag,
            verlaeufe.get(m.pk, ()),
        )
        for nummer, monat in enumerate(monate)
        for m in massnahmen
        if getattr(m, f"monat_{nummer}")
    ]
    return sorted(zeilen, key=lambda z: not z.ueberfaellig)


def _monate(stichtag: date) -> list[Monat]:
    """The current month and those before it, the newest first."""
    monate = [Monat.von(stichtag)]
    while len(monate) <= ZURUECK:
        monate.append(monate[-1].davor())
    return monate


def _massnahmen(nutzer: Any, monate: list[Monat]) -> list[Massnahme]:
    """Measures with `monat_0`, `monat_1` …: whether somebody took part in that month (one statement)."""
    eigene = Teilnahme.objects.fuer(nutzer, Aktion.ANWESENHEIT_LESEN).filter(massnahme=OuterRef("pk"))
    belegt = {
        f"monat_{nummer}": Exists(
            eigene.filter(
                Q(austritt__gte=monat.erster)
                | Q(austritt__isnull=True, geplantes_ende__isnull=True)
                | Q(austritt__isnull=True, geplantes_ende__gte=monat.erster),
                eintritt__lte=monat.letzter,
            )
        )
        for nummer, monat in enumerate(monate)
    }
    massnahmen = massnahmen_fuer(nutzer).filter(foerderart=Foerderart.ESF).select_related("traeger")
    return list(massnahmen.annotate(**belegt).order_by("titel", "massnahmenummer"))


def _stand(
    m: Massnahme, monat: Monat, zu: datetime | None, frei: datetime | None, stichtag: date, vereinbart: Fristverlauf
) -> Monatsstand:
    bis = faellig(m, monat, vereinbart)
    return Monatsstand(m, monat, bis, zu, frei, frei is None and bis is not None and bis < stichtag)
