"""The words of the answers: one state, one word and one colour on every screen (`kit.ui` badges: word, state).

The codes are those of `antworten`; sentences about a single case with its windows and dates stand elsewhere."""

# state of an element on the preventive list (AM-20)
VEREINBARUNG = {
    "erledigt": ("erledigt", "gut"),
    "laeuft_vor_austritt_ab": ("läuft vorher ab", "achtung"),
    "fehlt": ("fehlt", "schlecht"),
}
VERMITTLUNG = {
    "erledigt": ("erledigt", "gut"),
    "zaehlt_nicht": ("zählt nicht", "achtung"),
    "fehlt": ("fehlt", "schlecht"),
}

# why an exit is not fulfilled (AM-12)
GRUENDE = {
    "keine_vereinbarung": "keine Vereinbarung im Zeitraum",
    "vereinbarung_abgelaufen": "Vereinbarung galt am Austrittstag nicht mehr",
    "keine_vermittlung": "kein Vermittlungsvorschlag im Zeitraum",
    "vermittlung_zaehlt_nicht": "Vermittlungsvorschlag zählt nicht",
}

# why an exit is not counted (AM-12)
AUSSCHLUSS = {
    "kein_austritt": "noch kein Austritt",
    "foerderart": "Förderart zählt nicht",
    "abbruch": "vorzeitig beendet",
    "dauer": "zu kurz",
}

ERFUELLT = ("erfüllt", "gut")
NICHT_ERFUELLT = ("nicht erfüllt", "schlecht")
NACHTRAEGLICH = ("im weiteren Sinne", "achtung")
NICHT_GEZAEHLT = ("nicht gezählt", "ruhig")


def gruende(codes: str | None) -> list[str]:
    """The reasons in words, from codes joined by "|"; KeyError for an unknown code."""
    return [GRUENDE[code] for code in codes.split("|")] if codes else []


def ergebnis(gezaehlt: bool, ies: bool | None, iws: bool | None) -> tuple[str, str]:
    """Word and state of the verdict of one exit (AM-12)."""
    if not gezaehlt:
        return NICHT_GEZAEHLT
    if ies:
        return ERFUELLT
    return NACHTRAEGLICH if iws else NICHT_ERFUELLT
