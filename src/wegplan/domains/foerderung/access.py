"""Classes of the personal data in this area (DS-05), see person/access.py.

What care is about may be health, debts or addiction: `inhalt` of a Foerderleistung is class besonders where its kind
is social-pedagogical care, class leistung for lessons and other support (rules.klasse_des_inhalts)."""

_GEMEINSAM = {
    "id": "verwaltung",
    "person": "verwaltung",
    "teilnahme": "verwaltung",
    "erfasst_am": "verwaltung",
    "erfasst_von": "verwaltung",
}
FELDKLASSEN: dict[str, dict[str, str]] = {
    "Praktikum": _GEMEINSAM
    | {
        "praktikum_id": "verwaltung",
        "unternehmen": "leistung",
        "beginn": "leistung",
        "ende": "leistung",
        "taetigkeit": "leistung",
        "selbst_gesucht": "leistung",
        "auswertung_erfolgt": "leistung",
        "erster_arbeitsmarkt": "leistung",
        "einschaetzung": "leistung",
    },
    "Foerderleistung": _GEMEINSAM
    | {
        "leistung_id": "verwaltung",
        "art": "leistung",
        "tag": "leistung",
        "inhalt": "besonders",
        "umfang_minuten": "leistung",
    },
    "Zertifikat": _GEMEINSAM
    | {
        "zertifikat_id": "verwaltung",
        "bezeichnung": "leistung",
        "art": "leistung",
        "erworben_am": "leistung",
        "mit_zertifikat": "leistung",
    },
}
