"""Putting the folder together as long work, with the rights that the account has now."""

from datetime import date
from typing import Any

from wegplan.domains.beleg.queries import projekte
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.auftrag.ablage import abgelegt, neue_ablage
from wegplan.kit.auftrag.arten import Ausgang, Melder, auftragsart
from wegplan.kit.auftrag.models import Auftrag, Stand

from .inhalt import stuecke
from .packen import packen

ART = "pruefordner"
DATEI = "pruefordner.zip"
OHNE_RECHT = "Ihr Konto darf das nicht mehr."


@auftragsart(ART, seite="pruefordner:ergebnis")
def zusammenstellen(auftrag: Auftrag, melden: Melder) -> Ausgang:
    """The ZIP of a project in some months; whom it names is kept for the trace of its download."""
    nutzer: Any = auftrag.nutzer
    angaben = auftrag.ergebnis
    massnahme = projekte(nutzer).select_related("traeger", "regionalbuero").filter(pk=angaben["massnahme"]).first()
    if massnahme is None or not nutzer.darf(Aktion.PRUEFORDNER_ERSTELLEN):
        return Ausgang(Stand.ABGELEHNT, {"satz": OHNE_RECHT})
    von, bis = date.fromisoformat(angaben["von"]), date.fromisoformat(angaben["bis"])
    melden("Unterlagen werden gesucht", 0, 0)
    teile = stuecke(nutzer, massnahme.pk, von, bis)
    ablage = neue_ablage()
    packen(abgelegt(ablage) / DATEI, massnahme, von, bis, teile, melden, nutzer)
    personen = sorted({pk for teil in teile for pk in teil.personen})
    ergebnis = {"massnahme": massnahme.pk, "von": angaben["von"], "bis": angaben["bis"], "ablage": ablage}
    return Ausgang(Stand.FERTIG, ergebnis | {"dateien": len(teile), "personen": personen})
