"""Standing in: access and steps from the first to the last day, ended early, never beyond one's own cases (DS-02,
VF-08)."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext

from tests.welt import GESTERN, HEUTE, MORGEN
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Zustaendigkeit
from wegplan.domains.tisch.models import Vertretung

from .conftest import viele

pytestmark = pytest.mark.django_db
SEITE = "/mein-tag/vertretung/"
BIS = HEUTE + timedelta(days=10)


@pytest.fixture
def kollegin(welt, als_dienst) -> Nutzer:
    """A colleague of the same office without any case."""
    with als_dienst():
        return Nutzer.objects.create(
            username="kranz", last_name="Kranz", rolle="ifk", organisation=welt.stellen["JC-A"]
        )


def einrichten(client, fuer, durch, von=HEUTE, bis=BIS):
    werte = {"fuer": fuer.pk, "durch": durch.pk, "von": f"{von:%Y-%m-%d}", "bis": f"{bis:%Y-%m-%d}"}
    return client.post(SEITE, werte, follow=True)


def test_vf08_wer_vertritt_sieht_faelle_und_schritte_mit_dem_hinweis_fuer_wen(
    als, welt, fall, kollegin, als_dienst, text
):
    assert als(kollegin).get(f"/personen/{welt.eigen.pk}/").status_code == 404
    antwort = einrichten(als("ifk"), welt["ifk"], kollegin)
    assert "Kranz vertritt ifk-a" in text(antwort) and "in einem Fall." in text(antwort)
    seite = text(als(kollegin).get("/mein-tag/"))
    assert f"Sie vertreten ifk-a bis {BIS:%d.%m.%Y}." in seite
    assert "in Vertretung für ifk-a" in seite and "Eigen, Robin" in seite
    assert als(kollegin).get(f"/personen/{welt.eigen.pk}/").status_code == 200
    eigene, ihre = (als(wer).get("/mein-tag/liste/").context["liste"].anzahl for wer in ("ifk", kollegin))
    assert eigene == ihre > 0, "the absent colleague keeps seeing them"


def test_vf08_die_schritte_anderer_derselben_person_kommen_nicht_mit(als, welt, fall, offen, kollegin, als_dienst):
    schritt = offen()
    with als_dienst():
        type(schritt).objects.filter(pk=schritt.pk).update(rolle="bov")
    einrichten(als("ifk"), welt["ifk"], kollegin)
    assert f'id="schritt-{schritt.pk}"' not in als(kollegin).get("/mein-tag/").content.decode()


def test_ds02_mit_dem_letzten_tag_endet_der_zugang(als, welt, fall, kollegin, als_dienst):
    einrichten(als("ifk"), welt["ifk"], kollegin)
    with als_dienst():
        Vertretung.objects.update(von=GESTERN - timedelta(days=3), bis=GESTERN)
        Zustaendigkeit.objects.filter(nutzer=kollegin).update(von=GESTERN - timedelta(days=3), bis=GESTERN)
    assert als(kollegin).get(f"/personen/{welt.eigen.pk}/").status_code == 404
    assert als(kollegin).get("/mein-tag/liste/").context["liste"].anzahl == 0


def test_vf08_vorzeitig_beendet_endet_sie_mit_dem_heutigen_tag(als, welt, fall, kollegin, als_dienst):
    einrichten(als("ifk"), welt["ifk"], kollegin)
    with als_dienst():
        vertretung = Vertretung.objects.get()
    als("ifk").post(f"{SEITE}{vertretung.pk}/beenden/")
    with als_dienst():
        assert Vertretung.objects.get().bis == HEUTE
        assert set(Zustaendigkeit.objects.filter(nutzer=kollegin).values_list("bis", flat=True)) == {HEUTE}


def test_vf08_eine_kommende_laesst_sich_absagen(als, welt, fall, kollegin, als_dienst):
    einrichten(als("ifk"), welt["ifk"], kollegin, von=MORGEN)
    with als_dienst():
        vertretung = Vertretung.objects.get()
    assert als(kollegin).get(f"/personen/{welt.eigen.pk}/").status_code == 404, "not before its first day"
    als("ifk").post(f"{SEITE}{vertretung.pk}/beenden/")
    with als_dienst():
        assert not Vertretung.objects.exists()
        assert not Zustaendigkeit.objects.filter(nutzer=kollegin).exists()


def test_vf08_die_teamleitung_richtet_sie_fuer_ihr_team_ein_und_niemand_fuer_andere(
    als, welt, fall, kollegin, als_dienst
):
    assert einrichten(als("pap"), welt["ifk"], kollegin).status_code == 422
    with als_dienst():
        assert not Vertretung.objects.exists()
    einrichten(als("tl"), welt["ifk"], kollegin)
    with als_dienst():
        vertretung = Vertretung.objects.get()
        assert (vertretung.fuer_id, vertretung.angelegt_von_id) == (welt["ifk"].pk, welt["tl"].pk)
        assert list(Zustaendigkeit.objects.filter(nutzer=kollegin).values_list("person", flat=True)) == [welt.eigen.pk]
    assert als("pap").post(f"{SEITE}{vertretung.pk}/beenden/").status_code == 404


def test_ds31_zweimal_gesendet_bleibt_es_eine_und_die_neue_frist_gilt(als, welt, fall, kollegin, als_dienst):
    einrichten(als("ifk"), welt["ifk"], kollegin)
    einrichten(als("ifk"), welt["ifk"], kollegin, bis=MORGEN)
    with als_dienst():
        assert Vertretung.objects.get().bis == MORGEN
        assert Zustaendigkeit.objects.get(nutzer=kollegin).bis == MORGEN


@pytest.mark.parametrize("falsch", [{"bis": GESTERN}, {"durch": "selbst"}])
def test_ds32_falsche_angaben_werden_am_feld_genannt(als, welt, fall, kollegin, falsch):
    durch = welt["ifk"] if falsch.get("durch") else kollegin
    antwort = einrichten(als("ifk"), welt["ifk"], durch, bis=falsch.get("bis", BIS))
    assert antwort.status_code == 422 and antwort.context["form"].errors


def test_vf08_fuenfhundert_faelle_kosten_so_viele_anweisungen_wie_fuenf(als, welt, kollegin, als_dienst):
    gezaehlt = []
    for anzahl in (5, 500):
        with als_dienst():
            viele(welt, anzahl, welt["ifk"])
            Vertretung.objects.all().delete()
            Zustaendigkeit.objects.filter(nutzer=kollegin).delete()
        client = als("ifk")
        werte = {"fuer": welt["ifk"].pk, "durch": kollegin.pk, "von": f"{HEUTE:%Y-%m-%d}", "bis": f"{BIS:%Y-%m-%d}"}
        with CaptureQueriesContext(connection) as anweisungen:
            assert client.post(SEITE, werte).status_code == 302
        gezaehlt.append(len(anweisungen))
    assert gezaehlt[0] == gezaehlt[1]
    with als_dienst():
        eigene = Zustaendigkeit.objects.filter(nutzer=welt["ifk"], von__lte=HEUTE, bis=None)
        assert Zustaendigkeit.objects.filter(nutzer=kollegin).count() == eigene.count() > 500


def test_vf08_ein_fall_der_waehrend_der_abwesenheit_dazukommt_geht_mit(als, welt, fall, kollegin, als_dienst):
    einrichten(als("ifk"), welt["ifk"], kollegin)
    with als_dienst():
        spaeter = MORGEN + timedelta(days=1)
        for person, von in ((welt.fremd, HEUTE), (welt.ehemals, spaeter), (welt.morgen, BIS + timedelta(days=1))):
            Zustaendigkeit.objects.create(person=person, nutzer=welt["ifk"], grund="uebergabe", von=von, bis=von)
        neu = Zustaendigkeit.objects.filter(nutzer=kollegin).exclude(person=welt.eigen)
        assert sorted(neu.values_list("person", "von", "bis")) == sorted(
            [(welt.fremd.pk, HEUTE, BIS), (welt.ehemals.pk, spaeter, BIS)]
        )
        vertretung = Vertretung.objects.get()
    assert als(kollegin).get(f"/personen/{welt.fremd.pk}/").status_code == 200
    als("ifk").post(f"{SEITE}{vertretung.pk}/beenden/")
    with als_dienst():
        assert set(Zustaendigkeit.objects.filter(nutzer=kollegin, von__lte=HEUTE).values_list("bis", flat=True)) == {
            HEUTE
        }


def test_ds04_auch_die_datenbank_laesst_niemanden_fuer_andere_eine_vertretung_einrichten(welt, kollegin, als_nutzer):
    tage = {"von": HEUTE, "bis": BIS}
    with als_nutzer(welt["ifk"]):
        Vertretung.objects.create(fuer=welt["ifk"], durch=kollegin, **tage)
    with als_nutzer(welt["tl"]):
        Vertretung.objects.create(fuer=welt["pap"], durch=kollegin, **tage)
    for rolle, fuer in (("pap", welt["ifk"]), ("mb", welt["mb"]), ("tl", Nutzer.objects.get(username="ifk-b"))):
        with pytest.raises(ProgrammingError, match="row-level security"), als_nutzer(welt[rolle]):
            Vertretung.objects.create(fuer=fuer, durch=kollegin, von=MORGEN, bis=BIS)
