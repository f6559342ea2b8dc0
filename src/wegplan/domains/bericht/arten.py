"""Words of the report: states, what the participant says to it, to whom and how it goes (JPS-52)."""

from django.db import models


class Berichtsstand(models.TextChoices):
    ENTWURF = "entwurf", "Entwurf"
    FREIGEGEBEN = "freigegeben", "freigegeben"
    UEBERMITTELT = "uebermittelt", "übermittelt"
    ANGENOMMEN = "angenommen", "angenommen"
    ZURUECKGEGEBEN = "zurueckgegeben", "zurückgegeben"


BEIM_EMPFAENGER = (Berichtsstand.UEBERMITTELT, Berichtsstand.ANGENOMMEN, Berichtsstand.ZURUECKGEGEBEN)


class Kenntnisnahme(models.TextChoices):
    GELESEN = "gelesen", "hat den Bericht zur Kenntnis genommen"
    EINVERSTANDEN = "einverstanden", "hat ihn zur Kenntnis genommen und ist einverstanden"
    NICHT_EINVERSTANDEN = "nicht_einverstanden", "hat ihn zur Kenntnis genommen und ist nicht einverstanden, weil …"
    NICHT_ERREICHBAR = "nicht_erreichbar", "ist ausgetreten und nicht erreichbar, weil …"
    VERWEIGERT = "verweigert", "will den Bericht nicht zur Kenntnis nehmen, weil …"


MIT_GRUND = (Kenntnisnahme.NICHT_EINVERSTANDEN, Kenntnisnahme.NICHT_ERREICHBAR, Kenntnisnahme.VERWEIGERT)


class Empfang(models.TextChoices):
    """Who decides on the report, and who gets a copy."""

    RB = "rb", "an das Regionalbüro, in Kopie an Agentur oder Jobcenter"
    AAJC = "aajc", "an Agentur oder Jobcenter, in Kopie an das Regionalbüro"
    NUR_RB = "nur_rb", "nur an das Regionalbüro"
    NUR_AAJC = "nur_aajc", "nur an Agentur oder Jobcenter"


class Weg(models.TextChoices):
    PORTAL = "portal", "hier im Programm"
    POST = "post", "mit der Post"
    VERSCHLUESSELT = "verschluesselt", "als verschlüsselte Datei"
