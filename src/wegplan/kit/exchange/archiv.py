"""Unpacking an uploaded ZIP without trusting it: no path leaves the folder, no bomb fills the disk (DP-04)."""

import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from .fehler import Bericht, Fehler, kurz

STUECK = 1 << 16
NEBENSACHE = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")


@dataclass(frozen=True)
class Grenzen:
    """How much is unpacked at most: number of files, bytes, and bytes per packed byte once past `harmlos`."""

    dateien: int = 200
    bytes: int = 1 << 30
    verhaeltnis: int = 100
    harmlos: int = 20 << 20


def auspacken(archiv: Path, name: str, ziel: Path, bericht: Bericht, grenzen: Grenzen = Grenzen()) -> None:
    """Unpack the files of a ZIP flat into the folder `ziel`. What is wrong is told and not unpacked.

    One folder around everything is allowed (that is what most programs make), no deeper ones."""
    try:
        with zipfile.ZipFile(archiv) as zip_datei:
            eintraege = [e for e in zip_datei.infolist() if not e.is_dir() and not NEBENSACHE.search(e.filename)]
            if not inhalt_pruefen(eintraege, name, bericht, grenzen):
                return
            rest = grenzen.bytes
            for eintrag in _taugliche(eintraege, name, bericht):
                rest -= _schreiben(zip_datei, eintrag, ziel / Path(eintrag.filename).name, rest)
    except _ZuGross:
        bericht.melden(Fehler(name, None, "", "", _zu_gross(grenzen)))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        bericht.melden(Fehler(name, None, "", "", "Die ZIP-Datei ist beschädigt oder nicht lesbar."))


def inhalt_pruefen(eintraege: list[zipfile.ZipInfo], name: str, bericht: Bericht, grenzen: Grenzen) -> bool:
    """Number and size as the archive states them, and no password. Tells the fault; True when all is well."""
    entpackt, gepackt = sum(e.file_size for e in eintraege), sum(e.compress_size for e in eintraege)
    satz = ""
    if any(e.flag_bits & 0x1 for e in eintraege):
        satz = "Die Datei ist mit einem Kennwort geschützt. Bitte ohne Kennwort packen."
    elif len(eintraege) > grenzen.dateien:
        satz = f"Das Archiv enthält {len(eintraege)} Dateien; höchstens {grenzen.dateien} sind möglich."
    elif entpackt > grenzen.bytes or (entpackt > grenzen.harmlos and entpackt > gepackt * grenzen.verhaeltnis):
        satz = _zu_gross(grenzen)
    if satz:
        bericht.melden(Fehler(name, None, "", "", satz))
    return not satz


class _ZuGross(Exception):
    """More came out than the archive stated."""


def _zu_gross(grenzen: Grenzen) -> str:
    return f"Ausgepackt ist der Inhalt zu groß; höchstens {grenzen.bytes >> 20} MB sind möglich."


def _taugliche(eintraege: list[zipfile.ZipInfo], name: str, bericht: Bericht) -> list[zipfile.ZipInfo]:
    """The entries with a harmless name; the others are told."""
    ergebnis, gesehen = [], set()
    ordner = {e.filename.rsplit("/", 1)[0] if "/" in e.filename else "" for e in eintraege if not _untauglich(e)}
    for eintrag in eintraege:
        satz = _untauglich(eintrag)
        blatt = eintrag.filename.rsplit("/", 1)[-1].lower()
        if not satz and (len(ordner) > 1 or any("/" in o for o in ordner)):
            satz = "Alle Dateien müssen im selben Ordner liegen, ohne weitere Ordner darin."
        elif not satz and blatt in gesehen:
            satz = "Diese Datei kommt im Archiv zweimal vor."
        if satz:
            bericht.melden(Fehler(name, None, "", kurz(eintrag.filename), satz))
        else:
            gesehen.add(blatt)
            ergebnis.append(eintrag)
    return ergebnis


def _untauglich(eintrag: zipfile.ZipInfo) -> str:
    pfad = eintrag.filename
    teile = re.split(r"[/\\]", pfad)
    if pfad.startswith(("/", "\\")) or ":" in pfad or ".." in teile or "\\" in pfad:
        return "Dieser Pfad zeigt aus dem Archiv hinaus und wird nicht ausgepackt."
    if not all(z.isprintable() for z in pfad) or any(teil in ("", ".") for teil in teile):
        return "Dieser Dateiname ist nicht zulässig."
    if stat.S_ISLNK(eintrag.external_attr >> 16):
        return "Verweise auf andere Dateien werden nicht ausgepackt."
    if pfad.lower().endswith((".zip", ".7z", ".rar", ".gz")):
        return "Ein Archiv im Archiv wird nicht ausgepackt."
    return ""


def _schreiben(zip_datei: zipfile.ZipFile, eintrag: zipfile.ZipInfo, ziel: Path, rest: int) -> int:
    """Unpack one entry, counting what really comes out; gives the bytes."""
    geschrieben = 0
    with zip_datei.open(eintrag) as quelle, ziel.open("xb") as f:
        while stueck := quelle.read(STUECK):
            geschrieben += len(stueck)
            if geschrieben > rest:
                raise _ZuGross
            f.write(stueck)
    return geschrieben
