""" "Team heute": the figures of the team that call for action, and the load per advisor (AM-15, AM-20 to AM-23).

Figures only: nobody is named, so the page leaves no trace; the lists behind them do."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Count, F, Q, Value
from django.db.models.functions import Coalesce

from wegplan.domains.absolventenmanagement.queries import Fall, Filter, Vorschauzeile, faelle, quoten, vorschau
from wegplan.domains.absolventenmanagement.rules import regelwerk_laden
from wegplan.domains.akte.personenliste import gefiltert
from wegplan.domains.auswertung.fristen import monate, monatserster, monatsletzter, monatsname
from wegplan.domains.auswertung.nachholen import heilbar_bis
from wegplan.domains.auswertung.quotenbild import Anteil, nach, summe
from wegplan.domains.auswertung.stellen import FACHKRAFT, ZUSTAENDIG, Stellen, nutzername, stellen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.kit.ui import diagramme

from .seite import Seite, Zahl, adresse, fristen_je_regelwerk

VERLAUF = 6  # months
NUMMERN = ArrayField(BigIntegerField())


@dataclass(frozen=True)
class Last:
    """An advisor with the number of persons assigned on the day, and of open rows of the preventive list."""

    name: str
    personen: int
    offen: int
    url: str


@dataclass(frozen=True)
class Monat:
    """The rate of one month; `url` opens its cases."""

    name: str
    ies: Anteil
    iws: Anteil | None
    url: str


@dataclass(frozen=True)
class Verlauf:
    """The rates of the last months by one rule set, the latest first, with their picture."""

    regelwerk: str
    monate: list[Monat]
    bild: str
    hat_iws: bool


def team_heute(nutzer: Any, stichtag: date) -> Seite:
    """Four statements, and one for each rule set of the user's offices."""
    stellen = stellen_fuer(nutzer)
    offen = vorschau(None, stichtag, nutzer=nutzer)
    berichtsmonat = monatserster(stichtag, -1)
    fehler = faelle(
        None,
        berichtsmonat,
        monatsletzter(berichtsmonat),
        nutzer=nutzer,
        aktion=Aktion.VORSCHAU_SEHEN,
        nur="nicht_erfuellt",
    )
    lasten, ohne_fachkraft = _lasten(nutzer, stellen, offen, stichtag)
    kontext = {
        "stichtag": stichtag,
        "vorschauzahlen": _vorschauzahlen(offen),
        "fehlerzahlen": _fehlerzahlen(fehler, berichtsmonat, stichtag),
        "berichtsmonat": monatsname(berichtsmonat),
        "ohne_fachkraft": ohne_fachkraft,
        "ohne_fachkraft_url": adresse("verteilung:liste"),
        "fristen": fristen_je_regelwerk(stellen.regelwerke, stichtag),
        "lasten": lasten,
        "verlaeufe": [_verlauf(nutzer, stellen, kennung, stichtag) for kennung in stellen.regelwerke],
        "auswertung": adresse("auswertung:auswertung"),
    }
    return Seite("startseite/team_heute.html", kontext)


def _vorschauzahlen(offen: list[Vorschauzeile]) -> list[Zahl]:
    liste = "auswertung:vorschau"
    bald = sum(1 for a in offen if a.tage_bis_ende <= 14)
    ohne_zeichen = sum(1 for a in offen if not a.zeichen)
    return [
        Zahl(len(offen), "Teilnahmen in der Vorschau", adresse(liste)),
        Zahl(bald, "enden in 14 Tagen oder früher", adresse(liste, endet=14), zustand="achtung" if bald else ""),
        Zahl(ohne_zeichen, "noch nicht abgezeichnet", adresse(liste, offen="on")),
    ]


def _fehlerzahlen(fehler: list[Fall], monat: date, stichtag: date) -> list[Zahl]:
    liste, feste = "auswertung:fehlerliste", {"monat": f"{monat:%Y-%m}"}
    heilbar = sum(1 for f in fehler if heilbar_bis(f, stichtag))
    ohne_zeichen = sum(1 for f in fehler if not f.zeichen)
    zustand = "achtung" if heilbar else ""
    return [
        Zahl(len(fehler), "Austritte nicht erfüllt", adresse(liste, **feste)),
        Zahl(heilbar, "davon noch nachzuholen", adresse(liste, **feste, heilbar="on"), zustand=zustand),
        Zahl(ohne_zeichen, "noch nicht abgezeichnet", adresse(liste, **feste, offen="on")),
    ]


def _lasten(nutzer: Any, stellen: Stellen, offen: list[Vorschauzeile], stichtag: date) -> tuple[list[Last], int]:
    """Every advisor of the team and whoever else is responsible for its persons, most open rows first; and the number
    of persons without anybody, as the list of persons counts them. One statement."""
    gefunden = _zustaendigkeiten(nutzer, {a.person_id for a in offen}, stichtag)
    ohne_fachkraft = gefunden.pop(0, ("", 0, []))[1]
    eigene = {stelle.pk: stelle.name for stelle in stellen.alle["fachkraft"]}
    lasten = []
    for pk in {**eigene, **gefunden}:
        name, personen, dabei = gefunden.get(pk, (eigene.get(pk, ""), 0, []))
        zeilen = sum(1 for a in offen if a.person_id in dabei)
        # the filter of the list offers the team's own advisors, and only where there is a choice
        waehlbar = pk in eigene and len(eigene) > 1
        url = adresse("auswertung:vorschau", fachkraft=pk) if waehlbar and zeilen else ""
        lasten.append(Last(name, personen, zeilen, url))
    return sorted(lasten, key=lambda last: (-last.offen, -last.personen, last.name)), ohne_fachkraft


def _zustaendigkeiten(nutzer: Any, personen: Collection[int], stichtag: date) -> dict[int, tuple[str, int, list[int]]]:
    """By account: name, number of persons, and which of `personen` are among them; 0 = nobody is responsible."""
    leer = Value([], output_field=NUMMERN)
    je_nutzer = (
        Zustaendigkeit.objects.fuer(nutzer)
        .filter(
            Q(bis__isnull=True) | Q(bis__gte=stichtag),
            Q(rolle__in=FACHKRAFT) | Q(rolle=""),
            nutzer__isnull=False,
            grund__in=ZUSTAENDIG,
            von__lte=stichtag,
        )
        .order_by()
        .annotate(nr=F("nutzer_id"), wort=nutzername("nutzer__"))
        .values("nr", "wort")
        .annotate(
            anzahl=Count("person", distinct=True),
            dabei=Coalesce(ArrayAgg("person_id", filter=Q(person_id__in=personen), distinct=True), leer),
        )
        .values_list("nr", "wort", "anzahl", "dabei")
    )
    niemand = (
        gefiltert(Person.objects.fuer(nutzer), nutzer, {"ohne_fachkraft": True}, stichtag)
        .order_by()
        .annotate(nr=Value(0, output_field=BigIntegerField()), wort=Value(""), dabei=leer)
        .values("nr", "wort", "dabei")
        .annotate(anzahl=Count("pk"))
        .values_list("nr", "wort", "anzahl", "dabei")
    )
    return {nr: (wort, anzahl, dabei) for nr, wort, anzahl, dabei in je_nutzer.union(niemand, all=True)}


def _verlauf(nutzer: Any, stellen: Stellen, kennung: str, stichtag: date) -> Verlauf:
    regel = regelwerk_laden(kennung)
    von, bis = monatserster(stichtag, 1 - VERLAUF), monatsletzter(stichtag)
    gefunden = quoten(kennung, von, bis, ("monat",), nutzer=nutzer, filter=Filter(jobcenter=stellen.jobcenter(kennung)))
    je_monat = nach(gefunden, "monat", regel.hat_iws)
    zusatz = {"regelwerk": kennung} if len(stellen.regelwerke) > 1 else {}
    zeilen = []
    for monat in monate(von, bis):
        werte = je_monat.get(f"{monat:%Y-%m}", summe((), regel.hat_iws))
        feste = {"von": f"{monat:%Y-%m}", "bis": f"{monat:%Y-%m}", "ergebnis": "gezaehlt", **zusatz}
        url = adresse("auswertung:faelle", **feste) if werte.gezaehlt else ""
        zeilen.append(Monat(monatsname(monat), werte.ies, werte.iws, url))
    namen = [f"{monat:%Y-%m}" for monat in monate(von, bis)]
    return Verlauf(regel.name, zeilen[::-1], _bild(namen, zeilen, regel.hat_iws), regel.hat_iws)


def _bild(namen: list[str], zeilen: list[Monat], hat_iws: bool) -> str:
    """The trend as a picture; none without a single counted case."""
    if not any(zeile.ies.gezaehlt for zeile in zeilen):
        return ""
    enger = "im engeren Sinne" if hat_iws else "erfüllt"
    reihen = [diagramme.Reihe(enger, [(n, z.ies.quote) for n, z in zip(namen, zeilen, strict=True)])]
    if hat_iws:
        weiter = [(n, z.iws.quote if z.iws else None) for n, z in zip(namen, zeilen, strict=True)]
        reihen.append(diagramme.Reihe("im weiteren Sinne", weiter))
    beschreibung = f"Anteil der erfüllten Austritte je Monat, {zeilen[0].name} bis {zeilen[-1].name}."
    return diagramme.verlauf("Quote des Teams", beschreibung, reihen)
