"""Word's own fields in a template: only those that count pages, name days or point into the document itself. Others
load files, start programs or build such a command from pieces."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from .sprache import Vorlagenfehler

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SEITEN = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES"})
IM_DOKUMENT = frozenset({"TOC", "REF", "PAGEREF", "NOTEREF", "STYLEREF", "SEQ", "TITLE"})
TAGE = frozenset({"DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE"})
AUSZUFUELLEN = frozenset({"FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"})
ERLAUBT = SEITEN | IM_DOKUMENT | TAGE | AUSZUFUELLEN


def keine_feldbefehle(wurzel: Element) -> None:
    """Refuse what is not allowed. Raises Vorlagenfehler with the name of the field."""
    for befehl in _befehle(wurzel):
        wort = (befehl.split() or [""])[0].upper().lstrip("\\")
        im_dokument = wort == "HYPERLINK" and re.match(r"\s*HYPERLINK\s+\\l\s", befehl, re.I)
        if "{" in befehl:
            raise Vorlagenfehler("In einem Feldbefehl steht ein Platzhalter. Schreiben Sie ihn in den Text.")
        if wort and wort not in ERLAUBT and not im_dokument:
            raise Vorlagenfehler(f"Die Vorlage enthält den Feldbefehl {wort[:30]}. Er ist nicht erlaubt.")


def _befehle(wurzel: Element) -> Iterator[str]:
    """The instruction of each field; one may be spread over runs, and fields stand inside each other."""
    offen: list[str] = []
    for e in wurzel.iter():
        art = e.get(f"{W}fldCharType") if e.tag == f"{W}fldChar" else None
        if e.tag == f"{W}fldSimple":
            yield e.get(f"{W}instr", "")
        elif art == "begin":
            offen.append("")
        elif e.tag in (f"{W}instrText", f"{W}delInstrText"):
            if offen:
                offen[-1] += e.text or ""
            else:
                yield e.text or ""
        elif art == "end" and offen:
            yield offen.pop()
    yield from offen  # never closed
