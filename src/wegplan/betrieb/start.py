"""`wegplan start`: sets up what is missing, starts everything, watches over it, stops everything."""

import argparse
import os
import socket
import subprocess
import sys

from wegplan.kit.database.einbettung import ServerHalter, anmelden
from wegplan.kit.database.fehler import ServerFehler

from . import stand
from .aufsicht import Aufsicht
from .einrichten import einrichten


def main(argv: list[str]) -> int:
    """Ends with 0 after Ctrl-C or SIGTERM, when everything it started has stopped."""
    parser = argparse.ArgumentParser(prog="wegplan start", description="Startet Wegplan auf diesem Rechner.")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="Vorgabe: 8000")
    parser.add_argument("--ohne-demo", action="store_true", help="eine leere Datenbank bleibt leer")
    angaben = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegplan.config.settings.dev")

    _port_pruefen(angaben.port)
    halter = anmelden()
    einrichten()
    if halter is not None and not angaben.ohne_demo and _leer(halter):
        print("Die Datenbank ist leer, Demo-Daten werden erzeugt …", file=sys.stderr)
        stand.unterbefehl("demo", rolle="dienst")
    aufsicht = Aufsicht(halter)
    aufsicht.kind("Webserver", ["-m", "wegplan.betrieb.web", str(angaben.port)])
    aufsicht.kind("Hintergrundarbeit", ["-m", "wegplan.befehle", "worker"])
    return aufsicht.laufen(lambda: _begruessen(angaben.port), bereit=lambda: _antwortet(angaben.port))


def _port_pruefen(port: int) -> None:
    """Say it before the set-up, not after it."""
    with socket.socket() as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            s.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            raise ServerFehler(
                f"Port {port} ist nicht frei; vielleicht läuft Wegplan schon. "
                f"Ein anderer: make start PORT=8001 oder wegplan start --port 8001."
            ) from None


def _leer(halter: ServerHalter) -> bool:
    """Neither persons nor accounts: nobody has worked with this database yet."""
    import psycopg

    with psycopg.connect(halter.dsn("wegplan_eigner")) as c:
        zeile = c.execute(
            "select not exists (select from person_person) and not exists (select from organisation_nutzer)"
        ).fetchone()
    return zeile == (True,)


def _antwortet(port: int) -> bool:
    """Whether the web server gives any answer."""
    import http.client

    try:
        verbindung = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        verbindung.request("GET", "/")
        verbindung.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    return True


def _begruessen(port: int) -> None:
    """Address and demo logins; another process asks for them, as this one stays without Django."""
    print(f"\nWegplan läuft: http://127.0.0.1:{port}/   (Ende mit Strg-C)\n", flush=True)
    if os.environ["DJANGO_SETTINGS_MODULE"] != "wegplan.config.settings.dev":
        return
    befehl = [sys.executable, "-m", "wegplan.betrieb.anmeldungen"]
    tabelle = subprocess.run(befehl, capture_output=True, text=True, check=False).stdout
    if tabelle.strip():
        print(tabelle, flush=True)
