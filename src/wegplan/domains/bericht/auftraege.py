"""A measure's quarter as long work: drafts for everybody due, one ZIP of all released reports (JPS-53).

Done by the worker as wegplan_dienst, whom row security lets through: every read goes through `fuer` the owner."""

import zipfile
from datetime import date
from typing import Any

import pghistory
from django.db import transaction

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.auftrag.ablage import abgelegt, neue_ablage
from wegplan.kit.auftrag.arten import Ausgang, Melder, auftragsart
from wegplan.kit.auftrag.models import Auftrag, Stand
from wegplan.kit.auftrag.services import beenden
from wegplan.kit.exchange.lesbar import tabelle_csv

from .arten import Berichtsstand
from .dokument import pdf
from .models import Entwicklungsbericht
from .queries import mit_allem
from .services import entwuerfe_anlegen

ENTWUERFE, PAKET = "bericht_entwuerfe", "bericht_paket"
DATEI = "berichte.zip"
OHNE_RECHT = "Ihr Konto darf das nicht mehr."


@auftragsart(ENTWUERFE, seite="bericht:entwuerfe_ergebnis")
def entwuerfe_ausfuehren(auftrag: Auftrag, melden: Melder) -> Ausgang:
    """Drafts for everybody of the measure who owes one and has none; all or none, and counted once."""
    nutzer: Any = auftrag.nutzer
    if not nutzer.darf(Aktion.BERICHT_SCHREIBEN):
        return Ausgang(Stand.ABGELEHNT, {"satz": OHNE_RECHT})
    massnahme, quartal = auftrag.ergebnis["massnahme"], auftrag.ergebnis["quartal"]
    melden("Entwürfe werden angelegt", 0, 0)
    with transaction.atomic(), pghistory.context(nutzer=nutzer.pk, auftrag=auftrag.pk):
        anzahl = entwuerfe_anlegen(nutzer, massnahme, date.fromisoformat(quartal))
        return beenden(auftrag, Ausgang(Stand.FERTIG, {"massnahme": massnahme, "quartal": quartal, "anzahl": anzahl}))


@auftragsart(PAKET, seite="bericht:paket_ergebnis")
def paket_ausfuehren(auftrag: Auftrag, melden: Melder) -> Ausgang:
    """Every released report of the measure's quarter, in its newest version, with a list of who is who."""
    nutzer: Any = auftrag.nutzer
    if not nutzer.darf(Aktion.BERICHT_SCHREIBEN):
        return Ausgang(Stand.ABGELEHNT, {"satz": OHNE_RECHT})
    massnahme, quartal = auftrag.ergebnis["massnahme"], auftrag.ergebnis["quartal"]
    berichte = freigegebene(nutzer, massnahme, date.fromisoformat(quartal))
    ablage = neue_ablage()
    with zipfile.ZipFile(abgelegt(ablage) / DATEI, "x", zipfile.ZIP_DEFLATED) as archiv:
        packen(archiv, berichte, melden)
    ergebnis = {"massnahme": massnahme, "quartal": quartal, "ablage": ablage, "berichte": [b.pk for b in berichte]}
    return Ausgang(Stand.FERTIG, ergebnis)


def packen(archiv: zipfile.ZipFile, berichte: list[Any], melden: Melder) -> None:
    """The PDFs, named without a person, and the list that says who is who."""
    zeilen = []
    for nummer, bericht in enumerate(berichte, 1):
        name = f"{nummer:04}-bericht-{bericht.pk}.pdf"
        archiv.writestr(name, pdf(bericht, bericht.inhalt))
        zeilen.append((name, bericht.inhalt["kopf"]["name"], bericht.fassung, bericht.get_stand_display()))
        melden("Berichte werden gesetzt", nummer, len(berichte))
    archiv.writestr("verzeichnis.csv", tabelle_csv(("Datei", "Name", "Fassung", "Stand"), zeilen))


def freigegebene(nutzer: Any, massnahme: int, quartal: date) -> list[Any]:
    """The released reports in the order of the names; of each the newest version that is released."""
    frei = Entwicklungsbericht.objects.fuer(nutzer, Aktion.BERICHT_SCHREIBEN).exclude(stand=Berichtsstand.ENTWURF)
    gewaehlt = mit_allem(frei.filter(teilnahme__massnahme=massnahme, quartal=quartal))
    je_teilnahme = {b.teilnahme_id: b for b in gewaehlt.order_by("fassung")}
    return sorted(je_teilnahme.values(), key=lambda b: (b.person.sortierung, b.pk))
