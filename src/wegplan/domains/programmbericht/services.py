"""Making a report, and the words to it. The worker counts as wegplan_dienst: nobody who reads it sees the persons."""

from datetime import date
from typing import Any

from django.db import connection, transaction

from wegplan.kit.auftrag.models import Auftrag
from wegplan.kit.auftrag.services import OFFEN, auftrag_erteilen

from .inhalt import inhalt_von, pruefsumme
from .models import Programmbericht, Regionalbeitrag
from .rules import berichtsregel_laden
from .zaehlen import alle_zaehlen

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
    """Count, protect and freeze. The newest version of the day where the figures are the same. Runs as dienst.

    A further version is protected against readers who lay it beside the earlier ones."""
    from .live import Datenbank

    _nacheinander()
    regel = berichtsregel_laden()
    tafeln = alle_zaehlen(Datenbank(), regel, stichtag)
    bisher = list(Programmbericht.objects.filter(stichtag=stichtag).order_by("fassung"))
    inhalte = [b.inhalt for b in bisher]
    # the newest was protected against those before it: equal figures give an equal content only that way
    if bisher and pruefsumme(inhalt_von(tafeln, regel, stichtag, inhalte[:-1])) == bisher[-1].pruefsumme:
        return bisher[-1]
    inhalt = inhalt_von(tafeln, regel, stichtag, inhalte)
    return Programmbericht.objects.create(
        stichtag=stichtag,
        fassung=bisher[-1].fassung + 1 if bisher else 1,
        inhalt=inhalt,
        pruefsumme=pruefsumme(inhalt),
        erstellt_von=nutzer,
        unterschrift=str(nutzer),
    )


class Ueberholt(Exception):
    """A colleague released a version after the form was opened. Nothing was written."""


def beitrag_freigeben(nutzer: Any, bericht: Programmbericht, text: str, gesehen: int) -> Regionalbeitrag:
    """Release the text as the next version of the user's Regionalbüro; the newest one where it says just that.

    `gesehen`: the newest version that the user knew, 0 for none. Raises Ueberholt."""
    _nacheinander()
    bisher = Regionalbeitrag.objects.filter(bericht=bericht, regionalbuero=nutzer.organisation_id)
    letzter = bisher.order_by("-fassung").first()
    if letzter and letzter.text == text:
        return letzter
    fassung = letzter.fassung if letzter else 0
    if fassung != gesehen:
        raise Ueberholt
    return Regionalbeitrag.objects.create(
        bericht=bericht,
        regionalbuero_id=nutzer.organisation_id,
        fassung=fassung + 1,
        text=text,
        freigegeben_von=nutzer,
        unterschrift=str(nutzer),
    )


def _nacheinander() -> None:
    with connection.cursor() as c:
        c.execute("select pg_advisory_xact_lock(%s)", [SPERRE])
