"""Classes of the personal data in this area (DS-05), see person/access.py."""

FELDKLASSEN: dict[str, dict[str, str]] = {
    "Vereinbarung": {
        "id": "verwaltung",
        "vereinbarung_id": "verwaltung",
        "person": "verwaltung",
        "art": "leistung",
        "abgeschlossen_am": "leistung",
        "gueltig_bis": "leistung",
        "vorgaenger": "leistung",
        "erfasst_am": "verwaltung",
    },
    "Vermittlung": {
        "id": "verwaltung",
        "vermittlung_id": "verwaltung",
        "person": "verwaltung",
        "art": "leistung",
        "unterbreitet_am": "leistung",
        "stellenart": "leistung",
        "sv_pflichtig": "leistung",
        "stelle_betreut": "leistung",
        "profil_betreut": "leistung",
        "erfasst_am": "verwaltung",
    },
    "Handlungsstrategie": {
        "id": "verwaltung",
        "handlungsstrategie_id": "verwaltung",
        "person": "verwaltung",
        "art": "leistung",
        "begonnen_am": "leistung",
        "beendet_am": "leistung",
        "erfasst_am": "verwaltung",
    },
}
