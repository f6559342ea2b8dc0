"""Words of the area."""

from django.db import models


class Stand(models.TextChoices):
    """How far a version of a report is. Released means that it lies with the Regionalbüro."""

    ENTWURF = "entwurf", "Entwurf"
    FREIGEGEBEN = "freigegeben", "beim Regionalbüro"
    ANGENOMMEN = "angenommen", "angenommen"
    ZURUECKGEGEBEN = "zurueckgegeben", "zurückgegeben"


class Kontaktart(models.TextChoices):
    BESUCH = "besuch", "Besuch im Unternehmen"
    TELEFON = "telefon", "Telefonat"
    SCHREIBEN = "schreiben", "Brief oder E-Mail"
    VERANSTALTUNG = "veranstaltung", "Messe oder Veranstaltung"
    SONSTIGE = "sonstige", "sonstiger Kontakt"


class Kontaktergebnis(models.TextChoices):
    PRAKTIKUM = "praktikum", "Praktikumsplatz zugesagt"
    ARBEIT = "arbeit", "Arbeitsplatz zugesagt"
    WEITER = "weiter", "weiteres Gespräch vereinbart"
    OFFEN = "offen", "noch offen"
    KEIN_BEDARF = "kein_bedarf", "kein Bedarf"


class Mobilitaetsart(models.TextChoices):
    FAHRTKOSTEN = "fahrtkosten", "Fahrtkosten"
    FUEHRERSCHEIN = "fuehrerschein", "Führerschein"
    FAHRGEMEINSCHAFT = "fahrgemeinschaft", "Fahrgemeinschaft oder Fahrdienst"
    TRAINING = "training", "Training mit Bus und Bahn"
    SONSTIGE = "sonstige", "sonstige Hilfe"
