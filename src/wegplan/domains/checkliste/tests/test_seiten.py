"""Who sees which duties, what a record ticks by itself, and ticking by hand (JPS-83)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.checkliste.models import Pflichthaken
from wegplan.domains.checkliste.queries import projekte_laden
from wegplan.domains.checkliste.urteil import (
    ENTFALLEN,
    ERLEDIGT,
    OFFEN,
    ROT,
    RUHT,
    UEBERFAELLIG,
    VERSAEUMT,
    VERSPAETET,
    Pflicht,
)
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.teilnahme.models import Teilnahme

from .conftest import gespraech_anlegen

pytestmark = pytest.mark.django_db
SEITE = "/projekte/{}/checkliste/"


@pytest.fixture
def ausbildung(fall: Teilnahme, als_dienst: Any) -> Teilnahme:
    """Her Teilnahme as a training of two years, of which the yearly check can be ticked by hand."""
    with als_dienst():
        Massnahme.objects.filter(pk=fall.massnahme_id).update(programmstufe="QAB-K", ende=HEUTE + timedelta(days=700))
        fall.geplantes_ende = fall.eintritt + timedelta(days=600)
        fall.save()
    return fall


@pytest.fixture
def pflicht(welt: Welt, als_nutzer: Any) -> Any:
    """The duties of a step that the account of a role gets, of the Teilnahme or of the project."""

    def finden(rolle: str, schritt: str, teilnahme: int | None = None) -> list[Pflicht]:
        with als_nutzer(welt[rolle]):
            projekt = next(p for p in projekte_laden(welt[rolle], HEUTE) if p.pk == welt.massnahmen["M-A"].pk)
        return [p for p in projekt.pflichten if p.schritt == schritt and p.teilnahme == teilnahme]

    return finden


def test_jps83_alle_seiten_sehen_dieselbe_ampel_und_dieselben_pflichten(welt, fall, als_nutzer):
    gesehen = []
    for rolle in ("bdl", "bdl_leitung", "rb", "regiestelle"):
        with als_nutzer(welt[rolle]):
            (projekt,) = (p for p in projekte_laden(welt[rolle], HEUTE) if p.pk == fall.massnahme_id)
        assert projekt.ampel == ROT
        gesehen.append(projekt.pflichten)
    assert gesehen[0] and all(pflichten == gesehen[0] for pflichten in gesehen)


def test_jps83_der_traeger_sieht_nur_die_eigenen_projekte(welt, fall, als_nutzer):
    with als_nutzer(welt["bdl"]):
        assert {p.pk for p in projekte_laden(welt["bdl"], HEUTE)} == {welt.massnahmen["M-A"].pk}
    with als_nutzer(welt["regiestelle"]):
        assert len(projekte_laden(welt["regiestelle"], HEUTE)) == 2
    with als_nutzer(welt["pap"]):
        assert not projekte_laden(welt["pap"], HEUTE)


def test_ds04_die_funktion_gibt_fremde_projekte_auch_bei_falscher_frage_nicht_heraus(welt, fall, als_nutzer):
    from django.db import connection

    fremd = welt.massnahmen["M-B"].pk
    frage = "select count(*) from checkliste_akten(%s, %s, '2000-01-01')"
    for rolle, anzahl in (("bdl", 0), ("rb", 0), ("pap", 0), ("regiestelle", 1)):
        with als_nutzer(welt[rolle]), connection.cursor() as c:
            c.execute(frage, [[fremd], HEUTE])
            assert c.fetchone() == (anzahl,), rolle


def test_jps83_ein_gespraech_hakt_seine_pflicht_von_selbst_ab(welt, fall, als_dienst, pflicht):
    vorher = pflicht("bdl", "ZV-05a", fall.pk)
    assert {p.stand for p in vorher} <= {OFFEN, UEBERFAELLIG}
    with als_dienst():
        g = gespraech_anlegen(welt, fall)
    nachher = pflicht("regiestelle", "ZV-05a", fall.pk)
    assert {p.stand for p in nachher} <= {ERLEDIGT, VERSPAETET}
    assert {p.beleg for p in nachher} == {f"gespraech_bdl_tn:{g.pk}"}


def test_jps64_in_einer_unterbrechung_ruht_die_pflicht(welt, fall, als_dienst, pflicht):
    from wegplan.domains.anwesenheit.models import Ausnahmezeit

    with als_dienst():
        Ausnahmezeit.objects.create(
            person=welt.eigen, teilnahme=fall, art="unterbrechung", von=fall.eintritt + timedelta(days=1)
        )
    assert {p.stand for p in pflicht("rb", "ZV-04a", fall.pk)} == {RUHT}


def test_jps83_die_seite_des_projekts_nennt_alle_punkte_und_niemanden(welt, fall, als, text, spuren):
    for rolle in ("bdl", "rb", "regiestelle"):
        antwort = als(welt[rolle]).get(SEITE.format(fall.massnahme_id))
        seite = text(antwort)
        assert antwort.status_code == 200
        assert "Übernahme der Teilnehmenden" in seite and "Erfassung der Zielindikatoren" in seite
        assert "Eigen" not in seite
    assert not spuren()


def test_aw06_die_regiestelle_sieht_keine_kleinen_zahlen(welt, fall, als, text):
    assert "unter 3" in text(als(welt["regiestelle"]).get(SEITE.format(fall.massnahme_id)))
    assert "unter 3" not in text(als(welt["rb"]).get(SEITE.format(fall.massnahme_id)))


def test_jps83_rueckstaende_mit_namen_und_genau_einer_spur(welt, fall, als, text, spuren):
    seite = text(als(welt["rb"]).get("/checkliste/rueckstaende/"))
    assert "Individuellen Förderplan erstellen" in seite and "Eigen" in seite and "Fremd" not in seite
    assert len(spuren()) == 1


def test_jps83_rueckstaende_gefiltert_nach_dem_der_schuldet(welt, fall, als, text):
    seite = text(als(welt["rb"]).get("/checkliste/rueckstaende/?wer=rb"))
    assert "Individuellen Förderplan erstellen" not in seite
    punkt = text(als(welt["rb"]).get("/checkliste/rueckstaende/?punkt=stufen-4"))
    assert "Individuellen Förderplan erstellen" in punkt and "Auftaktgespräch zur Übernahme" not in punkt


def test_jps83_rueckstaende_als_tabelle(welt, fall, als):
    antwort = als(welt["rb"]).get("/checkliste/rueckstaende/?ausgabe=xlsx")
    assert antwort.status_code == 200 and antwort["Content-Type"].startswith("application/vnd.openxml")


def test_jps83_nach_dem_austritt_ist_das_gespraech_versaeumt_und_kein_rueckstand(
    welt, fall, als, text, pflicht, als_dienst
):
    with als_dienst():
        fall.austritt = HEUTE - timedelta(days=5)
        fall.save()
    assert {p.stand for p in pflicht("regiestelle", "ZV-04a", fall.pk)} == {VERSAEUMT}
    rb = als(welt["rb"])
    assert "Individuellen Förderplan erstellen" not in text(rb.get("/checkliste/rueckstaende/"))
    versaeumt = text(rb.get("/checkliste/rueckstaende/?stand=versaeumt"))
    assert "Versäumtes" in versaeumt and "Individuellen Förderplan erstellen" in versaeumt and "Eigen" in versaeumt
    seite = rb.get(SEITE.format(fall.massnahme_id)).content.decode()
    assert f"?massnahme={fall.massnahme_id}&amp;stand=versaeumt" in seite and "?stand=versaeumt" in seite


def test_jps20_die_uebergabe_des_qualifizierungsplans_belegt_seine_pflicht(welt, fall, pflicht, als_dienst):
    from wegplan.domains.qualifizierungsplan.models import Qualifizierungsplan

    assert {p.stand for p in pflicht("rb", "ZV-03", fall.pk)} == {UEBERFAELLIG}
    with als_dienst():
        plan = Qualifizierungsplan.objects.create(
            person_id=fall.person_id,
            teilnahme=fall,
            nummer=1,
            stand="uebergeben",
            uebergeben_am=fall.eintritt + timedelta(days=20),
            angelegt_von=welt["bdl"],
            name_fachkraft="Ada Beispiel",
            pruefsumme="x",
        )
    (gefunden,) = pflicht("rb", "ZV-03", fall.pk)
    assert (gefunden.stand, gefunden.beleg) == (ERLEDIGT, f"qualifizierungsplan:{plan.pk}")


def test_jps83_das_regionalbuero_sagt_von_wann_an_die_checkliste_gefuehrt_wird(
    welt, fall, als, text, pflicht, als_dienst
):
    adresse, seite = f"{SEITE.format(fall.massnahme_id)}beginn/", SEITE.format(fall.massnahme_id)
    eingabe = {"am": f"{HEUTE:%Y-%m-%d}", "notiz": "Bis dahin auf Papier."}
    assert als(welt["bdl"]).get(adresse).status_code == 403
    rb = als(welt["rb"])
    assert rb.post(adresse, {**eingabe, "am": f"{HEUTE + timedelta(days=1):%Y-%m-%d}"}).status_code == 422
    for _ in range(2):  # a double click makes one
        assert rb.post(adresse, eingabe).status_code == 302
    assert rb.post(adresse, {**eingabe, "notiz": "Anders."}).status_code == 422
    assert {p.stand for p in pflicht("bdl", "ZV-04a", fall.pk)} == {ENTFALLEN}
    assert f"vom {HEUTE:%d.%m.%Y} an geführt" in text(als(welt["regiestelle"]).get(seite))
    with als_dienst():
        (haken,) = Pflichthaken.objects.all()
    zurueck = f"/checkliste/haken/{haken.pk}/zuruecknehmen/"
    assert zurueck in rb.get(seite).content.decode()
    assert rb.post(zurueck, {"grund": "Es war doch früher."})["Location"].endswith(seite)
    assert {p.stand for p in pflicht("bdl", "ZV-04a", fall.pk)} == {UEBERFAELLIG}


def test_jps83_wer_wartet_auf_wen_fasst_zusammen(welt, fall, als, text):
    seite = text(als(welt["bdl"]).get("/checkliste/wartet/"))
    assert "Wer auf wen wartet" in seite and "Träger" in seite and "Regionalbüro" in seite


@pytest.mark.parametrize("adresse", ["/checkliste/rueckstaende/", "/checkliste/wartet/"])
def test_jps83_die_regiestelle_sieht_keine_personen(welt, fall, als, adresse):
    assert als(welt["regiestelle"]).get(adresse).status_code == 403


def _haken_url(fall: Teilnahme, schritt: str = "ZV-10b") -> str:
    return f"/projekte/{fall.massnahme_id}/checkliste/{schritt}/abhaken/?teilnahme={fall.pk}"


EINGABE = {"wie": "erledigt", "am": f"{HEUTE:%Y-%m-%d}", "notiz": "In der Teambesprechung übergeben."}


def test_jps83_abhaken_und_mit_grund_zuruecknehmen(welt, ausbildung, als, text, pflicht, als_dienst):
    sitzung = als(welt["bdl"])
    for _ in range(2):  # a double click makes one tick
        assert sitzung.post(_haken_url(ausbildung), EINGABE).status_code == 302
    with als_dienst():
        (haken,) = Pflichthaken.objects.all()
    (gehakt,) = pflicht("rb", "ZV-10b", ausbildung.pk)
    assert gehakt.stand == ERLEDIGT and gehakt.beleg == f"haken:{haken.pk}"
    zurueck = f"/checkliste/haken/{haken.pk}/zuruecknehmen/"
    assert sitzung.post(zurueck, {"grund": ""}).status_code == 422
    assert sitzung.post(zurueck, {"grund": "Der Plan war von jemand anderem."}).status_code == 302
    assert pflicht("rb", "ZV-10b", ausbildung.pk)[0].stand == OFFEN
    verlauf = text(sitzung.get(f"/projekte/{ausbildung.massnahme_id}/checkliste/ZV-10b/"))
    assert "In der Teambesprechung übergeben." in verlauf and "Der Plan war von jemand anderem." in verlauf


def test_jps83_den_haken_nimmt_nur_die_stelle_zurueck_die_ihn_gesetzt_hat(welt, ausbildung, als, text, als_dienst):
    als(welt["bdl"]).post(_haken_url(ausbildung), EINGABE)
    with als_dienst():
        (haken,) = Pflichthaken.objects.all()
    antwort = als(welt["rb"]).post(f"/checkliste/haken/{haken.pk}/zuruecknehmen/", {"grund": "Nein."})
    assert antwort.status_code == 422 and "nimmt die Stelle zurück" in text(antwort)


def test_jps83_was_ein_eintrag_belegt_wird_nicht_abgehakt(welt, ausbildung, als):
    assert als(welt["bdl"]).get(_haken_url(ausbildung, "ZV-06")).status_code == 404
    assert als(welt["bdl"]).get(_haken_url(ausbildung, "gibtsnicht")).status_code == 404


def test_jps83_ein_haken_in_der_zukunft_wird_erklaert(welt, ausbildung, als, text):
    morgen = {**EINGABE, "am": f"{HEUTE + timedelta(days=1):%Y-%m-%d}"}
    antwort = als(welt["bdl"]).post(_haken_url(ausbildung), morgen)
    assert antwort.status_code == 422 and "liegt in der Zukunft" in text(antwort)


def test_ds02_teilnahme_eines_fremden_projekts_ist_unbekannt(welt, ausbildung, als, als_dienst):
    with als_dienst():
        fremde = Teilnahme.objects.get(person=welt.fremd, austritt=None)
    adresse = f"/projekte/{ausbildung.massnahme_id}/checkliste/ZV-10b/abhaken/?teilnahme={fremde.pk}"
    assert als(welt["bdl"]).get(adresse).status_code == 404
    assert als(welt["bdl"]).get(SEITE.format(welt.massnahmen["M-B"].pk)).status_code == 404
