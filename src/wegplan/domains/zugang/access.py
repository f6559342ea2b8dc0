"""Classes of the personal data in this area (DS-05), see person/access.py."""

FELDKLASSEN: dict[str, dict[str, str]] = {
    "Eigenzugang": dict.fromkeys(
        (
            "id",
            "person",
            "nutzer",
            "eingeladen_am",
            "eingeladen_von",
            "pruefwert",
            "brief_bis",
            "versuche",
            "angenommen_am",
            "beendet_am",
            "beendet_von",
            "endgrund",
        ),
        "verwaltung",
    ),
}
