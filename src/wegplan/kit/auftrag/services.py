"""Giving long work to the worker, and doing it there."""

import logging
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from .ablage import eingang, wegwerfen
from .arten import ARTEN, Ausgang, Melder
from .models import Auftrag, Stand

AUFHEBEN = timedelta(days=14)  # results may repeat persons' data from an uploaded file
VERSUCHE = 3  # of a job whose worker was killed
TAKT = 0.3  # seconds between two notes of progress
OFFEN = (Stand.WARTET, Stand.LAEUFT)

logger = logging.getLogger(__name__)


def auftrag_erteilen(
    nutzer: Any, art: str, titel: str, eingabe: str = "", angaben: dict[str, Any] | None = None
) -> Auftrag:
    """Make an Auftrag and put it into the queue, both in the caller's transaction.

    `eingabe` is a folder of ablage.ablegen(), deleted after the work; `angaben` (JSON) are what the work needs."""
    from .tasks import auftrag_abarbeiten

    auftrag = Auftrag.objects.create(nutzer=nutzer, art=art, titel=titel, eingabe=eingabe, ergebnis=angaben or {})
    auftrag_abarbeiten.defer(auftrag_id=auftrag.pk)  # the queue is open to every session: numbers only
    return auftrag


def auftrag_ausfuehren(auftrag_id: int) -> None:
    """Do the work, in the worker. Whatever happens, the Auftrag ends in a state its owner understands.

    A second call for finished work does nothing; for work that was cut off it starts again, up to VERSUCHE."""
    auftrag = Auftrag.objects.select_related("nutzer__organisation").filter(pk=auftrag_id, stand__in=OFFEN).first()
    if auftrag is None:
        return
    versuche = auftrag.ergebnis.get("versuche", 0) + 1
    auftrag.stand, auftrag.begonnen_am = Stand.LAEUFT, timezone.now()
    auftrag.ergebnis = {**auftrag.ergebnis, "versuche": versuche}
    auftrag.save(update_fields=["stand", "begonnen_am", "ergebnis"])
    ausgang = _arbeiten(auftrag) if versuche <= VERSUCHE else Ausgang(Stand.FEHLER)
    with suppress(SchonBeendet):
        beenden(auftrag, ausgang)
    wegwerfen(auftrag.eingabe)


class SchonBeendet(Exception):
    """The Auftrag has its end already, from this run or another one."""


def beenden(auftrag: Auftrag, ausgang: Ausgang) -> Ausgang:
    """Write how the work ended; only the first end counts. Raises SchonBeendet.

    Work that must not be done twice calls it at the end of its own transaction: when the worker dies, both are there
    or neither, and of two runs the second undoes what it did. No `melden` after it: the row is locked until then."""
    geschrieben = Auftrag.objects.filter(pk=auftrag.pk, stand__in=OFFEN).update(
        stand=ausgang.stand, ergebnis=ausgang.ergebnis, schritt="", beendet_am=timezone.now()
    )
    if not geschrieben:
        raise SchonBeendet
    return ausgang


def _arbeiten(auftrag: Auftrag) -> Ausgang:
    try:
        with _melder(auftrag.pk) as melden:
            return ARTEN[auftrag.art].ausfuehren(auftrag, melden)
    except SchonBeendet:
        return Ausgang()  # of which nothing is written
    except Exception as e:
        # without the message: a database error repeats values, and logs hold no persons' data (DS-35)
        stellen = "".join(traceback.format_tb(e.__traceback__))
        logger.error("Auftrag %s (%s): %s\n%s", auftrag.pk, auftrag.art, type(e).__name__, stellen)
        return Ausgang(Stand.FEHLER)


@contextmanager
def _melder(auftrag_id: int) -> Iterator[Melder]:
    """Progress goes over a connection of its own: the work's transaction shows nothing until it ends."""
    eigene = connection.copy()
    zuletzt = 0.0

    def melden(schritt: str, erledigt: int, gesamt: int) -> None:
        nonlocal zuletzt
        if time.monotonic() - zuletzt < TAKT:
            return
        zuletzt = time.monotonic()
        with eigene.cursor() as c:
            c.execute(
                "update auftrag_auftrag set schritt = %s, erledigt = %s, gesamt = %s where id = %s",
                [schritt[:200], erledigt, gesamt, auftrag_id],
            )

    try:
        yield melden
    finally:
        eigene.close()


def aufraeumen() -> int:
    """Delete what is older than AUFHEBEN, and files that nobody waits for. Gives the number of Aufträge."""
    grenze = timezone.now() - AUFHEBEN
    geloescht, _ = Auftrag.objects.filter(beendet_am__lt=grenze).delete()
    gebraucht = set(Auftrag.objects.filter(stand__in=OFFEN).values_list("eingabe", flat=True))
    gestern = time.time() - 86_400
    for ordner in eingang().iterdir():
        # a folder is made before its Auftrag is committed: only old ones are nobody's
        if ordner.name not in gebraucht and ordner.stat().st_mtime < gestern:
            wegwerfen(ordner.name)
    return geloescht
