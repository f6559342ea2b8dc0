"""What the rule files say of reports. The due day stands once, in the checklists: ZV-06 and EZ-4 of verfahren.yaml."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from wegplan.domains.massnahme.fristen import Fristverlauf, fristen_am
from wegplan.domains.massnahme.models import Programmstufe
from wegplan.kit.rules.laden import laden
from wegplan.kit.rules.pruefen import geprueft_lesen
from wegplan.kit.rules.werte import Wert

from .arten import Empfang, Weg
from .rules import Anforderung, Anlage

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"
BERICHTSSCHRITTE = ("ZV-06", "EZ-4")
VEREINBART = "entwicklungsbericht"  # its key among the deadlines that a project agrees on
ANLAGE = "anlage_"


@cache
def _werte() -> dict[str, Wert]:
    return laden(REGELWERKE / "jobperspektive/bericht.yaml", REGELWERKE / "schema/bericht.schema.json")[1]


@cache
def _fristen() -> dict[str, int]:
    datei, schema = REGELWERKE / "jobperspektive/verfahren.yaml", REGELWERKE / "schema/verfahren.schema.json"
    inhalt, _ = geprueft_lesen(datei, schema)
    return {
        stufe: termin["bis"]["tage"]
        for schritt in inhalt["schritte"]
        if schritt["schluessel"] in BERICHTSSCHRITTE
        for termin in schritt["termine"]
        for stufe in termin["programmstufen"]
    }


def frist(stufe: str, bis: date, vereinbart: Fristverlauf) -> int:
    """Days after the end `bis` of the quarter until a report is due: those agreed on at that end, else the default;
    without a stage that of the training."""
    return fristen_am(vereinbart, bis).get(VEREINBART) or _fristen()[stufe or Programmstufe.QAB_K]


@cache
def anforderung(tag: date) -> Anforderung:
    """What a report on a period that ends on `tag` must hold."""
    anlagen = []
    for name, wert in _werte().items():
        if name.startswith(ANLAGE):
            regel = wert.am(tag)
            titel = wert.bedeutung.removeprefix("Anlage ")
            anlagen.append(Anlage(name.removeprefix(ANLAGE), titel, regel["wenn"], regel["felder"]))
    return Anforderung(_werte()["pflichtfelder"].am(tag), tuple(anlagen))


def empfang(stufe: str, tag: date) -> tuple[Empfang, Weg]:
    """To whom a report of this stage goes and how, where nothing else was agreed."""
    vorgabe: dict[str, Any] = _werte()["empfang"].am(tag)[stufe or Programmstufe.QAB_K]
    return Empfang(vorgabe["empfang"]), Weg(vorgabe["weg"])


def rechtsgrundlage(tag: date) -> str:
    """The sentence on which sending rests that day (DS-23)."""
    satz: str = _werte()["rechtsgrundlage"].am(tag)
    return satz
