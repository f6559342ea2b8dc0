"""Kinds of proposals with their reasons, and what becomes of them."""

from django.db import models

from wegplan.domains.teilnahme.models import Austrittsgrund


class Vorschlagsart(models.TextChoices):
    VERLAENGERUNG = "verlaengerung", "Verlängerung"
    VORZEITIGES_ENDE = "vorzeitiges_ende", "vorzeitiges Ende"
    ANDERER_BEGINN = "anderer_beginn", "anderer Beginn"


class Vorschlagsstand(models.TextChoices):
    OFFEN = "offen", "offen"
    ANGENOMMEN = "angenommen", "angenommen"
    ABGELEHNT = "abgelehnt", "abgelehnt"
    ZURUECKGEZOGEN = "zurueckgezogen", "zurückgezogen"
    AUFGEHOBEN = "aufgehoben", "aufgehoben"


class Vorschlagsgrund(models.TextChoices):
    """All codes: those of an extension (JPS-63), of an early end (Austrittsgrund), of another begin."""

    ZIEL_NICHT_ERREICHT = "ziel_nicht_erreicht", "Maßnahmeziel noch nicht erreicht"
    PRAKTIKUM_FEHLT = "praktikum_fehlt", "Praktikum fehlt noch"
    PROBLEMLAGEN = "problemlagen", "Problemlagen brauchen mehr Zeit"
    GESUNDHEIT = "gesundheit", "gesundheitliche Gründe"
    ZIEL_VORZEITIG_ERREICHT = Austrittsgrund.ZIEL_VORZEITIG_ERREICHT.value, "Maßnahmeziel vorzeitig erreicht"
    ABBRUCH = Austrittsgrund.ABBRUCH.value, "Abbruch"
    ARBEITSAUFNAHME = Austrittsgrund.ARBEITSAUFNAHME.value, "Arbeitsaufnahme"
    PLATZ = "platz", "Der Platz wird früher oder später frei"
    PERSON_VERHINDERT = "person_verhindert", "Die Person ist verhindert"
    TRAEGER_VERHINDERT = "traeger_verhindert", "Der Träger kann nicht wie geplant beginnen"
    SONSTIGE = "sonstige", "sonstige"


G = Vorschlagsgrund
# An early end takes the reasons of the exit that fit: not the regular end, and not the change of stage, which has an
# assessment and a consent of its own (JPS-62).
GRUENDE: dict[Vorschlagsart, tuple[Vorschlagsgrund, ...]] = {
    Vorschlagsart.VERLAENGERUNG: (
        G.ZIEL_NICHT_ERREICHT,
        G.PRAKTIKUM_FEHLT,
        G.PROBLEMLAGEN,
        G.GESUNDHEIT,
        G.SONSTIGE,
    ),
    Vorschlagsart.VORZEITIGES_ENDE: (G.ZIEL_VORZEITIG_ERREICHT, G.ABBRUCH, G.ARBEITSAUFNAHME),
    Vorschlagsart.ANDERER_BEGINN: (G.PLATZ, G.PERSON_VERHINDERT, G.TRAEGER_VERHINDERT, G.SONSTIGE),
}
# The date of the Teilnahme that a kind moves away from, and its name for people.
BISHER: dict[Vorschlagsart, tuple[str, str]] = {
    Vorschlagsart.VERLAENGERUNG: ("geplantes_ende", "geplantes Ende"),
    Vorschlagsart.VORZEITIGES_ENDE: ("geplantes_ende", "geplantes Ende"),
    Vorschlagsart.ANDERER_BEGINN: ("eintritt", "Eintritt"),
}
NEU: dict[Vorschlagsart, str] = {
    Vorschlagsart.VERLAENGERUNG: "Neues geplantes Ende",
    Vorschlagsart.VORZEITIGES_ENDE: "Letzter Tag in der Maßnahme",
    Vorschlagsart.ANDERER_BEGINN: "Neuer Eintritt",
}
