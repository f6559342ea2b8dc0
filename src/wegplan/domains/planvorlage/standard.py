"""The template that ships with the product, made from text, so that nobody has to compare binary files."""

import io
from functools import lru_cache

from docx import Document
from docx.document import Document as Dokument
from docx.shared import Cm, Pt

from .arten import Planvorlagenart

_RAHMEN = (
    ("Name", "{{ name }}"),
    ("Geburtsdatum", "{{ geburtsdatum }}"),
    ("Kundennummer", "{{ kundennummer }}"),
    ("Projekt", "{{ massnahme }}"),
    ("Ziel des Projekts", "{{ projektziel }}"),
    ("Teilnahme", "{{ eintritt }} bis {{ geplantes_ende }}"),
    ("Bildungsdienstleister", "{{ traeger }}"),
    ("Ansprechperson", "{{ ansprechperson }}{% if kontakt %}, {{ kontakt }}{% endif %}"),
    ("Fassung", "{{ fassung }}, Druck vom {{ heute }}"),
    ("Nächste Überprüfung", "{{ pruefung_am }}"),
)
_AUSGANGSLAGE = tuple(
    (wort, f"{{{{ {name}_selbst }}}}", f"{{{{ {name}_fach }}}}")
    for name, wort in (
        ("fachlich", "Fachliches"),
        ("sozial", "Soziales"),
        ("persoenlich", "Persönliches"),
        ("hindernisse", "Was mich hindert"),
    )
)
_WUNSCH = (
    ("Das möchte ich arbeiten", "{{ wunsch_inhalte }}"),
    ("Das käme auch in Frage", "{{ wunsch_alternativen }}"),
    ("Stunden in der Woche", "{{ wunsch_wochenstunden }}"),
)
_ZIEL = (
    ("", "{{ z.wortlaut }}"),
    ("Bereich", "{{ z.bereich }}{% if z.fachsprache %}, fachlich gesagt: {{ z.fachsprache }}{% endif %}"),
    ("So gehen wir vor", "{{ z.methode }}"),
    ("Verantwortlich, bis wann", "{{ z.wer }}, bis {{ z.bis }}"),
    ("Stand und Ergebnis", "{{ z.stand }}{% if z.ergebnis %}. {{ z.ergebnis }}{% endif %}"),
)
_SCHRITT = (
    "Schritt: {{ s.text }} ({{ s.wer }}, bis {{ s.bis }})"
    "{% if s.erledigt_am %}, erledigt am {{ s.erledigt_am }}{% endif %}"
)


@lru_cache
def standardvorlage(art: str) -> bytes:
    """The template of a kind as DOCX. It meets every minimum standard, a test holds it to that."""
    dokument = Document()
    _seite(dokument, Planvorlagenart(art).label)
    dokument.add_heading("Mein Förderplan", 1)
    _tabelle(dokument, _RAHMEN)
    dokument.add_heading("Wo ich stehe", 2)
    _tabelle(dokument, (("", "So sehe ich mich", "So sieht es die Fachkraft"), *_AUSGANGSLAGE))
    dokument.add_heading("Was ich arbeiten möchte", 2)
    _tabelle(dokument, _WUNSCH)
    for titel, liste in (("Meine Ziele für die nächsten Monate", "nahziele"), ("Meine Ziele auf Dauer", "fernziele")):
        dokument.add_heading(titel, 2)
        _ziele(dokument, liste)
    _schluss(dokument)
    ziel = io.BytesIO()
    dokument.save(ziel)
    return ziel.getvalue()


def _seite(dokument: Dokument, titel: str) -> None:
    dokument.core_properties.title = titel
    dokument.core_properties.author = ""
    dokument.core_properties.language = "de-DE"
    schrift = dokument.styles["Normal"].font
    schrift.name, schrift.size = "Arial", Pt(11)
    seite = dokument.sections[0]
    seite.page_width, seite.page_height = Cm(21), Cm(29.7)
    seite.left_margin, seite.right_margin = Cm(2.5), Cm(2)


def _tabelle(dokument: Dokument, zeilen: tuple[tuple[str, ...], ...]) -> None:
    tabelle = dokument.add_table(0, len(zeilen[0]), style="Table Grid")
    for zeile in zeilen:
        for zelle, text in zip(tabelle.add_row().cells, zeile, strict=True):
            zelle.text = text


def _ziele(dokument: Dokument, liste: str) -> None:
    """One block for each goal; the loop's own paragraphs vanish ({%p … %})."""
    dokument.add_paragraph(f"{{%p for z in {liste} %}}")
    for wort, text in _ZIEL:
        absatz = dokument.add_paragraph(f"{wort}: " if wort else "")
        absatz.add_run(text).bold = not wort or None
    dokument.add_paragraph("{%p for s in z.schritte %}")
    dokument.add_paragraph(_SCHRITT, style="List Bullet")
    dokument.add_paragraph("{%p endfor %}")
    dokument.add_paragraph("{%p endfor %}")


def _schluss(dokument: Dokument) -> None:
    dokument.add_heading("Passt die Stufe noch?", 2)
    dokument.add_paragraph("{{ stufenfrage }}")
    dokument.add_paragraph("{{ stufengrund }}")
    dokument.add_heading("Das vereinbaren wir", 2)
    dokument.add_paragraph("Wir haben den Plan gemeinsam besprochen. Beide haben ein Exemplar.")
    dokument.add_paragraph("Tag: {{ unterschrieben_am }}")
    dokument.add_paragraph("Teilnehmerin oder Teilnehmer: {{ unterschrift_teilnehmend }}")
    dokument.add_paragraph("Bildungsdienstleister: {{ unterschrift_fachkraft }}")
    dokument.add_paragraph("{%p if unterschrieben %}")
    dokument.add_paragraph("Prüfsumme des unterschriebenen Inhalts (SHA-256): {{ pruefsumme }}")
    dokument.add_paragraph("{%p endif %}")
