"""What the rule files say of the Checklisten: each step with its days, its proof, who owes it and who waits (JPS-83).

The days of a step stand once: in verfahren.yaml, or here where that file names an occasion instead of a day."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from wegplan.domains.projektbericht.rules import abgabe_ezu
from wegplan.domains.verfahren.rules import Abstand, Schritt, Termin, verfahren_laden
from wegplan.domains.zielvereinbarung.rules import vorlage
from wegplan.kit.rules.laden import laden

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"
DATEI = REGELWERKE / "jobperspektive" / "checkliste.yaml"
SCHEMA = REGELWERKE / "schema" / "checkliste.schema.json"
REGELWERK = "jobperspektive"
TEILNAHME, PROJEKT, ANLASS = "teilnahme", "projekt", "anlass"
BEGINN = "beginn"  # in place of a step: the tick that says from when on a Checkliste is kept here
NUR_BIS_ZUM_ENDE = "nachholen_mit_person"
LISTEN = {"ZV": "stufen", "EZ": "ezu"}  # the template of the agreement that a step's key belongs to
MONAT_NACH_PROJEKTENDE = "monat_nach_projektende"  # the day of that month stands with the reports on projects
_ANKER = {"projektbeginn": "eintritt", "projektende": "geplantes_ende"}  # a project runs like a Teilnahme


@dataclass(frozen=True)
class Regel:
    """A step of a Checkliste. `frist`: key of the project's own deadline and what of the day it replaces; `danach`: who
    owes it and who waits once it is overdue; `wievieltes`: which of the records counts; `alle`: one of each kind is
    needed; `nachholen`: name of the number that says for how many months after the end it can be made up."""

    schritt: Schritt
    liste: str
    punkt: str
    je: str
    schuldet: str
    wartet: str
    belege: tuple[str, ...]
    alle: bool
    haken: bool
    nachholen: str
    wievieltes: int
    danach: tuple[str, str] | None
    frist: tuple[str, str] | None
    termine: tuple[Termin, ...]
    lesart: str

    @property
    def schluessel(self) -> str:
        return self.schritt.schluessel


@dataclass(frozen=True)
class Punkt:
    """A numbered item of a Checkliste with its steps."""

    liste: str
    nummer: str
    titel: str
    wann: str
    regeln: tuple[Regel, ...]


@cache
def _datei() -> tuple[dict[str, Any], dict[str, Any]]:
    return laden(DATEI, SCHEMA)


def wert(name: str, tag: date) -> int:
    """A number of the rule file that holds on `tag`."""
    zahl: int = _datei()[1][name].am(tag)
    return zahl


@cache
def regeln() -> dict[str, Regel]:
    """Every step of both lists by its key, in the order of the lists."""
    schritte = {s.schluessel: s for s in verfahren_laden(REGELWERK).schritte}
    return {roh["schritt"]: _regel(roh, schritte[roh["schritt"]]) for roh in _datei()[0]["pflichten"]}


def _regel(roh: dict[str, Any], schritt: Schritt) -> Regel:
    danach, frist = roh.get("danach"), roh.get("frist")
    return Regel(
        schritt=schritt,
        liste=LISTEN[schritt.schluessel[:2]],
        punkt=roh["punkt"],
        je=roh["je"],
        schuldet=schritt.zustaendig[0],
        wartet=roh["wartet"],
        belege=tuple(roh["belege"]),
        alle=roh.get("alle", False),
        haken=roh.get("haken", False),
        nachholen=roh.get("nachholen", ""),
        wievieltes=roh.get("wievieltes", 1),
        danach=(danach["schuldet"], danach["wartet"]) if danach else None,
        frist=(frist["wert"], frist["ersetzt"]) if frist else None,
        termine=(_termin(roh["termin"]),) if "termin" in roh else schritt.termine,
        lesart=" ".join(text for text in (schritt.lesart, roh.get("lesart", "")) if text),
    )


def _termin(roh: dict[str, Any]) -> Termin:
    bis = roh.get("bis", {})
    return Termin(
        foerderarten=frozenset(),
        stufen=frozenset(),
        dauer={},
        strategie="",
        anker=_ANKER.get(roh["anker"], roh["anker"]),
        nummer=0,
        letzter=None,
        von=None,
        bis=Abstand(tage=abgabe_ezu(date.max))
        if roh["anker"] == MONAT_NACH_PROJEKTENDE
        else Abstand(bis.get("monate", 0), bis.get("tage", 0)),
        alle_monate=roh.get("alle_monate", 0),
    )


@cache
def punkte(liste: str) -> tuple[Punkt, ...]:
    """The numbered items of a list (`stufen`, `ezu`) as the agreement names them."""
    je_punkt: dict[str, list[Regel]] = {}
    for regel in regeln().values():
        if regel.liste == liste:
            je_punkt.setdefault(regel.punkt, []).append(regel)
    titel = vorlage(liste)["checkliste"]
    return tuple(
        Punkt(liste, nummer, titel[int(nummer) - 1][0], titel[int(nummer) - 1][1], tuple(gefunden))
        for nummer, gefunden in je_punkt.items()
    )
