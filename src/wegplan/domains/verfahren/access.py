"""Classes of the personal data in this area (DS-05), see person/access.py."""

FELDKLASSEN: dict[str, dict[str, str]] = {
    "Schritt": {
        "id": "verwaltung",
        "person": "verwaltung",
        "teilnahme": "verwaltung",
        "verfahren": "verwaltung",
        "schluessel": "leistung",
        "lauf": "verwaltung",
        "rolle": "verwaltung",
        "faellig_von": "leistung",
        "faellig_bis": "leistung",
        "erste_erinnerung": "leistung",
        "erinnerung": "leistung",
        "stand": "leistung",
        "grund": "leistung",
        "beleg": "leistung",
        "erledigt_am": "leistung",
        "erledigt_von": "verwaltung",
        "notiz": "leistung",
        "wieder_am": "leistung",
        "an": "verwaltung",
        "versuche": "leistung",
        "erfasst_am": "verwaltung",
    },
}
