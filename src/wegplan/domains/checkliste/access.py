"""Classes of the personal data in this area (DS-05), see person/access.py."""

FELDKLASSEN: dict[str, dict[str, str]] = {
    "Pflichthaken": {
        "id": "verwaltung",
        "massnahme": "verwaltung",
        "person": "verwaltung",
        "teilnahme": "verwaltung",
        "schritt": "leistung",
        "bezug": "leistung",
        "entfaellt": "leistung",
        "am": "leistung",
        "notiz": "leistung",
        "stelle": "verwaltung",
        "gesetzt_von": "verwaltung",
        "gesetzt_am": "verwaltung",
        "zurueckgenommen_am": "leistung",
        "zurueckgenommen_von": "verwaltung",
        "zuruecknahmegrund": "leistung",
    },
}
