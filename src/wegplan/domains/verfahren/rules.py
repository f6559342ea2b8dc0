"""The procedure of an office, read from `regelwerke/<office>/verfahren.yaml`: steps, their days, their proof.

Pure values: standard library and the rule file, no database, no reference day of its own (VF-01 to VF-03, VF-05)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"
DATEI = "verfahren.yaml"
SCHEMA = "schema/verfahren.schema.json"
Stelle = tuple[str | int, ...]  # a place in a rule file: keys and numbers from the top
JE_MASSNAHME = frozenset({"massnahme_beginn", "massnahme_ende", "massnahme_verteilt", "kalenderjahr"})
NUR_JE_TEILNAHME = ("handlungsstrategie", "letzter", "alle_monate")  # what a day of a measure cannot depend on
NACH_DEM_ENDE = "austritt"  # anchor of every step after the end: the exit, until it is known the planned end


@dataclass(frozen=True)
class Abstand:
    """How far from the anchor: whole months first (the end of the month at most), then days, then working days."""

    monate: int = 0
    tage: int = 0
    arbeitstage: int = 0


@dataclass(frozen=True)
class Grenze:
    """A day of the Teilnahme and days beyond it."""

    anker: str
    tage: int = 0


@dataclass(frozen=True)
class Termin:
    """One way a step gets its day. `foerderarten`, `stufen`, `dauer`, `strategie` say for which Teilnahmen; `von` is
    None for a single day; `letzter` = (month, day): the last such day of a year on or before the anchor."""

    foerderarten: frozenset[str]
    stufen: frozenset[str]
    dauer: dict[str, int]
    strategie: str
    anker: str
    nummer: int
    letzter: tuple[int, int] | None
    von: Abstand | None
    bis: Abstand
    alle_monate: int


@dataclass(frozen=True)
class Nachweis:
    """Which records fulfil a step; a record counts from `von` to `bis` (None: as VF-06 says by itself)."""

    belege: tuple[str, ...]
    von: Grenze | None
    bis: Grenze | None
    gueltig_am_eintritt: bool


@dataclass(frozen=True)
class Schritt:
    """A step. `zustaendig`: roles, the first owes it. `anlass`: what makes it due when it has no day of its own.
    `schliesst`: it ends the strategy and stays after an early exit into work."""

    schluessel: str
    titel: str
    phase: str
    zustaendig: tuple[str, ...]
    verbindlichkeit: str
    schliesst: bool
    termine: tuple[Termin, ...]
    anlass: str
    nachweis: Nachweis | None
    erklaerung: str
    fundstelle: str
    lesart: str


@dataclass(frozen=True, eq=False)
class Verfahren:
    """All steps of one procedure. `bundesland`: of holidays where the office has none of its own (VF-04).
    `spaet_monate`: months after the end in which a late record still fulfils a step (VF-06)."""

    kennung: str
    name: str
    bundesland: str
    gilt_ab: date
    gilt_bis: date | None
    quelle: str
    stand: str
    spaet_monate: int
    schritte: tuple[Schritt, ...]


class UnbekanntesVerfahren(LookupError):
    """No procedure of this name; the text is a German sentence with the names that exist."""


def verfahren(ordner: Path = REGELWERKE) -> list[str]:
    """Names of all rule sets that hold a procedure."""
    return sorted(datei.parent.name for datei in ordner.glob(f"*/{DATEI}"))


def verfahren_laden(kennung: str, ordner: Path = REGELWERKE) -> Verfahren:
    """The procedure of the rule set `kennung`.

    Raises UnbekanntesVerfahren, or RegelwerkFehler with file and line of every fault."""
    if kennung not in verfahren(ordner):
        bekannt = ", ".join(verfahren(ordner)) or "keines"
        raise UnbekanntesVerfahren(f"Das Verfahren „{kennung}“ gibt es nicht. Vorhanden: {bekannt}.")
    datei = ordner / kennung / DATEI
    return _laden(datei, ordner / SCHEMA, datei.stat().st_mtime_ns)


def maengel(inhalt: dict[str, Any], ordner: Path = REGELWERKE) -> list[tuple[Stelle, str]]:
    """All faults of the content of a procedure: place and sentence; empty when it may be used (VF-01)."""
    from wegplan.kit.rules.pruefen import maengel as schemamaengel

    return schemamaengel(inhalt, ordner / SCHEMA) or list(unstimmig(inhalt))


def inhalt_laden(kennung: str, ordner: Path = REGELWERKE) -> dict[str, Any]:
    """The content of a delivered rule file as it stands, to be copied (VF-10)."""
    from wegplan.kit.rules.pruefen import geprueft_lesen

    inhalt: dict[str, Any] = geprueft_lesen(ordner / kennung / DATEI, ordner / SCHEMA)[0]
    return inhalt


def in_reihenfolge(inhalt: dict[str, Any], ordner: Path = REGELWERKE) -> dict[str, Any]:
    """The content with its keys as the schema lists them; the database does not keep their order."""
    schema = json.loads((ordner / SCHEMA).read_text(encoding="utf-8"))
    folge = list(schema["properties"])
    felder = list(schema["$defs"]["schritt"]["properties"])
    schritte = [dict(sorted(s.items(), key=lambda paar: felder.index(paar[0]))) for s in inhalt["schritte"]]
    return dict(sorted((inhalt | {"schritte": schritte}).items(), key=lambda paar: folge.index(paar[0])))


@lru_cache(maxsize=32)
def _laden(datei: Path, schema: Path, stand: int) -> Verfahren:
    from wegplan.kit.rules.pruefen import geprueft_lesen  # brings YAML and JSON Schema: only when a file is read

    inhalt, zeilen = geprueft_lesen(datei, schema)
    _stimmig(datei, inhalt, zeilen)
    return verfahren_aus(inhalt)


def _stimmig(datei: Path, inhalt: dict[str, Any], zeilen: dict[Any, int]) -> None:
    from wegplan.kit.rules.fehler import Befund, RegelwerkFehler
    from wegplan.kit.rules.pruefen import zeile_von

    befunde = [Befund(datei, zeile_von(zeilen, stelle), satz) for stelle, satz in unstimmig(inhalt)]
    if befunde:
        raise RegelwerkFehler(befunde)


def unstimmig(inhalt: dict[str, Any]) -> Iterator[tuple[Stelle, str]]:
    """What a schema cannot say: keys once, groups known, a window that begins before it ends. Place and sentence."""
    gesehen = set()
    for nummer, schritt in enumerate(inhalt["schritte"]):
        ort = ("schritte", nummer)
        if schritt["schluessel"] in gesehen:
            yield (*ort, "schluessel"), f"Den Schritt {schritt['schluessel']} gibt es zweimal."
        gesehen.add(schritt["schluessel"])
        for nr, termin in enumerate(schritt.get("termine", ())):
            for gruppe in termin["fuer"]:
                if gruppe not in inhalt["gruppen"]:
                    yield (*ort, "termine", nr, "fuer"), f"Die Gruppe „{gruppe}“ ist nicht beschrieben."
            if termin.get("letzter") == "02-29":
                yield (*ort, "termine", nr, "letzter"), "Den 29. Februar gibt es nicht in jedem Jahr."
            if _je_massnahme(termin):
                yield from (
                    ((*ort, "termine", nr, name), "Das geht nur bei Terminen einer Teilnahme, nicht einer Maßnahme.")
                    for name in _unpassend(termin)
                )
            if "von" in termin and _laenge(termin["von"]) > _laenge(termin.get("bis", {})):
                yield (*ort, "termine", nr, "von"), "Der Zeitraum endet, bevor er beginnt."


def _je_massnahme(termin: dict[str, Any]) -> bool:
    return termin["anker"].partition(":")[0] in JE_MASSNAHME


def _unpassend(termin: dict[str, Any]) -> Iterator[str]:
    yield from (name for name in NUR_JE_TEILNAHME if name in termin)
    yield from (name for name in ("von", "bis") if "arbeitstage" in termin.get(name, {}))


def _laenge(roh: dict[str, int]) -> int:
    abstand = _abstand(roh)
    return abstand.monate * 30 + abstand.tage + abstand.arbeitstage


def verfahren_aus(inhalt: dict[str, Any], kennung: str = "") -> Verfahren:
    """A procedure from the content of a checked rule file; `kennung`: its name where that is not the file's own."""
    return Verfahren(
        kennung=kennung or inhalt["regelwerk"],
        name=inhalt["name"],
        bundesland=inhalt["bundesland"],
        gilt_ab=date.fromisoformat(inhalt["gilt_ab"]),
        gilt_bis=date.fromisoformat(inhalt["gilt_bis"]) if "gilt_bis" in inhalt else None,
        quelle=inhalt["quelle"]["titel"],
        stand=inhalt["quelle"]["stand"],
        spaet_monate=inhalt["spaeter_nachweis"]["monate"],
        schritte=tuple(_schritt(roh, inhalt["gruppen"]) for roh in inhalt["schritte"]),
    )


def _schritt(roh: dict[str, Any], gruppen: dict[str, list[str]]) -> Schritt:
    return Schritt(
        schluessel=roh["schluessel"],
        titel=roh["titel"],
        phase=roh["phase"],
        zustaendig=tuple(roh["zustaendig"]),
        verbindlichkeit=roh["verbindlichkeit"],
        schliesst=roh.get("schliesst", False),
        termine=tuple(_termin(termin, gruppen) for termin in roh.get("termine", ())),
        anlass=roh.get("anlass", ""),
        nachweis=_nachweis(roh["nachweis"]) if "nachweis" in roh else None,
        erklaerung=roh["erklaerung"],
        fundstelle=roh["fundstelle"],
        lesart=roh.get("lesart", ""),
    )


def _termin(roh: dict[str, Any], gruppen: dict[str, list[str]]) -> Termin:
    anker, _, nummer = roh["anker"].partition(":")
    monat, _, tag = roh.get("letzter", "").partition("-")
    return Termin(
        foerderarten=frozenset(art for gruppe in roh["fuer"] for art in gruppen[gruppe]),
        stufen=frozenset(roh.get("programmstufen", ())),
        dauer=dict(roh.get("dauer", {})),
        strategie=roh.get("handlungsstrategie", ""),
        anker=anker,
        nummer=int(nummer or 0),
        letzter=(int(monat), int(tag)) if monat else None,
        von=_abstand(roh["von"]) if "von" in roh else None,
        bis=_abstand(roh.get("bis", {})),
        alle_monate=roh.get("alle_monate", 0),
    )


def _abstand(roh: dict[str, int]) -> Abstand:
    return Abstand(roh.get("monate", 0), roh.get("tage", 0) + 7 * roh.get("wochen", 0), roh.get("arbeitstage", 0))


def _nachweis(roh: dict[str, Any]) -> Nachweis:
    def grenze(name: str) -> Grenze | None:
        return Grenze(roh[name]["anker"], roh[name].get("tage", 0)) if name in roh else None

    return Nachweis(tuple(roh["belege"]), grenze("von"), grenze("bis"), roh.get("gueltig_am") == "eintritt")


def termine(verfahren: Verfahren) -> Iterator[tuple[Schritt, Termin]]:
    """Every dated way of every step that hangs on a Teilnahme."""
    for schritt in verfahren.schritte:
        for termin in schritt.termine:
            if termin.anker not in JE_MASSNAHME:
                yield schritt, termin


def massnahmentermine(verfahren: Verfahren) -> Iterator[tuple[Schritt, Termin]]:
    """Every dated way of every step that hangs on a measure (VF-13)."""
    for schritt in verfahren.schritte:
        for termin in schritt.termine:
            if termin.anker in JE_MASSNAHME:
                yield schritt, termin
