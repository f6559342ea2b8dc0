"""Classes of the data in this area (DS-05): who signed for a provider, and addresses it gave to be published."""

_EINWILLIGUNG = (
    "id",
    "kennung",
    "massnahme",
    "link",
    "mail",
    "unterzeichnet_von",
    "erreichbar_unter",
    "unterzeichnet_am",
    "stand",
    "eingegangen_am",
    "weitergegeben_am",
    "veroeffentlicht_am",
    "beendet_am",
    "eingetragen_am",
    "eingetragen_von",
)
FELDKLASSEN: dict[str, dict[str, str]] = {
    "Einwilligung": dict.fromkeys(_EINWILLIGUNG, "verwaltung"),
    "Durchfuehrungsort": dict.fromkeys(("id", "massnahme", "ort"), "verwaltung"),
}
