"""Writing the staged tables: update in place what is different, insert what is new, nothing else (DP-01)."""

from dataclasses import dataclass

from django.db.backends.utils import CursorWrapper

from wegplan.kit.exchange.regeln import q

from .abbildung import ERFASST, Abbildung


@dataclass(frozen=True)
class Zahlen:
    """What became of the rows of one table."""

    neu: int = 0
    geaendert: int = 0
    unveraendert: int = 0
    gespeichert: bool = True

    @property
    def zeilen(self) -> int:
        return self.neu + self.geaendert + self.unveraendert


def tabelle_schreiben(c: CursorWrapper, abbildung: Abbildung, vorhanden: frozenset[str]) -> Zahlen:
    """Write ziel_<tabelle> into the model's table. Columns that the file lacks keep what is stored.

    Updates come first: a row may make room for a new one (no overlapping Teilnahmen)."""
    ziel = f"ziel_{abbildung.tabelle.name}"
    c.execute(f"select count(*), count(*) filter (where neu) from {ziel}")
    zeilen, neu = c.fetchone()
    geaendert = _aendern(c, abbildung, vorhanden) if zeilen > neu else 0
    if neu:
        _einfuegen(c, ziel, abbildung, vorhanden)
    return Zahlen(neu, geaendert, zeilen - neu - geaendert)


def anders(abbildung: Abbildung, vorhanden: frozenset[str]) -> str:
    """SQL condition: the stored row `d` differs from the staged row `z` in a column that the file has."""
    felder = [q(f.db) for f in abbildung.felder if f.spalte in vorhanden]
    if not felder:
        return "false"
    return f"({', '.join(f'd.{f}' for f in felder)}) is distinct from ({', '.join(f'z.{f}' for f in felder)})"


def _aendern(c: CursorWrapper, abbildung: Abbildung, vorhanden: frozenset[str]) -> int:
    """Only rows that differ; without one the statement is left out, so that not even its triggers run."""
    ziel = f"ziel_{abbildung.tabelle.name} z"
    bedingung = f"z.id = d.id and not z.neu and {anders(abbildung, vorhanden)}"
    c.execute(f"select count(*) from {abbildung.db} d, {ziel} where {bedingung}")
    (anzahl,) = c.fetchone()
    if anzahl:
        werte = ", ".join(f"{q(f.db)} = z.{q(f.db)}" for f in abbildung.felder if f.spalte in vorhanden)
        c.execute(f"update {abbildung.db} d set {werte} from {ziel} where {bedingung}")
    return anzahl


def _einfuegen(c: CursorWrapper, ziel: str, abbildung: Abbildung, vorhanden: frozenset[str]) -> None:
    spalten = ["id", q(abbildung.schluessel)]
    # a text column that the file lacks is '' in ziel already; numbers and dates are NULL, as the model wants them
    spalten += [q(f.db) for f in abbildung.felder if f.spalte in vorhanden or f.leertext]
    werte = [f"z.{s}" for s in spalten]
    if abbildung.erfassung and ERFASST in vorhanden:
        spalten.append(ERFASST)
        werte.append(f"coalesce(z.{ERFASST}, now())")
    c.execute(
        f"insert into {abbildung.db} ({', '.join(spalten)}) select {', '.join(werte)} from {ziel} z where z.neu"
        " order by z.nr"
    )
