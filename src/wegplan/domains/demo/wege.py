"""The ways of 5,000 people through 7,000 Teilnahmen around the reference day, before there are names.

A person's Teilnahmen follow one another, so none overlap. The first persons of every team carry the cases a
newcomer looks for on the first day (HAUPTFAELLE); all others come by chance."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from .gegend import JOBCENTER
from .massnahmen import Kurs, Platz
from .zufall import Zufall, monatsanfang, werktag

PERSONEN = 5000
TEILNAHMEN = 7000
JE_ANZAHL = {0: 200, 2: 1800, 3: 200}  # the others have one
AUSSTEHEND, GEPLANT, LAUFEND = 40, 130, 1900  # of the last Teilnahmen; the others have ended
TEAMS = tuple(team.kennung for jc in JOBCENTER for team in jc.teams)


def tage(anzahl: int) -> timedelta:
    return timedelta(days=anzahl)


@dataclass
class Fall:
    """One Teilnahme. `ende` is the exit, else the planned end; `vereinbarung` and `vermittlung` say what the
    last section shall show (empty: by chance): gut, spaet (up to 14 days after the exit), abgelaufen or
    zaehlt_nicht, fehlt. `nachgetragen`: entered after the exit with an earlier day (PX-03)."""

    platz: Platz
    eintritt: date
    geplantes_ende: date | None
    austritt: date | None = None
    grund: str = ""
    vereinbarung: str = ""
    vermittlung: str = ""
    nachgetragen: bool = False
    team: str = ""
    folgt_auf_stufe: bool = False

    @property
    def ende(self) -> date:
        return self.austritt or self.geplantes_ende or self.eintritt


@dataclass
class Weg:
    """One person: place in the team, day of birth, Teilnahmen in order of time."""

    team: str
    platz_im_team: int
    geburtsdatum: date
    faelle: list[Fall] = field(default_factory=list)
    hauptfall: bool = False


@dataclass(frozen=True)
class Hauptfall:
    """`tag` is counted from the reference day: ahead = running with this planned end, 0 or back = exit on that
    day (but in the current month). The other fields as in Fall."""

    tag: int
    vereinbarung: str
    vermittlung: str
    nachgetragen: bool = False


HAUPTFAELLE = (
    Hauptfall(4, "fehlt", "fehlt"),
    Hauptfall(11, "fehlt", "fehlt"),
    Hauptfall(18, "gut", "fehlt"),
    Hauptfall(25, "abgelaufen", "zaehlt_nicht"),
    Hauptfall(33, "fehlt", "gut"),
    Hauptfall(0, "fehlt", "fehlt"),
    Hauptfall(-2, "gut", "fehlt"),
    Hauptfall(-6, "fehlt", "fehlt"),
    Hauptfall(-9, "gut", "gut", nachgetragen=True),
    Hauptfall(-1, "gut", "gut"),
    Hauptfall(-4, "gut", "gut"),
    Hauptfall(-12, "gut", "gut"),
)


def wege(angebot: list[Platz], stichtag: date, zufall: Zufall) -> list[Weg]:
    """PERSONEN ways with TEILNAHMEN Teilnahmen in all."""
    haupt = len(TEAMS) * len(HAUPTFAELLE)
    anzahlen = [n for n, wie_oft in JE_ANZAHL.items() for _ in range(wie_oft)]
    anzahlen += [1] * (PERSONEN - haupt - len(anzahlen))
    zufall.shuffle(anzahlen)
    arten = ["ausstehend"] * AUSSTEHEND + ["geplant"] * GEPLANT + ["laufend"] * LAUFEND
    arten += ["beendet"] * (sum(n > 0 for n in anzahlen) - len(arten))
    zufall.shuffle(arten)
    ergebnis = []
    for nummer in range(PERSONEN):
        stelle, team = divmod(nummer, len(TEAMS))
        weg = Weg(TEAMS[team], stelle, _geburtsdatum(stichtag, zufall))
        if stelle < len(HAUPTFAELLE):
            _hauptweg(weg, HAUPTFAELLE[stelle], angebot, stichtag, zufall)
        elif anzahl := anzahlen.pop():
            auswahl = Auswahl(angebot, weg, zufall)
            weg.faelle = list(_zurueck(_letzter(arten.pop(), auswahl, stichtag), anzahl - 1, auswahl, stichtag))[::-1]
        ergebnis.append(weg)
    return ergebnis


def _geburtsdatum(stichtag: date, zufall: Zufall) -> date:
    von, bis = zufall.eins_von((((17, 22), 12), ((23, 34), 33), ((35, 49), 35), ((50, 61), 20)))
    return stichtag - tage(zufall.randint(von * 365 + 90, (bis + 1) * 365))


def _hauptweg(weg: Weg, plan: Hauptfall, angebot: list[Platz], stichtag: date, zufall: Zufall) -> None:
    """A qualification of some seven months, long enough for both offices' rules."""
    moeglich = [p for p in angebot if p.kurs.foerderart == "FbW" and p.jobcenter == Auswahl.jobcenter_von(weg.team)]
    weg.hauptfall = True
    weg.geburtsdatum = stichtag - tage(zufall.randint(28 * 365, 45 * 365))
    dauer = zufall.randint(196, 240)
    if plan.tag > 0:
        ende = werktag(stichtag + tage(plan.tag))
        fall = Fall(zufall.choice(moeglich), werktag(ende - tage(dauer)), ende)
    else:
        tag = werktag(stichtag + tage(plan.tag), -1) if plan.tag else stichtag
        ende = max(tag, monatsanfang(stichtag))
        fall = Fall(zufall.choice(moeglich), werktag(ende - tage(dauer)), ende, ende, "regulaer")
    fall.vereinbarung, fall.vermittlung = plan.vereinbarung, plan.vermittlung
    fall.nachgetragen = plan.nachgetragen and ende < stichtag
    weg.faelle = [fall]


class Auswahl:
    """Measures that suit a person: mostly of the own Jobcenter's area, for the age at entry."""

    def __init__(self, angebot: list[Platz], weg: Weg, zufall: Zufall) -> None:
        self.angebot, self.weg, self.zufall = angebot, weg, zufall
        self.jobcenter = self.jobcenter_von(weg.team)

    @staticmethod
    def jobcenter_von(team: str) -> str:
        return next(jc.kennung for jc in JOBCENTER if any(t.kennung == team for t in jc.teams))

    def platz(self, um: date, stufen: tuple[str, ...] = ()) -> tuple[Platz, int]:
        """A measure and its length in days for somebody whose Teilnahme ends about the day `um`.

        `stufen`: only these stages of the programme."""
        for _ in range(20):
            kurs = self._kurs(stufen)
            dauer = self.zufall.randint(*kurs.dauer)
            alter = (um - tage(dauer) - self.weg.geburtsdatum).days // 365
            if stufen or kurs.alter[0] <= alter <= kurs.alter[1]:
                return self._ort(kurs), dauer
        aktivierung = next(p.kurs for p in self.angebot if p.kurs.foerderart == "MAT")
        return self._ort(aktivierung), self.zufall.randint(*aktivierung.dauer)

    def _kurs(self, stufen: tuple[str, ...]) -> Kurs:
        kurse = {p.kurs: p.kurs.gewicht for p in self.angebot if not stufen or p.kurs.stufe in stufen}
        return self.zufall.eins_von(list(kurse.items()))

    def _ort(self, kurs: Kurs) -> Platz:
        alle = [p for p in self.angebot if p.kurs is kurs]
        nahe = [p for p in alle if p.jobcenter == self.jobcenter]
        return self.zufall.choice(nahe if nahe and self.zufall.ja(0.93) else alle)


def _letzter(art: str, auswahl: Auswahl, stichtag: date) -> Fall:
    """The person's last Teilnahme: still to begin, running, without a recorded exit, or ended."""
    zufall = auswahl.zufall
    if art == "beendet":
        monate = zufall.eins_von(((9, 1), (17, 4), (30, 1)))
        return _beendet(auswahl, stichtag - tage(zufall.randint(0, monate * 30)))
    platz, dauer = auswahl.platz(stichtag)
    if art == "geplant":
        eintritt = werktag(stichtag + tage(zufall.randint(3, 60)))
        return Fall(platz, eintritt, werktag(eintritt + tage(dauer - 1)))
    if art == "ausstehend":
        ende = stichtag - tage(zufall.randint(1, 25))
        return Fall(platz, werktag(ende - tage(dauer - 1), -1), ende)
    if zufall.ja(0.12):
        eintritt = stichtag + tage(zufall.randint(1, 61)) - tage(dauer - 1)
    else:
        eintritt = stichtag - tage(zufall.randint(0, dauer - 2))
    eintritt = werktag(min(eintritt, stichtag), -1)
    ende = werktag(max(eintritt + tage(dauer - 1), stichtag + tage(1)))
    fall = Fall(platz, eintritt, ende)
    if ende <= stichtag + tage(10) and zufall.ja(0.1):
        fall.austritt, fall.grund = ende, "regulaer"  # the exit is recorded some days ahead
    elif zufall.ja(0.006):
        fall.geplantes_ende = None
    return fall


def _beendet(auswahl: Auswahl, austritt: date, stufen: tuple[str, ...] = ()) -> Fall:
    zufall = auswahl.zufall
    platz, dauer = auswahl.platz(austritt, stufen)
    if stufen:
        grund = "stufenwechsel"
    else:
        weg = (("regulaer", 74), ("", 3), ("abbruch", 12), ("arbeitsaufnahme", 6), ("ziel_vorzeitig_erreicht", 5))
        grund = zufall.eins_von(weg)
    if grund in ("regulaer", ""):
        austritt = werktag(austritt, -1)
        ende = austritt + tage(zufall.randint(5, 30)) if zufall.ja(0.004) else austritt
        return Fall(platz, werktag(austritt - tage(dauer - 1)), ende, austritt, grund)
    rest = zufall.randint(5, max(6, min(120, dauer // 2)))
    eintritt = min(werktag(austritt + tage(rest) - tage(dauer - 1)), austritt)
    return Fall(platz, eintritt, austritt + tage(rest), austritt, grund)


def _zurueck(letzter: Fall, fruehere: int, auswahl: Auswahl, stichtag: date) -> Iterator[Fall]:
    """The last Teilnahme and those before it, latest first, with at least a month between two measures."""
    zufall = auswahl.zufall
    yield letzter
    naechster = letzter
    for _ in range(fruehere):
        if naechster.platz.kurs.stufe in ("IEB", "VDB") and zufall.ja(0.7):
            austritt = min(naechster.eintritt - tage(zufall.randint(1, 10)), stichtag)
            naechster.folgt_auf_stufe = True
            naechster = _beendet(auswahl, austritt, ("QAB-D", "QAB-K", "EZU"))
        else:
            austritt = min(naechster.eintritt - tage(zufall.randint(31, 240)), stichtag - tage(1))
            naechster = _beendet(auswahl, austritt)
        yield naechster
