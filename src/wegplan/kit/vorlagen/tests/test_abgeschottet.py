"""JPS-14, PX-02: templates of others are read in another process; where a template shows what, found by filling."""

import os
import time

import pytest

from wegplan.kit.vorlagen import Feld, Vorlagenfehler, abgeschottet, fuellen, pruefen
from wegplan.kit.vorlagen.fundstellen import fundstellen
from wegplan.kit.vorlagen.pruefung import pruefen as pruefen_hier

from .test_vorlagen import BEZUG, FELDER, GUT, RELS, ersetzt, veraendert, vorlage, worte

SCHACHTEL = vorlage(
    "{{ name }}{% for a in termine %}{% for b in termine %}{{ a.tag }}" + "x" * 20_000 + "{% endfor %}{% endfor %}"
)


def test_jps14_geprueft_und_gefuellt_wird_in_einem_anderen_prozess_mit_demselben_ergebnis():
    befund = pruefen(GUT, FELDER)
    assert befund.fehler == [] and befund.hinweise == pruefen_hier(GUT, FELDER).hinweise
    assert "Kopfzeile, bei „Für“" in befund.fundstellen["name"] and len(befund.fundstellen["name"]) == 3
    assert "Für Öz" in worte(fuellen(GUT, {"name": "Öz", "ort": "B", "eilt": False}))
    assert pruefen(vorlage("{{ nahme }}"), FELDER).fehler[0] == "Den Platzhalter „nahme“ gibt es nicht."


def test_jps14_zu_viel_speicher_endet_im_anderen_prozess_mit_einem_satz():
    viele = [{"tag": "05.03.2026"}] * 300
    beginn = time.monotonic()
    with pytest.raises(Vorlagenfehler, match="zu viel Zeit oder Speicher"):
        fuellen(SCHACHTEL, {"name": "A", "termine": viele})
    assert time.monotonic() - beginn < abgeschottet.SEKUNDEN


def test_jps14_zu_viel_zeit_endet_mit_demselben_satz():
    with pytest.raises(Vorlagenfehler, match="zu viel Zeit oder Speicher"):
        abgeschottet._fragen({"tun": "fuellen", "werte": {}}, GUT, sekunden=0.01)


def test_jps14_der_andere_prozess_kennt_weder_datenbank_noch_einstellungen(monkeypatch, tmp_path):
    zeuge = tmp_path / "umgebung"
    (tmp_path / "python").write_text(f"#!/bin/sh\nenv > {zeuge}\n")
    (tmp_path / "python").chmod(0o700)
    monkeypatch.setenv("DATABASE_URL", "postgres://geheim")
    monkeypatch.setattr(abgeschottet.sys, "executable", str(tmp_path / "python"))
    with pytest.raises(Vorlagenfehler):
        fuellen(GUT, {})
    text = zeuge.read_text()
    assert "PYTHONPATH" in text and "geheim" not in text and "DJANGO" not in text
    assert "DATABASE_URL" in os.environ


LISTE = (
    Feld("name", "Name", "Vogel"),
    Feld("unterschrieben", "ob unterschrieben", True),
    Feld("ziele", "Ziele", [{"text": "Ziel", "schritte": [{"text": "Schritt"}]}]),
)


def test_jps14_wiederholungen_werden_verstanden_und_was_verborgen_ist_zaehlt_nicht():
    inhalt = vorlage(
        "Name: {{ name }}",
        "Meine Ziele",
        "{% for z in ziele %}",
        "{{ z.text }}",
        "{% for s in z.schritte %}Schritt {{ s.text }}{% endfor %}",
        "{% endfor %}",
    )
    orte = fundstellen(inhalt, LISTE)
    assert orte["name"] == ["Text, bei „Name:“"] and orte["ziele.text"] == ["Text, bei „Meine Ziele“"]
    assert orte["ziele.schritte.text"] == ["Text, bei „Schritt“"]
    nur_entwurf = vorlage("{% if not unterschrieben %}{{ name }}{% endif %}")
    assert "name" in fundstellen(nur_entwurf, LISTE), "both branches of a truth value"
    nie = vorlage("{% if name == 'nie' %}{{ name }}{% endif %}")
    assert fundstellen(nie, LISTE) == {}
    versteckt = ersetzt(vorlage("{{ name }}"), "word/document.xml", b"<w:r>", b"<w:r><w:rPr><w:vanish/></w:rPr>")
    assert fundstellen(versteckt, LISTE) == {}


def test_jps14_ein_unbekannter_name_in_einer_liste_wird_genannt():
    fehler = pruefen_hier(
        vorlage("{{ name }}{% for t in termine %}{{ t.tagg }}{{ t.ortt }}{% endfor %}"), FELDER
    ).fehler
    assert fehler == [
        "Den Platzhalter „ortt“ gibt es in der Liste nicht.",
        "Den Platzhalter „tagg“ gibt es in der Liste nicht.",
    ]


@pytest.mark.parametrize(
    "ziel", [b"javascript:alert(1)", b"file:///etc/passwd", b"\\\\\\\\rechner\\\\freigabe", b"//example.org/x"]
)
def test_jps14_ein_verweis_hinaus_wird_auch_ohne_kennzeichen_erkannt(ziel):
    inhalt = ersetzt(GUT, RELS, b"</Relationships>", BEZUG % (b"hyperlink", ziel, b""))
    assert "zeigt aus der Datei hinaus" in pruefen_hier(inhalt, FELDER).fehler[0]


def _feld(*teile: str) -> bytes:
    laeufe = "".join(
        f'<w:r><w:fldChar w:fldCharType="{t}"/></w:r>'
        if t in ("begin", "end", "separate")
        else f"<w:r><w:instrText>{t}</w:instrText></w:r>"
        for t in teile
    )
    return ersetzt(GUT, "word/document.xml", b"</w:p>", laeufe.encode() + b"</w:p>")


@pytest.mark.parametrize(
    "teile",
    [
        ("begin", " DDE", "AUTO c:\\cmd ", "end"),
        ("begin", "begin", " QUOTE 68 68 69 ", "end", " x", "end"),
        ("begin", ' HYPERLINK "javascript:alert(1)" ', "end"),
        ("begin", " MERGEFIELD name ", "separate", "end"),
        ("begin", " PAGE ", "end", "begin", " PRINT 27 ", "end"),
        ("begin", " REF {{ name }} ", "end"),
        ("begin", " MACROBUTTON x "),
    ],
)
def test_jps14_feldbefehle_sind_bis_auf_wenige_verboten_auch_geschachtelt(teile):
    assert "Feldbefehl" in pruefen_hier(_feld(*teile), FELDER).fehler[0]


@pytest.mark.parametrize("teile", [("begin", " PAGE ", "end"), ("begin", r" HYPERLINK \l &quot;_Toc1&quot; ", "end")])
def test_jps14_seitenzahlen_und_das_eigene_inhaltsverzeichnis_bleiben_erlaubt(teile):
    assert pruefen_hier(_feld(*teile), FELDER).brauchbar


@pytest.mark.parametrize("name", ["word__media__bild.svg", "word__media__x.html", "word__afchunk.mht", "x.lnk"])
def test_jps14_andere_bestandteile_als_text_und_bilder_werden_abgelehnt(name):
    assert "nicht erlaubt" in pruefen_hier(veraendert(GUT, **{name: b"<svg/>"}), FELDER).fehler[0]


@pytest.mark.parametrize("pfad", ["../x.xml", "/etc/x.xml", "word\\x.xml", "c:x.xml"])
def test_jps14_pfade_aus_der_datei_hinaus_werden_abgelehnt(pfad):
    assert "zeigt aus ihr hinaus" in pruefen_hier(veraendert(GUT, **{pfad: b"<a/>"}), FELDER).fehler[0]


def test_jps14_steuerzeichen_und_schrift_von_rechts_nach_links_bleiben_harmlos():
    wert = "\x00\x08 & < > ]]> \u202eمرحبا\u202c {{ 1 }}"
    assert "& < > ]]> \u202eمرحبا\u202c {{ 1 }}" in worte(fuellen(GUT, {"name": wert, "ort": "", "eilt": False}))
