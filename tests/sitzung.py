"""Sessions as the product makes them, for tests that start behind the sign-in."""

import time

from django.contrib.auth import get_user_model
from django.test import Client

from wegplan.kit.access.sitzung import SCHLUESSEL


def anmelden(client: Client, nutzer, faktor: bool = True) -> None:
    """Sign in without the form: just now, with a second factor unless `faktor` says otherwise."""
    client.force_login(get_user_model().objects.get(pk=nutzer.pk))
    sitzung = client.session
    jetzt = time.time()
    sitzung[SCHLUESSEL] = (jetzt, jetzt)
    sitzung["account_authentication_methods_user"] = str(nutzer.pk)
    sitzung["account_authentication_methods"] = [
        {"method": methode, "at": jetzt} for methode in (["password", "mfa"] if faktor else ["password"])
    ]
    sitzung.save()


def sitzung_altern(client: Client, beginn: float = 0, zuletzt: float = 0) -> None:
    """Move the session into the past, in minutes: the sign-in and the last activity."""
    sitzung = client.session
    alt_beginn, alt_zuletzt = sitzung[SCHLUESSEL]
    sitzung[SCHLUESSEL] = (alt_beginn - beginn * 60, alt_zuletzt - zuletzt * 60)
    sitzung["account_authentication_methods"] = [
        {**eintrag, "at": eintrag["at"] - beginn * 60} for eintrag in sitzung["account_authentication_methods"]
    ]
    sitzung.save()
