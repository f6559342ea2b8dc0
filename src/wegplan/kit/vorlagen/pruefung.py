"""Check of an uploaded DOCX by what it contains, never by its name."""

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .feldbefehle import keine_feldbefehle
from .felder import Feld
from .fuellen import fuellen_mit
from .sprache import Sprache, Vorlagenfehler

HOECHSTENS_BYTES = 5 << 20
DATEIEN = 300
ENTPACKT = 30 << 20
TEIL_XML = 3 << 20  # of one part with text: a letter has some ten thousand bytes
KLAMMERN = 2_000  # opening braces in all parts
HAUPTTEIL = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
AKTIV = re.compile(
    r"(vbaproject|vbadata|activex|/embeddings/|customui|attachedtoolbars|\.(bin|exe|dll|js|vbs|ps1|com|bat|zip|docm)$)",
    re.I,
)
DRAUSSEN = re.compile(r"\s*([a-z][a-z0-9+.-]*:|//|\\\\)", re.I)
FREMDE_ARTEN = ("vbaProject", "oleObject", "package", "control", "aFChunk", "attachedTemplate", "subDocument", "frame")
# text and pictures; no SVG, which may hold scripts and addresses
ENDUNGEN = (".xml", ".rels", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".odttf")


@dataclass
class Befund:
    """`fehler`: why the template is refused; `hinweise`: what people should know; `platzhalter`: the names it uses;
    `fundstellen`: see fundstellen.py, empty where that was not asked for."""

    fehler: list[str] = field(default_factory=list)
    hinweise: list[str] = field(default_factory=list)
    platzhalter: set[str] = field(default_factory=set)
    fundstellen: dict[str, list[str]] = field(default_factory=dict)

    @property
    def brauchbar(self) -> bool:
        return not self.fehler


def pruefen(inhalt: bytes, felder: Sequence[Feld]) -> Befund:
    """Everything that is wrong with a template, in German sentences with the placeholder's name."""
    befund = Befund()
    beispiele = {f.name: f.beispiel for f in felder}
    try:
        _bestandteile(inhalt)
        sprache = Sprache(streng=False)
        fuellen_mit(sprache, inhalt, beispiele)
        befund.platzhalter = sprache.gefunden
        _namen(befund, felder)
        befund.fehler += [f"Den Platzhalter „{n[:40]}“ gibt es in der Liste nicht." for n in sorted(sprache.unbekannt)]
        if befund.brauchbar:
            fuellen_mit(Sprache(), inhalt, beispiele)  # a wrong name inside a list shows only now
    except Vorlagenfehler as fehler:
        befund.fehler += fehler.saetze
    return befund


def _namen(befund: Befund, felder: Sequence[Feld]) -> None:
    bekannt = {f.name for f in felder}
    for name in sorted(befund.platzhalter - bekannt):
        befund.fehler.append(f"Den Platzhalter „{name[:40]}“ gibt es nicht.")
    for f in felder:
        if f.pflicht and f.name not in befund.platzhalter:
            befund.fehler.append(f"Der Platzhalter „{f.name}“ fehlt ({f.bedeutung}).")
        elif f.name not in befund.platzhalter:
            befund.hinweise.append(f"Der Platzhalter „{f.name}“ kommt nicht vor ({f.bedeutung}).")


def _bestandteile(inhalt: bytes) -> None:
    """The archive and its parts. Raises Vorlagenfehler."""
    if len(inhalt) > HOECHSTENS_BYTES:
        raise Vorlagenfehler(f"Die Datei ist zu groß; höchstens {HOECHSTENS_BYTES >> 20} MB sind möglich.")
    try:
        with zipfile.ZipFile(io.BytesIO(inhalt)) as archiv:
            teile = _auspacken(archiv)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as fehler:
        raise Vorlagenfehler("Das ist keine lesbare DOCX-Datei. Speichern Sie die Vorlage als .docx.") from fehler
    _keine_makros(teile)
    for name, text in teile.items():
        if name.lower().endswith((".xml", ".rels")):
            _xml_teil(name, text)
    if sum(text.count(b"{") for name, text in teile.items() if name.lower().endswith(".xml")) > KLAMMERN:
        raise Vorlagenfehler("Die Vorlage enthält zu viele Platzhalter.")


def _auspacken(archiv: zipfile.ZipFile) -> dict[str, bytes]:
    """All parts by name, counting what really comes out."""
    eintraege = archiv.infolist()
    namen = [e.filename for e in eintraege]
    if len(eintraege) > DATEIEN or len(set(map(str.lower, namen))) < len(namen):
        raise Vorlagenfehler("Die Datei hat zu viele oder doppelte Bestandteile.")
    if any(e.flag_bits & 0x1 for e in eintraege):
        raise Vorlagenfehler("Die Datei ist mit einem Kennwort geschützt. Bitte ohne Kennwort speichern.")
    if any(n.startswith(("/", "\\")) or ".." in n or "\\" in n or ":" in n for n in namen):
        raise Vorlagenfehler("Ein Bestandteil der Datei zeigt aus ihr hinaus.")
    teile, rest = {}, ENTPACKT
    for eintrag in eintraege:
        with archiv.open(eintrag) as quelle:
            teile[eintrag.filename] = quelle.read(rest + 1)
        rest -= len(teile[eintrag.filename])
        if rest < 0:
            raise Vorlagenfehler(f"Ausgepackt ist die Datei zu groß; höchstens {ENTPACKT >> 20} MB sind möglich.")
    return teile


def _keine_makros(teile: dict[str, bytes]) -> None:
    if "[Content_Types].xml" not in teile or "word/document.xml" not in teile:
        raise Vorlagenfehler("Das ist keine lesbare DOCX-Datei. Speichern Sie die Vorlage als .docx.")
    arten = teile["[Content_Types].xml"].decode("utf-8", "replace")
    if HAUPTTEIL not in arten or re.search(r"macroEnabled|vbaProject|activeX|oleObject", arten, re.I):
        raise Vorlagenfehler(
            "Die Datei enthält Makros oder ist keine DOCX-Datei. Speichern Sie sie als .docx ohne Makros."
        )
    if aktive := [name for name in teile if AKTIV.search(f"/{name}")]:
        raise Vorlagenfehler(f"Die Datei enthält Makros oder eingebettete Programme ({aktive[0][:60]}).")
    if fremde := [name for name in teile if not name.lower().endswith(ENDUNGEN) and not name.endswith("/")]:
        raise Vorlagenfehler(f"Die Datei enthält einen Bestandteil, der nicht erlaubt ist ({fremde[0][:60]}).")


def _xml_teil(name: str, text: bytes) -> None:
    if len(text) > TEIL_XML:
        raise Vorlagenfehler("Ein Teil der Vorlage ist zu umfangreich. Kürzen Sie den Text.")
    try:
        wurzel = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as fehler:
        raise Vorlagenfehler("Die Datei ist beschädigt oder enthält unerlaubte XML-Angaben.") from fehler
    if name.lower().endswith(".rels"):
        _keine_verweise(wurzel)
    else:
        keine_feldbefehle(wurzel)


def _keine_verweise(wurzel: Element) -> None:
    for verweis in wurzel.iter():
        if verweis.get("TargetMode", "").lower() == "external":
            raise Vorlagenfehler(
                "Die Vorlage verweist auf etwas außerhalb der Datei, zum Beispiel ein Bild oder einen Link im Netz. "
                "Betten Sie Bilder ein und schreiben Sie Links als Text."
            )
        if DRAUSSEN.match(verweis.get("Target", "")):
            raise Vorlagenfehler("Ein Verweis der Vorlage zeigt aus der Datei hinaus. Schreiben Sie Links als Text.")
        if verweis.get("Type", "").rsplit("/", 1)[-1] in FREMDE_ARTEN:
            raise Vorlagenfehler("Die Vorlage enthält eingebettete Objekte. Lassen Sie nur Text und Bilder stehen.")
