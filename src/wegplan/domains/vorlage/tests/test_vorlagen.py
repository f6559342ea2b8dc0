"""PX-02: an office's own template is checked, kept as a version, released by a lead; else the standard one counts."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError

from wegplan.domains.vorlage.arten import FELDER, Vorlagenart
from wegplan.domains.vorlage.models import Briefvorlage
from wegplan.domains.vorlage.queries import geltende
from wegplan.domains.vorlage.standard import standardvorlage
from wegplan.kit.vorlagen import fuellen, pruefen

pytestmark = pytest.mark.django_db
SEITE = "/vorlagen/"
PFLICHT = " ".join(f"{{{{ {f.name} }}}}" for f in FELDER[Vorlagenart.EINLADUNG] if f.pflicht)


def eigene(*absaetze: str) -> bytes:
    dokument = docx.Document()
    for absatz in (PFLICHT, *absaetze):
        dokument.add_paragraph(absatz)
    ziel = io.BytesIO()
    dokument.save(ziel)
    return ziel.getvalue()


def hochladen(client, inhalt, name="brief.docx"):
    werte = {"art": "einladung", "datei": SimpleUploadedFile(name, inhalt)}
    return client.post(SEITE, werte, follow=True)


@pytest.mark.parametrize("art", Vorlagenart)
def test_px02_die_mitgelieferte_vorlage_besteht_die_eigene_pruefung(art):
    befund = pruefen(standardvorlage(art), FELDER[art])
    assert befund.fehler == []
    assert art != Vorlagenart.EINLADUNG or befund.hinweise == []


def test_px02_die_mitgelieferte_einladung_belehrt():
    art = Vorlagenart.EINLADUNG
    brief = fuellen(standardvorlage(art), {f.name: f.beispiel for f in FELDER[art]})
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(brief)).paragraphs)
    for wort in ("§ 32 SGB II", "§ 59 SGB II", "§ 309 SGB III", "wichtigen Grund", "09:30 Uhr", "Zimmer 12"):
        assert wort in text
    assert "außerhalb von Unterrichts- und Praktikumszeiten" in text, "CB-K6"
    assert "{{" not in text and "{%" not in text


def test_px02_hochgeladen_gilt_sie_erst_nach_der_freigabe(als, welt, als_dienst, text):
    client, inhalt = als("tl"), eigene("Hausbrief")
    assert "In Gebrauch ist die mitgelieferte Vorlage" in text(client.get(SEITE))
    antwort = hochladen(client, inhalt)
    assert "Einladung, Fassung 1" in text(antwort) and "„stelle“ kommt nicht vor" in text(antwort)
    hochladen(client, inhalt)
    with als_dienst():
        vorlage = Briefvorlage.objects.get()  # sent twice, one version
        assert geltende(welt.stellen["JC-A"].pk, "einladung") == standardvorlage("einladung")
    als("bl").post(f"{SEITE}{vorlage.pk}/freigeben/")
    with als_dienst():
        vorlage.refresh_from_db()
        assert (vorlage.aktiv, vorlage.freigegeben_von_id) == (True, welt["bl"].pk)
        assert geltende(welt.stellen["JC-A"].pk, "einladung") == inhalt
        assert geltende(welt.stellen["JC-B"].pk, "einladung") == standardvorlage("einladung")
    assert client.get(f"{SEITE}{vorlage.pk}/datei/").content == inhalt
    assert client.get(f"{SEITE}{vorlage.pk}/muster/").content[:2] == b"PK"


def test_px02_eine_neue_fassung_loest_die_alte_ab_und_der_standard_kommt_zurueck(als, welt, als_dienst):
    client = als("tl")
    for nr in (1, 2):
        hochladen(client, eigene(f"Fassung {nr}"))
        with als_dienst():
            pk = Briefvorlage.objects.get(fassung=nr).pk
        client.post(f"{SEITE}{pk}/freigeben/")
    with als_dienst():
        assert list(Briefvorlage.objects.order_by("fassung").values_list("aktiv", flat=True)) == [False, True]
    client.post(f"{SEITE}standard/einladung/verwenden/")
    with als_dienst():
        assert not Briefvorlage.objects.filter(aktiv=True).exists() and Briefvorlage.objects.count() == 2


@pytest.mark.parametrize(
    ("inhalt", "satz"),
    [
        (eigene("{{ nahme }}"), "Den Platzhalter „nahme“ gibt es nicht."),
        (eigene("{{ name.__class__ }}"), "„__class__“"),
        (b"%PDF-1.7", "keine lesbare DOCX-Datei"),
        (b"PK" + b"x" * (6 << 20), "zu groß"),
    ],
)
def test_px02_eine_falsche_vorlage_wird_mit_satz_abgelehnt_und_nicht_behalten(
    als, welt, als_dienst, text, inhalt, satz
):
    antwort = hochladen(als("tl"), inhalt)
    assert antwort.status_code == 422 and satz in text(antwort)
    with als_dienst():
        assert not Briefvorlage.objects.exists()


def test_px02_fehlende_pflichtplatzhalter_werden_genannt(als, welt, text):
    dokument, ziel = docx.Document(), io.BytesIO()
    dokument.add_paragraph("{{ name }}")
    dokument.save(ziel)
    assert "Der Platzhalter „uhrzeit“ fehlt (Uhrzeit des Termins)." in text(hochladen(als("tl"), ziel.getvalue()))


def test_ds04_vorlagen_anderer_stellen_bleiben_zu_auch_in_der_datenbank(als, welt, als_nutzer, als_dienst):
    werte = {"art": "einladung", "fassung": 1, "inhalt": b"x", "pruefwert": "x"}
    with als_dienst():
        fremde = Briefvorlage.objects.create(organisation=welt.stellen["JC-B"], hochgeladen_von=welt["tl"], **werte)
    assert als("tl").get(f"{SEITE}{fremde.pk}/datei/").status_code == 404
    assert als("tl").post(f"{SEITE}{fremde.pk}/freigeben/").status_code == 404
    assert als("ifk").get(SEITE).status_code == 403
    with als_nutzer(welt["tl"]):
        assert not Briefvorlage.objects.filter(pk=fremde.pk).exists()
        Briefvorlage.objects.create(organisation=welt.stellen["JC-A"], hochgeladen_von=welt["tl"], **werte)
    for rolle, stelle in (("tl", "JC-B"), ("ifk", "JC-A")):
        with pytest.raises(ProgrammingError, match="row-level security"), als_nutzer(welt[rolle]):
            neu = werte | {"fassung": 7}
            Briefvorlage.objects.create(organisation=welt.stellen[stelle], hochgeladen_von=welt[rolle], **neu)
