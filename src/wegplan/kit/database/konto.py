"""Which account of the operating system runs the embedded server.

PostgreSQL refuses to run as root. An ordinary user runs it as themselves; root lends it an account that
exists already (docs/adr/0002-root-borrows-an-account.md).
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .fehler import ServerFehler

GELIEHEN = ("postgres", "nobody")


@dataclass(frozen=True)
class Konto:
    """`geliehen` means: we are root and the server runs as somebody else."""

    name: str
    uid: int
    gid: int
    geliehen: bool

    def prozess(self) -> dict[str, Any]:
        """Arguments for subprocess.run that start a program as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.geliehen else {}

    def uebereignen(self, pfad: Path) -> None:
        """Make the account the owner of a file or folder of ours."""
        if self.geliehen:
            os.chown(pfad, self.uid, self.gid, follow_symlinks=False)

    def erreicht(self, pfad: Path) -> bool:
        """Whether the account may open this file or enter this folder through all its parents.

        Asked of the kernel by a process of the account, as access lists and mounts decide, too."""
        if not self.geliehen:
            return True
        pruefung = 'if [ -d "$1" ]; then test -x "$1"; else test -r "$1"; fi'
        befehl = ["/bin/sh", "-c", pruefung, "sh", os.fspath(pfad)]
        return subprocess.run(befehl, cwd="/", check=False, **self.prozess()).returncode == 0


def eigener_name() -> str:
    """Name of our own account; peer authentication and initdb need one."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise ServerFehler(
            f"Das Konto mit der Nummer {os.geteuid()} hat keinen Namen in /etc/passwd; PostgreSQL verlangt einen. "
            "Bitte das Konto anlegen oder mit DATABASE_URL einen laufenden Server angeben."
        ) from None


def server_konto() -> Konto:
    """The account for the server: ourselves, for root the first of GELIEHEN that exists.

    WEGPLAN_PG_KONTO names another one. Raises ServerFehler when root finds none."""
    if os.geteuid() != 0:
        return Konto(eigener_name(), os.geteuid(), os.getegid(), geliehen=False)
    gewuenscht = os.environ.get("WEGPLAN_PG_KONTO")
    for name in (gewuenscht,) if gewuenscht else GELIEHEN:
        try:
            eintrag = pwd.getpwnam(name)
        except KeyError:
            continue
        if eintrag.pw_uid != 0:
            return Konto(name, eintrag.pw_uid, eintrag.pw_gid, geliehen=True)
    raise ServerFehler(
        f"PostgreSQL läuft nicht als root, und keines dieser Konten gibt es: {gewuenscht or ', '.join(GELIEHEN)}. "
        "Bitte eines anlegen und mit WEGPLAN_PG_KONTO nennen oder als gewöhnliche Person starten."
    )
