"""Making a report: the worker counts as wegplan_dienst, as nobody who reads it sees the persons."""

from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from wegplan.kit.auftrag.models import Auftrag
from wegplan.kit.auftrag.services import OFFEN, auftrag_erteilen

from .inhalt import inhalt_berechnen, pruefsumme
from .models import Programmbericht
from .rules import berichtsregel_laden

ART = "programmbericht"
SPERRE = 4711095  # of pg_advisory_xact_lock: one Auftrag and one version at a time


def bericht_beauftragen(nutzer: Any, stichtag: date) -> Auftrag:
    """The Auftrag that makes the report; the one that waits already, if this user has asked for the same day."""
    _nacheinander()
    titel = f"Programmbericht zum {stichtag:%d.%m.%Y}"
    wartet = Auftrag.objects.fuer(nutzer).filter(art=ART, titel=titel, stand__in=OFFEN).first()
    return wartet or auftrag_erteilen(nutzer, ART, titel, angaben={"stichtag": stichtag.isoformat()})


@transaction.atomic
def bericht_erstellen(nutzer: Any, stichtag: date) -> Programmbericht:
    """Count, protect and freeze. The newest version of the day where the figures are the same. Runs as dienst."""
    from .live import Datenbank

    _nacheinander()
    inhalt = inhalt_berechnen(Datenbank(), berichtsregel_laden(), stichtag)
    summe = pruefsumme(inhalt)
    bisher = Programmbericht.objects.filter(stichtag=stichtag)
    letzter = bisher.order_by("-fassung").first()
    if letzter and letzter.pruefsumme == summe:
        return letzter
    fassung = (bisher.aggregate(hoechste=Max("fassung"))["hoechste"] or 0) + 1
    return Programmbericht.objects.create(
        stichtag=stichtag,
        fassung=fassung,
        inhalt=inhalt,
        pruefsumme=summe,
        erstellt_von=nutzer,
        unterschrift=str(nutzer),
    )


def _nacheinander() -> None:
    with connection.cursor() as c:
        c.execute("select pg_advisory_xact_lock(%s)", [SPERRE])
