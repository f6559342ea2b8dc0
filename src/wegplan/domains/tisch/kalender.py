"""The own open steps as iCalendar (RFC 5545): title and a neutral case number, nothing else about a person (VF-08)."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection

from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.verfahren.worte import Regeltexte

from .models import Kalenderadresse, Schrittplatz

ZEILE = 73  # octets of a line before the fold, of at most 75


def adresse_einrichten(nutzer: Any) -> str:
    """A new secret for the calendar of `nutzer`; an earlier one is void from now on. Only its hash is kept."""
    geheimnis = secrets.token_urlsafe(32)
    Kalenderadresse.objects.filter(nutzer=nutzer).delete()
    Kalenderadresse.objects.create(nutzer=nutzer, pruefwert=pruefwert(geheimnis))
    return geheimnis


def adresse_widerrufen(nutzer: Any) -> None:
    Kalenderadresse.objects.filter(nutzer=nutzer).delete()


def pruefwert(geheimnis: str) -> str:
    """What is kept of a secret; it is long and random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(geheimnis.encode()).hexdigest()


def nutzer_zu(geheimnis: str) -> Nutzer | None:
    """The active account behind a secret; None for an unknown or revoked one."""
    with connection.cursor() as c:
        c.execute("select tisch_kalender_nutzer(%s)", [pruefwert(geheimnis)])
        (pk,) = c.fetchone()
    return Nutzer.objects.filter(pk=pk, is_active=True).first() if pk else None


def ics(plaetze: Iterable[Schrittplatz], jetzt: datetime) -> str:
    """The calendar: one whole-day event per step, on the day of its reminder."""
    texte = Regeltexte()
    zeilen = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Wegplan//Mein Tag//DE", "X-WR-CALNAME:Wegplan"]
    for platz in plaetze:
        zeilen += _termin(platz, texte(platz).titel, jetzt)
    return "".join(_gefaltet(zeile) + "\r\n" for zeile in [*zeilen, "END:VCALENDAR"])


def _termin(platz: Schrittplatz, titel: str, jetzt: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:schritt-{platz.pk}@wegplan",
        f"DTSTAMP:{jetzt.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{_tag(platz.tag)}",
        f"DTEND;VALUE=DATE:{_tag(platz.tag + timedelta(days=1))}",
        f"SUMMARY:{_text(f'{titel} (Fall {platz.teilnahme_id})')}",
        f"DESCRIPTION:{_text(f'Fällig bis {platz.faellig_bis:%d.%m.%Y}')}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _tag(tag: date) -> str:
    return f"{tag:%Y%m%d}"


def _text(text: str) -> str:
    for zeichen in ("\\", ";", ","):
        text = text.replace(zeichen, f"\\{zeichen}")
    return text.replace("\n", "\\n")


def _gefaltet(zeile: str) -> str:
    """Long lines go on in the next after a blank, never inside a character."""
    teile, teil = [], ""
    for zeichen in zeile:
        if len((teil + zeichen).encode()) > ZEILE:
            teile.append(teil)
            teil = ""
        teil += zeichen
    return "\r\n ".join([*teile, teil])
