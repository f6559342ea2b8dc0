"""The print job: one PDF with a sheet for each participant, certificates recorded (PX-11).

Done by the worker as wegplan_dienst, whom row security lets through: every read goes through `fuer` the owner."""

from typing import Any

import pghistory
from django.db import transaction

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.audit.spur import spur_schreiben
from wegplan.kit.auftrag.ablage import abgelegt, neue_ablage
from wegplan.kit.auftrag.arten import Ausgang, Melder, auftragsart
from wegplan.kit.auftrag.models import Auftrag, Stand
from wegplan.kit.calendar import heute

from .arten import Seriendruckart, arten_fuer
from .dokument import druck
from .queries import inhalte, teilnahmen
from .rules import was_fehlt
from .services import Blatt, ausstellen

SERIENDRUCK = "seriendruck"
DATEI = "druck.pdf"
OHNE_RECHT = "Ihr Konto darf das nicht mehr."


@auftragsart(SERIENDRUCK, seite="seriendruck:ergebnis")
def drucken(auftrag: Auftrag, melden: Melder) -> Ausgang:
    """All sheets or none. Who is no longer seen, or lacks something by now, is left out and counted."""
    nutzer: Any = auftrag.nutzer
    angaben = auftrag.ergebnis
    art = angaben["art"]
    if not nutzer.darf(Aktion.SERIENDRUCK) or art not in arten_fuer(nutzer):
        return Ausgang(Stand.ABGELEHNT, {"satz": OHNE_RECHT})
    gewaehlt = list(teilnahmen(nutzer, angaben["massnahme"]).filter(pk__in=angaben["teilnahmen"]))
    melden("Angaben werden gelesen", 0, len(gewaehlt))
    je_teilnahme = inhalte(art, gewaehlt, heute())
    ganze = [t for t in gewaehlt if not was_fehlt(art, je_teilnahme[t.pk])]
    if not ganze:
        return Ausgang(Stand.ABGELEHNT, {"satz": "Es ist niemand übrig, für den sich drucken lässt."})
    ablage = neue_ablage()
    with transaction.atomic(), pghistory.context(nutzer=nutzer.pk, auftrag=auftrag.pk):
        if art == Seriendruckart.BRIEF:
            blaetter = [Blatt(je_teilnahme[t.pk]) for t in ganze]
        else:
            blaetter = ausstellen(nutzer, art, ganze, je_teilnahme, heute())
        melden("Das Dokument wird gesetzt", len(ganze), len(gewaehlt))
        (abgelegt(ablage) / DATEI).write_bytes(druck(art, blaetter, angaben, nutzer, heute()))
        personen = [t.person_id for t in ganze]
        zweck = f"{Seriendruckart(art).label} für mehrere gedruckt"
        spur_schreiben("druck", SERIENDRUCK, zweck, personen, nutzer_id=nutzer.pk)
    ergebnis = {name: angaben.get(name) for name in ("art", "massnahme", "kennzeichen")}
    ergebnis |= {"ablage": ablage, "teilnahmen": [t.pk for t in ganze], "ohne": len(angaben["teilnahmen"]) - len(ganze)}
    return Ausgang(Stand.FERTIG, ergebnis | {"zweitschriften": sum(b.zweitschrift for b in blaetter)})
