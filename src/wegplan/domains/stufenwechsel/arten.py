"""Words of the change of stage, of interventions and interruptions (JPS-60 to JPS-64)."""

from django.db import models

from wegplan.domains.massnahme.models import Programmstufe

EZU = Programmstufe.EZU
# EZU has neither a change of stage nor a standard procedure (chapter 10).
ZIELSTUFEN = tuple(s for s in Programmstufe if s != EZU)


class Grundlage(models.TextChoices):
    PROFILING = "profiling", "neues, angepasstes Profiling"
    GESPRAECH = "gespraech", "strukturiertes Gespräch mit der Person"


class Votum(models.TextChoices):
    JA = "ja", "ja"
    NEIN = "nein", "nein"


class Wechselstand(models.TextChoices):
    OFFEN = "offen", "in Abstimmung"
    BEREIT = "bereit", "kann durchgeführt werden"
    ABGELEHNT = "abgelehnt", "abgelehnt"
    ZURUECKGEZOGEN = "zurueckgezogen", "zurückgezogen"
    DURCHGEFUEHRT = "durchgefuehrt", "durchgeführt"


class Interventionsausgang(models.TextChoices):
    STABILISIERT = "stabilisiert", "Verlauf ist wieder sicher"
    STUFENWECHSEL = "stufenwechsel", "Stufenwechsel"
    VERLAENGERUNG = "verlaengerung", "Verlängerung"
    ABBRUCH = "abbruch", "Abbruch der Maßnahme"
    SONSTIGER = "sonstiger", "anderer Ausgang"


class Unterbrechungsart(models.TextChoices):
    MUTTERSCHUTZ = "mutterschutz", "Mutterschutz"
    ELTERNZEIT = "elternzeit", "Elternzeit"
    KRANKHEIT = "krankheit", "lange Krankheit"
    HAFT = "haft", "Haft"
