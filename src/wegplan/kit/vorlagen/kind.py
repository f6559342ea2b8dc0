"""The process in which templates of others are read: takes one question as JSON, gives one answer, ends."""

import base64
import json
import resource
import sys
from typing import Any

from .aneinander import serie
from .felder import Feld
from .fuellen import fuellen
from .fundstellen import fundstellen
from .pruefung import pruefen
from .sprache import Vorlagenfehler

RECHENZEIT = 15  # seconds of the processor, and one more for every SCHUB documents
SCHUB = 2
SPEICHER = 1 << 30  # bytes of address space


def _begrenzen(dokumente: int) -> None:
    """Time, memory, no file written, no process started. Before anything of the template is read."""
    for was, wert in (
        (resource.RLIMIT_CPU, RECHENZEIT + dokumente // SCHUB),
        (resource.RLIMIT_AS, SPEICHER),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(was, (wert, wert))


def beantworten(frage: dict[str, Any]) -> dict[str, Any]:
    """The answer; `saetze` where the template cannot be used."""
    inhalt = base64.b64decode(frage["docx"])
    try:
        if frage["tun"] == "fuellen":
            return {"docx": base64.b64encode(fuellen(inhalt, frage["werte"])).decode()}
        if frage["tun"] == "serie":
            return {"docx": base64.b64encode(serie(inhalt, frage["werte"])).decode()}
        felder = [Feld(**f) for f in frage["felder"]]
        befund = pruefen(inhalt, felder)
        orte = fundstellen(inhalt, felder) if befund.brauchbar else {}
    except Vorlagenfehler as fehler:
        return {"saetze": list(fehler.saetze)}
    return {
        "fehler": befund.fehler,
        "hinweise": befund.hinweise,
        "platzhalter": sorted(befund.platzhalter),
        "fundstellen": orte,
    }


if __name__ == "__main__":
    gefragt = json.load(sys.stdin)  # the template is still packed in it
    _begrenzen(len(gefragt["werte"]) if gefragt["tun"] == "serie" else 1)
    sys.stdout.write(json.dumps(beantworten(gefragt)))
