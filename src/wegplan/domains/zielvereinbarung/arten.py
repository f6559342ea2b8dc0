"""Words of the area."""

from django.db import models


class Gegenstand(models.TextChoices):
    """How far a counter-measure is."""

    VEREINBART = "vereinbart", "läuft"
    ERLEDIGT = "erledigt", "erledigt"
    ENTFALLEN = "entfallen", "entfallen"
