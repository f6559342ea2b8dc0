"""Tables that hang on a Teilnahme: attendance, internships, services, results … Their key may be a composite one, and
the person stands behind the Teilnahme, so the file does not name it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.backends.utils import CursorWrapper

from wegplan.domains.anwesenheit.models import Anwesenheit, Monatsabschluss
from wegplan.domains.foerderung.models import Foerderleistung, Praktikum, Zertifikat
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.qualifizierungsplan.models import (
    Ausbildungsrahmen,
    Modulergebnis,
    Verkuerzungspruefung,
    Wechselpruefung,
)
from wegplan.domains.verbleib.models import (
    Anschlussperspektive,
    Einstiegsbegleitung,
    Ergebnis,
    Fragebogen,
    Merkmal,
    Verbleib,
)
from wegplan.kit.exchange.regeln import q
from wegplan.kit.exchange.schema import Tabelle, laden

from .bestandspruefung import NAMEN, Bestandspruefung
from .schreiben import Zahlen

MODELLE: dict[str, type[models.Model]] = {
    "anwesenheiten": Anwesenheit,
    "praktika": Praktikum,
    "foerderleistungen": Foerderleistung,
    "zertifikate": Zertifikat,
    "verbleibe": Verbleib,
    "ergebnisse": Ergebnis,
    "merkmale": Merkmal,
    "anschlussperspektiven": Anschlussperspektive,
    "einstiegsbegleitungen": Einstiegsbegleitung,
    "frageboegen": Fragebogen,
    "ausbildungsrahmen": Ausbildungsrahmen,
    "verkuerzungspruefungen": Verkuerzungspruefung,
    "wechselpruefungen": Wechselpruefung,
    "modulergebnisse": Modulergebnis,
}
# what a user may neither take out nor bring in without the right to read it in the file; the command line may all
NUR_MIT = {
    "anschlussperspektiven": Aktion.VERBLEIB_LESEN,
    "einstiegsbegleitungen": Aktion.VERBLEIB_LESEN,
    "frageboegen": Aktion.VERBLEIB_LESEN,
    "ausbildungsrahmen": Aktion.QUALIFIZIERUNGSPLAN_LESEN,
    "verkuerzungspruefungen": Aktion.QUALIFIZIERUNGSPLAN_LESEN,
    "wechselpruefungen": Aktion.QUALIFIZIERUNGSPLAN_LESEN,
    "modulergebnisse": Aktion.QUALIFIZIERUNGSPLAN_LESEN,
}
NICHT_ERLAUBT = "Diese Datei dürfen Sie nicht einlesen: Sie lesen solche Angaben auch in der Akte nicht."
TEILNAHME = "teilnahme_id"  # in the file its key, in the database its number
TAGE = {"anwesenheiten": "datum", "praktika": "beginn", "foerderleistungen": "tag"}  # happen during the Teilnahme
FREMD = "Diese Person gehört nicht zu Ihrem Jobcenter; Sie dürfen sie nicht einlesen."
ABGESCHLOSSEN = (
    "Der Monat ist für diese Maßnahme abgeschlossen. Ändern Sie den Tag in der Anwesenheit als Korrektur mit Grund."
)
VERGEBEN = "Dieses Kennzeichen ist schon für einen Datensatz außerhalb Ihres Jobcenters vergeben."


@dataclass(frozen=True)
class Anhang:
    """A table of the package with its model; columns have the same name on both sides."""

    tabelle: Tabelle
    modell: type[models.Model]

    @property
    def name(self) -> str:
        return self.tabelle.name

    @property
    def db(self) -> str:
        return self.modell._meta.db_table

    @property
    def spalten(self) -> list[str]:
        """The columns of the file without the Teilnahme."""
        return [s.name for s in self.tabelle.spalten if s.name != TEILNAHME]

    @property
    def werte(self) -> list[str]:
        """Columns of the database beside the key that the file brings; a Teilnahme outside the key is one of them."""
        ausserhalb = [] if TEILNAHME in self.tabelle.schluessel else [TEILNAHME, "person_id"]
        return ausserhalb + [s for s in self.spalten if s not in self.tabelle.schluessel]

    @property
    def eigenes_kennzeichen(self) -> str:
        """The single key column where the key does not name the Teilnahme, else empty."""
        return "" if TEILNAHME in self.tabelle.schluessel else self.tabelle.schluessel[0]

    def liste(self, spalte: str) -> bool:
        """The database holds several words where the file has them with blanks between."""
        return isinstance(self.modell._meta.get_field(spalte), ArrayField)

    def leertext(self, spalte: str) -> bool:
        """The database holds '' where the file is empty."""
        feld = self.modell._meta.get_field(spalte)
        return isinstance(feld, models.CharField | models.TextField) and not feld.null


@cache
def anhaenge() -> dict[str, Anhang]:
    """All of them by name, in the order of the package."""
    return {name: Anhang(laden()[name], MODELLE[name]) for name in laden() if name in MODELLE}


def ziel_bilden(c: CursorWrapper, anhang: Anhang, teilnahmen_geladen: bool) -> None:
    """Make ziel_<table> with numbers for Teilnahme and person; `id` is that of a stored record."""
    name = anhang.name
    paket, teilnahme, person = "", "b.id", "b.person_id"
    if teilnahmen_geladen:
        paket = "left join ziel_teilnahmen z on z.teilnahme_id = r.teilnahme_id"
        teilnahme, person = "coalesce(z.id, b.id)", "coalesce(z.person_id, b.person_id)"
    spalten = (_roh(anhang, s) for s in anhang.spalten)
    c.execute(
        f"create temporary table ziel_{name} on commit drop as"
        f" select r.nr, r.gut, {teilnahme} as teilnahme_id, {person} as person_id, {', '.join(spalten)},"
        f"  null::bigint as id from roh_{name} r {paket}"
        " left join teilnahme_teilnahme b on b.teilnahme_id = r.teilnahme_id"
    )
    c.execute(f"analyze ziel_{name}")
    gleich = " and ".join(f"d.{q(s)} = z.{q(s)}" for s in anhang.tabelle.schluessel)
    c.execute(f"update ziel_{name} z set id = d.id from {anhang.db} d where {gleich}")
    c.execute(f"analyze ziel_{name}")


def _roh(anhang: Anhang, spalte: str) -> str:
    if anhang.liste(spalte):
        return f"string_to_array(r.{q(spalte)}, ' ')::varchar[] as {q(spalte)}"
    return f"coalesce(r.{q(spalte)}, '') as {q(spalte)}" if anhang.leertext(spalte) else f"r.{q(spalte)}"


def pruefen(bestand: Bestandspruefung, anhang: Anhang) -> None:
    """The Teilnahme must be known. A day outside of it is a warning: the package is the other system's word."""
    name, teilnahmen = anhang.name, bestand.stand.tabellen.get("teilnahmen")
    von = f"from roh_{name} r join ziel_{name} z using (nr)"
    if "teilnahmen" not in bestand.stand.unlesbar and (teilnahmen is None or teilnahmen.gelesen.vollstaendig):
        bestand.finden(
            name,
            TEILNAHME,
            f"{NAMEN['teilnahmen']} gibt es weder im Paket noch in Wegplan.",
            f"select r.nr, r.teilnahme_id as wert {von}"
            " where z.teilnahme_id is null and r.teilnahme_id = trim(r.teilnahme_id)",
        )
    if tag := TAGE.get(name):
        _tag_pruefen(bestand, name, tag)
    if anhang.modell is Anwesenheit:
        _abgeschlossen_pruefen(bestand, anhang)
    if kennzeichen := anhang.eigenes_kennzeichen:
        bestand.warnen(
            name,
            kennzeichen,
            "Der Datensatz gehörte bisher zu einer anderen Person.",
            f"select z.nr from ziel_{name} z join {anhang.db} b on b.id = z.id"
            " where z.gut and b.person_id <> z.person_id",
        )


def _tag_pruefen(bestand: Bestandspruefung, name: str, tag: str) -> None:
    zeiten = "select id, eintritt, austritt from teilnahme_teilnahme b"
    if "teilnahmen" in bestand.gestuft:
        zeiten += (
            " where not exists (select from ziel_teilnahmen z where z.id = b.id)"
            " union all select id, eintritt, austritt from ziel_teilnahmen"
        )
    bestand.warnen(
        name,
        tag,
        "Der Tag liegt vor dem Eintritt oder nach dem Austritt.",
        f"select z.nr from ziel_{name} z join ({zeiten}) t on t.id = z.teilnahme_id"
        f" where z.gut and (z.{tag} < t.eintritt or z.{tag} > t.austritt)",
    )


def _abgeschlossen_pruefen(bestand: Bestandspruefung, anhang: Anhang) -> None:
    """A closed month is signed and its lists are with AA/JC: a package does not write past it (JPS-32). The same mark
    once more is nothing new; a different one is a correction, which needs a reason."""
    bestand.finden(
        anhang.name,
        "datum",
        ABGESCHLOSSEN,
        f"select z.nr, r.datum as wert from ziel_{anhang.name} z join roh_{anhang.name} r using (nr)"
        f" join teilnahme_teilnahme t on t.id = z.teilnahme_id left join {anhang.db} d on d.id = z.id"
        f" where z.gut and d.status is distinct from z.status and exists ("
        f"select from {Monatsabschluss._meta.db_table} a where a.massnahme_id = t.massnahme_id"
        "  and a.monat = date_trunc('month', z.datum::date)::date)",
    )


def befugnis_pruefen(bestand: Bestandspruefung, anhang: Anhang, nutzer: Any) -> None:
    """Only what the user may read, and records of persons of the own Jobcenter; those that come with the package are
    checked there."""
    name, kennzeichen, stelle = anhang.name, anhang.eigenes_kennzeichen, nutzer.organisation_id or 0
    if name in NUR_MIT and not nutzer.darf(NUR_MIT[name]):
        erste = f"select min(nr) as nr, '' as wert from roh_{name} having count(*) > 0"
        bestand.finden(name, TEILNAHME, NICHT_ERLAUBT, erste)
        return
    bestand.finden(
        name,
        TEILNAHME,
        FREMD,
        f"select z.nr, r.teilnahme_id as wert from ziel_{name} z join roh_{name} r using (nr)"
        " join person_person p on p.id = z.person_id where p.jobcenter_id is distinct from %s",
        stelle,
    )
    if kennzeichen:
        bestand.finden(
            name,
            kennzeichen,
            VERGEBEN,
            f"select z.nr, z.{kennzeichen} as wert from ziel_{name} z join {anhang.db} b on b.id = z.id"
            " join person_person p on p.id = b.person_id where p.jobcenter_id is distinct from %s",
            stelle,
        )


def schreiben(c: CursorWrapper, anhang: Anhang, vorhanden: frozenset[str]) -> Zahlen:
    """Known records get the values of the columns that the file has, new ones are inserted."""
    name = anhang.name
    c.execute(f"select count(*), count(*) filter (where id is null) from ziel_{name}")
    zeilen, neu = c.fetchone()
    geaendert = _aendern(c, anhang, vorhanden)
    if neu:
        spalten = ", ".join(
            ["person_id", TEILNAHME, *(q(s) for s in anhang.spalten if s in vorhanden or anhang.leertext(s))]
        )
        c.execute(f"insert into {anhang.db} ({spalten}) select {spalten} from ziel_{name} where id is null order by nr")
    return Zahlen(neu, geaendert, zeilen - neu - geaendert)


def _aendern(c: CursorWrapper, anhang: Anhang, vorhanden: frozenset[str]) -> int:
    """Only rows that differ; without one the statement is left out, so that not even its triggers run."""
    felder = [q(s) for s in anhang.werte if s in vorhanden or s == "person_id"]
    if not felder:
        return 0
    anders = (
        f"ziel_{anhang.name} z where z.id = d.id"
        f" and ({', '.join(f'd.{f}' for f in felder)}) is distinct from ({', '.join(f'z.{f}' for f in felder)})"
    )
    c.execute(f"select count(*) from {anhang.db} d, {anders}")
    (anzahl,) = c.fetchone()
    if anzahl:
        c.execute(f"update {anhang.db} d set {', '.join(f'{f} = z.{f}' for f in felder)} from {anders}")
    return int(anzahl)


def auszug(anhang: Anhang, spalten: list[str], personen: str) -> str:
    """SQL of these columns in the order of the key; `personen`: condition on `p`, a row of person_person."""
    ausdruecke = (f"{_wert(anhang, s)} as {q(s)}" for s in spalten)
    nach_bytes = {"string": ' collate "C"'}
    ordnung = (
        f"{_wert(anhang, s)}{nach_bytes.get(anhang.tabelle.spalte(s).typ, '')}" for s in anhang.tabelle.schluessel
    )
    return f"select {', '.join(ausdruecke)} {_von(anhang)} where {personen} order by {', '.join(ordnung)}"


def gibt_es(anhang: Anhang, personen: str, spalte: str = "") -> str:
    """SQL: whether there is a record of these persons, with something in `spalte` if that is given."""
    etwas = f" and nullif(b.{q(spalte)}::text, '') is not null" if spalte else ""
    return f"select exists (select {_von(anhang)} where {personen}{etwas})"


def _von(anhang: Anhang) -> str:
    return (
        f"from {anhang.db} b join teilnahme_teilnahme t on t.id = b.teilnahme_id"
        " join person_person p on p.id = b.person_id"
    )


def _wert(anhang: Anhang, spalte: str) -> str:
    if spalte == TEILNAHME:
        return "t.teilnahme_id"
    if anhang.liste(spalte):
        return f"array_to_string(b.{q(spalte)}, ' ')"
    if anhang.tabelle.spalte(spalte).typ == "boolean":
        return f"case when b.{q(spalte)} then 'true' when not b.{q(spalte)} then 'false' end"
    return f"nullif(b.{q(spalte)}, '')" if anhang.leertext(spalte) else f"b.{q(spalte)}"
