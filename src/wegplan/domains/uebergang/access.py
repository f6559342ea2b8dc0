"""Classes of the personal data in this area (DS-05), see person/access.py."""

FELDKLASSEN: dict[str, dict[str, str]] = {
    "Zuweisung": {
        "id": "verwaltung",
        "zuweisung_id": "verwaltung",
        "person": "verwaltung",
        "regionalbuero": "verwaltung",
        "jobcenter": "verwaltung",
        "stufe": "leistung",
        "zugewiesen_am": "leistung",
        "zugewiesen_von": "verwaltung",
        "wartet_seit": "leistung",
        "wartegrund": "leistung",
        "uebergeben_am": "leistung",
        "massnahme": "leistung",
        "traeger": "verwaltung",
        "auftakt_am": "leistung",
        "beendet_am": "leistung",
        "ergebnis": "leistung",
        "teilnahme": "verwaltung",
        "erfasst_am": "verwaltung",
    },
}
