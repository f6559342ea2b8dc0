"""`wegplan start`: serves, watches, comes back after kill -9, and leaves nothing running."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from wegplan.betrieb.tests.conftest import Gestartet, lebt, warten_bis
from wegplan.kit.database.einbettung import ServerHalter

Start = Callable[[], Gestartet]
pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="liest /proc")


@pytest.mark.parametrize("zeichen", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ein_signal_beendet_alles_was_gestartet_wurde(start: Start, zeichen: signal.Signals) -> None:
    wegplan = start()
    nachkommen = wegplan.nachkommen()
    assert len(nachkommen) >= 4 and warten_bis(wegplan.antwortet, 60)
    wegplan.prozess.send_signal(zeichen)
    assert wegplan.prozess.wait(40) == 0
    assert [pid for pid in nachkommen if lebt(pid)] == []


def test_zweiter_start_braucht_sekunden(start: Start) -> None:
    beginn = time.monotonic()
    start()
    assert time.monotonic() - beginn < 30  # beside other tests; alone it takes four


def test_ds30_kill_der_aufsicht_laesst_nichts_zurueck(start: Start) -> None:
    wegplan = start()
    nachkommen = wegplan.nachkommen()
    wegplan.prozess.kill()
    wegplan.prozess.wait()
    assert warten_bis(lambda: not any(map(lebt, nachkommen)), 25)
    assert warten_bis(start().antwortet, 60)


def test_ds30_kill_des_webservers_und_er_kommt_wieder(start: Start) -> None:
    wegplan = start()
    web = wegplan.kind("wegplan.betrieb.web")
    os.kill(web, signal.SIGKILL)
    assert warten_bis(lambda: not lebt(web), 20)
    assert warten_bis(wegplan.antwortet, 60)


def test_ds30_kill_der_hintergrundarbeit_und_sie_kommt_wieder(start: Start) -> None:
    wegplan = start()
    worker = wegplan.kind("worker")
    os.kill(worker, signal.SIGKILL)
    assert warten_bis(lambda: not lebt(worker), 20)
    assert warten_bis(lambda: len(wegplan.kinder("worker")) == 1, 20)


def test_ds30_kill_der_datenbank_und_die_seiten_antworten_wieder(start: Start) -> None:
    wegplan = start()
    halter = ServerHalter(wegplan.var)
    vorher = halter.postmaster
    assert vorher is not None
    os.kill(vorher, signal.SIGKILL)
    assert warten_bis(lambda: halter.postmaster not in (None, vorher), 40)
    assert warten_bis(wegplan.antwortet, 60)


def test_belegter_port_ist_ein_satz(eingerichtet: dict[str, str]) -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        s.listen()
        port = s.getsockname()[1]
        befehl = [sys.executable, "-m", "wegplan.befehle", "start", "--port", str(port)]
        ergebnis = subprocess.run(befehl, env=eingerichtet, capture_output=True, text=True, check=False)
    assert ergebnis.returncode == 1
    assert ergebnis.stdout == "" and f"Port {port} ist nicht frei" in ergebnis.stderr
