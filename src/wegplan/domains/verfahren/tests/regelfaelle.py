"""The rule cases of the procedures (`regelwerke/*/faelle/verfahren/*.yaml`) as one data package per rule set."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import yaml

from wegplan.domains.absolventenmanagement.tests.paket import Paket
from wegplan.domains.verfahren.rules import REGELWERKE, verfahren, verfahren_laden

SPALTEN = ("teilnahme", "schritt", "zustaendig", "faellig_von", "faellig_bis", "erinnerung", "zustand")


@dataclass(frozen=True)
class Fall:
    """One case with what the usual case gives."""

    regelwerk: str
    nummer: str
    angaben: dict[str, Any]
    teilnahme: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.regelwerk}: {self.angaben['fall']}"

    @property
    def stichtag(self) -> date:
        return _tag(self.angaben["stichtag"])

    @property
    def erwartet(self) -> list[tuple[Any, ...]]:
        zeilen = [
            (z["schritt"], z["zustaendig"], _tag(z.get("faellig_von")), _tag(z["faellig_bis"]), _tag(z["erinnerung"]),
             z["zustand"])
            for z in self.angaben["erwartet"]
        ]  # fmt: skip
        return sorted(zeilen, key=str)

    def passend(self, zeilen: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """The rows of this case, without the key of the Teilnahme; only the steps it is about."""
        nur = self.angaben.get("nur")
        eigene = [tuple(z[1:]) for z in zeilen if z[0] == self.nummer and (nur is None or z[1] in nur)]
        return sorted(eigene, key=str)


def _tag(wert: Any) -> Any:
    return date.fromisoformat(wert) if isinstance(wert, str) else wert


def alle() -> list[Fall]:
    """Every case of every rule set."""
    faelle = []
    for datei in sorted(REGELWERKE.glob("*/faelle/verfahren/*.yaml")):
        inhalt = yaml.safe_load(datei.read_text(encoding="utf-8"))
        regel = inhalt["regelfall"]
        for nummer, fall in enumerate(inhalt["faelle"]):
            angaben = {"stichtag": regel["stichtag"], "bundesland": regel.get("bundesland"), **fall}
            teilnahme = {**regel["teilnahme"], **fall.get("teilnahme", {})}
            kennung = f"{inhalt['regelwerk']}-{datei.stem}-{nummer:03}"
            faelle.append(Fall(inhalt["regelwerk"], kennung, angaben, teilnahme))
    return faelle


ALLE = alle()


def als_paket(faelle: list[Fall]) -> Paket:
    """One package with a person and a Teilnahme per case; the Land is that of the Jobcenter."""
    paket = Paket(organisationen=[{"kennung": "TR", "art": "bildungsdienstleister"}])
    laender = {fall.angaben["bundesland"] for fall in faelle}
    paket.organisationen += [{"kennung": f"JC{land or ''}", "art": "jobcenter", "bundesland": land} for land in laender]
    arten = {(fall.teilnahme["foerderart"], fall.teilnahme.get("programmstufe")) for fall in faelle}
    for art, stufe in arten:
        paket.massnahmen.append(
            {"massnahmenummer": f"M-{art}-{stufe}", "foerderart": art, "programmstufe": stufe, "traeger": "TR",
             "beginn": date(2015, 1, 1)}
        )  # fmt: skip
    for fall in faelle:
        _aufnehmen(paket, fall)
    return paket


def _aufnehmen(paket: Paket, fall: Fall) -> None:
    nummer, t = fall.nummer, fall.teilnahme
    paket.personen.append({"kundennummer": nummer[-20:], "jobcenter": f"JC{fall.angaben['bundesland'] or ''}"})
    person = {"kundennummer": nummer[-20:]}
    tage = {name: _tag(t.get(name)) for name in TAGE}
    massnahme = f"M-{t['foerderart']}-{t.get('programmstufe')}"
    grund = t.get("austrittsgrund")
    paket.teilnahmen.append(
        {"teilnahme_id": nummer, **person, "massnahmenummer": massnahme, "austrittsgrund": grund, **tage}
    )
    andere = {"teilnahme_id": f"{nummer}x", **person, "massnahmenummer": massnahme}
    vorher = tage["eintritt"] - timedelta(days=2000)
    if any(v.get("teilnahme") == "andere" for v in fall.angaben.get("vorgaenge", ())):
        paket.teilnahmen.append({**andere, "eintritt": vorher, "geplantes_ende": vorher + timedelta(days=100),
                                 "austritt": vorher + timedelta(days=100), "austrittsgrund": "regulaer"})  # fmt: skip
    for n, v in enumerate(fall.angaben.get("vereinbarungen", ())):
        paket.vereinbarungen.append({"vereinbarung_id": f"{nummer}-{n}", **person, **_mit_tagen(v)})
    for n, s in enumerate(fall.angaben.get("handlungsstrategien", ())):
        paket.handlungsstrategien.append({"handlungsstrategie_id": f"{nummer}-{n}", **person, **_mit_tagen(s)})
    zu = {"diese": nummer, "andere": f"{nummer}x", "keine": None}
    for n, v in enumerate(fall.angaben.get("vorgaenge", ())):
        zeile = {**_mit_tagen(v), "vorgang_id": f"{nummer}-{n}", "teilnahme_id": zu[v.get("teilnahme", "diese")]}
        paket.vorgaenge.append({**person, **{k: w for k, w in zeile.items() if k != "teilnahme"}})


TAGE = ("eintritt", "geplantes_ende", "austritt", "probezeit_ende", "zwischenpruefung", "abschlusspruefung")


def _mit_tagen(zeile: dict[str, Any]) -> dict[str, Any]:
    return {name: _tag(wert) if name.endswith(("_am", "_bis", "tag")) else wert for name, wert in zeile.items()}


def antworten(quelle: Any, faelle: list[Fall]) -> dict[tuple[str, date], list[tuple[Any, ...]]]:
    """The derived steps per rule set and reference day of the cases."""
    return {
        (kennung, tag): list(quelle.schritte(verfahren_laden(kennung), tag, SPALTEN))
        for kennung in verfahren()
        for tag in {fall.stichtag for fall in faelle if fall.regelwerk == kennung}
    }
