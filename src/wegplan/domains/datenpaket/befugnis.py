"""What the person who imports may write (DS-02): a Jobcenter's data quality only what is the Jobcenter's own."""

from typing import Any

from wegplan.domains.paketabgleich.bestandspruefung import Bestandspruefung
from wegplan.domains.paketabgleich.unterschied import anders
from wegplan.domains.paketform.abbildung import abbildungen
from wegplan.domains.paketform.anhang import anhaenge as alle_anhaenge
from wegplan.domains.paketform.kind import kinder as alle_kinder

from . import anhaenge
from .verlaengerungen import TABELLE as VERLAENGERUNGEN
from .zustaendigkeiten import TABELLE as ZUSTAENDIGKEITEN

FREMD = "Diese Person gehört nicht zu Ihrem Jobcenter; Sie dürfen sie nicht einlesen."


def befugnis_pruefen(bestand: Bestandspruefung, nutzer: Any) -> None:
    """Rows beyond the user's right are faults. `nutzer` None (command line) and who sees all may all."""
    if nutzer is None or nutzer.darf_alles_sehen:
        return
    stelle = nutzer.organisation_id or 0
    _mit_kennzeichen(bestand, stelle, nutzer)
    if ZUSTAENDIGKEITEN in bestand.stand.tabellen:
        _zustaendigkeiten(bestand, stelle)
    for name in bestand.stand.tabellen:
        if anhang := alle_anhaenge().get(name):
            anhaenge.befugnis_pruefen(bestand, anhang, nutzer)
        elif name in alle_kinder():
            anhaenge.lesen_pruefen(bestand, name, nutzer)
    if VERLAENGERUNGEN in bestand.stand.tabellen:
        bestand.finden(
            VERLAENGERUNGEN,
            "teilnahme_id",
            FREMD,
            f"select z.nr, z.kennzeichen as wert from ziel_{VERLAENGERUNGEN} z"
            " join person_person p on p.id = z.person_id where p.jobcenter_id is distinct from %s",
            stelle,
        )
    _stammdaten(bestand, stelle)


def _mit_kennzeichen(bestand: Bestandspruefung, stelle: int, nutzer: Any) -> None:
    for name in bestand.gestuft:
        if name == "personen":
            _personen(bestand, stelle)
        elif anhaenge.lesen_pruefen(bestand, name, nutzer) and abbildungen()[name].person:
            _anhang(bestand, name, stelle)


def _personen(bestand: Bestandspruefung, stelle: int) -> None:
    bestand.finden(
        "personen",
        "kundennummer",
        FREMD,
        "select z.nr, z.kundennummer as wert from ziel_personen z join person_person b on b.id = z.id"
        " where b.jobcenter_id is distinct from %s",
        stelle,
    )
    bestand.finden(
        "personen",
        "jobcenter",
        "Sie dürfen nur Personen des eigenen Jobcenters einlesen.",
        "select z.nr, r.jobcenter as wert from ziel_personen z join roh_personen r using (nr)"
        " where z.jobcenter_id is distinct from %s",
        stelle,
    )


def _anhang(bestand: Bestandspruefung, name: str, stelle: int) -> None:
    """What hangs on a person: on one of the database, or a record that hung on one so far."""
    abbildung = abbildungen()[name]
    key = abbildung.schluessel
    bestand.finden(
        name,
        "kundennummer",
        FREMD,
        f"select z.nr, r.kundennummer as wert from ziel_{name} z join roh_{name} r using (nr)"
        " join person_person p on p.id = z.person_id where p.jobcenter_id is distinct from %s",
        stelle,
    )
    bestand.finden(
        name,
        key,
        "Dieses Kennzeichen ist schon für einen Datensatz außerhalb Ihres Jobcenters vergeben.",
        f"select z.nr, z.{key} as wert from ziel_{name} z join {abbildung.db} b on b.id = z.id"
        " join person_person p on p.id = b.person_id where p.jobcenter_id is distinct from %s",
        stelle,
    )


def _zustaendigkeiten(bestand: Bestandspruefung, stelle: int) -> None:
    von = f"from ziel_{ZUSTAENDIGKEITEN} z join roh_{ZUSTAENDIGKEITEN} r using (nr)"
    bestand.finden(
        ZUSTAENDIGKEITEN,
        "kundennummer",
        FREMD,
        f"select z.nr, r.kundennummer as wert {von} join person_person p on p.id = z.person_id"
        " where p.jobcenter_id is distinct from %s",
        stelle,
    )
    bestand.finden(
        ZUSTAENDIGKEITEN,
        "benutzer",
        "Dieses Benutzerkonto gehört nicht zu Ihrem Jobcenter.",
        f"select z.nr, r.benutzer as wert {von} join organisation_nutzer n on n.id = z.nutzer_id"
        " where n.organisation_id is distinct from %s",
        stelle,
    )


def _stammdaten(bestand: Bestandspruefung, stelle: int) -> None:
    """Offices, teams and measures that others use may be named, not changed: a changed provider of a
    measure would open other offices' persons to it."""
    for name, spalte, satz, fremd in (
        ("organisationen", "kennung", "Diese Organisation dürfen Sie nicht ändern.", "d.id is distinct from %s"),
        ("teams", "kennung", "Dieses Team gehört nicht zu Ihrem Jobcenter.", "d.organisation_id is distinct from %s"),
        (
            "massnahmen",
            "massnahmenummer",
            "Diese Maßnahme nutzen auch andere Jobcenter; Sie dürfen sie nicht ändern.",
            "exists (select from teilnahme_teilnahme t join person_person p on p.id = t.person_id"
            " where t.massnahme_id = d.id and p.jobcenter_id is distinct from %s)",
        ),
    ):
        if name in bestand.gestuft:
            abbildung = abbildungen()[name]
            unterschied = anders(abbildung, bestand.stand.tabellen[name].vorhanden)
            bestand.finden(
                name,
                spalte,
                satz,
                f"select z.nr, z.{spalte} as wert from ziel_{name} z join {abbildung.db} d on d.id = z.id"
                f" where {unterschied} and {fremd}",
                stelle,
            )
    if "teams" in bestand.gestuft:
        bestand.finden(
            "teams",
            "organisation",
            "Teams dürfen Sie nur im eigenen Jobcenter anlegen.",
            "select z.nr, r.organisation as wert from ziel_teams z join roh_teams r using (nr)"
            " left join organisation_team d on d.id = z.id"
            " where z.organisation_id is distinct from %s and z.organisation_id is distinct from d.organisation_id",
            stelle,
        )
