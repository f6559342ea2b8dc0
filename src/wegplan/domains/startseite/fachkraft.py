"""The start of an advisor: the head of the desk (VF-08), then what is still missing while it can be mended (AM-20,
AM-21)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from wegplan.domains.absolventenmanagement import worte
from wegplan.domains.absolventenmanagement.queries import Fall, Listenzeile, Vorschauzeile, faelle, vorschau
from wegplan.domains.auswertung.fristen import monatserster, monatsletzter, monatsname
from wegplan.domains.auswertung.nachholen import heilbar_bis, nachholen
from wegplan.domains.auswertung.zellen import person_url
from wegplan.domains.checkliste.interventionen import faellige_schritte, faellige_url
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.tisch.queries import vertretungen

from .fragen import fragen
from .seite import Seite, Zahl, adresse
from .tischkopf import tischkopf
from .zaehlen import gezaehlt

ZEILEN = 15  # of each table; the lists behind hold the rest

EINTRAGEN = {
    "vereinbarung": ("Vereinbarung", "akte:vereinbarung_neu"),
    "vermittlung": ("Vermittlung", "akte:vermittlung_neu"),
    "strategie": ("Strategie", "akte:strategie_neu"),
}


@dataclass(frozen=True)
class Zeile:
    """A row: the answer `a`, badges (word, state) as `zustaende`, and `schritte` (name, address) to enter what is
    missing."""

    a: Any
    name: str
    url: str
    zustaende: tuple[tuple[str, str], ...]
    schritte: list[tuple[str, str]]
    gruende: tuple[str, ...] = ()
    moeglich: tuple[str, str] = ("", "")


def start_fachkraft(nutzer: Any, stichtag: date) -> Seite:
    """Six statements: the desk and whom one stands in for, the preventive list, the exits of last and this month that
    fall short, the steps of interventions, and the questions that wait."""
    kopf = tischkopf(nutzer, stichtag)
    offen = sorted(vorschau(None, stichtag, nutzer=nutzer), key=lambda a: (a.tage_bis_ende, a.sortierung, a.pk))
    monate = (monatserster(stichtag, -1), monatserster(stichtag))
    austritte = faelle(
        None,
        monate[0],
        monatsletzter(stichtag),
        nutzer=nutzer,
        aktion=Aktion.VORSCHAU_SEHEN,
        nur="nicht_erfuellt",
    )
    austritte.sort(
        key=lambda f: (heilbar_bis(f, stichtag) or date.max, -(f.austritt or date.min).toordinal(), f.sortierung, f.pk)
    )
    gezeigt = (offen[:ZEILEN], austritte[:ZEILEN])
    erfassen = nutzer.darf(Aktion.VERMITTLUNG_ERFASSEN)
    kontext = {
        "stichtag": stichtag,
        "tisch": kopf,
        "vertretungen": list(vertretungen(nutzer)),
        "zahlen": [
            *_vorschauzahlen(offen),
            *(_monatszahl(austritte, monat, stichtag) for monat in monate),
            *_interventionen(nutzer, stichtag),
            *gezaehlt([fragen(nutzer)]),
        ],
        "offen": [_offene(a, erfassen) for a in gezeigt[0]],
        "austritte": [_austritt(f, stichtag, erfassen) for f in gezeigt[1]],
        "alle_offenen": len(offen),
        "alle_austritte": len(austritte),
        "vorschau": adresse("auswertung:vorschau"),
        "fehlerlisten": [
            (monatsname(monat), adresse("auswertung:fehlerliste", monat=f"{monat:%Y-%m}")) for monat in monate
        ],
    }
    return Seite("startseite/fachkraft.html", kontext, _personen(kopf.personen, *gezeigt))


def _personen(auf_tisch: list[int], *listen: Iterable[Listenzeile]) -> list[int]:
    return list(dict.fromkeys([*auf_tisch, *(zeile.person_id for liste in listen for zeile in liste)]))


def _vorschauzahlen(offen: list[Vorschauzeile]) -> list[Zahl]:
    bald = sum(1 for a in offen if a.tage_bis_ende <= 14)
    ohne = sum(1 for a in offen if not a.strategie_seit)
    liste = "auswertung:vorschau"
    return [
        Zahl(len(offen), "in der Vorschau", adresse(liste), _ohne_strategie(ohne)),
        Zahl(bald, "davon enden in 14 Tagen", adresse(liste, endet=14), zustand="achtung" if bald else ""),
    ]


def _interventionen(nutzer: Any, stichtag: date) -> list[Zahl]:
    """Steps of interventions that Agentur or Jobcenter owe; nothing where none is due (JPS-60)."""
    faellig = faellige_schritte(nutzer, stichtag)
    return [Zahl(faellig, "Schritte aus Interventionen, bis heute fällig", faellige_url(nutzer))] if faellig else []


def _ohne_strategie(anzahl: int) -> str:
    return f"{anzahl} ohne begonnene Strategie" if anzahl else ""


def _monatszahl(austritte: list[Fall], monat: date, stichtag: date) -> Zahl:
    im_monat = [f for f in austritte if f.austritt and monatserster(f.austritt) == monat]
    heilbar = sum(1 for f in im_monat if heilbar_bis(f, stichtag))
    return Zahl(
        len(im_monat),
        f"nicht erfüllt, Austritt im {monatsname(monat)}",
        adresse("auswertung:fehlerliste", monat=f"{monat:%Y-%m}"),
        f"{heilbar} noch nachzuholen" if heilbar else "",
        "achtung" if heilbar else "",
    )


def _offene(a: Vorschauzeile, erfassen: bool) -> Zeile:
    fehlt = [element for element in ("vereinbarung", "vermittlung") if getattr(a, element) != "erledigt"]
    fehlt += [] if a.strategie_seit else ["strategie"]
    zustaende = (worte.VEREINBARUNG[a.vereinbarung], worte.VERMITTLUNG[a.vermittlung], _strategie(a.strategie_seit))
    return Zeile(a, _name(a), person_url(a.person_id), zustaende, _schritte(a, fehlt if erfassen else []))


def _strategie(seit: date | None) -> tuple[str, str]:
    return ("begonnen", "gut") if seit else ("nicht begonnen", "achtung")


def _austritt(f: Fall, stichtag: date, erfassen: bool) -> Zeile:
    """Entry forms only while a new record still counts; afterwards the file says more than a button would."""
    heilbar = erfassen and heilbar_bis(f, stichtag) is not None
    fehlt = [e for e in ("vereinbarung", "vermittlung") if any(e in grund for grund in f.gruende_iws)]
    return Zeile(
        f,
        _name(f),
        person_url(f.person_id),
        (worte.ergebnis(f.gezaehlt, f.erfuellt_ies, f.erfuellt_iws),),
        _schritte(f, fehlt if heilbar else []),
        tuple(worte.GRUENDE[code] for code in f.gruende_ies),
        nachholen(f, stichtag),
    )


def _schritte(a: Listenzeile, elemente: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, person_url(a.person_id, seite)) for name, seite in (EINTRAGEN[e] for e in elemente)]


def _name(a: Listenzeile) -> str:
    return f"{a.nachname}, {a.vorname}"
