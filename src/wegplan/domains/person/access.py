"""Classes of the personal data in this area (DS-05): model -> field -> class.

`stammdaten`, `leistung`, `besonders` (Art. 9 DSGVO) or `verwaltung`. A field without a class fails the tests.
What a provider may process is set per Massnahme (Zweckbindung); name and customer number go with the Teilnahme."""

IMMER = frozenset({"kundennummer", "nachname", "vorname"})

FELDKLASSEN: dict[str, dict[str, str]] = {
    "Person": {
        "id": "verwaltung",
        "kundennummer": "stammdaten",
        "nachname": "stammdaten",
        "vorname": "stammdaten",
        "geburtsdatum": "stammdaten",
        "geschlecht": "stammdaten",
        "jobcenter": "verwaltung",
        "team": "verwaltung",
        "erfasst_am": "verwaltung",
        "sortierung": "stammdaten",
        "suchname": "stammdaten",
        "sicht": "verwaltung",
        "sicht_bis": "verwaltung",
    },
    "Zustaendigkeit": {
        "id": "verwaltung",
        "person": "verwaltung",
        "grund": "verwaltung",
        "rolle": "verwaltung",
        "nutzer": "verwaltung",
        "team": "verwaltung",
        "organisation": "verwaltung",
        "von": "verwaltung",
        "bis": "verwaltung",
    },
}
