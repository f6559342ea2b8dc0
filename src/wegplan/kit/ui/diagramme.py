"""Charts as inline SVG made on the server (AW-05): no script, no inline style, colours by class.

Vega writes colours as attributes; each part gets a marker colour that is turned into a class afterwards, so one
picture, cached, serves light, dark and forced colours. The picture carries title and description for screen
readers; its table stands below it (`{% diagramm %}`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from xml.etree import ElementTree

from django.utils.safestring import SafeString, mark_safe

from .fensterbild import Fenster, Marke, fenster
from .textfilter import MONATE, prozent, zahl

__all__ = ["Fenster", "Marke", "Reihe", "balken", "fenster", "verlauf"]

# marker colour -> class; the class names stand in ui/bausteine.css
TEXT, LEISE, GITTER, ACHSE, GRUND, ZIEL = (f"#0000{i:02x}" for i in range(1, 7))
REIHEN = ("#000011", "#000012")
KLASSEN = {
    "fill": {
        TEXT: "dia-text",
        LEISE: "dia-leise",
        GRUND: "dia-grund",
        REIHEN[0]: "dia-reihe-1",
        REIHEN[1]: "dia-reihe-2",
    },
    "stroke": {
        GITTER: "dia-gitter",
        ACHSE: "dia-achse",
        ZIEL: "dia-ziel",
        GRUND: "dia-grund-rand",
        REIHEN[0]: "dia-reihe-1-linie",
        REIHEN[1]: "dia-reihe-2-linie",
    },
}
SVG = "http://www.w3.org/2000/svg"


@dataclass(frozen=True)
class Reihe:
    """A named series: (month "2026-01", rate in per cent 0 to 100, None = no cases)."""

    name: str
    punkte: Sequence[tuple[str, Decimal | None]]


def verlauf(titel: str, beschreibung: str, reihen: Sequence[Reihe], ziel: Decimal | None = None) -> SafeString:
    """Rates over months as lines, at most two series, with the target as a dashed line."""
    return _verlauf(titel, beschreibung, tuple((r.name, tuple(r.punkte)) for r in reihen), ziel)


def balken(titel: str, beschreibung: str, werte: Sequence[tuple[str, Decimal | None, int]]) -> SafeString:
    """Rates of groups as bars: (name, rate in per cent or None, n), in the given order."""
    return _balken(titel, beschreibung, tuple(tuple(w) for w in werte))


def _monat(schluessel: str) -> str:
    jahr, monat = schluessel.split("-")
    return f"{MONATE[int(monat) - 1]} {jahr[2:]}"


@lru_cache(maxsize=256)
def _verlauf(titel: str, beschreibung: str, reihen: tuple, ziel: Decimal | None) -> SafeString:
    import altair as alt  # costs a second: only pages with a chart pay for it

    monate = [_monat(m) for m, _ in reihen[0][1]]
    namen = [name for name, _ in reihen]
    daten = [
        {"monat": _monat(m), "quote": None if q is None else float(q), "reihe": name}
        for name, punkte in reihen
        for m, q in punkte
    ]
    farben = alt.Scale(domain=namen, range=list(REIHEN[: len(namen)]))
    legende = alt.Legend(title=None, orient="top", symbolSize=90, labelLimit=400) if len(namen) > 1 else None
    basis = alt.Chart(alt.Data(values=daten)).encode(
        x=alt.X("monat:O", sort=monate, title=None, axis=alt.Axis(labelAngle=0, grid=False)),
        y=alt.Y(
            "quote:Q",
            title=None,
            scale=alt.Scale(domain=[0, 100]),
            axis=alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.value + ' %'"),
        ),
    )
    linie = basis.mark_line(strokeWidth=2.5).encode(
        color=alt.Color("reihe:N", scale=farben, legend=None),
        strokeDash=alt.StrokeDash("reihe:N", scale=alt.Scale(domain=namen, range=[[1, 0], [6, 3]]), legend=None),
    )
    punkte = basis.mark_point(filled=True, size=70, opacity=1).encode(
        shape=alt.Shape("reihe:N", scale=alt.Scale(domain=namen, range=["circle", "square"]), legend=legende),
        color=alt.Color("reihe:N", scale=farben, legend=legende),
        fill=alt.Fill("reihe:N", scale=farben, legend=legende),
    )
    ebenen = [linie, punkte]
    if ziel is not None:
        marke = alt.Chart(alt.Data(values=[{"z": float(ziel), "t": f"Ziel {prozent(ziel)}"}]))
        ebenen.append(marke.mark_rule(color=ZIEL, strokeDash=[3, 3], strokeWidth=1.5).encode(y="z:Q"))
        ebenen.append(
            marke.mark_text(align="right", dy=-8, color=TEXT, fontSize=13).encode(x=alt.value(640), y="z:Q", text="t:N")
        )
    bild = alt.layer(*ebenen).resolve_legend(color="independent", fill="independent", shape="independent")
    return _svg(titel, beschreibung, bild.properties(width=640, height=220))


@lru_cache(maxsize=256)
def _balken(titel: str, beschreibung: str, werte: tuple) -> SafeString:
    import altair as alt

    daten = [
        {"name": name, "quote": float(q or 0), "wort": f"{prozent(q)}  (n = {zahl(n)})" if n else "keine Fälle"}
        for name, q, n in werte
    ]
    basis = alt.Chart(alt.Data(values=daten)).encode(
        y=alt.Y(
            "name:O",
            sort=[name for name, _, _ in werte],
            title=None,
            axis=alt.Axis(grid=False, ticks=False, domain=False, labelLimit=220, labelPadding=8),
        ),
        x=alt.X(
            "quote:Q",
            title=None,
            scale=alt.Scale(domain=[0, 120]),
            axis=alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.value + ' %'", grid=False),
        ),
    )
    bild = basis.mark_bar(color=REIHEN[0], height=18) + basis.mark_text(
        align="left", dx=6, color=TEXT, fontSize=13
    ).encode(text="wort:N")
    return _svg(titel, beschreibung, bild.properties(width=560, height=alt.Step(30)))


def _svg(titel: str, beschreibung: str, bild) -> SafeString:
    """Compile, then clean: classes for marker colours, German name and description, fluid width."""
    import vl_convert

    schrift = {"labelFont": "Fira Sans", "labelFontSize": 13, "labelColor": TEXT}
    vega = bild.to_dict()
    vega["config"] = {
        "background": None,
        "font": "Fira Sans",
        "aria": False,  # Vega's own names are English
        "view": {"stroke": None},
        "axis": schrift | {"gridColor": GITTER, "tickColor": ACHSE, "domainColor": ACHSE},
        "legend": schrift,
    }
    wurzel = ElementTree.fromstring(vl_convert.vegalite_to_svg(vega))
    for element in wurzel.iter():
        for attribut, klassen in KLASSEN.items():
            if element.get(attribut) in klassen:
                element.set("class", f"{element.get('class', '')} {klassen[element.attrib.pop(attribut)]}".strip())
        for attribut in ("role", "aria-roledescription", "aria-hidden", "style", "font-family"):
            element.attrib.pop(attribut, None)
    for attribut in ("width", "height", "version"):
        wurzel.attrib.pop(attribut, None)
    wurzel.set("role", "img")
    wurzel.set("aria-label", f"{titel}. {beschreibung}")
    ElementTree.register_namespace("", SVG)
    return mark_safe(ElementTree.tostring(wurzel, encoding="unicode"))
