"""The kinds of letters and which placeholders each offers."""

from django.db import models

from wegplan.kit.vorlagen import Feld


class Vorlagenart(models.TextChoices):
    EINLADUNG = "einladung", "Einladung"


FELDER: dict[Vorlagenart, tuple[Feld, ...]] = {
    Vorlagenart.EINLADUNG: (
        Feld("name", "Vor- und Nachname", "Erika Vogel", pflicht=True),
        Feld("kundennummer", "Kundennummer, kann leer sein", "123A456789"),
        Feld("tag", "Tag des Termins mit Wochentag", "Donnerstag, 05.03.2026", pflicht=True),
        Feld("uhrzeit", "Uhrzeit des Termins", "09:30", pflicht=True),
        Feld("ort", "Ort des Termins", "Jobcenter, Zimmer 12", pflicht=True),
        Feld("anlass", "Grund der Einladung", "Ihre Bewerbungen nach der Maßnahme", pflicht=True),
        Feld("massnahme", "Maßnahme, zu der die Einladung gehört, kann leer sein", "M-4711 Lagerlogistik"),
        Feld("absender", "Wer einlädt", "Kim Kranz", pflicht=True),
        Feld("stelle", "Dienststelle", "Jobcenter Auenmark"),
        Feld("heute", "Tag des Briefes", "26.02.2026"),
        Feld("wiederholt", "ob es nicht die erste Einladung in Folge ist (für „if“)", True),
    ),
}
