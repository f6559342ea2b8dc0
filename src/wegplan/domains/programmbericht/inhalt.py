"""The content of a report as it is stored: protected cells with their definitions (PX-05, AW-06)."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from wegplan.domains.zielindikatoren.rules import in_worten

from .rules import Berichtsregel, Quote, quote_in_worten, zahl_in_worten
from .schutz import Frueher
from .verknuepfung import name_von, schutz_von
from .zaehlen import GESAMT, Gezaehlt, alle_zaehlen

if TYPE_CHECKING:
    from .ausdruck import Quelle

Inhalt = dict[str, Any]
ZIELZAHLEN = {"zaehler": "Zähler", "nenner": "Nenner", "erhoben": "davon erhoben"}
ZIELQUOTEN = (Quote("ist", "Ist", "zaehler", "nenner"), Quote("ist_erhoben", "Ist der Erhobenen", "zaehler", "erhoben"))


def inhalt_berechnen(quelle: "Quelle", regel: Berichtsregel, stichtag: date) -> Inhalt:
    """The report on a day: every table with its cells, None where a cell must not be shown."""
    return inhalt_von(alle_zaehlen(quelle, regel, stichtag), regel, stichtag)


def inhalt_von(
    tafeln: list[Gezaehlt], regel: Berichtsregel, stichtag: date, fassungen: Iterable[Inhalt] = ()
) -> Inhalt:
    """The content from counted tables, protected also against readers of earlier `fassungen` of the day."""
    gesperrt = schutz_von(tafeln, _frueher(tafeln, fassungen)).gesperrt
    return {
        "programm": regel.name,
        "stichtag": stichtag.isoformat(),
        "tafeln": [_tafel(g, gesperrt, regel, stichtag) for g in tafeln],
    }


def quotenwert(tafel: Inhalt, quote: Inhalt, gruppe: str) -> tuple[int | None, int | None] | None:
    """Numerator and denominator of a rate, None for what is not shown; None where the group has no such rate."""
    nenner = tafel["werte"][quote["nenner"]]
    if gruppe not in nenner:
        return None
    return tafel["werte"][quote["zaehler"]].get(gruppe), nenner.get(GESAMT if quote["an_gesamt"] else gruppe)


def pruefsumme(inhalt: Mapping[str, Any]) -> str:
    """SHA-256 over the content, the same for the same content."""
    return sha256(json.dumps(inhalt, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _frueher(tafeln: list[Gezaehlt], fassungen: Iterable[Inhalt]) -> Frueher:
    verborgen, bekannt = set(), set()
    for fassung in fassungen:
        damals = {t["schluessel"]: t["werte"] for t in fassung["tafeln"]}
        for g in tafeln:
            werte = damals.get(g.tafel.schluessel, {})
            for (zahl, gruppe), wert in g.werte.items():
                if gruppe in werte.get(zahl, {}):
                    stand = werte[zahl][gruppe]
                    if stand is None:
                        verborgen.add(name_von(g.mengen[zahl, gruppe]))
                    elif stand == wert:
                        bekannt.add(name_von(g.mengen[zahl, gruppe]))
    return Frueher(frozenset(verborgen), frozenset(bekannt - verborgen))


def _tafel(g: Gezaehlt, gesperrt: frozenset[str], regel: Berichtsregel, stichtag: date) -> Inhalt:
    tafel = g.tafel
    werte: dict[str, dict[str, int | None]] = {z.schluessel: {} for z in g.zahlen}
    for (zahl, gruppe), wert in g.werte.items():
        werte[zahl][gruppe] = None if name_von(g.mengen[zahl, gruppe]) in gesperrt else wert
    kopf = {
        "schluessel": tafel.schluessel,
        "titel": tafel.titel,
        "einheit": tafel.einheit,
        "quer": tafel.quer,
        "gruppen": [list(paar) for paar in g.gruppen],
        "werte": werte,
        "fundstelle": tafel.fundstelle,
        "lesart": tafel.lesart,
    }
    return kopf | (_ziele(tafel.indikatoren, regel, stichtag) if tafel.indikatoren else _eigene(g, regel))


def _eigene(g: Gezaehlt, regel: Berichtsregel) -> Inhalt:
    tafel = g.tafel
    zahlen = [z for z in tafel.zahlen if not z.still]
    return {
        "zahlen": [{"schluessel": z.schluessel, "titel": z.titel, "still": z.still} for z in tafel.zahlen],
        "quoten": [_quote(q) for q in tafel.quoten],
        "bild": list(tafel.bild),
        "definitionen": [[z.titel, zahl_in_worten(z, tafel, regel)] for z in zahlen]
        + [[q.titel, quote_in_worten(q, tafel)] for q in tafel.quoten],
    }


def _quote(q: Quote) -> Inhalt:
    return {
        "schluessel": q.schluessel,
        "titel": q.titel,
        "zaehler": q.zaehler,
        "nenner": q.nenner,
        "an_gesamt": q.an_gesamt,
        "verhaeltnis": q.verhaeltnis,
    }


def _ziele(stufe: str, regel: Berichtsregel, stichtag: date) -> Inhalt:
    indikatoren = [i for i in regel.ziele.indikatoren(stichtag) if i.stufe == stufe]
    return {
        "zahlen": [{"schluessel": name, "titel": titel, "still": False} for name, titel in ZIELZAHLEN.items()],
        "quoten": [_quote(q) for q in ZIELQUOTEN],
        "bild": ["ist"],
        "soll": {i.schluessel: [str(i.soll), i.richtung, i.ist_anzahl] for i in indikatoren if i.soll is not None},
        "definitionen": [[i.titel, in_worten(i, regel.ziele)] for i in indikatoren],
    }
