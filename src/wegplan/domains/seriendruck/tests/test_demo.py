"""The demo shows certificates and a Zweitschrift (PX-11)."""

from datetime import timedelta

import pytest

from tests.welt import HEUTE
from wegplan.domains.seriendruck.demo import ausstellungen_anlegen
from wegplan.domains.seriendruck.models import Ausstellung

pytestmark = pytest.mark.django_db


def test_px11_die_demo_zeigt_bescheinigungen_und_eine_zweitschrift(fall, als_dienst):
    with als_dienst():
        fall.austritt = HEUTE - timedelta(days=1)
        fall.save()
        for _ in range(2):  # anew, not twice
            ausstellungen_anlegen(HEUTE)
        assert [a.zweitschrift_von_id is not None for a in Ausstellung.objects.order_by("pk")] == [False, True]
