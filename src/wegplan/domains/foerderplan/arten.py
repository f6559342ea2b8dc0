"""Words of a plan: areas, goals and who is responsible (Anlage IIIa, minimum standards)."""

from django.db import models


class Planstand(models.TextChoices):
    ENTWURF = "entwurf", "Entwurf"
    UNTERSCHRIEBEN = "unterschrieben", "unterschrieben"


class Zielbereich(models.TextChoices):
    FACHLICH = "fachlich", "fachlich"
    SOZIAL = "sozial", "sozial"
    PERSOENLICH = "persoenlich", "persönlich"


class Horizont(models.TextChoices):
    NAH = "nah", "Nahziel"
    FERN = "fern", "Fernziel"


class Zielstand(models.TextChoices):
    OFFEN = "offen", "offen"
    LAEUFT = "laeuft", "läuft"
    TEILWEISE = "teilweise", "teilweise erreicht"
    ERREICHT = "erreicht", "erreicht"
    NICHT_ERREICHT = "nicht_erreicht", "nicht erreicht"
    ENTFALLEN = "entfallen", "entfallen"


class Planverantwortung(models.TextChoices):
    TEILNEHMENDE = "teilnehmende", "Teilnehmerin oder Teilnehmer"
    BDL = "bdl", "Bildungsdienstleister"
    RB = "rb", "Regionalbüro"
    AAJC = "aajc", "Agentur oder Jobcenter"
    DRITTE = "dritte", "jemand anderes"
