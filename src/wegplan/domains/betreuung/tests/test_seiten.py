"""What the pages show and do (MB-01, VF-13)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.welt import HEUTE
from wegplan.domains.betreuung.models import Massnahmebetreuung
from wegplan.domains.betreuung.queries import GEZEIGT, ohne_betreuung

from .conftest import gruppe

pytestmark = pytest.mark.django_db
OHNE = "/massnahmen/ohne-betreuung/"


def test_vf13_mein_tag_der_massnahmebetreuung_zeigt_die_schritte_ihrer_massnahmen(als, kurs, text):
    seite = text(als("mb").get("/mein-tag/"))
    assert "Teilnehmerliste des ersten Tages auswerten" in seite
    assert "Kurs M-G" in seite
    assert "überfällig" in seite
    assert "Zwischen- und Abschlussberichte" not in seite, "due in 80 days"
    assert 'id="massnahmen"' not in als("pap").get("/mein-tag/").content.decode()


def test_vf13_abhaken_auf_mein_tag_und_zuruecknehmen(als, kurs, als_dienst):
    with als_dienst():
        pk = kurs.schritt("GS-MB3").pk
    mb = als("mb")
    antwort = mb.post(reverse("betreuung:erledigen", args=[pk]), {"tag": str(HEUTE)})
    assert antwort.status_code == 302
    assert antwort["Location"] == "/mein-tag/#massnahmen"
    with als_dienst():
        assert (kurs.schritt("GS-MB3").stand, kurs.schritt("GS-MB3").erledigt_von.rolle) == ("erledigt", "mb")
    mb.post(reverse("betreuung:oeffnen", args=[pk]))
    with als_dienst():
        assert kurs.schritt("GS-MB3").stand == "offen"


def test_vf13_verschieben_braucht_einen_grund_und_laesst_den_tag_stehen(als, kurs, als_dienst):
    with als_dienst():
        vorher = kurs.schritt("GS-MB3")
    url, mb = reverse("betreuung:verschieben", args=[vorher.pk]), als("mb")
    bis = HEUTE + timedelta(days=20)
    assert mb.post(url, {"tag": str(bis)}).status_code == 422
    assert mb.post(url, {"tag": str(HEUTE), "grund": "Träger krank"}).status_code == 422
    assert mb.post(url, {"tag": str(bis), "grund": "Liste kommt später"}).status_code == 302
    with als_dienst():
        danach = kurs.schritt("GS-MB3")
    assert (danach.wieder_am, danach.faellig_bis) == (bis, vorher.faellig_bis)
    assert "Liste kommt später" in danach.notiz


def test_vf13_was_in_der_zukunft_liegt_wird_nicht_abgehakt(als, kurs, als_dienst):
    with als_dienst():
        pk = kurs.schritt("GS-MB6").pk
    morgen = {"tag": str(HEUTE + timedelta(days=1))}
    assert als("mb").post(reverse("betreuung:erledigen", args=[pk]), morgen).status_code == 422


def test_mb01_die_massnahmebetreuung_uebernimmt_eine_massnahme_und_hat_sofort_ihre_schritte(
    als, kurs, welt, als_dienst, text
):
    with als_dienst():
        neu = gruppe(welt, "M-N", foerderart="MAT", beginn=HEUTE + timedelta(days=40))
    mb, url = als("mb"), reverse("betreuung:massnahme", args=[neu.pk])
    assert "Kurs M-N" in text(mb.get(OHNE))
    assert mb.post(url, {"wer": welt["mb"].pk, "ab": str(HEUTE)}).status_code == 302
    seite = text(mb.get(url))
    assert "Informationsblatt des Trägers einfordern" in seite
    assert "Kurs M-N" not in text(mb.get(OHNE))


def test_mb01_die_leitung_benennt_um_und_beendet(als, kurs, welt, als_dienst):
    tl, url = als("tl"), reverse("betreuung:massnahme", args=[kurs.massnahme.pk])
    assert tl.post(url, {"wer": ""}).status_code == 302
    with als_dienst():
        kurs.betreuung.refresh_from_db()
        assert (kurs.betreuung.nutzer, kurs.betreuung.bis) == (None, None)
    tl.post(reverse("betreuung:beenden", args=[kurs.massnahme.pk]))
    with als_dienst():
        kurs.betreuung.refresh_from_db()
        assert kurs.betreuung.bis == HEUTE


def test_mb01_ohne_betreuung_stehen_gruppen_ab_zehn_plaetzen_der_eigenen_stelle(kurs, welt, als_dienst):
    with als_dienst():
        bald = {"beginn": HEUTE + timedelta(days=9)}
        fehlt = gruppe(welt, "M-1", **bald)
        gruppe(welt, "M-2", plaetze=9, **bald)
        gruppe(welt, "M-3", beginn=HEUTE - timedelta(days=99), ende=HEUTE - timedelta(days=1))
        niemand = gruppe(welt, "M-4", **bald)
        Massnahmebetreuung.objects.create(massnahme=niemand, organisation=welt.stellen["JC-A"], von=HEUTE)
        drueben = gruppe(welt, "M-5", **bald)
        welt.fremd.teilnahmen.create(teilnahme_id="T-D", massnahme=drueben, eintritt=HEUTE)
        assert set(ohne_betreuung(welt["bl"], HEUTE)) == {fehlt, niemand}


@pytest.mark.parametrize("pfad", ["/mein-tag/", OHNE])
def test_vf13_viele_massnahmen_kosten_so_viele_anweisungen_wie_eine(als, kurs, welt, als_dienst, anweisungen, pfad):
    mb = als("mb")
    with als_dienst():
        gruppe(welt, "V", beginn=HEUTE)
    wenige = anweisungen(mb, pfad)
    with als_dienst():
        for nr in range(GEZEIGT):
            neu = gruppe(welt, f"V-{nr}", beginn=HEUTE)
            gruppe(welt, f"W-{nr}", beginn=HEUTE)
            Massnahmebetreuung.objects.create(
                massnahme=neu, organisation=welt.stellen["JC-A"], nutzer=welt["mb"], von=HEUTE
            )
    assert anweisungen(mb, pfad) == wenige <= 9
