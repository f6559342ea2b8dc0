"""The print job: one file with a sheet for each participant, certificates recorded (PX-11).

Done by the worker as wegplan_dienst, whom row security lets through: every read goes through `fuer` the owner."""

from typing import Any

import pghistory
from django.db import transaction

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.vorlage.queries import freigegebene_vorlage
from wegplan.kit.audit.spur import spur_schreiben
from wegplan.kit.auftrag.ablage import abgelegt, neue_ablage
from wegplan.kit.auftrag.arten import Ausgang, Melder, auftragsart
from wegplan.kit.auftrag.models import Auftrag, Stand
from wegplan.kit.auftrag.services import beenden
from wegplan.kit.calendar import heute
from wegplan.kit.vorlagen import Vorlagenfehler

from .arten import Seriendruckart, arten_fuer
from .dokument import druck, word
from .queries import inhalte, teilnahmen
from .rules import was_fehlt
from .services import Blatt, ausstellen

SERIENDRUCK = "seriendruck"
PDF_DATEI, WORD_DATEI = "druck.pdf", "druck.docx"
OHNE_RECHT = "Ihr Konto darf das nicht mehr."
OHNE_VORLAGE = "Die gewählte Vorlage ist nicht mehr in Gebrauch. Bitte wählen Sie neu."


@auftragsart(SERIENDRUCK, seite="seriendruck:ergebnis")
def drucken(auftrag: Auftrag, melden: Melder) -> Ausgang:
    """All sheets or none, and once: issued and done are one transaction, so that a worker that dies makes no
    Zweitschriften. Who is no longer seen, or lacks something by now, is left out and counted."""
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
    vorlage = freigegebene_vorlage(nutzer, angaben["vorlage"]) if angaben.get("vorlage") else None
    if angaben.get("vorlage") and (vorlage is None or vorlage.art != art):
        return Ausgang(Stand.ABGELEHNT, {"satz": OHNE_VORLAGE})
    ablage, datei = neue_ablage(), WORD_DATEI if vorlage else PDF_DATEI
    try:
        with transaction.atomic(), pghistory.context(nutzer=nutzer.pk, auftrag=auftrag.pk):
            if art == Seriendruckart.BRIEF:
                blaetter = [Blatt(je_teilnahme[t.pk]) for t in ganze]
            else:
                blaetter = ausstellen(nutzer, art, ganze, je_teilnahme, heute(), vorlage)
            melden("Das Dokument wird gesetzt", len(ganze), len(gewaehlt))
            if vorlage:
                inhalt = word(vorlage, blaetter, angaben, nutzer, heute())
            else:
                inhalt = druck(art, blaetter, angaben, nutzer, heute())
            (abgelegt(ablage) / datei).write_bytes(inhalt)
            zweck = f"{Seriendruckart(art).label} für mehrere gedruckt"
            spur_schreiben("druck", SERIENDRUCK, zweck, [t.person_id for t in ganze], nutzer_id=nutzer.pk)
            ergebnis = {name: angaben.get(name) for name in ("art", "massnahme", "kennzeichen")}
            ergebnis |= {"ablage": ablage, "datei": datei, "zweitschriften": sum(b.zweitschrift for b in blaetter)}
            ergebnis |= {"teilnahmen": [t.pk for t in ganze], "ohne": len(angaben["teilnahmen"]) - len(ganze)}
            return beenden(auftrag, Ausgang(Stand.FERTIG, ergebnis))
    except Vorlagenfehler as fehler:
        return Ausgang(Stand.ABGELEHNT, {"satz": f"Die Vorlage lässt sich nicht füllen. {fehler}"})
