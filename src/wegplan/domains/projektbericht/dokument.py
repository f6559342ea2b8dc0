"""The report as people read it: one list of parts, from which page, PDF and DOCX are made in the same order."""

import io
import re
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from wegplan.kit.documents import satz
from wegplan.kit.ui.textfilter import datum

from .inhalt import texte_von
from .models import Projektbericht

TYPST = "domains/projektbericht/dokumente/projektbericht.typ"
TITEL = "Zusammenfassender Projektbericht"
KOEPFE = ["Zahl", "Wert", "Was gezählt ist", "Quelle"]
UNSICHTBAR = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what a text document cannot hold


def teile(bericht: Projektbericht, inhalt: dict[str, Any], *, mit_texten: bool) -> dict[str, Any]:
    """Head, sections with figures, records and paragraphs, and what it is."""
    texte = texte_von(bericht) if mit_texten else {}
    abschnitte = [
        {
            "name": a["name"],
            "titel": a["titel"],
            "zahlen": [
                [z["titel"], f"{z['wert']} ({z['zusatz']})" if z["zusatz"] else z["wert"], z["definition"], z["quelle"]]
                for z in a["zahlen"]
            ],
            "koepfe": a.get("koepfe", []),
            "zeilen": a.get("zeilen", []),
            "absaetze": [zeile.strip() for zeile in texte.get(a["name"], "").splitlines() if zeile.strip()],
        }
        for a in inhalt["abschnitte"]
    ]
    stand = f"Fassung {bericht.fassung}, {bericht.get_stand_display()}"
    if bericht.freigegeben_am:
        stand += f", Datenstand {datum(bericht.freigegeben_am)}"
    return {"titel": TITEL, "kopf": inhalt["kopf"], "abschnitte": abschnitte, "stand": stand}


def pdf(bericht: Projektbericht, daten: dict[str, Any]) -> bytes:
    """PDF/A with the checksum of what was released; `daten` from `teile`."""
    angaben = daten | {"pruefsumme": bericht.pruefsumme, "zahlkoepfe": KOEPFE}
    return satz(TYPST, angaben, bericht.freigegeben_am or bericht.bis)


def docx(bericht: Projektbericht, daten: dict[str, Any]) -> bytes:
    """The same parts in the same order as a text document."""
    dokument = Document()
    _einrichten(dokument, daten["titel"])
    dokument.add_heading(daten["titel"], 1)
    _tabelle(dokument, ["Angabe", "Inhalt"], daten["kopf"])
    for a in daten["abschnitte"]:
        dokument.add_heading(a["titel"], 2)
        if a["zahlen"]:
            _tabelle(dokument, KOEPFE, a["zahlen"])
        if a["zeilen"]:
            dokument.add_paragraph("")
            _tabelle(dokument, a["koepfe"], a["zeilen"])
        for absatz in a["absaetze"]:
            dokument.add_paragraph(_sauber(absatz))
    dokument.add_paragraph(daten["stand"] + (f", Prüfsumme {bericht.pruefsumme}" if bericht.pruefsumme else ""))
    ziel = io.BytesIO()
    dokument.save(ziel)
    return ziel.getvalue()


def _einrichten(dokument: Any, titel: str) -> None:
    eigenschaften = dokument.core_properties
    eigenschaften.title, eigenschaften.author, eigenschaften.language = titel, "", "de-DE"
    schrift = dokument.styles["Normal"].font
    schrift.name, schrift.size = "Arial", Pt(10)
    seite = dokument.sections[0]
    seite.page_width, seite.page_height = Cm(21), Cm(29.7)
    seite.left_margin = seite.right_margin = Cm(2.2)


def _tabelle(dokument: Any, koepfe: list[str], zeilen: list[list[str]]) -> None:
    """A table whose head is repeated on each page."""
    tabelle = dokument.add_table(rows=1, cols=len(koepfe), style="Table Grid")
    kopf = tabelle.rows[0]
    kopf._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for zelle, text in zip(kopf.cells, koepfe, strict=True):
        zelle.paragraphs[0].add_run(text).bold = True
    for zeile in zeilen:
        for zelle, text in zip(tabelle.add_row().cells, zeile, strict=True):
            zelle.text = _sauber(text)


def _sauber(text: str) -> str:
    return UNSICHTBAR.sub(" ", text)
