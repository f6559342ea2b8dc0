"""The one form renderer: label, hint, error and "optional" of every field; the error summary leads to it."""

import re
from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from wegplan.kit.ui.formulare import Datumsfeld, fehler_der_felder, feld_ansicht
from wegplan.kit.ui.muster import MusterFormular


def zeichnen(text: str, **kontext) -> str:
    return Template("{% load wegplan_ui %}" + text).render(Context(kontext))


def test_ein_formular_zeichnet_sich_mit_kern():
    html = str(MusterFormular())
    assert 'class="kern-form-input__input"' in html
    assert '<label class="kern-label" for="id_bezeichnung">Bezeichnung</label>' in html
    assert html.count('<span class="kern-label__optional">optional</span>') == 4
    assert "fehlerliste" not in html


@pytest.mark.parametrize("name", MusterFormular.base_fields)
def test_jedes_beschriebene_feld_verweist_auf_hinweis_und_fehler_die_es_gibt(name):
    html = zeichnen("{% feld feld %}", feld=MusterFormular({})[name])
    for verweis in re.findall(r'aria-describedby="([^"]+)"', html):
        for kennung in verweis.split():
            assert f'id="{kennung}"' in html


def test_die_fehlerliste_nennt_jedes_feld_und_fuehrt_zu_ihm():
    form = MusterFormular({})
    html = str(form)
    ziele = re.findall(r'<li><a href="#([^"]+)">', html)
    assert ziele == ["id_bezeichnung", "id_abgeschlossen_am", "id_stellenart", "id_art_0", "id_bestaetigt"]
    assert all(f'id="{ziel}"' in html for ziel in ziele)
    assert "5 Angaben fehlen oder stimmen nicht" in html
    assert 'aria-invalid="true"' in html


def test_ein_fehler_des_ganzen_formulars_steht_oben():
    form = MusterFormular({})
    form.add_error(None, "Diese Vereinbarung gibt es schon.")
    assert fehler_der_felder(form)[0] == ("", "", "Diese Vereinbarung gibt es schon.")


def test_ein_fehler_steht_am_feld_und_wird_nicht_als_html_gelesen():
    form = MusterFormular({"bezeichnung": "x", "abgeschlossen_am": "2026-03-05", "gueltig_bis": "2026-03-01"})
    form.add_error("bezeichnung", "<b>böse</b>")
    html = str(form)
    assert "Das Ende liegt vor dem Abschluss am 05.03.2026." in html
    assert "<b>" not in html


@pytest.mark.parametrize("eingabe", ["2026-03-05", "05.03.2026", "5.3.26"])
def test_ein_tag_wird_in_jeder_ueblichen_schreibweise_verstanden(eingabe):
    assert Datumsfeld().clean(eingabe) == date(2026, 3, 5)


def test_ds32_ein_unverstaendlicher_tag_wird_mit_beispiel_abgelehnt():
    with pytest.raises(forms.ValidationError, match=r"zum Beispiel 05\.03\.2026"):
        Datumsfeld().clean("31.02.2026")


def test_ein_gesetzter_tag_steht_im_feld_so_wie_der_browser_ihn_braucht():
    form = MusterFormular(initial={"abgeschlossen_am": date(2026, 3, 5)})
    assert 'value="2026-03-05"' in feld_ansicht(form["abgeschlossen_am"]).widget


def test_das_ganze_formular_sendet_mit_schutz_und_ohne_leere_adresse():
    request = RequestFactory().get("/muster/formular/?a=1")
    html = zeichnen(
        '{% formular f "Los" abbrechen="/weg/" %}mehr{% endformular %}', f=MusterFormular(), request=request
    )
    assert 'action="/muster/formular/?a=1"' in html
    assert 'enctype="multipart/form-data"' in html
    assert "csrfmiddlewaretoken" in html
    assert '<a class="kern-link wp-abbrechen" href="/weg/">Abbrechen</a>' in html
    assert "mehr" in html
