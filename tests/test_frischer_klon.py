"""From a fresh clone to the first page with one command, again in seconds, and nothing left behind."""

import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

WURZEL = Path(__file__).resolve().parents[1]
EINRICHTEN = 600  # seconds: downloads everything
WIEDER = 60  # alone it takes four; here other tests run beside it


@pytest.fixture
def klon() -> Iterator[Path]:
    """What git would deliver of this state, in a folder closed to other accounts, with a blank and an umlaut."""
    oben = Path(tempfile.mkdtemp(prefix="wegplan-klon-"))  # mode 700
    ziel = oben / "für alle"
    befehl = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    namen = subprocess.run(befehl, cwd=WURZEL, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, namen):
        if (WURZEL / name).is_file():
            (ziel / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(WURZEL / name, ziel / name)
    yield ziel
    zeiger = ziel / "var" / "pg" / "ort"
    if zeiger.exists():
        shutil.rmtree(zeiger.read_text().splitlines()[0])
    shutil.rmtree(oben)


@pytest.fixture
def umgebung() -> dict[str, str]:
    """Ours without what a test run or an outer make put into it."""
    fremd = re.compile(r"WEGPLAN_(?!PG_KONTO)|DATABASE_URL|DJANGO_|PYTEST_|VIRTUAL_ENV|PYTHONPATH|MAKE|MFLAGS")
    return {name: wert for name, wert in os.environ.items() if not fremd.match(name)}


class Lauf:
    """One `make start`, ended as a person ends it."""

    def __init__(self, klon: Path, umgebung: dict[str, str]) -> None:
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.begonnen = time.monotonic()
        self.prozess = subprocess.Popen(
            ["make", "start", f"PORT={self.port}"],
            cwd=klon,
            env=umgebung,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def lesen_bis(self, anfang: str, sekunden: float) -> list[str]:
        """Lines of its output up to the one that starts so; the test fails when it is late or never comes."""
        assert self.prozess.stdout is not None
        zeilen = []
        while time.monotonic() - self.begonnen < sekunden:
            zeile = self.prozess.stdout.readline()
            if not zeile:
                break
            zeilen.append(zeile)
            if zeile.startswith(anfang):
                return zeilen
        pytest.fail(f"»{anfang}« came not within {sekunden} s:\n{''.join(zeilen)}")

    def strg_c(self) -> None:
        """A terminal sends it to make and to all that make started."""
        os.killpg(self.prozess.pid, signal.SIGINT)
        self.prozess.wait(30)


def _anmelden(port: int, name: str, passwort: str) -> str:
    """Sign in like a browser; gives the page that follows."""
    kekse = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    browser = urllib.request.build_opener(kekse)
    adresse = f"http://127.0.0.1:{port}/konto/login/"
    with browser.open(adresse) as antwort:
        marke = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', antwort.read().decode())
    assert marke is not None
    felder = {"csrfmiddlewaretoken": marke[1], "login": name, "password": passwort}
    anfrage = urllib.request.Request(adresse, urllib.parse.urlencode(felder).encode(), {"Referer": adresse})
    with browser.open(anfrage) as antwort:
        assert antwort.status == 200 and antwort.url != adresse, "still on the sign-in page"
        return antwort.read().decode()


def _prozesse_in(ordner: Path) -> list[str]:
    """Commands of all processes that run from this folder or from the data it points to."""
    orte = [str(ordner)]
    if (ordner / "var" / "pg" / "ort").exists():
        orte.append((ordner / "var" / "pg" / "ort").read_text().splitlines()[0])
    funde = []
    for datei in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            befehl = datei.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if any(ort in befehl for ort in orte):
            funde.append(befehl)
    return funde


@pytest.mark.dauert
def test_make_start_aus_einem_frischen_klon(klon: Path, umgebung: dict[str, str]) -> None:
    lauf = Lauf(klon, umgebung)
    try:
        adresse = lauf.lesen_bis("Wegplan läuft", EINRICHTEN)[-1]
        assert f"http://127.0.0.1:{lauf.port}/" in adresse
        passwort = lauf.lesen_bis("Zum Ausprobieren", EINRICHTEN + 60)[-1].split()[-1].rstrip(").:")
        teamleitung = lauf.lesen_bis("  tl.", EINRICHTEN + 60)[-1].split()[0]
        assert "Abmelden" in _anmelden(lauf.port, teamleitung, passwort)
    finally:
        lauf.strg_c()
    assert _prozesse_in(klon) == []

    zweiter = Lauf(klon, umgebung)
    try:
        gesagt = "".join(zweiter.lesen_bis("Wegplan läuft", WIEDER))
        assert not re.search("installiert|eingerichtet|vorbereitet|erzeugt", gesagt), "set up what was set up"
        assert "Abmelden" in _anmelden(zweiter.port, teamleitung, passwort)
    finally:
        zweiter.strg_c()
    assert _prozesse_in(klon) == []
    assert (klon / ".venv" / "bin" / "wegplan").exists()
