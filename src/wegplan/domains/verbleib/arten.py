"""What may be missing around an exit."""

from django.db import models


class Anlass(models.TextChoices):
    """Why a Teilnahme stands on the list "Austritt und Verbleib", the most pressing first."""

    AUSTRITT_FEHLT = "austritt_fehlt", "geplantes Ende vorbei, Austritt fehlt"
    VERBLEIB_UEBERFAELLIG = "verbleib_ueberfaellig", "Verbleib nach sechs Monaten überfällig"
    VERBLEIB_FAELLIG = "verbleib_faellig", "Verbleib nach sechs Monaten fällig"
    AUSTRITT_UNVOLLSTAENDIG = "austritt_unvollstaendig", "Status beim Austritt fehlt"
    ANSCHLUSS_FEHLT = "anschluss_fehlt", "Anschlussperspektive fehlt"


ZUSTAND = {
    Anlass.AUSTRITT_FEHLT: "schlecht",
    Anlass.VERBLEIB_UEBERFAELLIG: "schlecht",
    Anlass.VERBLEIB_FAELLIG: "achtung",
    Anlass.AUSTRITT_UNVOLLSTAENDIG: "achtung",
    Anlass.ANSCHLUSS_FEHLT: "info",
}
