"""Reading what warns: the signs of Teilnahmen as far as the user may know what they are made of; six statements."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from wegplan.domains.anwesenheit.live import fehlzeiten_von
from wegplan.domains.anwesenheit.models import Anwesenheit, Status
from wegplan.domains.foerderplan.arten import Planstand
from wegplan.domains.foerderplan.models import Planfassung
from wegplan.domains.gespraech.queries import letzte_gespraeche, ruhezeiten
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme

from .rules import Lage, Warnzeichen, warnzeichen

# What the reports say, by Teilnahme, as far as the user reads them: (quarter, goal at risk), the newest first. The area
# of the reports stands above this one and enters itself here when the project starts.
Berichtsquelle = Callable[[Any, list[int]], dict[int, list[tuple[date, bool]]]]
berichtsquellen: list[Berichtsquelle] = []

RUECKBLICK = timedelta(days=366)  # unexcused days further back are in no rule


def zeichen_von(nutzer: Any, teilnahmen: Sequence[Teilnahme], stichtag: date) -> dict[int, list[Warnzeichen]]:
    """The signs by Teilnahme; the caller has fetched them for the user. Sees no talks, gets no sign about them."""
    nummern = [t.pk for t in teilnahmen]
    if not nummern:
        return {}
    fehlend = _unentschuldigt(nummern, stichtag)
    anfang = min(t.eintritt for t in teilnahmen)
    zahlen = {z[0]: (z[2], z[3]) for z in fehlzeiten_von(nummern, anfang, stichtag) if z[1] == "gesamt"}
    liest = nutzer.darf(Aktion.GESPRAECH_LESEN)
    gespraeche = letzte_gespraeche(nummern) if liest else {}
    plaene = _plaene(nummern)
    ruht = ruhezeiten(nummern)
    berichte: dict[int, list[tuple[date, bool]]] = {}
    for quelle in berichtsquellen:
        berichte |= quelle(nutzer, nummern)
    alle = {}
    for t in teilnahmen:
        soll, fehltage = zahlen.get(t.pk, (0, 0))
        lage = Lage(
            t.eintritt,
            fehlend.get(t.pk, ()),
            soll,
            fehltage,
            gespraeche.get(t.pk),
            plaene.get(t.pk),
            ruht.get(t.pk, ()),
            liest,
            berichte.get(t.pk, ()),
        )
        alle[t.pk] = warnzeichen(lage, stichtag)
    return alle


def _unentschuldigt(nummern: list[int], stichtag: date) -> dict[int, list[date]]:
    tage: dict[int, list[date]] = {}
    gefehlt = Anwesenheit.objects.filter(
        teilnahme__in=nummern, status=Status.UNENTSCHULDIGT, datum__range=(stichtag - RUECKBLICK, stichtag)
    )
    for teilnahme, tag in gefehlt.values_list("teilnahme", "datum"):
        tage.setdefault(teilnahme, []).append(tag)
    return tage


def _plaene(nummern: list[int]) -> dict[int, date]:
    """The agreed review of the newest signed version, by Teilnahme."""
    unterschrieben = Planfassung.objects.filter(teilnahme__in=nummern, stand=Planstand.UNTERSCHRIEBEN)
    neueste = unterschrieben.order_by("teilnahme", "-nummer").distinct("teilnahme")
    return dict(neueste.values_list("teilnahme", "pruefung_am"))
