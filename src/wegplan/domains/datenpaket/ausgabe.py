"""Writing a data package out: a folder of CSV files that imports again to the same content (DP-03)."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from wegplan.kit.audit.spur import spur_schreiben
from wegplan.kit.exchange.beschreibung import beschreibung
from wegplan.kit.exchange.paket import BESCHREIBUNG
from wegplan.kit.exchange.schema import laden

from .auszug import Auszug

ZWECK = "Datenpaket ausgeben (Kommandozeile)"


class AusgabeFehler(Exception):
    """The package cannot be written; the text is a German sentence."""


@dataclass(frozen=True)
class Ausgabe:
    """What went out: rows by table, and sentences on what could not."""

    zeilen: dict[str, int]
    warnungen: list[str]


def exportieren(ordner: Path, *, zweck: str = ZWECK, erfassungstage: bool = False) -> Ausgabe:
    """Write everything into `ordner`, as wegplan_dienst in one view of the database, and leave the trace.

    A folder that holds anything but a data package is refused (AusgabeFehler). An earlier package is replaced
    when the new one is complete; the files are readable by their owner alone."""
    ordner = ordner.absolute()
    _ziel_pruefen(ordner)
    platz = Path(tempfile.mkdtemp(prefix=f".{ordner.name}-", dir=_eltern(ordner)))
    try:
        with transaction.atomic():
            with connection.cursor() as c:
                if not connection.savepoint_ids:  # only a transaction's first statement may set it
                    c.execute("set transaction isolation level repeatable read")
            auszug = Auszug(None, erfassungstage)
            ausgabe = paket_schreiben(auszug, platz)
            spur_schreiben("export", "datenpaket:exportieren", zweck, _alle_personen())
        _austauschen(platz, ordner)
    finally:
        shutil.rmtree(platz, ignore_errors=True)
    return ausgabe


def paket_schreiben(auszug: Auszug, ordner: Path) -> Ausgabe:
    """The files of a package and their description into an empty folder."""
    spalten = auszug.tabellen()
    zeilen = {}
    # what refers goes first: a key that is added meanwhile is then still found
    for name in reversed(spalten):
        sql, werte = auszug.select(name, spalten[name])
        with open(ordner / laden()[name].datei, "wb", opener=_nur_eigner) as f:
            zeilen[name] = _kopieren(sql, werte, f)
    with open(ordner / BESCHREIBUNG, "w", encoding="utf-8", opener=_nur_eigner) as f:
        f.write(beschreibung(spalten))
    return Ausgabe({name: zeilen[name] for name in spalten}, hinweise(auszug))


def hinweise(auszug: Auszug) -> list[str]:
    """Sentences on what the package has no place for."""
    saetze = []
    if anzahl := auszug.ohne_kundennummer():
        saetze.append(f"{anzahl} Personen ohne Kundennummer sind nicht dabei: Das Paket kennt Personen nur mit ihr.")
    if anzahl := auszug.ohne_konto():
        saetze.append(f"{anzahl} Zuständigkeiten ohne Benutzerkonto sind nicht dabei.")
    return saetze


def _kopieren(sql: str, werte: list[Any], f: Any) -> int:
    with connection.cursor() as c:
        c.execute("set local datestyle = 'ISO'")
        with c.copy(f"copy ({sql}) to stdout (format csv, header true)", werte) as kopie:
            for stueck in kopie:
                f.write(stueck)
        return c.rowcount


def _alle_personen() -> list[int]:
    with connection.cursor() as c:
        c.execute("select id from person_person where kundennummer <> ''")
        return [person for (person,) in c.fetchall()]


def _nur_eigner(pfad: str, flaggen: int) -> int:
    return os.open(pfad, flaggen, 0o600)


def _dateien() -> set[str]:
    return {t.datei for t in laden().values()} | {BESCHREIBUNG}


def _ziel_pruefen(ordner: Path) -> None:
    if ordner.exists() and not ordner.is_dir():
        raise AusgabeFehler(f"{ordner} ist kein Ordner.")
    fremd = sorted(p.name for p in ordner.iterdir() if p.name not in _dateien()) if ordner.exists() else []
    if fremd:
        raise AusgabeFehler(
            f"In {ordner} liegt schon anderes ({', '.join(fremd[:3])}). Bitte einen leeren Ordner angeben."
        )


def _eltern(ordner: Path) -> Path:
    try:
        ordner.parent.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise AusgabeFehler(f"{ordner} lässt sich nicht anlegen ({e.strerror}).") from e
    if not os.access(ordner.parent, os.W_OK):
        raise AusgabeFehler(f"In {ordner.parent} darf dieses Konto nicht schreiben.")
    return ordner.parent


def _austauschen(neu: Path, ordner: Path) -> None:
    """Put the finished files in place; those of an earlier package that are no more go."""
    if not ordner.exists():
        neu.rename(ordner)
        return
    for name in _dateien() - {p.name for p in neu.iterdir()}:
        (ordner / name).unlink(missing_ok=True)
    for datei in neu.iterdir():
        os.replace(datei, ordner / datei.name)
