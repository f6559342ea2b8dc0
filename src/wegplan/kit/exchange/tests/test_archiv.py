"""Unpacking what somebody uploaded: no path leaves the folder, no bomb goes off (DP-04)."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from wegplan.kit.exchange.archiv import Grenzen, auspacken
from wegplan.kit.exchange.fehler import Bericht
from wegplan.kit.exchange.mappe import mappe_oeffnen


@pytest.fixture
def ziel(tmp_path: Path) -> Path:
    ordner = tmp_path / "tief" / "ziel"
    ordner.mkdir(parents=True)
    return ordner


def archiv(ort: Path, **dateien: str | bytes) -> Path:
    with zipfile.ZipFile(ort / "a.zip", "w", zipfile.ZIP_DEFLATED) as z:
        for name, inhalt in dateien.items():
            z.writestr(name, inhalt)
    return ort / "a.zip"


def mit_namen(ort: Path, *namen: str) -> Path:
    with zipfile.ZipFile(ort / "a.zip", "w") as z:
        for name in namen:
            z.writestr(name, "x")
    return ort / "a.zip"


def versuch(pfad: Path, ziel: Path, **grenzen: int) -> list[str]:
    bericht = Bericht()
    auspacken(pfad, pfad.name, ziel, bericht, Grenzen(**grenzen))
    alle = {p for p in ziel.parent.parent.rglob("*") if p.is_file()}
    assert {p.parent for p in alle} <= {ziel, pfad.parent}, "etwas liegt außerhalb des Ordners"
    return [f.satz for f in bericht.fehler]


def test_dp04_dateien_mit_oder_ohne_einen_ordner_darum(tmp_path, ziel):
    assert versuch(mit_namen(tmp_path, "paket/personen.csv", "paket/teams.csv", "__MACOSX/._personen.csv"), ziel) == []
    assert sorted(p.name for p in ziel.iterdir()) == ["personen.csv", "teams.csv"]


@pytest.mark.parametrize(
    "name", ["../raus.csv", "a/../../raus.csv", "/etc/raus.csv", "C:/raus.csv", "..\\raus.csv", "\\\\server\\raus.csv"]
)
def test_dp04_pfade_aus_dem_archiv_hinaus(tmp_path, ziel, name):
    saetze = versuch(mit_namen(tmp_path, name), ziel)
    assert saetze == ["Dieser Pfad zeigt aus dem Archiv hinaus und wird nicht ausgepackt."]
    assert list(ziel.iterdir()) == []


@pytest.mark.parametrize("name", ["a\nb.csv", "./personen.csv", "a//personen.csv", "a\u202egpj.csv"])
def test_dp04_unzulaessige_namen(tmp_path, ziel, name):
    assert versuch(mit_namen(tmp_path, name), ziel) == ["Dieser Dateiname ist nicht zulässig."]


def test_dp04_ein_verweis_wird_nicht_ausgepackt(tmp_path, ziel):
    eintrag = zipfile.ZipInfo("personen.csv")
    eintrag.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as z:
        z.writestr(eintrag, "/etc/passwd")
    assert versuch(tmp_path / "a.zip", ziel) == ["Verweise auf andere Dateien werden nicht ausgepackt."]


def test_dp04_ordner_in_ordnern(tmp_path, ziel):
    assert set(versuch(mit_namen(tmp_path, "a/b/personen.csv"), ziel)) == {
        "Alle Dateien müssen im selben Ordner liegen, ohne weitere Ordner darin."
    }
    assert len(versuch(mit_namen(tmp_path, "a/personen.csv", "b/teams.csv"), ziel)) == 2


def test_dp04_dieselbe_datei_zweimal(tmp_path, ziel):
    with pytest.warns(UserWarning):
        pfad = mit_namen(tmp_path, "personen.csv", "personen.csv")
    assert versuch(pfad, ziel) == ["Diese Datei kommt im Archiv zweimal vor."]


def test_dp04_archiv_im_archiv(tmp_path, ziel):
    assert versuch(mit_namen(tmp_path, "innen.zip"), ziel) == ["Ein Archiv im Archiv wird nicht ausgepackt."]


def test_dp04_kennwort(tmp_path, ziel):
    pfad = mit_namen(tmp_path, "personen.csv")
    roh = bytearray(pfad.read_bytes())
    for kennung, versatz in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        roh[roh.index(kennung) + versatz] |= 1
    pfad.write_bytes(roh)
    assert versuch(pfad, ziel) == ["Die Datei ist mit einem Kennwort geschützt. Bitte ohne Kennwort packen."]


def test_dp04_zu_viele_dateien(tmp_path, ziel):
    saetze = versuch(mit_namen(tmp_path, *(f"{i}.csv" for i in range(6))), ziel, dateien=5)
    assert saetze == ["Das Archiv enthält 6 Dateien; höchstens 5 sind möglich."]


def test_dp04_zu_gross_nach_eigener_angabe(tmp_path, ziel):
    assert "zu groß" in versuch(archiv(tmp_path, **{"personen.csv": b"a" * 3_000_000}), ziel, bytes=2_000_000)[0]
    assert list(ziel.iterdir()) == []


def test_dp04_eine_bombe_faellt_am_verhaeltnis_auf(tmp_path, ziel):
    assert "zu groß" in versuch(archiv(tmp_path, **{"personen.csv": b"0" * 3_000_000}), ziel, harmlos=1_000_000)[0]


def test_dp04_wer_die_groesse_falsch_angibt_kommt_auch_nicht_durch(tmp_path, ziel):
    pfad = archiv(tmp_path, **{"personen.csv": b"a" * 3_000_000})
    roh = bytearray(pfad.read_bytes())
    for kennung, versatz in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        stelle = roh.index(kennung) + versatz
        roh[stelle : stelle + 4] = struct.pack("<I", 1000)
    pfad.write_bytes(roh)
    assert versuch(pfad, ziel, bytes=2_000_000) == ["Die ZIP-Datei ist beschädigt oder nicht lesbar."]
    assert sum(p.stat().st_size for p in ziel.iterdir()) <= 2_000_000


@pytest.mark.parametrize("inhalt", [b"", b"kein zip", b"PK\x03\x04" + b"\0" * 40])
def test_dp04_kein_zip(tmp_path, ziel, inhalt):
    (tmp_path / "a.zip").write_bytes(inhalt)
    assert versuch(tmp_path / "a.zip", ziel) == ["Die ZIP-Datei ist beschädigt oder nicht lesbar."]


def test_dp04_beschaedigter_inhalt(tmp_path, ziel):
    pfad = archiv(tmp_path, **{"personen.csv": "kundennummer\n" * 500})
    roh = bytearray(pfad.read_bytes())
    roh[60] ^= 0xFF
    pfad.write_bytes(roh)
    assert versuch(pfad, ziel) == ["Die ZIP-Datei ist beschädigt oder nicht lesbar."]


def _mappe(tmp_path: Path, **dateien: bytes) -> list[str]:
    puffer = io.BytesIO()
    with zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as z:
        for name, inhalt in dateien.items():
            z.writestr(name, inhalt)
    (tmp_path / "teams.xlsx").write_bytes(puffer.getvalue())
    bericht = Bericht()
    assert mappe_oeffnen(tmp_path / "teams.xlsx", "teams.xlsx", bericht) is None
    return [f.satz for f in bericht.fehler]


def test_dp04_makros_in_einer_umbenannten_mappe(tmp_path):
    assert "enthält Makros" in _mappe(tmp_path, **{"xl/vbaProject.bin": b"x"})[0]


def test_dp04_eine_mappe_als_bombe(tmp_path):
    assert "zu groß" in _mappe(tmp_path, **{"xl/worksheets/sheet1.xml": b"0" * (30 << 20)})[0]


def test_dp04_eine_mappe_mit_boesartigem_xml(tmp_path):
    """Entities that grow a thousandfold: the reader refuses them."""
    boese = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    assert "keine lesbare" in _mappe(tmp_path, **{"[Content_Types].xml": boese, "xl/workbook.xml": boese})[0]


def test_dp04_eine_mappe_mit_kennwort(tmp_path):
    (tmp_path / "teams.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    bericht = Bericht()
    assert mappe_oeffnen(tmp_path / "teams.xlsx", "teams.xlsx", bericht) is None
    assert "mit einem Kennwort geschützt" in bericht.fehler[0].satz
