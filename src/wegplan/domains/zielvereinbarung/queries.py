"""Reading the measured figures: always "for this user"."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.zielindikatoren.rules import Indikator

from .models import Messung, Messwert
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
