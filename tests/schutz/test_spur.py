"""The read trace: written with the page, readable for Datenschutz only, for nobody to change (DS-10, DS-11)."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import RequestFactory

from tests.welt import Welt
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.audit.models import Zugriff, Zugriffsart
from wegplan.kit.audit.spur import spur_schreiben

pytestmark = pytest.mark.django_db


def gelesen() -> list[Zugriff]:
    with connection.cursor() as c:
        c.execute("select current_setting('role'), set_config('role', 'wegplan_eigner', true)")
        vorher = c.fetchone()[0]
        spuren = list(Zugriff.objects.order_by("pk"))
        c.execute("select set_config('role', %s, true)", [vorher])
    return spuren


def test_ds10_die_spur_sagt_wer_in_welcher_rolle_wen(welt: Welt, als_nutzer) -> None:
    anfrage = RequestFactory().get("/")
    anfrage.user, anfrage.resolver_match = welt["ifk"], None
    with als_nutzer(welt["ifk"]):
        zugriff_vermerken(anfrage, Zugriffsart.OEFFNEN, person_id=welt.eigen.pk, zweck="Beratung")
    (spur,) = gelesen()
    assert (spur.nutzer_id, spur.rolle, spur.organisation_id) == (welt["ifk"].pk, "ifk", welt["ifk"].organisation_id)
    assert (spur.art, spur.personen, spur.zweck) == ("oeffnen", [welt.eigen.pk], "Beratung")


def test_ds10_niemand_hinterlaesst_eine_spur_im_namen_eines_anderen(welt: Welt, als_nutzer) -> None:
    with als_nutzer(welt["ifk"]), connection.cursor() as c:
        c.execute(
            "insert into audit_zugriff (zeit, nutzer_id, rolle, organisation_id, art, ansicht, zweck, personen, filter)"
            " values (now() - interval '9 days', %s, 'bl', 1, 'oeffnen', '', '', '{}', '{}')",
            [welt["bl"].pk],
        )
    (spur,) = gelesen()
    with connection.cursor() as c:
        c.execute("select now()")
        jetzt = c.fetchone()[0]
    assert (spur.nutzer_id, spur.rolle, spur.organisation_id) == (welt["ifk"].pk, "ifk", welt["ifk"].organisation_id)
    assert jetzt - spur.zeit < timedelta(minutes=1)


def test_ds10_spuren_liest_nur_der_datenschutz(welt: Welt, als_nutzer, als_dienst) -> None:
    with als_nutzer(welt["ifk"]):
        spur_schreiben("oeffnen", personen=[welt.eigen.pk])
    for rolle, nutzer in welt.nutzer.items():
        with als_nutzer(nutzer):
            assert Zugriff.objects.count() == (1 if rolle == "datenschutz" else 0), rolle
    with als_dienst():
        assert Zugriff.objects.count() == 0
    welt["datenschutz"].is_active = False
    welt["datenschutz"].save()
    with als_nutzer(welt["datenschutz"]):
        assert Zugriff.objects.count() == 0


def test_ds10_leitung_die_alles_sieht_hinterlaesst_spuren_und_liest_keine(welt: Welt, als_nutzer) -> None:
    welt["bl"].sieht_alle = True
    welt["bl"].save()
    with als_nutzer(welt["bl"]):
        spur_schreiben("liste", personen=[welt.fremd.pk])
        assert Zugriff.objects.count() == 0
    assert [s.nutzer_id for s in gelesen()] == [welt["bl"].pk]


@pytest.mark.parametrize("rolle", ["wegplan_app", "wegplan_leitung", "wegplan_dienst"])
@pytest.mark.parametrize(
    "befehl", ["update audit_zugriff set zweck = 'x'", "delete from audit_zugriff", "truncate audit_zugriff"]
)
def test_ds11_spuren_aendert_niemand(rolle, befehl) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), connection.cursor() as c:
        c.execute("select set_config('role', %s, true)", [rolle])
        c.execute(befehl)


def test_ds10_datenschutz_findet_die_person_und_nennt_sie_ohne_die_akte_zu_sehen(welt: Welt, als_nutzer) -> None:
    with als_nutzer(welt["datenschutz"]), connection.cursor() as c:
        c.execute("select spur_person('KD-FREMD'), spur_person('gibt es nicht')")
        assert c.fetchone() == (welt.fremd.pk, None)
        c.execute("select kundennummer from spur_kundennummern(%s::bigint[])", [[welt.fremd.pk, welt.eigen.pk]])
        assert {nummer for (nummer,) in c.fetchall()} == {"KD-FREMD", "KD-EIGEN"}


def test_ds01_auftraege_und_filter_sieht_nur_wem_sie_gehoeren(welt: Welt, als_nutzer) -> None:
    from wegplan.kit.auftrag.models import Auftrag
    from wegplan.kit.listen.models import GespeicherterFilter

    with als_nutzer(welt["dqm"]):
        Auftrag.objects.create(nutzer=welt["dqm"], art="import", titel="Paket")
        GespeicherterFilter.objects.create(nutzer=welt["dqm"], ansicht="akte:liste", name="Meine")
        assert (Auftrag.objects.count(), GespeicherterFilter.objects.count()) == (1, 1)
    for andere in ("bl", "technik", "datenschutz"):
        with als_nutzer(welt[andere]):
            assert (Auftrag.objects.count(), GespeicherterFilter.objects.count()) == (0, 0)
            assert Auftrag.objects.update(titel="x") == GespeicherterFilter.objects.update(name="x") == 0
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                Auftrag.objects.create(nutzer=welt["dqm"], art="import", titel="Untergeschoben")
