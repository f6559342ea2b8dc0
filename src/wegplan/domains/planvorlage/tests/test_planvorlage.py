"""JPS-14: a provider's own template is checked against the minimum standards and used once the RB releases it."""

import io
import re

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, transaction

from tests.welt import HEUTE
from wegplan.domains.planvorlage.arten import FELDER
from wegplan.domains.planvorlage.models import Planvorlage
from wegplan.domains.planvorlage.queries import geltende
from wegplan.domains.planvorlage.rules import befund, fehlende, mindeststandards
from wegplan.domains.planvorlage.services import geprueft
from wegplan.domains.planvorlage.standard import standardvorlage
from wegplan.kit.vorlagen.fuellen import fuellen
from wegplan.kit.vorlagen.pruefung import pruefen

from .conftest import dokument, ganze

pytestmark = pytest.mark.django_db
SEITE, EINGANG = "/planvorlagen/", "/planvorlagen/pruefung/"
STANDARDS = mindeststandards("foerderplan", HEUTE)


def hochladen(client, welt, inhalt, buero="RB-A"):
    werte = {"art": "foerderplan", "regionalbuero": welt.stellen[buero].pk}
    return client.post(SEITE, werte | {"datei": SimpleUploadedFile("plan.docx", inhalt)}, follow=True)


def stand(als_dienst, pk):
    with als_dienst():
        return Planvorlage.objects.values_list("stand", flat=True).get(pk=pk)


# --- the standards -------------------------------------------------------------------------------------------------


def test_jps14_die_mitgelieferte_vorlage_erfuellt_jeden_mindeststandard():
    assert fehlende(geprueft("foerderplan", standardvorlage("foerderplan"), HEUTE)) == []
    felder = FELDER["foerderplan"]
    assert pruefen(standardvorlage("foerderplan"), felder).fehler == []
    brief = docx.Document(io.BytesIO(fuellen(standardvorlage("foerderplan"), {f.name: f.beispiel for f in felder})))
    text = "\n".join(p.text for p in brief.paragraphs)
    assert "Ich finde einen Betrieb" in text and "Schritt: Drei Betriebe anrufen (ich selbst, bis 20.03.2026)" in text
    assert not re.search(r"[{}]", text)


@pytest.mark.parametrize("standard", STANDARDS, ids=lambda s: s.schluessel)
def test_jps14_jeder_fehlende_mindeststandard_wird_beim_namen_genannt(standard):
    alle = {pfad: ["Text"] for s in STANDARDS for gruppe in s.verlangt for pfad in gruppe}
    nur_hier = {p for g in standard.verlangt for p in g} - {
        p for s in STANDARDS if s != standard for g in s.verlangt for p in g if standard.schluessel == "ziele"
    }
    zeilen = befund(STANDARDS, {p: orte for p, orte in alle.items() if p not in nur_hier})
    assert standard.titel in fehlende(zeilen)
    assert fehlende(befund(STANDARDS, alle)) == []
    assert len(STANDARDS) == 16 and all(s.fundstelle for s in STANDARDS)


def test_jps14_jeder_verlangte_platzhalter_wird_auch_angeboten():
    namen = {f.name for f in FELDER["foerderplan"]}
    angaben = {f.name: f.angaben for f in FELDER["foerderplan"]}
    for pfad in (p for s in STANDARDS for g in s.verlangt for p in g):
        kopf, *rest = pfad.split(".")
        assert kopf in namen and (not rest or rest[0] in angaben[kopf]), pfad


# --- the way of a template -----------------------------------------------------------------------------------------


def test_jps14_hochladen_einreichen_freigeben_und_erst_dann_gilt_sie(als, welt, als_dienst, text):
    leitung, rb, inhalt = als("bdl_leitung"), als("rb"), ganze()
    antwort = text(hochladen(leitung, welt, inhalt))
    assert "Sie zeigt alles, was die Mindeststandards verlangen." in antwort
    assert "Rahmendaten: Angaben zur Person" in antwort and "name: Text, bei „name:“" in antwort
    with als_dienst():
        pk = Planvorlage.objects.get().pk
    assert rb.get(f"{EINGANG}{pk}/").status_code == 404, "a draft is the provider's own matter"
    assert "liegt beim Regionalbüro" in text(leitung.post(f"{SEITE}{pk}/einreichen/", follow=True))
    assert "Stelle TR-A: Förderplan, Fassung 1" in text(rb.get(EINGANG))
    seite = text(rb.get(f"{EINGANG}{pk}/"))
    assert "Nah- und Fernziele in eigenen Worten" in seite
    assert rb.get(f"{EINGANG}{pk}/muster/").content[:2] == b"PK"
    with als_dienst():
        assert geltende(welt.massnahmen["M-A"], "foerderplan")[0] == standardvorlage("foerderplan")
    ohne = rb.post(f"{EINGANG}{pk}/", {"entscheidung": "freigeben"})
    assert ohne.status_code == 422 and "Bitte bestätigen Sie" in text(ohne)
    rb.post(f"{EINGANG}{pk}/", {"entscheidung": "freigeben", "bestaetigt": "on"})
    rb.post(f"{EINGANG}{pk}/", {"entscheidung": "freigeben", "bestaetigt": "on"})  # a double click
    with als_dienst():
        v = Planvorlage.objects.get()
        assert (v.stand, v.entschieden_von_id) == ("freigegeben", welt["rb"].pk)
        assert geltende(welt.massnahmen["M-A"], "foerderplan") == (inhalt, "Vorlage des Trägers, Fassung 1")
        assert geltende(welt.massnahmen["M-B"], "foerderplan")[0] == standardvorlage("foerderplan")


def test_jps14_was_fehlt_steht_in_der_liste_und_verhindert_das_einreichen(als, welt, als_dienst, text):
    leitung = als("bdl_leitung")
    antwort = text(hochladen(leitung, welt, ganze(ohne="unterschriften")))
    assert "Noch nicht erfüllt: 1 Mindeststandards." in antwort
    assert "Unterschriften der Teilnehmenden und der Fachkraft" in antwort and "unterschrift_fachkraft" in antwort
    assert "Beim Regionalbüro einreichen" not in antwort
    with als_dienst():
        pk = Planvorlage.objects.get().pk
    satz = text(leitung.post(f"{SEITE}{pk}/einreichen/", follow=True))
    assert "Es fehlt noch: Unterschriften der Teilnehmenden und der Fachkraft." in satz
    assert stand(als_dienst, pk) == "entwurf"


def test_jps14_das_rb_gibt_mit_grund_zurueck_auch_eine_die_schon_gilt(als, welt, als_dienst, vorlage_von, text):
    rb, leitung = als("rb"), als("bdl_leitung")
    for fassung, anfang in ((1, "eingereicht"), (2, "freigegeben")):
        pk = vorlage_von(anfang, fassung=fassung).pk
        leer = rb.post(f"{EINGANG}{pk}/", {"entscheidung": "zurueckgeben", "grund": ""})
        assert leer.status_code == 422 and "was zu ändern ist" in text(leer)
        rb.post(f"{EINGANG}{pk}/", {"entscheidung": "zurueckgeben", "grund": "Die Hindernisse sind zu klein."})
        assert stand(als_dienst, pk) == "zurueckgegeben"
        assert "Die Hindernisse sind zu klein." in text(leitung.get(f"{SEITE}{pk}/"))
        assert "schon entschieden" in text(leitung.post(f"{SEITE}{pk}/einreichen/", follow=True))
    assert rb.post(f"{EINGANG}{pk}/", {"entscheidung": "freigeben", "bestaetigt": "on"}).status_code == 422


def test_jps14_die_neue_fassung_loest_die_alte_ab_und_der_standard_kommt_zurueck(als, welt, als_dienst, vorlage_von):
    alt, neu = vorlage_von("freigegeben").pk, vorlage_von("eingereicht", fassung=2).pk
    als("rb").post(f"{EINGANG}{neu}/", {"entscheidung": "freigeben", "bestaetigt": "on"})
    assert (stand(als_dienst, alt), stand(als_dienst, neu)) == ("abgeloest", "freigegeben")
    als("bdl_leitung").post(f"{SEITE}{neu}/ausser-gebrauch/")
    with als_dienst():
        assert geltende(welt.massnahmen["M-A"], "foerderplan")[1] == "mitgelieferte Vorlage"


def test_jps14_nur_eine_liegt_vor_und_der_traeger_zieht_sie_zurueck(als, welt, als_dienst, vorlage_von, text):
    leitung, erste, zweite = als("bdl_leitung"), vorlage_von("eingereicht"), vorlage_von(fassung=2)
    assert "liegt schon beim" in text(leitung.post(f"{SEITE}{zweite.pk}/einreichen/", follow=True))
    leitung.post(f"{SEITE}{erste.pk}/zurueckziehen/")
    leitung.post(f"{SEITE}{zweite.pk}/einreichen/")
    assert (stand(als_dienst, erste.pk), stand(als_dienst, zweite.pk)) == ("entwurf", "eingereicht")


def test_ds31_zweimal_hochgeladen_ist_eine_fassung(als, welt, als_dienst):
    inhalt = ganze()
    for _ in range(2):
        hochladen(als("bdl_leitung"), welt, inhalt)
    with als_dienst():
        assert Planvorlage.objects.count() == 1


@pytest.mark.parametrize(
    ("inhalt", "satz"),
    [
        (dokument("{{ nahme }}"), "Den Platzhalter „nahme“ gibt es nicht."),
        (dokument("{% for z in ziele %}{{ z.wortlaut }}{{ z.farbe }}{% endfor %}"), "„farbe“ gibt es in der Liste"),
        (dokument("{{ name.__class__ }}"), "„__class__“"),
        (dokument("{{ lipsum }}"), "Den Platzhalter „lipsum“ gibt es nicht."),
        (dokument("{% for i in range(1000000000) %}x{% endfor %}"), "nur über eine Liste"),
        (b"%PDF-1.7", "keine lesbare DOCX-Datei"),
        (b"PK" + b"x" * (6 << 20), "zu groß"),
    ],
)
def test_jps14_was_nicht_geht_wird_mit_satz_abgelehnt_und_nicht_behalten(als, welt, als_dienst, text, inhalt, satz):
    antwort = hochladen(als("bdl_leitung"), welt, inhalt)
    assert antwort.status_code == 422 and satz in text(antwort)
    with als_dienst():
        assert not Planvorlage.objects.exists()


# --- who may what --------------------------------------------------------------------------------------------------


def test_ds04_vorlagen_anderer_bleiben_zu_auch_in_der_datenbank(als, welt, als_nutzer, vorlage_von, text):
    eigene, fremde = vorlage_von("eingereicht"), vorlage_von("eingereicht", kurz="B")
    for rolle, anfang in (("bdl_leitung", SEITE), ("rb", EINGANG)):
        assert als(rolle).get(f"{anfang}{eigene.pk}/").status_code == 200
        for was in ("", "datei/", "muster/"):
            assert als(rolle).get(f"{anfang}{fremde.pk}/{was}").status_code == 404
    assert als("bdl_leitung").post(f"{SEITE}{fremde.pk}/zurueckziehen/").status_code == 404
    assert (
        als("rb").post(f"{EINGANG}{fremde.pk}/", {"entscheidung": "freigeben", "bestaetigt": "on"}).status_code == 404
    )
    assert als("bdl").get(SEITE).status_code == 403 and als("ifk").get(EINGANG).status_code == 403
    for rolle in ("bdl_leitung", "rb"):
        with als_nutzer(welt[rolle]):
            assert list(Planvorlage.objects.values_list("pk", flat=True)) == [eigene.pk]
    with als_nutzer(welt["ifk"]):
        assert not Planvorlage.objects.exists()


def test_jps14_ein_regionalbuero_ohne_gemeinsames_projekt_steht_nicht_zur_wahl(als, welt, als_dienst):
    assert hochladen(als("bdl_leitung"), welt, ganze(), "RB-B").status_code == 422
    with als_dienst():
        assert not Planvorlage.objects.exists()


def test_jps14_der_traeger_kann_sich_nicht_selbst_freigeben_auch_nicht_in_der_datenbank(
    welt, als_nutzer, als_dienst, vorlage_von
):
    v = vorlage_von("eingereicht")
    werte = {"stand": "freigegeben", "entschieden_von": welt["bdl_leitung"], "entschieden_am": f"{HEUTE}T09:00Z"}
    with pytest.raises(Error, match="row-level security"), als_nutzer(welt["bdl_leitung"]):
        Planvorlage.objects.filter(pk=v.pk).update(**werte)
    with als_nutzer(welt["bdl"]):
        assert Planvorlage.objects.filter(pk=v.pk).update(stand="entwurf") == 0
    with als_dienst(), pytest.raises(Error, match="does not change"), transaction.atomic():
        Planvorlage.objects.filter(pk=v.pk).update(inhalt=b"anders")
    entwurf = vorlage_von("entwurf", fassung=2)
    with als_dienst(), pytest.raises(Error, match="handed in"), transaction.atomic():
        Planvorlage.objects.filter(pk=entwurf.pk).update(**werte)


def test_pf06_die_seiten_brauchen_gleich_viele_anweisungen_bei_einer_und_bei_vielen(als, anweisungen, vorlage_von):
    vorlage_von("eingereicht")
    zaehlen = {("bdl_leitung", SEITE), ("rb", EINGANG), ("rb", "/foerderplaene/")}
    eine = {fall: anweisungen(als(fall[0]), fall[1]) for fall in zaehlen}
    for nr in range(2, 12):
        vorlage_von("zurueckgegeben", fassung=nr)
    assert {fall: anweisungen(als(fall[0]), fall[1]) for fall in zaehlen} == eine
