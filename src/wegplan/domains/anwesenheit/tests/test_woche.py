"""A group's week on one page: what may be entered, what is written, who sees it (JPS-30)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.welt import HEUTE
from wegplan.domains.anwesenheit.models import Anwesenheit, Ausnahmezeit, Schliesszeit, Wochenmuster
from wegplan.domains.anwesenheit.views import wochenname
from wegplan.domains.organisation.models import Nutzer

from .conftest import MONTAG, gruppe_bauen

pytestmark = pytest.mark.django_db
TAG = timedelta(days=1)


def test_jps30_die_woche_wird_in_einem_zug_gespeichert(gruppe, speichern, als_dienst):
    antwort = speichern(gruppe, {(0, 0): "a", (0, 1): "k", (1, 0): "e", (2, 4): "u"})
    assert antwort.status_code == 302
    with als_dienst():
        assert gruppe.marken() == {
            (0, 0, "traeger"): "anwesend",
            (0, 1, "traeger"): "krank",
            (1, 0, "traeger"): "entschuldigt",
            (2, 4, "traeger"): "unentschuldigt",
        }
        assert {m.erfasst_von.username for m in Anwesenheit.objects.select_related("erfasst_von")} == {"bdl-a"}
    speichern(gruppe, {(0, 0): "", (0, 1): "a", (1, 0): "e"})
    with als_dienst():
        assert gruppe.marken() == {
            (0, 1, "traeger"): "anwesend",
            (1, 0, "traeger"): "entschuldigt",
            (2, 4, "traeger"): "unentschuldigt",
        }


def test_jps30_ein_tag_hat_je_lernort_einen_eintrag_und_die_datenbank_haelt_das_fest(
    gruppe, speichern, als_dienst, als, text
):
    speichern(gruppe, {(0, 0): "k"}, url=f"{gruppe.url}?ort=praktikum")
    with als_dienst():
        assert gruppe.marken() == {(0, 0, "praktikum"): "krank"}
    seite = als("bdl").get(gruppe.url)
    assert "im Praktikum: krank" in text(seite) and gruppe.feld(0, 0) not in seite.content.decode()
    marke = {"teilnahme": gruppe.teilnahmen[0], "person_id": gruppe.teilnahmen[0].person_id, "datum": MONTAG}
    with als_dienst(), pytest.raises(IntegrityError), transaction.atomic():
        Anwesenheit.objects.create(**marke, lernort="praktikum", status="anwesend")


def test_jps30_tage_vor_dem_eintritt_sind_keine_solltage(welt, als, als_dienst, speichern, text):
    with als_dienst():
        spaet = gruppe_bauen(welt, 1, MONTAG + 2 * TAG)
    seite = als("bdl").get(spaet.url)
    assert "noch nicht eingetreten" in text(seite)
    assert [spaet.feld(0, tag) in seite.content.decode() for tag in range(5)] == [False, False, True, True, True]
    assert speichern(spaet, {(0, 1): "u"}).status_code == 422
    with als_dienst():
        assert not Anwesenheit.objects.exists()


def test_jps30_muster_schliesszeit_und_eigene_tage_bestimmen_die_solltage(gruppe, als, als_dienst, text):
    with als_dienst():
        Wochenmuster.objects.create(massnahme=gruppe.massnahme, gueltig_ab=MONTAG - TAG, tage=[1, 2, 3, 6])
        Schliesszeit.objects.create(massnahme=gruppe.massnahme, von=MONTAG, bis=MONTAG, bezeichnung="Betriebsausflug")
        for nr, art in ((0, "urlaub"), (1, "unterbrechung")):
            t = gruppe.teilnahmen[nr]
            Ausnahmezeit.objects.create(teilnahme=t, person_id=t.person_id, art=art, von=MONTAG + TAG, bis=MONTAG + TAG)
    seite = als("bdl").get(gruppe.url)
    inhalt = seite.content.decode()
    felder = {nr: [tag for tag in range(7) if gruppe.feld(nr, tag) in inhalt] for nr in range(3)}
    assert felder == {0: [2, 5], 1: [2, 5], 2: [1, 2, 5]}
    assert "Betriebsausflug" in text(seite) and "Unterbrechung" in text(seite)


def test_jps30_alle_anwesend_geht_ohne_skript_und_laesst_stehen_was_da_ist(gruppe, speichern, als_dienst):
    speichern(gruppe, {(1, 2): "u"}, alle="2")
    with als_dienst():
        assert [gruppe.marken()[nr, 2, "traeger"] for nr in range(3)] == ["anwesend", "unentschuldigt", "anwesend"]


def test_jps30_im_voraus_nur_krank_und_entschuldigt(gruppe, speichern, als_dienst):
    naechste = f"/anwesenheit/{gruppe.massnahme.pk}/{wochenname(HEUTE + 7 * TAG)}/"
    assert speichern(gruppe, {(0, 1): "u"}, url=naechste).status_code == 422
    assert speichern(gruppe, {(0, 1): "a", (1, 1): "e"}, url=naechste).status_code == 422
    with als_dienst():
        assert not Anwesenheit.objects.exists(), "all of it or nothing"
    assert speichern(gruppe, {(0, 1): "k"}, url=naechste).status_code == 302


def test_ds31_wer_als_zweiter_speichert_sieht_beide_staende(gruppe, als, als_dienst, text):
    eine, andere = als("bdl"), als("bdl_leitung")
    stand = {c: c.get(gruppe.url).context["stand"] for c in (eine, andere)}
    eine.post(gruppe.url, {"stand": stand[eine], gruppe.feld(0, 0): "a", gruppe.feld(1, 0): "a"})
    daten = {"stand": stand[andere], gruppe.feld(0, 0): "u", gruppe.feld(1, 0): "a", gruppe.feld(2, 0): "k"}
    antwort = andere.post(gruppe.url, daten)
    assert antwort.status_code == 409
    assert "jetzt steht dort „anwesend“ (vorher „kein Eintrag“), Ihr Eintrag ist „unentschuldigt“" in text(antwort)
    with als_dienst():
        assert gruppe.marken() == {(0, 0, "traeger"): "anwesend", (1, 0, "traeger"): "anwesend"}
    daten["stand"] = antwort.context["stand"]
    assert andere.post(gruppe.url, daten).status_code == 302
    with als_dienst():
        assert gruppe.marken()[0, 0, "traeger"] == "unentschuldigt"


@pytest.mark.parametrize("unfug", ["", "x", "1:aaaaa,2", ":::", "9" * 50 + ":aaaaa"])
def test_ds32_ein_unlesbarer_stand_ueberschreibt_nichts(gruppe, als, als_dienst, speichern, unfug):
    speichern(gruppe, {(0, 0): "a"})
    antwort = als("bdl").post(
        gruppe.url, {"stand": unfug, gruppe.feld(0, 0): "u", "m1-9": "a", "mx-1": "a", "alle": "9"}
    )
    assert antwort.status_code == 409
    with als_dienst():
        assert gruppe.marken() == {(0, 0, "traeger"): "anwesend"}


@pytest.mark.parametrize("woche", ["2026-W54", "2026-W00", "0000-W01", "2026W10", "heute", "9999-W01"])
def test_ds32_eine_woche_die_es_nicht_gibt_ist_404(gruppe, als, woche):
    assert als("bdl").get(f"/anwesenheit/{gruppe.massnahme.pk}/{woche}/").status_code == 404


def test_ds02_nur_die_stellen_der_massnahme_und_die_fachkraefte_der_personen_sehen_die_woche(
    gruppe, als, als_dienst, text, welt
):
    assert "Name000" in text(als("rb").get(gruppe.url))
    assert "Name000" in text(als("tl").get(gruppe.url)), "the team's persons"
    assert "Name000" not in text(als("pap").get(gruppe.url)), "not the advisor's own case"
    with als_dienst():
        fremd = Nutzer.objects.create(username="bdl-b", rolle="bdl", organisation=welt.stellen["TR-B"])
    assert als(fremd).get(gruppe.url).status_code == 404
    for rolle in ("rb", "tl"):
        als(rolle).post(gruppe.url, {"stand": "", gruppe.feld(0, 0): "a"})
    with als_dienst():
        assert not Anwesenheit.objects.exists()


def test_ds04_hinter_der_zweiten_mauer_schreibt_nur_wer_eintragen_darf(gruppe, als_nutzer, welt):
    t = gruppe.teilnahmen[0]
    marke = {"teilnahme_id": t.pk, "person_id": t.person_id, "lernort": "traeger", "status": "anwesend"}
    with als_nutzer(welt["bdl"]):
        Anwesenheit.objects.create(**marke, datum=MONTAG)
    for rolle in ("rb", "tl"):
        with als_nutzer(welt[rolle]):
            assert Anwesenheit.objects.count() == 1
            with pytest.raises(Exception, match="row-level security"), transaction.atomic():
                Anwesenheit.objects.create(**marke, datum=MONTAG + TAG)
    with als_nutzer(welt["ags"]):
        assert not Anwesenheit.objects.exists()


def test_ds10_die_seite_hinterlaesst_eine_spur_mit_allen_gezeigten(gruppe, als, spuren):
    vorher = len(spuren())
    als("bdl").get(gruppe.url)
    neue = [s for s in spuren()[vorher:] if s["ansicht"] == "anwesenheit:woche"]
    assert [(s["art"], sorted(s["personen"])) for s in neue] == [
        ("liste", sorted(t.person_id for t in gruppe.teilnahmen))
    ]


def _anweisungen(client, gruppe) -> tuple[int, int]:
    """Statements of showing and of saving every cell of the week."""
    with CaptureQueriesContext(connection) as gezeigt:
        seite = client.get(gruppe.url)
    marken = "akeu"
    daten = {gruppe.feld(nr, tag): marken[(nr + tag) % 4] for nr in range(len(gruppe.teilnahmen)) for tag in range(5)}
    with CaptureQueriesContext(connection) as gespeichert:
        antwort = client.post(gruppe.url, {"stand": seite.context["stand"], **daten})
    assert antwort.status_code == 302
    client.get(gruppe.url)  # takes the message along
    return tuple(sum("SAVEPOINT" not in q["sql"] for q in c.captured_queries) for c in (gezeigt, gespeichert))


def test_jps30_300_personen_kosten_so_viele_anweisungen_wie_drei(welt, als, als_dienst):
    with als_dienst():
        klein, gross = gruppe_bauen(welt, 3), gruppe_bauen(welt, 300)
    client = als("bdl")
    wenige = _anweisungen(client, klein)
    assert _anweisungen(client, gross) == wenige
    assert wenige[0] <= 12 and wenige[1] <= 22
    with als_dienst():
        assert Anwesenheit.objects.count() == 303 * 5
