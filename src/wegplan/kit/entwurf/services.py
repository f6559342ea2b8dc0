"""Keeping, finding and forgetting drafts. The database's user must be the draft's (`sicht_setzen`)."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from wegplan.kit.access.geheimnis import schloss
from wegplan.kit.audit.kontext import technischer_lauf

from .marke import FELD, Marke
from .models import Entwurf

AUFHEBEN = timedelta(days=7)
ZEICHEN = 200_000  # of all fields together: about 60 pages of text
JE_NUTZER = 50
JE_STUNDE = 120  # kept without a session, per user
ZWECK = "formularentwurf"
NICHT = (FELD, "csrfmiddlewaretoken")


@dataclass(frozen=True)
class Gefunden:
    """What was typed, as a browser sends it, and when."""

    werte: MultiValueDict[str, str]
    wann: datetime


def aufheben(marke: Marke, eingaben: QueryDict) -> bool:
    """Keep what was typed instead of what was kept before. False: it is too long, nothing was changed."""
    werte = {name: liste for name, liste in eingaben.lists() if name not in NICHT}
    # the owner stands inside as well: a row that somebody gives to another user opens for nobody
    klar = json.dumps([marke.nutzer, marke.adresse, marke.formular, werte], ensure_ascii=False)
    if len(klar) > ZEICHEN:
        return False
    _schreiben(marke, schloss(ZWECK).encrypt(klar.encode()))
    neueste = Entwurf.objects.filter(nutzer_id=marke.nutzer).values("pk")[:JE_NUTZER]
    Entwurf.objects.filter(nutzer_id=marke.nutzer).exclude(pk__in=neueste).delete()
    return True


def nebenbei_aufheben(marke: Marke, eingaben: QueryDict) -> bool:
    """The same while somebody types; too late, when this very sheet has been saved meanwhile, it does nothing."""
    if _eigene(marke).filter(erledigt=marke.blatt).exists():
        return True
    return aufheben(marke, eingaben)


def bremse_frei(marke: Marke) -> bool:
    """Whether this user's forms may keep text without a session once more within this hour."""
    schluessel = f"entwurf:{marke.nutzer}"
    cache.add(schluessel, 0, timeout=3600)
    return cache.incr(schluessel) <= JE_STUNDE


def abschliessen(marke: Marke) -> None:
    """The form was saved: forget the text, and what this sheet may still send late."""
    _schreiben(marke, b"", erledigt=marke.blatt)


def _schreiben(marke: Marke, inhalt: bytes, erledigt: str = "") -> None:
    entwurf = Entwurf(
        nutzer_id=marke.nutzer,
        adresse=marke.adresse,
        formular=marke.formular,
        titel=marke.titel,
        inhalt=inhalt,
        geaendert_am=timezone.now(),
        erledigt=erledigt,
    )
    Entwurf.objects.bulk_create(
        [entwurf],
        update_conflicts=True,
        unique_fields=["nutzer", "adresse", "formular"],
        update_fields=["titel", "inhalt", "geaendert_am", "erledigt"],
    )


def _eigene(marke: Marke) -> Any:
    return Entwurf.objects.filter(nutzer_id=marke.nutzer, adresse=marke.adresse, formular=marke.formular)


def offene(nutzer_id: int) -> Any:
    """Drafts of the user with text in them, the newest first."""
    return Entwurf.objects.filter(nutzer_id=nutzer_id, geaendert_am__gt=timezone.now() - AUFHEBEN).exclude(inhalt=b"")


def finden(marke: Marke) -> Gefunden | None:
    """What this user typed into this form and did not save."""
    entwurf = offene(marke.nutzer).filter(adresse=marke.adresse, formular=marke.formular).first()
    if entwurf is None:
        return None
    nutzer, adresse, formular, werte = json.loads(schloss(ZWECK).decrypt(bytes(entwurf.inhalt)))
    if (nutzer, adresse, formular) != (marke.nutzer, marke.adresse, marke.formular):
        return None
    return Gefunden(MultiValueDict(werte), entwurf.geaendert_am)


def aufraeumen() -> int:
    """Delete what is older than AUFHEBEN. Gives the number."""
    with technischer_lauf("Alte Entwürfe von Formularen löschen"):
        geloescht, _ = Entwurf.objects.filter(geaendert_am__lt=timezone.now() - AUFHEBEN).delete()
    return geloescht
