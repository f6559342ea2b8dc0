"""PX-11: one template filled for many as one document; each keeps its pages, headers, pictures and list numbers."""

import base64
import io

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn

from wegplan.kit.vorlagen import Vorlagenfehler, serie

from .test_vorlagen import ersetzt, vorlage

BILD = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
NAMEN = [{"name": n} for n in ("Ada", "Öz", "Bo")]


def hausvorlage() -> bytes:
    """With a letterhead that names the person, a picture in it and in the text, and a numbered list."""
    dokument, ziel = docx.Document(), io.BytesIO()
    kopf = dokument.sections[0].header.paragraphs[0]
    kopf.add_run("Für {{ name }}").add_picture(io.BytesIO(BILD))
    dokument.sections[0].footer.paragraphs[0].text = "Haus Auenmark"
    dokument.add_paragraph("Guten Tag {{ name }}").add_run().add_picture(io.BytesIO(BILD))
    dokument.add_paragraph("eins", style="List Number")
    dokument.add_table(1, 1).cell(0, 0).text = "{{ name }}"
    dokument.save(ziel)
    return ziel.getvalue()


def test_px11_alle_stehen_der_reihe_nach_in_einer_datei_jede_auf_neuer_seite_mit_eigenem_briefkopf():
    alle = docx.Document(io.BytesIO(serie(hausvorlage(), NAMEN)))
    assert [p.text for p in alle.paragraphs if p.text.startswith("Guten")] == [f"Guten Tag {n['name']}" for n in NAMEN]
    assert [t.cell(0, 0).text for t in alle.tables] == ["Ada", "Öz", "Bo"]
    assert [s.start_type for s in alle.sections] == [WD_SECTION.NEW_PAGE] * 3
    assert [s.header.paragraphs[0].text for s in alle.sections] == ["Für Ada", "Für Öz", "Für Bo"]
    assert [s.footer.paragraphs[0].text for s in alle.sections] == ["Haus Auenmark"] * 3
    for abschnitt in alle.sections:
        bezug = abschnitt.header._element.xpath(".//a:blip/@r:embed")[0]
        assert abschnitt.header.part.related_parts[bezug].blob == BILD
    assert [s._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for s in list(alle.sections)[1:]] == ["1", "1"]
    assert len(set(alle.element.body.xpath(".//wp:docPr/@id"))) == 3 == len(alle.inline_shapes)


def test_px11_nummerierte_listen_beginnen_bei_jedem_neu():
    alle = docx.Document(io.BytesIO(serie(hausvorlage(), NAMEN)))
    punkte = [p._p.pPr.numPr for p in alle.paragraphs if p.text == "eins"]
    nummern = [punkt.numId.val for punkt in punkte if punkt is not None]
    assert len(set(nummern)) == 2, "the first keeps the list of its style"
    zaehlung = alle.part.numbering_part.element
    for nummer in nummern:
        assert zaehlung.xpath(f"w:num[@w:numId='{nummer}']/w:lvlOverride/w:startOverride/@w:val")[0] == "1"


def test_px11_was_die_ganze_datei_nur_einmal_hat_darf_niemanden_nennen():
    with pytest.raises(Vorlagenfehler, match="Eigenschaften der Datei"):
        serie(vorlage("{{ name }}", titel="Zertifikat für {{ name }}"), NAMEN)


def test_px11_ein_briefkopf_nur_im_zweiten_abschnitt_ginge_auf_die_naechste_person_ueber():
    dokument, ziel = docx.Document(), io.BytesIO()
    dokument.add_paragraph("{{ name }}")
    dokument.add_section()
    dokument.sections[1].header.is_linked_to_previous = False
    dokument.sections[1].header.paragraphs[0].text = "{{ name }}"
    dokument.save(ziel)
    with pytest.raises(Vorlagenfehler, match="mehrere Abschnitte"):
        serie(ziel.getvalue(), NAMEN)


def test_px11_eine_beschaedigte_vorlage_endet_mit_einem_satz():
    with pytest.raises(Vorlagenfehler, match="beschädigt"):
        serie(ersetzt(vorlage("{{ name }}"), "word/document.xml", b"</w:body>", b""), NAMEN)
