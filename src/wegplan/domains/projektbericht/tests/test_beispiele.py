"""The made-up reports and consents of the demo are made by the services that people use (JPS-82, JPS-92)."""

import pytest

from wegplan.domains.einwilligung.beispiele import einwilligungen_anlegen
from wegplan.domains.einwilligung.models import Durchfuehrungsort, Einwilligung
from wegplan.domains.projektbericht.beispiele import VERLAEUFE, projektberichte_anlegen
from wegplan.domains.projektbericht.inhalt import siegel
from wegplan.domains.projektbericht.models import Projektbericht, Unternehmenskontakt

from .conftest import TAG, konto

pytestmark = pytest.mark.django_db


def test_jps92_die_demo_hat_berichte_in_jedem_stand_mit_nachweisen_und_einwilligungen(projekt, als_dienst):
    for rolle in ("bdl_leitung", "rb"):
        konto(als_dienst, rolle)
    with als_dienst():
        for nr in range(1, 6):
            projekt.pk, projekt.massnahmenummer = None, f"P-{nr}"
            projekt.save()
        projektberichte_anlegen(TAG)
        einwilligungen_anlegen(TAG)
        staende = set(Projektbericht.objects.values_list("stand", flat=True))
        assert staende == {stand for stand in VERLAEUFE if stand}
        fertige = Projektbericht.objects.exclude(stand="entwurf").select_related("massnahme")
        assert all(siegel(b) == b.pruefsumme for b in fertige)
        assert Unternehmenskontakt.objects.filter(massnahme=projekt).count() == 12
        assert Einwilligung.objects.count() and Durchfuehrungsort.objects.filter(massnahme=projekt).exists()
