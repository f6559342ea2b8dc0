"""PX-02: invitations with appointment and letter; who does not come counts as an attempt at the step."""

import io
from datetime import timedelta

import docx
import pytest

from tests.welt import GESTERN, HEUTE, MORGEN
from wegplan.domains.verfahren.models import Schritt
from wegplan.domains.vorgang.models import Vorgang
from wegplan.domains.vorlage.arten import FELDER, Vorlagenart
from wegplan.domains.vorlage.models import Briefvorlage
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

pytestmark = pytest.mark.django_db
TERMIN = {"uhrzeit": "09:30", "ort": "Zimmer 12", "anlass": "Ihre Bewerbungen"}


@pytest.fixture
def teilnahme(welt, als_dienst):
    """Frau Eigen's running measure, with dated steps of the procedure."""
    with als_dienst():
        laufend = welt.eigen.teilnahmen.get(austritt=None)
        laufend.geplantes_ende = HEUTE + timedelta(days=40)
        laufend.save()
    return laufend


@pytest.fixture
def einladen(als, welt):
    """`einladen(tag=…)`: enter an invitation as the advisor."""

    def senden(**anders):
        werte = {"art": "einladung", "tag": f"{MORGEN:%Y-%m-%d}", "kennzeichen": neues_kennzeichen(), **TERMIN}
        return als("ifk").post(f"/personen/{welt.eigen.pk}/vorgaenge/neu/", werte | anders)

    return senden


def einladung(als_dienst) -> Vorgang:
    with als_dienst():
        return Vorgang.objects.get(art="einladung")


def versuche(als_dienst, teilnahme) -> dict[str, int]:
    with als_dienst():
        gezaehlt = Schritt.objects.filter(teilnahme=teilnahme, versuche__gt=0)
        return {f"{s.schluessel}/{s.lauf}": s.versuche for s in gezaehlt}


def test_px02_der_brief_nennt_termin_ort_anlass_und_belehrung(als, welt, teilnahme, einladen, als_dienst, spuren, text):
    assert einladen(teilnahme=teilnahme.pk).status_code == 302
    eintrag = einladung(als_dienst)
    pfad = f"/personen/{welt.eigen.pk}/vorgaenge/{eintrag.pk}/brief/"
    vorher = len(spuren())
    antwort = als("ifk").get(pfad)
    brief = "\n".join(p.text for p in docx.Document(io.BytesIO(antwort.content)).paragraphs)
    for wort in (
        "Robin Eigen",
        "KD-EIGEN",
        f"{MORGEN:%d.%m.%Y}",
        "09:30 Uhr",
        "Zimmer 12",
        "Ihre Bewerbungen",
        "§ 309",
    ):
        assert wort in brief
    assert "Maßnahme A" in brief and "Erneute" not in brief
    assert antwort["Content-Disposition"] == 'attachment; filename="einladung.docx"', "no name in a file's name"
    (spur,) = spuren()[vorher:]
    assert (spur["art"], spur["personen"]) == ("download", [welt.eigen.pk])
    liste = als("ifk").get(f"/personen/{welt.eigen.pk}/vorgaenge/")
    assert "09:30 Uhr, Zimmer 12, Ihre Bewerbungen" in text(liste) and pfad in liste.content.decode()


def test_px02_die_eigene_freigegebene_vorlage_wird_benutzt(als, welt, einladen, als_dienst):
    einladen()
    dokument, ziel = docx.Document(), io.BytesIO()
    dokument.add_paragraph("Hausbrief an {{ name }}")
    dokument.save(ziel)
    with als_dienst():
        from django.utils import timezone

        Briefvorlage.objects.create(
            organisation=welt.stellen["JC-A"],
            art="einladung",
            fassung=1,
            inhalt=ziel.getvalue(),
            pruefwert="x",
            hochgeladen_von=welt["tl"],
            freigegeben_von=welt["tl"],
            freigegeben_am=timezone.now(),
            aktiv=True,
        )
    antwort = als("ifk").get(f"/personen/{welt.eigen.pk}/vorgaenge/{einladung(als_dienst).pk}/brief/")
    assert docx.Document(io.BytesIO(antwort.content)).paragraphs[0].text == "Hausbrief an Robin Eigen"


def test_px02_ohne_uhrzeit_gibt_es_keinen_brief_sondern_das_formular(als, welt, einladen, als_dienst, text, spuren):
    einladen(uhrzeit="", ort="")
    eintrag = einladung(als_dienst)
    antwort = als("ifk").get(f"/personen/{welt.eigen.pk}/vorgaenge/{eintrag.pk}/brief/", follow=True)
    assert "Für den Brief fehlt noch: die Uhrzeit, der Ort." in text(antwort)
    assert "download" not in {s["art"] for s in spuren()}


def test_px02_der_brief_fuellt_genau_die_platzhalter_der_vorlagenart(welt, einladen, als_dienst):
    from wegplan.domains.vorgang.brief import _werte

    einladen()
    eintrag = einladung(als_dienst)
    with als_dienst():
        werte = _werte(welt["ifk"], eintrag, None, HEUTE)
    assert set(werte) == {f.name for f in FELDER[Vorlagenart.EINLADUNG]}


def test_px02_nicht_erschienen_zaehlt_beim_schritt_und_laesst_ihn_offen(als, welt, teilnahme, einladen, als_dienst):
    seite = als("ifk").get(f"/personen/{welt.eigen.pk}/vorgaenge/neu/?art=einladung")
    gewaehlt = seite.context["form"].initial["schritt"]
    assert gewaehlt.startswith(f"{teilnahme.pk}:"), "the step that is due next is proposed"
    wort = gewaehlt.partition(":")[2]
    einladen(tag=f"{GESTERN:%Y-%m-%d}", schritt=gewaehlt)
    eintrag = einladung(als_dienst)
    assert (eintrag.schritt, eintrag.teilnahme_id) == (wort, teilnahme.pk)
    assert versuche(als_dienst, teilnahme) == {}
    pfad = f"/personen/{welt.eigen.pk}/vorgaenge/{eintrag.pk}/"

    def ergebnis(wert):
        anfang = als("ifk").get(pfad).context["form"].initial
        werte = {
            "tag": f"{GESTERN:%Y-%m-%d}",
            "schritt": gewaehlt,
            "ergebnis": wert,
            "stand": anfang["stand"],
            **TERMIN,
        }
        for _ in range(2):  # a double click counts once
            als("ifk").post(pfad, werte)
        return versuche(als_dienst, teilnahme)

    assert ergebnis("nicht_erschienen_ohne_grund") == {wort: 1}
    assert ergebnis("nicht_erschienen_mit_grund") == {wort: 1}, "still one appointment in vain"
    with als_dienst():
        schluessel, _, lauf = wort.rpartition("/")
        assert Schritt.objects.get(teilnahme=teilnahme, schluessel=schluessel, lauf=lauf).stand == "offen"
    assert ergebnis("erschienen") == {}
    assert ergebnis("nicht_erschienen_ohne_grund") == {wort: 1}
    als("ifk").post(f"{pfad}zuruecknehmen/")
    assert versuche(als_dienst, teilnahme) == {}


def test_px02_zwei_vergebliche_termine_zaehlen_zweimal(als, welt, teilnahme, einladen, als_dienst):
    gewaehlt = (
        als("ifk").get(f"/personen/{welt.eigen.pk}/vorgaenge/neu/?art=einladung").context["form"].initial["schritt"]
    )
    for tage in (3, 1):
        tag = HEUTE - timedelta(days=tage)
        einladen(tag=f"{tag:%Y-%m-%d}", schritt=gewaehlt, ergebnis="nicht_erschienen_ohne_grund")
    assert versuche(als_dienst, teilnahme) == {gewaehlt.partition(":")[2]: 2}


@pytest.mark.parametrize(
    ("feld", "falsch"), [("uhrzeit", {"uhrzeit": "25:00"}), ("schritt", {"schritt": "1:GIBT-ES-NICHT/0"})]
)
def test_ds32_falsche_angaben_stehen_am_feld(welt, teilnahme, einladen, feld, falsch):
    antwort = einladen(**falsch)
    assert antwort.status_code == 422 and feld in antwort.context["form"].errors


def test_px02_ort_und_uhrzeit_gibt_es_nur_bei_einladungen(als, welt, als_dienst):
    seite = als("ifk").get(f"/personen/{welt.eigen.pk}/vorgaenge/neu/?art=gespraech_fg")
    assert not {"uhrzeit", "ort", "anlass", "schritt"} & set(seite.context["form"].fields)
