"""What is set up already. A second start must take seconds, so nothing is done twice.

The state of the database is a comment on the database itself: a restored or newly made one has none."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from wegplan.kit.database.einbettung import ServerHalter
from wegplan.kit.database.fehler import ServerFehler
from wegplan.kit.database.orte import WURZEL, var_ordner

PAKET = Path(__file__).resolve().parents[1]
SPERRE = 7_734_001  # advisory lock: one process migrates, the others wait


def datenbank_stand() -> str:
    """Fingerprint of everything that a migration depends on."""
    dateien = [
        *PAKET.glob("*/*/migrations/*.py"),
        *PAKET.glob("config/settings/*.py"),
        *PAKET.glob("kit/database/*.sql"),
        WURZEL / "requirements" / "base.txt",
    ]
    return _abdruck(dateien)


def statik_stand() -> str:
    """Fingerprint of all static files, our own and (by the locked versions) those of libraries."""
    eigene = [p for ordner in PAKET.glob("**/static") for p in ordner.rglob("*") if p.is_file()]
    return _abdruck([*eigene, WURZEL / "requirements" / "base.txt"])


def _abdruck(dateien: Iterable[Path]) -> str:
    summe = hashlib.sha256()
    for datei in sorted(dateien):
        if datei.exists():
            summe.update(str(datei.relative_to(WURZEL)).encode() + b"\0" + datei.read_bytes() + b"\0")
    return summe.hexdigest()


def datenbank_aktuell(halter: ServerHalter) -> bool:
    """Whether the database was migrated by exactly this version of the program."""
    import psycopg

    with psycopg.connect(halter.dsn("wegplan_eigner")) as c:
        zeile = c.execute(
            "select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()"
        ).fetchone()
    return zeile == (datenbank_stand(),)


def statik_marke() -> Path:
    return var_ordner() / "static.stand"


def statik_aktuell() -> bool:
    marke = statik_marke()
    return marke.exists() and marke.read_text(encoding="ascii") == statik_stand()


def datenbank_einrichten(halter: ServerHalter) -> None:
    """Migrate the embedded database if this version of the program has not done so yet."""
    if not datenbank_aktuell(halter):
        unterbefehl("migrieren", rolle="eigner")


def unterbefehl(*argumente: str, rolle: str) -> None:
    """Run a command in a process of its own, as one process has one role of the database.

    Its messages go to stderr. Raises ServerFehler when it fails; it has said why."""
    umgebung = os.environ | {"WEGPLAN_DB_ROLLE": rolle}
    befehl = [sys.executable, "-m", "wegplan.befehle", *argumente]
    code = subprocess.run(befehl, env=umgebung, stdout=sys.stderr.fileno(), check=False).returncode
    if code:
        raise ServerFehler(f"`wegplan {' '.join(argumente)}` ist nicht gelungen (Ende mit {code}).")
