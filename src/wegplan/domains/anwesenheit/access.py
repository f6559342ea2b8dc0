"""Classes of the personal data in this area (DS-05), see person/access.py.

A mark says that somebody was away for illness, never with what: no field takes a diagnosis. So marks and sick notes are
class leistung, which the provider keeps and AA/JC gets by JPS-31 and JPS-32."""

FELDKLASSEN: dict[str, dict[str, str]] = {
    "Anwesenheit": {
        "id": "verwaltung",
        "person": "verwaltung",
        "teilnahme": "verwaltung",
        "datum": "leistung",
        "lernort": "leistung",
        "status": "leistung",
        "erfasst_am": "verwaltung",
        "erfasst_von": "verwaltung",
    },
    "Krankmeldung": {
        "id": "verwaltung",
        "person": "verwaltung",
        "teilnahme": "verwaltung",
        "von": "leistung",
        "bis": "leistung",
        "bescheinigung_am": "leistung",
        "erfasst_am": "verwaltung",
        "erfasst_von": "verwaltung",
    },
    "Ausnahmezeit": {
        "id": "verwaltung",
        "person": "verwaltung",
        "teilnahme": "verwaltung",
        "art": "leistung",
        "von": "leistung",
        "bis": "leistung",
        "wochentage": "leistung",
        "erfasst_am": "verwaltung",
        "erfasst_von": "verwaltung",
    },
    "Fehlmeldung": {
        "id": "verwaltung",
        "person": "verwaltung",
        "teilnahme": "verwaltung",
        "datum": "leistung",
        "lernort": "leistung",
        "art": "leistung",
        "status": "leistung",
        "empfaenger": "verwaltung",
        "bezug": "verwaltung",
        "erfasst_am": "verwaltung",
        "zurueckgezogen_am": "verwaltung",
        "kenntnis_am": "verwaltung",
        "kenntnis_von": "verwaltung",
    },
}
