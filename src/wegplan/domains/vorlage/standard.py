"""The templates that ship with the product, made from text, so that nobody has to compare binary files."""

import io
from functools import lru_cache

from docx import Document
from docx.shared import Cm, Pt

from .arten import Vorlagenart

_EINLADUNG = (
    ("", "{{ stelle }}"),
    ("", "{{ absender }}"),
    ("", "{{ heute }}"),
    ("", "{{ name }}{% if kundennummer %}, Kundennummer {{ kundennummer }}{% endif %}"),
    ("fett", "{% if wiederholt %}Erneute Einladung{% else %}Einladung{% endif %} zu einem Gespräch"),
    ("", "Guten Tag {{ name }},"),
    ("", "ich lade Sie zu einem Gespräch ein:"),
    ("liste", "Tag: {{ tag }}"),
    ("liste", "Uhrzeit: {{ uhrzeit }} Uhr"),
    ("liste", "Ort: {{ ort }}"),
    ("liste", "Darum geht es: {{ anlass }}"),
    (
        "",
        "{% if massnahme %}Sie nehmen zurzeit an dieser Maßnahme teil: {{ massnahme }}. {% endif %}Der Termin soll "
        "außerhalb von Unterrichts- und Praktikumszeiten liegen. Passt er nicht dazu, rufen Sie mich bitte an; wir "
        "finden einen anderen.",
    ),
    (
        "",
        "Können Sie nicht kommen, sagen Sie mir bitte vor dem Termin Bescheid und nennen Sie den Grund. Haben Sie "
        "einen Nachweis dafür, bringen Sie ihn bitte mit oder schicken Sie ihn mir.",
    ),
    ("fett", "Das gilt, wenn Sie nicht kommen (Rechtsfolgenbelehrung)"),
    (
        "",
        "Diese Einladung verpflichtet Sie, zu dem genannten Termin persönlich zu erscheinen. Grundlage ist § 59 SGB II "
        "in Verbindung mit § 309 SGB III.",
    ),
    (
        "",
        "Kommen Sie nicht und haben Sie dafür keinen wichtigen Grund, den Sie darlegen und nachweisen, wird Ihre "
        "Leistung nach § 32 SGB II gemindert. Höhe und Dauer richten sich nach der Fassung dieser Vorschrift, die am "
        "Tag des Termins gilt.",
    ),
    (
        "",
        "Wichtige Gründe sind zum Beispiel eine Krankheit, die Ihnen das Kommen unmöglich macht, oder ein "
        "Vorstellungsgespräch zur selben Zeit. Vor einer Minderung können Sie sich äußern. Wäre sie für Sie eine "
        "außergewöhnliche Härte, sagen Sie uns auch das.",
    ),
    ("", "Mit freundlichen Grüßen"),
    ("", "{{ absender }}"),
)
_KOPF = (
    ("", "{{ traeger }}"),
    ("fett", "{{ zweitschrift }}"),
)
_FUSS = (
    ("", "Ort, Datum: ______________________________"),
    ("", "Stempel und Unterschrift: ______________________________"),
    ("", "Nummer {{ nummer }}, ausgestellt am {{ tag }}"),
)
_ABGESCHLOSSEN = (
    ("", "{%p for q in qualifizierungen %}"),
    ("liste", "{{ q.bezeichnung }}, abgeschlossen am {{ q.am }}"),
    ("", "{%p endfor %}"),
    ("", "{%p if module %}"),
    ("", "{{ module }}"),
    ("", "{%p endif %}"),
)
_TEILNAHME = (
    *_KOPF,
    ("fett", "Teilnahmebescheinigung"),
    ("", "{{ name }}, geboren am {{ geburtsdatum }},"),
    (
        "",
        "{% if beendet %}hat vom {{ von }} bis zum {{ bis }} teilgenommen an:{% else %}nimmt seit dem {{ von }} teil, "
        "voraussichtlich bis zum {{ bis }}, an:{% endif %}",
    ),
    ("fett", "{{ massnahme }}"),
    ("", "Maßnahmenummer {{ nummer_massnahme }}, Tage der Anwesenheit bis {{ tag }}: {{ tage }}"),
    ("", "{%p if qualifizierungen %}"),
    ("", "In dieser Zeit abgeschlossen:"),
    ("", "{%p endif %}"),
    *_ABGESCHLOSSEN,
    *_FUSS,
)
_ZERTIFIKAT = (
    *_KOPF,
    ("fett", "Zertifikat"),
    ("", "{{ name }}, geboren am {{ geburtsdatum }},"),
    ("", "hat in der Maßnahme {{ massnahme }} diese Qualifizierungen abgeschlossen:"),
    *_ABGESCHLOSSEN,
    *_FUSS,
)
_BRIEF = (
    ("", "{{ stelle }}"),
    ("", "{{ name }}"),
    ("", "{{ tag }}"),
    ("fett", "{{ betreff }}"),
    ("", "Guten Tag {{ name }},"),
    ("", "{%p for absatz in absaetze %}"),
    ("", "{{ absatz }}"),
    ("", "{%p endfor %}"),
    ("", "Mit freundlichen Grüßen"),
    ("", "{{ absender }}"),
)
_TEXTE = {
    Vorlagenart.EINLADUNG: _EINLADUNG,
    Vorlagenart.TEILNAHME: _TEILNAHME,
    Vorlagenart.ZERTIFIKAT: _ZERTIFIKAT,
    Vorlagenart.BRIEF: _BRIEF,
}


@lru_cache
def standardvorlage(art: str) -> bytes:
    """The template of a kind as DOCX.

    The instruction on legal consequences names the provisions but no figures: the office checks and completes it."""
    absaetze = _TEXTE[Vorlagenart(art)]
    dokument = Document()
    dokument.core_properties.title = Vorlagenart(art).label
    dokument.core_properties.author = ""
    dokument.core_properties.language = "de-DE"
    schrift = dokument.styles["Normal"].font
    schrift.name, schrift.size = "Arial", Pt(11)
    seite = dokument.sections[0]
    seite.page_width, seite.page_height = Cm(21), Cm(29.7)
    seite.left_margin, seite.right_margin = Cm(2.5), Cm(2)
    for stil, text in absaetze:
        absatz = dokument.add_paragraph(style="List Bullet" if stil == "liste" else None)
        absatz.add_run(text).bold = stil == "fett" or None
    ziel = io.BytesIO()
    dokument.save(ziel)
    return ziel.getvalue()
