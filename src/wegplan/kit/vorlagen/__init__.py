"""Office templates (DOCX with placeholders): checked by content when uploaded, filled in a sandbox.

`pruefen(inhalt, felder)` tells what is wrong in German sentences; `fuellen(inhalt, werte)` gives the filled document,
`serie(inhalt, [werte, …])` one document with a filling for each. They work in a process of their own with limits of
time and memory. A template may name placeholders, ask `if`, and repeat with `for` over a list it is given; nothing
else is executed."""

from .abgeschottet import fuellen, pruefen, serie
from .felder import Feld
from .fuellen import DOCX
from .pruefung import HOECHSTENS_BYTES, Befund
from .sprache import Vorlagenfehler

__all__ = ["DOCX", "HOECHSTENS_BYTES", "Befund", "Feld", "Vorlagenfehler", "fuellen", "pruefen", "serie"]
