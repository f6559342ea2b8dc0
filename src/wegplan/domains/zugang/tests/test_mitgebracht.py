"""Words that a data package brought in: shown with where they are from, taken over and answered like any other
(JPS-10, JPS-52, ADR 0067)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.welt import HEUTE
from wegplan.domains.foerderplan import services as plaene
from wegplan.domains.foerderplan.models import Einschaetzung, Zielanmerkung
from wegplan.domains.mitsprache.models import Eigenwort

pytestmark = pytest.mark.django_db
MARKE = {"eingelesen_am": date(2026, 3, 2), "herkunft": "Altverfahren"}
SATZ = "mitgebracht aus „Altverfahren“, eingelesen am 02.03.2026"


@pytest.fixture
def wort(fall, als_dienst):
    """`wort("plan", "7", …)`: one that came in."""

    def anlegen(art, bezug, **werte):
        hang = {"person_id": fall.person_id, "teilnahme": fall, "art": art, "bezug": str(bezug)}
        with als_dienst():
            return Eigenwort.objects.create(**hang, geschrieben_am=timezone.now(), **MARKE, **werte)

    return anlegen


@pytest.fixture
def entwurf(welt, fall, plan, als_nutzer):
    with als_nutzer(welt["bdl"]):
        return plaene.neue_fassung(welt["bdl"], fall.person_id, fall.pk, HEUTE + timedelta(days=80))[0]


def gespeichert(wort, als_dienst):
    with als_dienst():
        wort.refresh_from_db()
    return wort


def test_jps10_ein_mitgebrachtes_wort_steht_beim_entwurf_und_wird_uebernommen(
    als, welt, wort, entwurf, text, als_dienst
):
    offen = wort("einschaetzung", "fachlich", stufe=5, text="Ich rechne gut.")
    bdl = als("bdl")
    seite = text(bdl.get(f"/foerderplaene/{entwurf.pk}/"))
    assert "Ich rechne gut." in seite and SATZ in seite
    assert "Einschätzung" in text(bdl.get("/von-teilnehmenden/"))
    bdl.post(f"/foerderplaene/{entwurf.pk}/eigenworte/{offen.pk}/")
    with als_dienst():
        assert Einschaetzung.objects.get(fassung=entwurf, bereich="fachlich").selbst_text == "Ich rechne gut."
    assert gespeichert(offen, als_dienst).erledigt_von == welt["bdl"]


def test_jps52_die_antwort_nennt_beiden_seiten_woher_sie_kommt(ich, als, plan, wort, text):
    wort("plan", plan.pk, haltung="nicht_einverstanden", text="Zu früh.", erledigt_am=timezone.now())
    hier = text(ich.get(f"/mein-plan/{plan.pk}/"))
    assert SATZ in hier and "bevor es hierher kam" in hier and "Ihr Bildungsdienstleister" not in hier
    dort = text(als("bdl").get(f"/foerderplaene/{plan.pk}/"))
    assert "Zu früh." in dort and SATZ in dort and "in einem anderen System" in dort and "None" not in dort


def test_jps10_unter_dem_feld_steht_woher_die_worte_sind_und_neu_geschrieben_sind_es_eigene(
    ich, plan, wort, text, als_dienst, welt
):
    fachlich = wort("einschaetzung", "fachlich", stufe=5, text="Ich rechne gut.")
    wort("ziel", "", text="Führerschein")
    assert f"Ihre Worte sind {SATZ}." in text(ich.get("/meine-einschaetzung/"))
    assert f"Ihre Worte sind {SATZ}." in text(ich.get("/meine-ziele/"))
    ich.post("/meine-einschaetzung/", {"stufe_fachlich": "4", "text_fachlich": "Ich rechne besser."})
    neu = gespeichert(fachlich, als_dienst)
    assert (neu.text, neu.geschrieben_von, neu.herkunft_satz) == ("Ich rechne besser.", welt["teilnehmende"], "")
    assert SATZ not in text(ich.get("/meine-einschaetzung/"))


def test_jps10_eine_mitgebrachte_rueckmeldung_nennt_ihre_herkunft_statt_eines_kontos(als, plan, text, als_dienst):
    hang = {"person_id": plan.person_id, "teilnahme_id": plan.teilnahme_id, "fassung": plan}
    with als_dienst():
        Zielanmerkung.objects.create(**hang, kennung="r1", rueckmeldung="einverstanden", **MARKE)
    seite = text(als("bdl").get(f"/foerderplaene/{plan.pk}/"))
    assert "Rückmeldung des Regionalbüros" in seite and SATZ in seite and "None" not in seite
