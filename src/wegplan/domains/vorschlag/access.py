"""Classes of the personal data in this area (DS-05), see person/access.py."""

FELDKLASSEN: dict[str, dict[str, str]] = {
    "Aenderungsvorschlag": {
        "id": "verwaltung",
        "vorschlag_id": "verwaltung",
        "person": "verwaltung",
        "teilnahme": "verwaltung",
        "art": "leistung",
        "altes_datum": "leistung",
        "neues_datum": "leistung",
        "grund": "leistung",
        "text": "leistung",
        "vorgeschlagen_von": "verwaltung",
        "vorgeschlagen_am": "verwaltung",
        "stand": "leistung",
        "entschieden_von": "verwaltung",
        "entschieden_am": "leistung",
        "entscheidung": "leistung",
        "aufgehoben_von": "verwaltung",
        "aufgehoben_am": "leistung",
        "aufhebung": "leistung",
        "kontext": "verwaltung",
    },
}
