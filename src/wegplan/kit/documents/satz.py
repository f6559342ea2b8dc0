"""Setting a PDF. The root of all templates is the package itself; no font of the machine is used."""

import json
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

PDF = "application/pdf"  # the type of an answer
PAKET = Path(__file__).resolve().parents[2]
SCHRIFTEN = Path(__file__).resolve().parent / "schriften"
NORMEN = ["a-3a", "ua-1"]  # archivable and accessible
_JE_FADEN = threading.local()  # a compiler keeps what it has read, and belongs to one thread


def satz(vorlage: str, daten: Mapping[str, Any], tag: date) -> bytes:
    """The PDF of a template, the same bytes for the same data.

    `vorlage`: path below the package, such as "domains/anwesenheit/dokumente/monatsliste.typ"; `daten`: what JSON can
    hold, with dates as text for people; `tag`: the day the document states as its own. Raises typst.TypstError for a
    template that does not fit its data."""
    zeit = datetime.combine(tag, time(), UTC)
    gesetzt: bytes = _setzer()(vorlage).compile(
        format="pdf",
        sys_inputs={"daten": json.dumps(daten, ensure_ascii=False)},
        pdf_standards=NORMEN,
        timestamp=int(zeit.timestamp()),
    )
    return gesetzt


def _setzer() -> Any:
    if not hasattr(_JE_FADEN, "setzer"):
        _JE_FADEN.setzer = cache(_compiler)
    return _JE_FADEN.setzer


def _compiler(vorlage: str) -> typst.Compiler:
    return typst.Compiler(PAKET / vorlage, root=PAKET, font_paths=[SCHRIFTEN], ignore_system_fonts=True)
