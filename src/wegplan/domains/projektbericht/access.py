"""Classes of the data in this area (DS-05): numbers of people and what projects did; participants are not named."""

_NACHWEIS = ("id", "kennung", "massnahme", "tag", "erfasst_am", "erfasst_von", "art", "ergebnis")
_BERICHT = (
    "id",
    "massnahme",
    "quartal",
    "von",
    "bis",
    "fassung",
    "stand",
    "angelegt_am",
    "angelegt_von",
    "fehlzeiten",
    "betreuung",
    "qualifikationen",
    "praktika",
    "unternehmen",
    "mobilitaet",
    "gremien",
    "ziele",
    "inhalt",
    "pruefsumme",
    "freigegeben_am",
    "freigegeben_von",
    "entschieden_am",
    "entschieden_von",
    "rueckgabegrund",
)
FELDKLASSEN: dict[str, dict[str, str]] = {
    "Unternehmenskontakt": dict.fromkeys((*_NACHWEIS, "unternehmen", "bemerkung"), "verwaltung"),
    "Mobilitaetshilfe": dict.fromkeys((*_NACHWEIS, "personen"), "verwaltung"),
    "Gremiensitzung": dict.fromkeys((*(f for f in _NACHWEIS if f != "art"), "gremium", "beteiligte"), "verwaltung"),
    "Projektbericht": dict.fromkeys(_BERICHT, "verwaltung"),
}
