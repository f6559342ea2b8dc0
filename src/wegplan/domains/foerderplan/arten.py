"""Words of a plan: areas, goals and who is responsible (Anlage IIIa, minimum standards)."""

from django.db import models

FASSUNG = "planfassung"  # how a paper names the version that it proves


class Planstand(models.TextChoices):
    ENTWURF = "entwurf", "Entwurf"
    UNTERSCHRIEBEN = "unterschrieben", "unterschrieben"


class Zielbereich(models.TextChoices):
    FACHLICH = "fachlich", "fachlich"
    SOZIAL = "sozial", "sozial"
    PERSOENLICH = "persoenlich", "persönlich"


class Ausgangsbereich(models.TextChoices):
    """What both sides assess: the three areas of competence, and what stands in the way."""

    FACHLICH = "fachlich", "Fachliches"
    SOZIAL = "sozial", "Soziales"
    PERSOENLICH = "persoenlich", "Persönliches"
    HINDERNISSE = "hindernisse", "Hindernisse"


# 5 is the best in every area, so that the picture over time reads the same everywhere
STUFEN = ((1, "sehr schwierig"), (2, "schwierig"), (3, "teils, teils"), (4, "gut"), (5, "sehr gut"))


class Stufenfrage(models.TextChoices):
    """The question at every Fortschreibung (JPS-15)."""

    PASST = "passt", "Ja, die Stufe passt"
    WECHSEL = "wechsel", "Nein, ein Wechsel ist zu empfehlen"


class Aushaendigungsweg(models.TextChoices):
    PERSOENLICH = "persoenlich", "persönlich übergeben"
    POST = "post", "mit der Post geschickt"


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


class Unterschriftsseite(models.TextChoices):
    TEILNEHMEND = "teilnehmend", "Teilnehmerin oder Teilnehmer"
    FACHKRAFT = "fachkraft", "Bildungsdienstleister"


class Rueckmeldung(models.TextChoices):
    """What the Regionalbüro says to goals and steps (JPS-10)."""

    EINVERSTANDEN = "einverstanden", "einverstanden"
    ANMERKUNG = "anmerkung", "Anmerkung"
