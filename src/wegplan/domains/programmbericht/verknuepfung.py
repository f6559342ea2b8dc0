"""How the cells of all tables hang together: the sums that a reader knows (AW-06)."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from .rules import Quote
from .schutz import Frueher, Gleichung, Schutz, schuetzen
from .zaehlen import GESAMT, Gezaehlt, Menge

PERSONEN = frozenset({"basis=teilnahmen", "basis=zuweisungen", "basis=eintritte"})  # measures are no persons
# what falls into parts that a reader knows: the whole, its parts, and whether they are all of it
TEILUNGEN: tuple[tuple[frozenset[str], tuple[str, ...], bool], ...] = (
    (frozenset({"basis=teilnahmen"}), ("stufe=QAB", "stufe=EZU", "stufe=IEB", "stufe=VDB"), True),
    (frozenset({"stufe=QAB"}), ("code=QAB-D", "code=QAB-K"), True),
    (frozenset({"basis=teilnahmen"}), ("beendet", "laufend"), True),
    (frozenset({"beendet"}), ("vorzeitig", "abgeschlossen"), False),
    (frozenset({"abschluss_oder_teilqualifikation"}), ("berufsabschluss",), False),
    (
        frozenset({"alter_bekannt"}),
        ("alter_unter_25", "alter_25_34", "alter_35_44", "alter_45_54", "alter_ab_55"),
        True,
    ),
    (frozenset({"leistung_erhoben"}), ("alg_1", "ohne_leistung"), False),
    (
        frozenset({"in_arbeit_nach_qualifizierung"}),
        ("in_arbeit_nach_einstiegsbegleitung", "einstiegsbegleitung_ohne_arbeit"),
        False,
    ),
    (frozenset({"basis=eintritte"}), ("erster",), False),
)


@dataclass(frozen=True)
class Netz:
    """The values of all populations that the tables tell of, the rests that follow, and the sums between them."""

    werte: dict[str, int]
    reste: frozenset[str]
    gleichungen: tuple[Gleichung, ...]


def name_von(menge: Menge) -> str:
    """The population as a text: the key of a cell."""
    return " ".join(sorted(menge))


def verknuepfen(tafeln: Iterable[Gezaehlt]) -> Netz:
    """All cells of persons and the sums a reader can make of them."""
    tafeln = list(tafeln)
    mengen: dict[str, Menge] = {}
    werte: dict[str, int] = {}
    for g in tafeln:
        for stelle, menge in g.mengen.items():
            if menge & PERSONEN:
                mengen[name_von(menge)] = menge
                werte[name_von(menge)] = g.werte[stelle]
    gleichungen: dict[Gleichung, None] = {}
    reste: set[str] = set()
    for ganzes, teile, alle in chain(_aus_tafeln(tafeln, werte), _aus_teilungen(mengen)):
        rest = werte[ganzes] - sum(werte[t] for t in teile)
        if not alle:
            name = f"Rest von {ganzes} ohne {', '.join(teile)}"
            werte[name] = rest
            reste.add(name)
            teile = (*teile, name)
        gleichungen[Gleichung(ganzes, teile)] = None
    return Netz(werte, frozenset(reste), tuple(gleichungen))


def schutz_von(tafeln: Iterable[Gezaehlt], frueher: Frueher) -> Schutz:
    """What of these tables must not be shown."""
    netz = verknuepfen(tafeln)
    return schuetzen(netz.werte, netz.reste, netz.gleichungen, frueher)


Summe = tuple[str, tuple[str, ...], bool]


def _aus_tafeln(tafeln: list[Gezaehlt], werte: dict[str, int]) -> Iterable[Summe]:
    """Groups and their total, status and their sum, numerator and denominator."""
    for g in tafeln:
        name = {stelle: name_von(menge) for stelle, menge in g.mengen.items()}
        einzeln = [schluessel for schluessel, _ in g.gruppen if schluessel != GESAMT]
        for zahl in g.zahlen:
            if g.tafel.gesamt and einzeln and name.get((zahl.schluessel, GESAMT)) in werte:
                yield name[zahl.schluessel, GESAMT], tuple(name[zahl.schluessel, s] for s in einzeln), True
            for schluessel, _ in g.gruppen if zahl.summe else ():
                yield name[zahl.schluessel, schluessel], tuple(name[z, schluessel] for z in zahl.summe), True
        yield from _aus_quoten(g, name, werte)


def _aus_quoten(g: Gezaehlt, name: dict[tuple[str, str], str], werte: dict[str, int]) -> Iterable[Summe]:
    summen = {z.schluessel for z in g.zahlen if z.summe}
    paare = [(q.zaehler, q.nenner) for q in g.tafel.quoten if _ist_teil(q, summen)]
    if g.tafel.indikatoren:
        paare = [("zaehler", "nenner"), ("zaehler", "erhoben"), ("erhoben", "nenner")]
    for zaehler, nenner in paare:
        for schluessel, _ in g.gruppen:
            teil, ganzes = name.get((zaehler, schluessel)), name.get((nenner, schluessel))
            if teil and ganzes and teil != ganzes and ganzes in werte:
                yield ganzes, (teil,), False


def _ist_teil(quote: Quote, summen: set[str]) -> bool:
    return not (quote.verhaeltnis or quote.an_gesamt or quote.nenner in summen)


def _aus_teilungen(mengen: dict[str, Menge]) -> Iterable[Summe]:
    for ganzes, menge in mengen.items():
        if any(atom.startswith("summe=") for atom in menge):
            continue
        for bedingung, teile, vollstaendig in TEILUNGEN:
            if not bedingung <= menge or menge & set(teile):
                continue
            da = [name for teil in teile if (name := name_von(_mit(menge, teil))) in mengen and name != ganzes]
            if da:
                yield ganzes, tuple(da), vollstaendig and len(da) == len(teile)


def _mit(menge: Menge, atom: str) -> Menge:
    from .zaehlen import FOLGT

    neu = {atom}
    while atom in FOLGT:
        atom = FOLGT[atom]
        neu.add(atom)
    return menge | neu
