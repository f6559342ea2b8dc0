"""AW-05, DS-34: pictures without script and style, with a name, in colours that classes give."""

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from wegplan.kit.ui import diagramme
from wegplan.kit.ui.diagramme import Fenster, Marke, Reihe
from wegplan.kit.ui.muster import _bilder

MONATE = [("2026-01", Decimal(80)), ("2026-02", None), ("2026-03", Decimal(90))]


@pytest.mark.parametrize("name", ["verlauf", "balken", "fenster"])
def test_aw05_ein_bild_ist_sauber_benannt_und_farblos(name):
    svg = _bilder()[name]
    wurzel = ElementTree.fromstring(svg)
    assert wurzel.get("role") == "img"
    assert wurzel.get("aria-label")
    for element in wurzel.iter():
        assert not {"style", "onload", "onclick"} & set(element.attrib)
        assert element.tag.split("}")[-1] not in {"style", "script", "image", "foreignObject", "a"}
        for farbe in (element.get("fill"), element.get("stroke")):
            assert farbe in (None, "none", "transparent"), (element.tag, farbe)


def test_aw05_jede_klasse_eines_bildes_steht_im_stil():
    stil = (diagramme.__file__.rsplit("/", 1)[0]) + "/static/ui/bausteine.css"
    with open(stil) as datei:
        bekannt = set(re.findall(r"\.(dia-[a-z0-9-]+)", datei.read()))
    verwendet = set(re.findall(r"\bdia-[a-z0-9-]+", " ".join(_bilder().values())))
    assert verwendet <= bekannt


def test_am15_ein_monat_ohne_faelle_ist_eine_luecke_und_keine_null():
    svg = diagramme.verlauf("Quote", "Im Februar keine Fälle.", [Reihe("Quote", MONATE)])
    punkte = re.findall(r'<path[^>]*transform="translate\([^"]+"[^>]*class="dia-reihe-1|class="[^"]*dia-reihe-1 ', svg)
    assert "Feb 26" in svg
    assert len(punkte) == 2


def test_ein_gleiches_bild_wird_nur_einmal_gezeichnet():
    bilder = [diagramme.balken("Quote", "Zwei Teams.", [("Team 1", Decimal(80), 5)]) for _ in range(2)]
    assert bilder[0] is bilder[1]


def test_namen_werden_nicht_als_bildbefehl_gelesen():
    svg = diagramme.balken("<script>", '"', [("<b>&Co</b>", Decimal(80), 5)])
    assert "<b>" not in svg
    assert "<script" not in svg
    svg = diagramme.fenster(
        "<x>",
        '"',
        date(2026, 1, 1),
        date(2026, 3, 1),
        [Fenster("<b>", date(2026, 1, 2), date(2026, 1, 9))],
        [Marke(date(2026, 1, 5), "<i>", "gut")],
    )
    assert not re.search(r"<[bix]>", svg)


def test_am02_das_fenster_und_jeder_nachweis_stehen_mit_ihren_tagen_im_bild():
    svg = _bilder()["fenster"]
    assert "engeres Fenster: 05.12.2025 bis 05.03.2026" in svg
    assert "03.01.2026 Vereinbarung geschlossen" in svg
    assert "heute" in svg


def test_was_ausserhalb_liegt_steht_am_rand():
    svg = diagramme.fenster("F", "B", date(2026, 1, 1), date(2026, 2, 1), marken=[Marke(date(2027, 1, 1), "weit weg")])
    assert f'cx="{760 - 20}.0"' in svg or f'cx="{760 - 20}"' in svg
