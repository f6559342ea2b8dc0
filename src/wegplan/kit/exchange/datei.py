"""One file made ready for checking: encoding, header and structure, then a CSV that DuckDB reads without doubt.

A plain file (UTF-8, no quotes, one kind of line end) goes to DuckDB as it is: there only one reading exists.
Every other one is read record by record and written out anew with the line of each record.
"""

import codecs
import csv
import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .fehler import Bericht, Fehler, kurz
from .saetze import Satz, saetze
from .schema import Tabelle

STUECK = 1 << 20
BESONDERES = re.compile(rb'[\x00-\x08\x0b\x0c\x0e-\x1f\x7f"]')
STEUERZEICHEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
ERSATZ = re.compile("[\ud800-\udfff]")  # bytes that are not UTF-8, as "surrogateescape" gives them
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Gelesen:
    """A file that DuckDB can read. `felder`: for every field of a record the column it fills, None = ignored.

    `aufbereitet`: two fields stand before these, the line of the record and whether its structure is broken;
    otherwise the lines are looked up when a fault needs them. `vollstaendig`: no record was lost. `kommas`: how
    many a plain file has, by which a surplus field shows that DuckDB lets pass."""

    tabelle: Tabelle
    name: str
    pfad: Path
    felder: tuple[str | None, ...]
    aufbereitet: bool
    vollstaendig: bool = True
    kommas: int = 0

    def zeilen(self, nummern: set[int]) -> dict[int, int]:
        """Line of the file for each record number (from 0, without the header)."""
        ergebnis: dict[int, int] = {}
        if not nummern:
            return ergebnis
        with _offen(self.pfad) as f:
            for nummer, satz in enumerate(saetze(f), start=-1):
                if nummer in nummern and satz.felder:
                    ergebnis[nummer] = int(satz.felder[0]) if self.aufbereitet else satz.zeile
        return ergebnis


def csv_lesen(pfad: Path, tabelle: Tabelle, name: str, bericht: Bericht, werkstatt: Path) -> Gelesen | None:
    """Check encoding, header and structure of a CSV file and make it ready; None when nothing of it is usable.

    `name` is what faults call the file, `werkstatt` a folder for what is written anew."""
    einfach, grund, kommas = _beschaffenheit(pfad)
    if grund:
        bericht.melden(Fehler(name, 1, "", "", grund))
        return None
    with _offen(pfad) as f:
        quelle = saetze(f)
        felder = kopf_pruefen(next(quelle, None), tabelle, name, bericht)
        if felder is None:
            return None
        if einfach:
            return Gelesen(tabelle, name, pfad, felder, aufbereitet=False, kommas=kommas)
        return aufbereiten(quelle, tabelle, name, felder, bericht, werkstatt)


def genau_lesen(gelesen: Gelesen, bericht: Bericht, werkstatt: Path) -> Gelesen:
    """Read a plain file record by record after all, as DuckDB could not: that tells the faults of its structure."""
    with _offen(gelesen.pfad) as f:
        quelle = saetze(f)
        next(quelle, None)
        return aufbereiten(quelle, gelesen.tabelle, gelesen.name, gelesen.felder, bericht, werkstatt)


def kopf_pruefen(kopf: Satz | None, tabelle: Tabelle, name: str, bericht: Bericht) -> tuple[str | None, ...] | None:
    """The columns that the fields fill, by the header; faults are told. None when the header is unusable."""
    if kopf is None:
        bericht.melden(Fehler(name, 1, "", "", "Die Datei ist leer; es fehlt schon die Kopfzeile."))
        return None
    if kopf.felder is None:
        bericht.melden(Fehler(name, kopf.zeile, "", kurz(kopf.wert), "Die Kopfzeile ist nicht lesbar. " + kopf.fehler))
        return None
    bekannt = [s.name for s in tabelle.spalten]
    if not set(kopf.felder) & set(bekannt):
        bericht.melden(Fehler(name, kopf.zeile, "", kurz(",".join(kopf.felder)), _kein_kopf(kopf.felder, bekannt)))
        return None
    felder: list[str | None] = []
    for feld in kopf.felder:
        if feld in bekannt and feld not in felder:
            felder.append(feld)
            continue
        satz = "Diese Spalte steht zweimal in der Kopfzeile." if feld in felder else _unbekannt(feld, bekannt)
        bericht.melden(Fehler(name, kopf.zeile, kurz(feld), kurz(feld), satz))
        felder.append(None)
    for spalte in tabelle.spalten:
        if spalte.name not in felder and not spalte.darf_fehlen:
            satz = f"Die Spalte „{spalte.name}“ ({spalte.titel}) fehlt in der Kopfzeile."
            bericht.melden(Fehler(name, kopf.zeile, spalte.name, "", satz))
    return tuple(felder)


def aufbereiten(
    quelle: Iterable[Satz],
    tabelle: Tabelle,
    name: str,
    felder: tuple[str | None, ...],
    bericht: Bericht,
    werkstatt: Path,
) -> Gelesen:
    """Write the records anew, each with its line and whether its structure is broken; tell what is unreadable."""
    ziel = werkstatt / f"{tabelle.name}.aufbereitet.csv"
    verloren = False
    with ziel.open("w", encoding="utf-8", newline="") as f:
        schreiber = csv.writer(f)
        schreiber.writerow(["", "", *(feld or "" for feld in felder)])
        for satz in quelle:
            if satz.felder is None:
                verloren = True
                bericht.melden(Fehler(name, satz.zeile, _feldname(felder, satz.feld), kurz(satz.wert), satz.fehler))
                continue
            heil = _laenge_pruefen(satz, felder, name, bericht)
            werte = list(_zeichen_pruefen(satz, felder, name, bericht))
            werte += [""] * (len(felder) - len(werte))
            schreiber.writerow([satz.zeile, "" if heil else "1", *werte[: len(felder)]])
    return Gelesen(tabelle, name, ziel, felder, aufbereitet=True, vollstaendig=not verloren)


def _offen(pfad: Path):
    return pfad.open(encoding="utf-8-sig", errors="surrogateescape", newline="")


def _beschaffenheit(pfad: Path) -> tuple[bool, str, int]:
    """Whether the file is plain (see above), why it is unusable ("" when it is not), how many commas it has."""
    entschluesseln = codecs.getincrementaldecoder("utf-8")()
    einfach, letztes, zahl = True, b"", {b"\r": 0, b"\r\n": 0, b"\n": 0, b",": 0}
    with pfad.open("rb") as f:
        anfang = f.read(2)
        if anfang in UTF16:
            return False, "Die Datei ist in UTF-16 gespeichert, erwartet wird UTF-8.", 0
        f.seek(0)
        while stueck := f.read(STUECK):
            if einfach:
                try:
                    entschluesseln.decode(stueck)
                except UnicodeDecodeError:
                    einfach = False
                einfach = einfach and BESONDERES.search(stueck) is None
            for zeichen in (b"\r", b"\n", b","):
                zahl[zeichen] += stueck.count(zeichen)
            zahl[b"\r\n"] += stueck.count(b"\r\n") + (letztes == b"\r" and stueck[:1] == b"\n")
            letztes = stueck[-1:]
    try:
        entschluesseln.decode(b"", final=True)
    except UnicodeDecodeError:
        einfach = False
    gleiche_enden = zahl[b"\r"] == 0 or zahl[b"\r"] == zahl[b"\r\n"] == zahl[b"\n"]
    return einfach and gleiche_enden, "", zahl[b","]


def _kein_kopf(felder: list[str], bekannt: list[str]) -> str:
    zeile = felder[0] if len(felder) == 1 else ""
    for zeichen, wort in ((";", "Semikolon"), ("\t", "Tabulator"), ("|", "senkrechter Strich")):
        if zeichen in zeile:
            return f"Die Spalten sind durch {wort} getrennt, erwartet wird das Komma."
    return f"Die Kopfzeile fehlt oder nennt keine bekannte Spalte. Erwartet werden: {', '.join(bekannt)}."


def _unbekannt(feld: str, bekannt: list[str]) -> str:
    if not feld.strip():
        return "In der Kopfzeile steht eine Spalte ohne Namen."
    nah = difflib.get_close_matches(feld.strip().lower(), bekannt, n=1)
    return "Diese Spalte ist nicht vorgesehen." + (f" Gemeint ist vielleicht „{nah[0]}“." if nah else "")


def _feldname(felder: tuple[str | None, ...], nummer: int) -> str:
    """Name of the column for a field number, also beyond the header."""
    return (felder[nummer] if nummer < len(felder) else None) or f"{nummer + 1}. Feld"


def _laenge_pruefen(satz: Satz, felder: tuple[str | None, ...], name: str, bericht: Bericht) -> bool:
    werte = satz.felder or []
    if len(werte) == len(felder):
        return True
    nummer = min(len(werte), len(felder))
    wert = werte[nummer] if nummer < len(werte) else ""
    text = f"Die Zeile hat {len(werte)} Felder, die Kopfzeile {len(felder)}."
    if len(werte) == 1 and ";" in werte[0]:
        text += " Die Felder sind durch Semikolon getrennt, erwartet wird das Komma."
    bericht.melden(Fehler(name, satz.zeile, _feldname(felder, nummer), kurz(wert), text))
    return False


def _zeichen_pruefen(satz: Satz, felder: tuple[str | None, ...], name: str, bericht: Bericht) -> Iterator[str]:
    """The values, with what no text may hold told and replaced."""
    for nummer, wert in enumerate(satz.felder or ()):
        if ERSATZ.search(wert):
            wert = ERSATZ.sub("\N{REPLACEMENT CHARACTER}", wert)
            text = "Die Zeichen sind nicht in UTF-8 gespeichert (vermutlich in Windows-1252)."
            bericht.melden(Fehler(name, satz.zeile, _feldname(felder, nummer), kurz(wert), text))
        if STEUERZEICHEN.search(wert):
            text = "Der Text enthält ein Steuerzeichen, das nicht vorkommen darf."
            bericht.melden(Fehler(name, satz.zeile, _feldname(felder, nummer), kurz(wert), text))
            wert = STEUERZEICHEN.sub("\N{REPLACEMENT CHARACTER}", wert)
        yield wert
