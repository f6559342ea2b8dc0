"""One part of the page of rates: the figures of one rule set, by group and by month (AM-15, AM-16)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from wegplan.domains.absolventenmanagement.queries import Quote, quoten
from wegplan.domains.absolventenmanagement.rules import Regelwerk, regelwerk_laden
from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.domains.organisation.access import Aktion, Beziehung, beziehungen
from wegplan.kit.ui import diagramme
from wegplan.kit.ui.textfilter import prozent, zahl

from ..definition import Definition, definition
from ..forms import GRUPPENNAMEN
from ..fristen import monate, monatsletzter, monatsname
from ..quotenbild import Summe, nach, summe
from ..stellen import OHNE, Stellen
from .listen import stellenfilter

HOECHSTENS_BALKEN = 25
ERGEBNISSE = ("gezaehlt", "erfuellt", "erfuellt_iws", "nicht_erfuellt", "nicht_erfuellt_iws")


@dataclass(frozen=True)
class Tabellenzeile:
    """One group: its code (a month as 2025-03), its name, its sum, and the addresses of the cases behind each number
    ("" = none)."""

    code: str
    name: str
    summe: Summe
    faelle: dict[str, str]


@dataclass(frozen=True)
class Block:
    """The part of the page for one rule set."""

    regel: Regelwerk
    stellen: str
    gesamt: Tabellenzeile
    zeilen: list[Tabellenzeile]
    monate: list[Tabellenzeile]
    definition: Definition
    verlauf: SafeString
    balken: SafeString | None

    @property
    def hat_iws(self) -> bool:
        return self.gesamt.summe.iws is not None


@dataclass(frozen=True)
class Anfrage:
    """What the address asks for."""

    nutzer: Any
    stellen: Stellen
    gruppe: str
    von: date
    bis: date
    werte: dict[str, Any]

    def adresse(self, **zusatz: Any) -> str:
        """The cases of this period and filter, narrowed further."""
        if not self.nutzer.darf(Aktion.AUSWERTUNG_FAELLE):
            return ""
        feste = {"von": f"{self.von:%Y-%m}", "bis": f"{self.bis:%Y-%m}"}
        gewaehlt = {name: wert for name, wert in self.werte.items() if wert not in (None, "") and name in WEITERGEBEN}
        return f"{reverse('auswertung:faelle')}?{urlencode({**feste, **gewaehlt, **zusatz})}"


WEITERGEBEN = frozenset({"jobcenter", "team", "traeger", "foerderart", "massnahme"})


def jobcenter_fuer(anfrage: Anfrage, kennung: str) -> tuple[str, ...]:
    """The offices of a rule set that the filter leaves."""
    gewaehlt = anfrage.stellen.kennungen("jobcenter", anfrage.werte.get("jobcenter"))
    return tuple(jc for jc in anfrage.stellen.jobcenter(kennung) if not gewaehlt or jc in gewaehlt)


def block(anfrage: Anfrage, kennung: str) -> Block:
    regel_ = regelwerk_laden(kennung)
    jobcenter = jobcenter_fuer(anfrage, kennung)
    werte, stellen = anfrage.werte, anfrage.stellen
    gefunden = quoten(
        kennung,
        anfrage.von,
        monatsletzter(anfrage.bis),
        tuple(dict.fromkeys(("monat", anfrage.gruppe))),
        nutzer=anfrage.nutzer,
        filter=replace(stellenfilter(stellen, werte), jobcenter=jobcenter),
    )
    zusatz = {"regelwerk": kennung} if len(stellen.regelwerke) > 1 else {}
    je_monat = _monatszeilen(anfrage, gefunden, regel_, zusatz)
    zeilen = je_monat if anfrage.gruppe == "monat" else _gruppenzeilen(anfrage, gefunden, regel_, zusatz)
    namen = _sichtbares(anfrage, jobcenter)
    return Block(
        regel_,
        namen,
        _zeile("", "Gesamt", summe(gefunden, regel_.hat_iws), anfrage, zusatz),
        zeilen,
        je_monat,
        definition(regel_, anfrage.bis),
        verlauf(namen, je_monat),
        None if anfrage.gruppe == "monat" else _balken(namen, GRUPPENNAMEN[anfrage.gruppe], zeilen),
    )


def _sichtbares(anfrage: Anfrage, jobcenter: tuple[str, ...]) -> str:
    """Whose figures these are: a team lead sees the own teams of an office, not the office."""
    haus = ", ".join(anfrage.stellen.name("jobcenter", jc) for jc in jobcenter)
    if Beziehung.TEAM not in beziehungen(anfrage.nutzer.rolle):
        return haus
    return ", ".join([*(name for _, name in anfrage.stellen.wahlen("team")), haus])


def _zeile(code: str, name: str, summe_: Summe, anfrage: Anfrage, zusatz: dict[str, Any] | None) -> Tabellenzeile:
    """`zusatz` None: a group that the address cannot name, so without links."""
    faelle = {}
    if zusatz is not None:
        faelle = {ergebnis: anfrage.adresse(**zusatz, ergebnis=ergebnis) for ergebnis in ERGEBNISSE}
    return Tabellenzeile(code, name, summe_, faelle)


def _monatszeilen(
    anfrage: Anfrage, gefunden: list[Quote], regel_: Regelwerk, zusatz: dict[str, Any]
) -> list[Tabellenzeile]:
    je_monat = nach(gefunden, "monat", regel_.hat_iws)
    leer = summe((), regel_.hat_iws)
    schluessel = [(f"{m:%Y-%m}", monatsname(m)) for m in monate(anfrage.von, anfrage.bis)]
    return [_zeile(m, name, je_monat.get(m, leer), anfrage, {**zusatz, "von": m, "bis": m}) for m, name in schluessel]


def _gruppenzeilen(
    anfrage: Anfrage, gefunden: list[Quote], regel_: Regelwerk, zusatz: dict[str, Any]
) -> list[Tabellenzeile]:
    """The groups by name; those that could have cases but have none stay visible (AM-15)."""
    gruppe = anfrage.gruppe
    summen = nach(gefunden, gruppe, regel_.hat_iws)
    namen = _namen(anfrage, regel_, [code for code in summen if code])
    leer = summe((), regel_.hat_iws)
    zeilen = []
    for code in [*namen, *([None] if None in summen else [])]:
        name, schluessel = namen[code] if code else (f"ohne {GRUPPENNAMEN[gruppe]}", OHNE)
        einengen = None if schluessel is None else {**zusatz, gruppe: schluessel}
        zeilen.append(_zeile(code or "", name, summen.get(code, leer), anfrage, einengen))
    return zeilen


def _namen(anfrage: Anfrage, regel_: Regelwerk, codes: list[str]) -> dict[str, tuple[str, Any]]:
    """Name and value in addresses (None: none) of each code of the group, sorted by name."""
    gruppe, stellen = anfrage.gruppe, anfrage.stellen
    if gruppe == "massnahme":
        zeilen = Massnahme.objects.filter(massnahmenummer__in=codes).values_list("massnahmenummer", "titel", "pk")
        namen = {nummer: (f"{nummer} {titel}".strip(), pk) for nummer, titel, pk in zeilen}
    elif gruppe == "foerderart":
        gezaehlt = [code for teil in regel_.foerdergruppen.am(anfrage.bis).values() for code in teil]
        namen = {code: (f"{code}: {Foerderart(code).label}", code) for code in dict.fromkeys([*gezaehlt, *codes])}
    else:
        moeglich = [s.kennung for s in stellen.alle[gruppe] if s.regelwerk == regel_.kennung]
        gewaehlt = stellen.kennungen(gruppe, anfrage.werte.get(gruppe))
        moeglich = [code for code in moeglich if not gewaehlt or code in gewaehlt]
        namen = {code: (stellen.name(gruppe, code), stellen.pk(gruppe, code)) for code in {*moeglich, *codes}}
    return dict(sorted(namen.items(), key=lambda paar: paar[1][0]))


def verlauf(namen: str, zeilen: list[Tabellenzeile]) -> SafeString:
    """The trend over the months (AM-16) as a picture; its words name the last month that has cases."""
    reihen = [diagramme.Reihe("erfüllt", [(z.code, z.summe.ies.quote) for z in zeilen])]
    if zeilen[0].summe.iws is not None:
        iws = [(z.code, z.summe.iws.quote if z.summe.iws else None) for z in zeilen]
        reihen = [
            diagramme.Reihe("im engeren Sinne", reihen[0].punkte),
            diagramme.Reihe("im weiteren Sinne", iws),
        ]
    letzter = next((z for z in reversed(zeilen) if z.summe.gezaehlt), None)
    worte = (
        f"Zuletzt im {letzter.name}: {prozent(letzter.summe.ies.quote)} von {zahl(letzter.summe.gezaehlt)} gezählten."
        if letzter
        else "In diesem Zeitraum gibt es keine Fälle."
    )
    return diagramme.verlauf(f"Quote nach Monaten, {namen}", worte, reihen)


def _balken(namen: str, gruppe: str, zeilen: list[Tabellenzeile]) -> SafeString:
    """Bars of the largest groups, in the order of the table."""
    groesste = sorted(zeilen, key=lambda z: -z.summe.gezaehlt)[:HOECHSTENS_BALKEN]
    gezeigt = [z for z in zeilen if z in groesste]
    worte = f"{len(gezeigt)} von {len(zeilen)} Gruppen; alle Werte stehen in der Tabelle darunter."
    return diagramme.balken(
        f"Quote nach {gruppe}, {namen}", worte, [(z.name, z.summe.ies.quote, z.summe.gezaehlt) for z in gezeigt]
    )
