"""Writing the staged tables: update in place what is different, insert what is new, nothing else (DP-01)."""

from dataclasses import dataclass
from datetime import date

from django.db.backends.utils import CursorWrapper

from wegplan.domains.paketabgleich.unterschied import verschieden
from wegplan.domains.paketform.abbildung import ERFASST, Abbildung
from wegplan.kit.exchange.regeln import q


@dataclass(frozen=True)
class Zahlen:
    """What became of the rows of one table."""

    neu: int = 0
    geaendert: int = 0
    unveraendert: int = 0


@dataclass(frozen=True)
class Herkunft:
    """Where the package came from and when: the mark of new records."""

    name: str
    tag: date


def tabelle_schreiben(c: CursorWrapper, abbildung: Abbildung, vorhanden: frozenset[str], herkunft: Herkunft) -> Zahlen:
    """Write ziel_<tabelle> into the model's table. Columns that the file lacks keep what is stored.

    Updates come first: a row may make room for a new one (no overlapping Teilnahmen)."""
    ziel = f"ziel_{abbildung.tabelle.name}"
    c.execute(f"select count(*), count(*) filter (where neu) from {ziel}")
    zeilen, neu = c.fetchone()
    werte = {f.db: f"z.{q(f.db)}" for f in abbildung.felder if f.spalte in vorhanden}
    geaendert = aendern(c, abbildung.db, ziel, werte, "not z.neu") if zeilen > neu else 0
    if neu:
        _einfuegen(c, ziel, abbildung, vorhanden, herkunft)
    return Zahlen(neu, geaendert, zeilen - neu - geaendert)


def aendern(c: CursorWrapper, db: str, ziel: str, werte: dict[str, str], nur: str = "true") -> int:
    """Update stored rows `d` from staged rows `z` where they differ; gives how many. `werte`: column → SQL from `z`.

    Without one the statement is left out, so that not even its triggers run."""
    if not werte:
        return 0
    bedingung = f"z.id = d.id and {nur} and {verschieden(werte)}"
    c.execute(f"select count(*) from {db} d, {ziel} z where {bedingung}")
    (anzahl,) = c.fetchone()
    if anzahl:
        neu = ", ".join(f"{q(feld)} = {wert}" for feld, wert in werte.items())
        c.execute(f"update {db} d set {neu} from {ziel} z where {bedingung}")
    return int(anzahl)


def einfuegen(
    c: CursorWrapper, db: str, ziel: str, werte: dict[str, str], herkunft: Herkunft | None, nur: str = "z.id is null"
) -> None:
    """Insert the new rows of `ziel` in the order of the file, with the mark where they carry one."""
    marke: list[date | str] = []
    if herkunft:
        werte = {**werte, "eingelesen_am": "%s", "herkunft": "%s"}
        marke = [herkunft.tag, herkunft.name]
    spalten = ", ".join(q(feld) for feld in werte)
    c.execute(
        f"insert into {db} ({spalten}) select {', '.join(werte.values())} from {ziel} z where {nur} order by z.nr",
        marke,
    )


def _einfuegen(
    c: CursorWrapper, ziel: str, abbildung: Abbildung, vorhanden: frozenset[str], herkunft: Herkunft
) -> None:
    # a text column that the file lacks is '' in ziel already; numbers and dates are NULL, as the model wants them
    felder = ["id", abbildung.schluessel, *(f.db for f in abbildung.felder if f.spalte in vorhanden or f.leertext)]
    werte = {feld: f"z.{q(feld)}" for feld in felder}
    if abbildung.erfassung and ERFASST in vorhanden:
        werte[ERFASST] = f"coalesce(z.{ERFASST}, now())"
    einfuegen(c, abbildung.db, ziel, werte, herkunft if abbildung.mitgebracht else None, "z.neu")
