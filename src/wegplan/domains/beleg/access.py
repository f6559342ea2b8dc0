"""Classes of the personal data in this area (DS-05), see person/access.py.

What the paper itself says has the class of its kind (`klasse`); the content is in tables of its own."""

FELDKLASSEN: dict[str, dict[str, str]] = {
    "Beleg": {
        "id": "verwaltung",
        "beleg_id": "verwaltung",
        "person": "verwaltung",
        "teilnahme": "verwaltung",
        "massnahme": "verwaltung",
        "monat": "leistung",
        "art": "leistung",
        "klasse": "verwaltung",
        "kreis": "verwaltung",
        "bezeichnung": "leistung",
        "tag": "leistung",
        "eingegangen_am": "leistung",
        "bezug": "verwaltung",
        "stelle": "verwaltung",
        "abgelegt_am": "verwaltung",
        "abgelegt_von": "verwaltung",
        "seiten": "verwaltung",
        "groesse": "verwaltung",
        "pruefsumme": "verwaltung",
        "pruefsumme_eingang": "verwaltung",
        "zurueckgezogen_am": "verwaltung",
        "zurueckgezogen_von": "verwaltung",
        "rueckzugsgrund": "verwaltung",
    },
}
