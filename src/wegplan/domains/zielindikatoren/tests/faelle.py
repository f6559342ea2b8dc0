"""The rule cases of `regelwerke/jobperspektive/faelle/zielindikatoren/`, each turned into a folder of its own."""

import csv
from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import Any

from wegplan.domains.absolventenmanagement.rules import REGELWERKE
from wegplan.domains.zielindikatoren.quelle import PAKET
from wegplan.kit.rules.pruefen import geprueft_lesen

SCHEMA = REGELWERKE / "schema/zielindikatorfaelle.schema.json"
DATEIEN = sorted((REGELWERKE / "jobperspektive/faelle/zielindikatoren").glob("*.yaml"))
ERGEBNIS = PAKET["ergebnisse"][1:]


def lesen(datei: Path) -> list[dict[str, Any]]:
    """The cases of a file, each Teilnahme completed by its "regelfall"."""
    inhalt, _ = geprueft_lesen(datei, SCHEMA)
    return [f | {"teilnahmen": [inhalt["regelfall"] | t for t in f["teilnahmen"]]} for f in inhalt["faelle"]]


ALLE = [fall for datei in DATEIEN for fall in lesen(datei)]


def tabellen(fall: dict[str, Any], vorsatz: str = "") -> dict[str, list[tuple[Any, ...]]]:
    """The rows of a case per table; a measure per stage, of one provider. `vorsatz` keeps cases apart."""
    zeilen: dict[str, list[tuple[Any, ...]]] = {name: [] for name in PAKET}
    for stufe in dict.fromkeys(t["stufe"] for t in fall["teilnahmen"]):
        zeilen["massnahmen"].append((f"{vorsatz}M-{stufe}", stufe, f"{vorsatz}BDL1", "RB1"))
    nummer = 0
    for t in fall["teilnahmen"]:
        for _ in range(t.get("anzahl", 1)):
            nummer += 1
            _teilnahme(zeilen, t, f"{vorsatz}T{nummer:03}", f"{vorsatz}M-{t['stufe']}")
    return zeilen


def _teilnahme(zeilen: dict[str, list[tuple[Any, ...]]], t: dict[str, Any], k: str, massnahme: str) -> None:
    zeilen["teilnahmen"].append((k, massnahme, t["eintritt"], t["austritt"], t["grund"], t.get("eigene_stufe")))
    if any(name in t for name in ERGEBNIS):
        zeilen["ergebnisse"].append((k, *(t.get(name) for name in ERGEBNIS)))
    for zeitpunkt, name, monate in (("austritt", "bei_austritt", 0), ("nach_6_monaten", "nach_6_monaten", 6)):
        for text in t.get(name, ()):
            status, _, tag = text.partition(" am ")
            tag = tag or monate_nach(t["austritt"], monate)
            zeilen["verbleibe"].append((k, zeitpunkt, status, None if tag == "unbekanntem Tag" else tag))
    for nr, p in enumerate(t.get("praktika", ())):
        zeilen["praktika"].append((f"{k}-{nr}", k, p["beginn"], p.get("erster_arbeitsmarkt")))


def monate_nach(tag: str, monate: int) -> str:
    """The same day so many months later, at most the last of that month."""
    beginn = date.fromisoformat(tag)
    jahr, monat = divmod(beginn.year * 12 + beginn.month - 1 + monate, 12)
    return date(jahr, monat + 1, min(beginn.day, monthrange(jahr, monat + 1)[1])).isoformat()


def schreiben(zeilen: dict[str, list[tuple[Any, ...]]], ordner: Path) -> Path:
    """The rows as CSV files of a folder."""
    for name, inhalt in zeilen.items():
        with (ordner / f"{name}.csv").open("w", encoding="utf-8", newline="") as datei:
            schreiber = csv.writer(datei, lineterminator="\n")
            schreiber.writerow(PAKET[name])
            schreiber.writerows([{True: "true", False: "false", None: ""}.get(w, w) for w in z] for z in inhalt)
    return ordner
