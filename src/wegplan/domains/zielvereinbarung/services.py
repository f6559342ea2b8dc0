"""Counter-measures: agreed, followed up, closed. Inside the request's transaction (JPS-90)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Rolle
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.zielindikatoren.rules import Indikator

from .arten import Gegenstand
from .models import Gegenmassnahme, Nachverfolgung
from .queries import geltende, letzter_wert, soll_im_projekt, sollwerte


def verantwortliche(massnahme: Massnahme) -> QuerySet[Nutzer]:
    """Who can be responsible: leads of the provider and accounts of the Regionalbüro of a project."""
    leitung = Q(rolle=Rolle.BDL_LEITUNG, organisation=massnahme.traeger_id)
    buero = Q(rolle=Rolle.RB, organisation=massnahme.regionalbuero_id)
    return Nutzer.objects.filter(leitung | buero, is_active=True).order_by("last_name", "username")


def vereinbaren(
    nutzer: Any,
    massnahme: Massnahme,
    indikator: Indikator,
    stichtag: date,
    *,
    kennzeichen: str,
    text: str,
    verantwortlich: Nutzer,
    faellig_am: date,
) -> tuple[Gegenmassnahme, bool]:
    """Agree on a counter-measure today; sent twice with the same `kennzeichen` it is one. Raises ValidationError."""
    if not verantwortliche(massnahme).filter(pk=verantwortlich.pk).exists():
        raise ValidationError({"verantwortlich": "Diese Person gehört nicht zu diesem Projekt."})
    if faellig_am < stichtag:
        raise ValidationError({"faellig_am": "Der Termin liegt in der Vergangenheit."})
    wert = letzter_wert(massnahme, indikator, stichtag)
    soll = soll_im_projekt(sollwerte(geltende([massnahme.pk], stichtag)), massnahme.pk, indikator)
    return Gegenmassnahme.objects.get_or_create(
        kennung=kennzeichen,
        defaults={
            "massnahme": massnahme,
            "indikator": indikator.name,
            "text": text,
            "verantwortlich": verantwortlich,
            "faellig_am": faellig_am,
            "vereinbart_am": stichtag,
            "vereinbart_von": nutzer,
            "soll": soll,
            **({"stichtag": wert.messung.stichtag, "zaehler": wert.zaehler, "nenner": wert.nenner} if wert else {}),
        },
    )


def nachverfolgen(
    nutzer: Any, pk: int, stichtag: date, *, kennzeichen: str, text: str, stand: str, termin: date | None
) -> tuple[Nachverfolgung, bool]:
    """What came of it, and when to look again or that it is over. Raises ValidationError by field, also where somebody
    closed it meanwhile; Gegenmassnahme.DoesNotExist."""
    gegen = Gegenmassnahme.objects.select_for_update().get(pk=pk)
    schon = Nachverfolgung.objects.filter(kennung=kennzeichen, gegenmassnahme=gegen).first()
    if schon:
        return schon, False
    if gegen.stand != Gegenstand.VEREINBART:
        raise ValidationError(f"Diese Gegenmaßnahme ist inzwischen {gegen.get_stand_display()}.")
    laeuft = stand == Gegenstand.VEREINBART
    if laeuft and (termin is None or termin <= stichtag):
        raise ValidationError({"termin": "Nennen Sie einen Tag nach heute, an dem Sie wieder nachsehen."})
    gegen.stand = stand
    if laeuft and termin:
        gegen.faellig_am = termin
    gegen.save(update_fields=["stand", "faellig_am"])
    return (
        Nachverfolgung.objects.create(
            kennung=kennzeichen,
            gegenmassnahme=gegen,
            am=stichtag,
            von=nutzer,
            text=text,
            stand=stand,
            termin=termin if laeuft else None,
        ),
        True,
    )
