"""Issuing: numbers, frozen content, Zweitschriften. Runs in the worker, as wegplan_dienst."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vorlage.models import Briefvorlage

from .models import Ausstellung
from .rules import naechste_nummern


@dataclass(frozen=True)
class Blatt:
    """One sheet: `nummer` is empty for a letter."""

    inhalt: dict[str, Any]
    nummer: str = ""
    zweitschrift: bool = False


def ausstellen(
    nutzer: Any,
    art: str,
    gewaehlt: list[Teilnahme],
    inhalte: dict[int, dict[str, Any]],
    tag: date,
    vorlage: Briefvorlage | None = None,
) -> list[Blatt]:
    """Record a certificate for each Teilnahme and give the sheets in their order.

    The same content once more is a Zweitschrift under the same number; a changed one is a certificate of its own.
    `vorlage` is the paper, None for the standard sheet; another paper alone is no change.
    Inside a transaction: offices get their numbers one after the other."""
    with connection.cursor() as c:
        c.execute("select pg_advisory_xact_lock(hashtext('seriendruck'), %s)", [nutzer.organisation_id])
    eigene = Ausstellung.objects.filter(organisation=nutzer.organisation_id, zweitschrift_von=None)
    frueher = {
        (a.teilnahme_id, _kern(a.inhalt)): a for a in eigene.filter(art=art, teilnahme__in=gewaehlt).order_by("pk")
    }
    neue = [t for t in gewaehlt if (t.pk, _kern(inhalte[t.pk])) not in frueher]
    vergeben = eigene.filter(nummer__startswith=f"{nutzer.organisation.kennung}-{tag.year}-").count()
    nummern = dict(
        zip(
            [t.pk for t in neue],
            naechste_nummern(nutzer.organisation.kennung, tag.year, vergeben, len(neue)),
            strict=True,
        )
    )
    zeilen = []
    for t in gewaehlt:
        original = frueher.get((t.pk, _kern(inhalte[t.pk])))
        inhalt = original.inhalt if original else inhalte[t.pk] | {"tag": f"{tag:%d.%m.%Y}"}
        zeilen.append(
            Ausstellung(
                person_id=t.person_id,
                teilnahme=t,
                organisation_id=nutzer.organisation_id,
                art=art,
                nummer=original.nummer if original else nummern[t.pk],
                inhalt=inhalt,
                vorlage=vorlage,
                pruefwert=pruefwert(inhalt, vorlage),
                ausgestellt_von=nutzer,
                zweitschrift_von=original,
            )
        )
    Ausstellung.objects.bulk_create(zeilen)
    return [Blatt(a.inhalt, a.nummer, a.zweitschrift_von_id is not None) for a in zeilen]


def _kern(inhalt: dict[str, Any]) -> str:
    """What makes two certificates the same: everything but the day on which they were issued."""
    return repr(sorted((name, wert) for name, wert in inhalt.items() if name != "tag"))


def pruefwert(inhalt: dict[str, Any], vorlage: Briefvorlage | None) -> str:
    """SHA-256 of what stands on a sheet and of the template it was filled in."""
    worte = json.dumps([inhalt, vorlage.pruefwert if vorlage else ""], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(worte.encode()).hexdigest()
