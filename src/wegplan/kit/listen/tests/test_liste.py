"""List pages from a declaration (PX-12, DS-10, DS-35)."""

import io
import json
from datetime import date
from types import SimpleNamespace

import openpyxl
import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import RequestFactory

from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular, Hakenfilter
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.models import GespeicherterFilter
from wegplan.kit.listen.spalten import Spalte, anzeige, zweizeilig
from wegplan.kit.listen.views import liste_anzeigen

ZEILEN = [
    {"person_id": nr, "name": f"Person {nr:03}", "tag": date(2026, 3, 5) if nr % 2 else None, "art": "ab"[nr % 2]}
    for nr in range(1, 121)
]


class Filter(Filterformular):
    art = Auswahlfilter(label="Art", coerce=str, choices=[("a", "A"), ("b", "B")])
    nur_mit_tag = Hakenfilter(label="mit Tag")


class Beispielliste(Liste):
    ansicht = "ui:barrierefreiheit"
    titel = "Beispiel"
    formular = Filter
    standard = "name"
    leer = ("Noch nichts da.", "Legen Sie etwas an.")
    spalten = (
        Spalte("name", "Name", fest=True, sortierung=True),
        Spalte("tag", "Tag", sortierung=True, klasse="eng"),
        Spalte("art", "Art", standard=False),
        Spalte("knopf", "Knopf", wert="name", zelle=lambda z: "<b>", ausgeben=False),
    )
    url = "/beispiel/"

    def zeilen(self, filter):
        return [z for z in ZEILEN if filter["art"] in (None, z["art"]) and (z["tag"] or not filter["nur_mit_tag"])]


@pytest.fixture
def nutzer(als_dienst):
    with als_dienst():
        return get_user_model().objects.create(username="liste", rolle="pap")


@pytest.fixture
def rufen(nutzer, als_nutzer):
    """Call the list as the user: `rufen("?art=a")`, `rufen(post={…})`."""

    def rufen(abfrage: str = "", post: dict | None = None, liste: type[Liste] = Beispielliste):
        fabrik = RequestFactory()
        request = fabrik.get(f"/beispiel/{abfrage}") if post is None else fabrik.post(f"/beispiel/{abfrage}", post)
        request.user = nutzer
        request.resolver_match = SimpleNamespace(view_name="beispiel")
        request._messages = SimpleNamespace(add=lambda *a, **k: request.gemeldet.append(a[1]))
        request.gemeldet = []
        with als_nutzer(nutzer):
            antwort = liste_anzeigen(request, liste(request))
            if hasattr(antwort, "render"):
                antwort.liste = antwort.context_data["liste"]
                if hasattr(antwort.liste, "koerper"):
                    antwort.html = antwort.liste.koerper
        antwort.gemeldet = request.gemeldet
        return antwort

    return rufen


@pytest.fixture
def spuren(als_dienst):
    """All traces so far, as owner: the application may not read them."""

    def lesen():
        with als_dienst(), connection.cursor() as c:
            c.execute("reset role")
            c.execute("select art, personen, filter from audit_zugriff order by id")
            return [(art, personen, json.loads(filter)) for art, personen, filter in c.fetchall()]

    return lesen


def test_px12_liste_zeigt_fuenfzig_zeilen_je_seite(rufen):
    erste, dritte = rufen(), rufen("?seite=3")
    assert erste.html.count("<tr>") == 50
    assert dritte.html.count("<tr>") == 20
    assert "Person 101" in dritte.html


def test_px12_liste_zaehlt_alle_zeilen_des_filters(rufen):
    assert rufen("?art=a").liste.anzahl == 60


def test_px12_liste_sortiert_auf_und_ab_mit_leeren_am_ende(rufen):
    assert rufen("?sortierung=-name").liste.zeilen[0]["name"] == "Person 120"
    for richtung in ("", "-"):
        tage = [z["tag"] for z in rufen(f"?sortierung={richtung}tag&seite=3").liste.zeilen]
        assert tage[-1] is None


def test_px12_unbekannte_angaben_in_der_adresse_stoeren_nicht(rufen):
    antwort = rufen("?sortierung=gibtsnicht&seite=x&art=zzz&spalten=nix&ausgabe=exe&boese=1")
    assert antwort.liste.anzahl == 120
    assert antwort.liste.abfrage.paare == []


def test_px12_spalten_lassen_sich_waehlen_die_erste_bleibt(rufen):
    assert [s.name for s in rufen().liste.spalten] == ["name", "tag", "knopf"]
    assert [s.name for s in rufen("?spalten=art").liste.spalten] == ["name", "art"]


def test_px12_xlsx_enthaelt_genau_das_gefilterte(rufen):
    antwort = rufen("?art=a&ausgabe=xlsx&sortierung=-name&spalten=art")
    blatt = openpyxl.load_workbook(io.BytesIO(antwort.content)).active
    zeilen = [[zelle.value for zelle in zeile] for zeile in blatt.rows]
    assert zeilen[0] == ["Name", "Art"]
    assert len(zeilen) == 61
    assert zeilen[1] == ["Person 120", "a"]


def test_px12_druckansicht_zeigt_alle_zeilen_auf_einer_seite_ohne_knoepfe(rufen):
    antwort = rufen("?ausgabe=druck")
    assert antwort.context_data["koerper"].count("<tr>") == 120
    assert [s.name for s in antwort.context_data["spalten"]] == ["name", "tag"]


def test_ds10_liste_hinterlaesst_genau_eine_spur_mit_filter_und_personen(rufen, spuren):
    rufen("?art=a&seite=2")
    assert spuren() == [("liste", [z["person_id"] for z in ZEILEN if z["art"] == "a"][50:], {"art": "a", "seite": 2})]


@pytest.mark.parametrize(("ausgabe", "art"), [("xlsx", "export"), ("druck", "druck")])
def test_ds10_ausgabe_hinterlaesst_eine_spur_mit_allen_personen(rufen, spuren, ausgabe, art):
    rufen(f"?ausgabe={ausgabe}")
    ((spur, personen, _),) = spuren()
    assert (spur, len(personen)) == (art, 120)


def test_ds35_unbekanntes_aus_der_adresse_kommt_nicht_in_die_spur(rufen, spuren):
    rufen("?name=Mustermann&art=Mustermann")
    assert spuren()[0][2] == {"seite": 1}


def test_ds35_ein_filter_mit_freitext_laesst_sich_nicht_erklaeren():
    class Freitext(Filterformular):
        name = forms.CharField()

    with pytest.raises(TypeError, match="DS-35"):
        type("Falsch", (Liste,), {"formular": Freitext})


def test_px12_filter_speichern_anwenden_ersetzen_loeschen(rufen, nutzer, als_nutzer):
    assert rufen("?art=a&seite=2", post={"filter_name": " Meine  A "}).url == "/beispiel/?art=a"
    (gespeichert,) = rufen("?art=a").liste.filter
    assert gespeichert == {"id": gespeichert["id"], "name": "Meine A", "url": "?art=a", "aktiv": True}
    assert rufen("?art=b", post={"filter_name": "Meine A"}).gemeldet == ["Der Filter „Meine A“ ist ersetzt."]
    assert rufen().liste.filter[0]["url"] == "?art=b"
    assert rufen(post={"filter_loeschen": str(gespeichert["id"])}).gemeldet == ["Der Filter ist gelöscht."]
    assert rufen().liste.filter == []


def test_px12_filter_ohne_namen_wird_mit_einem_satz_abgelehnt(rufen):
    assert "Namen" in rufen(post={"filter_name": " "}).gemeldet[0]


def test_px12_fremde_filter_sieht_und_loescht_niemand(rufen, als_dienst):
    with als_dienst():
        andere = get_user_model().objects.create(username="andere", rolle="pap")
        fremder = GespeicherterFilter.objects.create(nutzer=andere, ansicht="ui:barrierefreiheit", name="X", abfrage="")
    assert rufen().liste.filter == []
    assert rufen(post={"filter_loeschen": str(fremder.pk)}).gemeldet == ["Diesen Filter gibt es nicht mehr."]
    with als_dienst():
        assert GespeicherterFilter.objects.filter(pk=fremder.pk).exists()


def test_px12_leere_liste_sagt_warum(rufen):
    class Leere(Beispielliste):
        def zeilen(self, filter):
            return []

    assert rufen(liste=Leere).liste.leer == ("Noch nichts da.", "Legen Sie etwas an.")
    assert "Filter" in rufen("?art=a", liste=Leere).liste.leer[0]


def test_px12_zu_viele_zeilen_fuer_eine_tabelle_sagt_die_seite(rufen, monkeypatch):
    monkeypatch.setattr("wegplan.kit.listen.views.HOECHSTENS", {"xlsx": 100, "druck": 100})
    antwort = rufen("?ausgabe=xlsx&sortierung=-name")
    assert antwort.url == "/beispiel/?sortierung=-name"
    assert "mehr als 100 Zeilen" in antwort.gemeldet[0]


def test_zellen_werden_maskiert():
    spalte = Spalte("x", "X", zelle=lambda z: z)
    assert spalte.inhalt("<script>", {}) == "&lt;script&gt;"
    assert "&lt;b&gt;" in zweizeilig("<b>", "<i>") and "&lt;i&gt;" in zweizeilig("<b>", "<i>")


@pytest.mark.parametrize(
    ("wert", "text"), [(None, "–"), ("", "–"), (True, "ja"), (1234, "1.234"), (date(2026, 3, 5), "05.03.2026")]
)
def test_zellen_zeigen_werte_wie_im_amt(wert, text):
    assert anzeige(wert) == text
