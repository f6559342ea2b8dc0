"""Warning signs on pages, standard procedure and intervention, interruption (JPS-60, JPS-61, JPS-64)."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from tests.welt import HEUTE, teilnahme
from wegplan.domains.anwesenheit.models import Anwesenheit, Ausnahmezeit
from wegplan.domains.gespraech.tests.conftest import gespraech_anlegen
from wegplan.domains.person.models import Person
from wegplan.domains.stufenwechsel.models import Intervention, Standardverfahren, Unterbrechung
from wegplan.domains.stufenwechsel.queries import interventionen_von
from wegplan.domains.teilnahme.models import Teilnahme

pytestmark = pytest.mark.django_db
SCHRITTE = [{"text": "Gespräch führen", "wer": "bdl", "tage": 2}, {"text": "Fallkonferenz", "wer": "rb", "tage": 10}]


def reiter(fall):
    return f"/personen/{fall.person_id}/stufe/"


def auf(fall, was):
    return f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/{was}/"


def iso(tag):
    return f"{tag:%Y-%m-%d}"


@pytest.fixture
def verfahren(welt, fall, als_dienst):
    """Agreed by both sides."""
    with als_dienst():
        return Standardverfahren.objects.create(
            massnahme=fall.massnahme,
            fassung=1,
            schritte=SCHRITTE,
            stelle=welt.stellen["TR-A"],
            vereinbart_am=HEUTE,
            vereinbart_von=welt["rb"],
        )


@pytest.fixture
def gefehlt(fall, als_dienst):
    """Three unexcused days of the last week."""
    with als_dienst():
        for tage in (1, 2, 3):
            Anwesenheit.objects.create(
                person_id=fall.person_id,
                teilnahme=fall,
                datum=HEUTE - timedelta(days=tage),
                lernort="traeger",
                status="unentschuldigt",
            )


# --- warning signs ------------------------------------------------------------------------------------------------


def test_jps61_warnzeichen_stehen_mit_beleg_bei_der_person_und_im_projekt(als, fall, gefehlt, text):
    for rolle in ("bdl", "rb", "pap"):
        seite = text(als(rolle).get(reiter(fall)))
        assert "Unentschuldigt gefehlt: 3 Tage in 30:" in seite, rolle
    liste = text(als("rb").get(f"/massnahmen/{fall.massnahme_id}/warnzeichen/"))
    assert "Eigen" in liste and "unentschuldigt gefehlt: 3 Tage in 30:" in liste


def test_jps61_das_jobcenter_liest_keine_gespraeche_und_wird_nicht_wegen_fehlender_gewarnt(als, fall, text):
    assert "Lange kein Gespräch" in text(als("bdl").get(reiter(fall)))
    assert "Lange kein Gespräch" not in text(als("pap").get(reiter(fall)))


def test_jps61_nach_einem_gespraech_warnt_nichts_mehr(als, welt, fall, als_dienst, text):
    with als_dienst():
        gespraech_anlegen(welt, fall)
    assert "Zurzeit warnt nichts." in text(als("bdl").get(reiter(fall)))
    adresse = f"/massnahmen/{fall.massnahme_id}/warnzeichen/"
    assert "Eigen" not in text(als("bdl").get(adresse))
    assert "Eigen" in text(als("bdl").get(f"{adresse}?alle=on"))


def test_ds02_die_liste_eines_fremden_projekts_ist_wie_eine_unbekannte(als, welt, fall):
    assert als("bdl").get(f"/massnahmen/{welt.massnahmen['M-B'].pk}/warnzeichen/").status_code == 404
    assert als("rb").get(f"/massnahmen/{welt.massnahmen['M-B'].pk}/standardverfahren/").status_code == 404


@pytest.mark.parametrize("anzahl", [1, 15])
def test_die_liste_braucht_bei_vielen_teilnehmenden_nicht_mehr_anweisungen(
    als, welt, fall, als_dienst, anweisungen, anzahl
):
    with als_dienst():
        for nr in range(anzahl):
            person = Person.objects.create(kundennummer=f"K{nr}", nachname=f"Name {nr}", vorname="Vor")
            teilnahme(welt, person, "M-A", HEUTE - timedelta(days=90), None)
    client = als("bdl")
    client.get("/")
    assert anweisungen(client, f"/massnahmen/{fall.massnahme_id}/warnzeichen/?alle=on") == 14


# --- standard procedure -------------------------------------------------------------------------------------------


def verfahren_felder(text="Gespräch führen"):
    return {"text_1": text, "wer_1": "bdl", "tage_1": "2"}


def test_jps60_traeger_schlaegt_vor_regionalbuero_bestaetigt(als, fall, als_dienst, text):
    adresse = f"/massnahmen/{fall.massnahme_id}/standardverfahren/"
    bdl, rb = als("bdl"), als("rb")
    assert bdl.post(f"{adresse}neu/", {}).status_code == 422
    assert "Zu diesem Schritt fehlt noch: Wer?" in text(bdl.post(f"{adresse}neu/", {"text_1": "x", "tage_1": "1"}))
    assert bdl.post(f"{adresse}neu/", verfahren_felder()).status_code == 302
    with als_dienst():
        v = Standardverfahren.objects.get()
    assert "Den eigenen Vorschlag bestätigt die andere Seite." in text(
        bdl.post(f"/standardverfahren/{v.pk}/bestaetigen/", follow=True)
    )
    assert "ist vereinbart und gilt ab heute" in text(rb.post(f"/standardverfahren/{v.pk}/bestaetigen/", follow=True))
    assert rb.post(f"{adresse}neu/", verfahren_felder("Anrufen")).status_code == 302
    with als_dienst():
        assert list(Standardverfahren.objects.order_by("fassung").values_list("fassung", flat=True)) == [1, 2]


def test_jps60_eine_vereinbarte_fassung_aendert_niemand(verfahren, als_dienst):
    with als_dienst(), connection.cursor() as c, pytest.raises(Error, match="does not change"), transaction.atomic():
        c.execute("update stufenwechsel_standardverfahren set schritte = '[]'")


# --- intervention -------------------------------------------------------------------------------------------------


def beginn(**weitere):
    return {"am": iso(HEUTE), "anlass": "Drei Tage gefehlt"} | weitere


def test_jps60_von_der_gefaehrdung_bis_zum_ausgang(als, welt, fall, verfahren, als_dienst, text):
    bdl = als("bdl")
    assert "Die Intervention läuft" in text(bdl.post(auf(fall, "intervention"), beginn(), follow=True))
    with als_dienst():
        i = Intervention.objects.get()
        tage = list(i.schritte.order_by("nummer").values_list("faellig", flat=True))
    assert tage == [HEUTE + timedelta(days=2), HEUTE + timedelta(days=10)]
    ende = {"am": iso(HEUTE), "ausgang": "stabilisiert"}
    assert "zu jedem Schritt ein Ergebnis" in text(bdl.post(f"/interventionen/{i.pk}/beenden/", ende))
    werte = {"am": iso(HEUTE), "ergebnis": "Sie kommt wieder."}
    assert bdl.post(f"/interventionen/{i.pk}/schritte/1/", werte).status_code == 302
    assert als("rb").post(f"/interventionen/{i.pk}/schritte/2/", werte).status_code == 302
    assert bdl.post(f"/interventionen/{i.pk}/beenden/", ende).status_code == 302
    seite = text(als("pap").get(reiter(fall)))
    assert "Verlauf ist wieder sicher" in seite and "Sie kommt wieder." in seite


def test_jps60_der_bericht_fragt_die_interventionen_seines_zeitraums(als, fall, verfahren, als_dienst):
    als("bdl").post(auf(fall, "intervention"), beginn())
    with als_dienst():
        gefunden = interventionen_von([fall.pk], HEUTE - timedelta(days=30), HEUTE)
        assert [s.text for s in gefunden[fall.pk][0].schritte.all()] == ["Gespräch führen", "Fallkonferenz"]
        assert interventionen_von([fall.pk], HEUTE - timedelta(days=60), HEUTE - timedelta(days=1)) == {}


def test_jps60_ohne_vereinbartes_verfahren_beginnt_keine(als, fall, text):
    antwort = als("bdl").post(auf(fall, "intervention"), beginn())
    assert antwort.status_code == 422 and "noch kein Standardverfahren vereinbart" in text(antwort)


def test_jps60_zugleich_laeuft_nur_eine(als, fall, verfahren, als_dienst, text):
    bdl = als("bdl")
    bdl.post(auf(fall, "intervention"), beginn())
    assert "läuft schon eine Intervention" in text(bdl.post(auf(fall, "intervention"), beginn()))
    with als_dienst():
        assert Intervention.objects.count() == 1


def test_jps60_in_der_ezu_gibt_es_kein_standardverfahren(als, fall, verfahren, als_dienst, text):
    with als_dienst():
        Teilnahme.objects.filter(pk=fall.pk).update(programmstufe="EZU")
    assert "In der EZU gibt es kein Standardverfahren." in text(als("bdl").post(auf(fall, "intervention"), beginn()))
    assert "Als gefährdet kennzeichnen" not in text(als("bdl").get(reiter(fall)))


def test_ds03_das_jobcenter_liest_interventionen_und_schreibt_keine(als, welt, fall, verfahren, als_nutzer):
    als("bdl").post(auf(fall, "intervention"), beginn())
    assert als("pap").get(auf(fall, "intervention")).status_code == 403
    for rolle, sieht in (("pap", True), ("rb", True), ("ags", False), ("bl", False)):
        with als_nutzer(welt[rolle]):
            assert Intervention.objects.exists() is sieht, rolle


# --- interruption -------------------------------------------------------------------------------------------------


def test_jps64_eine_unterbrechung_ruht_und_das_geplante_ende_bleibt(als, welt, fall, gefehlt, als_dienst, text):
    with als_dienst():
        Teilnahme.objects.filter(pk=fall.pk).update(geplantes_ende=HEUTE + timedelta(days=100))
    bdl = als("bdl")
    werte = {"art": "elternzeit", "von": iso(HEUTE), "bis": "", "grund": ""}
    seite = text(bdl.post(auf(fall, "unterbrechung"), werte, follow=True))
    assert "auf Weiteres (Elternzeit)" in seite and "Zurzeit warnt nichts." in seite
    assert bdl.post(auf(fall, "unterbrechung"), werte | {"bis": iso(HEUTE + timedelta(days=60))}).status_code == 302
    with als_dienst():
        assert Ausnahmezeit.objects.get().bis == HEUTE + timedelta(days=60)
        assert Unterbrechung.objects.get().art == "elternzeit"
        assert Teilnahme.objects.get(pk=fall.pk).geplantes_ende == HEUTE + timedelta(days=100)


def test_jps64_die_art_liest_nur_der_traeger(als, welt, fall, als_nutzer, text):
    werte = {"art": "haft", "von": iso(HEUTE), "bis": "", "grund": ""}
    als("bdl").post(auf(fall, "unterbrechung"), werte)
    for rolle, sieht in (("bdl", True), ("bdl_leitung", True), ("rb", False), ("pap", False), ("tl", False)):
        with als_nutzer(welt[rolle]):
            assert Unterbrechung.objects.exists() is sieht, rolle
            assert Unterbrechung.pgh_event_model.objects.exists() is sieht, rolle
        seite = text(als(rolle).get(reiter(fall)))
        assert "auf Weiteres" in seite and ("Haft" in seite) is sieht, rolle


def test_jps64_das_ende_liegt_nicht_vor_dem_beginn(als, fall, text):
    werte = {"art": "krankheit", "von": iso(HEUTE), "bis": iso(HEUTE - timedelta(days=1)), "grund": ""}
    antwort = als("bdl").post(auf(fall, "unterbrechung"), werte)
    assert antwort.status_code == 422 and "Das Ende liegt vor dem Beginn." in text(antwort)
