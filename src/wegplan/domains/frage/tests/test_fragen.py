"""Questions between the offices on a case: asked, answered, who waits, who reads (PX-09)."""

from datetime import date, timedelta

import pytest
from django.db import Error, transaction
from django.utils import timezone

from tests.welt import HEUTE
from wegplan.domains.anwesenheit.models import Monatsabschluss
from wegplan.domains.beleg.models import Beleg
from wegplan.domains.frage.models import Frage, Fragebeitrag
from wegplan.domains.frage.rules import antwort_bis
from wegplan.domains.frage.vorfuehrung import belege_anlegen
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

pytestmark = pytest.mark.django_db


def reiter(fall):
    return f"/personen/{fall.person_id}/fragen/"


def neu(fall):
    return f"/personen/{fall.person_id}/teilnahmen/{fall.pk}/fragen/neu/"


def test_px09_das_jobcenter_fragt_der_traeger_antwortet_das_jobcenter_schliesst(als, fall, welt, text, als_dienst):
    ifk, bdl = als("ifk"), als("bdl")
    werte = {"kennzeichen": neues_kennzeichen(), "an_stelle": welt.stellen["TR-A"].pk, "text": "Ist der Vertrag da?"}
    antwort = ifk.post(neu(fall), werte, follow=True)
    assert "Jetzt wartet sie auf Stelle TR-A." in text(antwort) and "wartet auf die andere Stelle" in text(antwort)
    with als_dienst():
        frage = Frage.objects.get()
    assert "wartet auf Ihre Stelle" in text(bdl.get(reiter(fall)))
    werte = {"kennzeichen": neues_kennzeichen(), "text": "Ja, seit Montag."}
    assert bdl.post(f"/fragen/{frage.pk}/antworten/", werte).status_code == 302
    seite = text(ifk.get(reiter(fall)))
    assert "wartet auf Ihre Stelle" in seite and "Ja, seit Montag." in seite
    with als_dienst():
        frage.refresh_from_db()
        assert frage.zustaendig == welt["ifk"]
    ifk.post(f"/fragen/{frage.pk}/abschliessen/")
    assert "abgeschlossen" in text(bdl.get(reiter(fall)))
    assert bdl.get(f"/fragen/{frage.pk}/antworten/").status_code == 404


def test_px09_eine_mitgebrachte_frage_wird_hier_beantwortet_und_abgeschlossen(als, fall, welt, text, als_dienst):
    """The answer waits for nobody in particular: who asked has no account here (ADR 0067)."""
    jobcenter, traeger = welt.stellen["JC-A"], welt.stellen["TR-A"]
    marke = {"eingelesen_am": date(2026, 3, 2), "herkunft": "Altverfahren"}
    with als_dienst():
        hang = {"person_id": fall.person_id, "teilnahme": fall, "von_stelle": jobcenter, "an_stelle": traeger}
        frage = Frage.objects.create(**hang, **marke, frage_id="F1", am_zug=traeger, wartet_seit=timezone.now())
        Fragebeitrag.objects.create(**marke, frage=frage, beitrag_id="a", text="Ist er da?", stelle=jobcenter)
    bdl = als("bdl")
    seite = text(bdl.get(reiter(fall)))
    assert "Ist er da?" in seite and "mitgebracht aus „Altverfahren“" in seite and "None" not in seite
    assert "Stelle JC-A" in text(als("ifk").get("/fragen/"))
    werte = {"kennzeichen": neues_kennzeichen(), "text": "Ja, seit Montag."}
    assert bdl.post(f"/fragen/{frage.pk}/antworten/", werte).status_code == 302
    with als_dienst():
        frage.refresh_from_db()
        assert (frage.am_zug, frage.zustaendig) == (jobcenter, None)
    als("ifk").post(f"/fragen/{frage.pk}/abschliessen/")
    assert "abgeschlossen" in text(bdl.get(reiter(fall)))
    with als_dienst():
        Frage.objects.filter(pk=frage.pk).update(geschlossen_von=None)  # as one that came in closed
    assert "None" not in text(bdl.get(reiter(fall)))


def test_px09_wem_die_frage_gehoert_aendert_auch_der_dienst_nicht(gefragt, welt, als_dienst):
    """Only what was brought in follows its next package."""
    frage = gefragt("ifk", "TR-A")
    with als_dienst(), pytest.raises(Error), transaction.atomic():
        Frage.objects.filter(pk=frage.pk).update(an_stelle=welt.stellen["RB-A"])


def test_ds31_ein_doppelter_klick_macht_eine_frage_und_eine_antwort(als, fall, welt, als_dienst):
    werte = {"kennzeichen": neues_kennzeichen(), "an_stelle": welt.stellen["RB-A"].pk, "text": "Wie weiter?"}
    for _ in range(2):
        assert als("bdl").post(neu(fall), werte).status_code == 302
    with als_dienst():
        frage = Frage.objects.get()
    werte = {"kennzeichen": neues_kennzeichen(), "text": "So."}
    for _ in range(2):
        assert als("rb").post(f"/fragen/{frage.pk}/antworten/", werte).status_code == 302
    with als_dienst():
        assert Fragebeitrag.objects.count() == 2


def test_ds32_gefragt_werden_nur_die_beteiligten_stellen(als, fall, welt, text):
    werte = {"kennzeichen": neues_kennzeichen(), "an_stelle": welt.stellen["TR-B"].pk, "text": "Bleibt stehen"}
    antwort = als("ifk").post(neu(fall), werte)
    assert antwort.status_code == 422 and "Bleibt stehen" in text(antwort)
    seite = text(als("ifk").get(neu(fall)))
    assert "Stelle TR-A" in seite and "Stelle RB-A" in seite and "Stelle TR-B" not in seite


def test_ds02_die_dritte_stelle_liest_nicht_mit(als, fall, gefragt, text):
    frage = gefragt("ifk", "TR-A")
    assert "Ist der Vertrag da?" not in text(als("rb").get(reiter(fall)))
    for was in ("antworten", "abgeben"):
        assert als("rb").get(f"/fragen/{frage.pk}/{was}/").status_code == 404
    assert als("rb").post(f"/fragen/{frage.pk}/abschliessen/").status_code == 404


@pytest.mark.parametrize("rolle", ["ifk", "tl", "bdl", "rb"])
def test_ds04_beide_mauern_zeigen_dieselben_fragen(gefragt, welt, als_nutzer, rolle):
    for von, an in (("ifk", "TR-A"), ("bdl", "RB-A"), ("rb", "JC-A")):
        gefragt(von, an)
    with als_nutzer(welt[rolle]):
        ungefiltert = set(Frage.objects.values_list("pk", flat=True))
        assert ungefiltert == set(Frage.objects.fuer(welt[rolle]).values_list("pk", flat=True))
        assert len(ungefiltert) == 2
        assert set(Fragebeitrag.objects.values_list("frage", flat=True)) == ungefiltert


def test_px09_was_geschrieben_ist_aendert_die_datenbank_nicht(gefragt, welt, als_nutzer):
    gefragt("ifk", "TR-A")
    with als_nutzer(welt["ifk"]):
        for aendern in (
            lambda: Fragebeitrag.objects.update(text="anders"),
            lambda: Frage.objects.update(gestellt_von=welt["tl"]),
        ):
            with pytest.raises(Error), transaction.atomic():
                aendern()
        assert Fragebeitrag.objects.all()._raw_delete("default") == 0


def test_px09_innerhalb_der_stelle_wird_abgegeben(als, gefragt, welt, text, als_dienst):
    frage = gefragt("ifk", "TR-A")
    adresse = f"/fragen/{frage.pk}/abgeben/"
    assert als("bdl").post(adresse, {"an": welt["rb"].pk}).status_code == 422
    assert als("bdl").post(adresse, {"an": welt["bdl_leitung"].pk}).status_code == 302
    with als_dienst():
        assert Frage.objects.get().zustaendig == welt["bdl_leitung"]
    assert als("ifk").post(adresse, {"an": welt["tl"].pk}).status_code == 422


def test_px09_die_liste_zeigt_wer_seit_wann_wartet_und_nie_den_text(als, gefragt, text, spuren, fall, als_dienst):
    frage = gefragt("ifk", "TR-A")
    with als_dienst():
        Frage.objects.filter(pk=frage.pk).update(wartet_seit=timezone.now() - timedelta(days=9))
    vorher = len(spuren())
    seite = text(als("bdl").get("/fragen/?bei_mir=on"))
    assert "Ihre Stelle" in seite and "überfällig" in seite and "Ist der Vertrag da?" not in seite
    assert [s["personen"] for s in spuren()[vorher:]] == [[fall.person_id]]
    assert "Es gibt keine Fragen." in text(als("rb").get("/fragen/"))


def test_px09_die_startseite_zaehlt_was_auf_einen_wartet(als, gefragt, text):
    gefragt("ifk", "TR-A")
    assert "Fragen, die auf Ihre Antwort warten" in text(als("bdl").get("/"))


@pytest.mark.parametrize("rolle", ["bdl", "ifk"])
def test_px09_liste_und_reiter_kosten_immer_gleich_viele_anweisungen(als, fall, gefragt, anweisungen, rolle):
    gefragt("ifk", "TR-A")
    client = als(rolle)
    client.get("/fragen/")
    wenig = [anweisungen(client, adresse) for adresse in ("/fragen/", reiter(fall))]
    for _ in range(5):
        gefragt("bdl", "JC-A")
    assert [anweisungen(client, adresse) for adresse in ("/fragen/", reiter(fall))] == wenig


def test_px09_eine_antwort_ist_bis_sieben_tage_danach_rechtzeitig():
    assert antwort_bis(date(2026, 3, 2)) == date(2026, 3, 9)


def test_px01_px09_die_demo_zeigt_belege_und_fragen(fall, welt, als_dienst, als, text, monkeypatch):
    monkeypatch.setattr("wegplan.domains.frage.vorfuehrung.JEDE", 1)
    with als_dienst():
        for massnahme in welt.massnahmen.values():
            massnahme.foerderart, massnahme.zweckbindung = "ESF", ["stammdaten", "leistung"]
            massnahme.save()
        monat = (HEUTE.replace(day=1) - timedelta(days=62)).replace(day=1)
        Monatsabschluss.objects.create(massnahme=fall.massnahme, monat=monat, abgeschlossen_von=welt["bdl_leitung"])
        belege_anlegen(HEUTE)
        assert Beleg.objects.filter(monat=monat).count() == Frage.objects.filter(person=welt.eigen).count() == 1
        beleg = Beleg.objects.get(person=welt.eigen)
    assert b"data:image" in als("bdl").get(f"/belege/{beleg.pk}/").content
    assert "Ja, ich kümmere mich" in text(als("ifk").get(reiter(fall)))
