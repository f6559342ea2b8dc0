"""Documents: PDF/UA set by Typst from a template and data, and AES-256 encryption of finished ones.

`satz(vorlage, daten, tag)` sets a document. A template is a .typ file in an area's folder `dokumente/`; it imports
`/kit/documents/dokument.typ`, which holds page, head, fonts and the parts every document shares. Data reaches it as
JSON: nothing a person typed is ever read as Typst's language."""

from .satz import PDF, satz
from .verschluesselung import passwort_erzeugen, verschluesseln

__all__ = ["PDF", "passwort_erzeugen", "satz", "verschluesseln"]
