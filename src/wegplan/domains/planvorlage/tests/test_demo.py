"""The demo shows templates in each state (JPS-14)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.welt import HEUTE
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.planvorlage.demo import planvorlagen_anlegen
from wegplan.domains.planvorlage.models import Planvorlage
from wegplan.domains.planvorlage.rules import fehlende

from .conftest import ganze

pytestmark = pytest.mark.django_db


def test_jps14_die_demo_zeigt_vorlagen_in_jedem_stand(welt, als_dienst):
    with als_dienst():
        Massnahme.objects.update(foerderart="ESF")
        Nutzer.objects.create(username="leitung-b", rolle="bdl_leitung", organisation=welt.stellen["TR-B"])
        Massnahme.objects.create(
            massnahmenummer="M-C",
            foerderart="ESF",
            beginn=HEUTE,
            traeger=welt.stellen["TR-B"],
            regionalbuero=welt.stellen["RB-A"],
        )
        for _ in range(2):  # anew, not twice
            planvorlagen_anlegen(HEUTE)
        staende = [(v.organisation.kennung, v.fassung, v.stand) for v in Planvorlage.objects.order_by("pk")]
        assert staende == [
            ("TR-A", 1, "zurueckgegeben"),
            ("TR-A", 2, "freigegeben"),
            ("TR-A", 3, "eingereicht"),
            ("TR-B", 1, "eingereicht"),
        ]
        assert not any(fehlende(v.befund) for v in Planvorlage.objects.all())


def test_jps14_was_von_hand_hochgeladen_ist_bleibt_und_bekommt_nichts_erfundenes_daneben(als, welt, als_dienst):
    datei = {"datei": SimpleUploadedFile("plan.docx", ganze()), "art": "foerderplan"}
    datei["regionalbuero"] = welt.stellen["RB-A"].pk
    assert als("bdl_leitung").post("/planvorlagen/", datei).status_code == 302
    with als_dienst():
        vorher = Planvorlage.objects.get()
        for _ in range(2):
            planvorlagen_anlegen(HEUTE)
        assert [(v.pk, v.pruefwert) for v in Planvorlage.objects.all()] == [(vorher.pk, vorher.pruefwert)]
