"""Classes of the personal data in this area (DS-05), see person/access.py."""

FELDKLASSEN: dict[str, dict[str, str]] = {
    "Vorgang": {
        "id": "verwaltung",
        "vorgang_id": "verwaltung",
        "person": "verwaltung",
        "teilnahme": "verwaltung",
        "art": "leistung",
        "tag": "leistung",
        "uhrzeit": "leistung",
        "ort": "leistung",
        "anlass": "leistung",
        "schritt": "leistung",
        "ergebnis": "leistung",
        "notiz": "leistung",
        "erfasst_am": "verwaltung",
        "erfasst_von": "verwaltung",
    },
}
