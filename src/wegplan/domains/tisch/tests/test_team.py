"""The team's desks: load, what is nobody's, which cases do not move; figures agree with their lists (VF-08, VF-12)."""

from datetime import timedelta

import pytest

from tests.welt import HEUTE
from wegplan.domains.person.models import Zustaendigkeit
from wegplan.domains.verfahren.models import Schritt
from wegplan.domains.vermittlung.models import Vereinbarung, Vermittlung
from wegplan.domains.vorgang.models import Vorgang

from .conftest import viele

pytestmark = pytest.mark.django_db
TEAM = "/mein-tag/team/"


def stehen_lassen(person, wochen: int) -> None:
    """Nothing has happened in this case for so long."""
    tag = HEUTE - timedelta(weeks=wochen)
    Vorgang.objects.filter(person=person).update(tag=tag)
    Vereinbarung.objects.filter(person=person).update(abgeschlossen_am=tag)
    Vermittlung.objects.filter(person=person).update(unterbreitet_am=tag)
    Schritt.objects.filter(person=person, stand="erledigt").update(erledigt_am=tag)


def test_vf08_die_last_je_fachkraft_stimmt_mit_den_listen_dahinter_ueberein(als, welt, fall, als_dienst):
    with als_dienst():
        viele(welt, 4, welt["pap"])
        viele(welt, 2, None)
    client = als("tl")
    antwort = client.get(TEAM)
    lasten = {last.name: last for last in antwort.context["lasten"]}
    assert set(lasten) == {"pap-a", "ifk-a", "bov-a", "ags-a", "mb-a", "tl-a"}
    assert lasten["pap-a"].offen and lasten["ifk-a"].offen and not lasten["bov-a"].offen
    for last in lasten.values():
        for zeit, anzahl in last.anzahl.items():
            liste = client.get("/mein-tag/team/liste/", {"zeit": zeit, "fachkraft": last.pk}).context["liste"]
            assert liste.anzahl == anzahl or not last.offen, (last.name, zeit)
    ohne = client.get("/mein-tag/team/liste/", {"ohne_fachkraft": "on"}).context["liste"]
    assert ohne.anzahl == antwort.context["niemand"].offen > 0


def test_vf12_wo_niemand_zustaendig_ist_steht_der_schritt_bei_der_teamleitung(als, welt, fall, als_dienst, text):
    assert als("tl").get(TEAM).context["niemand"] is None
    with als_dienst():
        Zustaendigkeit.objects.filter(person=welt.eigen, nutzer__isnull=False).delete()
    assert "Schritte liegen bei niemandem." in text(als("tl").get(TEAM))
    assert "Schritte liegen bei niemandem." in text(als("bl").get(TEAM)), (
        "who leads the office sees it, whatever the team"
    )


def test_vf08_ein_fall_der_stillsteht_faellt_auf_bis_sich_etwas_bewegt(als, welt, fall, als_dienst, text):
    client = als("tl")
    assert "Alle Fälle haben sich bewegt." not in text(client.get(TEAM, {"wochen": 4})), (
        "the last record is 30 days old"
    )
    assert "Alle Fälle haben sich bewegt." in text(client.get(TEAM, {"wochen": 8}))
    with als_dienst():
        stehen_lassen(welt.eigen, 9)
    antwort = client.get(TEAM, {"wochen": 8})
    assert [p.pk for p in antwort.context["faelle"]] == [welt.eigen.pk]
    assert antwort.context["anzahl_faelle"] == 1
    assert client.get(antwort.context["stillstand"]).context["liste"].anzahl == 1
    with als_dienst():
        Vorgang.objects.create(vorgang_id="G-NEU", person=welt.eigen, art="gespraech_fg", tag=HEUTE)
    assert "Alle Fälle haben sich bewegt." in text(client.get(TEAM, {"wochen": 8}))


def test_vf08_auch_ein_erledigter_schritt_ist_eine_bewegung(als, welt, fall, offen, als_dienst, text):
    with als_dienst():
        stehen_lassen(welt.eigen, 9)
    schritt = offen()
    als("ifk").post(f"/mein-tag/{schritt.pk}/erledigen/", {"tag": f"{HEUTE:%Y-%m-%d}"})
    assert "Alle Fälle haben sich bewegt." in text(als("tl").get(TEAM, {"wochen": 8}))


def test_ds10_die_teamseite_hinterlaesst_eine_spur_der_genannten_personen(als, welt, fall, als_dienst, spuren):
    with als_dienst():
        stehen_lassen(welt.eigen, 9)
    als("tl").get(TEAM)
    (spur,) = spuren()
    assert (spur["personen"], spur["filter"]) == ([welt.eigen.pk], {"wochen": 4})


@pytest.mark.parametrize("pfad", [TEAM, "/mein-tag/team/liste/", "/mein-tag/team/stillstand/?wochen=2"])
def test_vf08_die_teamseiten_kosten_bei_tausend_faellen_so_viele_anweisungen_wie_bei_zehn(
    als, welt, als_dienst, anweisungen, pfad
):
    with als_dienst():
        viele(welt, 10, welt["ifk"])
    wenige = anweisungen(als("tl"), pfad)
    with als_dienst():
        viele(welt, 1000, welt["ifk"])
    assert anweisungen(als("tl"), pfad) == wenige <= 8
