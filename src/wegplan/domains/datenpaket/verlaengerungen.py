"""verlaengerungen.csv: extensions that were decided. Composite key; stored as accepted proposals (ADR 34).

The file's reason is free text of up to 200 characters: a code of JPS-63 is kept as that, anything else as `sonstige`
with its words."""

from django.db.backends.utils import CursorWrapper

from wegplan.domains.paketabgleich.bestandspruefung import NAMEN, Bestandspruefung
from wegplan.domains.vorschlag.arten import GRUENDE, Vorschlagsart

from .schreiben import Zahlen

TABELLE = "verlaengerungen"
DB = "vorschlag_aenderungsvorschlag"
ANGENOMMEN = "{0}.art = 'verlaengerung' and {0}.stand = 'angenommen'"
_CODES = ", ".join(f"'{grund.value}'" for grund in GRUENDE[Vorschlagsart.VERLAENGERUNG])
IST_CODE = f"coalesce(r.grund, '') in ('', {_CODES})"
# what a person wrote in Wegplan beside the code stays in Wegplan
AUSWAHL = (
    "select t.teilnahme_id, b.entschieden_am as beschlossen_am, b.altes_datum as altes_ende, b.neues_datum as"
    " neues_ende, nullif(case when b.grund = 'sonstige' and b.vorgeschlagen_von_id is null and b.text <> ''"
    " then b.text else b.grund end, '') as grund"
    f" from {DB} b join teilnahme_teilnahme t on t.id = b.teilnahme_id join person_person p on p.id = b.person_id"
    f" where {ANGENOMMEN.format('b')} and {{personen}}"
    ' order by t.teilnahme_id collate "C", b.entschieden_am'
)


def ziel_bilden(c: CursorWrapper, teilnahmen_geladen: bool) -> None:
    """Make ziel_verlaengerungen with the numbers of Teilnahme and person."""
    paket, nummern = "", "b.id as teilnahme_id, b.person_id"
    if teilnahmen_geladen:
        paket = "left join ziel_teilnahmen z on z.teilnahme_id = r.teilnahme_id"
        nummern = "coalesce(z.id, b.id) as teilnahme_id, coalesce(z.person_id, b.person_id) as person_id"
    c.execute(
        f"create temporary table ziel_{TABELLE} on commit drop as"
        f" select r.nr, r.gut, r.teilnahme_id as kennzeichen, r.beschlossen_am, r.altes_ende, r.neues_ende, {nummern},"
        f"  case when {IST_CODE} then coalesce(r.grund, '') else 'sonstige' end as grund,"
        f"  case when {IST_CODE} then '' else r.grund end as text, null::bigint as id"
        f" from roh_{TABELLE} r {paket} left join teilnahme_teilnahme b on b.teilnahme_id = r.teilnahme_id"
    )
    c.execute(
        f"update ziel_{TABELLE} z set id = d.id from {DB} d where d.teilnahme_id = z.teilnahme_id"
        f" and d.entschieden_am = z.beschlossen_am and {ANGENOMMEN.format('d')}"
    )
    c.execute(f"analyze ziel_{TABELLE}")


def pruefen(bestand: Bestandspruefung) -> None:
    """Teilnahmen must be known."""
    teilnahmen = bestand.stand.tabellen.get("teilnahmen")
    if "teilnahmen" in bestand.stand.unlesbar or (teilnahmen and not teilnahmen.gelesen.vollstaendig):
        return
    bestand.finden(
        TABELLE,
        "teilnahme_id",
        f"{NAMEN['teilnahmen']} gibt es weder im Paket noch in Wegplan.",
        f"select z.nr, z.kennzeichen as wert from ziel_{TABELLE} z"
        " where z.teilnahme_id is null and z.kennzeichen = trim(z.kennzeichen)",
    )


def schreiben(c: CursorWrapper) -> Zahlen:
    """Known extensions get the values of the file, new ones are inserted."""
    c.execute(f"select count(*), count(*) filter (where id is null) from ziel_{TABELLE}")
    zeilen, neu = c.fetchone()
    geaendert = _aendern(c)
    if neu:
        c.execute(
            f"insert into {DB} (vorschlag_id, person_id, teilnahme_id, art, altes_datum, neues_datum, grund, text,"
            " stand, entschieden_am, entscheidung, aufhebung)"
            " select 'P' || left(md5(kennzeichen || ' ' || beschlossen_am), 26), person_id, teilnahme_id,"
            "  'verlaengerung', altes_ende, neues_ende, grund, text, 'angenommen', beschlossen_am, '', ''"
            f" from ziel_{TABELLE} where id is null order by nr"
        )
    return Zahlen(neu, geaendert, zeilen - neu - geaendert)


def _aendern(c: CursorWrapper) -> int:
    """What was accepted in Wegplan keeps its reason and its new day where the file is empty."""
    eingelesen = "d.vorgeschlagen_von_id is null"
    neu = {
        "altes_datum": "z.altes_ende",
        "neues_datum": f"case when {eingelesen} then z.neues_ende else coalesce(z.neues_ende, d.neues_datum) end",
        "grund": f"case when {eingelesen} then z.grund else coalesce(nullif(z.grund, ''), d.grund) end",
        "text": f"case when {eingelesen} then z.text else coalesce(nullif(z.text, ''), d.text) end",
    }
    anders = (
        f"ziel_{TABELLE} z where z.id = d.id"
        f" and ({', '.join(f'd.{feld}' for feld in neu)}) is distinct from ({', '.join(neu.values())})"
    )
    c.execute(f"select count(*) from {DB} d, {anders}")
    (anzahl,) = c.fetchone()
    if anzahl:
        c.execute(f"update {DB} d set {', '.join(f'{feld} = {wert}' for feld, wert in neu.items())} from {anders}")
    return int(anzahl)
