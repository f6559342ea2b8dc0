"""New persons, master data, who is responsible (PX-08, DS-02, DS-31, DS-32)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.welt import HEUTE
from wegplan.domains.person.models import Person, Zustaendigkeit

from .test_eintragen import ausgefuellt

pytestmark = pytest.mark.django_db
NEU = "/personen/neu/"
NEUE = {
    "nachname": "Neumann",
    "vorname": "Toni",
    "geburtsdatum": "1991-02-03",
    "geschlecht": "d",
    "kundennummer": "987 A 654 321",
}


def anlegen(client, welt, **werte):
    """Send the form of a new person; with the hidden field of the second step when it was shown."""
    alle = {**NEUE, "jobcenter": welt.stellen["JC-A"].pk, "team": welt.teams["A1"].pk, **werte}
    return client.post(NEU, ausgefuellt(client, NEU, **alle), follow=True)


@pytest.mark.parametrize("rolle", ["pap", "tl"])
def test_px08_neue_person_ohne_aehnliche_ist_sofort_angelegt_und_sichtbar(als, welt, text, rolle):
    client = als(rolle)
    antwort = anlegen(client, welt)
    person = Person.objects.get(nachname="Neumann")
    assert antwort.redirect_chain == [(reverse("akte:person", args=[person.pk]), 302)]
    assert "Toni Neumann ist angelegt." in text(antwort)
    assert person.kundennummer == "987A654321"
    assert person.team == welt.teams["A1"]


def test_ds02_wer_eine_person_anlegt_ist_als_fachkraft_zustaendig(als, welt):
    anlegen(als("pap"), welt)
    zeile = Zustaendigkeit.objects.get(person__nachname="Neumann")
    assert (zeile.nutzer, zeile.grund, zeile.rolle, zeile.von, zeile.bis) == (
        welt["pap"], "fachkraft", "pap", HEUTE, None,
    )  # fmt: skip


def test_ds02_die_teamleitung_sieht_was_sie_fuer_ein_anderes_team_anlegt_nur_heute(als, welt):
    anlegen(als("tl"), welt, team=welt.teams["A2"].pk)
    zeile = Zustaendigkeit.objects.get(person__nachname="Neumann")
    assert (zeile.grund, zeile.bis) == ("anlage", HEUTE)


@pytest.mark.parametrize(
    "werte",
    [
        {"nachname": "Eigen", "vorname": "Robin"},
        {"nachname": "Eigehn", "vorname": "Robin", "geburtsdatum": "1990-05-17"},
        {"nachname": "Robin", "vorname": "Eigen"},
        {"kundennummer": "KD-EIGEN"},
    ],
)
def test_px08_aehnliche_personen_kommen_zuerst(als, welt, text, werte, spuren):
    client = als("pap")
    antwort = anlegen(client, welt, **werte)
    assert "Gibt es diese Person schon?" in text(antwort) and "Eigen, Robin" in text(antwort)
    assert Person.objects.exclude(pk=welt.eigen.pk).count() == 0
    assert [(s["art"], s["personen"]) for s in spuren()] == [("suche", [welt.eigen.pk])]


def test_px08_wer_niemanden_davon_meint_legt_an(als, welt):
    client = als("pap")
    antwort = anlegen(client, welt, nachname="Eigen", vorname="Robina")
    assert 'name="trotzdem" value="on"' in antwort.content.decode()
    assert anlegen(client, welt, nachname="Eigen", vorname="Robina", trotzdem="on").redirect_chain
    assert Person.objects.filter(vorname="Robina").count() == 1


def test_px08_kundennummer_eines_unsichtbaren_sagt_nur_dass_es_sie_gibt(als, welt, text):
    antwort = anlegen(als("pap"), welt, kundennummer="KD-FREMD")
    assert "gibt es schon, außerhalb dessen, was Sie sehen dürfen" in text(antwort)
    assert "Fremd, Robin" not in text(antwort)


def test_px08_kundennummer_eines_sichtbaren_verweist_auf_ihn(als, welt, text):
    antwort = anlegen(als("pap"), welt, kundennummer="KD-EIGEN", trotzdem="on")
    assert "gibt es schon. Sie steht unter den ähnlichen Personen" in text(antwort)


def test_ds31_doppelklick_legt_eine_person_an(als, welt):
    client = als("pap")
    daten = ausgefuellt(client, NEU, **NEUE, jobcenter="", team="")
    antworten = [client.post(NEU, daten) for _ in range(2)]
    assert antworten[0].url == antworten[1].url
    assert Person.objects.filter(nachname="Neumann").count() == 1
    assert Zustaendigkeit.objects.filter(person__nachname="Neumann").count() == 1


@pytest.mark.parametrize(
    ("werte", "feld"),
    [
        ({"nachname": ""}, "nachname"),
        ({"geburtsdatum": "1850-01-01"}, "geburtsdatum"),
        ({"geburtsdatum": f"{HEUTE + timedelta(days=1):%Y-%m-%d}"}, "geburtsdatum"),
        ({"kundennummer": "<script>"}, "kundennummer"),
        ({"nachname": "x" * 101}, "nachname"),
        ({"geschlecht": "q"}, "geschlecht"),
        ({"jobcenter": "999999"}, "jobcenter"),
    ],
)
def test_ds32_fehler_stehen_am_feld(als, welt, werte, feld):
    antwort = anlegen(als("pap"), welt, **werte)
    assert antwort.status_code == 422
    assert feld in antwort.context["form"].errors
    assert Person.objects.count() == 1


def test_ds32_team_eines_anderen_jobcenters_wird_am_feld_gesagt(als, welt, text):
    antwort = anlegen(als("pap"), welt, jobcenter=welt.stellen["JC-B"].pk)
    assert "Dieses Team gehört nicht zu Stelle JC-B" in text(antwort)


def stammdaten(client, welt, **werte):
    adresse = reverse("akte:bearbeiten", args=[welt.eigen.pk])
    gleich = {
        "nachname": "Eigen",
        "vorname": "Robin",
        "geburtsdatum": "1990-05-17",
        "geschlecht": "",
        "kundennummer": "KD-EIGEN",
        "jobcenter": welt.stellen["JC-A"].pk,
        "team": welt.teams["A1"].pk,
    }
    return adresse, ausgefuellt(client, adresse, **{**gleich, **werte})


def test_stammdaten_aendern(als, welt, text):
    client = als("pap")
    adresse, daten = stammdaten(client, welt, nachname="Eigen-Neu")
    assert "sind gespeichert" in text(client.post(adresse, daten, follow=True))
    welt.eigen.refresh_from_db()
    assert (welt.eigen.nachname, welt.eigen.sortierung) == ("Eigen-Neu", "eigen-neu robin")


def test_ds31_zwei_aendern_dieselbe_person_der_zweite_sieht_beide_fassungen(als, welt, text):
    erster, zweiter = als("pap"), als("tl")
    adresse, offen = stammdaten(zweiter, welt, nachname="Zweiter")
    erster.post(*stammdaten(erster, welt, nachname="Erster"))
    antwort = zweiter.post(adresse, offen)
    assert antwort.status_code == 409
    assert "Nachname Zweiter Erster" in text(antwort) and "pap-a" in text(antwort)
    welt.eigen.refresh_from_db()
    assert welt.eigen.nachname == "Erster"


def test_ds31_erneuerte_sichtbarkeit_ist_kein_konflikt(als, welt, als_dienst):
    client = als("pap")
    adresse, daten = stammdaten(client, welt, nachname="Anders")
    with als_dienst():
        Zustaendigkeit.objects.create(
            person=welt.eigen, nutzer=welt["mb"], grund="vertretung", von=HEUTE, bis=HEUTE, rolle="mb"
        )
    assert client.post(adresse, daten).status_code == 302


def test_ds02_wer_die_person_einem_anderen_team_gibt_sieht_sie_nicht_mehr(als, welt, als_dienst, text):
    with als_dienst():
        Zustaendigkeit.objects.filter(person=welt.eigen).exclude(nutzer=welt["pap"]).delete()
    client = als("tl")
    adresse, daten = stammdaten(client, welt, team="")
    antwort = client.post(adresse, daten, follow=True)
    assert antwort.redirect_chain == [("/personen/", 302)]
    assert "Sie sehen die Akte nicht mehr" in text(antwort)


def zustaendig(client, welt, **werte):
    adresse = reverse("akte:zustaendigkeit_neu", args=[welt.eigen.pk])
    alle = {"nutzer": welt["ifk"].pk, "grund": "fachkraft", "von": f"{HEUTE:%Y-%m-%d}", "bis": "", **werte}
    return client.post(adresse, ausgefuellt(client, adresse, **alle), follow=True)


@pytest.fixture
def ohne_ifk(welt, als_dienst):
    with als_dienst():
        Zustaendigkeit.objects.filter(nutzer=welt["ifk"]).delete()


def test_ds02_zustaendigkeit_oeffnet_die_akte_und_ihr_ende_schliesst_sie(als, welt, ohne_ifk, text):
    akte = reverse("akte:person", args=[welt.eigen.pk])
    assert als("ifk").get(akte).status_code == 404
    assert "ist ab" in text(zustaendig(als("pap"), welt, von=f"{HEUTE - timedelta(days=9):%Y-%m-%d}"))
    assert als("ifk").get(akte).status_code == 200
    zeile = Zustaendigkeit.objects.get(nutzer=welt["ifk"], person=welt.eigen)
    ende = reverse("akte:zustaendigkeit_ende", args=[welt.eigen.pk, zeile.pk])
    client = als("pap")
    gestern = f"{HEUTE - timedelta(days=1):%Y-%m-%d}"
    assert client.post(ende, ausgefuellt(client, ende, bis=gestern)).status_code == 302
    assert als("ifk").get(akte).status_code == 404


def test_ds02_vertretung_braucht_ein_ende(als, welt, ohne_ifk, text):
    assert "brauchen einen letzten Tag" in text(zustaendig(als("pap"), welt, grund="vertretung"))
    assert not Zustaendigkeit.objects.filter(nutzer=welt["ifk"]).exists()


def test_ds31_doppelklick_gibt_die_zustaendigkeit_einmal(als, welt, ohne_ifk):
    for _ in range(2):
        assert zustaendig(als("pap"), welt).redirect_chain
    assert Zustaendigkeit.objects.filter(nutzer=welt["ifk"], person=welt.eigen).count() == 1


def test_ds32_wer_schon_zustaendig_ist_wird_es_nicht_noch_einmal(als, welt, text):
    assert "in dieser Zeit schon zuständig" in text(zustaendig(als("pap"), welt))


def test_ds02_zustaendig_werden_nur_kollegen_der_eigenen_stelle(als, welt, als_dienst):
    adresse = reverse("akte:zustaendigkeit_neu", args=[welt.eigen.pk])
    rollen = {k.rolle for k in als("pap").get(adresse).context["form"]._kollegen.values()}
    assert rollen == {"pap", "ifk", "bov", "ags", "mb", "tl", "bl"}
    antwort = zustaendig(als("pap"), welt, nutzer=welt["bdl"].pk)
    assert "nutzer" in antwort.context["form"].errors
