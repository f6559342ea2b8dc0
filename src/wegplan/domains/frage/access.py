"""Classes of the personal data in this area (DS-05), see person/access.py.

What people write stands in Fragebeitrag: it may say anything, so no list shows it."""

FELDKLASSEN: dict[str, dict[str, str]] = {
    "Frage": {
        "eingelesen_am": "verwaltung",
        "herkunft": "verwaltung",
        "id": "verwaltung",
        "frage_id": "verwaltung",
        "person": "verwaltung",
        "teilnahme": "verwaltung",
        "von_stelle": "verwaltung",
        "an_stelle": "verwaltung",
        "gestellt_von": "verwaltung",
        "gestellt_am": "verwaltung",
        "am_zug": "verwaltung",
        "wartet_seit": "verwaltung",
        "zustaendig": "verwaltung",
        "geschlossen_am": "verwaltung",
        "geschlossen_von": "verwaltung",
    },
    "Fragebeitrag": {
        "eingelesen_am": "verwaltung",
        "herkunft": "verwaltung",
        "id": "verwaltung",
        "beitrag_id": "verwaltung",
        "frage": "verwaltung",
        "text": "besonders",
        "stelle": "verwaltung",
        "von": "verwaltung",
        "am": "verwaltung",
    },
}
