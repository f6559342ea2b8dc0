"""What stands behind each Teilnahme: Vereinbarungen, Vermittlungen and strategies, each with its day of recording.

Made so that the last section shows what `ausgaenge` chose. The windows used here only place records; the
judgement is the rules' alone (domains/absolventenmanagement)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from .ausgaenge import FENSTER
from .gegend import JOBCENTER
from .wege import Fall, Weg, tage
from .zufall import Zufall, werktag

NACHLAUF = 14  # days after the exit
# an SI counts in one office only, where it is more in use
SI_ANTEIL = {t.kennung: 0.12 if jc.regelwerk == "cottbus" else 0.05 for jc in JOBCENTER for t in jc.teams}

# stellenart, sv_pflichtig, stelle_betreut, profil_betreut of a proposal that counts for nobody
ZAEHLT_NICHT = (
    (("minijob", False, True, True), 4),
    (("ausbildung", True, True, True), 3),
    (("arbeit", True, False, False), 3),
    (("arbeit", True, True, False), 5),
    (("arbeit", False, True, True), 1),
    (("arbeit", True, None, None), 2),
    (("sonstige", None, None, True), 1),
)


@dataclass
class Vereinbarung:
    art: str
    abgeschlossen_am: date
    gueltig_bis: date | None
    erfasst_am: date


@dataclass
class Vermittlung:
    art: str
    unterbreitet_am: date
    stellenart: str
    sv_pflichtig: bool | None
    stelle_betreut: bool | None
    profil_betreut: bool | None
    erfasst_am: date


@dataclass
class Strategie:
    begonnen_am: date
    beendet_am: date | None
    erfasst_am: date


@dataclass
class Nachweise:
    """All records of one person, in order of time."""

    vereinbarungen: list[Vereinbarung] = field(default_factory=list)
    vermittlungen: list[Vermittlung] = field(default_factory=list)
    strategien: list[Strategie] = field(default_factory=list)


def nachweise(weg: Weg, stichtag: date, zufall: Zufall) -> Nachweise:
    """The records of one person; none is dated after the reference day."""
    alle = Nachweise()
    for fall in weg.faelle:
        abschnitt = Abschnitt(fall, stichtag, zufall, 0.0 if weg.hauptfall else SI_ANTEIL[weg.team])
        alle.vereinbarungen += abschnitt.vereinbarungen()
        alle.vermittlungen += abschnitt.vermittlungen()
        alle.strategien += abschnitt.strategien()
    alle.vereinbarungen.sort(key=lambda v: v.abgeschlossen_am)
    alle.vermittlungen.sort(key=lambda v: v.unterbreitet_am)
    return alle


class Abschnitt:
    """Makes the records of one Teilnahme. `offen`: the last day on which anything can have happened."""

    def __init__(self, fall: Fall, stichtag: date, zufall: Zufall, si_anteil: float) -> None:
        self.fall, self.stichtag, self.zufall, self.si_anteil = fall, stichtag, zufall, si_anteil
        self.ab = max(fall.ende - tage(FENSTER), fall.eintritt)
        self.bis = min(fall.ende, stichtag)
        self.nachher = min(fall.ende + tage(NACHLAUF), stichtag)

    def vereinbarungen(self) -> Iterator[Vereinbarung]:
        yield from self._fruehere_vereinbarungen()
        stand, zufall = self.fall.vereinbarung, self.zufall
        if stand == "gut" and self.ab <= self.bis:
            tag = self._tag(self.ab, self.bis)
            gueltig = None if zufall.ja(0.4) else self.fall.ende + tage(zufall.randint(0, 120))
            yield self._vereinbarung(tag, gueltig, self.fall.nachgetragen)
        elif stand == "abgelaufen" and self.ab < self.bis:
            tag = self._tag(self.ab, min(self.ab + tage(45), self.bis - tage(1)))
            gueltig = min(tag + tage(zufall.randint(14, 40)), self.fall.ende - tage(1))
            yield self._vereinbarung(tag, gueltig)
        elif stand == "spaet" and self.fall.ende < self.nachher:
            yield self._vereinbarung(self._tag(self.fall.ende + tage(1), self.nachher), None)

    def _fruehere_vereinbarungen(self) -> Iterator[Vereinbarung]:
        """At entry, then about every half year; all before the last section."""
        tag = self.fall.eintritt - tage(self.zufall.randint(1, 14))
        while tag < self.ab and tag <= self.stichtag:
            if self.zufall.ja(0.88):
                gueltig = None if self.zufall.ja(0.3) else tag + tage(self.zufall.randint(120, 183))
                yield self._vereinbarung(werktag(tag, -1), gueltig)
            tag += tage(self.zufall.randint(150, 200))

    def vermittlungen(self) -> Iterator[Vermittlung]:
        yield from self._fruehere_vermittlungen()
        stand, zufall = self.fall.vermittlung, self.zufall
        if stand in ("gut", "zaehlt_nicht") and self.ab <= self.bis:
            for _ in range(zufall.eins_von(((0, 5), (1, 3), (2, 1))) if stand == "gut" else zufall.randint(1, 2)):
                yield self._vermittlung(self._tag(self.ab, self.bis), zaehlt=False)
            if stand == "gut":
                spaet = self.fall.nachgetragen and zufall.ja(0.5)
                yield self._vermittlung(self._tag(self.ab, self.bis), zaehlt=True, nachgetragen=spaet)
        elif stand == "spaet" and self.fall.ende < self.nachher:
            yield self._vermittlung(self._tag(self.fall.ende + tage(1), self.nachher), zaehlt=True)

    def _fruehere_vermittlungen(self) -> Iterator[Vermittlung]:
        bis = min(self.ab - tage(1), self.stichtag)
        if self.fall.eintritt >= bis:
            return
        laenge = (bis - self.fall.eintritt).days
        for _ in range(self.zufall.randint(0, min(5, 1 + laenge // 60))):
            yield self._vermittlung(self._tag(self.fall.eintritt, bis), zaehlt=self.zufall.ja(0.5))

    def strategien(self) -> Iterator[Strategie]:
        """The strategy Absolventenmanagement begins with the last section, in two cases of three."""
        begleitet = (self.fall.ende - self.fall.eintritt).days > FENSTER and self.fall.platz.kurs.foerderart != "AGH"
        if not begleitet or self.ab > self.bis or not self.zufall.ja(0.66):
            return
        tag = self._tag(self.ab, max(self.ab, min(self.ab + tage(40), self.bis)))
        ende = self.fall.ende + tage(self.zufall.randint(20, 60))
        beendet = ende if self.fall.austritt and ende <= self.stichtag and self.zufall.ja(0.7) else None
        yield Strategie(tag, beendet, self._erfasst(tag, self.bis))

    def _tag(self, von: date, bis: date) -> date:
        return self.zufall.tag(von, bis)

    def _vereinbarung(self, tag: date, gueltig_bis: date | None, nachgetragen: bool = False) -> Vereinbarung:
        art = "EV" if tag < date(2023, 7, 1) or self.zufall.ja(0.12) else "KOOP"
        return Vereinbarung(art, tag, gueltig_bis, self._erfasst(tag, nachgetragen=nachgetragen))

    def _vermittlung(self, tag: date, zaehlt: bool, nachgetragen: bool = False) -> Vermittlung:
        """One that counts, or that counts for nobody."""
        zufall, erfasst = self.zufall, self._erfasst(tag, nachgetragen=nachgetragen)
        if not zaehlt:
            merkmale = zufall.eins_von(ZAEHLT_NICHT)
            art = "SI" if not merkmale[3] and zufall.ja(0.3) else "VV"
            return Vermittlung(art, tag, *merkmale, erfasst)
        stellenart = "kuenstler" if zufall.ja(0.01) else "arbeit"
        if zufall.ja(self.si_anteil):
            return Vermittlung("SI", tag, stellenart, True, None, True, erfasst)
        return Vermittlung("VV", tag, stellenart, True, True, True, erfasst)

    def _erfasst(self, tag: date, bis: date | None = None, nachgetragen: bool = False) -> date:
        """Mostly the same day, never past the exit, which would flag it as entered late; or just that, on purpose."""
        zufall = self.zufall
        if nachgetragen:
            return zufall.tag(self.fall.ende + tage(1), min(self.fall.ende + tage(25), self.stichtag))
        grenze = bis or (self.bis if tag <= self.fall.ende else self.stichtag)
        return min(tag + tage(zufall.eins_von(((0, 8), (1, 2), (3, 1)))), max(grenze, tag))
