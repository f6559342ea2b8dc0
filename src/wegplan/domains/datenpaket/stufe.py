"""The checked tables go into temporary tables of the database, keys resolved to numbers.

`roh_<tabelle>` holds the rows of the file, `ziel_<tabelle>` the same rows as the database table will have them:
`nr` record number, `gut` no fault of its own, `id`, `neu`, and the columns of the model. COPY into a table with row
security is refused by PostgreSQL, and only here can references be found in the package and the database alike.
"""

from django.db.backends.utils import CursorWrapper

from wegplan.domains.paketform.abbildung import ERFASST, Abbildung, Feld, abbildungen
from wegplan.kit.exchange.pruefung import Pruefstand
from wegplan.kit.exchange.regeln import q
from wegplan.kit.exchange.schema import Tabelle

PG_TYPEN = {
    "string": "text",
    "date": "date",
    "datetime": "timestamptz",
    "boolean": "boolean",
    "integer": "bigint",
}
STUECK = 1 << 20


def roh_fuellen(c: CursorWrapper, stand: Pruefstand, tabelle: Tabelle) -> None:
    """Copy a loaded table into roh_<tabelle>."""
    spalten = [s.name for s in tabelle.spalten]
    typen = ", ".join(f"{q(s.name)} {PG_TYPEN[s.typ]}" for s in tabelle.spalten)
    c.execute(f"create temporary table roh_{tabelle.name} (nr bigint, gut boolean, {typen}) on commit drop")
    datei = stand.ausgeben(tabelle.name, spalten)
    with c.copy(f"copy roh_{tabelle.name} from stdin (format csv)") as kopie, datei.open("rb") as f:
        while stueck := f.read(STUECK):
            kopie.write(stueck)
    datei.unlink()
    c.execute(f"analyze roh_{tabelle.name} ({', '.join(q(s) for s in tabelle.schluessel)})")


def ziel_bilden(c: CursorWrapper, abbildung: Abbildung, geladen: frozenset[str], vorhanden: frozenset[str]) -> None:
    """Make ziel_<tabelle>: existing rows get their number, new ones the next; references become numbers.

    `geladen` are the tables of the package that are staged so far (this one included), `vorhanden` the columns
    that the file has."""
    name, key = abbildung.tabelle.name, q(abbildung.schluessel)
    spalten: list[str] = []
    quellen: list[str] = []
    selbst = [f for f in abbildung.felder if f.verweis == name]
    for feld in abbildung.felder:
        if feld in selbst:
            spalten.append(f"null::bigint as {q(feld.db)}")
        elif feld.verweis:
            spalten.append(f"{_verweis(feld, feld.verweis, quellen, geladen)} as {q(feld.db)}")
        elif feld.leertext:
            spalten.append(f"coalesce(r.{q(feld.spalte)}, '') as {q(feld.db)}")
        else:
            spalten.append(f"r.{q(feld.spalte)} as {q(feld.db)}")
    if abbildung.erfassung:
        spalten.append(f"r.{ERFASST}::timestamp at time zone 'Europe/Berlin' as {ERFASST}")
    c.execute(
        f"create temporary table ziel_{name} on commit drop as select r.nr, r.gut, r.{key},"
        f" coalesce(b.id, nextval('{_zaehler(c, abbildung.db)}'::regclass)) as id, b.id is null as neu,"
        f" {', '.join(spalten)} from roh_{name} r left join {abbildung.db} b on b.{key} = r.{key} {' '.join(quellen)}"
    )
    c.execute(f"analyze ziel_{name} (id{', person_id' if abbildung.person else ''})")
    for feld in (f for f in selbst if f.spalte in vorhanden):
        _selbst_verweisen(c, abbildung, feld)
    if selbst:
        c.execute(f"analyze ziel_{name}")  # else the planner believes the column empty and joins row by row


def _zaehler(c: CursorWrapper, db: str) -> str:
    """Name of the sequence behind the numbers of a table; looked up for every row it would cost seconds."""
    c.execute("select pg_get_serial_sequence(%s, 'id')", [db])
    return c.fetchone()[0]


def _verweis(feld: Feld, auf: str, quellen: list[str], geladen: frozenset[str]) -> str:
    """SQL of the number that a reference stands for; adds the joins it needs."""
    ziel = abbildungen()[auf]
    key, alias = q(ziel.schluessel), f"b{len(quellen)}"
    if auf not in geladen:
        quellen.append(f"left join {ziel.db} {alias} on {alias}.{key} = r.{q(feld.spalte)}")
        return f"{alias}.id"
    paket = f"z{len(quellen)}"
    quellen.append(
        f"left join ziel_{auf} {paket} on {paket}.{key} = r.{q(feld.spalte)}"
        f" left join {ziel.db} {alias} on {paket}.id is null and {alias}.{key} = r.{q(feld.spalte)}"
    )
    return f"coalesce({paket}.id, {alias}.id)"


def _selbst_verweisen(c: CursorWrapper, abbildung: Abbildung, feld: Feld) -> None:
    """References within the table: to rows of the package, else to those of the database."""
    name, key = abbildung.tabelle.name, q(abbildung.schluessel)
    for quelle in (f"ziel_{name}", abbildung.db):
        c.execute(
            f"update ziel_{name} z set {q(feld.db)} = v.id from roh_{name} r, {quelle} v"
            f" where r.nr = z.nr and v.{key} = r.{q(feld.spalte)} and z.{q(feld.db)} is null"
        )


def stufe_abbauen(c: CursorWrapper) -> None:
    """Drop the temporary tables; several imports may share a transaction in tests."""
    c.execute(
        "select coalesce(string_agg(quote_ident(relname), ', '), '') from pg_class"
        " where relpersistence = 't' and relkind = 'r' and pg_table_is_visible(oid) and relname ~ '^(roh|ziel)_'"
    )
    (namen,) = c.fetchone()
    if namen:
        c.execute(f"drop table {namen}")
