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
        "profiling_begonnen_am": "leistung",
        "profiling_fertig_am": "leistung",
        "profiling_ergebnis": "leistung",
        "wartet_seit": "leistung",
        "wartegrund": "leistung",
        "uebergeben_am": "leistung",
        "uebergeben_von": "verwaltung",
        "massnahme": "leistung",
        "traeger": "verwaltung",
        "auftakt_am": "leistung",
        "vertragskopie_am": "leistung",
        "beendet_am": "leistung",
        "ergebnis": "leistung",
        "teilnahme": "verwaltung",
        "erfasst_am": "verwaltung",
    },
}
