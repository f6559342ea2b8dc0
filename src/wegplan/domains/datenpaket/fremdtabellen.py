"""References of tables that are checked but not stored yet: to the package, else to the database."""

from django.db.backends.utils import CursorWrapper

from wegplan.domains.paketform.abbildung import abbildungen
from wegplan.kit.exchange.fehler import HOECHSTENS
from wegplan.kit.exchange.pruefung import Fund, Pruefstand
from wegplan.kit.exchange.regeln import q
from wegplan.kit.exchange.schema import Tabelle, Verweis

from .bestandspruefung import NAMEN


def verweise_pruefen(c: CursorWrapper, stand: Pruefstand) -> None:
    """Only keys that the package lacks are looked up in the database."""
    for geladen in stand.tabellen.values():
        tabelle = geladen.gelesen.tabelle
        for verweis in tabelle.verweise if not tabelle.gespeichert else ():
            ziel = stand.tabellen.get(verweis.tabelle)
            if verweis.tabelle in stand.unlesbar or (ziel and not ziel.gelesen.vollstaendig):
                continue
            if verweis.spalte in geladen.vorhanden:
                _pruefen(c, stand, tabelle, verweis)


def _pruefen(c: CursorWrapper, stand: Pruefstand, tabelle: Tabelle, verweis: Verweis) -> None:
    spalte, ziel = q(verweis.spalte), q(verweis.ziel)
    offen = f"{spalte} is not null and {spalte} = trim({spalte})"
    if verweis.tabelle in stand.tabellen:
        offen += f" and {spalte} not in (select {ziel} from {q(verweis.tabelle)} where {ziel} is not null)"
    gesucht = [wert for (wert,) in stand.fragen(f"select distinct {spalte} from {q(tabelle.name)} where {offen}")]
    if not gesucht:
        return
    c.execute(f"select {ziel} from {abbildungen()[verweis.tabelle].db} where {ziel} = any(%s)", [gesucht])
    fehlend = sorted(set(gesucht) - {wert for (wert,) in c.fetchall()})
    if not fehlend:
        return
    zeilen = stand.fragen(
        f"select rowid, {spalte}, count(*) over () from {q(tabelle.name)} where list_contains($1, {spalte})"
        f" order by rowid limit {HOECHSTENS}",
        [fehlend],
    )
    satz = f"{NAMEN[verweis.tabelle]} gibt es weder im Paket noch in Wegplan."
    stand.melden(tabelle.name, [Fund(nr, verweis.spalte, wert, satz) for nr, wert, _ in zeilen], zeilen[0][2])
