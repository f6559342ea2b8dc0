"""The rule cases of `regelwerke/*/faelle/`: read, turned into one package, and compared with an engine's answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from wegplan.domains.absolventenmanagement.befehl import FALL_SPALTEN, VORSCHAU_SPALTEN
from wegplan.domains.absolventenmanagement.gestalt import Gestalt
from wegplan.domains.absolventenmanagement.quelle import Form
from wegplan.domains.absolventenmanagement.rules import REGELWERKE
from wegplan.domains.absolventenmanagement.uebersetzung import anweisung
from wegplan.kit.rules.pruefen import geprueft_lesen

from .paket import Paket

SCHEMA = REGELWERKE / "schema" / "faelle.schema.json"
JAHRE = {"von": date(2023, 1, 1), "bis": date(2025, 12, 31)}
TAGE = ("eintritt", "geplantes_ende", "austritt", "abgeschlossen_am", "gueltig_bis", "unterbreitet_am")
ANTWORT = FALL_SPALTEN[2:]


@dataclass(frozen=True)
class Regelfall:
    regelwerk: str
    datei: str
    nummer: int
    angaben: dict[str, Any]
    teilnahme: dict[str, Any]
    vereinbarungen: list[dict[str, Any]]
    vermittlungen: list[dict[str, Any]]

    @property
    def kennung(self) -> str:
        return f"{self.regelwerk}-{self.datei}-{self.nummer:02}"

    @property
    def stichtag(self) -> date | None:
        return date.fromisoformat(self.angaben["stichtag"]) if "stichtag" in self.angaben else None

    def __str__(self) -> str:
        return f"{self.kennung}: {self.angaben['fall']}"


def lesen(datei: Path) -> list[Regelfall]:
    """The cases of one file, each completed by what the file calls its "regelfall"."""
    inhalt, _ = geprueft_lesen(datei, SCHEMA)
    regel = inhalt["regelfall"]
    faelle = []
    for nummer, angaben in enumerate(inhalt["faelle"], start=1):
        vereinbarungen = [regel["vereinbarung"] | e for e in angaben.get("vereinbarungen", [{}])]
        vermittlungen = [regel["vermittlung"] | v for v in angaben.get("vermittlungen", [{}])]
        teilnahme = regel["teilnahme"] | angaben.get("teilnahme", {})
        faelle.append(
            Regelfall(inhalt["regelwerk"], datei.stem, nummer, angaben, teilnahme, vereinbarungen, vermittlungen)
        )
    return faelle


ALLE = [fall for datei in sorted(REGELWERKE.glob("*/faelle/*.yaml")) for fall in lesen(datei)]


def als_paket(faelle: Iterable[Regelfall]) -> Paket:
    """One package of all cases: each has a person and a Maßnahme of its own."""
    paket = Paket()
    for fall in faelle:
        k = fall.kennung
        t = dict(fall.teilnahme)
        paket.personen.append({"kundennummer": k[-20:]})
        paket.massnahmen.append({"massnahmenummer": k, "foerderart": t.pop("foerderart"), "beginn": date(2020, 1, 1)})
        paket.teilnahmen.append({"teilnahme_id": k, "kundennummer": k[-20:], "massnahmenummer": k, **_tage(t)})
        for tabelle, name, eintraege in (
            (paket.vereinbarungen, "vereinbarung_id", fall.vereinbarungen),
            (paket.vermittlungen, "vermittlung_id", fall.vermittlungen),
        ):
            tabelle += [{**_tage(e), name: f"{k}/{e[name]}", "kundennummer": k[-20:]} for e in eintraege]
    return paket


def _tage(zeile: dict[str, Any]) -> dict[str, Any]:
    return {k: date.fromisoformat(v) if k in TAGE and v else v for k, v in zeile.items()}


def antworten(quelle: Any, form: Form, regelwerk: str, ordner: Path = REGELWERKE) -> dict[str, dict[str, Any]]:
    """What an engine says to the exits of a rule set's cases, by case."""
    frage = anweisung(regelwerk, form, "faelle", Gestalt(), ordner)
    zeilen = quelle.zeilen(frage, JAHRE, FALL_SPALTEN, ("teilnahme_id",))
    return {zeile[0]: dict(zip(ANTWORT, zeile[2:], strict=True)) for zeile in zeilen}


def vorschau(
    quelle: Any, form: Form, regelwerk: str, stichtag: date, ordner: Path = REGELWERKE
) -> dict[str, dict[str, Any]]:
    """The preventive list of an engine on a day, by case."""
    frage = anweisung(regelwerk, form, "vorschau", Gestalt(), ordner)
    zeilen = quelle.zeilen(frage, {"stichtag": stichtag}, VORSCHAU_SPALTEN, ("teilnahme_id",))
    return {zeile[0]: dict(zip(VORSCHAU_SPALTEN[2:], zeile[2:], strict=True)) for zeile in zeilen}


def abweichungen(
    quelle: Any, form: Form, faelle: Iterable[Regelfall], ordner: Path = REGELWERKE
) -> dict[str, tuple[Any, Any]]:
    """Cases whose answer is not the expected one: (expected, given)."""
    falsch = {}
    gegeben = {name: antworten(quelle, form, name, ordner) for name in {fall.regelwerk for fall in faelle}}
    for fall in faelle:
        if fall.stichtag:
            soll = fall.angaben["erwartet_vorschau"]
            ist = vorschau(quelle, form, fall.regelwerk, fall.stichtag, ordner).get(fall.kennung)
        else:
            soll, ist = _soll(fall), gegeben[fall.regelwerk].get(fall.kennung)
        if soll != ist:
            falsch[str(fall)] = (soll, ist)
    return falsch


def _soll(fall: Regelfall) -> dict[str, Any]:
    """The expected answer in the form of the command line; what is not named is empty."""
    erwartet = dict.fromkeys(ANTWORT) | fall.angaben["erwartet"]
    for name in ("gruende_ies", "gruende_iws"):
        erwartet[name] = "|".join(erwartet[name]) if erwartet[name] else None
    for name in ("vereinbarung_id", "vermittlung_id"):
        erwartet[name] = f"{fall.kennung}/{erwartet[name]}" if erwartet[name] else None
    return erwartet
