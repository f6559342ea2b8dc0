"""`wegplan daten …`: import, export and undo on the command line (chapter 80)."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .services import Ergebnis


def main(argv: list[str]) -> int:
    """Exit codes: 0 done, 1 refused with sentences on stderr and nothing written, 2 wrong call."""
    angaben = _leser().parse_args(argv)
    from wegplan.befehle import django_bereit

    django_bereit("dienst")
    return angaben.tun(angaben)


def _leser() -> argparse.ArgumentParser:
    leser = argparse.ArgumentParser(prog="wegplan daten", description="Datenpakete ein- und auslesen.")
    unter = leser.add_subparsers(required=True, metavar="importieren|exportieren|zuruecknehmen")
    rein = unter.add_parser("importieren", help="prüft ein Paket und liest es ganz oder gar nicht ein")
    rein.add_argument("ordner", type=Path, help="Ordner mit den CSV-Dateien")
    rein.set_defaults(tun=_importieren)
    raus = unter.add_parser("exportieren", help="schreibt alles als Paket, das sich wieder einlesen lässt")
    raus.add_argument("ordner", type=Path, help="leerer oder neuer Ordner")
    raus.add_argument("--zweck", default="", help="wozu; steht in der Spur")
    raus.add_argument("--erfassungstage", action="store_true", help="auch die Tage der Erfassung (Spalte erfasst_am)")
    raus.set_defaults(tun=_exportieren)
    zurueck = unter.add_parser("zuruecknehmen", help="macht ein Einlesen rückgängig")
    zurueck.add_argument("nummer", type=int, help="Nummer des Einlesens, wie sie beim Einlesen genannt wurde")
    zurueck.add_argument("--grund", required=True, help="warum; steht im Verlauf")
    zurueck.set_defaults(tun=_zuruecknehmen)
    return leser


def _sagen(satz: str) -> None:
    print(satz, file=sys.stderr)


def _importieren(angaben: argparse.Namespace) -> int:
    from .services import einlesen

    ergebnis = einlesen(angaben.ordner, herkunft=angaben.ordner.name)
    for warnung in ergebnis.bericht.warnungen:
        _sagen(f"Warnung: {warnung.als_text()}")
    if not ergebnis.gelungen:
        _fehler_sagen(ergebnis)
        return 1
    for name, z in ergebnis.zahlen.items():
        _sagen(f"{name}: {z.neu} neu, {z.geaendert} geändert, {z.unveraendert} unverändert")
    _sagen(f"Das Paket ist eingelesen (Nummer {ergebnis.datenimport.pk if ergebnis.datenimport else '–'}).")
    return 0


def _fehler_sagen(ergebnis: "Ergebnis") -> None:
    bericht = ergebnis.bericht
    for fehler in bericht.fehler:
        _sagen(fehler.als_text())
    if bericht.ungezeigt:
        _sagen(f"… und {bericht.ungezeigt} weitere Fehler.")
    wort = "1 Fehler" if bericht.gesamt == 1 else f"{bericht.gesamt} Fehler"
    _sagen(f"{wort}. Nichts wurde eingelesen.")


def _exportieren(angaben: argparse.Namespace) -> int:
    from .ausgabe import ZWECK, AusgabeFehler, exportieren

    try:
        ausgabe = exportieren(angaben.ordner, zweck=angaben.zweck or ZWECK, erfassungstage=angaben.erfassungstage)
    except AusgabeFehler as e:
        _sagen(str(e))
        return 1
    for satz in ausgabe.warnungen:
        _sagen(f"Warnung: {satz}")
    for name, anzahl in ausgabe.zeilen.items():
        _sagen(f"{name}: {anzahl} Zeilen")
    _sagen(f"Das Paket liegt in {angaben.ordner}.")
    return 0


def _zuruecknehmen(angaben: argparse.Namespace) -> int:
    from .models import Datenimport
    from .ruecknahme import RuecknahmeAbgelehnt, zuruecknehmen

    datenimport = Datenimport.objects.filter(pk=angaben.nummer).first()
    if datenimport is None:
        _sagen(f"Ein Einlesen mit der Nummer {angaben.nummer} gibt es nicht.")
        return 1
    try:
        zuruecknehmen(datenimport, None, angaben.grund)
    except RuecknahmeAbgelehnt as e:
        for satz in e.args:
            _sagen(satz)
        _sagen("Nichts wurde zurückgenommen.")
        return 1
    _sagen("Das Einlesen ist zurückgenommen.")
    return 0
