"""Backup and restore with one command each (DS-33)."""

import stat
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from wegplan.kit.database.einbettung import ServerHalter
from wegplan.kit.database.fehler import ServerFehler
from wegplan.kit.database.sicherung import sichern, wiederherstellen


@pytest.fixture
def halter(ordner: Path, halter_fuer: Callable[[Path], ServerHalter]) -> ServerHalter:
    halter = halter_fuer(ordner).anmelden()
    _sql(halter, "create extension btree_gist; create table brief (nr int, text text)")
    _sql(halter, "insert into brief values (7, 'ä')")
    return halter


def _sql(halter: ServerHalter, text: str) -> None:
    with psycopg.connect(halter.dsn("wegplan_eigner"), autocommit=True) as c:
        c.execute(text)


def _briefe(halter: ServerHalter) -> list[tuple]:
    with psycopg.connect(halter.dsn("wegplan_eigner")) as c:
        return c.execute("select * from brief order by nr").fetchall()


def test_ds33_eingespieltes_gleicht_dem_gesicherten(halter: ServerHalter, tmp_path: Path) -> None:
    sichern(halter, tmp_path / "s.dump")
    _sql(halter, "delete from brief; insert into brief values (8, 'später')")
    wiederherstellen(halter, tmp_path / "s.dump")
    assert _briefe(halter) == [(7, "ä")]
    wiederherstellen(halter, tmp_path / "s.dump")  # a second time, over the kept former one
    assert _briefe(halter) == [(7, "ä")]


def test_ds33_nur_das_eigene_konto_liest_die_sicherung(halter: ServerHalter, tmp_path: Path) -> None:
    sichern(halter, tmp_path / "s.dump")
    assert stat.S_IMODE((tmp_path / "s.dump").stat().st_mode) == 0o600


def test_ds33_kaputte_sicherung_aendert_nichts(halter: ServerHalter, tmp_path: Path) -> None:
    sichern(halter, tmp_path / "s.dump")
    inhalt = (tmp_path / "s.dump").read_bytes()
    (tmp_path / "s.dump").write_bytes(inhalt[: len(inhalt) // 2])
    with pytest.raises(ServerFehler, match="pg_restore ist nicht gelungen"):
        wiederherstellen(halter, tmp_path / "s.dump")
    assert _briefe(halter) == [(7, "ä")]


def test_ds33_wer_noch_arbeitet_verliert_nichts(halter: ServerHalter, tmp_path: Path) -> None:
    sichern(halter, tmp_path / "s.dump")
    with (
        psycopg.connect(halter.dsn("wegplan_app"), autocommit=True),
        pytest.raises(ServerFehler, match="erst Wegplan beenden"),
    ):
        wiederherstellen(halter, tmp_path / "s.dump")
