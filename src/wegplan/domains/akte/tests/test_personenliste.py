"""The list of persons: who sees whom, filters, statements (section G, PX-12, DS-10)."""

import pytest
from django.urls import reverse

from tests.statistik import statistik
from tests.welt import HEUTE
from wegplan.domains.organisation.models import Organisation, Team
from wegplan.domains.person.models import Person, Zustaendigkeit

pytestmark = pytest.mark.django_db
LISTE = "/personen/"


@pytest.mark.parametrize("rolle", ["pap", "ifk", "bov", "ags", "mb", "tl", "bl", "dqm", "bdl", "rb"])
def test_ds02_jede_rolle_sieht_in_der_liste_nur_die_ihr_zugewiesenen(als, welt, rolle):
    namen = [z["nachname"] for z in als(rolle).get(LISTE).context["liste"].zeilen]
    assert namen == ["Eigen"]


def test_ds02_wer_alle_sieht_bekommt_alle(als, welt, als_dienst):
    with als_dienst():
        welt["bl"].sieht_alle = True
        welt["bl"].save()
    namen = [z["nachname"] for z in als("bl").get(LISTE).context["liste"].zeilen]
    assert namen == ["Ehemals", "Eigen", "Fremd", "Morgen"]


@pytest.mark.parametrize(("rolle", "titel"), [("pap", "Meine Personen"), ("tl", "Personen"), ("bdl", "Teilnehmende")])
def test_liste_heisst_wie_die_rolle_sie_nennt(als, text, rolle, titel):
    assert titel in text(als(rolle).get(LISTE))


def test_liste_zeigt_laufende_massnahme_traeger_und_zustaendige(als, text):
    seite = text(als("tl").get(LISTE))
    assert "Maßnahme A Stelle TR-A" in seite
    assert "pap-a" in seite


def _zeilen(client, abfrage):
    return [z["nachname"] for z in client.get(f"{LISTE}?{abfrage}").context["liste"].zeilen]


def test_px12_filter_nach_team_traeger_massnahme_und_ende(als, welt, als_dienst):
    with als_dienst():
        welt.eigen.teilnahmen.filter(austritt=None).update(geplantes_ende=HEUTE)
    tl = als("tl")
    traeger = welt.stellen["TR-A"].pk
    assert _zeilen(tl, f"team={welt.teams['A1'].pk}") == ["Eigen"]
    assert _zeilen(tl, f"team={welt.teams['A2'].pk}") == []
    assert _zeilen(tl, f"traeger={traeger}") == ["Eigen"]
    assert _zeilen(tl, f"traeger={welt.stellen['TR-B'].pk}") == []
    assert _zeilen(tl, f"massnahme={welt.massnahmen['M-A'].pk}") == ["Eigen"]
    assert _zeilen(tl, f"endet_bis={HEUTE:%Y-%m-%d}") == ["Eigen"]
    assert _zeilen(tl, "endet_bis=2020-01-01") == []


def test_wer_hat_keine_fachkraft_ist_ein_klick(als, welt, als_dienst):
    assert _zeilen(als("tl"), "ohne_fachkraft=on") == []
    with als_dienst():
        Zustaendigkeit.objects.filter(person=welt.eigen, nutzer__isnull=False).delete()
    assert _zeilen(als("tl"), "ohne_fachkraft=on") == ["Eigen"]


def test_wessen_akte_sich_nicht_bewegt_ist_ein_klick(als, welt, als_dienst):
    assert _zeilen(als("tl"), "ruht=4") == []
    with als_dienst():
        for menge in (welt.eigen.teilnahmen, welt.eigen.vereinbarungen, welt.eigen.vermittlungen):
            menge.update(erfasst_am="2020-01-01T10:00:00+01:00")
    assert _zeilen(als("tl"), "ruht=26") == ["Eigen"]


@pytest.mark.parametrize("rolle", ["tl", "bdl"])
@pytest.mark.parametrize("richtung", ["", "-"])
def test_liste_laesst_sich_nach_jeder_spalte_sortieren(als, rolle, richtung):
    client = als(rolle)
    for spalte in client.get(LISTE).context["liste"].liste.sichtbare_spalten():
        if spalte.sortierbar:
            assert client.get(f"{LISTE}?sortierung={richtung}{spalte.name}").status_code == 200


def test_ds05_traeger_sehen_weder_team_noch_zustaendige(als, text):
    liste = als("bdl").get(LISTE).context["liste"]
    assert {s.name for s in liste.spalten} == {"name", "kundennummer", "alter", "massnahme", "ende"}
    assert not {"team", "traeger", "ruht", "ohne_fachkraft"} & set(liste.abfrage.formular.fields)


@pytest.mark.parametrize(("klassen", "alter_sichtbar"), [(["stammdaten"], True), ([], False), (["leistung"], False)])
def test_ds05_geburtsdatum_sehen_traeger_nur_wenn_die_massnahme_stammdaten_erlaubt(
    als, welt, als_dienst, klassen, alter_sichtbar
):
    with als_dienst():
        welt.massnahmen["M-A"].zweckbindung = klassen
        welt.massnahmen["M-A"].save()
    liste = als("bdl").get(f"{LISTE}?spalten=alter&spalten=geburtsdatum").context["liste"]
    (zeile,) = liste.zeilen
    gezeigt = [s.lesen(zeile) for s in liste.spalten if s.name in ("alter", "geburtsdatum")]
    assert all(w is not None for w in gezeigt) if alter_sichtbar else gezeigt == [None, None]


def test_ds10_liste_hinterlaesst_eine_spur_mit_den_gezeigten(als, welt, spuren):
    als("pap").get(f"{LISTE}?laufend=on")
    (spur,) = spuren()
    assert (spur["art"], spur["ansicht"], spur["personen"]) == ("liste", "akte:liste", [welt.eigen.pk])
    assert spur["filter"] == {"laufend": "on", "seite": 1}


@pytest.mark.parametrize(("rolle", "url"), [("tl", LISTE), ("tl", "/massnahmen/"), ("bdl", LISTE)])
def test_liste_kostet_bei_tausend_zeilen_so_viele_anweisungen_wie_bei_zehn(
    als, welt, als_dienst, anweisungen, rolle, url
):
    with als_dienst():
        viele(welt, 10)
    wenige = anweisungen(als(rolle), url)
    with als_dienst():
        viele(welt, 1000)
    assert anweisungen(als(rolle), url) == wenige <= 8


def viele(welt, anzahl: int) -> None:
    """Persons of team A1 in measure M-A, set-based."""
    from wegplan.domains.massnahme.models import Massnahme
    from wegplan.domains.teilnahme.models import Teilnahme

    team, jobcenter = Team.objects.get(kennung="A1"), Organisation.objects.get(kennung="JC-A")
    personen = Person.objects.bulk_create(
        Person(nachname=f"Viel{anzahl}-{nr}", vorname="Kim", team=team, jobcenter=jobcenter) for nr in range(anzahl)
    )
    Teilnahme.objects.bulk_create(
        Teilnahme(teilnahme_id=f"V-{p.pk}", person=p, massnahme=welt.massnahmen["M-A"], eintritt=HEUTE)
        for p in personen
    )
    Massnahme.objects.bulk_create(
        Massnahme(massnahmenummer=f"V-{anzahl}-{nr}", foerderart="FbW", beginn=HEUTE) for nr in range(anzahl)
    )
    statistik("person_person", "teilnahme_teilnahme", "massnahme_massnahme")


def test_massnahmen_zeigen_nur_sichtbare_teilnehmende(als, welt, text):
    tl = als("tl")
    assert "Eigen, Robin" in text(tl.get(reverse("massnahme:massnahme", args=[welt.massnahmen["M-A"].pk])))
    zweite = text(tl.get(reverse("massnahme:massnahme", args=[welt.massnahmen["M-B"].pk]) + "?beendete=on"))
    assert "Eigen, Robin" in zweite and "Fremd" not in zweite


def test_traeger_sehen_nur_eigene_massnahmen(als, welt):
    bdl = als("bdl")
    assert [m.massnahmenummer for m in bdl.get("/massnahmen/").context["liste"].zeilen] == ["M-A"]
    assert bdl.get(reverse("massnahme:massnahme", args=[welt.massnahmen["M-B"].pk])).status_code == 404


def test_massnahmen_ohne_personenrecht_zeigen_niemanden(als, welt, text):
    seite = text(als("regiestelle").get(reverse("massnahme:massnahme", args=[welt.massnahmen["M-A"].pk])))
    assert "Eigen" not in seite
