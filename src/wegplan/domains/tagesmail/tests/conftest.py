"""The cast with mail addresses, a proposal that waits, and a mail server that only remembers."""

from typing import Any

import pytest

from tests.welt import Welt
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.vorschlag.tests.conftest import als, anweisungen, fall, spuren, text, vorschlag, welt

__all__ = ["als", "anweisungen", "fall", "spuren", "text", "vorschlag", "welt"]
ADRESSE = "https://wegplan.example.de/"


@pytest.fixture
def post(welt: Welt, vorschlag: Any, als_dienst: Any, settings: Any, mailoutbox: list[Any]) -> list[Any]:
    """The mails sent so far. Every account has an address, the case overdue steps, and a proposal waits."""
    settings.WEGPLAN_MAIL, settings.WEGPLAN_ADRESSE = True, ADRESSE
    with als_dienst():
        for konto in Nutzer.objects.all():
            Nutzer.objects.filter(pk=konto.pk).update(email=f"k{konto.pk}@amt.example")
    return mailoutbox
