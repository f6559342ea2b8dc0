"""Who looks after the measures of the made-up offices (MB-01): some are named, some measures have nobody yet."""

from datetime import date

from wegplan.domains.betreuung.models import Massnahmebetreuung, Massnahmenschritt
from wegplan.domains.betreuung.queries import ohne_betreuung
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.verfahren.models import Stand

from .gegend import JOBCENTER
from .personen import HAUS

JE_HAUS = 8


def betreuungen_anlegen(stichtag: date) -> None:
    """Write them anew: the first JE_HAUS group measures of each office, looked after since their begin or the begin of
    last year; most of what was due is done. Accounts and participants must be there; runs as wegplan_dienst."""
    kennungen = [jc.kennung for jc in JOBCENTER]
    Massnahmebetreuung.objects.filter(organisation__kennung__in=kennungen).delete()
    for kennung in kennungen:
        stelle = Organisation.objects.get(kennung=kennung)
        mb = Nutzer.objects.get(username=f"mb.{HAUS[kennung]}")
        for massnahme in ohne_betreuung(mb, stichtag).order_by("-beginn", "pk")[:JE_HAUS]:
            von = max(massnahme.beginn, date(stichtag.year - 1, 1, 1))
            Massnahmebetreuung.objects.create(
                massnahme=massnahme, organisation=stelle, nutzer=mb, von=min(von, stichtag)
            )
        _erledigen(mb, stichtag)


def _erledigen(mb: Nutzer, stichtag: date) -> None:
    faellig = Massnahmenschritt.objects.filter(betreuung__nutzer=mb, stand=Stand.OFFEN, faellig_bis__lt=stichtag)
    for nr, schritt in enumerate(faellig.order_by("faellig_bis", "pk")):
        if nr % 5 != 4:  # every fifth is overdue
            schritt.stand, schritt.erledigt_am, schritt.erledigt_von = Stand.ERLEDIGT, schritt.faellig_bis, mb
            schritt.save()
