"""Reading talks, agreements, and who still owes which required talk; for the user, in a fixed number of statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Prefetch, Q, QuerySet

from wegplan.domains.anwesenheit.models import Ausnahmeart, Ausnahmezeit
from wegplan.domains.anwesenheit.rules import Zeit
from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import laeuft

from .arten import MIT_TEILNEHMENDEN, Gespraechsausgang
from .models import Absprache, Gespraech
from .rules import Pflicht, Verlauf, pflicht_projekt, pflichten


@dataclass(frozen=True)
class Faellig:
    """A required talk that is due or overdue: of a Teilnahme, or (None) of the measure."""

    massnahme: Massnahme
    teilnahme: Teilnahme | None
    pflicht: Pflicht


def mit_allem(gespraeche: QuerySet[Any]) -> QuerySet[Any]:
    """With all that a page shows, in two statements, the latest first."""
    absprachen = Absprache.objects.select_related("stelle", "erledigt_von").order_by("bis", "pk")
    namen = ("person", "teilnahme__massnahme", "massnahme", "erfasst_von", "stelle")
    return (
        gespraeche.select_related(*namen)
        .prefetch_related(Prefetch("absprachen", absprachen))
        .order_by("-tag", "-erfasst_am")
    )


def absprachen_der_stelle(nutzer: Any) -> QuerySet[Any]:
    """Agreements that the user may tick or postpone: those that lie with the own office, and those of its talks."""
    eigene = Q(stelle=nutzer.organisation_id) | Q(gespraech__stelle=nutzer.organisation_id)
    return Absprache.objects.fuer(nutzer, Aktion.GESPRAECH_ERFASSEN).filter(eigene)


def ruhezeiten(teilnahmen: Iterable[int]) -> dict[int, list[Zeit]]:
    """The interruptions by Teilnahme (JPS-64)."""
    alle: dict[int, list[Zeit]] = {}
    zeiten = Ausnahmezeit.objects.filter(teilnahme__in=list(teilnahmen), art=Ausnahmeart.UNTERBRECHUNG)
    for teilnahme, von, bis in zeiten.order_by("von").values_list("teilnahme", "von", "bis"):
        alle.setdefault(teilnahme, []).append(Zeit(von, bis))
    return alle


def pflichten_von(teilnahmen: Iterable[Teilnahme], stichtag: date) -> dict[int, list[Pflicht]]:
    """The required talks by Teilnahme; two statements. `massnahme` must have been fetched with them."""
    alle = list(teilnahmen)
    gefuehrt = _gefuehrt("teilnahme", [t.pk for t in alle])
    ruht = ruhezeiten(t.pk for t in alle)
    return {
        t.pk: pflichten(
            Verlauf(t.eintritt, t.geplantes_ende, t.austritt, _stufe(t), ruht.get(t.pk, ())),
            gefuehrt.get(t.pk, ()),
            stichtag,
        )
        for t in alle
    }


def pflichten_der_projekte(massnahmen: Iterable[Massnahme], stichtag: date) -> dict[int, Pflicht]:
    """The talks between Regionalbüro and provider by measure; one statement."""
    alle = list(massnahmen)
    gefuehrt = _gefuehrt("massnahme", [m.pk for m in alle])
    return {m.pk: pflicht_projekt(Verlauf(m.beginn, m.ende, None), gefuehrt.get(m.pk, ()), stichtag) for m in alle}


def _stufe(teilnahme: Teilnahme) -> str:
    return teilnahme.programmstufe or teilnahme.massnahme.programmstufe


def _gefuehrt(feld: str, nummern: list[int]) -> Mapping[int, list[tuple[str, date]]]:
    """Kind and day of the talks that took place; the callers fetched Teilnahmen and measures for the user."""
    gefunden = Gespraech.objects.filter(**{f"{feld}__in": nummern}, ausgang=Gespraechsausgang.GEFUEHRT)
    je: dict[int, list[tuple[str, date]]] = {}
    for nummer, art, tag in gefunden.values_list(feld, "art", "tag"):
        je.setdefault(nummer, []).append((art, tag))
    return je


def laufende_im_programm(nutzer: Any, stichtag: date, aktion: str) -> QuerySet[Any]:
    """Running Teilnahmen of the programme with which the user may do `aktion`, with person and measure."""
    laufende = Teilnahme.objects.fuer(nutzer, aktion).filter(laeuft(stichtag), massnahme__foerderart=Foerderart.ESF)
    return laufende.select_related("person", "massnahme")


def faellige(nutzer: Any, stichtag: date, bis: date) -> list[Faellig]:
    """All required talks that are due up to `bis`, of Teilnahmen and of measures; five statements."""
    teilnahmen = list(laufende_im_programm(nutzer, stichtag, Aktion.GESPRAECH_LESEN))
    je_teilnahme = pflichten_von(teilnahmen, stichtag)
    projekte = list(
        massnahmen_fuer(nutzer)
        .filter(Q(ende__isnull=True) | Q(ende__gte=stichtag), foerderart=Foerderart.ESF, beginn__lte=stichtag)
        .filter(traeger__isnull=False, regionalbuero__isnull=False)
    )
    je_projekt = pflichten_der_projekte(projekte, stichtag)
    zeilen = [Faellig(t.massnahme, t, p) for t in teilnahmen for p in je_teilnahme[t.pk]]
    zeilen += [Faellig(m, None, je_projekt[m.pk]) for m in projekte]
    return [z for z in zeilen if z.pflicht.faellig is not None and z.pflicht.faellig <= bis]


def offene_absprachen(nutzer: Any) -> QuerySet[Any]:
    """Open agreements of all talks that the user reads."""
    return (
        Absprache.objects.fuer(nutzer)
        .filter(erledigt_am=None)
        .select_related("gespraech__person", "gespraech__teilnahme__massnahme", "gespraech__massnahme", "stelle")
    )


def faellige_absprachen(nutzer: Any, stichtag: date) -> QuerySet[Any]:
    """Open agreements that lie with the own office and are due up to `stichtag`."""
    return Absprache.objects.fuer(nutzer).filter(erledigt_am=None, bis__lte=stichtag, stelle=nutzer.organisation_id)


def letzte_gespraeche(teilnahmen: Iterable[int]) -> dict[int, date]:
    """The last talk with the participant, of provider or Regionalbüro, that took place, by Teilnahme."""
    gefuehrt = Gespraech.objects.filter(
        teilnahme__in=list(teilnahmen), art__in=MIT_TEILNEHMENDEN, ausgang=Gespraechsausgang.GEFUEHRT
    )
    return dict(gefuehrt.order_by().values_list("teilnahme").annotate(letztes=Max("tag")))
