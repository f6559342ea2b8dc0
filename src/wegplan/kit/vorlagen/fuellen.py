"""Filling a template. Values are text: what looks like a placeholder or like XML in them stays text."""

import io
import re
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError, UndefinedError

from .sprache import Sprache, Vorlagenfehler

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"  # the type of an answer
STEUERZEICHEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


def fuellen(inhalt: bytes, werte: Mapping[str, Any]) -> bytes:
    """The filled document. `werte`: texts, truth values, lists of texts or of dicts, by the placeholder's name.

    Raises Vorlagenfehler, for instance for a placeholder without a value. In this process, without limits of time and
    memory: for others there is abgeschottet.fuellen."""
    return fuellen_mit(Sprache(), inhalt, werte)


def fuellen_mit(sprache: Sprache, inhalt: bytes, werte: Mapping[str, Any]) -> bytes:
    """The same with a sandbox of one's own, which knows the names afterwards."""
    try:
        vorlage = DocxTemplate(io.BytesIO(inhalt))
        vorlage.render(_sauber(dict(werte)), jinja_env=sprache, autoescape=True)
        ziel = io.BytesIO()
        vorlage.save(ziel)
    except (Vorlagenfehler, MemoryError):
        raise
    except UndefinedError as fehler:
        name = re.search(r"(?:'([^']*)' is undefined|has no attribute '([^']*)')", str(fehler))
        wer = f" „{(name[1] or name[2])[:40]}“" if name else ""
        raise Vorlagenfehler(f"Für den Platzhalter{wer} gibt es keinen Wert.") from fehler
    except TemplateError as fehler:
        raise Vorlagenfehler("Ein Platzhalter der Vorlage lässt sich nicht füllen.") from fehler
    except Exception as fehler:  # the libraries below raise whatever a broken document makes them stumble over
        raise Vorlagenfehler("Die Vorlage ist beschädigt und lässt sich nicht füllen.") from fehler
    return ziel.getvalue()


def _sauber(wert: Any) -> Any:
    """Without control characters, which no XML may hold; everything else as text."""
    if isinstance(wert, bool):
        return wert
    if isinstance(wert, dict):
        return {name: _sauber(w) for name, w in wert.items()}
    if isinstance(wert, list | tuple):
        return [_sauber(w) for w in wert]
    return STEUERZEICHEN.sub("", "" if wert is None else str(wert))
