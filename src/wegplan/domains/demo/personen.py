"""Names, customer numbers and who is responsible for whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mimesis import Gender, Locale
from mimesis import Person as Namensgeber

from .gegend import JOBCENTER, JOBCENTER_VON_TEAM
from .konten import FACHKRAEFTE_JE_TEAM, Konto, alle_konten, fachkraft
from .wege import PERSONEN, TEAMS, Weg, tage
from .zeilen import PersonZeile, ZustaendigkeitZeile
from .zufall import Zufall

KURZ = {team.kennung: team.kurz for jc in JOBCENTER for team in jc.teams}
HAUS = {jc.kennung: jc.kennung.removeprefix("JC-").lower() for jc in JOBCENTER}
OHNE_FACHKRAFT, ABGELAUFEN, WECHSEL = 0.02, 0.015, 0.06  # shares of persons
BOV_JE_TEAM, AGS_JE_HAUS, VERTRETEN = 60, 40, 20  # persons
MASSNAHMEN_JE_MB = 3


@dataclass(frozen=True)
class Name:
    vorname: str
    nachname: str
    geschlecht: str

    @property
    def handzeichen(self) -> str:
        return self.vorname[0] + self.nachname[:2]


class Namen:
    """Made-up German names from the library; a few double names."""

    def __init__(self, samen: int, bereich: str) -> None:
        self.zufall = Zufall(samen, bereich)
        self.geber = Namensgeber(Locale.DE, seed=f"{samen}/{bereich}")

    def naechster(self) -> Name:
        geschlecht = self.zufall.eins_von((("w", 50), ("m", 48), ("d", 1), ("x", 1)))
        art = Gender.MALE if geschlecht == "m" else Gender.FEMALE
        nachname = self.geber.last_name()
        if self.zufall.ja(0.04):
            nachname = f"{nachname}-{self.geber.last_name()}"
        return Name(self.geber.first_name(gender=art), nachname, geschlecht)


def kontennamen(samen: int) -> dict[str, Name]:
    """Name of the person behind every demo account, by user name."""
    namen = Namen(samen, "konten")
    return {konto.benutzername: namen.naechster() for konto in alle_konten()}


def kundennummern(zufall: Zufall) -> Iterator[tuple[str, str]]:
    """Pairs (middle and end of a number) without repetition: `A456789` after the office's three digits."""
    for zahl in zufall.sample(range(1_000_000), PERSONEN):
        yield zufall.choice("ABCDEFGH"), f"{zahl:06d}"


def personen(wege: list[Weg], samen: int) -> list[PersonZeile]:
    """One row for each way, in the same order."""
    zufall, namen = Zufall(samen, "personen"), Namen(samen, "namen")
    zeilen = []
    for weg, (buchstabe, ziffern) in zip(wege, kundennummern(zufall), strict=True):
        name, jc = namen.naechster(), JOBCENTER_VON_TEAM[weg.team]
        zeilen.append(
            PersonZeile(
                f"{jc.vorspann}{buchstabe}{ziffern}",
                name.nachname,
                name.vorname,
                weg.geburtsdatum,
                name.geschlecht,
                jc.kennung,
                weg.team,
            )
        )
    return zeilen


class Verteilung:
    """Gives every person an advisor of the own team, about 80 each, and some further colleagues."""

    def __init__(self, wege: list[Weg], personen: list[PersonZeile], stichtag: date, zufall: Zufall) -> None:
        self.paare = list(zip(wege, personen, strict=True))
        self.stichtag, self.zufall = stichtag, zufall

    def alle(self) -> list[ZustaendigkeitZeile]:
        return [
            *self._fachkraefte(),
            *self._vermittlung(),
            *self._arbeitgeberservice(),
            *self._massnahmebetreuung(),
            *self._vertretungen(),
        ]

    def _beginn(self, weg: Weg) -> date:
        """Some weeks before the first Teilnahme; a few weeks ago for new customers."""
        if not weg.faelle:
            return self.stichtag - tage(self.zufall.randint(1, 40))
        frueh = weg.faelle[0].eintritt - tage(self.zufall.randint(60, 220))
        return min(self.zufall.tag(frueh, frueh + tage(6)), self.stichtag)

    def _fachkraefte(self) -> Iterator[ZustaendigkeitZeile]:
        je_team = PERSONEN // len(TEAMS)
        for weg, person in self.paare:
            nummer = 1 + weg.platz_im_team * FACHKRAEFTE_JE_TEAM // je_team
            von = self._beginn(weg)
            wurf = 1.0 if weg.hauptfall else self.zufall.random()
            if wurf < OHNE_FACHKRAFT:
                continue
            bisher = min(von + tage(self.zufall.randint(30, 500)), self.stichtag - tage(self.zufall.randint(1, 20)))
            if wurf < OHNE_FACHKRAFT + ABGELAUFEN and bisher >= von:
                yield self._fuer(person, nummer, von, bisher)
            elif wurf < OHNE_FACHKRAFT + ABGELAUFEN + WECHSEL and bisher >= von:
                yield self._fuer(person, 1 + nummer % FACHKRAEFTE_JE_TEAM, von, bisher)
                yield self._fuer(person, nummer, bisher + tage(1), None)
            else:
                yield self._fuer(person, nummer, von, None)

    def _fuer(self, person: PersonZeile, nummer: int, von: date, bis: date | None) -> ZustaendigkeitZeile:
        benutzer = fachkraft(KURZ[person.team], nummer)
        return ZustaendigkeitZeile(person.kundennummer, benutzer.partition(".")[0], benutzer, von, bis)

    def _laufend(self, jobcenter: str, bis: int, team: str = "") -> list[tuple[Weg, PersonZeile]]:
        """Persons of the office (or team) whose Teilnahme runs and ends within `bis` days, the nearest first."""
        grenze = self.stichtag + tage(bis)
        nahe = [
            (weg, person)
            for weg, person in self.paare
            if person.jobcenter == jobcenter
            and team in ("", weg.team)
            and weg.faelle
            and weg.faelle[-1].eintritt <= self.stichtag < weg.faelle[-1].ende <= grenze
        ]
        return sorted(nahe, key=lambda paar: (paar[0].faelle[-1].ende, paar[1].kundennummer))

    def _weitere(
        self, paare: list[tuple[Weg, PersonZeile]], rolle: str, benutzer: str
    ) -> Iterator[ZustaendigkeitZeile]:
        for weg, person in paare:
            von = max(weg.faelle[-1].eintritt, self.stichtag - tage(60))
            yield ZustaendigkeitZeile(person.kundennummer, rolle, benutzer, von, None)

    def _vermittlung(self) -> Iterator[ZustaendigkeitZeile]:
        for jc in JOBCENTER:
            for team in jc.teams if "bov" in jc.rollen else ():
                paare = self._laufend(jc.kennung, 120, team.kennung)[:BOV_JE_TEAM]
                yield from self._weitere(paare, "bov", f"bov.{team.kurz}")

    def _arbeitgeberservice(self) -> Iterator[ZustaendigkeitZeile]:
        for jc in JOBCENTER:
            paare = self._laufend(jc.kennung, 60)[:AGS_JE_HAUS]
            yield from self._weitere(paare, "ags", f"ags.{HAUS[jc.kennung]}")

    def _massnahmebetreuung(self) -> Iterator[ZustaendigkeitZeile]:
        """The running participants of a few whole measures."""
        for jc in JOBCENTER:
            je_massnahme: dict[str, list[tuple[Weg, PersonZeile]]] = {}
            for paar in self._laufend(jc.kennung, 1200):
                je_massnahme.setdefault(paar[0].faelle[-1].platz.massnahmenummer, []).append(paar)
            for gruppe in sorted(je_massnahme.values(), key=len)[-MASSNAHMEN_JE_MB:]:
                yield from self._weitere(gruppe, "mb", f"mb.{HAUS[jc.kennung]}")

    def _vertretungen(self) -> Iterator[ZustaendigkeitZeile]:
        """In every team the last advisor is away for two weeks; the last but one stands in."""
        von, bis = self.stichtag - tage(3), self.stichtag + tage(11)
        je_team: dict[str, list[str]] = {team: [] for team in TEAMS}
        for weg, person in reversed(self.paare):
            if len(je_team[weg.team]) < VERTRETEN:
                je_team[weg.team].append(person.kundennummer)
        for team, nummern in je_team.items():
            benutzer = fachkraft(KURZ[team], FACHKRAEFTE_JE_TEAM - 1)
            yield from (ZustaendigkeitZeile(nummer, "vertretung", benutzer, von, bis) for nummer in nummern)


def konten_mit_namen(samen: int) -> list[tuple[Konto, Name]]:
    namen = kontennamen(samen)
    return [(konto, namen[konto.benutzername]) for konto in alle_konten()]
