"""The cluster on disk: making it, its settings, its version."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from .fehler import ServerFehler
from .konto import Konto, eigener_name
from .orte import PORT, Orte
from .rollen import ROLLEN

EINSTELLUNGEN = {
    "listen_addresses": "",  # no TCP: nothing to attack, no port to clash
    "port": str(PORT),
    "hba_file": "konfig/pg_hba.conf",
    "ident_file": "konfig/pg_ident.conf",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "max_wal_size": "2GB",
    "wal_level": "minimal",  # no replica of a desk; bulk loads get cheaper
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
    "effective_cache_size": "2GB",
    "jit": "off",  # compiling costs more than these short queries
    # personal data never reach the log (DS-35): no statements, no details, no errors of sessions
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# Tests, whose data nobody keeps: gone after power failure, but not after kill -9 (which
# synchronous_commit = off would lose, and the tests of DS-30 would no longer prove anything).
FLUECHTIG = {"fsync": "off", "full_page_writes": "off"}


def umgebung() -> dict[str, str]:
    """Environment of PostgreSQL's programs: nothing of ours, as PGPORT, PGDATA and LC_* would change them."""
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"}


def ausfuehren(programme: Path, konto: Konto, orte: Orte, befehl: Sequence[str | Path]) -> tuple[int, str]:
    """Run one of PostgreSQL's programs as the account, in the home. Gives exit code and output."""
    ergebnis = subprocess.run(
        [programme / "bin" / befehl[0], *befehl[1:]],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        cwd=orte.heim,
        env=umgebung(),
        check=False,
        **konto.prozess(),
    )
    return ergebnis.returncode, ergebnis.stdout


def anlegen(programme: Path, konto: Konto, orte: Orte, fluechtig: bool) -> None:
    """initdb into daten.neu, then rename: a cluster half-made by a crash is never used."""
    neu = orte.heim / "daten.neu"
    if neu.exists():
        shutil.rmtree(neu)
    neu.mkdir(mode=0o700)
    konto.uebereignen(neu)
    text = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
    befehl: list[str | Path] = ["initdb", "--pgdata", neu, "--username=postgres", "--auth=peer", *text]
    if fluechtig:
        befehl.append("--no-sync")
    code, ausgabe = ausfuehren(programme, konto, orte, befehl)
    if code:
        raise ServerFehler(f"Die Datenbank ließ sich nicht anlegen (initdb):\n{ausgabe}")
    neu.rename(orte.daten)


def anmeldung_schreiben(orte: Orte) -> None:
    """Who may log in: our own account alone, as any of the roles, without a password (peer).

    The files lie outside the data and are written by us before each start, so that neither the borrowed
    account nor a changed name of ours spoils them."""
    ordner = orte.heim / "konfig"
    ordner.mkdir(exist_ok=True)
    ordner.chmod(0o755)
    zeilen = "".join(f'wegplan "{eigener_name()}" {rolle}\n' for rolle in ("postgres", *ROLLEN))
    for name, inhalt in (("pg_hba.conf", "local all all peer map=wegplan\n"), ("pg_ident.conf", zeilen)):
        datei = ordner / name
        datei.write_text(inhalt, encoding="utf-8")
        datei.chmod(0o644)


def version_pruefen(programme: Path, konto: Konto, orte: Orte) -> None:
    """Refuse data of another major version before PostgreSQL does so in English."""
    daten = (orte.daten / "PG_VERSION").read_text(encoding="ascii").strip()
    _, ausgabe = ausfuehren(programme, konto, orte, ("postgres", "--version"))
    programm = ausgabe.split()[-1].split(".")[0]
    if daten != programm:
        raise ServerFehler(
            f"Die Daten in {orte.daten} stammen von PostgreSQL {daten}, installiert ist PostgreSQL {programm}. "
            f"Bitte mit der bisherigen Fassung von Wegplan eine Sicherung schreiben (`wegplan sicherung`), "
            f"{orte.basis} umbenennen und die Sicherung hier einspielen (`wegplan wiederherstellung`); "
            "siehe docs/betrieb.md, Abschnitt Aktualisieren."
        )


def starten(programme: Path, konto: Konto, orte: Orte, fluechtig: bool) -> subprocess.Popen[bytes]:
    """Start the server in a session of its own, so that Ctrl-C in the terminal does not reach it.

    Not by pg_ctl: that hands the paths to a shell, which a quote or a dollar sign in them would break."""
    werte = EINSTELLUNGEN | (FLUECHTIG if fluechtig else {})
    # relative to the data, where the server changes to: shorter than the absolute path, and no quoting
    werte["unix_socket_directories"] = "../s" if orte.socket.parent == orte.heim else str(orte.socket)
    argumente = [teil for name, wert in werte.items() for teil in ("-c", f"{name}={wert}")]
    with orte.protokoll.open("ab") as protokoll:
        return subprocess.Popen(
            [programme / "bin" / "postgres", "-D", orte.daten, *argumente],
            stdin=subprocess.DEVNULL,
            stdout=protokoll,
            stderr=protokoll,
            cwd=orte.heim,
            env=umgebung(),
            start_new_session=True,
            **konto.prozess(),
        )
