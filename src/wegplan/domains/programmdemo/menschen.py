"""Sex, age and characteristics of the participants, as the published shares say (JPS-95)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from wegplan.domains.demo.zufall import Zufall

from .faelle import Fall, anteil
from .fakten import Fakten

# per cent of each age group; the source tells one or two of them
ALTER = {
    "QAB-D": {"unter_25": 5, "25_34": 54, "35_44": 30, "45_54": 11, "ab_55": 0},
    "QAB-K": {"unter_25": 6, "25_34": 62, "35_44": 25, "45_54": 7, "ab_55": 0},
    "EZU": {"unter_25": 3, "25_34": 50, "35_44": 36, "45_54": 10, "ab_55": 1},
    "IEB": {"unter_25": 2, "25_34": 28, "35_44": 32, "45_54": 28, "ab_55": 10},
    "VDB": {"unter_25": 4, "25_34": 25, "35_44": 30, "45_54": 28, "ab_55": 13},
}
JAHRE = {"unter_25": (19, 21), "25_34": (25, 31), "35_44": (35, 41), "45_54": (45, 51), "ab_55": (55, 59)}
MERKMALE = {  # row of the table → characteristic and its value
    "q_lza": ("langzeitarbeitslos", "ja"),
    "q_beruf": ("berufsabschluss", "ja"),
    "q_allein": ("alleinerziehend", "ja"),
    "q_behinderung": ("behinderung", "ja"),
    "q_migration": ("migration", "ja"),
}
UEBLICH = {"q_lza": 40, "q_beruf": 50, "q_allein": 14, "q_behinderung": 3, "q_migration": 7, "q_alg": 10, "q_ohne": 2}
T = TypeVar("T")


def beschreiben(f: Fakten, alle: Sequence[Fall], zufall: Zufall) -> None:
    """Give every case its sex, age group and characteristics."""
    for code, alter in ALTER.items():
        gruppe = [x for x in alle if x.code == code]
        frauen = anteil(f.gedruckt["erreicht", "q_frauen", code], len(gruppe))
        _verteilen(gruppe, [("w", frauen), ("m", len(gruppe))], "geschlecht", zufall)
        je_alter = [(name, anteil(prozent, len(gruppe))) for name, prozent in alter.items() if name != "45_54"]
        _verteilen(gruppe, [*je_alter, ("45_54", len(gruppe))], "altersgruppe", zufall)
        for zeile, (merkmal, wert) in MERKMALE.items():
            mit = set(map(id, zufall.sample(gruppe, anteil(_prozent(f, zeile, code), len(gruppe)))))
            for x in gruppe:
                x.merkmale[merkmal] = wert if id(x) in mit else "nein"
        _leistung(f, gruppe, code, zufall)


def _prozent(f: Fakten, zeile: str, code: str) -> int | str:
    return f.gedruckt.get(("erreicht", zeile, code), UEBLICH[zeile])


def _leistung(f: Fakten, gruppe: list[Fall], code: str, zufall: Zufall) -> None:
    alg, ohne = (anteil(_prozent(f, zeile, code), len(gruppe)) for zeile in ("q_alg", "q_ohne"))
    for nummer, x in enumerate(zufall.sample(gruppe, len(gruppe))):
        x.merkmale["leistungsbezug"] = "alg1" if nummer < alg else "ohne" if nummer < alg + ohne else "alg2"


def _verteilen(gruppe: list[Fall], anzahlen: list[tuple[str, int]], feld: str, zufall: Zufall) -> None:
    """So many of each value in a random order; the last value takes the rest."""
    gemischt = iter(zufall.sample(gruppe, len(gruppe)))
    for wert, anzahl in anzahlen:
        for _, x in zip(range(anzahl), gemischt, strict=False):
            setattr(x, feld, wert)


def geburtstag(x: Fall, zufall: Zufall) -> date:
    """A day that keeps the age group at the entry, and at a second one up to three years later."""
    jahre = zufall.randint(*JAHRE[x.altersgruppe])
    return x.eintritt - timedelta(days=int(jahre * 365.25) + zufall.randint(20, 200))
