"""The embedded server: started by the first, stopped by the last, whatever is killed in between (DS-30)."""

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from wegplan.kit.database.einbettung import ServerHalter
from wegplan.kit.database.fehler import ServerFehler

HalterFuer = Callable[[Path], ServerHalter]


def _abfrage(halter: ServerHalter, sql: str, rolle: str = "postgres", datenbank: str = "wegplan"):
    with psycopg.connect(halter.dsn(rolle, datenbank), autocommit=True) as c:
        return c.execute(sql).fetchone()


def _anderer(halten_befehl: list[str], var: Path) -> subprocess.Popen[str]:
    """Another process that holds the server; returns when it does."""
    prozess = subprocess.Popen([*halten_befehl, str(var)], stdout=subprocess.PIPE, text=True)
    assert prozess.stdout is not None and prozess.stdout.readline().strip().isdigit()
    return prozess


def _toeten(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def test_der_erste_startet_und_der_letzte_haelt_an(ordner: Path, neuer_halter: HalterFuer) -> None:
    erster = neuer_halter(ordner).anmelden()
    zweiter = neuer_halter(ordner).anmelden()
    assert erster.postmaster == zweiter.postmaster is not None
    erster.abmelden()
    assert zweiter.antwortet()
    zweiter.abmelden()
    assert zweiter.postmaster is None
    assert not zweiter.antwortet()


def test_ds04_keine_rolle_umgeht_die_zeilensicherheit(ordner: Path, halter_fuer: HalterFuer) -> None:
    halter = halter_fuer(ordner).anmelden()
    zeile = _abfrage(
        halter, "select count(*), bool_or(rolsuper or rolbypassrls) from pg_roles where rolname like 'wegplan%'"
    )
    assert zeile == (4, False)
    assert _abfrage(halter, "select session_user::text", rolle="wegplan_app") == ("wegplan_app",)


def test_ds04_die_anwendung_darf_leitung_werden_und_sonst_niemand(ordner: Path, halter_fuer: HalterFuer) -> None:
    halter = halter_fuer(ordner).anmelden()
    with psycopg.connect(halter.dsn("wegplan_app"), autocommit=True) as c:
        c.execute("set role wegplan_leitung")
        for fremd in ("wegplan_dienst", "wegplan_eigner", "postgres"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                c.execute(f"set role {fremd}")


def test_ds30_bestaetigtes_ueberlebt_kill_des_servers(ordner: Path, halter_fuer: HalterFuer) -> None:
    halter = halter_fuer(ordner).anmelden()
    with psycopg.connect(halter.dsn("postgres"), autocommit=True) as c:
        c.execute("create table brief (nr int)")
        c.execute("insert into brief values (7)")
        assert halter.postmaster is not None
        _toeten(halter.postmaster)
    halter.wiederbeleben()
    assert _abfrage(halter, "select nr from brief") == (7,)


def test_kill_der_anwendung_laesst_den_server_dem_naechsten(
    ordner: Path, halter_fuer: HalterFuer, halten_befehl: list[str]
) -> None:
    anderer = _anderer(halten_befehl, ordner)
    _toeten(anderer.pid)
    anderer.wait()
    halter = halter_fuer(ordner)
    verwaist = halter.postmaster
    assert verwaist is not None
    assert halter.anmelden().postmaster == verwaist
    halter.abmelden()
    assert halter.postmaster is None


def test_kill_von_anwendung_und_server_zugleich(
    ordner: Path, halter_fuer: HalterFuer, halten_befehl: list[str]
) -> None:
    anderer = _anderer(halten_befehl, ordner)
    halter = halter_fuer(ordner)
    assert halter.postmaster is not None
    _toeten(halter.postmaster)
    _toeten(anderer.pid)
    anderer.wait()
    assert halter.anmelden().antwortet()


def test_drei_erste_starts_zugleich_geben_einen_server(
    ordner: Path, neuer_halter: HalterFuer, halten_befehl: list[str]
) -> None:
    befehl = [*halten_befehl, str(ordner)]
    prozesse = [subprocess.Popen(befehl, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    try:
        nummern = {p.stdout.readline() for p in prozesse if p.stdout is not None}
    finally:
        for p in prozesse:
            p.terminate()
            p.wait()
    assert len(nummern) == 1 and nummern != {""}
    neuer_halter(ordner).anmelden()  # SIGTERM skips atexit: somebody has to stop it


@pytest.mark.parametrize("inhalt", ["1\n/anderswo\n", "", "kein Prozess\n", "4194304\n"])
def test_fremde_oder_unsinnige_prozessnummer_haelt_niemanden_auf(
    ordner: Path, halter_fuer: HalterFuer, inhalt: str
) -> None:
    halter_fuer(ordner).anmelden().abmelden()
    halter = halter_fuer(ordner)
    (halter.orte.daten / "postmaster.pid").write_text(inhalt)
    (halter.orte.socket / ".s.PGSQL.5432.lock").write_text(inhalt)
    assert halter.anmelden().antwortet()


def test_nummer_eines_eigenen_lebenden_prozesses_haelt_niemanden_auf(ordner: Path, halter_fuer: HalterFuer) -> None:
    halter_fuer(ordner).anmelden().abmelden()
    halter = halter_fuer(ordner)
    schlaefer = subprocess.Popen(["sleep", "60"], **halter.konto.prozess())
    try:
        (halter.orte.daten / "postmaster.pid").write_text(f"{schlaefer.pid}\n")
        assert halter.anmelden().antwortet()
    finally:
        schlaefer.kill()
        schlaefer.wait()


def test_halb_angelegte_daten_werden_nie_benutzt(ordner: Path, neuer_halter: HalterFuer) -> None:
    (ordner / "pg" / "daten.neu").mkdir(parents=True)
    (ordner / "pg" / "daten.neu" / "PG_VERSION").write_text("18\n")
    assert neuer_halter(ordner).anmelden().antwortet()
    assert not (ordner / "pg" / "daten.neu").exists()


@pytest.mark.parametrize(
    "name", ["mit Leerzeichen", "Größe & Maß", "a,b", "'einfach' \"doppelt\"", "$(id) `id` \\", "x" * 120]
)
def test_jeder_pfad_geht(ordner: Path, neuer_halter: HalterFuer, name: str) -> None:
    halter = neuer_halter(ordner / name).anmelden()
    assert _abfrage(halter, "select current_database()::text", rolle="wegplan_app") == ("wegplan",)


def test_verweis_auf_den_ordner_ist_derselbe_server(ordner: Path, halter_fuer: HalterFuer) -> None:
    (ordner / "echt").mkdir()
    (ordner / "verweis").symlink_to("echt")
    erster = halter_fuer(ordner / "echt").anmelden()
    zweiter = halter_fuer(ordner / "verweis").anmelden()
    assert erster.postmaster == zweiter.postmaster


def test_daten_anderer_hauptversion_werden_auf_deutsch_abgelehnt(ordner: Path, halter_fuer: HalterFuer) -> None:
    halter_fuer(ordner).anmelden().abmelden()
    halter = halter_fuer(ordner)
    (halter.orte.daten / "PG_VERSION").write_text("15\n")
    with pytest.raises(ServerFehler, match=r"stammen von PostgreSQL 15, installiert ist PostgreSQL \d+.*Sicherung"):
        halter.anmelden()
    (halter.orte.daten / "PG_VERSION").write_text("18\n")
    assert halter.anmelden().antwortet()  # the refused attempt left no lock behind


def test_geloeschter_ordner_im_laufenden_betrieb_ist_ein_satz(ordner: Path, halter_fuer: HalterFuer) -> None:
    halter = halter_fuer(ordner).anmelden()
    assert halter.postmaster is not None
    _toeten(halter.postmaster)
    shutil.rmtree(ordner / "pg")
    with pytest.raises(ServerFehler, match="ist verschwunden"):
        halter.wiederbeleben()


def test_anderer_fehler_wird_sofort_gemeldet(ordner: Path, halter_fuer: HalterFuer) -> None:
    halter_fuer(ordner).anmelden().abmelden()
    halter = halter_fuer(ordner)
    shutil.rmtree(halter.orte.daten / "global")
    beginn = time.monotonic()
    with pytest.raises(ServerFehler, match="ließ sich nicht starten"):
        halter.anmelden()
    assert time.monotonic() - beginn < 25  # not tried again for half a minute


def test_abmelden_eines_abgespaltenen_prozesses_laesst_den_server_laufen(ordner: Path, halter_fuer: HalterFuer) -> None:
    halter = halter_fuer(ordner).anmelden()
    kind = os.fork()
    if kind == 0:
        halter.abmelden()
        os._exit(0)
    os.waitpid(kind, 0)
    assert halter.antwortet()


def test_ds35_protokoll_ohne_inhalte(ordner: Path, halter_fuer: HalterFuer) -> None:
    halter = halter_fuer(ordner).anmelden()
    with psycopg.connect(halter.dsn("postgres"), autocommit=True) as c:
        c.execute("create table person (nachname text unique)")
        c.execute("insert into person values ('Mustermann')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            c.execute("insert into person values ('Mustermann')")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            c.execute("select 'Mustermann'::int")
    assert "Mustermann" not in halter.orte.protokoll.read_text()


def test_ds04_andere_konten_kommen_nicht_hinein(ordner: Path, halter_fuer: HalterFuer) -> None:
    if os.geteuid() != 0:
        pytest.skip("braucht root, um ein anderes Konto anzunehmen")
    halter = halter_fuer(ordner).anmelden()
    halter.orte.socket.chmod(0o711)  # even where the folder itself lets them through
    befehl = [halter.programm_pfad("psql"), "-h", halter.orte.socket, "-U", "postgres", "-c", "select 1", "wegplan"]
    ergebnis = subprocess.run(
        befehl, user=halter.konto.uid, cwd="/", capture_output=True, text=True, env={"LC_ALL": "C"}, check=False
    )
    assert ergebnis.returncode != 0
    assert "Peer authentication failed" in ergebnis.stderr


@pytest.mark.dauert
def test_ds30_fuenfzigmal_kill_des_servers_und_nichts_bestaetigtes_fehlt(ordner: Path, halter_fuer: HalterFuer) -> None:
    halter = halter_fuer(ordner).anmelden()
    with psycopg.connect(halter.dsn("postgres"), autocommit=True) as c:
        c.execute("create table haelfte (nr int, teil int)")
    bestaetigt = 0
    for runde in range(50):
        bestaetigt = _schreiben_bis_zum_kill(halter, bestaetigt + 1_000, sekunden=0.002 * runde) or bestaetigt
        halter.wiederbeleben()
        with psycopg.connect(halter.dsn("postgres")) as c:
            halbe = c.execute("select nr from haelfte group by nr having count(*) <> 2").fetchall()
            groesste = c.execute("select coalesce(max(nr), 0) from haelfte").fetchone()
        assert halbe == []
        assert groesste is not None and groesste[0] >= bestaetigt
    assert bestaetigt > 0


def _schreiben_bis_zum_kill(halter: ServerHalter, ab: int, sekunden: float) -> int:
    """Commit pairs of rows, numbered from `ab`, while a timer kills the server. Gives the last acknowledged."""
    bestaetigt = 0
    wecker = threading.Timer(sekunden, _toeten, [halter.postmaster])
    try:
        with psycopg.connect(halter.dsn("postgres")) as c:
            wecker.start()
            for nr in range(ab, ab + 1_000_000):
                c.execute("insert into haelfte values (%s, 1)", [nr])
                c.execute("insert into haelfte values (%s, 2)", [nr])
                c.commit()
                bestaetigt = nr
    except psycopg.OperationalError:
        pass  # the server is gone: that is the point
    wecker.join()
    return bestaetigt
