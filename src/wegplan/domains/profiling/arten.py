"""Documents of the Profiling and their sections, as data: a section added here is in form, page, checksum and PDF."""

from typing import NamedTuple

from django.db import models


class Gutachtenart(models.TextChoices):
    KURZGUTACHTEN = "kurzgutachten", "Kurzgutachten mit Zielplanung"
    UNTERSTUETZUNGSBEDARF = "unterstuetzungsbedarf", "Individueller Unterstützungsbedarf"


class Gutachtenstand(models.TextChoices):
    ENTWURF = "entwurf", "Entwurf"
    ABGESCHLOSSEN = "abgeschlossen", "abgeschlossen"


class Besuch(models.TextChoices):
    """What came of an invitation to an information event (JPS-01)."""

    EINGELADEN = "eingeladen", "eingeladen"
    GEKOMMEN = "gekommen", "gekommen"
    ENTSCHULDIGT = "entschuldigt", "entschuldigt"
    NICHT_GEKOMMEN = "nicht_gekommen", "nicht gekommen"


class Abschnitt(NamedTuple):
    """`pflicht`: "immer", "geeignet" (only where the person shall take part) or "" (may stay empty)."""

    schluessel: str
    titel: str
    hilfe: str = ""
    pflicht: str = ""


ABSCHNITTE: dict[str, tuple[Abschnitt, ...]] = {
    Gutachtenart.KURZGUTACHTEN: (
        Abschnitt("anlass", "Anlass", "Wer hat zugewiesen, mit welchem Wunsch."),
        Abschnitt("verfahren", "So lief das Profiling", "Gespräche, Tests, Arbeitsproben, mit Tagen.", "immer"),
        Abschnitt("berufsweg", "Bildung und Berufsweg"),
        Abschnitt("fachlich", "Fachliche Stärken und Lücken", "", "geeignet"),
        Abschnitt("wunsch", "Was die Person möchte", "In ihren eigenen Worten.", "geeignet"),
        Abschnitt("begruendung", "Einschätzung und Begründung", "Warum dieses Ergebnis, diese Stufe.", "immer"),
        Abschnitt("fernziel", "Zielplanung: Fernziel", "Was am Ende des Programms stehen soll.", "geeignet"),
        Abschnitt("nahziele", "Zielplanung: Nahziele", "Die ersten Schritte beim Träger.", "geeignet"),
        Abschnitt("qualifizierung", "Zielplanung: empfohlene Qualifizierung"),
        Abschnitt("unterstuetzung", "Zielplanung: Unterstützung", "Stützunterricht, Coaching, Mobilität."),
    ),
    # the kinds of support are those that Anlage IIIb names for EZU
    Gutachtenart.UNTERSTUETZUNGSBEDARF: (
        Abschnitt("verlauf", "Stand zu Beginn des dritten Ausbildungsjahres", "", "immer"),
        Abschnitt("ziele", "Ziele bis zum Abschluss", "In den Worten der Person.", "immer"),
        Abschnitt("stuetzunterricht", "Stützunterricht", "Leer heißt: kein Bedarf."),
        Abschnitt("coaching", "Coaching", "Leer heißt: kein Bedarf."),
        Abschnitt("betreuung", "Betreuung und Beratung", "Leer heißt: kein Bedarf."),
        Abschnitt("mobilitaet", "Mobilität", "Leer heißt: kein Bedarf."),
        Abschnitt("praxis", "Praxis und Unternehmen"),
    ),
}
# speak of health and debts: Art. 9, apart from the rest (DS-05)
GESCHUETZT: tuple[Abschnitt, ...] = (
    Abschnitt("gesundheit", "Gesundheit und Belastbarkeit", "Nur, was für die Maßnahme nötig ist."),
    Abschnitt("lebenslage", "Lebenslage", "Schulden, Sucht, Familie: nur, was für die Maßnahme nötig ist."),
    Abschnitt("persoenlich", "Persönliche und soziale Stärken und Hindernisse"),
)
