"""The chamber: a process of its own that reads files from outside, and ends. Run as a script; imports nothing of ours.

In: a line of JSON with limits and lengths, then the bytes of the files. Out: a line of JSON, then the clean PDF and
the pictures of its pages. What goes over is decided by naming what stays: pages with their content and their
resources; forms and notes are printed into the page first, everything else of a PDF is left behind."""

import io
import json
import resource
import sys
import warnings
from pathlib import Path

import pikepdf
import typst
from PIL import Image, ImageOps, UnidentifiedImageError

SPEICHER = 3 << 30
SEKUNDEN = 30
OBJEKTE = 100_000
LANGE_KANTE = 2480  # picture elements of A4 at 210 dpi: hand-writing stays readable
A4_LANG = 11.69  # inches
JPEG_GUETE = 80
BILD_BREITE_PT, BILD_PPI = 595, 130
BLEIBT = {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Parent"}
# of what a page draws: references to outside, hidden extras. Only of streams: elsewhere these may be names of fonts
FAELLT = ("/F", "/AF", "/EF", "/Metadata", "/PieceInfo", "/OPI", "/Ref", "/AA", "/OpenAction", "/JS")


class Fehler(Exception):
    """The key of a German sentence."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SEKUNDEN, SEKUNDEN))
    resource.setrlimit(resource.RLIMIT_AS, (SPEICHER, SPEICHER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    kopf = json.loads(sys.stdin.buffer.readline())
    grenzen = kopf["grenzen"]
    nummer, ziel = 0, pikepdf.new()
    try:
        for nummer, laenge in enumerate(kopf["dateien"], 1):  # noqa: B007 - told with the fault
            _anhaengen(ziel, sys.stdin.buffer.read(laenge), grenzen)
        pdf = _gespeichert(ziel)
        bilder = _bilder(pdf, len(ziel.pages))
    except Fehler as e:
        _antworten({"fehler": str(e), "datei": nummer})
        return
    except (MemoryError, RecursionError):
        _antworten({"fehler": "aufwand", "datei": nummer})
        return
    _antworten({"laengen": [len(pdf), *map(len, bilder)]}, pdf, *bilder)


def _antworten(kopf: dict, *teile: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(kopf).encode() + b"\n" + b"".join(teile))


def _anhaengen(ziel: pikepdf.Pdf, datei: bytes, grenzen: dict) -> None:
    """Put the pages of one file behind those that are there."""
    if not datei:
        raise Fehler("leer")
    if datei.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        datei = _bild_als_pdf(datei, grenzen["pixel"])
    elif b"%PDF-" not in datei[:1024]:
        raise Fehler("art")
    try:
        with pikepdf.open(io.BytesIO(datei)) as quelle:
            if quelle.is_encrypted:
                raise Fehler("passwort")
            if len(quelle.objects) > OBJEKTE:
                raise Fehler("aufwand")
            if not len(quelle.pages):
                raise Fehler("kaputt")
            if len(ziel.pages) + len(quelle.pages) > grenzen["seiten"]:
                raise Fehler("seiten")
            _eindrucken(quelle)
            ziel.pages.extend(quelle.pages)
    except pikepdf.PasswordError as e:
        raise Fehler("passwort") from e
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as e:
        raise Fehler("kaputt") from e


def _bild_als_pdf(datei: bytes, pixel: int) -> bytes:
    """The picture alone, upright, without place, device and time of its taking."""
    Image.MAX_IMAGE_PIXELS = pixel
    try:
        with Image.open(io.BytesIO(datei), formats=["JPEG", "PNG"]) as bild:
            if bild.width * bild.height > pixel:
                raise Fehler("pixel")
            aufrecht = ImageOps.exif_transpose(bild).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as e:
        raise Fehler("pixel") from e
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as e:
        raise Fehler("kaputt") from e
    blatt = Image.new("RGB", aufrecht.size, "white")
    blatt.paste(aufrecht, mask=aufrecht.getchannel("A"))
    blatt.thumbnail((LANGE_KANTE, LANGE_KANTE))
    ausgabe = io.BytesIO()
    blatt.save(ausgabe, "PDF", resolution=max(blatt.size) / A4_LANG, quality=JPEG_GUETE)
    return ausgabe.getvalue()


def _eindrucken(quelle: pikepdf.Pdf) -> None:
    """Refuse what would be lost, and print forms and notes into their pages."""
    formular = quelle.Root.get("/AcroForm")
    if formular is not None:
        if "/XFA" in formular:
            raise Fehler("xfa")
        if any(_signatur(objekt) for objekt in [*quelle.objects, *formular.get("/Fields", [])]):
            raise Fehler("signatur")
        quelle.generate_appearance_streams()
    quelle.flatten_annotations("all")


def _signatur(objekt: pikepdf.Object) -> bool:
    return isinstance(objekt, pikepdf.Dictionary) and objekt.get("/FT") == "/Sig" and "/V" in objekt


def _gespeichert(ziel: pikepdf.Pdf) -> bytes:
    """Pages with what shows them: nothing else survives, as only what is reachable is written."""
    for seite in ziel.pages:
        for name in set(seite.obj.keys()) - BLEIBT:
            del seite.obj[name]
    for objekt in ziel.objects:
        if isinstance(objekt, pikepdf.Stream):
            for name in FAELLT:
                if name in objekt:
                    del objekt[name]
        if isinstance(objekt, pikepdf.Dictionary | pikepdf.Stream):
            _ohne_ebenen(objekt.get("/Resources"))
    for name in set(ziel.Root.keys()) - {"/Type", "/Pages"}:
        del ziel.Root[name]
    ausgabe = io.BytesIO()
    ziel.save(ausgabe, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return ausgabe.getvalue()


def _ohne_ebenen(mittel: pikepdf.Object | None) -> None:
    """Layers and lists of properties lead anywhere; without them everything on the page shows."""
    if isinstance(mittel, pikepdf.Dictionary) and "/Properties" in mittel:
        del mittel["/Properties"]


def _bilder(pdf: bytes, seiten: int) -> list[bytes]:
    """A JPEG of each page."""
    satz = f"#set page(width: auto, height: auto, margin: 0pt)\n#for n in range(1, {seiten + 1}) {{ page("
    satz += f'image("papier.pdf", page: n, width: {BILD_BREITE_PT}pt)) }}'
    Path("papier.typ").write_text(
        satz
    )  # Typst takes files only; the folder is ours alone and goes with the server's call
    Path("papier.pdf").write_bytes(pdf)
    try:
        gesetzt = typst.compile("papier.typ", root=".", format="png", ppi=BILD_PPI, ignore_system_fonts=True)
    except Exception as e:  # whatever its reader of PDF finds wrong
        raise Fehler("kaputt") from e
    bilder = []
    for png in gesetzt if isinstance(gesetzt, list) else [gesetzt]:
        ausgabe = io.BytesIO()
        Image.MAX_IMAGE_PIXELS = None  # our own picture; its size follows from the page and is limited by memory
        Image.open(io.BytesIO(png)).convert("RGB").save(ausgabe, "JPEG", quality=JPEG_GUETE, optimize=True)
        bilder.append(ausgabe.getvalue())
    return bilder


if __name__ == "__main__":
    main()
