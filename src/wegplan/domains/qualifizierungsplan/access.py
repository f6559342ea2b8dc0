"""Classes of the personal data in this area (DS-05), see person/access.py."""

_HANG = {"id": "verwaltung", "person": "verwaltung", "teilnahme": "verwaltung", "erfasst_von": "verwaltung"}
FELDKLASSEN: dict[str, dict[str, str]] = {
    "Qualifizierungsplan": {
        "eingelesen_am": "verwaltung",
        "herkunft": "verwaltung",
        "id": "verwaltung",
        "person": "verwaltung",
        "teilnahme": "verwaltung",
        "nummer": "leistung",
        "stand": "leistung",
        "angelegt_am": "verwaltung",
        "angelegt_von": "verwaltung",
        "ziel": "leistung",
        "inhalte": "leistung",
        "praxis": "leistung",
        "uebergeben_am": "leistung",
        "name_fachkraft": "verwaltung",
        "pruefsumme": "verwaltung",
    },
    "Lernmodul": {
        "id": "verwaltung",
        "plan": "verwaltung",
        "kennung": "verwaltung",
        "reihe": "leistung",
        "bezeichnung": "leistung",
        "lernziel": "leistung",
        "art": "leistung",
        "stunden": "leistung",
        "nach_ordnung": "leistung",
        "teilqualifikation": "leistung",
        "geplant_bis": "leistung",
    },
    "Modulergebnis": _HANG
    | {"kennung": "verwaltung", "ausgang": "leistung", "am": "leistung", "note": "leistung", "zertifikat": "leistung"},
    "Ausbildungsrahmen": _HANG
    | {"beginn": "leistung", "stelle": "leistung", "abgestimmt_am": "leistung", "aktenzeichen": "leistung"},
    "Verkuerzungspruefung": _HANG
    | {
        "verkuerzung_id": "verwaltung",
        "geprueft_am": "leistung",
        "ergebnis": "leistung",
        "monate": "leistung",
        "grund": "leistung",
    },
    "Wechselpruefung": _HANG
    | {"nach_monaten": "leistung", "geprueft_am": "leistung", "ergebnis": "leistung", "grund": "leistung"},
}
