"""The rows of the made-up region: one class per file of the data package, fields in the order of its columns."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class OrganisationZeile(NamedTuple):
    kennung: str
    art: str
    name: str
    uebergeordnet: str
    bundesland: str
    regelwerk: str


class TeamZeile(NamedTuple):
    kennung: str
    organisation: str
    name: str


class MassnahmeZeile(NamedTuple):
    massnahmenummer: str
    titel: str
    foerderart: str
    programmstufe: str
    traeger: str
    regionalbuero: str
    beginn: date
    ende: date | None
    plaetze: int
    gruppenmassnahme: bool
    ort_land: str
    durchlaufend: bool


class PersonZeile(NamedTuple):
    kundennummer: str
    nachname: str
    vorname: str
    geburtsdatum: date
    geschlecht: str
    jobcenter: str
    team: str


class ZustaendigkeitZeile(NamedTuple):
    kundennummer: str
    rolle: str
    benutzer: str
    von: date
    bis: date | None


class TeilnahmeZeile(NamedTuple):
    teilnahme_id: str
    kundennummer: str
    massnahmenummer: str
    eintritt: date
    geplantes_ende: date | None
    austritt: date | None
    austrittsgrund: str
    team: str
    zwischenpruefung: date | None
    abschlusspruefung: date | None
    vorherige_teilnahme: str
    erfasst_am: date


class VereinbarungZeile(NamedTuple):
    vereinbarung_id: str
    kundennummer: str
    art: str
    abgeschlossen_am: date
    gueltig_bis: date | None
    vorgaenger: str
    erfasst_am: date


class VermittlungZeile(NamedTuple):
    vermittlung_id: str
    kundennummer: str
    art: str
    unterbreitet_am: date
    stellenart: str
    sv_pflichtig: bool | None
    stelle_betreut: bool | None
    profil_betreut: bool | None
    erfasst_am: date


class HandlungsstrategieZeile(NamedTuple):
    handlungsstrategie_id: str
    kundennummer: str
    art: str
    begonnen_am: date
    beendet_am: date | None
    erfasst_am: date


class VorgangZeile(NamedTuple):
    vorgang_id: str
    kundennummer: str
    teilnahme_id: str
    art: str
    tag: date
    ergebnis: str
    notiz: str
    erfasst_am: date


class AnwesenheitZeile(NamedTuple):
    teilnahme_id: str
    datum: date
    lernort: str
    status: str


@dataclass(frozen=True)
class Region:
    """The whole made-up region for one seed and reference day."""

    samen: int
    stichtag: date
    organisationen: list[OrganisationZeile]
    teams: list[TeamZeile]
    massnahmen: list[MassnahmeZeile]
    personen: list[PersonZeile]
    zustaendigkeiten: list[ZustaendigkeitZeile]
    teilnahmen: list[TeilnahmeZeile]
    vereinbarungen: list[VereinbarungZeile]
    vermittlungen: list[VermittlungZeile]
    handlungsstrategien: list[HandlungsstrategieZeile]
    vorgaenge: list[VorgangZeile]
    anwesenheiten: list[AnwesenheitZeile]
