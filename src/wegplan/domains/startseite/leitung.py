"""The start of Bereichsleitung and Datenqualität: rates of the teams, deadlines of the lists (AM-15, AM-22).

Figures only: nobody is named, so the page leaves no trace."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wegplan.domains.absolventenmanagement.queries import Filter, Quote, quoten
from wegplan.domains.absolventenmanagement.rules import Regelwerk, regelwerk_laden
from wegplan.domains.auswertung.fristen import monatserster, monatsletzter, monatsname
from wegplan.domains.auswertung.quotenbild import Summe, nach, summe
from wegplan.domains.auswertung.stellen import OHNE, Stellen, stellen_fuer

from .seite import Seite, adresse, fristen_je_regelwerk


@dataclass(frozen=True)
class Zeile:
    """A team with its sum and the address of its cases, month by month."""

    name: str
    monate: list[tuple[Summe, str]]


@dataclass(frozen=True)
class Block:
    """The teams of the offices that work by one rule set; rates by different rules do not add up."""

    regel: Regelwerk
    stellen: str
    zeilen: list[Zeile]
    auswertung: str


def start_leitung(nutzer: Any, stichtag: date) -> Seite:
    """One statement for the names, and one for each rule set of the user's offices."""
    stellen = stellen_fuer(nutzer)
    monate = (monatserster(stichtag, -1), monatserster(stichtag))
    kontext = {
        "stichtag": stichtag,
        "monate": [monatsname(monat) for monat in monate],
        "bloecke": [_block(nutzer, stellen, kennung, monate) for kennung in stellen.regelwerke],
        "fristen": fristen_je_regelwerk(stellen.regelwerke, stichtag),
        "datenpaket": adresse("datenpaket:start"),
        "vorschau": adresse("auswertung:vorschau"),
        "fehlerliste": adresse("auswertung:fehlerliste"),
    }
    return Seite("startseite/leitung.html", kontext)


def _block(nutzer: Any, stellen: Stellen, kennung: str, monate: tuple[date, date]) -> Block:
    regel = regelwerk_laden(kennung)
    aemter = stellen.jobcenter(kennung)
    gefunden = quoten(
        kennung,
        monate[0],
        monatsletzter(monate[1]),
        ("monat", "team"),
        nutzer=nutzer,
        filter=Filter(jobcenter=aemter),
    )
    zusatz = {"regelwerk": kennung} if len(stellen.regelwerke) > 1 else {}
    teams: list[tuple[str | None, str]] = [(s.kennung, s.name) for s in stellen.alle["team"] if s.regelwerk == kennung]
    if any(not quote.gruppe["team"] for quote in gefunden):
        teams.append((None, "ohne Team"))
    zeilen = [
        Zeile(name, [_zelle(gefunden, regel, monat, team, stellen, zusatz) for monat in monate]) for team, name in teams
    ]
    alle = [_zelle(gefunden, regel, monat, ..., stellen, zusatz) for monat in monate]
    feste = {"gruppe": "team", "von": f"{monate[0]:%Y-%m}", "bis": f"{monate[1]:%Y-%m}"}
    return Block(
        regel,
        ", ".join(stellen.name("jobcenter", amt) for amt in aemter),
        [*zeilen, Zeile("Gesamt", alle)],
        adresse("auswertung:auswertung", **feste),
    )


def _zelle(
    gefunden: list[Quote], regel: Regelwerk, monat: date, team: Any, stellen: Stellen, zusatz: dict[str, str]
) -> tuple[Summe, str]:
    """The sum of a team in a month (... = of all teams) with the address of its cases."""
    schluessel = f"{monat:%Y-%m}"
    im_monat = [quote for quote in gefunden if quote.gruppe["monat"] == schluessel]
    feste: dict[str, Any] = {"von": schluessel, "bis": schluessel, "ergebnis": "gezaehlt", **zusatz}
    if team is ...:
        werte = summe(im_monat, regel.hat_iws)
    else:
        werte = nach(im_monat, "team", regel.hat_iws).get(team, summe((), regel.hat_iws))
        feste["team"] = stellen.pk("team", team) if team else OHNE
    return werte, adresse("auswertung:faelle", **feste) if werte.gezaehlt else ""
