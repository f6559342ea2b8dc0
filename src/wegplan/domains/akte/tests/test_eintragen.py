"""Entry forms of Vereinbarung, Vermittlung, Handlungsstrategie (section G, AM-14, DS-30 to DS-32, DS-10)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.welt import HEUTE
from wegplan.domains.vermittlung.models import Handlungsstrategie, Vereinbarung, Vermittlung
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

pytestmark = pytest.mark.django_db
GESTERN = HEUTE - timedelta(days=1)
VERMITTLUNG = {
    "art": "VV",
    "unterbreitet_am": f"{HEUTE:%Y-%m-%d}",
    "stellenart": "arbeit",
    "sv_pflichtig": "ja",
    "stelle_betreut": "ja",
    "profil_betreut": "nein",
}
VEREINBARUNG = {"art": "KOOP", "abgeschlossen_am": f"{HEUTE:%d.%m.%Y}", "gueltig_bis": ""}


def url(welt, name, *nummern):
    return reverse(f"akte:{name}", args=[welt.eigen.pk, *nummern])


def ausgefuellt(client, adresse, **werte):
    """The form as the browser would send it: its hidden fields and these values."""
    seite = client.get(adresse).content.decode()
    verborgen = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', seite))
    return {**verborgen, **werte}


def test_vermittlung_eintragen_wendet_das_urteil_sofort(als, welt, als_dienst, text):
    with als_dienst():
        welt.eigen.vermittlungen.all().delete()
        welt.eigen.teilnahmen.filter(austritt=None).update(
            eintritt=HEUTE - timedelta(days=200), geplantes_ende=HEUTE + timedelta(days=30)
        )
    client = als("pap")
    assert "fehlt ein Vermittlungsvorschlag" in text(client.get(url(welt, "person")))
    daten = ausgefuellt(client, url(welt, "vermittlung_neu"), **VERMITTLUNG | {"profil_betreut": "ja"})
    antwort = client.post(url(welt, "vermittlung_neu"), daten, follow=True)
    assert antwort.redirect_chain == [(url(welt, "person"), 302)]
    assert f"Der Vermittlungsvorschlag vom {HEUTE:%d.%m.%Y} ist gespeichert." in text(antwort)
    assert "Alles Nötige liegt vor" in text(antwort)


def test_vermittlung_unterscheidet_nein_und_nicht_bekannt(als, welt):
    client = als("pap")
    client.post(url(welt, "vermittlung_neu"), ausgefuellt(client, url(welt, "vermittlung_neu"), **VERMITTLUNG))
    ohne = {**VERMITTLUNG, "stelle_betreut": ""}
    client.post(url(welt, "vermittlung_neu"), ausgefuellt(client, url(welt, "vermittlung_neu"), **ohne))
    neue = Vermittlung.objects.filter(vermittlung_id__startswith="W").order_by("pk")
    assert [(v.sv_pflichtig, v.stelle_betreut, v.profil_betreut) for v in neue] == [
        (True, True, False),
        (True, None, False),
    ]


def test_ds31_ein_doppelklick_macht_einen_eintrag(als, welt, text):
    client = als("pap")
    for name, modell, werte in (
        ("vereinbarung_neu", Vereinbarung, VEREINBARUNG),
        ("vermittlung_neu", Vermittlung, VERMITTLUNG),
    ):
        daten = ausgefuellt(client, url(welt, name), **werte)
        vorher = modell.objects.count()
        erste, zweite = (client.post(url(welt, name), daten) for _ in range(2))
        assert modell.objects.count() == vorher + 1
        assert erste.url == zweite.url == url(welt, "person")


def test_ds31_doppelklick_beginnt_die_strategie_nur_einmal(als, welt, als_dienst):
    with als_dienst():
        welt.eigen.handlungsstrategien.all().delete()
    client = als("pap")
    daten = ausgefuellt(client, url(welt, "strategie_neu"), begonnen_am=f"{HEUTE:%Y-%m-%d}")
    assert [client.post(url(welt, "strategie_neu"), daten).status_code for _ in range(2)] == [302, 302]
    assert Handlungsstrategie.objects.filter(person=welt.eigen).count() == 1


def test_ds31_ein_kennzeichen_von_anderswo_wird_nicht_zum_fremden_eintrag(als, welt, als_dienst, text):
    kennzeichen = neues_kennzeichen()
    with als_dienst():
        Vermittlung.objects.create(vermittlung_id=kennzeichen, person=welt.fremd, art="VV", unterbreitet_am=HEUTE)
    antwort = als("pap").post(url(welt, "vermittlung_neu"), {**VERMITTLUNG, "kennzeichen": kennzeichen})
    assert antwort.status_code == 422
    assert "bei einer anderen Person" in text(antwort)


@pytest.mark.parametrize(
    ("werte", "feld", "satz"),
    [
        ({"abgeschlossen_am": ""}, "abgeschlossen_am", "machen Sie hier eine Angabe"),
        ({"abgeschlossen_am": "31.02.2026"}, "abgeschlossen_am", "gültiges Datum"),
        ({"abgeschlossen_am": f"{HEUTE + timedelta(days=1):%Y-%m-%d}"}, "abgeschlossen_am", "in der Zukunft"),
        ({"abgeschlossen_am": "05.03.1026"}, "abgeschlossen_am", "zu weit zurück"),
        ({"gueltig_bis": f"{GESTERN:%Y-%m-%d}"}, "gueltig_bis", "vor dem Tag des Abschlusses"),
        ({"art": "XX"}, "art", "XX"),
    ],
)
def test_ds32_fehler_stehen_als_satz_am_feld(als, welt, werte, feld, satz):
    client = als("pap")
    daten = ausgefuellt(client, url(welt, "vereinbarung_neu"), **{**VEREINBARUNG, **werte})
    antwort = client.post(url(welt, "vereinbarung_neu"), daten)
    assert antwort.status_code == 422
    assert satz in str(antwort.context["form"].errors[feld])
    assert not Vereinbarung.objects.filter(vereinbarung_id__startswith="W").exists()


def test_fortschreibung_ist_ein_eigener_eintrag_mit_vorgaengerin(als, welt):
    client = als("pap")
    alte = welt.eigen.vereinbarungen.get()
    adresse = f"{url(welt, 'vereinbarung_neu')}?vorgaenger={alte.pk}"
    assert f'value="{alte.pk}" selected' in client.get(adresse).content.decode()
    client.post(adresse, ausgefuellt(client, adresse, **VEREINBARUNG, vorgaenger=alte.pk))
    neue = Vereinbarung.objects.get(vereinbarung_id__startswith="W")
    assert neue.vorgaenger_id == alte.pk
    alte.refresh_from_db()
    assert alte.gueltig_bis is None


def test_fortschreibung_kann_nicht_vor_ihrer_vorgaengerin_liegen(als, welt):
    client = als("pap")
    alte = welt.eigen.vereinbarungen.get()
    frueher = f"{alte.abgeschlossen_am - timedelta(days=1):%Y-%m-%d}"
    werte = {**VEREINBARUNG, "abgeschlossen_am": frueher, "vorgaenger": alte.pk}
    antwort = client.post(url(welt, "vereinbarung_neu"), ausgefuellt(client, url(welt, "vereinbarung_neu"), **werte))
    assert "Vorgängerin" in str(antwort.context["form"].errors["abgeschlossen_am"])


def test_fortschreibung_einer_fremden_vereinbarung_gibt_es_nicht(als, welt):
    client = als("pap")
    werte = {**VEREINBARUNG, "vorgaenger": 999_999}
    antwort = client.post(url(welt, "vereinbarung_neu"), ausgefuellt(client, url(welt, "vereinbarung_neu"), **werte))
    assert "vorgaenger" in antwort.context["form"].errors


def test_strategie_laeuft_nur_einmal_und_laesst_sich_beenden(als, welt, text):
    client = als("pap")
    daten = ausgefuellt(client, url(welt, "strategie_neu"), begonnen_am=f"{HEUTE:%Y-%m-%d}")
    assert "läuft schon seit" in text(client.post(url(welt, "strategie_neu"), daten))
    laufende = welt.eigen.handlungsstrategien.get()
    ende = url(welt, "strategie_ende", laufende.pk)
    antwort = client.post(ende, ausgefuellt(client, ende, beendet_am=f"{GESTERN:%Y-%m-%d}"), follow=True)
    assert "ist zum" in text(antwort)
    assert Handlungsstrategie.objects.get(pk=laufende.pk).beendet_am == GESTERN


def test_ds31_zwei_beenden_dieselbe_strategie_der_zweite_sieht_beide_fassungen(als, welt, text):
    laufende = welt.eigen.handlungsstrategien.get()
    ende = url(welt, "strategie_ende", laufende.pk)
    erster, zweiter = als("pap"), als("tl")
    offen = ausgefuellt(zweiter, ende, beendet_am=f"{HEUTE:%Y-%m-%d}")
    erster.post(ende, ausgefuellt(erster, ende, beendet_am=f"{GESTERN:%Y-%m-%d}"))
    antwort = zweiter.post(ende, offen)
    assert antwort.status_code == 409
    gezeigt = text(antwort)
    assert f"{HEUTE:%d.%m.%Y} {GESTERN:%d.%m.%Y}" in gezeigt and "pap-a" in gezeigt
    assert Handlungsstrategie.objects.get(pk=laufende.pk).beendet_am == GESTERN
    nochmal = dict(re.findall(r'name="(stand|beendet_am)" value="([^"]*)"', antwort.content.decode()))
    assert zweiter.post(ende, nochmal).status_code == 302
    assert Handlungsstrategie.objects.get(pk=laufende.pk).beendet_am == HEUTE


def test_eigenen_eintrag_von_heute_kann_man_zuruecknehmen(als, welt, text):
    client = als("pap")
    daten = ausgefuellt(client, url(welt, "vermittlung_neu"), **VERMITTLUNG)
    seite = client.post(url(welt, "vermittlung_neu"), daten, follow=True).content.decode()
    neue = Vermittlung.objects.get(vermittlung_id=daten["kennzeichen"])
    zurueck = url(welt, "eintrag_zuruecknehmen", "vermittlung", neue.pk)
    assert zurueck in seite
    assert "zurückgenommen" in text(client.post(zurueck, follow=True))
    assert not Vermittlung.objects.filter(pk=neue.pk).exists()
    verlauf = Vermittlung.pgh_event_model.objects.filter(pgh_obj_id=neue.pk)
    assert sorted(verlauf.values_list("pgh_label", flat=True)) == ["delete", "insert"]


def test_fremde_und_aeltere_eintraege_kann_man_nicht_zuruecknehmen(als, welt, text):
    vorhandene = welt.eigen.vermittlungen.get()
    client = als("pap")
    antwort = client.post(url(welt, "eintrag_zuruecknehmen", "vermittlung", vorhandene.pk), follow=True)
    assert "nur, was Sie heute selbst eingetragen haben" in text(antwort)
    assert welt.eigen.vermittlungen.exists()
    assert client.post(url(welt, "eintrag_zuruecknehmen", "person", vorhandene.pk)).status_code == 404


@pytest.mark.parametrize(("name", "werte"), [("vereinbarung_neu", VEREINBARUNG), ("vermittlung_neu", VERMITTLUNG)])
def test_ds10_formular_hinterlaesst_eine_spur_gespeichertes_keine_zweite(als, welt, spuren, name, werte):
    client = als("pap")
    daten = ausgefuellt(client, url(welt, name), **werte)
    client.post(url(welt, name), daten)
    assert [(s["art"], s["personen"]) for s in spuren()] == [("oeffnen", [welt.eigen.pk])]
    client.post(url(welt, name), daten | {"art": "falsch"})  # shown once more
    assert len(spuren()) == 2


@pytest.mark.parametrize(
    "name", ["vereinbarung_neu", "vermittlung_neu", "strategie_neu", "teilnahme_neu", "bearbeiten"]
)
def test_formulare_kosten_hoechstens_acht_anweisungen(als, welt, anweisungen, name):
    assert anweisungen(als("pap"), url(welt, name)) <= 8
