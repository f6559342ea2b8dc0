"""The agreement as people read it: one list of parts, from which page, PDF and DOCX are made in the same order."""

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from docx import Document
from docx.shared import Cm, Pt

from wegplan.domains.zielindikatoren.rules import Indikator, in_worten, regelwerk_laden
from wegplan.kit.documents import satz
from wegplan.kit.vorlagen import fuellen

from . import rules
from .models import Zielunterschrift, Zielvereinbarung

TYPST = "domains/zielvereinbarung/dokumente/zielvereinbarung.typ"
STUFENNAMEN = {"QAB": "Stufe 2 (QAB)", "EZU": "Stufe 2 (EZU)", "IEB": "Stufe 3 (IEB)", "VDB": "Stufe 4 (VdB)"}


def aufbauen(v: Zielvereinbarung) -> dict[str, Any]:
    """Everything that is signed: head, sections, targets, free clauses, Checkliste. Values are text."""
    name = rules.vorlage_fuer(v.stufen)
    vorlage = rules.vorlage(name)
    return {
        "titel": vorlage["titel"],
        "fassung": str(v.nummer),
        "kopf": _kopf(v),
        "abschnitte": [
            {
                "titel": a["titel"],
                "bausteine": [{"text": b["text"], "punkt": b.get("punkt", False)} for b in a["bausteine"]],
            }
            for a in [*_bausteine(v, vorlage), *_ziele(v), *_klauseln(v)]
        ],
        "schluss": vorlage["schluss"],
        "checkliste": [
            [str(nr), was, wann.format(**v.fristen)] for nr, (was, wann) in enumerate(vorlage["checkliste"], 1)
        ],
    }


def _kopf(v: Zielvereinbarung) -> list[list[str]]:
    massnahme = v.massnahme
    return [
        ["Projekt", str(massnahme)],
        ["Stufe", ", ".join(STUFENNAMEN[stufe] for stufe in v.stufen)],
        ["Laufzeit", f"{v.laufzeit_von:%d.%m.%Y} bis {v.laufzeit_bis:%d.%m.%Y}"],
        ["Bildungsdienstleister", str(massnahme.traeger or "–")],
        ["Anschrift", v.bdl_anschrift or "–"],
        ["vertreten durch", v.bdl_vertreten],
        ["Regionalbüro", str(massnahme.regionalbuero or "–")],
        ["Anschrift", v.rb_anschrift or "–"],
        ["vertreten durch", v.rb_vertreten],
        ["Geschlossen zum", f"{v.geschlossen_zum:%d.%m.%Y}"],
        ["Grundlage", rules.eckpunktekonzepte().get(v.eckpunkte, f"Eckpunktekonzept, Stand {v.eckpunkte:%d.%m.%Y}")],
    ]


def _bausteine(v: Zielvereinbarung, vorlage: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The sections of the stages of this project; those of other stages fall away."""
    return (a for a in vorlage["abschnitte"] if not a.get("stufen") or set(a["stufen"]) & set(v.stufen))


def zielwerte(stufen: list[str], tag: Any) -> list[Indikator]:
    """The indicators on which a project agrees: those of its stages with a target of their own."""
    return [
        i for i in regelwerk_laden().indikatoren(tag) if i.stufe in stufen and i.soll is not None and not i.nur_programm
    ]


def _ziele(v: Zielvereinbarung) -> Iterator[dict[str, Any]]:
    regel = regelwerk_laden()
    for stufe in v.stufen:
        ziele = [
            {"punkt": True, "text": f"{i.titel}: {_wort(i)} {_zahl(v.ziele[i.name])} Prozent ({in_worten(i, regel)})"}
            for i in zielwerte([stufe], v.geschlossen_zum)
            if i.name in v.ziele
        ]
        if ziele:
            yield {"titel": f"Zielindikatoren der {STUFENNAMEN[stufe]}", "bausteine": ziele}


def _wort(indikator: Indikator) -> str:
    return "höchstens" if indikator.richtung == "hoechstens" else "mindestens"


def _zahl(wert: str) -> str:
    return str(wert).replace(".", ",")


def _klauseln(v: Zielvereinbarung) -> Iterator[dict[str, Any]]:
    absaetze = [zeile.strip() for zeile in v.klauseln.splitlines() if zeile.strip()]
    if absaetze:
        yield {"titel": "Weitere Festlegungen", "bausteine": [{"text": absatz} for absatz in absaetze]}


def inhalt(v: Zielvereinbarung) -> dict[str, Any]:
    """What was signed, or of a draft what it would be now."""
    gespeichert: dict[str, Any] = v.inhalt
    return gespeichert or aufbauen(v)


def _unterschriften(v: Zielvereinbarung) -> list[str]:
    """A line for each side; signed with the product, name, place and day stand there."""
    gegeben = {u.seite: u for u in v.unterschriften.all()}
    seiten = (("bdl", "Bildungsdienstleister"), ("rb", "Regionalbüro"))
    return [_zeile(name, gegeben.get(seite)) for seite, name in seiten]


def _zeile(name: str, u: Zielunterschrift | None) -> str:
    return f"{name}: {u.name}, {u.ort}, {u.am:%d.%m.%Y}" if u else f"{name}: Ort, Datum, Unterschrift"


def pdf(v: Zielvereinbarung) -> bytes:
    """PDF/A with the checksum of what was signed."""
    daten = inhalt(v) | {
        "unterschriften": _unterschriften(v),
        "stand": f"Fassung {v.nummer}, {v.get_stand_display()}",
        "pruefsumme": v.pruefsumme,
    }
    return satz(TYPST, daten, v.geschlossen_zum)


def docx(v: Zielvereinbarung) -> bytes:
    """The same parts in the same order as a text document."""
    daten = inhalt(v)
    zeilen = []
    for abschnitt in daten["abschnitte"]:
        zeilen.append({"text": abschnitt["titel"], "titel": True, "punkt": False, "absatz": False})
        for b in abschnitt["bausteine"]:
            zeilen.append({"text": b["text"], "titel": False, "punkt": b["punkt"], "absatz": not b["punkt"]})
    werte = {
        "titel": daten["titel"],
        "kopf": [{"name": name, "wert": wert} for name, wert in daten["kopf"]],
        "zeilen": zeilen,
        "schluss": daten["schluss"],
        "unterschriften": _unterschriften(v),
        "checkliste": [{"nummer": nr, "was": was, "wann": wann} for nr, was, wann in daten["checkliste"]],
        "fuss": f"Fassung {v.nummer}, {v.get_stand_display()}"
        + (f", Prüfsumme {v.pruefsumme}" if v.pruefsumme else ""),
    }
    return fuellen(_vorlage(), werte)


@lru_cache
def _vorlage() -> bytes:
    """The template of the document, made from text so that nobody has to compare binary files."""
    dokument = Document()
    dokument.core_properties.title, dokument.core_properties.author = "Zielvereinbarung", ""
    dokument.core_properties.language = "de-DE"
    schrift = dokument.styles["Normal"].font
    schrift.name, schrift.size = "Arial", Pt(10)
    seite = dokument.sections[0]
    seite.page_width, seite.page_height = Cm(21), Cm(29.7)
    seite.left_margin = seite.right_margin = Cm(2.2)
    dokument.add_heading("{{ titel }}", 1)
    _tabelle(dokument, ("Angabe", "Inhalt"), "kopf", ("name", "wert"))
    for text, stil in (
        ("{%p for z in zeilen %}", None),
        ("{%p if z.titel %}", None),
        ("{{ z.text }}", "Heading 2"),
        ("{%p endif %}", None),
        ("{%p if z.punkt %}", None),
        ("{{ z.text }}", "List Bullet"),
        ("{%p endif %}", None),
        ("{%p if z.absatz %}", None),
        ("{{ z.text }}", None),
        ("{%p endif %}", None),
        ("{%p endfor %}", None),
        ("{{ schluss }}", None),
        ("{%p for u in unterschriften %}", None),
        ("{{ u }}", None),
        ("{%p endfor %}", None),
        ("Anhang: Checkliste, Informationen und Berichte an das Regionalbüro", "Heading 2"),
    ):
        dokument.add_paragraph(text, style=stil)
    _tabelle(dokument, ("Nr.", "Was", "Wann"), "checkliste", ("nummer", "was", "wann"))
    dokument.add_paragraph("{{ fuss }}")
    ziel = io.BytesIO()
    dokument.save(ziel)
    return ziel.getvalue()


def _tabelle(dokument: Any, koepfe: tuple[str, ...], liste: str, felder: tuple[str, ...]) -> None:
    tabelle = dokument.add_table(rows=4, cols=len(koepfe), style="Table Grid")
    for spalte, (kopf, feld) in enumerate(zip(koepfe, felder, strict=True)):
        tabelle.cell(0, spalte).text = kopf
        tabelle.cell(2, spalte).text = f"{{{{ z.{feld} }}}}"
    tabelle.cell(1, 0).text = f"{{%tr for z in {liste} %}}"
    tabelle.cell(3, 0).text = "{%tr endfor %}"
