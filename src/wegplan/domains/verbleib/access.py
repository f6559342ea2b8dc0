"""Classes of the personal data in this area (DS-05), see person/access.py.

Characteristics are class besonders as a whole: disability is health, migration is origin (Art. 9 DSGVO)."""

_GEMEINSAM = {
    "id": "verwaltung",
    "person": "verwaltung",
    "teilnahme": "verwaltung",
    "erfasst_am": "verwaltung",
    "erfasst_von": "verwaltung",
}
FELDKLASSEN: dict[str, dict[str, str]] = {
    "Ergebnis": _GEMEINSAM
    | {
        "ergebnis": "leistung",
        "verkuerzbar": "leistung",
        "verkuerzt": "leistung",
        "in_arbeit_nach_qualifizierung": "leistung",
        "in_arbeit_ende_einstiegsbegleitung": "leistung",
        "anschluss": "leistung",
        "berufsfeld": "leistung",
    },
    "Verbleib": _GEMEINSAM
    | {
        "zeitpunkt": "leistung",
        "status": "leistung",
        "erhoben_am": "leistung",
        "arbeitgeber": "leistung",
    },
    "Anschlussperspektive": _GEMEINSAM
    | {
        "vereinbart_am": "leistung",
        "beteiligt": "leistung",
        "empfehlungen": "leistung",
        "bedarf": "leistung",
    },
    "Einstiegsbegleitung": _GEMEINSAM
    | {
        "teilgenommen": "leistung",
        "beginn": "leistung",
        "ende": "leistung",
        "arbeitgeber": "leistung",
        "kontakte": "leistung",
    },
    "Fragebogen": _GEMEINSAM
    | {
        "zeitpunkt": "verwaltung",
        "ausgefuellt_am": "leistung",
        "vollstaendig": "leistung",
        "weitergegeben_am": "verwaltung",
    },
    "Merkmal": _GEMEINSAM
    | {
        "merkmal": "besonders",
        "stichtag": "leistung",
        "wert": "besonders",
    },
}
