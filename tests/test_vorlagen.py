"""DS-34, DS-40: what holds for every template of the project, so that the strict policy never has to give way."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import get_template, render_to_string

from wegplan.kit.ui.tags_seite import SYMBOLE

WURZEL = Path(__file__).parents[1] / "src" / "wegplan"
VORLAGEN = sorted(WURZEL.rglob("templates/**/*.html"))
VERBOTEN = {
    "style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "htmx that needs eval": re.compile(r"\bhx-on\b|\bhx-vals\s*=\s*[\"']js:|hx-trigger\s*=\s*\"[^\"]*\["),
    "inline script": re.compile(r"<script(?![^>]*(\bsrc=|type=\"application/json\"))", re.IGNORECASE),
    "foreign address": re.compile(r"(?:src|href|action)=\"(?:https?:)?//", re.IGNORECASE),
}


@pytest.mark.parametrize("vorlage", VORLAGEN, ids=lambda p: str(p.relative_to(WURZEL)))
def test_ds34_keine_vorlage_braucht_eine_ausnahme_von_der_richtlinie(vorlage):
    text = vorlage.read_text()
    funde = [name for name, muster in VERBOTEN.items() if muster.search(text)]
    assert not funde


@pytest.mark.parametrize(
    "verstoss",
    [
        '<p style="color:red">',
        "<style>",
        '<a href="#" onclick="x()">',
        "<script>x()</script>",
        '<img src="https://example.org/x.png">',
        '<div hx-on:click="x()">',
    ],
)
def test_ds34_die_pruefung_sieht_jeden_verstoss(verstoss):
    assert any(muster.search(verstoss) for muster in VERBOTEN.values())


@pytest.mark.parametrize("vorlage", VORLAGEN, ids=lambda p: str(p.relative_to(WURZEL)))
def test_jede_vorlage_laesst_sich_uebersetzen(vorlage):
    get_template(str(vorlage).split("/templates/", 1)[1])


def test_die_symbole_sind_genau_die_gezeichneten():
    stile = WURZEL / "kit" / "ui" / "static"
    kern = (stile / "vendor" / "kern" / "kern.min.css").read_text()
    eigene = (stile / "ui" / "bausteine.css").read_text()
    groessen = {"small", "default", "large", "x-large"}
    assert set(re.findall(r"\.kern-icon--([a-z-]+)", kern + eigene)) - groessen == SYMBOLE


def test_ds30_die_seite_fuer_eine_stoerung_braucht_weder_anfrage_noch_datenbank():
    """Runs without access to the database: pytest would refuse it."""
    for seite in ("500.html", "400.html"):
        html = render_to_string(seite)
        assert html.count("<h1>") == 1
        assert "Zu Ihrer Startseite" in html


def test_ds34_die_richtlinie_ist_streng(settings):
    regeln = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert regeln["default-src"] == ["'none'"]
    assert not any("unsafe" in quelle for quellen in regeln.values() for quelle in quellen)
    assert {q for name, quellen in regeln.items() for q in quellen} <= {"'self'", "'none'", "data:"}
    assert [name for name, quellen in regeln.items() if "data:" in quellen] == ["img-src"]


def test_der_eine_zeichner_gilt_fuer_alle_formulare(settings):
    assert settings.FORM_RENDERER == "wegplan.kit.ui.formulare.KernRenderer"
    assert engines["django"].app_dirs
