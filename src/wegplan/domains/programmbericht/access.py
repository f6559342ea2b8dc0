"""Classes of the personal data in this area (DS-05): there are none, the report holds protected figures."""

FELDKLASSEN: dict[str, dict[str, str]] = {
    "Programmbericht": {
        "id": "verwaltung",
        "stichtag": "verwaltung",
        "fassung": "verwaltung",
        "inhalt": "verwaltung",
        "pruefsumme": "verwaltung",
        "erstellt_am": "verwaltung",
        "erstellt_von": "verwaltung",
        "unterschrift": "verwaltung",
    },
    "Regionalbeitrag": {
        "id": "verwaltung",
        "bericht": "verwaltung",
        "regionalbuero": "verwaltung",
        "fassung": "verwaltung",
        "text": "verwaltung",
        "freigegeben_am": "verwaltung",
        "freigegeben_von": "verwaltung",
        "unterschrift": "verwaltung",
    },
}
