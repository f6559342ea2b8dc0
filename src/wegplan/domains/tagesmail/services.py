"""Sending the mails of a day, and ordering or cancelling them."""

import logging
from datetime import date, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from .models import Tagesmail
from .queries import HOECHSTENS_ZURUECK, Inhalt, inhalte
from .text import betreff, brief

protokoll = logging.getLogger(__name__)


def eingerichtet() -> bool:
    """Whether this installation sends mail at all."""
    return bool(settings.WEGPLAN_MAIL and settings.WEGPLAN_ADRESSE)


def verschicken(heute: date) -> int:
    """Send what is due on `heute`, as wegplan_dienst; the number of mails.

    Who gets one is written down before it is sent: a mail that fails is lost, none comes twice. While the mail server
    does not answer at all, nobody counts as served."""
    if not eingerichtet():
        return 0
    anstehend = inhalte(heute, heute - timedelta(days=HOECHSTENS_ZURUECK))
    if not anstehend:
        return 0
    verbindung = get_connection()
    try:
        verbindung.open()
        return sum(_verschicken(verbindung, inhalt, heute) for inhalt in anstehend)
    except OSError as fehler:
        protokoll.warning("Tagesmail: Der Mailserver antwortet nicht (%s).", type(fehler).__name__)
        return 0
    finally:
        verbindung.close()


def bestellen(nutzer: Any, abbestellt: bool) -> None:
    """The account wants the mail, or not."""
    Tagesmail.objects.update_or_create(nutzer=nutzer, defaults={"abbestellt": abbestellt})


def _verschicken(verbindung: Any, inhalt: Inhalt, heute: date) -> bool:
    if not _vormerken(inhalt.nutzer, heute):
        return False
    mail = EmailMessage(
        betreff(inhalt), brief(inhalt, settings.WEGPLAN_ADRESSE), to=[inhalt.adresse], connection=verbindung
    )
    try:
        return bool(mail.send())
    except SMTPException as fehler:
        # the error itself may hold the address (DS-35)
        protokoll.warning("Tagesmail: Konto %s, nicht zugestellt (%s).", inhalt.nutzer, type(fehler).__name__)
        return False


def _vormerken(nutzer: int, heute: date) -> bool:
    """Whether this run is the one that sends today: another worker may have been faster."""
    Tagesmail.objects.bulk_create([Tagesmail(nutzer_id=nutzer)], ignore_conflicts=True)
    offen = Tagesmail.objects.filter(nutzer=nutzer).exclude(verschickt_am=heute)
    return bool(offen.update(verschickt_am=heute))
