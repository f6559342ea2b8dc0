"""The demo shows certificates, a Zweitschrift and a template of a provider (PX-11)."""

from datetime import timedelta

import pytest

from tests.welt import HEUTE
from wegplan.domains.seriendruck.demo import ausstellungen_anlegen
from wegplan.domains.seriendruck.models import Ausstellung
from wegplan.domains.vorlage.queries import freigegebene

pytestmark = pytest.mark.django_db


def test_px11_die_demo_zeigt_bescheinigungen_und_eine_zweitschrift(fall, welt, als_dienst):
    with als_dienst():
        fall.austritt = HEUTE - timedelta(days=1)
        fall.save()
        for _ in range(2):  # anew, not twice
            ausstellungen_anlegen(HEUTE)
        assert [a.zweitschrift_von_id is not None for a in Ausstellung.objects.order_by("pk")] == [False, True]
        assert freigegebene(welt["bdl"])[0].art == "teilnahme"
