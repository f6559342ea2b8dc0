"""From the pieces to the ZIP: cover, list of contents, checksums."""

import hashlib
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from wegplan.domains.massnahme.models import Massnahme
from wegplan.kit.auftrag.arten import Melder
from wegplan.kit.documents import satz
from wegplan.kit.exchange.lesbar import tabelle_csv
from wegplan.kit.exchange.xlsx import tabelle_xlsx

from .inhalt import Stueck

DECKBLATT = "domains/pruefordner/dokumente/deckblatt.typ"
KOEPFE = ("Datei", "Was", "Person", "Größe in Byte", "SHA-256")


def packen(
    ziel: Path, massnahme: Massnahme, von: date, bis: date, teile: list[Stueck], melden: Melder, wer: Any
) -> None:
    """Write the folder to `ziel`, one file after the other: never more than one of them is in memory.

    `pruefsummen.sha256` has the form of sha256sum, so that anybody can check the folder without us."""
    zeilen = []
    with zipfile.ZipFile(ziel, "x", zipfile.ZIP_DEFLATED) as archiv:
        for nummer, stueck in enumerate(teile, 1):
            inhalt = stueck.bytes()
            archiv.writestr(stueck.pfad, inhalt)
            zeilen.append((stueck.pfad, stueck.was, stueck.name, len(inhalt), hashlib.sha256(inhalt).hexdigest()))
            melden("Unterlagen werden zusammengestellt", nummer, len(teile))
        vorn = {
            "00-deckblatt.pdf": satz(DECKBLATT, _deckblatt(massnahme, von, bis, zeilen, wer), timezone.localdate()),
            "01-inhalt.xlsx": tabelle_xlsx(KOEPFE, zeilen, blatt="Inhalt"),
            "01-inhalt.csv": tabelle_csv(KOEPFE, zeilen),
        }
        for name, inhalt in vorn.items():
            archiv.writestr(name, inhalt)
        summen = [(z[0], z[4]) for z in zeilen] + [(n, hashlib.sha256(i).hexdigest()) for n, i in vorn.items()]
        archiv.writestr("pruefsummen.sha256", "".join(f"{summe}  {name}\n" for name, summe in summen))


def _deckblatt(massnahme: Massnahme, von: date, bis: date, zeilen: list[tuple[Any, ...]], wer: Any) -> dict[str, Any]:
    ordner: dict[str, int] = {}
    for pfad, *_ in zeilen:
        kopf = str(pfad).partition("/")[0]
        ordner[kopf] = ordner.get(kopf, 0) + 1
    return {
        "massnahme": str(massnahme),
        "traeger": massnahme.traeger.name if massnahme.traeger else "",
        "angaben": [
            ["Zeitraum", f"{date_format(von, 'd.m.Y')} bis {date_format(bis, 'd.m.Y')}"],
            ["Datenstand", f"{timezone.localtime():%d.%m.%Y, %H:%M} Uhr"],
            ["Zusammengestellt von", f"{wer}, {wer.organisation.name}"],
            ["Regionalbüro", massnahme.regionalbuero.name if massnahme.regionalbuero else ""],
            ["Dateien", str(len(zeilen))],
        ],
        "ordner": [[name, str(anzahl)] for name, anzahl in sorted(ordner.items())],
    }
