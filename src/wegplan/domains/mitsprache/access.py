"""Classes of the personal data in this area (DS-05), see person/access.py."""

FELDKLASSEN: dict[str, dict[str, str]] = {
    # people write what moves them, also about health and debts: Art. 9 as a whole
    "Eigenwort": {
        "eingelesen_am": "verwaltung",
        "herkunft": "verwaltung",
        "id": "verwaltung",
        "eigenwort_id": "verwaltung",
        "person": "verwaltung",
        "teilnahme": "verwaltung",
        "art": "leistung",
        "bezug": "verwaltung",
        "stufe": "besonders",
        "haltung": "leistung",
        "text": "besonders",
        "weg": "verwaltung",
        "gesagt_am": "leistung",
        "geschrieben_am": "verwaltung",
        "geschrieben_von": "verwaltung",
        "erledigt_am": "verwaltung",
        "erledigt_von": "verwaltung",
    },
}
