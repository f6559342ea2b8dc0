"""The side of the server: hands files to the chamber and reads what comes back."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

KAMMER = Path(__file__).with_name("kammer.py")
ZEIT = 60  # seconds; the chamber's own limit on CPU time is half of it

SAETZE = {
    "leer": "Die Datei ist leer.",
    "gross": "Die Dateien sind zusammen größer als erlaubt.",
    "art": "Nur PDF, JPEG und PNG lassen sich ablegen; diese Datei ist nichts davon.",
    "kaputt": "Die Datei ist beschädigt und lässt sich nicht lesen.",
    "passwort": "Das PDF ist mit einem Passwort geschützt. Speichern Sie es ohne Passwort und legen Sie es neu ab.",
    "seiten": "Das sind mehr Seiten als erlaubt. Teilen Sie das Papier auf.",
    "pixel": "Das Bild hat mehr Bildpunkte als erlaubt. Nehmen Sie es mit geringerer Auflösung auf.",
    "xfa": "Das PDF ist ein Formular, das nur ein bestimmtes Programm zeigt. Drucken Sie es und legen Sie den Scan ab.",
    "signatur": "Das PDF trägt eine elektronische Signatur, die beim Prüfen verloren ginge. Heben Sie das Original "
    "auf und legen Sie einen Ausdruck als Scan ab.",
    "aufwand": "Die Datei ließ sich nicht prüfen. Drucken Sie sie und legen Sie den Scan ab.",
}


@dataclass(frozen=True)
class Grenzen:
    """Bytes of all files together, pages, picture elements of one picture."""

    bytes: int
    seiten: int
    pixel: int


@dataclass(frozen=True)
class Papier:
    """`pdf`: pages and nothing else; `bilder`: a JPEG of each page."""

    pdf: bytes
    bilder: tuple[bytes, ...]


class Abgelehnt(Exception):
    """A file that is not kept. `grund`: a key of SAETZE; `datei`: which one, counted from 1, 0 for all together."""

    def __init__(self, grund: str, datei: int = 0) -> None:
        self.grund, self.datei = grund, datei
        super().__init__(f"Datei {datei}: {SAETZE[grund]}" if datei else SAETZE[grund])


def bereinigen(dateien: Sequence[bytes], grenzen: Grenzen) -> Papier:
    """One clean PDF of all files in their order. Raises Abgelehnt; nothing is stored then."""
    if sum(map(len, dateien)) > grenzen.bytes:
        raise Abgelehnt("gross")
    kopf = {"grenzen": asdict(grenzen), "dateien": [len(d) for d in dateien]}
    try:
        # no environment and no path of ours: the chamber needs nothing but the libraries
        with tempfile.TemporaryDirectory() as ordner:
            lauf = subprocess.run(
                [sys.executable, "-I", str(KAMMER)],
                input=json.dumps(kopf).encode() + b"\n" + b"".join(dateien),
                capture_output=True,
                timeout=ZEIT,
                cwd=ordner,
                env={},
                check=False,
            )
    except subprocess.TimeoutExpired as e:
        raise Abgelehnt("aufwand") from e
    if lauf.returncode:
        raise Abgelehnt("aufwand")
    antwort, _, rest = lauf.stdout.partition(b"\n")
    return _lesen(json.loads(antwort), rest, len(dateien))


def _lesen(antwort: Mapping[str, object], rest: bytes, anzahl: int) -> Papier:
    grund = antwort.get("fehler")
    if grund:
        raise Abgelehnt(str(grund), int(str(antwort["datei"])) if anzahl > 1 else 0)
    teile, ab = [], 0
    for laenge in antwort["laengen"]:  # type: ignore[attr-defined]
        teile.append(rest[ab : ab + laenge])
        ab += laenge
    return Papier(teile[0], tuple(teile[1:]))
