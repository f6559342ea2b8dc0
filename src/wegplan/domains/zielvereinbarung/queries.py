"""Reading the measured figures: always "for this user"."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.zielindikatoren.live import Datenbank
from wegplan.domains.zielindikatoren.rules import Indikator, regelwerk_laden

from .arten import Gegenstand
from .models import Gegenmassnahme, Messung, Messwert
from .zahlen import Zahl, klein, leer, summe, verdeckte

STICHTAGE = 13  # a year of month ends, and today


@dataclass(frozen=True)
class Messstand:
    """Figures of one measurement, by indicator and project, as far as the user may see the projects."""

    messung: Messung
    projekte: dict[int, Massnahme]
    werte: dict[str, dict[int, Zahl]]
    sieht_personen: bool

    def gesamt(self, indikator: Indikator, projekte: Iterable[int]) -> Zahl:
        """The figure of several projects together."""
        je_projekt = self.werte.get(indikator.name, {})
        teile = [je_projekt[pk] for pk in projekte if pk in je_projekt]
        if not teile:
            return leer(indikator)
        zahl = teile[0] if len(teile) == 1 else summe(teile)
        if self.sieht_personen or len(teile) == 1:
            return zahl
        verdeckt = sum(teil.verdeckt for teil in teile)
        return replace(zahl, verdeckt=verdeckt == 1 or klein(zahl))


def messungen() -> list[Messung]:
    """The newest measurement of each reference day, the latest day first."""
    neueste = Messung.objects.order_by("-stichtag", "-pk").distinct("stichtag")
    return list(neueste[:STICHTAGE])


def erste_messung(messung: Messung) -> Messung | None:
    """What was counted first for the same day; None where that is this one (PX-05)."""
    return Messung.objects.filter(stichtag=messung.stichtag, pk__lt=messung.pk).order_by("pk").first()


def messstaende(nutzer: Any, messungen: Iterable[Messung], indikator: str = "") -> dict[int, Messstand]:
    """The figures of measurements, by their number, of all indicators or of one. One statement."""
    auswahl = list(messungen)
    werte = Messwert.objects.filter(messung__in=auswahl, massnahme__in=massnahmen_fuer(nutzer))
    if indikator:
        werte = werte.filter(indikator=indikator)
    gelesen: dict[int, list[Messwert]] = {m.pk: [] for m in auswahl}
    for wert in werte.select_related("massnahme__traeger", "massnahme__regionalbuero").order_by("massnahme__titel"):
        gelesen[wert.messung_id].append(wert)
    sieht = nutzer.darf(Aktion.PERSON_LESEN)
    return {m.pk: _messstand(m, gelesen[m.pk], sieht) for m in auswahl}


def _messstand(messung: Messung, werte: list[Messwert], sieht_personen: bool) -> Messstand:
    projekte = {w.massnahme_id: w.massnahme for w in werte}
    zahlen: dict[str, dict[int, Zahl]] = {}
    for w in werte:
        zahlen.setdefault(w.indikator, {})[w.massnahme_id] = Zahl(w.zaehler, w.nenner, w.erhoben, w.gruende)
    if not sieht_personen:
        zahlen = {name: _verdecken(je_projekt, projekte) for name, je_projekt in zahlen.items()}
    return Messstand(messung, projekte, zahlen, sieht_personen)


def _verdecken(je_projekt: dict[int, Zahl], projekte: dict[int, Massnahme]) -> dict[int, Zahl]:
    """Small figures hidden, so that no total of the page's groups gives them away (AW-06)."""
    gruppen: dict[tuple[Any, ...], set[int]] = {}
    for pk in je_projekt:
        m = projekte[pk]
        for schluessel in ((), ("t", m.traeger_id), ("r", m.regionalbuero_id), (m.traeger_id, m.regionalbuero_id)):
            gruppen.setdefault(schluessel, set()).add(pk)
    verdeckt = verdeckte(je_projekt, [frozenset(gruppe) for gruppe in gruppen.values()])
    return {pk: replace(zahl, verdeckt=pk in verdeckt) for pk, zahl in je_projekt.items()}


def juengste(messungen: list[Messung], stichtag: date | None) -> Messung | None:
    """The measurement of a reference day, else the newest one; None where nothing was measured yet."""
    return next((m for m in messungen if m.stichtag == stichtag), messungen[0] if messungen else None)


def letzter_wert(massnahme: Massnahme, indikator: Indikator) -> Messwert | None:
    """The newest count of an indicator in a project."""
    werte = Messwert.objects.filter(massnahme=massnahme, indikator=indikator.name).select_related("messung")
    return werte.order_by("-messung__stichtag", "-messung").first()


def gegenmassnahmen_fuer(nutzer: Any) -> QuerySet[Gegenmassnahme]:
    """Counter-measures of the user's own projects."""
    if not nutzer.nur_eigene_massnahmen:
        return Gegenmassnahme.objects.none()
    eigene = Gegenmassnahme.objects.filter(massnahme__in=massnahmen_fuer(nutzer))
    return eigene.select_related("massnahme", "verantwortlich", "vereinbart_von")


def faellige_gegenmassnahmen(nutzer: Any, stichtag: date) -> list[Gegenmassnahme]:
    """Those that the user is responsible for and has to look at by now, the oldest first."""
    if not nutzer.darf(Aktion.GEGENMASSNAHME_VEREINBAREN):
        return []
    offen = gegenmassnahmen_fuer(nutzer).filter(verantwortlich=nutzer, stand=Gegenstand.VEREINBART)
    return list(offen.filter(faellig_am__lte=stichtag).order_by("faellig_am", "pk"))


@dataclass(frozen=True)
class Fallzeile:
    """A Teilnahme behind a figure. `gruppe`: zaehler, nicht, or ohne_antwort."""

    teilnahme: Teilnahme
    gruppe: str

    @property
    def pk(self) -> int:
        return self.teilnahme.pk

    @property
    def person_id(self) -> int:
        return self.teilnahme.person_id


def faelle_hinter_zahl(nutzer: Any, massnahme: Massnahme, indikator: Indikator, stichtag: date) -> list[Fallzeile]:
    """The cases in the denominator whose persons the user may see today, judged by the same expression (AW-01)."""
    from wegplan.domains.zielindikatoren.ausdruck import faelle_hinter  # Ibis: only this page pays for it

    erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.VERBLEIB_LESEN).filter(massnahme=massnahme)
    sichtbar = {t.teilnahme_id: t for t in erlaubt.select_related("person").order_by("person__sortierung", "pk")}
    if not sichtbar:
        return []
    ausdruck = faelle_hinter(regelwerk_laden(), stichtag, indikator)
    urteile = {z["teilnahme_id"]: z for z in Datenbank(massnahme.pk).zaehlen(ausdruck)}
    return [Fallzeile(t, _gruppe(urteile[kennung])) for kennung, t in sichtbar.items() if kennung in urteile]


def _gruppe(urteil: dict[str, bool]) -> str:
    if urteil["zaehler"]:
        return "zaehler"
    return "nicht" if urteil["erhoben"] else "ohne_antwort"
