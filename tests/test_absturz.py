"""kill -9 in the middle of an import, 50 times: no acknowledged write lost, nothing half-written (DS-30, DP-01)."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from wegplan.kit.database.einbettung import ServerHalter

MALE = 50
PERSONEN = 400  # per package; each with one Teilnahme and two Vereinbarungen

# Loads Django once and forks for each import: so the kill meets the import, not the start of Python.
HELFER = """
import os, sys
from pathlib import Path
from wegplan.befehle import django_bereit
django_bereit("dienst")
from wegplan.domains.datenpaket.services import einlesen
print("bereit", flush=True)
for zeile in sys.stdin:
    kind = os.fork()
    if kind == 0:
        try:
            if einlesen(Path(zeile.strip())).gelungen:
                os.write(1, b"eingelesen\\n")
        finally:
            os._exit(0)
    os.write(1, b"kind %d\\n" % kind)
    os.waitpid(kind, 0)
    os.write(1, b"zuende\\n")
"""


@dataclass
class Einleser:
    """The process that imports, and what it acknowledged."""

    prozess: subprocess.Popen[str]

    def zeile(self) -> str:
        assert self.prozess.stdout is not None
        return self.prozess.stdout.readline().strip()

    def einlesen(self, paket: Path, stoeren: "Stoerung | None" = None) -> bool:
        """Import one package, disturbed or not. True when the import was acknowledged."""
        assert self.prozess.stdin is not None
        print(paket, file=self.prozess.stdin, flush=True)
        bestaetigt = False
        while (zeile := self.zeile()) != "zuende":
            assert zeile, "the importing process itself is gone"
            bestaetigt |= zeile == "eingelesen"
            if zeile.startswith("kind") and stoeren is not None:
                stoeren(int(zeile.split()[1]))
        return bestaetigt


@dataclass
class Stoerung:
    """After `nach` seconds kill the import or, every second time, the database server under it."""

    halter: ServerHalter
    nach: float
    server: bool

    def __call__(self, kind: int) -> None:
        time.sleep(self.nach)
        opfer = self.halter.postmaster if self.server else kind
        assert opfer is not None
        try:
            os.kill(opfer, signal.SIGKILL)
        except ProcessLookupError:  # the import was quicker
            return


@pytest.fixture
def halter(fluechtiger_ort: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServerHalter]:
    """An installation of its own."""
    var = Path(tempfile.mkdtemp(prefix="wegplan-absturz-", dir=fluechtiger_ort))
    var.chmod(0o755)
    monkeypatch.setenv("WEGPLAN_VAR", str(var))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "wegplan.config.settings.dev")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    halter = ServerHalter(var).anmelden()
    yield halter
    halter.abmelden()
    shutil.rmtree(var)


@pytest.fixture
def einleser(halter: ServerHalter) -> Iterator[Einleser]:
    befehl = [sys.executable, "-c", HELFER]
    with subprocess.Popen(
        befehl, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as prozess:
        einleser = Einleser(prozess)
        assert einleser.zeile() == "bereit"
        yield einleser
        assert prozess.stdin is not None
        prozess.stdin.close()


def _paket(ordner: Path, runde: int) -> Path:
    """A package whose keys begin with R<runde>-; organisations and measure are the same in all."""
    ziel = ordner / f"paket{runde}"
    ziel.mkdir()
    nummern = [f"R{runde}-{n}" for n in range(PERSONEN)]
    organisation = "kennung,art,name,uebergeordnet,bundesland"
    massnahme = (
        "massnahmenummer,titel,foerderart,programmstufe,traeger,regionalbuero,beginn,ende,plaetze,gruppenmassnahme"
    )
    teilnahme = "teilnahme_id,kundennummer,massnahmenummer,eintritt,geplantes_ende,austritt,austrittsgrund"
    dateien = {
        "organisationen": [organisation, "BDL1,bildungsdienstleister,Träger,,", "JC1,jobcenter,Jobcenter,,"],
        "massnahmen": [massnahme, "M1,,FbW,,BDL1,,2020-01-01,,,"],
        "personen": ["kundennummer,nachname,vorname,geburtsdatum,geschlecht,jobcenter,team"]
        + [f"{n},Muster,Max,1980-01-01,m,JC1," for n in nummern],
        "teilnahmen": [teilnahme] + [f"{n},{n},M1,2025-01-01,2025-12-31,," for n in nummern],
        "vereinbarungen": ["vereinbarung_id,kundennummer,art,abgeschlossen_am,gueltig_bis"]
        + [f"{n}-{nr},{n},EV,2025-0{nr}-01," for n in nummern for nr in (1, 2)],
    }
    for name, zeilen in dateien.items():
        (ziel / f"{name}.csv").write_text("\n".join([*zeilen, ""]), encoding="utf-8")
    return ziel


def _bestand(halter: ServerHalter) -> dict[int, tuple[int, int, int]]:
    """Per round: persons, Teilnahmen, Vereinbarungen in the database."""
    with psycopg.connect(halter.dsn("wegplan_eigner")) as c:
        zeilen = c.execute(
            """
            select substring(p.kundennummer from '^R(\\d+)-')::int, count(distinct p.id), count(distinct t.id),
                   count(distinct v.id)
            from person_person p left join teilnahme_teilnahme t on t.person_id = p.id
            left join vermittlung_vereinbarung v on v.person_id = p.id group by 1
            """
        ).fetchall()
    return {runde: (personen, teilnahmen, vereinbarungen) for runde, personen, teilnahmen, vereinbarungen in zeilen}


@pytest.mark.dauert
def test_ds30_fuenfzigmal_kill_mitten_im_einlesen(halter: ServerHalter, einleser: Einleser, tmp_path: Path) -> None:
    einleser.einlesen(_paket(tmp_path, 0))  # warms up
    beginn = time.monotonic()
    assert einleser.einlesen(_paket(tmp_path, 1))
    dauer = time.monotonic() - beginn

    bestaetigt = {0, 1}
    for runde in range(2, 2 + MALE):
        # from its first moment to a little after its usual end
        nach = dauer * 1.2 * (runde - 2) / MALE
        if einleser.einlesen(_paket(tmp_path, runde), Stoerung(halter, nach, server=runde % 2 == 1)):
            bestaetigt.add(runde)
        halter.wiederbeleben()

    bestand = _bestand(halter)
    ganz = (PERSONEN, PERSONEN, 2 * PERSONEN)
    assert {runde for runde, zahlen in bestand.items() if zahlen != ganz} == set(), "half-written"
    assert bestaetigt - bestand.keys() == set(), "acknowledged and lost"
    assert len(bestaetigt) < MALE - 10, "hardly any kill met an import: the test proves nothing"
    assert einleser.einlesen(_paket(tmp_path, 99)), "and it still imports"
