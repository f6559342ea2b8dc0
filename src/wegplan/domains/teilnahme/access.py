"""Classes of the personal data in this area (DS-05), see person/access.py."""

FELDKLASSEN: dict[str, dict[str, str]] = {
    "Teilnahme": {
        "id": "verwaltung",
        "teilnahme_id": "verwaltung",
        "person": "verwaltung",
        "massnahme": "leistung",
        "eintritt": "leistung",
        "geplantes_ende": "leistung",
        "austritt": "leistung",
        "austrittsgrund": "leistung",
        "programmstufe": "leistung",
        "jobcenter": "verwaltung",
        "team": "verwaltung",
        "probezeit_ende": "leistung",
        "zwischenpruefung": "leistung",
        "abschlusspruefung": "leistung",
        "vorherige_teilnahme": "leistung",
        "erfasst_am": "verwaltung",
    },
}
