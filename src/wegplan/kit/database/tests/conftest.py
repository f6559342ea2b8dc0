"""Servers of these tests' own, each in a folder of its own, stopped at the end of the test."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wegplan.kit.database.einbettung import ServerHalter

HALTEN = """
import sys, time
from pathlib import Path
from wegplan.kit.database.einbettung import ServerHalter
halter = ServerHalter(Path(sys.argv[1]), fluechtig=True).anmelden()
print(halter.postmaster, flush=True)
time.sleep(60)
"""


@pytest.fixture
def ordner(fluechtiger_ort: Path) -> Iterator[Path]:
    """An empty folder that a borrowed account can enter; pytest's own tmp_path is closed to others."""
    pfad = Path(tempfile.mkdtemp(prefix="wegplan-pg-", dir=fluechtiger_ort))
    pfad.chmod(0o755)
    yield pfad
    shutil.rmtree(pfad, ignore_errors=True)


@pytest.fixture(scope="session")
def vorlage(fluechtiger_ort: Path) -> Iterator[Path]:
    """A cluster made once; copying it saves a second per test."""
    pfad = Path(tempfile.mkdtemp(prefix="wegplan-pg-vorlage-", dir=fluechtiger_ort))
    pfad.chmod(0o755)
    ServerHalter(pfad, fluechtig=True).anmelden().abmelden()
    yield pfad / "pg"
    shutil.rmtree(pfad)


@pytest.fixture
def neuer_halter() -> Iterator[Callable[[Path], ServerHalter]]:
    """Make holders that let go when the test ends, and remove what lay outside the folder."""
    alle: list[ServerHalter] = []

    def neu(var: Path) -> ServerHalter:
        alle.append(ServerHalter(var, fluechtig=True))
        return alle[-1]

    yield neu
    for halter in alle:
        halter.abmelden()
        for ort in (halter.orte.socket, halter.orte.heim):
            if halter.orte.var not in ort.parents:
                shutil.rmtree(ort, ignore_errors=True)


@pytest.fixture
def halter_fuer(neuer_halter: Callable[[Path], ServerHalter], vorlage: Path) -> Callable[[Path], ServerHalter]:
    """The same, but over a copy of the cluster, where the folder is still empty."""

    def aus_vorlage(var: Path) -> ServerHalter:
        if not (var / "pg").exists():
            var.mkdir(exist_ok=True)
            subprocess.run(["cp", "-a", vorlage, var / "pg"], check=True)
        return neuer_halter(var)

    return aus_vorlage


@pytest.fixture
def halten_befehl() -> list[str]:
    """Command of another process that holds the server of the folder appended to it, and prints its pid."""
    return [sys.executable, "-c", HALTEN]
