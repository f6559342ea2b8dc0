"""Words of the area."""

from django.db import models


class Gegenstand(models.TextChoices):
    """How far a counter-measure is."""

    VEREINBART = "vereinbart", "läuft"
    ERLEDIGT = "erledigt", "erledigt"
    ENTFALLEN = "entfallen", "entfallen"


class Vereinbarungsstand(models.TextChoices):
    """How far a version of an agreement is."""

    ENTWURF = "entwurf", "Entwurf"
    VORGELEGT = "vorgelegt", "zur Unterschrift"
    GESCHLOSSEN = "geschlossen", "geschlossen"


class Seite(models.TextChoices):
    """The two sides of an agreement."""

    BDL = "bdl", "Bildungsdienstleister"
    RB = "rb", "Regionalbüro"
