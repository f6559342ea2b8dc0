"""From a seed and a reference day to the whole region: pure, no database, no clock."""

from datetime import date

from . import anwesenheiten, ausgaenge, gegend, massnahmen, nachweise, vorgaenge
from .personen import Verteilung, personen
from .wege import Fall, Weg, tage, wege
from .zeilen import (
    HandlungsstrategieZeile,
    PersonZeile,
    Region,
    TeilnahmeZeile,
    VereinbarungZeile,
    VermittlungZeile,
    VorgangZeile,
)
from .zufall import Zufall, werktag

TEAMWECHSEL = 0.04  # share of persons with an earlier Teilnahme who changed team since


def erzeugen(samen: int, stichtag: date) -> Region:
    """The same region for the same seed and reference day."""
    angebot = massnahmen.plaetze(Zufall(samen, "angebot"))
    alle_wege = wege(angebot, stichtag, Zufall(samen, "wege"))
    ausgaenge.bestimmen(alle_wege, stichtag, Zufall(samen, "ausgaenge"))
    leute = personen(alle_wege, samen)
    belege = Belege(samen, stichtag)
    for weg, person in zip(alle_wege, leute, strict=True):
        belege.aufnehmen(weg, person)
    stellen = gegend.organisationen()
    kurse = massnahmen.massnahmen(angebot, belege.teilnahmen, Zufall(samen, "massnahmen"))
    return Region(
        samen=samen,
        stichtag=stichtag,
        organisationen=stellen,
        teams=gegend.teams(),
        massnahmen=kurse,
        personen=leute,
        zustaendigkeiten=Verteilung(alle_wege, leute, stichtag, Zufall(samen, "zustaendigkeiten")).alle(),
        teilnahmen=belege.teilnahmen,
        vereinbarungen=belege.vereinbarungen,
        vermittlungen=belege.vermittlungen,
        handlungsstrategien=belege.strategien,
        vorgaenge=belege.vorgaenge,
        anwesenheiten=anwesenheiten.anwesenheiten(
            belege.teilnahmen, kurse, stellen, stichtag, Zufall(samen, "anwesenheiten")
        ),
    )


class Belege:
    """Collects the rows of all persons and numbers them in the order of persons and time."""

    def __init__(self, samen: int, stichtag: date) -> None:
        self.stichtag = stichtag
        self.zufall = Zufall(samen, "teilnahmen")
        self.zufall_nachweise = Zufall(samen, "nachweise")
        self.zufall_vorgaenge = Zufall(samen, "vorgaenge")
        self.teilnahmen: list[TeilnahmeZeile] = []
        self.vereinbarungen: list[VereinbarungZeile] = []
        self.vermittlungen: list[VermittlungZeile] = []
        self.strategien: list[HandlungsstrategieZeile] = []
        self.vorgaenge: list[VorgangZeile] = []

    def aufnehmen(self, weg: Weg, person: PersonZeile) -> None:
        self._teilnahmen(weg, person)
        alle = nachweise.nachweise(weg, self.stichtag, self.zufall_nachweise)
        vorgaenger = ""
        for v in alle.vereinbarungen:
            nummer = f"E{len(self.vereinbarungen) + 1:06d}"
            zeile = VereinbarungZeile(
                nummer, person.kundennummer, v.art, v.abgeschlossen_am, v.gueltig_bis, vorgaenger, v.erfasst_am
            )
            self.vereinbarungen.append(zeile)
            vorgaenger = nummer
        for m in alle.vermittlungen:
            self.vermittlungen.append(
                VermittlungZeile(
                    f"V{len(self.vermittlungen) + 1:06d}",
                    person.kundennummer,
                    m.art,
                    m.unterbreitet_am,
                    m.stellenart,
                    m.sv_pflichtig,
                    m.stelle_betreut,
                    m.profil_betreut,
                    m.erfasst_am,
                )
            )
        for s in alle.strategien:
            nummer = f"H{len(self.strategien) + 1:06d}"
            self.strategien.append(
                HandlungsstrategieZeile(
                    nummer, person.kundennummer, "absolventenmanagement", s.begonnen_am, s.beendet_am, s.erfasst_am
                )
            )

    def _teilnahmen(self, weg: Weg, person: PersonZeile) -> None:
        if len(weg.faelle) > 1 and self.zufall.ja(TEAMWECHSEL):
            weg.faelle[0].team = _nachbarteam(weg.team)
        vorige = ""
        for fall in weg.faelle:
            nummer = f"T{len(self.teilnahmen) + 1:05d}"
            self.teilnahmen.append(self._teilnahme(nummer, fall, person, vorige if fall.folgt_auf_stufe else ""))
            self._vorgaenge(fall, fall.team or weg.team, nummer, person)
            vorige = nummer

    def _vorgaenge(self, fall: Fall, team: str, teilnahme: str, person: PersonZeile) -> None:
        for v in vorgaenge.vorgaenge(fall, team, self.stichtag, self.zufall_vorgaenge):
            nummer = f"G{len(self.vorgaenge) + 1:06d}"
            self.vorgaenge.append(
                VorgangZeile(nummer, person.kundennummer, teilnahme, v.art, v.tag, v.ergebnis, v.notiz, v.erfasst_am)
            )

    def _teilnahme(self, nummer: str, fall: Fall, person: PersonZeile, vorige: str) -> TeilnahmeZeile:
        zwischen = abschluss = None
        if fall.platz.kurs.foerderart == "FbW-A" and fall.geplantes_ende:
            zwischen = werktag(fall.eintritt + (fall.geplantes_ende - fall.eintritt) // 2)
            abschluss = werktag(fall.geplantes_ende - tage(self.zufall.randint(10, 40)), -1)
        erfasst = min(fall.eintritt - tage(self.zufall.randint(-2, 14)), self.stichtag)
        return TeilnahmeZeile(
            nummer,
            person.kundennummer,
            fall.platz.massnahmenummer,
            fall.eintritt,
            fall.geplantes_ende,
            fall.austritt,
            fall.grund,
            fall.team,
            zwischen,
            abschluss,
            vorige,
            werktag(erfasst, -1),
        )


def _nachbarteam(team: str) -> str:
    """Another team of the same Jobcenter."""
    haus = [t.kennung for t in gegend.JOBCENTER_VON_TEAM[team].teams]
    return haus[(haus.index(team) + 1) % len(haus)]
