"""Words of the Qualifizierungsplan (JPS-20, JPS-21)."""

from django.db import models

from wegplan.domains.massnahme.models import Programmstufe

EZU = Programmstufe.EZU  # has its own document instead (chapter 10)
QAB = (Programmstufe.QAB_D, Programmstufe.QAB_K)


class Planstand(models.TextChoices):
    ENTWURF = "entwurf", "Entwurf"
    UEBERGEBEN = "uebergeben", "an das Regionalbüro gegeben"


class Modulart(models.TextChoices):
    FACHLICH = "fachlich", "fachlicher Inhalt"
    PRAXIS = "praxis", "Praxis"
    UEBERGREIFEND = "uebergreifend", "übergreifender Inhalt"


class Verkuerzung(models.TextChoices):
    """What the check of a shortened training came to; the word says both: can it be, is it."""

    NICHT_VERKUERZBAR = "nicht_verkuerzbar", "nicht verkürzbar"
    NICHT_VERKUERZT = "nicht_verkuerzt", "verkürzbar, aber nicht verkürzt"
    VERKUERZT = "verkuerzt", "verkürzt"


class Wechselergebnis(models.TextChoices):
    """What the yearly check of a move out of the klassische Form came to."""

    BLEIBT = "bleibt", "bleibt in der klassischen Form"
    DUAL = "dual", "Wechsel in die duale Form empfohlen"
    BETRIEB = "betrieb", "Wechsel in eine betriebliche Ausbildung empfohlen"


class Modulausgang(models.TextChoices):
    BESTANDEN = "bestanden", "bestanden"
    NICHT_BESTANDEN = "nicht_bestanden", "nicht bestanden"
