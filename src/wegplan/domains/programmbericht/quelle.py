"""What the expressions read: tables of chapter 80, as unbound Ibis tables. A superset of what the indicators read."""

from typing import Any

from wegplan.domains.zielindikatoren import quelle as ziele
from wegplan.kit.exchange.schema import laden

PERSONEN, ORGANISATIONEN = "personen", "organisationen"
MERKMALE, ZUWEISUNGEN, VERLAENGERUNGEN = "merkmale", "zuweisungen", "verlaengerungen"

PAKET: dict[str, tuple[str, ...]] = {
    **ziele.PAKET,
    ziele.TEILNAHMEN: (*ziele.PAKET[ziele.TEILNAHMEN], "kundennummer"),
    ziele.MASSNAHMEN: (*ziele.PAKET[ziele.MASSNAHMEN], "beginn", "ende", "durchlaufend"),
    ziele.ERGEBNISSE: (*ziele.PAKET[ziele.ERGEBNISSE], "berufsfeld"),
    PERSONEN: ("kundennummer", "geburtsdatum", "geschlecht"),
    ORGANISATIONEN: ("kennung", "name"),
    MERKMALE: ("teilnahme_id", "merkmal", "stichtag", "wert"),
    ZUWEISUNGEN: ("zuweisung_id", "kundennummer", "regionalbuero", "zugewiesen_am", "beendet_am", "ergebnis"),
    VERLAENGERUNGEN: ("teilnahme_id", "beschlossen_am"),
}


def tabelle(name: str) -> Any:
    """The unbound Ibis table `name`."""
    import ibis

    return ibis.table({spalte: laden()[name].spalte(spalte).typ for spalte in PAKET[name]}, name=name)
