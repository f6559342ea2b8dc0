"""Backup and restore of the embedded database (DS-33), with the programs that fit its server.

A real server has its own (docs/betrieb.md). The file is not encrypted: it belongs on an encrypted medium.
"""

import os
import subprocess
from pathlib import Path

import psycopg

from .cluster import umgebung
from .einbettung import DATENBANK, ServerHalter
from .fehler import ServerFehler

NEU = f"{DATENBANK}_neu"
VORHER = f"{DATENBANK}_vorher"


def sichern(halter: ServerHalter, datei: Path) -> None:
    """Write the whole database to `datei`, readable for us alone; an existing file is replaced at the end.

    Checked by reading its table of contents. Raises ServerFehler."""
    neu = datei.with_name(datei.name + ".neu")
    neu.unlink(missing_ok=True)
    os.close(os.open(neu, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    dsn = halter.dsn("wegplan_eigner")
    _programm(halter, "pg_dump", "--format=custom", "--no-password", f"--file={neu.absolute()}", f"--dbname={dsn}")
    _programm(halter, "pg_restore", "--list", neu.absolute())
    neu.replace(datei)


def wiederherstellen(halter: ServerHalter, datei: Path) -> None:
    """Replace the database by what `datei` holds: restored beside it first, then both change names.

    The former one stays as wegplan_vorher until the next restore. Raises ServerFehler while somebody else
    works with the database, or when the file cannot be restored (then nothing has changed)."""
    if not datei.is_file():
        raise ServerFehler(f"{datei} gibt es nicht.")
    with psycopg.connect(halter.dsn("postgres", "postgres"), autocommit=True) as c:
        _niemand_arbeitet(c)
        c.execute(f"drop database if exists {NEU}")
        c.execute(f"create database {NEU} owner wegplan_eigner")
        try:
            dsn = halter.dsn("wegplan_eigner", NEU)
            schritte = ("--exit-on-error", "--single-transaction", "--no-password")
            _programm(halter, "pg_restore", *schritte, f"--dbname={dsn}", datei.absolute())
            c.execute(f"drop database if exists {VORHER}")
            _niemand_arbeitet(c)
            with c.transaction():
                c.execute(f"alter database {DATENBANK} rename to {VORHER}")
                c.execute(f"alter database {NEU} rename to {DATENBANK}")
        except BaseException:
            c.execute(f"drop database if exists {NEU}")
            raise


def _niemand_arbeitet(c: psycopg.Connection) -> None:
    zeile = c.execute("select count(*) from pg_stat_activity where datname = %s", [DATENBANK]).fetchone()
    if zeile and zeile[0]:
        raise ServerFehler("Mit der Datenbank wird gerade gearbeitet. Bitte erst Wegplan beenden (Strg-C).")


def _programm(halter: ServerHalter, name: str, *argumente: str | Path) -> None:
    """Run as ourselves, not as the server's account: the file is ours."""
    befehl = [halter.programm_pfad(name), *argumente]
    ergebnis = subprocess.run(befehl, capture_output=True, text=True, errors="replace", env=umgebung(), check=False)
    if ergebnis.returncode:
        raise ServerFehler(f"{name} ist nicht gelungen:\n{ergebnis.stderr[-2000:]}")
