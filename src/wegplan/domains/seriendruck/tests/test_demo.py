"""The demo shows certificates, a Zweitschrift and a template of a provider (PX-11)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.welt import HEUTE
from wegplan.domains.seriendruck.demo import ausstellungen_anlegen
from wegplan.domains.seriendruck.models import Ausstellung
from wegplan.domains.vorlage.models import Briefvorlage
from wegplan.domains.vorlage.queries import freigegebene

from .test_eigene_vorlagen import hausvorlage

pytestmark = pytest.mark.django_db


def test_px11_die_demo_zeigt_bescheinigungen_und_eine_zweitschrift(fall, welt, als_dienst):
    with als_dienst():
        fall.austritt = HEUTE - timedelta(days=1)
        fall.save()
        for _ in range(2):  # anew, not twice
            ausstellungen_anlegen(HEUTE)
        assert [a.zweitschrift_von_id is not None for a in Ausstellung.objects.order_by("pk")] == [False, True]
        assert freigegebene(welt["bdl"])[0].art == "teilnahme"


def test_px11_von_hand_hochgeladene_vorlagen_bleiben_neben_der_neuen_demo(als, fall, welt, als_dienst):
    for art in ("teilnahme", "brief"):
        datei = SimpleUploadedFile("haus.docx", hausvorlage(art))
        assert als("bdl_leitung").post("/vorlagen/", {"art": art, "datei": datei}).status_code == 302
    with als_dienst():
        vorher = set(Briefvorlage.objects.values_list("pk", flat=True))
        for _ in range(2):
            ausstellungen_anlegen(HEUTE)
        assert set(Briefvorlage.objects.values_list("pk", flat=True)) == vorher
