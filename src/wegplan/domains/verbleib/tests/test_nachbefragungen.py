"""What is missing around an exit, and on whose list it stands (JPS-70, JPS-71, JPS-72)."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from tests.welt import GESTERN, HEUTE
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verbleib.models import Anschlussperspektive, Verbleib
from wegplan.domains.verbleib.queries import offene
from wegplan.domains.verbleib.rules import anschluss_faellig, verbleib_faellig, verbleib_fruehestens

pytestmark = pytest.mark.django_db
WURZEL = Path(__file__).parents[5]
FAELLE = yaml.safe_load((WURZEL / "regelwerke/jobperspektive/faelle/nachschau/fristen.yaml").read_text("utf-8"))
LISTE = "/nachbefragungen/"


@pytest.fixture
def programm(welt, als_dienst):
    """Measure A belongs to the programme; Frau Eigen has one Teilnahme, in it."""
    with als_dienst():
        m = welt.massnahmen["M-A"]
        m.foerderart, m.programmstufe, m.zweckbindung = "ESF", "IEB", ["stammdaten", "leistung"]
        m.save()
        Teilnahme.objects.all().delete()

    def teilnahme(**tage):
        werte = {"person": welt.eigen, "massnahme": m, "teilnahme_id": f"T{Teilnahme.objects.count()}"}
        return Teilnahme.objects.create(**werte | {"eintritt": HEUTE - timedelta(days=700)} | tage)

    return teilnahme


@pytest.mark.parametrize("fall", FAELLE["anschlussperspektive"], ids=lambda f: f["fall"])
def test_jps70_drei_monate_vor_dem_ende_bei_kurzen_massnahmen_einen(fall):
    assert anschluss_faellig(fall["eintritt"], fall["geplantes_ende"]) == fall["bis"]


@pytest.mark.parametrize("fall", FAELLE["verbleib"], ids=lambda f: f["fall"])
def test_jps72_sechs_monate_nach_dem_austritt(fall):
    assert verbleib_fruehestens(fall["austritt"]) == fall["fruehestens"]
    assert verbleib_faellig(fall["austritt"]) == fall["bis"]


@pytest.mark.parametrize("fall", FAELLE["liste"], ids=lambda f: f["fall"])
def test_jps71_jps72_die_liste_sagt_an_jedem_tag_was_fehlt(welt, programm, als_dienst, fall):
    with als_dienst():
        t = programm(**fall["teilnahme"])
        kopf = {"person": welt.eigen, "teilnahme": t}
        for zeitpunkt in fall.get("verbleibe", []):
            Verbleib.objects.create(**kopf, zeitpunkt=zeitpunkt, status="minijob")
        if fall.get("anschluss"):
            Anschlussperspektive.objects.create(**kopf, vereinbart_am=t.eintritt, beteiligt=["bdl"], empfehlungen="x")
        for tag, erwartet in fall["am"].items():
            gefunden = [t.anlass for t in offene(welt["bdl"], tag)]
            assert gefunden == ([erwartet] if erwartet else []), tag


def test_jps71_der_versaeumte_austritt_steht_bei_fachkraft_traeger_und_leitung(welt, programm, als, als_dienst, text):
    with als_dienst():
        programm(geplantes_ende=GESTERN)
    for rolle in ("pap", "ifk", "tl", "bdl", "bdl_leitung"):
        seite = text(als(rolle).get(LISTE))
        assert "Eigen, Robin" in seite and "Austritt fehlt" in seite, rolle
    assert "Eigen" not in text(als("rb").get(LISTE))


def test_jps72_faellig_beim_traeger_ueberfaellig_beim_regionalbuero(welt, programm, als, als_dienst, text):
    with als_dienst():
        t = programm(austritt=HEUTE - timedelta(days=160))
    assert "Verbleib nach sechs Monaten fällig" in text(als("bdl").get(LISTE))
    assert "Eigen" not in text(als("rb").get(LISTE))
    assert "Eigen" not in text(als("ifk").get(LISTE))
    with als_dienst():
        Teilnahme.objects.filter(pk=t.pk).update(austritt=HEUTE - timedelta(days=200))
    assert "Eigen, Robin" in text(als("bdl").get(LISTE))
    assert "Verbleib nach sechs Monaten überfällig" in text(als("rb").get(LISTE))


def test_ds02_der_andere_traeger_sieht_hier_niemanden(welt, programm, als, als_dienst, text, spuren):
    with als_dienst():
        programm(geplantes_ende=GESTERN)
        welt["bdl"].organisation = welt.stellen["TR-B"]
        welt["bdl"].save()
    assert "Eigen" not in text(als("bdl").get(LISTE))
    (spur,) = [s for s in spuren() if s["ansicht"] == "verbleib:nachbefragungen"]
    assert spur["personen"] == []


def test_die_liste_kostet_bei_vielen_nicht_mehr(welt, programm, als, als_dienst, anweisungen, text):
    bdl = als("bdl")

    def weitere(anzahl):
        with als_dienst():
            leute = Person.objects.bulk_create(Person(nachname=f"Viel{n}", vorname="Kim") for n in range(anzahl))
            for p in leute:
                programm(person=p, geplantes_ende=GESTERN)

    weitere(3)
    wenige = anweisungen(bdl, LISTE)
    weitere(70)
    assert anweisungen(bdl, LISTE) == wenige
    assert "73" in text(bdl.get(LISTE))
