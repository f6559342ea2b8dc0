"""The accounts to try on the sign-in page."""

import pytest
from django.test import Client
from django.urls import reverse

from wegplan.domains.demo.konten import DEMO_PASSWORT, demo_konten

pytestmark = pytest.mark.django_db


def test_die_anmeldeseite_der_demo_zeigt_ein_konto_jeder_rolle(client: Client, settings) -> None:
    settings.WEGPLAN_DEMO = True
    seite = client.get(reverse("account_login")).content.decode()
    for konto in demo_konten():
        assert f'value="{konto.benutzername}"' in seite
        assert konto.rolle.label in seite
    assert DEMO_PASSWORT in seite


def test_ds01_ausserhalb_der_demo_nennt_die_anmeldeseite_kein_konto(client: Client, settings) -> None:
    settings.WEGPLAN_DEMO = False
    seite = client.get(reverse("account_login")).content.decode()
    assert DEMO_PASSWORT not in seite
    assert "tl.nord" not in seite
