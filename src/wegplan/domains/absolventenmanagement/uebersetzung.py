"""Compiles the one definition to SQL text with placeholders, once per rule file and question.

Compiling costs 0.1 s and the import of Ibis 0.3 s; running the statement for one person takes 0.01 s. So the text is
kept: in the process, and, where the command line or a fresh server process would pay again, in a file of the user's
cache folder. The file's name is a fingerprint of everything the text depends on; a missing or broken file only means
compiling again."""

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .gestalt import Gestalt
from .quelle import Form
from .rules import REGELWERKE, SCHEMA, abdruck, regelwerk_datei, regelwerk_laden

_MODULE = ("ausdruck", "antworten", "befund", "gestalt", "quelle", "rules", "uebersetzung")
_WERT = re.compile(r"PARAMETER_TAG\('(\w+)'\)")
_SPALTE = r"""["`]\w+["`]\.["`]\w+["`]"""
_ZAHLEN = re.compile(rf"PARAMETER_LISTE\(({_SPALTE}), '(\w+)'\)")
_TEXTE = re.compile(rf"PARAMETER_LISTE\((COALESCE\({_SPALTE}, ''\)), '(\w+)'\)")


@dataclass(frozen=True)
class Anweisung:
    """A compiled question. `beginn`: the first day for which every value of the rule file has a source."""

    sql: str
    spalten: tuple[str, ...]
    hat_iws: bool
    beginn: date


def geordnet(frage: Anweisung, spalten: tuple[str, ...], ordnung: tuple[str, ...]) -> str:
    """The compiled question as a statement with some of its columns, ordered; nothing comes first."""
    sql = f"select {', '.join(spalten)} from ({frage.sql}) as antwort"
    if ordnung:
        sql += " order by " + ", ".join(f"{spalte} nulls first" for spalte in ordnung)
    return sql


def anweisung(kennung: str, form: Form, frage: str, gestalt: Gestalt, ordner: Path = REGELWERKE) -> Anweisung:
    """The SQL of `frage` (a function of `antworten`) by the rule set `kennung`, for the engine of `form`.

    Raises UnbekanntesRegelwerk and RegelwerkFehler."""
    datei = regelwerk_datei(kennung, ordner)
    return _anweisung(kennung, form, frage, gestalt, ordner, datei.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _anweisung(kennung: str, form: Form, frage: str, gestalt: Gestalt, ordner: Path, stand: int) -> Anweisung:
    inhalt = abdruck(ordner / kennung / regelwerk_datei(kennung, ordner).name, ordner / SCHEMA)
    teile = (inhalt, _abhaengig(), form, frage, gestalt.gruppen, sorted(gestalt.filter), sorted(gestalt.merkmale))
    name = hashlib.sha256(repr(teile).encode()).hexdigest()
    fertig = _gelesen(name)
    if fertig is None:
        fertig = _uebersetzt(kennung, form, frage, gestalt, ordner)
        _behalten(name, fertig)
    return fertig


def _uebersetzt(kennung: str, form: Form, frage: str, gestalt: Gestalt, ordner: Path) -> Anweisung:
    import ibis

    from . import antworten

    regel = regelwerk_laden(kennung, ordner)
    ausdruck = getattr(antworten, frage)(form, regel, gestalt)
    sql = str(ibis.to_sql(ausdruck, dialect=form.dialekt))
    if form.dialekt == "postgres":
        sql = sql.replace("%", "%%")  # the driver's placeholder sign
    sql = _TEXTE.sub(form.texte, _ZAHLEN.sub(form.zahlen, _WERT.sub(form.wert, sql)))
    return Anweisung(sql, tuple(ausdruck.columns), regel.hat_iws, max(wert.beginn for wert in regel.werte))


@lru_cache(maxsize=1)
def _abhaengig() -> str:
    """Changes with the code of the definition and with the installed version of what compiles it."""
    eigenes = abdruck(*(Path(__file__).with_name(f"{name}.py") for name in _MODULE))
    fremdes = [Path(str(spec.origin)).stat().st_mtime_ns for name in ("ibis", "sqlglot") if (spec := find_spec(name))]
    return f"{eigenes}/{fremdes}"


def _ablage(name: str) -> Path:
    ort = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(ort) / "wegplan" / "anweisungen" / f"{name}.json"


def _gelesen(name: str) -> Anweisung | None:
    try:
        roh: dict[str, Any] = json.loads(_ablage(name).read_text(encoding="utf-8"))
        return Anweisung(roh["sql"], tuple(roh["spalten"]), roh["hat_iws"], date.fromisoformat(roh["beginn"]))
    except (OSError, RuntimeError, ValueError, KeyError, TypeError):
        return None


def _behalten(name: str, fertig: Anweisung) -> None:
    """Written beside and renamed: a reader never sees half a file. Without a writable folder nothing is kept."""
    try:
        ziel = _ablage(name)
        ziel.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        neu = ziel.with_suffix(f".{os.getpid()}")
        neu.write_text(json.dumps(asdict(fertig), default=str), encoding="utf-8")
        neu.replace(ziel)
    except (OSError, RuntimeError):
        return
