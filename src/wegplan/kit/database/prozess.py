"""The postmaster as a process: is it alive, is it ours?"""

import os
import subprocess
from pathlib import Path


def postmaster(daten: Path) -> int | None:
    """Process id of the living postmaster of these data; None for no, a dead, a zombie or a foreign process."""
    try:
        pid = int((daten / "postmaster.pid").read_text(encoding="utf-8", errors="replace").split("\n")[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if _ist_postmaster(pid, daten) else None


def toten_postmaster_vergessen(daten: Path, socket: Path) -> None:
    """Remove what a killed server left: postmaster.pid, the socket and its lock. Nothing while it lives.

    PostgreSQL itself refuses to start while the number in these files lives, and after kill -9 it may live
    as a zombie or as somebody else's new process."""
    if postmaster(daten) is None:
        for rest in (daten / "postmaster.pid", *socket.glob(".s.PGSQL.*")):
            rest.unlink(missing_ok=True)


def _ist_postmaster(pid: int, daten: Path) -> bool:
    if Path("/proc/self/stat").exists():
        try:
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
            befehl = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            return False
        zustand = stat.rpartition(")")[2].split()[0]
        return zustand != "Z" and b"postgres" in befehl.split(b"\0")[0] and os.fsencode(daten) in befehl
    ausgabe = subprocess.run(
        ["ps", "-o", "stat=,command=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout
    return bool(ausgabe) and not ausgabe.startswith("Z") and "postgres" in ausgabe and str(daten) in ausgabe
