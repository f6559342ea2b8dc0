"""Reading plans: a version with goals and steps, and what its checksum covers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from wegplan.domains.organisation.access import Aktion

from .arten import Ausgangsbereich
from .models import Berufswunsch, Einschaetzung, Einsicht, Foerderziel, Planfassung, Zielanmerkung, Zielschritt

RAHMEN = (
    "nummer",
    "pruefung_am",
    "unterschrieben_am",
    "name_teilnehmend",
    "name_fachkraft",
    "stufenfrage",
    "stufengrund",
    "pruefsumme_ausgangslage",
)
EINSCHAETZUNG = ("bereich", "selbst_stufe", "selbst_text", "fach_stufe", "fach_text")
WUNSCH = ("inhalte", "alternativen", "wochenstunden")
ZIEL = (
    "kennung",
    "horizont",
    "bereich",
    "wortlaut",
    "fachsprache",
    "methode",
    "verantwortlich",
    "verantwortlich_name",
    "bis",
    "zielstand",
    "ergebnis",
)
SCHRITT = ("kennung", "text", "verantwortlich", "verantwortlich_name", "bis", "erledigt_am")


def mit_zielen(fassungen: QuerySet[Any]) -> QuerySet[Any]:
    """With all that a page shows, in three statements: near goals first, then by day."""
    schritte = Zielschritt.objects.order_by("bis", "kennung")
    ziele = Foerderziel.objects.order_by("-horizont", "bis", "kennung").prefetch_related(Prefetch("schritte", schritte))
    return fassungen.select_related("person", "teilnahme__massnahme", "angelegt_von").prefetch_related(
        Prefetch("ziele", ziele)
    )


def inhalt(fassung: Planfassung) -> dict[str, Any]:
    """Everything that the signatures stand under, without numbers of the database."""
    ziele = sorted(fassung.ziele.all(), key=lambda z: z.kennung)
    return {
        "teilnahme": fassung.teilnahme.teilnahme_id,
        **{name: getattr(fassung, name) for name in RAHMEN},
        "ziele": [
            {name: getattr(z, name) for name in ZIEL}
            | {
                "schritte": [
                    {name: getattr(s, name) for name in SCHRITT}
                    for s in sorted(z.schritte.all(), key=lambda s: s.kennung)
                ]
            }
            for z in ziele
        ],
    }


@dataclass(frozen=True)
class Ausgangslage:
    """Assessments of one version in the order of the form, and the wishes."""

    einschaetzungen: tuple[Einschaetzung, ...]
    wunsch: Berufswunsch | None

    def inhalt(self) -> dict[str, Any]:
        """What the checksum of the starting point covers."""
        return {
            "einschaetzungen": [{name: getattr(e, name) for name in EINSCHAETZUNG} for e in self.einschaetzungen],
            "wunsch": {name: getattr(self.wunsch, name) for name in WUNSCH} if self.wunsch else None,
        }


def ausgangslagen(nutzer: Any, fassungen: list[int], stichtag: date) -> dict[int, Ausgangslage]:
    """Per version what `nutzer` may read of its starting point; versions without it are missing. Two statements."""
    if not nutzer.darf(Aktion.FOERDERPLAN_LESEN):
        return {}
    erlaubt = _offene_fassungen(nutzer, stichtag).filter(pk__in=fassungen).values("pk")
    return _je_fassung(
        Einschaetzung.objects.filter(fassung__in=erlaubt), Berufswunsch.objects.filter(fassung__in=erlaubt)
    )


def _offene_fassungen(nutzer: Any, stichtag: date) -> QuerySet[Planfassung]:
    """Versions that `nutzer` may read as a whole: who writes plans, and who has a look-in open (JPS-16)."""
    sichtbar: QuerySet[Planfassung] = Planfassung.objects.fuer(nutzer, Aktion.FOERDERPLAN_LESEN)
    if nutzer.darf(Aktion.FOERDERPLAN_SCHREIBEN):
        return sichtbar
    offen = Einsicht.objects.filter(nutzer=nutzer, von__lte=stichtag, bis__gte=stichtag)
    return sichtbar.filter(teilnahme__in=offen.values("teilnahme"))


def alle_ausgangslagen(fassungen: list[int]) -> dict[int, Ausgangslage]:
    """The same for who works as wegplan_dienst."""
    return _je_fassung(
        Einschaetzung.objects.filter(fassung__in=fassungen), Berufswunsch.objects.filter(fassung__in=fassungen)
    )


def _je_fassung(einschaetzungen: QuerySet[Einschaetzung], wuensche: QuerySet[Berufswunsch]) -> dict[int, Ausgangslage]:
    je_fassung: dict[int, list[Einschaetzung]] = {}
    for e in einschaetzungen:
        je_fassung.setdefault(e.fassung_id, []).append(e)
    wunsch = {w.fassung_id: w for w in wuensche}
    reihe = {wert: nr for nr, wert in enumerate(Ausgangsbereich.values)}
    return {
        pk: Ausgangslage(tuple(sorted(werte, key=lambda e: reihe[e.bereich])), wunsch.get(pk))
        for pk, werte in je_fassung.items()
    }


def einsichten(nutzer: Any, person_id: int) -> QuerySet[Einsicht]:
    """Who of the Regionalbüro looked into plans of the person, the newest first (JPS-16)."""
    erlaubt: QuerySet[Einsicht] = Einsicht.objects.fuer(nutzer, Aktion.FOERDERPLAN_LESEN).filter(person_id=person_id)
    return erlaubt.select_related("nutzer__organisation").order_by("-von", "-pk")


def anmerkungen(nutzer: Any, fassung_id: int) -> QuerySet[Zielanmerkung]:
    """What the Regionalbüro says to a version, the newest first; nothing for who neither writes plans nor remarks."""
    gefunden: QuerySet[Zielanmerkung] = Zielanmerkung.objects.filter(fassung_id=fassung_id)
    if not (nutzer.darf(Aktion.FOERDERPLAN_SCHREIBEN) or nutzer.darf(Aktion.FOERDERZIELE_ANMERKEN)):
        return gefunden.none()
    return gefunden.select_related("von__organisation")
