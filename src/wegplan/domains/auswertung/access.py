"""Classes of the personal data in this area (DS-05), see person/access.py."""

FELDKLASSEN: dict[str, dict[str, str]] = {
    "Abzeichnung": {
        "id": "verwaltung",
        "person": "verwaltung",
        "teilnahme": "verwaltung",
        "liste": "verwaltung",
        "monat": "verwaltung",
        "handzeichen": "verwaltung",
        "notiz": "verwaltung",
        "nutzer": "verwaltung",
        "abgezeichnet_am": "verwaltung",
    },
}
