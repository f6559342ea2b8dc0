"""`wegplan start` as people start it: a process of its own, with a var/ folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from wegplan.kit.database.einbettung import ServerHalter


def freier_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def warten_bis(bedingung: Callable[[], bool], sekunden: float) -> bool:
    """Whether it became true in time."""
    ende = time.monotonic() + sekunden
    while time.monotonic() < ende:
        if bedingung():
            return True
        time.sleep(0.1)
    return bedingung()


@dataclass
class Gestartet:
    """A running `wegplan start`."""

    prozess: subprocess.Popen[str]
    port: int
    var: Path

    def antwortet(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=15):
                return True
        except urllib.error.HTTPError as e:
            return e.code < 500
        except OSError:
            return False

    def nachkommen(self) -> set[int]:
        """Process ids of all that it started, the database server among them."""
        eltern = {int(p.name): _vater(int(p.name)) for p in Path("/proc").glob("[0-9]*")}
        gefunden = {self.prozess.pid}
        while neue := {pid for pid, vater in eltern.items() if vater in gefunden} - gefunden:
            gefunden |= neue
        return gefunden - {self.prozess.pid}

    def kinder(self, merkmal: str) -> list[int]:
        """The living processes that the supervisor itself started and whose command holds `merkmal`."""
        return [p for p in self.nachkommen() if lebt(p) and merkmal in _befehl(p) and _vater(p) == self.prozess.pid]

    def kind(self, merkmal: str) -> int:
        """The one such process."""
        (pid,) = self.kinder(merkmal)
        return pid

    def zeile(self, anfang: str, sekunden: float = 60) -> str:
        """Read its output up to the line that starts so."""
        assert self.prozess.stdout is not None
        ende = time.monotonic() + sekunden
        while time.monotonic() < ende:
            zeile = self.prozess.stdout.readline()
            if zeile.startswith(anfang) or not zeile:
                return zeile
        return ""


def lebt(pid: int) -> bool:
    """Neither gone nor a zombie."""
    return _stat(pid)[0] not in ("", "Z")


def _vater(pid: int) -> int:
    return int(_stat(pid)[1])


def _stat(pid: int) -> list[str]:
    """State, parent and more of a process; empty state and parent 0 when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ["", "0"]


def _befehl(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


@pytest.fixture(scope="session")
def eingerichtet(fluechtiger_ort: Path) -> Iterator[dict[str, str]]:
    """Environment of an installation that is set up and empty."""
    var = Path(tempfile.mkdtemp(prefix="wegplan-start-", dir=fluechtiger_ort))
    var.chmod(0o755)
    umgebung = os.environ | {"WEGPLAN_VAR": str(var), "DJANGO_SETTINGS_MODULE": "wegplan.config.settings.dev"}
    umgebung.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-m", "wegplan.befehle", "einrichten"], env=umgebung, check=True)
    yield umgebung
    ServerHalter(var).anmelden().abmelden()  # whoever a failed test left holding is gone by now
    shutil.rmtree(var)


@pytest.fixture
def start(eingerichtet: dict[str, str]) -> Iterator[Callable[[], Gestartet]]:
    """Start it and wait until it says that it runs."""
    alle: list[Gestartet] = []

    def starten() -> Gestartet:
        port = freier_port()
        befehl = [sys.executable, "-m", "wegplan.befehle", "start", "--ohne-demo", "--port", str(port)]
        prozess = subprocess.Popen(befehl, env=eingerichtet, stdout=subprocess.PIPE, text=True, start_new_session=True)
        alle.append(Gestartet(prozess, port, Path(eingerichtet["WEGPLAN_VAR"])))
        assert "läuft" in alle[-1].zeile("Wegplan läuft"), "start ended before it served"
        return alle[-1]

    yield starten
    for gestartet in alle:
        if gestartet.prozess.poll() is None:
            gestartet.prozess.send_signal(signal.SIGTERM)
            gestartet.prozess.wait(30)
