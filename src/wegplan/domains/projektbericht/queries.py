"""Reading reports and what they rest on: always "for this user", in a fixed number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from wegplan.domains.bericht.rules import davor, faellig, quartal_von, quartalsende
from wegplan.domains.massnahme.fristen import Fristverlauf, fristen_am, fristverlaeufe
from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.zielvereinbarung.rules import EZU
from wegplan.domains.zielvereinbarung.rules import fristen as vorgaben

from .arten import Stand
from .models import TEXTE, Projektbericht
from .nachweise import NACHWEISE
from .rules import Zeitraum, abgabe_ezu, zeitraeume

RUECKBLICK = 4  # quarters whose missing report stands on the list
LANGE_FELDER = ("inhalt", *TEXTE)


def staende_fuer(nutzer: Any) -> QuerySet[Projektbericht]:
    """Versions whose state the user may know: the provider all of its projects, others what was released."""
    if not nutzer.darf(Aktion.PROJEKTBERICHT_LESEN):
        return Projektbericht.objects.none()
    alle = Projektbericht.objects.filter(massnahme__in=massnahmen_fuer(nutzer))
    if not nutzer.darf(Aktion.PROJEKTBERICHT_SCHREIBEN):
        alle = alle.exclude(stand=Stand.ENTWURF)
    return alle.select_related("massnahme__traeger", "massnahme__regionalbuero")


def berichte_fuer(nutzer: Any) -> QuerySet[Projektbericht]:
    """Versions that the user may read: the Regiestelle only what is accepted."""
    alle = staende_fuer(nutzer)
    return alle if nutzer.nur_eigene_massnahmen else alle.filter(stand=Stand.ANGENOMMEN)


def nachweise_fuer(nutzer: Any, art: str) -> QuerySet[Any]:
    """Records of one kind of the user's own projects."""
    alle = NACHWEISE[art]._default_manager
    if not (nutzer.darf(Aktion.PROJEKTBERICHT_LESEN) and nutzer.nur_eigene_massnahmen):
        return alle.none()
    return alle.filter(massnahme__in=massnahmen_fuer(nutzer)).select_related("massnahme")


def projekte_fuer(nutzer: Any) -> QuerySet[Massnahme]:
    """The projects of the programme that the user sees."""
    return massnahmen_fuer(nutzer).filter(foerderart=Foerderart.ESF).select_related("traeger", "regionalbuero")


def zeitraum(massnahme: Massnahme, quartal: date, tag: date) -> Zeitraum | None:
    """The period of the report of a project on a quarter, None where it owes none."""
    return zeitraeume(massnahme.programmstufe, massnahme.beginn, massnahme.ende, tag).get(quartal)


@dataclass(frozen=True)
class Berichtszeile:
    """A project and a period with its newest version, None where nothing is begun; `faellig`: last day in time, and
    later by the days that earlier versions lay with the Regionalbüro."""

    massnahme: Massnahme
    quartal: date
    zeitraum: Zeitraum
    bericht: Projektbericht | None
    faellig: date

    @property
    def liegt_bei(self) -> str:
        """bdl, rb, or "" where all is done."""
        return liegt_bei(self.bericht.stand if self.bericht else "")

    def vorbei(self, tag: date) -> bool:
        """Whether the period is over, so that a report is due."""
        return self.zeitraum[1] < tag

    @property
    def pk(self) -> tuple[int, date]:
        return self.massnahme.pk, self.quartal


def liegt_bei(stand: str) -> str:
    """With whom a report in this state lies: bdl, rb, or "" when it is accepted."""
    return {Stand.FREIGEGEBEN: "rb", Stand.ANGENOMMEN: ""}.get(Stand(stand), "bdl") if stand else "bdl"


def berichtszeilen(nutzer: Any, tag: date) -> list[Berichtszeile]:
    """The reports of the last quarters that are over, begun or not, and every older one there is. Three statements."""
    je_zeitraum: dict[tuple[int, date], list[Projektbericht]] = {}
    for b in staende_fuer(nutzer).defer(*LANGE_FELDER).order_by("fassung"):
        je_zeitraum.setdefault((b.massnahme_id, b.quartal), []).append(b)
    projekte = list(projekte_fuer(nutzer).order_by("titel", "pk"))
    vereinbart = fristverlaeufe([m.pk for m in projekte])
    zeilen = []
    for m in projekte:
        alle = zeitraeume(m.programmstufe, m.beginn, m.ende, tag)
        seit = sorted({q for q, (_, bis) in alle.items() if bis < tag}, reverse=True)[:RUECKBLICK]
        for quartal, spanne in alle.items():
            versionen = je_zeitraum.get((m.pk, quartal), [])
            if versionen or quartal in seit:
                letzter = versionen[-1] if versionen else None
                zeilen.append(
                    Berichtszeile(m, quartal, spanne, letzter, _faellig(m, spanne, vereinbart.get(m.pk, ()), versionen))
                )
    return zeilen


def _faellig(m: Massnahme, spanne: Zeitraum, vereinbart: Fristverlauf, versionen: Iterable[Projektbericht]) -> date:
    bis = monatsende(spanne[1])
    lag = [(b.freigegeben_am, b.entschieden_am) for b in versionen if b.freigegeben_am and b.entschieden_am]
    return faellig(bis, _tag(m, bis, vereinbart), lag)


def monatsende(tag: date) -> date:
    """The last day of the month of a day: what is due on the x-th of the next month is due x days after it."""
    return (tag.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _tag(m: Massnahme, bis: date, vereinbart: Fristverlauf) -> int:
    """Days after the end of the period until a report is due: those agreed on at that end, else the default."""
    if m.programmstufe == EZU:
        return abgabe_ezu(bis)
    vorgabe = next(f.vorgabe for f in vorgaben("stufen", bis) if f.schluessel == "projektbericht")
    return fristen_am(vereinbart, bis).get("projektbericht", vorgabe)


@dataclass(frozen=True)
class Freigabe:
    """What the Checkliste asks of a report: when its first version was released, when the newest one, and with whom it
    lies now ("bdl", "rb", "" when accepted). `zurueck_am`: the day on which the newest return happened."""

    massnahme_id: int
    quartal: date
    von: date
    bis: date
    zuerst_freigegeben_am: date
    freigegeben_am: date
    zurueck_am: date | None
    angenommen_am: date | None
    liegt_bei: str


def freigaben(massnahmen: Iterable[int]) -> list[Freigabe]:
    """One row per project and period with a released version, as far as the connection sees it. One statement."""
    je_zeitraum: dict[tuple[int, date], list[Projektbericht]] = {}
    alle = Projektbericht.objects.filter(massnahme__in=list(massnahmen)).defer(*LANGE_FELDER)
    for b in alle.order_by("massnahme", "quartal", "fassung"):
        je_zeitraum.setdefault((b.massnahme_id, b.quartal), []).append(b)
    return [
        _freigabe(frei, versionen[-1])
        for versionen in je_zeitraum.values()
        if (frei := [b for b in versionen if b.freigegeben_am])
    ]


def _freigabe(frei: list[Projektbericht], neuester: Projektbericht) -> Freigabe:
    erster, letzter = frei[0].freigegeben_am, frei[-1].freigegeben_am
    if erster is None or letzter is None:
        raise ValueError("only released versions")
    zurueck = [b.entschieden_am for b in frei if b.stand == Stand.ZURUECKGEGEBEN]
    return Freigabe(
        neuester.massnahme_id,
        neuester.quartal,
        neuester.von,
        neuester.bis,
        erster,
        letzter,
        zurueck[-1] if zurueck else None,
        neuester.entschieden_am if neuester.stand == Stand.ANGENOMMEN else None,
        liegt_bei(neuester.stand),
    )


def wartende(nutzer: Any, tag: date) -> tuple[int, dict[str, str]]:
    """How many reports wait for the user, and the filter of the list that shows them: for the Regionalbüro those to
    decide on, for the provider those of the last quarter that are not released. One statement."""
    if nutzer.darf(Aktion.PROJEKTBERICHT_ANNEHMEN):
        return staende_fuer(nutzer).filter(stand=Stand.FREIGEGEBEN).count(), {"bei": "rb"}
    quartal = davor(quartal_von(tag))
    erledigt = Projektbericht.objects.filter(
        massnahme=OuterRef("pk"), quartal=quartal, stand__in=(Stand.FREIGEGEBEN, Stand.ANGENOMMEN)
    )
    ezu, laeuft = Q(programmstufe=EZU), Q(ende__isnull=True) | Q(ende__gte=quartal)
    schuldig = projekte_fuer(nutzer).filter(
        ~ezu & laeuft | ezu & Q(ende__range=(quartal, quartalsende(quartal))), beginn__lte=quartalsende(quartal)
    )
    return schuldig.filter(~Exists(erledigt)).count(), {"bei": "bdl", "quartal": quartal.isoformat()}
