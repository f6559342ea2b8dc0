"""Classes of the personal data in this area (DS-05), see person/access.py."""

FELDKLASSEN: dict[str, dict[str, str]] = {
    "Ausstellung": {
        "id": "verwaltung",
        "person": "verwaltung",
        "teilnahme": "verwaltung",
        "organisation": "verwaltung",
        "art": "leistung",
        "nummer": "leistung",
        "inhalt": "leistung",
        "vorlage": "verwaltung",
        "pruefwert": "leistung",
        "ausgestellt_am": "leistung",
        "ausgestellt_von": "verwaltung",
        "zweitschrift_von": "verwaltung",
    },
}
