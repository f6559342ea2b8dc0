"""What is printed for many at once."""

from typing import Any

from django.db import models

from wegplan.domains.organisation.access import Aktion


class Seriendruckart(models.TextChoices):
    TEILNAHME = "teilnahme", "Teilnahmebescheinigung"
    ZERTIFIKAT = "zertifikat", "Zertifikat"
    BRIEF = "brief", "Serienbrief"


BESCHEINIGUNGEN = (Seriendruckart.TEILNAHME, Seriendruckart.ZERTIFIKAT)


def arten_fuer(nutzer: Any) -> list[Seriendruckart]:
    """Certificates are issued by the provider who ran the measure, letters are written by everybody."""
    stellt_aus = nutzer.darf(Aktion.FOERDERUNG_ERFASSEN)
    return [art for art in Seriendruckart if stellt_aus or art not in BESCHEINIGUNGEN]
