"""One template filled for many, as one document. Each filling is a section of its own: it keeps its headers and
footers, begins on a new page and counts its pages and lists from one."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docx import Document
from docx.document import Document as Dokument
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from .fuellen import fuellen
from .sprache import Vorlagenfehler

JE_DOKUMENT = ("word/document.xml", "word/header", "word/footer", "docProps/core.xml")
EIGENSCHAFTEN = ("author", "title", "subject", "keywords", "comments", "category")
VERWEISE = (qn("w:headerReference"), qn("w:footerReference"))
NACH_SEITENZAHL = tuple(
    qn(f"w:{name}")
    for name in ("cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid")
)
PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
FUSSNOTEN = "Platzhalter gehen im Text, in Kopf- und Fußzeilen, aber nicht in Fußnoten und Eigenschaften der Datei."
ABSCHNITTE = "Die Vorlage hat mehrere Abschnitte, und dem ersten fehlt eine Kopf- oder Fußzeile. Ergänzen Sie sie."


def serie(inhalt: bytes, werte: Sequence[Mapping[str, Any]]) -> bytes:
    """The template filled for each of `werte` (at least one), in their order, as one DOCX.

    Raises Vorlagenfehler as `fuellen`, and where something that all share would differ between them."""
    erstes = fuellen(inhalt, werte[0])
    ziel = Document(io.BytesIO(erstes))
    gemeinsam = _gemeinsames(erstes, ziel)
    _abschnitte_pruefen(ziel)
    kopfteile = {rid: ziel.part.rels[rid].target_part.blob for rid in _verweise(ziel)}
    for nr, eine in enumerate(werte[1:], start=2):
        gefuellt = fuellen(inhalt, eine)
        dokument = Document(io.BytesIO(gefuellt))
        if _gemeinsames(gefuellt, dokument) != gemeinsam:
            raise Vorlagenfehler(FUSSNOTEN)
        _kopfteile_mitnehmen(ziel, dokument, kopfteile, nr)
        _eigene_seitenzahlen(dokument)
        _listen_neu_zaehlen(ziel, dokument)
        _doppeltes_weg(dokument, nr)
        _anhaengen(ziel, dokument)
    ausgabe = io.BytesIO()
    ziel.save(ausgabe)
    return ausgabe.getvalue()


def _gemeinsames(inhalt: bytes, dokument: Dokument) -> tuple[Any, ...]:
    """What the whole file has once: styles, pictures, footnotes by their checksum; properties by their words."""
    with zipfile.ZipFile(io.BytesIO(inhalt)) as archiv:
        teile = {e.filename: e.CRC for e in archiv.infolist() if not e.filename.startswith(JE_DOKUMENT)}
    return teile, [getattr(dokument.core_properties, name) for name in EIGENSCHAFTEN]


def _abschnitte_pruefen(dokument: Dokument) -> None:
    """A section without a header takes the one before it: over the border that would be somebody else's."""
    arten = [{(v.tag, v.get(qn("w:type"))) for v in s._sectPr if v.tag in VERWEISE} for s in dokument.sections]
    if any(weitere - arten[0] for weitere in arten):
        raise Vorlagenfehler(ABSCHNITTE)


def _verweise(dokument: Dokument) -> Iterator[str]:
    for abschnitt in dokument.sections:
        yield from (v.get(qn("r:id")) for v in abschnitt._sectPr if v.tag in VERWEISE)


def _kopfteile_mitnehmen(ziel: Dokument, dokument: Dokument, erste: Mapping[str, bytes], nr: int) -> None:
    """Headers and footers with other words than the first document's come along as parts of their own."""
    teile = {teil.partname: teil for teil in ziel.part.package.iter_parts()}
    for abschnitt in dokument.sections:
        for verweis in (v for v in abschnitt._sectPr if v.tag in VERWEISE):
            bezug = dokument.part.rels[verweis.get(qn("r:id"))]
            teil: Any = bezug.target_part
            if teil.blob == erste[bezug.rId]:
                continue
            name = PackURI(str(teil.partname).replace(".xml", f"n{nr}.xml"))
            neu = type(teil).load(name, teil.content_type, teil.blob, ziel.part.package)
            for r in teil.rels.values():
                neu.rels.add_relationship(r.reltype, teile[r.target_part.partname], r.rId)
            verweis.set(qn("r:id"), ziel.part.relate_to(neu, bezug.reltype))


def _eigene_seitenzahlen(dokument: Dokument) -> None:
    """Its first section begins on a new page with number one."""
    erster = dokument.sections[0]
    erster.start_type = WD_SECTION.NEW_PAGE
    zahl = erster._sectPr.find(qn("w:pgNumType"))
    if zahl is None:
        zahl = OxmlElement("w:pgNumType")
        danach = next((e for e in erster._sectPr if e.tag in NACH_SEITENZAHL), None)
        erster._sectPr.append(zahl) if danach is None else danach.addprevious(zahl)
    zahl.set(qn("w:start"), "1")


def _listen_neu_zaehlen(ziel: Dokument, dokument: Dokument) -> None:
    """Each numbered list gets a numbering of its own, of the same kind."""
    if not any(r.reltype == RELATIONSHIP_TYPE.NUMBERING for r in ziel.part.rels.values()):
        return
    alle: Any = ziel.part.numbering_part.element
    je_stil = {
        stil.get(qn("w:styleId")): stil.pPr.numPr
        for stil in ziel.styles.element.xpath("w:style[w:pPr/w:numPr/w:numId]")
    }
    neue: dict[int, int] = {}
    for absatz in dokument.element.body.iter(qn("w:p")):
        stil = je_stil.get(absatz.style)
        eigene = absatz.pPr.numPr if absatz.pPr is not None else None
        numpr = stil if eigene is None else eigene
        if numpr is None or numpr.numId is None or not alle.xpath(f"w:num[@w:numId='{numpr.numId.val}']"):
            continue
        alt = numpr.numId.val
        if alt not in neue:
            neue[alt] = _neue_zaehlung(alle, alt)
        ziel_numpr = absatz.get_or_add_pPr().get_or_add_numPr()
        ziel_numpr.get_or_add_ilvl().val = numpr.ilvl.val if numpr.ilvl is not None else 0
        ziel_numpr.get_or_add_numId().val = neue[alt]


def _neue_zaehlung(alle: Any, alt: int) -> int:
    art = alle.num_having_numId(alt).abstractNumId.val
    neu = alle.add_num(art)
    for ebene in alle.xpath(f"w:abstractNum[@w:abstractNumId='{art}']/w:lvl"):
        beginn = ebene.find(qn("w:start"))
        start = 1 if beginn is None else int(beginn.get(qn("w:val"), "1"))
        neu.add_lvlOverride(int(ebene.get(qn("w:ilvl")))).add_startOverride(start)
    nummer: int = neu.numId
    return nummer


def _doppeltes_weg(dokument: Dokument, nr: int) -> None:
    """Marks and numbers that a file may have only once."""
    koerper = dokument.element.body
    for marke in list(koerper.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        marke.getparent().remove(marke)
    for absatz in koerper.iter(qn("w:p")):
        absatz.attrib.pop(PARA_ID, None)
    for bild in koerper.iter(qn("wp:docPr")):
        bild.set("id", str(nr * 10_000 + int(bild.get("id", "0")) % 10_000))


def _anhaengen(ziel: Dokument, dokument: Dokument) -> None:
    """The section before ends in its last paragraph, what comes brings its own."""
    koerper: Any = ziel.element.body
    ende = koerper.get_or_add_sectPr()
    letzter = ende.getprevious()
    if letzter is None or letzter.tag != qn("w:p") or letzter.xpath("w:pPr/w:sectPr"):
        letzter = OxmlElement("w:p")
        ende.addprevious(letzter)
    letzter.set_sectPr(ende)
    dokument.element.body.get_or_add_sectPr()
    koerper.extend(list(dokument.element.body))
