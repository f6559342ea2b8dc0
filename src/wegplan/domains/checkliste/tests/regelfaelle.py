"""The cases of regelwerke/jobperspektive/faelle/checkliste as records, and what comes of them."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from wegplan.domains.checkliste.akten import pflichten_des_projekts
from wegplan.domains.checkliste.urteil import Pflicht
from wegplan.domains.checkliste.vorgaben import REGELWERKE

DATEI = REGELWERKE / "jobperspektive/faelle/checkliste/pflichten.yaml"
MERKMALE = ("schritt", "bezug", "faellig", "stand", "seit", "wer", "wartet", "grund", "spaet")
LEER = {"bezug": "", "seit": None, "grund": ""}


@dataclass(frozen=True)
class Fall:
    name: str
    stichtag: date
    lage: str
    inhalt: str
    nur: list[str]
    erwartet: list[dict[str, Any]]

    def __str__(self) -> str:
        return self.name

    def pflichten(self) -> list[Pflicht]:
        _, alle = pflichten_des_projekts(1, self.lage, self.inhalt, self.stichtag)
        gefragt = [p for p in alle if p.schritt in self.nur and p.teilnahme in (None, 1)]
        return sorted(gefragt, key=lambda p: (p.schritt, p.faellig, p.bezug))


def zeile(p: Pflicht) -> dict[str, Any]:
    """A duty as a case writes it."""
    return {name: getattr(p, name) for name in MERKMALE}


def faelle() -> list[Fall]:
    roh = yaml.safe_load(DATEI.read_text(encoding="utf-8"))
    return [_fall(fall, roh["regelfall"]) for fall in roh["faelle"]]


def _fall(roh: dict[str, Any], regelfall: dict[str, Any]) -> Fall:
    teilnahme = {**regelfall["teilnahme"], **roh.get("teilnahme", {})}
    projekt = {**regelfall["projekt"], **roh.get("projekt", {})}
    teilnahmen = [_teilnahme(1, teilnahme)]
    teilnahmen += [_teilnahme(nr, {**teilnahme, **w}) for nr, w in enumerate(roh.get("weitere_teilnahmen", ()), 2)]
    belege = [_beleg(nr, b) for nr, b in enumerate(roh.get("eintraege", ()), 1)]
    belege += [["ruht", 1, z["von"], z.get("bis"), None, nr] for nr, z in enumerate(roh.get("unterbrechungen", ()), 1)]
    return Fall(
        roh["fall"],
        roh.get("stichtag", regelfall["stichtag"]),
        json.dumps(
            {
                "stufe": teilnahme["programmstufe"],
                "beginn": projekt["beginn"],
                "ende": projekt.get("ende"),
                "land": "",
                "fristen": [[v["ab"], v["fristen"]] for v in roh.get("vereinbart", ())],
            },
            default=date.isoformat,
        ),
        json.dumps({"t": teilnahmen, "b": belege}, default=date.isoformat),
        roh["nur"],
        [{**LEER, **e, "spaet": e.get("spaet", e["stand"] == "verspaetet")} for e in roh["erwartet"]],
    )


def _teilnahme(nummer: int, roh: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": nummer,
        "stufe": roh["programmstufe"],
        "eintritt": roh["eintritt"],
        "ende": roh.get("geplantes_ende"),
        "austritt": roh.get("austritt"),
        "amt": roh.get("amt", 1),
    }


def _beleg(nummer: int, roh: dict[str, Any]) -> list[Any]:
    """As checkliste_akten writes it: kind, Teilnahme, day, further day, further facts, number."""
    art, tag = roh["art"], roh["tag"]
    match art:
        case "projektbericht":
            return [art, None, tag, roh["quartal"], [roh["stand"], roh.get("entschieden"), "rb"], nummer]
        case "entwicklungsbericht":
            angaben = [roh["stand"], roh.get("entschieden"), roh.get("empfang", "rb")]
            return [art, 1, tag, roh["quartal"], angaben, nummer]
        case "monatsliste":
            return [art, None, tag, roh["monat"], roh["amt"], nummer]
        case "fehlmeldung":
            return [art, 1, tag, roh["datum"], None, nummer]
        case "foerderplan":
            return [art, 1, tag, None, [roh["nummer"], roh.get("stufenfrage", False)], nummer]
        case "stufenwechsel":
            angaben = [roh.get("eingeschaetzt"), roh.get("entschieden"), roh.get("zurueckgezogen"), False]
            return [art, 1, tag, None, angaben, nummer]
        case "haken":
            je = None if roh.get("bezug") or roh.get("projekt") else 1
            return [art, je, tag, roh.get("bezug", ""), [roh["schritt"], roh.get("entfaellt", False)], nummer]
        case "gespraech_rb_bdl" | "standardverfahren" | "gremiensitzung":
            return [art, None, tag, None, None, nummer]
    return [art, 1, tag, None, None, nummer]
