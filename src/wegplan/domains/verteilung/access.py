"""Classes of the personal data in this area (DS-05), see person/access.py."""

FELDKLASSEN: dict[str, dict[str, str]] = {
    "Sammelposten": {
        "id": "verwaltung",
        "wechsel": "verwaltung",
        "person": "verwaltung",
        "vorher": "verwaltung",
        "nachher": "verwaltung",
    },
}
