"""Where root's borrowed account works: below a closed home folder, and back again."""

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from wegplan.kit.database import heim, konto
from wegplan.kit.database.einbettung import ServerHalter
from wegplan.kit.database.fehler import ServerFehler
from wegplan.kit.database.orte import programme_des_rads

HalterFuer = Callable[[Path], ServerHalter]
nur_root = pytest.mark.skipif(os.geteuid() != 0, reason="nur root leiht dem Server ein Konto")


@pytest.fixture
def geschlossen(ordner: Path) -> Path:
    """A home folder of mode 700."""
    ordner.chmod(0o700)
    return ordner


@nur_root
def test_unter_geschlossenem_ordner_liegen_die_daten_ausserhalb(geschlossen: Path, neuer_halter: HalterFuer) -> None:
    halter = neuer_halter(geschlossen / "var").anmelden()
    assert halter.antwortet()
    assert geschlossen not in halter.orte.heim.parents
    assert stat.S_IMODE(geschlossen.stat().st_mode) == 0o700


@nur_root
def test_daten_ausserhalb_werden_wiedergefunden(geschlossen: Path, neuer_halter: HalterFuer) -> None:
    erster = neuer_halter(geschlossen / "var").anmelden()
    with psycopg.connect(erster.dsn("postgres"), autocommit=True) as c:
        c.execute("create table brief as select 7 as nr")
    erster.abmelden()
    zweiter = neuer_halter(geschlossen / "var").anmelden()
    with psycopg.connect(zweiter.dsn("postgres")) as c:
        assert c.execute("select nr from brief").fetchone() == (7,)


@nur_root
def test_spaeter_geschlossener_ordner_nimmt_die_daten_mit(ordner: Path, neuer_halter: HalterFuer) -> None:
    erster = neuer_halter(ordner / "var").anmelden()
    with psycopg.connect(erster.dsn("postgres"), autocommit=True) as c:
        c.execute("create table brief as select 7 as nr")
    erster.abmelden()
    ordner.chmod(0o700)
    zweiter = neuer_halter(ordner / "var").anmelden()
    assert ordner not in zweiter.orte.heim.parents
    assert not (ordner / "var" / "pg" / "daten").exists()
    with psycopg.connect(zweiter.dsn("postgres")) as c:
        assert c.execute("select nr from brief").fetchone() == (7,)


@nur_root
def test_nach_dem_loeschen_von_var_faengt_es_neu_an_und_hebt_das_alte_auf(
    geschlossen: Path, neuer_halter: HalterFuer, capsys: pytest.CaptureFixture[str]
) -> None:
    erster = neuer_halter(geschlossen / "var").anmelden()
    draussen = erster.orte.heim
    erster.abmelden()
    shutil.rmtree(geschlossen / "var")
    assert neuer_halter(geschlossen / "var").anmelden().orte.heim == draussen
    waisen = list(draussen.parent.glob(f"{draussen.name}-verwaist-*"))
    assert len(waisen) == 1 and str(waisen[0]) in capsys.readouterr().err
    shutil.rmtree(waisen[0])


@nur_root
def test_verschwundene_daten_werden_nicht_stillschweigend_neu_angelegt(
    geschlossen: Path, neuer_halter: HalterFuer
) -> None:
    halter = neuer_halter(geschlossen / "var").anmelden()
    draussen = halter.orte.heim
    halter.abmelden()
    shutil.rmtree(draussen)
    with pytest.raises(ServerFehler, match="fehlt oder gehört nicht zu"):
        neuer_halter(geschlossen / "var").anmelden()


@nur_root
def test_unerreichbare_programme_werden_kopiert(
    ordner: Path, neuer_halter: HalterFuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ordner / "zu").mkdir(mode=0o700)
    paket = programme_des_rads().parent
    for name in (paket.name, paket.name + ".libs"):
        shutil.copytree(paket.with_name(name), ordner / "zu" / name, symlinks=True)
    monkeypatch.setattr(heim, "programme_des_rads", lambda: ordner / "zu" / paket.name / "pginstall")
    halter = neuer_halter(ordner / "var").anmelden()
    assert halter.antwortet()
    assert ordner / "var" / "pg" in halter.programm_pfad("postgres").parents


@nur_root
def test_ohne_konto_postgres_nimmt_root_nobody(
    ordner: Path, neuer_halter: HalterFuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(konto, "GELIEHEN", ("gibt-es-nicht", "nobody"))
    halter = neuer_halter(ordner).anmelden()
    assert halter.konto.name == "nobody" and halter.antwortet()


@nur_root
def test_root_ohne_jedes_konto_bekommt_einen_satz(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGPLAN_PG_KONTO", "gibt-es-nicht")
    with pytest.raises(ServerFehler, match="keines dieser Konten gibt es: gibt-es-nicht"):
        konto.server_konto()


def test_fremder_socketordner_wird_abgelehnt(ordner: Path, neuer_halter: HalterFuer) -> None:
    (ordner / "pg" / "s").mkdir(parents=True)
    (ordner / "pg" / "s").chmod(0o777)
    with pytest.raises(ServerFehler, match="für andere beschreibbar"):
        neuer_halter(ordner).anmelden()
