"""Components: a word beside every colour, links that keep the state of the page, text that stays text."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.session import SessionStorage
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from wegplan.kit.ui.bausteine import Abschnitt, Reiter, Schritt
from wegplan.kit.ui.meldungen import melden, zerlegen
from wegplan.kit.ui.tags_inhalt import ZUSTAENDE


def zeichnen(text: str, adresse: str = "/liste/?team=3&seite=2", **kontext) -> str:
    request = RequestFactory().get(adresse)
    return Template("{% load wegplan_ui %}" + text).render(Context({"request": request, **kontext}))


@pytest.mark.parametrize("zustand", ZUSTAENDE)
def test_ein_abzeichen_traegt_immer_ein_wort(zustand):
    assert '<span class="kern-label">erfüllt</span>' in zeichnen("{% abzeichen 'erfüllt' z %}", z=zustand)


def test_ein_unbekannter_zustand_und_ein_unbekanntes_symbol_fallen_sofort_auf():
    with pytest.raises(KeyError):
        zeichnen("{% abzeichen 'erfüllt' 'grün' %}")
    with pytest.raises(ValueError, match="kein Symbol"):
        zeichnen("{% symbolbild 'einhorn' %}")


@pytest.mark.parametrize(
    "vorlage",
    [
        "{% abzeichen boese %}",
        "{% knopf boese kontext=boese %}",
        "{% knopf_link boese boese %}",
        "{% hinweis 'info' boese %}{{ boese }}{% endhinweis %}",
        "{% karte boese %}{{ boese }}{% endkarte %}",
        "{% seitenkopf boese einleitung=boese %}{{ boese }}{% endseitenkopf %}",
        "{% brotkrumen boese boese boese %}",
        "{% angabenliste %}{% angabe boese boese %}{% endangabenliste %}",
        "{% tabelle boese %}{% spalte boese 'name' %}{% endtabelle %}",
        "{% leer boese boese url=boese text=boese %}",
        "{% kennzahl boese boese ziel=boese definition=boese %}",
        "{% aufklappen boese %}{{ boese }}{% endaufklappen %}",
        "{% fortschritt 1 2 boese %}",
        "{% streifen boese %}",
        "{% tabs reiter boese %}",
        "{% weg weg %}",
    ],
)
def test_ds32_eingaben_bleiben_text(vorlage):
    boese = '"><script>x</script>'
    html = zeichnen(
        vorlage,
        boese=boese,
        reiter=[Reiter(boese, boese)],
        weg=[Abschnitt(boese, [Schritt(boese, "offen", boese, wer=boese, text=boese, url=boese, quelle=boese)])],
    )
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_sortieren_behaelt_den_filter_und_beginnt_auf_der_ersten_seite():
    kopf = "{% spalte 'Name' 'name' %}"
    assert 'href="?team=3&amp;sortierung=name"' in zeichnen(kopf)
    assert "aria-sort" not in zeichnen(kopf)
    auf = zeichnen(kopf, "/liste/?sortierung=name")
    assert 'aria-sort="ascending"' in auf
    assert 'href="?sortierung=-name"' in auf
    assert 'aria-sort="descending"' in zeichnen(kopf, sortierung="-name")


def test_blaettern_behaelt_den_filter_und_nennt_die_seite():
    html = zeichnen("{% blaettern s %}", s=Paginator(range(230), 50).page(2))
    assert "51 bis 100 von 230" in html
    assert 'href="?team=3&amp;seite=3"' in html
    assert 'aria-current="page" aria-label="Seite 2"' in html
    assert zeichnen("{% blaettern s %}", s=Paginator(range(5), 50).page(1)).strip() == ""


def test_px12_parameter_aendern_und_entfernen():
    assert zeichnen("{% parameter team=None seite=5 %}") == "?seite=5"
    assert zeichnen("{% parameter %}", "/liste/?a=1&a=2") == "?a=1&amp;a=2"


def test_die_brotkrumen_beginnen_mit_der_startseite_der_rolle():
    rahmen = SimpleNamespace(start=SimpleNamespace(name="Mein Tag", url="/"))
    html = zeichnen("{% brotkrumen 'Personen' '/personen/' 'Vogel, Anna' %}", rahmen=rahmen)
    assert html.index("Mein Tag") < html.index("Personen") < html.index("Vogel, Anna")
    assert '<span aria-current="page">Vogel, Anna</span>' in html


def test_eine_meldung_traegt_verweis_und_rueckgaengig():
    request = RequestFactory().get("/")
    request.session = {}
    request._messages = SessionStorage(request)
    melden(request, "Die Vereinbarung ist gespeichert.", link=("Zur Akte", "/personen/1/"), rueckgaengig="/zurueck/")
    melden(request, "Etwas ist schiefgegangen.", "fehler")
    erste, zweite = map(zerlegen, get_messages(request))
    assert erste == {
        "satz": "Die Vereinbarung ist gespeichert.",
        "art": "erfolg",
        "link": ["Zur Akte", "/personen/1/"],
        "rueckgaengig": "/zurueck/",
    }
    assert (zweite["art"], zweite["link"], zweite["rueckgaengig"]) == ("fehler", None, "")


def test_eine_meldung_einer_bibliothek_wird_ohne_verweis_gezeigt():
    fremde = SimpleNamespace(message="Angemeldet.", level=25, extra_tags="login success")
    assert zerlegen(fremde) == {"satz": "Angemeldet.", "art": "erfolg", "link": None, "rueckgaengig": ""}


@pytest.mark.parametrize(("heute", "wort"), [("2026-01-01", "Tag 1 von 31"), ("2026-01-31", "Tag 31 von 31")])
def test_der_zeitbalken_zaehlt_beide_raender(heute, wort):
    html = zeichnen("{% zeitbalken v b h %}", v=date(2026, 1, 1), b=date(2026, 1, 31), h=date.fromisoformat(heute))
    assert wort in html


def test_der_zeitbalken_zeigt_heute_nur_waehrend_der_teilnahme():
    html = zeichnen("{% zeitbalken v b h %}", v=date(2026, 1, 1), b=date(2026, 1, 31), h=date(2026, 3, 1))
    assert "heute" not in html
    assert 'width="100.0%"' in html
