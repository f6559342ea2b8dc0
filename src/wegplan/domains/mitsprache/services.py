"""Writing: participants say something, professionals tick it. Inside the request's transaction."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme

from .models import Antwortweg, Eigenwort, Haltung

OHNE_GRUND = "Schreiben Sie bitte, warum Sie nicht einverstanden sind."
OHNE_GRUND_DER_PERSON = "Nennen Sie den Grund, den die Person angegeben hat."
ERST_LESEN = "Die Person hat im eigenen Zugang selbst geantwortet. Halten Sie das zuerst als gelesen fest."


def sagen(
    nutzer: Any, teilnahme_id: int, art: str, bezug: str, *, text: str = "", haltung: str = "", stufe: int | None = None
) -> tuple[Eigenwort | None, bool]:
    """What the participant says now; an open word about the same thing changes, a read one stays beside the new.

    Gives the word (None where an empty one was never there) and whether anything was written. Raises
    Teilnahme.DoesNotExist; ValidationError at `text` for a no without a reason."""
    if haltung == Haltung.NICHT_EINVERSTANDEN and not text:
        raise ValidationError({"text": OHNE_GRUND})
    teilnahme: Teilnahme = Teilnahme.objects.fuer(nutzer, Aktion.EIGENE_AKTE_SCHREIBEN).get(pk=teilnahme_id)
    werte = {"text": text, "haltung": haltung, "stufe": stufe}
    with transaction.atomic():
        _einer_nach_dem_anderen(teilnahme.pk)
        bisher = Eigenwort.objects.filter(teilnahme=teilnahme, art=art, bezug=bezug).order_by("-geschrieben_am", "-pk")
        letztes = bisher.first()
        if letztes is None and not any(werte.values()):
            return None, False
        if letztes and letztes.weg == Antwortweg.ZUGANG and _gleich(letztes, werte):
            return letztes, False
        wort = letztes if letztes and letztes.erledigt_am is None else Eigenwort(teilnahme=teilnahme)
        wort.person_id, wort.art, wort.bezug = teilnahme.person_id, art, bezug
        wort.geschrieben_am, wort.geschrieben_von = timezone.now(), nutzer
        wort.eingelesen_am, wort.herkunft = None, ""  # from here on these are words of this account
        for name, wert in werte.items():
            setattr(wort, name, wert)
        wort.save()
    return wort, True


def aufnehmen(
    nutzer: Any, teilnahme_id: int, art: str, bezug: str, *, weg: str, gesagt_am: date, haltung: str, text: str = ""
) -> tuple[Eigenwort, bool]:
    """An answer that the participant gave on paper or by word, under the name of who takes it down. It counts as read
    and does not change: another answer stands beside it.

    Gives the word and whether it was written now. Raises Teilnahme.DoesNotExist; ValidationError for a no without a
    reason, and while an answer of the own access is unread."""
    if haltung == Haltung.NICHT_EINVERSTANDEN and not text:
        raise ValidationError({"text": OHNE_GRUND_DER_PERSON})
    teilnahme: Teilnahme = Teilnahme.objects.fuer(nutzer, Aktion.FOERDERPLAN_SCHREIBEN).get(pk=teilnahme_id)
    werte = {"weg": weg, "gesagt_am": gesagt_am, "haltung": haltung, "text": text}
    with transaction.atomic():
        _einer_nach_dem_anderen(teilnahme.pk)
        bisher = Eigenwort.objects.filter(teilnahme=teilnahme, art=art, bezug=bezug).order_by("-geschrieben_am", "-pk")
        letztes = bisher.first()
        if letztes and letztes.erledigt_am is None:
            raise ValidationError(ERST_LESEN)
        if letztes and _gleich(letztes, werte):
            return letztes, False
        jetzt = timezone.now()
        wer = {"geschrieben_von": nutzer, "geschrieben_am": jetzt, "erledigt_von": nutzer, "erledigt_am": jetzt}
        fest = {"person_id": teilnahme.person_id, "teilnahme": teilnahme, "art": art, "bezug": bezug}
        return Eigenwort.objects.create(**fest, **werte, **wer), True


def _gleich(wort: Eigenwort, werte: dict[str, Any]) -> bool:
    return all(getattr(wort, name) == wert for name, wert in werte.items())


def _einer_nach_dem_anderen(teilnahme_id: int) -> None:
    """A double click waits for its twin and then finds the word."""
    with connection.cursor() as c:
        c.execute("select pg_advisory_xact_lock(hashtext('eigenwort'), %s)", [teilnahme_id])


def erledigen(nutzer: Any, pk: int) -> tuple[Eigenwort, bool]:
    """A professional has read the word or taken it over; the first time counts.

    Raises Eigenwort.DoesNotExist."""
    erlaubt = Eigenwort.objects.fuer(nutzer, Aktion.FOERDERPLAN_SCHREIBEN)
    wort: Eigenwort = erlaubt.select_for_update(of=("self",)).get(pk=pk)
    if wort.erledigt_am is not None:
        return wort, False
    wort.erledigt_am, wort.erledigt_von = timezone.now(), nutzer
    wort.save(update_fields=["erledigt_am", "erledigt_von"])
    return wort, True
