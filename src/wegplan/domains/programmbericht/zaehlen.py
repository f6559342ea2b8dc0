"""From the counts of a source to tables of cells, each cell with the population it counts.

Two cells of different tables that count the same population have the same key: that is how the tables are linked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from wegplan.domains.zielindikatoren.rules import Indikator

from .rules import Berichtsregel, Tafel, Zahl

if TYPE_CHECKING:
    from .ausdruck import Quelle

GESAMT = "gesamt"
OHNE_ANGABE = "ohne Angabe"
STUFENNAMEN = {"QAB": "QAB", "EZU": "EZU", "IEB": "Stufe 3 IEB", "VDB": "Stufe 4 VdB"}
CODENAMEN = {"QAB-D": "QAB dual", "QAB-K": "QAB klassisch"} | STUFENNAMEN
TEILE = ("zaehler", "nenner", "erhoben")
# a condition in another's words
GLEICH = {"in_arbeit_bei_austritt": "status_erwerbstaetig"}
# what a condition includes
FOLGT = {
    "vorzeitig": "beendet",
    "abgeschlossen": "beendet",
    "berufsabschluss": "abschluss_oder_teilqualifikation",
    "abschluss_oder_teilqualifikation": "beendet",
    "weiblich": "geschlecht_bekannt",
    "alter_unter_25": "alter_bekannt",
    "alter_25_34": "alter_bekannt",
    "alter_35_44": "alter_bekannt",
    "alter_45_54": "alter_bekannt",
    "alter_ab_55": "alter_bekannt",
    "langzeitarbeitslos": "langzeitarbeitslos_erhoben",
    "mit_beruf": "mit_beruf_erhoben",
    "alleinerziehend": "alleinerziehend_erhoben",
    "behinderung": "behinderung_erhoben",
    "migration": "migration_erhoben",
    "alg_1": "leistung_erhoben",
    "ohne_leistung": "leistung_erhoben",
    "code=QAB-D": "stufe=QAB",
    "code=QAB-K": "stufe=QAB",
}
IMMER = frozenset({"eingetreten", "begonnen"})  # true of every row

Menge = frozenset[str]  # the conditions of a population, with what they include, and what is counted


@dataclass
class Gezaehlt:
    """A table with its counts. `gruppen`: (key, title), the sum of all first.

    `werte` and `mengen` by (number, group)."""

    tafel: Tafel
    zahlen: tuple[Zahl, ...]
    gruppen: list[tuple[str, str]] = field(default_factory=list)
    werte: dict[tuple[str, str], int] = field(default_factory=dict)
    mengen: dict[tuple[str, str], Menge] = field(default_factory=dict)


def menge(basis: str, bedingungen: Iterable[str]) -> Menge:
    """The population that meets all conditions, the same for every way to write it."""
    offen = [GLEICH.get(name, name) for name in bedingungen if name not in IMMER]
    alle = {f"basis={basis}"}
    while offen:
        name = offen.pop()
        alle.add(name)
        if name in FOLGT:
            offen.append(FOLGT[name])
    return frozenset(alle)


def alle_zaehlen(quelle: "Quelle", regel: Berichtsregel, stichtag: date) -> list[Gezaehlt]:
    """Every table of the report, in the order of the rule file."""
    from wegplan.domains.zielindikatoren.ausdruck import zaehlungen as ziele

    from .ausdruck import namen, zaehlungen  # brings Ibis: only when there is something to count

    stellen = {z["kennung"]: z["name"] or z["kennung"] for z in quelle.zaehlen(namen())}
    je_stufe = {zeile["stufe"]: zeile for zeile in quelle.zaehlen(ziele(regel.ziele, stichtag, ("stufe",)))}
    return [
        _ziele(tafel, regel, stichtag, je_stufe.get(tafel.indikatoren, {}))
        if tafel.indikatoren
        else _tafel(tafel, regel, stichtag, zeilen, stellen)
        for tafel, zeilen in zaehlungen(quelle, regel, stichtag)
    ]


def _tafel(
    tafel: Tafel, regel: Berichtsregel, stichtag: date, zeilen: list[dict[str, Any]], stellen: dict[str, str]
) -> Gezaehlt:
    g = Gezaehlt(tafel, tafel.zahlen)
    gefunden: dict[str, dict[str, int]] = {}
    for zeile in zeilen:
        gefunden.setdefault(zeile["gruppe"], {}).update(zeile)
    einzeln = _gruppen(tafel, regel, stichtag, gefunden, stellen)
    g.gruppen = [(GESAMT, GESAMT)] if tafel.gesamt else []
    g.gruppen += einzeln
    for zahl in (z for z in tafel.zahlen if not z.summe):
        je_gruppe = {schluessel: int(gefunden.get(schluessel, {}).get(zahl.schluessel, 0)) for schluessel, _ in einzeln}
        if tafel.gesamt:
            je_gruppe[GESAMT] = sum(je_gruppe.values()) if tafel.gruppe else _ohne_gruppe(gefunden, zahl)
        for schluessel, wert in je_gruppe.items():
            stelle = (zahl.schluessel, schluessel)
            g.werte[stelle] = wert
            g.mengen[stelle] = menge(zahl.basis, (*zahl.bedingungen, *_atom(tafel, schluessel)))
    _summen(g)
    return g


def _ohne_gruppe(gefunden: dict[str, dict[str, int]], zahl: Zahl) -> int:
    return int(gefunden.get("", {}).get(zahl.schluessel, 0))


def _summen(g: Gezaehlt) -> None:
    for zahl in (z for z in g.zahlen if z.summe):
        for schluessel, _ in g.gruppen:
            teile = [(name, schluessel) for name in zahl.summe]
            g.werte[zahl.schluessel, schluessel] = sum(g.werte[t] for t in teile)
            gemeinsam = frozenset.intersection(*(g.mengen[t] for t in teile))
            g.mengen[zahl.schluessel, schluessel] = gemeinsam | {"summe=" + "+".join(zahl.summe)}


def _atom(tafel: Tafel, gruppe: str) -> tuple[str, ...]:
    if gruppe == GESAMT:
        return ()
    if tafel.gruppe == "code" and gruppe in STUFENNAMEN:  # a stage of one kind
        return (f"stufe={gruppe}",)
    return (f"{tafel.gruppe}={gruppe}",)


def _gruppen(
    tafel: Tafel, regel: Berichtsregel, stichtag: date, gefunden: dict[str, Any], stellen: dict[str, str]
) -> list[tuple[str, str]]:
    """Stages in their order, all of them; offices, fields and years where somebody is counted, by title."""
    belegt = [
        name for name, zeile in gefunden.items() if any(wert for spalte, wert in zeile.items() if spalte != "gruppe")
    ]
    stufen = regel.ziele.stufen.am(stichtag)
    match tafel.gruppe:
        case "":
            return []
        case "stufe":
            return [(name, STUFENNAMEN[name]) for name in stufen]
        case "code":
            return [(code, CODENAMEN[code]) for codes in stufen.values() for code in codes]
        case "regionalbuero":
            titel = {name: stellen.get(name, name) for name in belegt}
        case _:
            titel = {name: name for name in belegt}
    geordnet = sorted(titel.items(), key=lambda paar: (paar[0] == "", paar[1]))
    return [(name, wort or OHNE_ANGABE) for name, wort in geordnet]


def _ziele(tafel: Tafel, regel: Berichtsregel, stichtag: date, zaehlung: dict[str, Any]) -> Gezaehlt:
    """The indicators of a stage: they are the groups; a mere number has no denominator."""
    g = Gezaehlt(tafel, tuple(Zahl(teil, teil) for teil in TEILE))
    for i in regel.ziele.indikatoren(stichtag):
        if i.stufe != tafel.indikatoren:
            continue
        g.gruppen.append((i.schluessel, i.titel))
        for teil in TEILE[:1] if i.ist_anzahl else TEILE:
            g.werte[teil, i.schluessel] = int(zaehlung.get(f"{i.name}.{teil}", 0))
            g.mengen[teil, i.schluessel] = _indikatormenge(i, teil)
    return g


def _indikatormenge(i: Indikator, teil: str) -> Menge:
    frist = [f"wartet={i.wartet_monate}"] if i.wartet_monate else []
    mehr = {
        "zaehler": i.zaehler,
        "nenner": (),
        "erhoben": (f"antwort={i.antwort}",) if i.antwort else (),
    }[teil]
    return menge("teilnahmen", [f"stufe={i.stufe}", *i.nenner, *frist, *mehr])
