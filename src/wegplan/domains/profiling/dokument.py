"""What the PDF of a Gutachten shows, days as text."""

from typing import Any

from wegplan.kit.ui.textfilter import datum

from .arten import ABSCHNITTE, GESCHUETZT, Gutachtenstand
from .models import Gutachten, Schutzteil


def dokumentdaten(gutachten: Gutachten, teil: Schutzteil | None) -> dict[str, Any]:
    """`teil` is None for who may not, or did not ask to, read it: its part is then left out."""
    zuweisung = gutachten.zuweisung
    return {
        "titel": str(gutachten),
        "name": str(gutachten.person),
        "kundennummer": gutachten.person.kundennummer or "",
        "fertig": gutachten.stand == Gutachtenstand.ABGESCHLOSSEN,
        "am": datum(gutachten.abgeschlossen_am),
        "name_fachkraft": gutachten.name_fachkraft,
        "rahmen": [
            [name, wert]
            for name, wert in (
                ("Zugewiesen am", datum(zuweisung.zugewiesen_am)),
                ("Begonnen am", datum(gutachten.begonnen_am)),
                ("Ergebnis", gutachten.get_ergebnis_display()),
                ("Empfohlene Stufe", gutachten.get_stufe_display()),
                ("Empfohlenes Projekt", str(gutachten.massnahme or "")),
                ("Übergeben am", datum(zuweisung.uebergeben_am) if zuweisung.uebergeben_am else ""),
                ("Übergeben an", str(zuweisung.traeger or "")),
            )
            if wert
        ],
        "abschnitte": _texte(ABSCHNITTE[gutachten.art], gutachten.texte),
        "geschuetzt": _texte(GESCHUETZT, teil.texte) if teil else [],
        "pruefsumme": gutachten.pruefsumme,
        "herkunft": gutachten.herkunft_satz,
    }


def _texte(abschnitte: Any, texte: dict[str, str]) -> list[list[str]]:
    return [[a.titel, texte[a.schluessel]] for a in abschnitte if texte.get(a.schluessel)]
