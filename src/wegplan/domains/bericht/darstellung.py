"""A report as its page shows it: days as days, annexes by name, who owes the next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wegplan.domains.foerderung.models import Leistungsart
from wegplan.domains.massnahme.models import Programmstufe
from wegplan.kit.calendar import heute

from .arten import Berichtsstand
from .inhaltsform import tagesfelder
from .models import Entwicklungsbericht
from .queries import getippt
from .rules import Anlage, tatsachen
from .vorgaben import anforderung

ZUSTAND = {
    Berichtsstand.ENTWURF: "achtung",
    Berichtsstand.FREIGEGEBEN: "info",
    Berichtsstand.UEBERMITTELT: "info",
    Berichtsstand.ANGENOMMEN: "gut",
    Berichtsstand.ZURUECKGEGEBEN: "schlecht",
}
NAECHSTES = {
    Berichtsstand.ENTWURF: "Träger schreibt und gibt frei",
    Berichtsstand.FREIGEGEBEN: "Träger übermittelt",
    Berichtsstand.UEBERMITTELT: "Empfänger entscheidet",
    Berichtsstand.ANGENOMMEN: "nichts mehr",
    Berichtsstand.ZURUECKGEGEBEN: "Träger schreibt eine neue Fassung",
}
BEIM_TRAEGER = (Berichtsstand.ENTWURF, Berichtsstand.FREIGEGEBEN, Berichtsstand.ZURUECKGEGEBEN)


def mit_tagen(wert: Any, feld: str = "") -> Any:
    """The frozen content with days instead of their text form, and shares in German figures.

    Only where the shape has a day: what somebody typed stays a text, even if it looks like one."""
    if isinstance(wert, dict):
        return {k: _prozent(v) if k == "prozent" else mit_tagen(v, k) for k, v in wert.items()}
    if isinstance(wert, list):
        return [mit_tagen(teil, feld) for teil in wert]
    return date.fromisoformat(wert) if isinstance(wert, str) and feld in tagesfelder() else wert


def _prozent(wert: str | None) -> str:
    """Target 0 has no share (JPS-33)."""
    return "–" if wert is None else f"{wert} %".replace(".", ",")


def stufe_in_worten(stufe: str) -> str:
    return f"{stufe} – {Programmstufe(stufe).label}" if stufe in Programmstufe.values else stufe


def umfang(minuten: int | None) -> str:
    """How long a service took: 1 Std. 30 Min."""
    if minuten is None:
        return "–"
    stunden, rest = divmod(minuten, 60)
    return " ".join([f"{stunden} Std."] * bool(stunden) + [f"{rest} Min."] * bool(rest or not stunden))


@dataclass(frozen=True)
class Leistungsgruppe:
    """The services of one kind, as the annex lists them."""

    titel: str
    zeilen: Sequence[dict[str, Any]]


def leistungsgruppen(inhalt: dict[str, Any]) -> list[Leistungsgruppe]:
    """In the order of the form; a kind without services is left out."""
    gruppen = []
    for art in Leistungsart:
        zeilen = [z | {"umfang": umfang(z["minuten"])} for z in inhalt["foerderung"]["zeilen"] if z["art"] == art]
        if zeilen:
            gruppen.append(Leistungsgruppe(art.label, zeilen))
    return gruppen


def beigefuegt(bericht: Entwicklungsbericht, inhalt: dict[str, Any]) -> list[Anlage]:
    """The annexes of the report."""
    return anforderung(bericht.bis).beigefuegt(tatsachen(getippt(bericht), inhalt))


def seitenkontext(bericht: Entwicklungsbericht, inhalt: dict[str, Any]) -> dict[str, Any]:
    """What the templates of the report's parts need. `inhalt` as stored."""
    lesbar = mit_tagen(inhalt)
    return {
        "bericht": bericht,
        "person": bericht.person,
        "inhalt": lesbar,
        "stufe": stufe_in_worten(inhalt["kopf"]["stufe"]),
        "leistungsgruppen": leistungsgruppen(lesbar),
        "anlagen": beigefuegt(bericht, inhalt),
        "anlagennamen": {a.name for a in beigefuegt(bericht, inhalt)},
        "zustand": ZUSTAND[Berichtsstand(bericht.stand)],
        "naechstes": NAECHSTES[Berichtsstand(bericht.stand)],
        "heute": heute(),
    }
