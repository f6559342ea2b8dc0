"""kill -9 of the web server in the middle of writing: what was acknowledged is there, nothing is half-written (DS-30).

The browser's "saved" is a redirect; the record is a new person with its assignment, team and history."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

import psycopg
import pytest

from wegplan.kit.database.einbettung import ServerHalter
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

WURZEL = Path(__file__).parents[1]
MALE = 10
SCHREIBENDE = 4
TOKEN = "a" * 32
WELT = """
from django.test import Client
from tests.welt import welt_bauen
welt = welt_bauen()
client = Client()
client.force_login(welt["ifk"])
print(client.cookies["sessionid"].value, welt.stellen["JC-A"].pk, welt.teams["A2"].pk)
"""


@dataclass
class Anlage:
    """An installation of its own: database, web server, a signed-in advisor."""

    halter: ServerHalter
    umgebung: dict[str, str]
    port: int
    sitzung: str = ""
    jobcenter: str = ""
    team: str = ""
    server: subprocess.Popen[bytes] | None = None

    def python(self, *argumente: str) -> str:
        befehl = [sys.executable, *argumente]
        lauf = subprocess.run(befehl, env=self.umgebung, cwd=WURZEL, capture_output=True, text=True, check=True)
        return lauf.stdout

    def starten(self) -> None:
        befehl = [sys.executable, "-m", "wegplan.betrieb.web", str(self.port)]
        self.server = subprocess.Popen(
            befehl, env=self.umgebung, cwd=WURZEL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        frist = time.monotonic() + 60
        while not self.antwortet():
            assert time.monotonic() < frist and self.server.poll() is None, "the server does not come up"
            time.sleep(0.05)

    def antwortet(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/konto/login/", timeout=10):
                return True
        except (OSError, HTTPException):
            return False

    def toeten(self, ganz: bool) -> None:
        """All of the server, or one of its workers, which it then replaces itself."""
        assert self.server is not None
        if not ganz and (arbeiter := self.arbeiter()):
            os.kill(arbeiter[0], signal.SIGKILL)
            return
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()
        self.starten()

    def arbeiter(self) -> list[int]:
        """The server's own children that serve."""
        assert self.server is not None
        kinder = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text().split()
        return [int(kind) for kind in kinder if "spawn_main" in Path(f"/proc/{kind}/cmdline").read_text()]

    def beenden(self) -> None:
        if self.server is not None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()


@pytest.fixture
def anlage(fluechtiger_ort: Path) -> Iterator[Anlage]:
    var = Path(tempfile.mkdtemp(prefix="wegplan-absturz-", dir=fluechtiger_ort))
    var.chmod(0o755)
    umgebung = {k: w for k, w in os.environ.items() if not k.startswith(("DATABASE_URL", "WEGPLAN_", "PYTEST"))}
    umgebung |= {
        "WEGPLAN_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "wegplan.config.settings.test",
        "PYTHONPATH": os.pathsep.join([str(WURZEL / "src"), str(WURZEL)]),
    }
    with socket.socket() as frei:
        frei.bind(("127.0.0.1", 0))
        port = frei.getsockname()[1]
    anlage = Anlage(ServerHalter(var).anmelden(), umgebung, port)
    try:
        anlage.python("-c", "from wegplan.betrieb.migrieren import main; main([])")
        welt = f"from wegplan.befehle import django_bereit\ndjango_bereit('dienst')\n{WELT}"
        anlage.sitzung, anlage.jobcenter, anlage.team = anlage.python("-c", welt).split()
        anlage.starten()
        yield anlage
    finally:
        anlage.beenden()
        anlage.halter.abmelden()
        shutil.rmtree(var)


class OhneWeiterleitung(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class Schreiber:
    """An advisor who enters one person after the other; `bestaetigt` are the names the server has taken."""

    anlage: Anlage
    nummer: int
    ende: threading.Event
    bestaetigt: list[str] = field(default_factory=list)
    versucht: int = 0
    anders: list[int] = field(default_factory=list)

    def laufen(self) -> None:
        while not self.ende.is_set():
            self.einmal()

    def einmal(self) -> None:
        self.versucht += 1
        name = f"Probe{self.nummer}x{self.versucht}"
        try:
            urllib.request.build_opener(OhneWeiterleitung).open(self._anfrage(name), timeout=20)
        except urllib.error.HTTPError as antwort:
            if antwort.code == 302 and antwort.headers["Location"].startswith("/personen/"):
                self.bestaetigt.append(name)
            else:
                self.anders.append(antwort.code)
        except (OSError, HTTPException):
            time.sleep(0.25)  # the server is gone, just now
        else:
            self.anders.append(200)

    def _anfrage(self, name: str) -> urllib.request.Request:
        daten = {
            "csrfmiddlewaretoken": TOKEN,
            "nachname": name,
            "vorname": "Kim",
            "jobcenter": self.anlage.jobcenter,
            "team": self.anlage.team,
            "kennzeichen": neues_kennzeichen(),
            "trotzdem": "on",
        }
        return urllib.request.Request(
            f"http://127.0.0.1:{self.anlage.port}/personen/neu/",
            urllib.parse.urlencode(daten).encode(),
            {"Cookie": f"sessionid={self.anlage.sitzung}; csrftoken={TOKEN}"},
        )


def bestand(anlage: Anlage) -> dict[str, tuple[bool, int, int]]:
    """Per name: whether the team is there, the number of assignments, of history entries."""
    with psycopg.connect(anlage.halter.dsn("wegplan_eigner")) as c:
        zeilen = c.execute(
            """
            select p.nachname, p.team_id is not null,
                   (select count(*) from person_zustaendigkeit z where z.person_id = p.id),
                   (select count(*) from person_personevent e where e.pgh_obj_id = p.id)
            from person_person p where p.nachname like 'Probe%'
            """
        ).fetchall()
    return {name: (team, zustaendigkeiten, verlauf) for name, team, zustaendigkeiten, verlauf in zeilen}


@pytest.mark.dauert
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the workers in /proc")
def test_ds30_kill_des_servers_mitten_im_schreiben(anlage: Anlage) -> None:
    probe = Schreiber(anlage, 99, threading.Event())
    probe.einmal()
    (ganz,) = bestand(anlage).values()
    assert ganz[0] and ganz[1] == 1 and ganz[2] >= 1
    ende = threading.Event()
    schreibende = [Schreiber(anlage, nummer, ende) for nummer in range(SCHREIBENDE)]
    faeden = [threading.Thread(target=s.laufen) for s in schreibende]
    for faden in faeden:
        faden.start()
    try:
        for runde in range(MALE):
            time.sleep(0.1 + 0.4 * (runde * 7 % MALE) / MALE)
            anlage.toeten(ganz=runde % 4 == 0)
    finally:
        ende.set()
        for faden in faeden:
            faden.join()

    bestaetigt = [name for s in schreibende for name in s.bestaetigt]
    versucht = sum(s.versucht for s in schreibende)
    vorhanden = bestand(anlage)
    assert [s.anders for s in schreibende] == [[]] * SCHREIBENDE, "neither taken nor cut off"
    assert set(bestaetigt) - vorhanden.keys() == set(), "acknowledged and lost"
    assert {name for name, teile in vorhanden.items() if teile != ganz} == set(), "half-written"
    assert len(bestaetigt) > MALE, "hardly anything was written: the test proves nothing"
    assert versucht - len(bestaetigt) > MALE // 2, "hardly any kill met a write: the test proves nothing"
