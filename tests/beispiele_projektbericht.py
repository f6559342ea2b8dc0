"""Example reports and records of projects for the addresses of the access matrix, see tests/beispiele.py."""

from collections.abc import Callable
from datetime import date
from typing import Any

from wegplan.domains.einwilligung.models import Einwilligung
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.projektbericht.models import Projektbericht, Unternehmenskontakt

from .beispiele_projekt import UNBEKANNT, Fall
from .welt import HEUTE, Welt

QUARTAL = date(2025, 1, 1)


def _projekt(w: Welt, kurz: str) -> Massnahme:
    eigene = {"foerderart": "ESF", "programmstufe": "IEB", "titel": "Projekt", "beginn": QUARTAL}
    eigene |= {"traeger": w.stellen[f"TR-{kurz}"], "regionalbuero": w.stellen[f"RB-{kurz}"]}
    return Massnahme.objects.get_or_create(massnahmenummer=f"PB-{kurz}", defaults=eigene)[0]


def _faelle(eines: Callable[[Welt, str], dict[str, Any]], **unbekannt: Any) -> Callable[[Welt, Nutzer], Fall]:
    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        alle = {"eigen": eines(w, "A"), "unbekannt": {**unbekannt, "pk": UNBEKANNT}}
        if nutzer.nur_eigene_massnahmen:
            alle["fremd"] = eines(w, "B")
        return alle

    return faelle


def _der_beiden_seiten(faelle: Callable[[Welt, Nutzer], Fall]) -> Callable[[Welt, Nutzer], Fall]:
    """The Regiestelle reads no records."""

    def geteilt(w: Welt, nutzer: Nutzer) -> Fall:
        alle = faelle(w, nutzer)
        return alle if nutzer.nur_eigene_massnahmen else {"fremd": alle["eigen"], "unbekannt": alle["unbekannt"]}

    return geteilt


def bericht(stand: str) -> Callable[[Welt, Nutzer], Fall]:
    """Addresses of a report in this state."""

    def einer(w: Welt, kurz: str) -> dict[str, Any]:
        quartal = {"entwurf": 1, "freigegeben": 4, "angenommen": 7}[stand]
        tag = QUARTAL.replace(month=quartal)
        werte: dict[str, Any] = {"von": tag, "bis": tag, "stand": stand}
        if stand != "entwurf":
            werte |= {"inhalt": {"kopf": [], "abschnitte": []}, "pruefsumme": "x", "freigegeben_am": HEUTE}
        kopf = {"massnahme": _projekt(w, kurz), "quartal": tag, "fassung": 1}
        return {"pk": Projektbericht.objects.get_or_create(**kopf, defaults=werte)[0].pk}

    return _faelle(einer)


def _nachweis(w: Welt, kurz: str) -> dict[str, Any]:
    werte = {"massnahme": _projekt(w, kurz), "tag": HEUTE, "unternehmen": "Bau", "art": "besuch", "ergebnis": "offen"}
    werte |= {"erfasst_von": w["rb"]}
    kontakt = Unternehmenskontakt.objects.get_or_create(kennung=f"PB-{kurz}", defaults=werte)[0]
    return {"pk": kontakt.pk, "art": "unternehmen"}


PROJEKTBERICHTE: dict[str, Callable[[Welt, Nutzer], Fall]] = {
    **dict.fromkeys((f"projektbericht:{n}" for n in ("bericht", "pdf", "docx")), bericht("angenommen")),
    **dict.fromkeys((f"projektbericht:{n}" for n in ("schreiben", "freigeben")), bericht("entwurf")),
    "projektbericht:entscheiden": bericht("freigegeben"),
    "projektbericht:beginnen": _faelle(
        lambda w, kurz: {"pk": _projekt(w, kurz).pk, "quartal": "2025-01-01"}, quartal="2025-01-01"
    ),
    **dict.fromkeys(
        (f"projektbericht:{n}" for n in ("nachweise", "nachweis_neu")),
        _der_beiden_seiten(
            _faelle(lambda w, kurz: {"pk": _projekt(w, kurz).pk, "art": "unternehmen"}, art="unternehmen")
        ),
    ),
    **dict.fromkeys(
        (f"projektbericht:{n}" for n in ("nachweis", "nachweis_loeschen")), _faelle(_nachweis, art="unternehmen")
    ),
}


def _einwilligung(stand: str) -> Callable[[Welt, Nutzer], Fall]:
    def eine(w: Welt, kurz: str) -> dict[str, Any]:
        werte: dict[str, Any] = {"massnahme": _projekt(w, kurz), "mail": "a@b.de", "unterzeichnet_von": "A"}
        werte |= {"unterzeichnet_am": HEUTE, "eingegangen_am": HEUTE, "eingetragen_von": w["rb"], "stand": stand}
        return {"pk": Einwilligung.objects.get_or_create(kennung=f"E-{kurz}-{stand}", defaults=werte)[0].pk}

    return _faelle(eine)


PROJEKTBERICHTE |= {
    **dict.fromkeys((f"einwilligung:{n}" for n in ("weitergeben", "widerrufen")), _einwilligung("eingegangen")),
    "einwilligung:veroeffentlichen": _einwilligung("weitergegeben"),
    **dict.fromkeys(
        (f"einwilligung:{n}" for n in ("projekt", "neu", "ort")), _faelle(lambda w, kurz: {"pk": _projekt(w, kurz).pk})
    ),
}
