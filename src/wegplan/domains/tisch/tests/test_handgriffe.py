"""What one does with a step: record or tick, undo, postpone, give away, try in vain (VF-03, VF-06, VF-08)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.welt import HEUTE
from wegplan.domains.person.models import Zustaendigkeit
from wegplan.domains.verfahren.models import Schritt, Stand
from wegplan.domains.verfahren.rules import verfahren_laden
from wegplan.domains.vermittlung.models import Vereinbarung
from wegplan.domains.vorgang.models import Vorgang

pytestmark = pytest.mark.django_db
MEIN = "/mein-tag/"


def pfad(name: str, schritt: Schritt, **abfrage: object) -> str:
    return reverse(f"tisch:{name}", args=[schritt.pk], query=abfrage or None)


@pytest.fixture
def neu(als_dienst):
    """The step as it is now."""

    def lesen(schritt: Schritt) -> Schritt:
        with als_dienst():
            return Schritt.objects.get(pk=schritt.pk)

    return lesen


def test_vf06_ein_beleg_oeffnet_sein_vorausgefuelltes_formular_und_der_eintrag_hakt_ab(
    als, fall, offen, neu, als_dienst
):
    schritt = offen("CB-K3")
    client = als("ifk")
    formular = f"/personen/{fall.person_id}/vorgaenge/neu/?art=mobilitaet&teilnahme={fall.pk}&von=tisch"
    assert formular.replace("&", "&amp;") in client.get(MEIN).content.decode()
    seite = client.get(formular)
    assert seite.context["form"].initial["teilnahme"] == str(fall.pk)
    with als_dienst():
        Vorgang.objects.create(
            vorgang_id="G-M", person=fall.person, teilnahme=fall, art="mobilitaet", ergebnis="regional", tag=HEUTE
        )
    assert (neu(schritt).stand, neu(schritt).verspaetet) == (Stand.ERLEDIGT, True)
    assert f'id="schritt-{schritt.pk}"' not in client.get(MEIN).content.decode()


def test_vf08_nach_dem_eintrag_geht_es_zurueck_an_den_tisch(als, fall, offen, neu):
    schritt, client = offen("CB-K3"), als("ifk")
    formular = f"/personen/{fall.person_id}/vorgaenge/neu/?art=mobilitaet&teilnahme={fall.pk}"
    for von, ziel in (("&von=tisch", MEIN), ("&von=https://fremd.example", f"/personen/{fall.person_id}/vorgaenge/")):
        form = client.get(formular + von).context["form"]
        werte = {name: form[name].value() or "" for name in form.fields} | {"ergebnis": "regional"}
        antwort = client.post(formular + von, {k: str(w) for k, w in werte.items()})
        assert (antwort.status_code, antwort.url) == (302, ziel)
    assert neu(schritt).stand == Stand.ERLEDIGT


def test_vf06_jeder_beleg_jedes_verfahrens_fuehrt_zu_einem_formular():
    from wegplan.domains.tisch.rules import formulare

    for kennung in ("cottbus", "goslar", "jobperspektive"):
        for schritt in verfahren_laden(kennung).schritte:
            if schritt.nachweis:
                assert formulare(schritt.nachweis.belege), schritt.schluessel


def test_vf06_wer_das_formular_nicht_oeffnen_darf_hakt_ab(als, welt, offen, als_dienst):
    with als_dienst():  # proved by a Vereinbarung, which the Maßnahmebetreuung does not enter
        Vereinbarung.objects.filter(person=welt.eigen).delete()
    schritt = offen("CB-W1")
    with als_dienst():
        Schritt.objects.filter(pk=schritt.pk).update(an=welt["mb"])
    html = als("mb").get(MEIN).content.decode()
    assert f'action="{pfad("erledigen", schritt)}?' in html
    assert "vereinbarungen/neu" not in html


def test_vf08_abhaken_mit_notiz_und_rueckgaengig_ueber_die_meldung(als, welt, offen, neu, text):
    schritt, client = offen(), als("ifk")
    antwort = client.post(pfad("erledigen", schritt), {"tag": f"{HEUTE:%Y-%m-%d}", "notiz": "Liegt vor."}, follow=True)
    assert "ist erledigt." in text(antwort)
    danach = neu(schritt)
    assert (danach.stand, danach.erledigt_am, danach.erledigt_von_id) == (
        "erledigt",
        HEUTE,
        neu(schritt).erledigt_von_id,
    )
    assert danach.erledigt_von_id and danach.notiz == "Liegt vor."
    assert f'action="{pfad("oeffnen", schritt)}"' in antwort.content.decode()
    antwort = client.post(pfad("oeffnen", schritt), follow=True)
    assert "ist wieder offen." in text(antwort)
    assert (neu(schritt).stand, neu(schritt).erledigt_am, neu(schritt).erledigt_von_id) == ("offen", None, None)


def test_vf07_das_naechste_ableiten_laesst_einen_haken_und_seine_notiz_stehen(als, fall, offen, neu, als_dienst):
    schritt = offen()
    als("ifk").post(pfad("erledigen", schritt), {"tag": f"{HEUTE:%Y-%m-%d}", "notiz": "Am Schalter."})
    with als_dienst():
        fall.geplantes_ende += timedelta(days=30)
        fall.save()
    assert (neu(schritt).stand, neu(schritt).notiz) == ("erledigt", "Am Schalter.")


def test_ds31_wer_zu_spaet_kommt_erfaehrt_dass_schon_erledigt_ist(als, offen, neu, text):
    schritt = offen()
    als("pap").post(pfad("erledigen", schritt), {"tag": f"{HEUTE:%Y-%m-%d}"})
    zuerst = neu(schritt).erledigt_von_id
    antwort = als("ifk").post(pfad("erledigen", schritt), {"tag": f"{HEUTE:%Y-%m-%d}"}, follow=True)
    assert "schon erledigt" in text(antwort)
    assert neu(schritt).erledigt_von_id == zuerst


def test_ds32_ein_haken_in_der_zukunft_wird_am_feld_abgelehnt(als, offen, neu, text):
    schritt = offen()
    antwort = als("ifk").post(pfad("erledigen", schritt), {"tag": f"{HEUTE + timedelta(days=1):%Y-%m-%d}"})
    assert antwort.status_code == 422 and "liegt in der Zukunft" in text(antwort)
    assert neu(schritt).stand == "offen"


def test_vf03_verschieben_bewegt_die_erinnerung_nie_die_faelligkeit(als, offen, neu, text):
    schritt, client = offen(), als("ifk")
    wann = HEUTE + timedelta(days=5)
    ohne_grund = client.post(pfad("verschieben", schritt), {"tag": f"{wann:%Y-%m-%d}"})
    assert ohne_grund.status_code == 422 and neu(schritt).wieder_am is None
    client.post(pfad("verschieben", schritt), {"tag": f"{wann:%Y-%m-%d}", "grund": "Termin erst nächste Woche"})
    danach = neu(schritt)
    assert (danach.wieder_am, danach.faellig_bis) == (wann, schritt.faellig_bis)
    assert "Termin erst nächste Woche" in danach.notiz
    assert client.post(pfad("verschieben", schritt), {"tag": f"{HEUTE:%Y-%m-%d}", "grund": "x"}).status_code == 422


def test_vf08_abgeben_nur_an_wen_der_die_person_ohnehin_sehen_darf(als, welt, offen, neu, als_dienst):
    schritt, client = offen(), als("ifk")
    wahl = {k for k, _ in client.get(pfad("abgeben", schritt)).context["form"].fields["an"].choices}
    assert str(welt["pap"].pk) in wahl and str(welt["tl"].pk) in wahl
    assert not wahl & {str(welt["ifk"].pk), str(welt["bl"].pk), str(welt["bdl"].pk)}
    with als_dienst():
        Zustaendigkeit.objects.filter(nutzer=welt["bov"]).delete()
    assert client.post(pfad("abgeben", schritt), {"an": welt["bov"].pk}).status_code == 422
    client.post(pfad("abgeben", schritt), {"an": welt["pap"].pk, "notiz": "Du kennst den Betrieb."})
    assert f'id="schritt-{schritt.pk}"' in als("pap").get(MEIN).content.decode()
    assert f'id="schritt-{schritt.pk}"' not in client.get(MEIN).content.decode()
    als("pap").post(pfad("abgeben", schritt), {"an": "zurueck"})
    assert neu(schritt).an_id is None


def test_vf03_ein_vergeblicher_versuch_wird_gezaehlt_und_der_schritt_bleibt_offen(als, offen, neu, text):
    schritt, client = offen(), als("ifk")
    for _ in range(2):
        client.post(pfad("vergeblich", schritt), {"notiz": "niemand erreicht"})
    danach = neu(schritt)
    assert (danach.stand, danach.versuche) == ("offen", 2)
    assert danach.notiz.count("niemand erreicht") == 2
    assert "2 vergebliche Versuche" in text(client.get(MEIN))


def test_vf08_danach_geht_es_an_derselben_stelle_weiter(als, offen):
    schritt = offen("CB-K3")
    adresse = pfad("erledigen", schritt, von="massnahme", danach=77)
    antwort = als("ifk").post(adresse, {"tag": f"{HEUTE:%Y-%m-%d}"})
    assert antwort["Location"] == "/mein-tag/?nach=massnahme#schritt-77"
    boese = pfad("verschieben", offen(), von="https://anderswo.example", danach="x")
    assert als("ifk").get(boese).context["zurueck"] == "/mein-tag/"


@pytest.mark.parametrize("name", ["erledigen", "verschieben", "abgeben", "vergeblich"])
def test_ds10_ein_schritt_in_der_hand_hinterlaesst_genau_eine_spur(als, welt, offen, spuren, name):
    als("ifk").get(pfad(name, offen()))
    (spur,) = spuren()
    assert (spur["art"], spur["personen"]) == ("oeffnen", [welt.eigen.pk])
