"""Classes of the personal data in this area (DS-05), see person/access.py.

What speaks of health and debts has tables of its own: the protected part of a Gutachten, and the opening talk, whose
agreements on care say why somebody needs it."""

_HANG = {"id": "verwaltung", "person": "verwaltung", "zuweisung": "verwaltung"}
_MITGEBRACHT = {"eingelesen_am": "verwaltung", "herkunft": "verwaltung"}
FELDKLASSEN: dict[str, dict[str, str]] = {
    "Gutachten": {
        **_HANG,
        "art": "leistung",
        "nummer": "leistung",
        "stand": "leistung",
        "begonnen_am": "leistung",
        "angelegt_am": "verwaltung",
        "angelegt_von": "verwaltung",
        "texte": "leistung",
        "quellen": "verwaltung",
        "ergebnis": "leistung",
        "stufe": "leistung",
        "massnahme": "leistung",
        "abgeschlossen_am": "leistung",
        "name_fachkraft": "verwaltung",
        "pruefsumme": "verwaltung",
        "pruefsumme_geschuetzt": "verwaltung",
        **_MITGEBRACHT,
    },
    "Schutzteil": {"id": "verwaltung", "gutachten": "verwaltung", "texte": "besonders"},
    "Auftaktgespraech": {
        **_HANG,
        "mit_rb": "verwaltung",
        "mit_bdl": "verwaltung",
        "mit_tn": "leistung",
        "qualifizierung": "leistung",
        "betreuung": "besonders",
        "unterstuetzung": "besonders",
        "erfasst_von": "verwaltung",
        **_MITGEBRACHT,
    },
    "Einladung": {
        **_HANG,
        "veranstaltung": "leistung",
        "eingeladen_am": "leistung",
        "besuch": "leistung",
    },
}
