"""What participants write, and where professionals find it (JPS-10, JPS-12, JPS-52)."""

from datetime import timedelta

import pytest

from tests.welt import HEUTE
from wegplan.domains.foerderplan import services as plaene
from wegplan.domains.foerderplan.models import Einschaetzung, Foerderziel
from wegplan.domains.mitsprache.models import Eigenwort

pytestmark = pytest.mark.django_db


@pytest.fixture
def entwurf(welt, fall, plan, als_nutzer):
    """The next version, begun by the provider."""
    with als_nutzer(welt["bdl"]):
        return plaene.neue_fassung(welt["bdl"], fall.person_id, fall.pk, HEUTE + timedelta(days=80))[0]


@pytest.fixture
def worte(als_dienst):
    def lesen(**bedingung):
        with als_dienst():
            return list(Eigenwort.objects.filter(**bedingung).order_by("pk"))

    return lesen


def neu_geschrieben(bdl):
    """The figure on the provider's start page."""
    zahlen = bdl.get("/").context["zahlen"]
    return next(z.wert for z in zahlen if z.bezeichnung == "neu von Teilnehmenden geschrieben")


def test_jps10_die_selbsteinschaetzung_steht_beim_entwurf_und_wird_uebernommen(
    ich, als, entwurf, worte, text, als_dienst
):
    ich.post("/meine-einschaetzung/", {"stufe_fachlich": "5", "text_fachlich": "Ich rechne gut."})
    (wort,) = worte()
    bdl = als("bdl")
    assert neu_geschrieben(bdl) == 1
    seite = text(bdl.get(f"/foerderplaene/{entwurf.pk}/"))
    assert "Ich rechne gut." in seite and "So sehe ich mich: sehr gut" in seite
    bdl.post(f"/foerderplaene/{entwurf.pk}/eigenworte/{wort.pk}/")
    with als_dienst():
        e = Einschaetzung.objects.get(fassung=entwurf, bereich="fachlich")
        assert (e.selbst_stufe, e.selbst_text, e.fach_text) == (5, "Ich rechne gut.", "Ruhig und genau.")
    assert worte()[0].erledigt_am
    assert neu_geschrieben(bdl) == 0


def test_jps10_eigene_worte_fuer_ein_ziel_ersetzen_im_entwurf_nur_den_wortlaut(ich, als, entwurf, worte, als_dienst):
    ich.post("/meine-ziele/", {"ziel_1": "Ich will in die Küche.", "ziel_2": "", "neu": "Ich will den Führerschein."})
    gefunden = {w.bezug: w for w in worte(art="ziel")}
    assert set(gefunden) == {"Z0", ""}
    bdl = als("bdl")
    bdl.post(f"/foerderplaene/{entwurf.pk}/eigenworte/{gefunden['Z0'].pk}/")
    neu = bdl.get(f"/foerderplaene/{entwurf.pk}/ziele/neu/?wort={gefunden[''].pk}").content.decode()
    assert "Ich will den Führerschein." in neu
    with als_dienst():
        ziel = Foerderziel.objects.get(fassung=entwurf, kennung="Z0")
        assert ziel.wortlaut == "Ich will in die Küche." and ziel.verantwortlich == "teilnehmende"


def test_jps10_ein_wort_ohne_ziel_im_entwurf_bleibt_offen(ich, als, entwurf, worte, text, als_dienst):
    ich.post("/meine-ziele/", {"ziel_1": "Ich will in die Küche.", "ziel_2": "", "neu": ""})
    with als_dienst():
        Foerderziel.objects.filter(fassung=entwurf, kennung="Z0").delete()
    (wort,) = worte()
    antwort = als("bdl").post(f"/foerderplaene/{entwurf.pk}/eigenworte/{wort.pk}/", follow=True)
    assert "Dieses Ziel gibt es im Entwurf nicht mehr." in text(antwort)
    assert worte()[0].erledigt_am is None


def test_jps10_ohne_entwurf_wartet_die_einschaetzung_auf_die_fortschreibung(ich, als, plan, fall, text):
    ich.post("/meine-einschaetzung/", {"text_sozial": "Ich frage jetzt öfter."})
    seite = text(als("bdl").get(f"/personen/{fall.person_id}/foerderplan/"))
    assert "Die Person hat selbst etwas geschrieben" in seite and "Ich frage jetzt öfter." not in seite


def test_ds05_die_liste_nennt_was_aber_nie_die_worte(ich, als, plan, text):
    ich.post("/meine-einschaetzung/", {"text_hindernisse": "Ich habe Schulden."})
    seite = text(als("bdl").get("/von-teilnehmenden/"))
    assert "Einschätzung" in seite and "Eigen" in seite and "Schulden" not in seite


@pytest.mark.parametrize("was", ["plan", "bericht"])
def test_jps52_antwort_mit_grund_steht_bei_allen_die_plan_und_bericht_lesen(
    ich, als, plan, bericht, worte, text, was, welt
):
    eigene, dort = {
        "plan": (f"/mein-plan/{plan.pk}/", f"/foerderplaene/{plan.pk}/"),
        "bericht": (f"/meine-berichte/{bericht.pk}/", f"/berichte/{bericht.pk}/"),
    }[was]
    antwort = ich.post(f"{eigene}antwort/", {"haltung": "nicht_einverstanden", "text": "Ich war öfter da."})
    assert antwort.status_code == 302
    assert "Ich bin nicht einverstanden" in text(ich.get(eigene))
    bdl = als("bdl")
    assert "Ich war öfter da." in text(bdl.get(dort))
    bdl.post(f"/von-teilnehmenden/{worte()[0].pk}/gelesen/")
    assert "Ihr Bildungsdienstleister hat das gelesen." in text(ich.get(eigene))
    if was == "plan":
        assert "Ich war öfter da." in text(als("pap").get(dort))


def test_jps52_ein_nein_braucht_einen_grund_und_nichts_geht_verloren(ich, bericht, text, worte):
    antwort = ich.post(f"/meine-berichte/{bericht.pk}/antwort/", {"haltung": "nicht_einverstanden", "text": ""})
    assert antwort.status_code == 422 and "warum Sie nicht einverstanden sind" in text(antwort)
    assert worte() == []


def test_ds31_ein_doppelter_klick_macht_ein_wort(ich, plan, worte):
    for _ in range(2):
        ich.post(f"/mein-plan/{plan.pk}/antwort/", {"haltung": "einverstanden", "text": ""})
    assert len(worte()) == 1


def test_ein_gelesenes_wort_bleibt_und_ein_neues_kommt_dazu(ich, als, plan, worte, text):
    ich.post(f"/mein-plan/{plan.pk}/antwort/", {"haltung": "nicht_einverstanden", "text": "Zu früh."})
    als("bdl").post(f"/von-teilnehmenden/{worte()[0].pk}/gelesen/")
    ich.post(f"/mein-plan/{plan.pk}/antwort/", {"haltung": "einverstanden", "text": ""})
    assert [w.haltung for w in worte()] == ["nicht_einverstanden", "einverstanden"]
    assert "Ich bin einverstanden" in text(ich.get("/mein-plan/"))


def test_ds02_ein_anderer_traeger_liest_keine_worte(ich, als, welt, plan, worte, als_dienst):
    ich.post(f"/mein-plan/{plan.pk}/antwort/", {"haltung": "gelesen", "text": ""})
    with als_dienst():
        welt["bdl"].organisation = welt.stellen["TR-B"]
        welt["bdl"].save()
    assert als("bdl").post(f"/von-teilnehmenden/{worte()[0].pk}/gelesen/").status_code == 404


def test_die_eigenen_seiten_kosten_bei_grosser_akte_so_viele_anweisungen_wie_bei_kleiner(
    ich, welt, fall, plan, bericht, marken, als_dienst, anweisungen
):
    pfade = ["/", "/mein-plan/", "/meine-anwesenheit/", "/meine-berichte/", "/wer-hat-gelesen/", "/meine-ziele/"]
    wenige = [anweisungen(ich, pfad) for pfad in pfade]
    with als_dienst():
        kopf = {"fassung": None, "horizont": "nah", "bereich": "fachlich", "wortlaut": "x", "verantwortlich": "bdl"}
        nachher = plaene_anlegen(fall, welt["bdl"])
        Foerderziel.objects.bulk_create(
            Foerderziel(**kopf | {"fassung": nachher, "kennung": f"V{n}", "bis": HEUTE}) for n in range(50)
        )
        type(nachher).objects.filter(pk=nachher.pk).update(
            stand="unterschrieben", unterschrieben_am=HEUTE, name_teilnehmend="A", name_fachkraft="B", pruefsumme="x"
        )
    assert [anweisungen(ich, pfad) for pfad in pfade] == wenige
    assert max(wenige) <= 14, wenige


def plaene_anlegen(fall, von):
    from wegplan.domains.foerderplan.models import Planfassung

    rahmen = {"angelegt_von": von, "pruefung_am": HEUTE + timedelta(days=60), "nummer": 2}
    return Planfassung.objects.create(person_id=fall.person_id, teilnahme=fall, **rahmen)


def test_ds31_getipptes_ueberlebt_eine_abgelaufene_anmeldung(ich):
    """The form carries the mark of kit/entwurf."""
    assert 'name="entwurfsmarke"' in ich.get("/meine-einschaetzung/").content.decode()
