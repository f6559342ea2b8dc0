"""Filters that write dates and figures the way offices do."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils import timezone

register = template.Library()

OHNE = "–"
MONATE = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
WOCHENTAGE = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


@register.filter
def datum(wert: date | None) -> str:
    """05.03.2026; a dash for no day."""
    return wert.strftime("%d.%m.%Y") if wert else OHNE


@register.filter
def datum_wochentag(wert: date | None) -> str:
    """Do, 05.03.2026; a dash for no day."""
    return f"{WOCHENTAGE[wert.weekday()]}, {datum(wert)}" if wert else OHNE


@register.filter
def datum_zeit(wert: datetime | None) -> str:
    """05.03.2026, 14:05 Uhr in the local time zone; a dash for no time."""
    if not wert:
        return OHNE
    ortszeit = timezone.localtime(wert) if timezone.is_aware(wert) else wert
    return ortszeit.strftime("%d.%m.%Y, %H:%M Uhr")


@register.filter
def tage_relativ(wert: date | None, stichtag: date) -> str:
    """The distance of a day from `stichtag`: heute, morgen, in 3 Tagen, gestern, seit 4 Tagen; "" for no day."""
    if not wert:
        return ""
    tage = (wert - stichtag).days
    nahe = {0: "heute", 1: "morgen", -1: "gestern"}
    if tage in nahe:
        return nahe[tage]
    return f"in {tage} Tagen" if tage > 0 else f"seit {-tage} Tagen"


@register.filter
def prozent(wert: Decimal | float | None) -> str:
    """87,5 %, rounded half up to one decimal (AM-15); "keine Fälle" for no value, never 0 %."""
    if wert is None:
        return "keine Fälle"
    gerundet = Decimal(str(wert)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{gerundet} %".replace(".", ",")


@register.filter
def zahl(wert: int | None) -> str:
    """5.000; a dash for no number."""
    return OHNE if wert is None else f"{wert:,}".replace(",", ".")
