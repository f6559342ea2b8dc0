"""Import and undo as long work, done by the worker as wegplan_dienst (DP-04, PX-13)."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.auftrag.ablage import abgelegt
from wegplan.kit.auftrag.arten import Ausgang, Melder, auftragsart
from wegplan.kit.auftrag.models import Auftrag, Stand
from wegplan.kit.exchange.archiv import auspacken
from wegplan.kit.exchange.fehler import Bericht

from .models import Datenimport
from .ruecknahme import RuecknahmeAbgelehnt, zuruecknehmen
from .services import Ergebnis, einlesen

EINLESEN, RUECKNAHME = "datenpaket_einlesen", "datenpaket_ruecknahme"
OHNE_RECHT = "Ihr Konto darf das nicht mehr."


@auftragsart(EINLESEN, seite="datenpaket:ergebnis")
def einlesen_ausfuehren(auftrag: Auftrag, melden: Melder) -> Ausgang:
    """Unpack what was uploaded, then import it with the rights that the account has now."""
    nutzer: Any = auftrag.nutzer
    if not nutzer.darf(Aktion.DATEN_IMPORTIEREN):
        return Ausgang(Stand.ABGELEHNT, {"satz": OHNE_RECHT})
    ordner = abgelegt(auftrag.eingabe)
    herkunft = auftrag.ergebnis.get("herkunft", "")
    bericht = Bericht()
    melden("Dateien werden ausgepackt", 0, 0)
    _auspacken(ordner, bericht)
    ergebnis = Ergebnis(bericht)
    if bericht.einwandfrei:
        ergebnis = einlesen(ordner, nutzer=nutzer, herkunft=herkunft, fortschritt=melden)
    return Ausgang(
        Stand.FERTIG if ergebnis.gelungen else Stand.ABGELEHNT,
        {
            "herkunft": herkunft,
            "bericht": ergebnis.bericht.als_daten(),
            "zahlen": {name: asdict(z) for name, z in ergebnis.zahlen.items()},
            "datenimport": ergebnis.datenimport.pk if ergebnis.datenimport else None,
        },
    )


def _auspacken(ordner: Path, bericht: Bericht) -> None:
    """Archives become the files in them. A file that is there already is left: the check tells it."""
    for archiv in sorted(p for p in ordner.iterdir() if p.suffix.lower() == ".zip"):
        auspacken(archiv, archiv.name, ordner, bericht)
        archiv.unlink()


@auftragsart(RUECKNAHME, seite="datenpaket:zurueckgenommen")
def ruecknahme_ausfuehren(auftrag: Auftrag, melden: Melder) -> Ausgang:
    """Undo an import with the rights that the account has now."""
    nutzer: Any = auftrag.nutzer
    angaben = auftrag.ergebnis
    datenimport = Datenimport.objects.fuer(nutzer).filter(pk=angaben["datenimport"]).first()
    if datenimport is None or not nutzer.darf(Aktion.IMPORT_ZURUECKNEHMEN):
        return Ausgang(Stand.ABGELEHNT, {"saetze": [OHNE_RECHT]})
    melden("Das Einlesen wird zurückgenommen", 0, 0)
    try:
        zuruecknehmen(datenimport, nutzer, angaben["grund"])
    except RuecknahmeAbgelehnt as e:
        return Ausgang(Stand.ABGELEHNT, {"datenimport": datenimport.pk, "saetze": list(e.args)})
    return Ausgang(Stand.FERTIG, {"datenimport": datenimport.pk})
