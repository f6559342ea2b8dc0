"""Reading plans, results and what is owed: always "for this user", with a fixed number of statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from wegplan.domains.foerderung.queries import teilnahmen_im_programm
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import laeuft
from wegplan.domains.verbleib.queries import stufe_von

from .arten import EZU, Modulausgang, Planstand
from .models import (
    Ausbildungsrahmen,
    Lernmodul,
    Modulergebnis,
    Qualifizierungsplan,
    Verkuerzungspruefung,
    Wechselpruefung,
)
from .rules import Lage, Pflicht, pflichten
from .vorgaben import wechselmonate, wochen_je_projekt

RAHMEN = ("nummer", "ziel", "inhalte", "praxis", "uebergeben_am", "name_fachkraft")
MODUL = ("kennung", "reihe", "bezeichnung", "lernziel", "art", "stunden", "nach_ordnung", "teilqualifikation")
PLANMODUL = (*MODUL, "geplant_bis")


def mit_modulen(plaene: QuerySet[Any]) -> QuerySet[Any]:
    """With all that a page shows, in two statements; modules in their order."""
    module = Lernmodul.objects.order_by("reihe", "kennung")
    return plaene.select_related("person", "teilnahme__massnahme", "angelegt_von").prefetch_related(
        Prefetch("module", module)
    )


def inhalt(plan: Qualifizierungsplan) -> dict[str, Any]:
    """Everything that the checksum covers, without numbers of the database."""
    module = sorted(plan.module.all(), key=lambda m: m.kennung)
    return {
        "teilnahme": plan.teilnahme.teilnahme_id,
        **{name: getattr(plan, name) for name in RAHMEN},
        "module": [{name: getattr(m, name) for name in PLANMODUL} for m in module],
    }


def neueste(teilnahmen: Iterable[int], tag: date | None = None) -> dict[int, Qualifizierungsplan]:
    """The newest version handed over (up to `tag`) with its modules, by number of the Teilnahme; two statements.

    The Teilnahmen were fetched "for this user"; row security stands behind."""
    gueltig = Qualifizierungsplan.objects.filter(teilnahme__in=list(teilnahmen), stand=Planstand.UEBERGEBEN)
    if tag:
        gueltig = gueltig.filter(uebergeben_am__lte=tag)
    return {p.teilnahme_id: p for p in mit_modulen(gueltig).order_by("nummer")}


def ergebnisse_von(teilnahmen: Iterable[int]) -> dict[int, dict[str, Modulergebnis]]:
    """Results by number of the Teilnahme and `kennung` of the module; one statement."""
    je_teilnahme: dict[int, dict[str, Modulergebnis]] = {}
    gefunden = Modulergebnis.objects.filter(teilnahme__in=list(teilnahmen))
    for e in gefunden.select_related("zertifikat", "erfasst_von"):
        je_teilnahme.setdefault(e.teilnahme_id, {})[e.kennung] = e
    return je_teilnahme


@dataclass(frozen=True)
class Modulstand:
    """Modules of the Ausbildungsordnung: how many are planned, how many passed up to a day."""

    ziel: str
    fassung: int
    geplant: int
    bestanden: int


def modulstaende(teilnahmen: Iterable[int], tag: date) -> dict[int, Modulstand]:
    """For the report's annex on the admission to the examination; Teilnahmen without a plan are missing. Three
    statements. A plan without marked modules counts all of them."""
    nummern = list(teilnahmen)
    ergebnisse = ergebnisse_von(nummern)
    staende = {}
    for pk, plan in neueste(nummern, tag).items():
        module = list(plan.module.all())
        gezaehlt = {m.kennung for m in module if m.nach_ordnung} or {m.kennung for m in module}
        bestanden = [
            e
            for kennung, e in ergebnisse.get(pk, {}).items()
            if kennung in gezaehlt and e.ausgang == Modulausgang.BESTANDEN and e.am <= tag
        ]
        staende[pk] = Modulstand(plan.ziel, plan.nummer, len(gezaehlt), len(bestanden))
    return staende


@dataclass
class Qualifizierung:
    """Everything on one Teilnahme. `plaene`: the newest first."""

    teilnahme: Teilnahme
    stufe: str
    plaene: list[Qualifizierungsplan] = field(default_factory=list)
    rahmen: Ausbildungsrahmen | None = None
    verkuerzungen: list[Verkuerzungspruefung] = field(default_factory=list)
    wechsel: dict[int, Wechselpruefung] = field(default_factory=dict)
    pflichten: list[Pflicht] = field(default_factory=list)

    def lage(self) -> Lage:
        """The facts that the rules judge."""
        uebergeben = [p.uebergeben_am for p in self.plaene if p.uebergeben_am]
        return Lage(
            stufe=self.stufe,
            eintritt=self.teilnahme.eintritt,
            geplantes_ende=self.teilnahme.geplantes_ende,
            beginn=self.rahmen.beginn if self.rahmen else None,
            uebergeben_am=min(uebergeben, default=None),
            abgestimmt_am=self.rahmen.abgestimmt_am if self.rahmen else None,
            verkuerzung_am=min((v.geprueft_am for v in self.verkuerzungen), default=None),
            wechsel={monate: w.geprueft_am for monate, w in self.wechsel.items()},
        )


def qualifizierungen(nutzer: Any, teilnahmen: Iterable[Teilnahme], stichtag: date) -> list[Qualifizierung]:
    """Of Teilnahmen fetched "for this user" with their measure; five statements for any number of them."""
    alle = {t.pk: Qualifizierung(t, stufe_von(t)) for t in teilnahmen}
    wochen = wochen_je_projekt({q.teilnahme.massnahme_id for q in alle.values()}, stichtag)
    plaene = Qualifizierungsplan.objects.fuer(nutzer).filter(teilnahme__in=alle).order_by("-nummer")
    for p in plaene:
        alle[p.teilnahme_id].plaene.append(p)
    for r in Ausbildungsrahmen.objects.filter(teilnahme__in=alle):
        alle[r.teilnahme_id].rahmen = r
    for v in Verkuerzungspruefung.objects.filter(teilnahme__in=alle).order_by("-geprueft_am", "-pk"):
        alle[v.teilnahme_id].verkuerzungen.append(v)
    for w in Wechselpruefung.objects.filter(teilnahme__in=alle).order_by("nach_monaten"):
        alle[w.teilnahme_id].wechsel[w.nach_monaten] = w
    for q in alle.values():
        q.pflichten = pflichten(q.lage(), wochen[q.teilnahme.massnahme_id], wechselmonate())
    return list(alle.values())


def laufende(nutzer: Any, stichtag: date, massnahmen: Iterable[int] | None = None) -> QuerySet[Teilnahme]:
    """Running Teilnahmen of the programme that owe a plan: all but EZU."""
    ohne_ezu = ~Q(programmstufe=EZU) & ~Q(programmstufe="", massnahme__programmstufe=EZU)
    alle = teilnahmen_im_programm(nutzer, Aktion.QUALIFIZIERUNGSPLAN_LESEN).filter(laeuft(stichtag), ohne_ezu)
    if massnahmen is not None:
        alle = alle.filter(massnahme__in=list(massnahmen))
    return alle.select_related("person", "massnahme").order_by("person__sortierung", "pk")


def faelligkeiten(nutzer: Any, stichtag: date, massnahmen: Iterable[int] | None = None) -> Mapping[int, list[Pflicht]]:
    """What is owed for the running Teilnahmen (of `massnahmen`, or all), by number of the Teilnahme; done or open,
    with its day. Six statements."""
    gefunden = qualifizierungen(nutzer, laufende(nutzer, stichtag, massnahmen), stichtag)
    return {q.teilnahme.pk: q.pflichten for q in gefunden}
