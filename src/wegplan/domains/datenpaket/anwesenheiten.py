"""anwesenheiten.csv: marks of attendance (JPS-30). Composite key, and the person stands behind the Teilnahme."""

from django.db.backends.utils import CursorWrapper

from .bestandspruefung import Bestandspruefung
from .schreiben import Zahlen

TABELLE = "anwesenheiten"
DB = "anwesenheit_anwesenheit"
AUSZUG = (
    f"select t.teilnahme_id, b.datum, b.lernort, b.status from {DB} b"
    " join teilnahme_teilnahme t on t.id = b.teilnahme_id join person_person p on p.id = b.person_id"
    ' where {personen} order by t.teilnahme_id collate "C", b.datum, b.lernort collate "C"'
)
GIBT_ES = f"select exists (select from {DB} b join person_person p on p.id = b.person_id where {{personen}})"
FREMD = "Diese Person gehört nicht zu Ihrem Jobcenter; Sie dürfen sie nicht einlesen."


def ziel_bilden(c: CursorWrapper, teilnahmen_geladen: bool) -> None:
    """Make ziel_anwesenheiten with numbers for Teilnahme and person; `id` is that of a stored mark."""
    paket, teilnahme, person = "", "b.id", "b.person_id"
    if teilnahmen_geladen:
        paket = "left join ziel_teilnahmen z on z.teilnahme_id = r.teilnahme_id"
        teilnahme, person = "coalesce(z.id, b.id)", "coalesce(z.person_id, b.person_id)"
    c.execute(
        f"create temporary table ziel_{TABELLE} on commit drop as"
        f" select r.nr, r.gut, {teilnahme} as teilnahme_id, {person} as person_id, r.datum, r.lernort, r.status,"
        f"  null::bigint as id from roh_{TABELLE} r {paket}"
        " left join teilnahme_teilnahme b on b.teilnahme_id = r.teilnahme_id"
    )
    c.execute(f"analyze ziel_{TABELLE}")
    c.execute(
        f"update ziel_{TABELLE} z set id = d.id from {DB} d"
        " where d.teilnahme_id = z.teilnahme_id and d.datum = z.datum and d.lernort = z.lernort"
    )
    c.execute(f"analyze ziel_{TABELLE}")


def pruefen(bestand: Bestandspruefung) -> None:
    """The Teilnahme must be known. A day outside of it is a warning: the package is the other system's word."""
    teilnahmen = bestand.stand.tabellen.get("teilnahmen")
    von = f"from roh_{TABELLE} r join ziel_{TABELLE} z using (nr)"
    if "teilnahmen" not in bestand.stand.unlesbar and (teilnahmen is None or teilnahmen.gelesen.vollstaendig):
        bestand.finden(
            TABELLE,
            "teilnahme_id",
            "Diese Teilnahme gibt es weder im Paket noch in Wegplan.",
            f"select r.nr, r.teilnahme_id as wert {von}"
            " where z.teilnahme_id is null and r.teilnahme_id = trim(r.teilnahme_id)",
        )
    zeiten = "select id, eintritt, austritt from teilnahme_teilnahme b"
    if "teilnahmen" in bestand.gestuft:
        zeiten += (
            " where not exists (select from ziel_teilnahmen z where z.id = b.id)"
            " union all select id, eintritt, austritt from ziel_teilnahmen"
        )
    bestand.warnen(
        TABELLE,
        "datum",
        "Der Tag liegt vor dem Eintritt oder nach dem Austritt.",
        f"select z.nr from ziel_{TABELLE} z join ({zeiten}) t on t.id = z.teilnahme_id"
        " where z.gut and (z.datum < t.eintritt or z.datum > t.austritt)",
    )


def befugnis_pruefen(bestand: Bestandspruefung, stelle: int) -> None:
    """Only marks of persons of the own Jobcenter; those that come with the package are checked there."""
    bestand.finden(
        TABELLE,
        "teilnahme_id",
        FREMD,
        f"select z.nr, r.teilnahme_id as wert from ziel_{TABELLE} z join roh_{TABELLE} r using (nr)"
        " join person_person p on p.id = z.person_id where p.jobcenter_id is distinct from %s",
        stelle,
    )


def schreiben(c: CursorWrapper) -> Zahlen:
    """Known marks get their state, new ones are inserted; nobody is told: the package brings the past."""
    c.execute(f"select count(*), count(*) filter (where id is null) from ziel_{TABELLE}")
    zeilen, neu = c.fetchone()
    anders = f"ziel_{TABELLE} z where z.id = d.id and d.status <> z.status"
    c.execute(f"select count(*) from {DB} d, {anders}")
    (geaendert,) = c.fetchone()
    if geaendert:
        c.execute(f"update {DB} d set status = z.status from {anders}")
    if neu:
        c.execute(
            f"insert into {DB} (person_id, teilnahme_id, datum, lernort, status)"
            f" select person_id, teilnahme_id, datum, lernort, status from ziel_{TABELLE} where id is null order by nr"
        )
    return Zahlen(neu, geaendert, zeilen - neu - geaendert)
