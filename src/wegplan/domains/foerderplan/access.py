"""Classes of the personal data in this area (DS-05), see person/access.py."""

_WER = {"verantwortlich": "leistung", "verantwortlich_name": "leistung", "bis": "leistung"}
FELDKLASSEN: dict[str, dict[str, str]] = {
    "Planfassung": {
        "id": "verwaltung",
        "person": "verwaltung",
        "teilnahme": "verwaltung",
        "nummer": "leistung",
        "stand": "leistung",
        "angelegt_am": "verwaltung",
        "angelegt_von": "verwaltung",
        "pruefung_am": "leistung",
        "unterschrieben_am": "leistung",
        "name_teilnehmend": "stammdaten",
        "name_fachkraft": "verwaltung",
        "pruefsumme": "verwaltung",
    },
    "Foerderziel": {
        "id": "verwaltung",
        "fassung": "verwaltung",
        "kennung": "verwaltung",
        "horizont": "leistung",
        "bereich": "leistung",
        "wortlaut": "leistung",
        "fachsprache": "leistung",
        "methode": "leistung",
        "zielstand": "leistung",
        "ergebnis": "leistung",
        **_WER,
    },
    "Zielschritt": {
        "id": "verwaltung",
        "ziel": "verwaltung",
        "kennung": "verwaltung",
        "text": "leistung",
        "erledigt_am": "leistung",
        **_WER,
    },
}
