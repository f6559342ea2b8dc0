"""From the stored content to what page, PDF and XLSX show: the one place that makes rates and words of it (AW-04)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wegplan.domains.absolventenmanagement.queries import KLEINE_GRUPPE
from wegplan.domains.absolventenmanagement.rules import wilson
from wegplan.domains.zielindikatoren.rules import quote
from wegplan.kit.ui.balkenbild import Balken, balkengruppen
from wegplan.kit.ui.textfilter import prozent
from wegplan.kit.ui.textfilter import zahl as zahlwort

from .inhalt import Inhalt, quotenwert
from .zaehlen import GESAMT

GESCHUETZT = "geschützt"
HOECHSTENS = {"hoechstens": "höchstens", "mindestens": "mindestens"}
REIHEN = 2  # series that a chart keeps apart


@dataclass(frozen=True)
class Zelle:
    """What stands in a cell: the words, a second line, and the value for charts and spreadsheets (None: no number)."""

    text: str
    zusatz: str = ""
    wert: int | Decimal | None = None


LEER = Zelle("–")
SCHUTZ = Zelle(GESCHUETZT)


@dataclass(frozen=True)
class Tafelbild:
    """A table ready to be drawn: heads, rows (title, cells), definitions (name, words), notes, and its chart."""

    schluessel: str
    titel: str
    koepfe: list[str]
    zeilen: list[tuple[str, list[Zelle]]]
    definitionen: list[list[str]]
    fundstelle: str
    lesart: str
    bild: str
    bildtext: str


def tafelbilder(inhalt: Inhalt, druck: bool = False, alle: bool = False) -> list[Tafelbild]:
    """All tables. `druck`: charts in fixed colours; `alle`: with the numbers that stand behind the rates."""
    return [_tafelbild(t, druck, alle) for t in inhalt["tafeln"]]


def zelle(tafel: Inhalt, name: str, gruppe: str) -> Zelle:
    """A number, rate or target of a group."""
    if name == "soll":
        return _soll(tafel, gruppe)
    for q in tafel["quoten"]:
        if q["schluessel"] == name:
            return _quote(tafel, q, gruppe)
    if gruppe not in tafel["werte"][name]:
        return LEER
    wert = tafel["werte"][name][gruppe]
    return SCHUTZ if wert is None else Zelle(zahlwort(wert), wert=wert)


def _quote(tafel: Inhalt, q: Inhalt, gruppe: str) -> Zelle:
    """Only where numerator and denominator are shown; with the interval for small groups."""
    teile = quotenwert(tafel, q, gruppe)
    if teile is None:
        return LEER
    zaehler, nenner = teile
    if zaehler is None or nenner is None:
        return SCHUTZ
    anteil = quote(zaehler, nenner)
    if anteil is None:
        return Zelle(prozent(None))
    zusatz = f"n = {zahlwort(nenner)}"
    if nenner < KLEINE_GRUPPE and not q["verhaeltnis"]:
        unten, oben = (str(grenze).replace(".", ",") for grenze in wilson(zaehler, nenner))
        zusatz += f"; {unten} bis {oben} %"
    return Zelle(prozent(anteil), zusatz, anteil)


def _soll(tafel: Inhalt, gruppe: str) -> Zelle:
    if gruppe not in tafel["soll"]:
        return LEER
    soll, richtung, ist_anzahl = tafel["soll"][gruppe]
    wert = Decimal(soll)
    return Zelle(f"{HOECHSTENS[richtung]} {zahlwort(int(wert)) if ist_anzahl else prozent(wert)}", wert=wert)


def _spalten(tafel: Inhalt, alle: bool) -> list[tuple[str, str]]:
    """What a table shows of each group: (key, title)."""
    spalten = [(z["schluessel"], z["titel"]) for z in tafel["zahlen"] if alle or not z["still"]]
    spalten += [("soll", "Soll")] if "soll" in tafel else []
    return spalten + [(q["schluessel"], q["titel"]) for q in tafel["quoten"]]


def _tafelbild(tafel: Inhalt, druck: bool, alle: bool) -> Tafelbild:
    spalten, gruppen = _spalten(tafel, alle), tafel["gruppen"]
    if tafel["quer"]:
        koepfe = [tafel["einheit"], *(titel for _, titel in gruppen)]
        zeilen = [(titel, [zelle(tafel, name, g) for g, _ in gruppen]) for name, titel in spalten]
    else:
        koepfe = ["", *(titel for _, titel in spalten)]
        zeilen = [(titel, [zelle(tafel, name, g) for name, _ in spalten]) for g, titel in gruppen]
    bild, bildtext = _bild(tafel, druck)
    return Tafelbild(
        tafel["schluessel"],
        tafel["titel"],
        koepfe,
        zeilen,
        tafel["definitionen"],
        tafel["fundstelle"],
        tafel["lesart"],
        bild,
        bildtext,
    )


def _bild(tafel: Inhalt, druck: bool) -> tuple[str, str]:
    """The chart and what it shows in words: bars by group, or by number where there are more than two of them."""
    titel = dict(_spalten(tafel, True))
    namen = tafel["bild"]
    gruppen = [g for g in tafel["gruppen"] if g[0] != GESAMT] or tafel["gruppen"]
    if len(namen) > REIHEN or tafel["gruppen"] == [[GESAMT, GESAMT]]:
        reihen = [GESAMT]
        balken = [(titel[name], [zelle(tafel, name, GESAMT)]) for name in namen]
    else:
        reihen = [titel[name] for name in namen]
        balken = [(wort, [zelle(tafel, name, g) for name in namen]) for g, wort in gruppen]
        balken = [paar for paar in balken if any(z is not LEER for z in paar[1])]
    text = "; ".join(f"{name}: {', '.join(z.text for z in zellen)}" for name, zellen in balken)
    als_balken = [(name, [Balken(_laenge(z), z.text) for z in zellen]) for name, zellen in balken]
    bild = balkengruppen(tafel["titel"], f"{' und '.join(reihen)}. {text}", reihen, als_balken, druck)
    return bild, f"Balkendiagramm: {tafel['titel']}. {' und '.join(reihen)}. {text}"


def _laenge(z: Zelle) -> float | None:
    return None if z.wert is None else float(z.wert)


def regionszahlen(inhalt: Inhalt, gruppe: str) -> list[tuple[str, list[tuple[str, Zelle]]]]:
    """The figures of one group, such as a Regionalbüro: (table, [(number, cell)]), of the tables that it divides."""
    return [
        (tafel["titel"], [(titel, zelle(tafel, name, gruppe)) for name, titel in _spalten(tafel, False)])
        for tafel in inhalt["tafeln"]
        if gruppe in [schluessel for schluessel, _ in tafel["gruppen"]]
    ]


def abweichungen(alt: Inhalt, neu: Inhalt) -> Iterator[tuple[str, str, str, str, str]]:
    """Numbers that differ between two contents: table, group, number, before, after (JPS-97).

    What only one of them shows is named, too; nothing is told that the two do not show."""
    neue = {t["schluessel"]: t for t in neu["tafeln"]}
    for tafel in alt["tafeln"]:
        andere = neue.get(tafel["schluessel"])
        if andere is None:
            continue
        for name, titel in _spalten(tafel, True):
            for gruppe, wort in tafel["gruppen"]:
                vorher, nachher = zelle(tafel, name, gruppe), _zelle_oder_leer(andere, name, gruppe)
                if vorher.text != nachher.text:
                    yield tafel["titel"], wort, titel, vorher.text, nachher.text


def _zelle_oder_leer(tafel: Inhalt, name: str, gruppe: str) -> Zelle:
    bekannt = {schluessel for schluessel, _ in _spalten(tafel, True)}
    return zelle(tafel, name, gruppe) if name in bekannt and [gruppe] in [g[:1] for g in tafel["gruppen"]] else LEER


def kopfdaten(bericht: Any) -> list[tuple[str, str]]:
    """What goes with the tables on page, PDF and XLSX."""
    from wegplan.kit.ui.textfilter import datum, datum_zeit

    return [
        ("Programm", bericht.inhalt["programm"]),
        ("Stichtag", datum(bericht.stichtag)),
        ("Fassung", str(bericht.fassung)),
        ("Datenstand", datum_zeit(bericht.erstellt_am)),
        ("Erstellt von", bericht.unterschrift),
        ("Prüfsumme (SHA-256)", bericht.pruefsumme),
    ]
