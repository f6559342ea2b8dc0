"""What the expression reads: five tables with the columns of chapter 80, as unbound Ibis tables."""

from typing import Any

from wegplan.kit.exchange.schema import laden

TEILNAHMEN, MASSNAHMEN = "teilnahmen", "massnahmen"
ERGEBNISSE, VERBLEIBE, PRAKTIKA = "ergebnisse", "verbleibe", "praktika"

# The columns of chapter 80 that are read; their types stand in the table schemas.
PAKET: dict[str, tuple[str, ...]] = {
    TEILNAHMEN: ("teilnahme_id", "massnahmenummer", "eintritt", "austritt", "austrittsgrund", "programmstufe"),
    MASSNAHMEN: ("massnahmenummer", "programmstufe", "traeger", "regionalbuero"),
    ERGEBNISSE: (
        "teilnahme_id",
        "ergebnis",
        "verkuerzbar",
        "verkuerzt",
        "in_arbeit_nach_qualifizierung",
        "in_arbeit_ende_einstiegsbegleitung",
        "anschluss",
    ),
    VERBLEIBE: ("teilnahme_id", "zeitpunkt", "status", "erhoben_am"),
    PRAKTIKA: ("praktikum_id", "teilnahme_id", "beginn", "erster_arbeitsmarkt"),
}


def tabelle(name: str) -> Any:
    """The unbound Ibis table `name`."""
    import ibis

    return ibis.table({spalte: laden()[name].spalte(spalte).typ for spalte in PAKET[name]}, name=name)
