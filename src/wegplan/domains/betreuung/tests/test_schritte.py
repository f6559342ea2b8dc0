"""Duties follow the measure and its care at once, and nothing done is lost (VF-07, VF-13)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.welt import HEUTE
from wegplan.domains.betreuung.models import Massnahmebetreuung, Massnahmenschritt
from wegplan.domains.betreuung.services import alle_ableiten
from wegplan.domains.betreuung.tasks import naechtlich
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.verfahren.models import Fassung
from wegplan.domains.verfahren.rules import inhalt_laden
from wegplan.domains.verfahren.services import regeln_schreiben

from .conftest import gruppe

pytestmark = pytest.mark.django_db


def stand() -> list[tuple[object, ...]]:
    """Everything that is stored of all duties."""
    return list(Massnahmenschritt.objects.order_by("pk").values_list())


def test_vf13_zweimal_ableiten_aendert_nichts(kurs, als_dienst):
    with als_dienst():
        vorher = stand()
        assert vorher
        assert alle_ableiten() == 0
        naechtlich(0)
        assert stand() == vorher


def test_vf13_ein_verschobenes_ende_bewegt_offene_schritte_und_laesst_erledigte_und_notizen(kurs, als_dienst):
    with als_dienst():
        haelfte = kurs.schritt("GS-MB5", 1)
        Massnahmenschritt.objects.filter(pk=haelfte.pk).update(stand="erledigt", erledigt_am=HEUTE, notiz="15 Bögen")
        Massnahmenschritt.objects.filter(pk=kurs.schritt("GS-MB6").pk).update(notiz="angefordert", wieder_am=HEUTE)
        kurs.massnahme.ende += timedelta(days=20)
        kurs.massnahme.save()
        assert kurs.schritt("GS-MB6").faellig_bis == kurs.massnahme.ende
        assert (kurs.schritt("GS-MB6").notiz, kurs.schritt("GS-MB6").wieder_am) == ("angefordert", HEUTE)
        assert kurs.schritt("GS-MB4", 1).faellig_bis == kurs.massnahme.beginn + timedelta(days=75)
        assert kurs.schritt("GS-MB5", 1).faellig_bis == haelfte.faellig_bis
        assert kurs.schritt("GS-MB5", 1).notiz == "15 Bögen"


def test_vf13_wird_die_massnahme_zu_kurz_entfaellt_die_befragung_mit_grund_und_kommt_wieder(kurs, als_dienst):
    with als_dienst():
        ende = kurs.massnahme.ende
        Massnahme.objects.filter(pk=kurs.massnahme.pk).update(ende=kurs.massnahme.beginn + timedelta(days=80))
        assert (kurs.schritt("GS-MB5", 1).stand, kurs.schritt("GS-MB5", 1).grund) == ("entfallen", "daten")
        Massnahme.objects.filter(pk=kurs.massnahme.pk).update(ende=ende)
        assert (kurs.schritt("GS-MB5", 1).stand, kurs.schritt("GS-MB5", 1).grund) == ("offen", "")


def test_vf13_endet_die_betreuung_entfallen_offene_schritte_und_erledigte_bleiben(kurs, als_dienst):
    with als_dienst():
        Massnahmenschritt.objects.filter(pk=kurs.schritt("GS-MB2").pk).update(stand="erledigt", erledigt_am=HEUTE)
        kurs.betreuung.bis = HEUTE
        kurs.betreuung.save()
        assert kurs.schritt("GS-MB3").stand == "offen", "until the end of the day"
        assert kurs.schritt("GS-MB6").grund == "betreuung", "due after the last day"
        with connection.cursor() as c:
            c.execute("select set_config('wegplan.heute', %s, true)", [str(HEUTE + timedelta(days=1))])
        alle_ableiten()
        assert set(kurs.betreuung.schritte.values_list("stand", flat=True)) == {"erledigt", "entfallen"}


def test_vf13_das_eigene_verfahren_der_stelle_gilt_fuer_massnahmen_die_danach_beginnen(kurs, welt, als_dienst):
    with als_dienst():
        inhalt = inhalt_laden("goslar")
        inhalt["schritte"] = [s for s in inhalt["schritte"] if s["schluessel"] != "GS-MB3"]
        Fassung.objects.create(
            organisation=welt.stellen["JC-A"], nummer=1, inhalt=inhalt, grundlage="goslar", angelegt_von=welt["bl"],
            gilt_ab=HEUTE, anlass="Liste führt der Träger", in_kraft_von=welt["bl"],
        )  # fmt: skip
        regeln_schreiben()
        spaeter = gruppe(welt, "M-S", beginn=HEUTE + timedelta(days=5))
        neu = Massnahmebetreuung.objects.create(massnahme=spaeter, organisation=welt.stellen["JC-A"], von=HEUTE)
        assert set(neu.schritte.values_list("schluessel", flat=True)) == {"GS-MB2"}
        alle_ableiten()
        assert kurs.schritt("GS-MB3").stand == "offen"


def test_mb01_eine_stelle_betreut_eine_massnahme_nur_einmal(kurs, welt, als_dienst):
    with als_dienst(), pytest.raises(IntegrityError), transaction.atomic():
        Massnahmebetreuung.objects.create(
            massnahme=kurs.massnahme, organisation=welt.stellen["JC-A"], von=timezone.localdate()
        )


def test_ds04_eine_andere_stelle_liest_keine_schritte_und_schreibt_keine_betreuung(kurs, welt, als_dienst, als_nutzer):
    with als_dienst():
        schritt = kurs.schritt("GS-MB6")
        fremd = type(welt["mb"]).objects.create(username="mb-b", rolle="mb", organisation=welt.stellen["JC-B"])
    with als_nutzer(welt["mb"]):
        assert Massnahmenschritt.objects.filter(pk=schritt.pk).update(notiz="eigene") == 1
    with als_nutzer(welt["tl"]):
        assert Massnahmenschritt.objects.filter(pk=schritt.pk).exists()
        assert Massnahmenschritt.objects.filter(pk=schritt.pk).update(notiz="TL") == 0
    with als_nutzer(fremd):
        assert not Massnahmenschritt.objects.exists()
        assert Massnahmebetreuung.objects.filter(pk=kurs.betreuung.pk).update(nutzer=fremd) == 0
