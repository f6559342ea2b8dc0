"""Paper from outside: what is refused, what is left out, what is kept (PX-01)."""

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from wegplan.kit.papier import Abgelehnt, Grenzen, bereinigen

GRENZEN = Grenzen(bytes=2 << 20, seiten=3, pixel=4_000_000)


def pdf(aendern: Callable[[pikepdf.Pdf], None] | None = None, seiten: int = 1, **speichern) -> bytes:
    """A made-up document with a word on each page."""
    dokument = pikepdf.new()
    for _ in range(seiten):
        seite = dokument.add_blank_page(page_size=(300, 400))
        schrift = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        seite.obj.Resources = Dictionary(Font=Dictionary(A=dokument.make_indirect(schrift)))
        seite.obj.Contents = dokument.make_stream(b"BT /A 24 Tf 40 300 Td (Bleibt stehen) Tj ET")
    if aendern:
        aendern(dokument)
    ausgabe = io.BytesIO()
    dokument.save(ausgabe, **speichern)
    return ausgabe.getvalue()


def klartext(inhalt: bytes) -> bytes:
    """Everything that is in a PDF, nothing packed."""
    ausgabe = io.BytesIO()
    with pikepdf.open(io.BytesIO(inhalt)) as dokument:
        dokument.save(
            ausgabe,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return ausgabe.getvalue()


def bild(art: str = "JPEG", groesse: tuple[int, int] = (60, 40), **speichern) -> bytes:
    ausgabe = io.BytesIO()
    Image.new("RGB", groesse, "white").save(ausgabe, art, **speichern)
    return ausgabe.getvalue()


def mit_skript(d):
    d.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    d.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", Dictionary(S=Name.JavaScript, JS="x()")])))
    d.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="y()"))


def mit_start(d):
    ziel = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.Launch, F="cmd.exe"))
    d.pages[0].obj.Annots = Array([d.make_indirect(ziel)])


def mit_anhang(d):
    d.attachments["rechnung.exe"] = pikepdf.AttachedFileSpec(d, b"MZ-programm", filename="rechnung.exe")


def mit_verweis_nach_aussen(d):
    strom = d.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1], F="file:///etc/passwd")
    strom.Metadata = d.make_stream(b"<x/>")
    d.pages[0].obj.Resources.XObject = Dictionary(X=strom)
    d.pages[0].obj.Resources.Properties = Dictionary(MC0=Dictionary(JS="z()"))


@pytest.mark.parametrize(
    ("aendern", "verboten"),
    [
        (mit_skript, b"JavaScript"),
        (mit_start, b"cmd.exe"),
        (mit_anhang, b"rechnung.exe"),
        (mit_verweis_nach_aussen, b"etc/passwd"),
    ],
    ids=["javascript", "start", "anhang", "verweis"],
)
def test_px01_aktive_inhalte_bleiben_draussen_die_seite_bleibt(aendern, verboten):
    offen = klartext(bereinigen([pdf(aendern)], GRENZEN).pdf)
    assert b"Bleibt stehen" in offen and verboten not in offen
    for schluessel in (b"/JS", b"/Launch", b"/EmbeddedFile", b"/Annots", b"/OpenAction", b"/AcroForm", b"/Metadata"):
        assert schluessel not in offen


def test_px01_ein_ausgefuelltes_formular_bleibt_lesbar():
    def formular(d):
        feld = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="name", V="Vogel", Rect=[40, 200, 200, 220], F=4,
            DA="/Helv 12 Tf 0 g", P=d.pages[0].obj,
        )  # fmt: skip
        feld = d.make_indirect(feld)
        d.pages[0].obj.Annots = Array([feld])
        schrift = d.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        mittel = Dictionary(Font=Dictionary(Helv=schrift))
        d.Root.AcroForm = Dictionary(Fields=Array([feld]), NeedAppearances=True, DR=mittel, DA="/Helv 12 Tf 0 g")

    papier = bereinigen([pdf(formular)], GRENZEN)
    offen = klartext(papier.pdf)
    assert b"(Vogel)" in offen and b"/AcroForm" not in offen


def test_px01_mehrere_fotos_und_ein_pdf_werden_ein_papier():
    papier = bereinigen([bild("PNG"), pdf(), bild("JPEG")], GRENZEN)
    assert len(papier.bilder) == 3
    with pikepdf.open(io.BytesIO(papier.pdf)) as sauber:
        assert len(sauber.pages) == 3
    assert all(Image.open(io.BytesIO(b)).format == "JPEG" for b in papier.bilder)


def test_px01_ein_foto_verliert_ort_und_geraet_und_steht_aufrecht():
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "Telefon von Frau Vogel", 6  # device; lies on its side
    papier = bereinigen([bild(exif=exif.tobytes())], GRENZEN)
    assert b"Vogel" not in papier.pdf and b"Vogel" not in papier.bilder[0]
    breite, hoehe = Image.open(io.BytesIO(papier.bilder[0])).size
    assert hoehe > breite


def test_px01_dieselben_dateien_geben_dasselbe_papier():
    assert bereinigen([pdf()], GRENZEN).pdf == bereinigen([pdf()], GRENZEN).pdf


def png_bombe() -> bytes:
    """A small file that claims to be a picture of 60000 × 60000."""

    def stueck(art: bytes, inhalt: bytes) -> bytes:
        return len(inhalt).to_bytes(4, "big") + art + inhalt + zlib.crc32(art + inhalt).to_bytes(4, "big")

    kopf = (60_000).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + stueck(b"IHDR", kopf)
        + stueck(b"IDAT", zlib.compress(bytes(1000)))
        + stueck(b"IEND", b"")
    )


def unterschrieben(d):
    d.Root.AcroForm = Dictionary(Fields=Array([d.make_indirect(Dictionary(FT=Name.Sig, T="s", V=Dictionary()))]))


def xfa(d):
    d.Root.AcroForm = Dictionary(Fields=Array([]), XFA=d.make_stream(b"<xdp/>"))


@pytest.mark.parametrize(
    ("datei", "grund"),
    [
        (b"", "leer"),
        (b"MZ\x90\x00 Programm", "art"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "art"),
        (b"GIF89a" + bytes(100), "art"),
        (b"%PDF-1.7\nkein Dokument", "kaputt"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "kaputt"),
        (pdf(encryption=pikepdf.Encryption(user="geheim", owner="x")), "passwort"),
        (pdf(encryption=pikepdf.Encryption(user="", owner="x")), "passwort"),
        (pdf(seiten=4), "seiten"),
        (bild(groesse=(2100, 2000)), "pixel"),
        (png_bombe(), "pixel"),
        (pdf(unterschrieben), "signatur"),
        (pdf(xfa), "xfa"),
        (bytes((2 << 20) + 1), "gross"),
    ],
    ids=lambda wert: wert if isinstance(wert, str) else "",
)
def test_px01_was_nicht_passt_wird_mit_einem_satz_abgelehnt(datei, grund):
    with pytest.raises(Abgelehnt) as fehler:
        bereinigen([datei], GRENZEN)
    assert fehler.value.grund == grund and str(fehler.value)


def test_px01_von_mehreren_dateien_wird_die_falsche_genannt():
    with pytest.raises(Abgelehnt, match="Datei 2:"):
        bereinigen([bild(), b"MZ"], GRENZEN)


def test_px01_eine_datei_die_den_pruefer_umbringt_wird_abgelehnt(monkeypatch, tmp_path):
    from wegplan.kit.papier import pruefung

    stirbt = tmp_path / "kammer.py"
    stirbt.write_text("import os; os.abort()")
    monkeypatch.setattr(pruefung, "KAMMER", stirbt)
    with pytest.raises(Abgelehnt) as fehler:
        bereinigen([bild()], GRENZEN)
    assert fehler.value.grund == "aufwand"
