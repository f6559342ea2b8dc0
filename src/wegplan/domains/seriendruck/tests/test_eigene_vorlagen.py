"""PX-11: certificates and letters in the office's own Word template, all in one file."""

import hashlib
import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx.enum.section import WD_SECTION
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.welt import HEUTE
from wegplan.domains.qualifizierungsplan.arten import Modulausgang
from wegplan.domains.qualifizierungsplan.models import Modulergebnis, Qualifizierungsplan
from wegplan.domains.qualifizierungsplan.tests.conftest import plan_anlegen
from wegplan.domains.seriendruck.dokument import werte
from wegplan.domains.seriendruck.models import Ausstellung
from wegplan.domains.seriendruck.queries import inhalte
from wegplan.domains.seriendruck.services import Blatt, pruefwert
from wegplan.domains.vorlage.arten import FELDER, SERIEN
from wegplan.domains.vorlage.models import Briefvorlage
from wegplan.domains.vorlage.standard import standardvorlage
from wegplan.kit.auftrag.models import Auftrag

from .test_seriendruck import ausfuehren, eigener_ordner, pdf_von, seite, wahl, worte

__all__ = ["eigener_ordner"]
pytestmark = pytest.mark.django_db


def hausvorlage(art="teilnahme", *absaetze):
    """The standard template under a letterhead that names the person."""
    dokument, ziel = docx.Document(io.BytesIO(standardvorlage(art))), io.BytesIO()
    dokument.sections[0].header.paragraphs[0].text = "Haus Auenmark, für {{ name }}"
    for absatz in absaetze:
        dokument.add_paragraph(absatz)
    dokument.save(ziel)
    return ziel.getvalue()


@pytest.fixture
def freigegeben(welt, als_dienst):
    """A version in use, of the provider or another office."""

    def tun(art="teilnahme", inhalt=None, rolle="bdl_leitung", aktiv=True, fragt=("absaetze", "betreff")):
        inhalt = inhalt or hausvorlage(art)
        with als_dienst():
            eigene = Briefvorlage.objects.filter(organisation=welt[rolle].organisation, art=art)
            eigene.update(aktiv=False)
            return Briefvorlage.objects.create(
                organisation=welt[rolle].organisation,
                art=art,
                fassung=eigene.count() + 1,
                inhalt=inhalt,
                pruefwert=hashlib.sha256(inhalt).hexdigest(),
                platzhalter=list(fragt),
                hochgeladen_von=welt[rolle],
                aktiv=aktiv,
                **({"freigegeben_von": welt[rolle], "freigegeben_am": timezone.now()} if aktiv else {}),
            ).pk

    return tun


def dokument_von(client, auftrag):
    return docx.Document(io.BytesIO(pdf_von(client, auftrag)))


@pytest.mark.parametrize("art", SERIEN)
def test_px11_ein_blatt_fuellt_genau_die_platzhalter_seiner_vorlage(welt, fall, art):
    inhalt = inhalte(art, [fall], HEUTE)[fall.pk] | {"tag": "x"}
    assert set(werte(art, Blatt(inhalt, "N-1"), {}, welt["bdl"], HEUTE)) == {f.name for f in FELDER[art]}


def test_px11_alle_in_der_eigenen_vorlage_sind_eine_datei_jede_person_auf_neuer_seite(
    als, fall, viele, als_dienst, text, spuren
):
    leitung, bdl, andere = als("bdl_leitung"), als("bdl"), viele(2)
    datei = SimpleUploadedFile("haus.docx", hausvorlage())
    leitung.post("/vorlagen/", {"art": "teilnahme", "datei": datei})
    with als_dienst():
        pk = Briefvorlage.objects.get().pk
    assert "Eigene Vorlage" not in text(bdl.get(seite(fall))), "not yet released"
    leitung.post(f"/vorlagen/{pk}/freigeben/")
    assert "Eigene Vorlage: Teilnahmebescheinigung, Fassung 1" in text(bdl.get(seite(fall)))
    vorschau = bdl.post(seite(fall), wahl([fall.pk], vorlage=pk, weiter="vorschau"))
    assert "Nummer Muster" in docx.Document(io.BytesIO(vorschau.content)).paragraphs[-1].text
    bdl.post(seite(fall), wahl([fall.pk, *andere], vorlage=pk))
    with als_dienst():  # what the queue holds, by the name it knows
        job = ProcrastinateJob.objects.latest("pk")
        app.tasks[job.task_name](**job.args)
        auftrag = Auftrag.objects.get(pk=job.args["auftrag_id"])
    assert auftrag.stand == "fertig", auftrag.ergebnis
    assert "Word-Datei laden" in text(bdl.get(f"/seriendruck/auftraege/{auftrag.pk}/"))
    alle = dokument_von(bdl, auftrag)
    namen = ["Robin Eigen", "Robin Reihe000", "Robin Reihe001"]
    assert [p.text.split(",")[0] for p in alle.paragraphs if "geboren am" in p.text] == namen
    assert [s.header.paragraphs[0].text for s in alle.sections] == [f"Haus Auenmark, für {n}" for n in namen]
    assert [s.start_type for s in alle.sections] == [WD_SECTION.NEW_PAGE] * 3
    with als_dienst():
        blaetter = list(Ausstellung.objects.order_by("pk"))
        vorlage = Briefvorlage.objects.get(pk=pk)
        assert {a.vorlage_id for a in blaetter} == {pk}
        assert [a.pruefwert for a in blaetter] == [pruefwert(a.inhalt, vorlage) for a in blaetter]
    fusszeilen = [p.text for p in alle.paragraphs if p.text.startswith("Nummer ")]
    assert [z.split()[1].rstrip(",") for z in fusszeilen] == [a.nummer for a in blaetter]
    assert len(next(s for s in reversed(spuren()) if s["art"] == "download")["personen"]) == 3


def test_px11_eine_zweitschrift_steht_auch_auf_der_eigenen_vorlage(als, fall, freigegeben, als_dienst):
    bdl = als("bdl")
    bdl.post(seite(fall), wahl([fall.pk]))
    ausfuehren(als_dienst)
    bdl.post(seite(fall), wahl([fall.pk], vorlage=freigegeben()))
    auftrag = ausfuehren(als_dienst)
    assert auftrag.ergebnis["zweitschriften"] == 1, "other paper alone is no other certificate"
    assert any(p.text.startswith("Zweitschrift, gedruckt am") for p in dokument_von(bdl, auftrag).paragraphs)


def test_px11_was_nicht_freigegeben_ist_steht_nicht_zur_wahl_und_wird_auch_auf_umweg_nicht_gedruckt(
    als, fall, welt, freigegeben, als_dienst, text
):
    pk, bdl = freigegeben(aktiv=False), als("bdl")
    assert "Eigene Vorlage" not in text(bdl.get(seite(fall)))
    frei = freigegeben(inhalt=hausvorlage("teilnahme", "neu"))
    assert bdl.post(seite(fall), wahl([fall.pk], vorlage=pk)).status_code == 422
    assert bdl.post(seite(fall), wahl([fall.pk], "zertifikat", vorlage=frei)).status_code == 422, "of another kind"
    bdl.post(seite(fall), wahl([fall.pk], vorlage=frei))
    als("bdl_leitung").post("/vorlagen/standard/teilnahme/verwenden/")
    auftrag = ausfuehren(als_dienst)
    assert auftrag.stand == "abgelehnt" and "nicht mehr in Gebrauch" in auftrag.ergebnis["satz"]
    with als_dienst():
        assert not Ausstellung.objects.exists()


def test_px11_fremde_vorlagen_und_fremde_personen_bleiben_zu(als, fall, welt, freigegeben, als_dienst, text):
    pk = freigegeben("brief", rolle="rb")
    brief = {"betreff": "Neu", "text": "Ab Montag."}
    assert "Eigene Vorlage" not in text(als("bdl").get(seite(fall)))
    assert als("bdl").post(seite(fall), wahl([fall.pk], "brief", vorlage=pk, **brief)).status_code == 422
    with als_dienst():
        fremd = welt.fremd.teilnahmen.get().pk
    assert als("rb").post(seite(fall), wahl([fremd], "brief", vorlage=pk, **brief)).status_code == 422
    assert als("bdl").get("/vorlagen/").status_code == 403
    arten = text(als("bdl_leitung").get("/vorlagen/"))
    assert "Zertifikat" in arten and "Einladung" not in arten


@pytest.mark.parametrize(
    ("inhalt", "satz"),
    [
        (hausvorlage("teilnahme", "{{ diagnose }}"), "Den Platzhalter „diagnose“ gibt es nicht."),
        (hausvorlage("teilnahme", "{{ name.__class__ }}"), "„__class__“"),
        (hausvorlage("brief"), "Der Platzhalter „nummer“ fehlt"),
        (b"%PDF-1.7", "keine lesbare DOCX-Datei"),
    ],
)
def test_px11_eine_boese_oder_falsche_vorlage_wird_mit_satz_abgelehnt(als, welt, als_dienst, text, inhalt, satz):
    werte = {"art": "teilnahme", "datei": SimpleUploadedFile("haus.docx", inhalt)}
    antwort = als("bdl_leitung").post("/vorlagen/", werte)
    assert antwort.status_code == 422 and satz in text(antwort)
    with als_dienst():
        assert not Briefvorlage.objects.exists()


def test_px11_ein_brief_fragt_nur_nach_dem_was_die_vorlage_verlangt(als, fall, freigegeben, als_dienst):
    fest = docx.Document()
    fest.add_paragraph("Guten Tag {{ name }}, am Montag beginnen wir um acht.")
    ziel = io.BytesIO()
    fest.save(ziel)
    pk, rb = freigegeben("brief", ziel.getvalue(), rolle="rb", fragt=["name"]), als("rb")
    rb.post(seite(fall), wahl([fall.pk], "brief", vorlage=pk))
    (zeile,) = [p.text for p in dokument_von(rb, ausfuehren(als_dienst)).paragraphs]
    assert zeile == "Guten Tag Robin Eigen, am Montag beginnen wir um acht."
    pk = freigegeben("brief", rolle="rb")
    assert rb.post(seite(fall), wahl([fall.pk], "brief", vorlage=pk)).status_code == 422
    boese = "Ab Montag.\n\n{{ 1 }} <w:p/>"
    rb.post(seite(fall), wahl([fall.pk], "brief", vorlage=pk, betreff="Neue Zeiten", text=boese))
    zeilen = [p.text for p in dokument_von(rb, ausfuehren(als_dienst)).paragraphs]
    assert "Neue Zeiten" in zeilen and "{{ 1 }} <w:p/>" in zeilen


def test_px11_bestandene_module_stehen_auf_standardblatt_und_eigener_vorlage(als, fall, welt, freigegeben, als_dienst):
    with als_dienst():
        plan_anlegen(fall, welt["bdl"])
        Qualifizierungsplan.objects.update(
            stand="uebergeben", uebergeben_am=HEUTE, name_fachkraft="Kim Kurs", pruefsumme="0" * 64
        )
        Modulergebnis.objects.create(
            person_id=fall.person_id,
            teilnahme=fall,
            kennung="M1",
            ausgang=Modulausgang.BESTANDEN,
            am=HEUTE,
            erfasst_von=welt["bdl"],
        )
    bdl, satz = als("bdl"), "Bestandene Module, Fachkraft für Lagerlogistik: 1 von 2"
    bdl.post(seite(fall), wahl([fall.pk], "zertifikat"))
    assert satz in worte(pdf_von(bdl, ausfuehren(als_dienst)))[0]
    bdl.post(seite(fall), wahl([fall.pk], "zertifikat", vorlage=freigegeben("zertifikat")))
    assert satz in [p.text for p in dokument_von(bdl, ausfuehren(als_dienst)).paragraphs]
