"""The command line itself (chapter 80): quick, with sentences, results on stdout and messages on stderr."""

import subprocess
import sys
import time

import pytest

from wegplan.befehle import BEFEHLE, main


def test_hilfe_nennt_jeden_befehl(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    ausgabe = capsys.readouterr().out
    assert all(f"  {name} " in ausgabe for name in BEFEHLE)


def test_ohne_und_mit_unbekanntem_befehl_steht_die_hilfe_auf_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main(["gibtsnicht"]) == 2
    aus, fehler = capsys.readouterr()
    assert aus == "" and "Den Befehl gibtsnicht gibt es nicht." in fehler


def test_hilfe_kostet_hoechstens_das_doppelte_von_import_django() -> None:
    def dauer(*argumente: str) -> float:
        beginn = time.perf_counter()
        subprocess.run([sys.executable, *argumente], stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - beginn

    versuche = 7
    hilfe = min(dauer("-m", "wegplan.befehle", "--help") for _ in range(versuche))
    django = min(dauer("-c", "import django") for _ in range(versuche))
    assert hilfe <= 2 * django


def test_hilfe_laedt_weder_django_noch_datenbank() -> None:
    befehl = "import sys; from wegplan.befehle import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    geladen = subprocess.run([sys.executable, "-c", befehl], capture_output=True, text=True, check=True).stderr.split()
    assert not {"django", "psycopg", "argparse", "subprocess", "duckdb"} & set(geladen)


def test_jeder_befehl_erklaert_sich(eingerichtet: dict[str, str]) -> None:
    for name in BEFEHLE:
        befehl = [sys.executable, "-m", "wegplan.befehle", name, "--help"]
        ergebnis = subprocess.run(befehl, env=eingerichtet, capture_output=True, text=True, check=False)
        assert ergebnis.returncode == 0 and ergebnis.stdout, (name, ergebnis.stderr)


def test_falsche_adresse_der_datenbank_ist_ein_satz(eingerichtet: dict[str, str]) -> None:
    befehl = [sys.executable, "-m", "wegplan.befehle", "migrieren"]
    umgebung = eingerichtet | {"DATABASE_URL": "mysql://x:geheim@y/z"}
    ergebnis = subprocess.run(befehl, env=umgebung, capture_output=True, text=True, check=False)
    assert ergebnis.returncode == 1
    assert ergebnis.stderr.startswith("DATABASE_URL") and "geheim" not in ergebnis.stderr


def test_unerreichbare_datenbank_ist_ein_satz(eingerichtet: dict[str, str]) -> None:
    befehl = [sys.executable, "-m", "wegplan.befehle", "migrieren"]
    umgebung = eingerichtet | {"DATABASE_URL": "postgresql://wegplan_app:geheim@127.0.0.1:1/wegplan"}
    ergebnis = subprocess.run(befehl, env=umgebung, capture_output=True, text=True, check=False)
    assert ergebnis.returncode == 1
    assert "Die Datenbank ist nicht erreichbar" in ergebnis.stderr
    assert "geheim" not in ergebnis.stderr and "Traceback" not in ergebnis.stderr
