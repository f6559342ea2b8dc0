"""Reading a data package in: check all of it, then write all of it or nothing (DP-01, DP-02)."""

import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pghistory
from django.db import IntegrityError
from django.db.backends.utils import CursorWrapper

from wegplan.domains.paketabgleich.bestandspruefung import Bestandspruefung
from wegplan.domains.paketabgleich.fest import feste_pruefen
from wegplan.domains.paketform.abbildung import abbildungen
from wegplan.domains.paketform.anhang import anhaenge as alle_anhaenge
from wegplan.domains.paketform.berichtsregeln import WERTE
from wegplan.domains.paketform.kind import kinder as alle_kinder
from wegplan.domains.paketform.zusatzregeln import zusatzregeln
from wegplan.kit.audit.spur import spur_schreiben
from wegplan.kit.calendar import heute
from wegplan.kit.exchange.fehler import Bericht, Fehler
from wegplan.kit.exchange.paket import paket_lesen
from wegplan.kit.exchange.pruefung import Pruefstand

from . import anhaenge, kinder, veranstaltungen, verlaengerungen, zustaendigkeiten, zuweisungen
from .arbeitsgang import arbeitsgang, werkstatt
from .befugnis import befugnis_pruefen
from .models import Datenimport
from .schreiben import Herkunft, Zahlen, tabelle_schreiben
from .schritte import schritte_ableiten
from .sicht import betroffene_personen, sicht_erneuern
from .stufe import roh_fuellen, stufe_abbauen, ziel_bilden

ZWECK = "Datenpaket einlesen"
Fortschritt = Callable[[str, int, int], None]


@dataclass
class Ergebnis:
    """What came of an import. `zahlen` by table in the order of chapter 80, empty when it was refused."""

    bericht: Bericht
    zahlen: dict[str, Zahlen] = field(default_factory=dict)
    datenimport: Datenimport | None = None

    @property
    def gelungen(self) -> bool:
        return self.bericht.einwandfrei


class Schritte:
    """Counts the steps of an import for whoever watches."""

    def __init__(self, melden: Fortschritt) -> None:
        self._melden = melden
        self.gesamt = 0
        self._erledigt = 0

    def __call__(self, schritt: str) -> None:
        self._melden(schritt, self._erledigt, self.gesamt)
        self._erledigt += 1


class _Abgelehnt(Exception):
    """Ends the transaction when there are faults."""


def einlesen(
    ordner: Path,
    *,
    nutzer: Any = None,
    herkunft: str = "",
    stichtag: date | None = None,
    fortschritt: Fortschritt = lambda schritt, erledigt, gesamt: None,
) -> Ergebnis:
    """Check the package in `ordner` and write it in one transaction, as the database role wegplan_dienst.

    `nutzer`: whose rights hold and who stands in the history; None = the command line, which may all.
    `herkunft` is a word on the source for people (file name). `stichtag`: day of the import, default today.
    `fortschritt(step in German, done, total)` is called now and then. Faults are in the result, not raised."""
    bericht = Bericht()
    ergebnis = Ergebnis(bericht)
    herkunft = herkunft or ordner.absolute().name
    with werkstatt() as platz, Pruefstand(platz, bericht) as stand:
        schritte = Schritte(fortschritt)
        schritte("Dateien werden gelesen")
        paket_lesen(ordner, stand)
        schritte.gesamt = 4 + 2 * len(stand.tabellen)
        schritte("Werte und Schlüssel werden geprüft")
        stand.pruefen(zusatzregeln(stichtag or heute()), WERTE)
        try:
            _im_bestand(stand, ergebnis, nutzer, herkunft, schritte)
        except _Abgelehnt:
            ergebnis.zahlen, ergebnis.datenimport = {}, None
        except IntegrityError:
            # checked before, so somebody else was faster; the reason may hold persons' data and is not repeated
            satz = "Während des Einlesens hat jemand dieselben Daten geändert. Bitte noch einmal einlesen."
            bericht.melden(Fehler(herkunft, None, "", "", satz))
            ergebnis.zahlen, ergebnis.datenimport = {}, None
        bericht.ordnen(t.gelesen.name for t in stand.tabellen.values())
    return ergebnis


def _im_bestand(stand: Pruefstand, ergebnis: Ergebnis, nutzer: Any, herkunft: str, schritte: Schritte) -> None:
    """Everything that needs the database. Raises _Abgelehnt when there are faults."""
    with arbeitsgang(ZWECK, nutzer) as c:
        gestuft = _stufen(c, stand, schritte)
        schritte("Verweise und Überschneidungen werden geprüft")
        bestand = Bestandspruefung(c, stand, gestuft)
        bestand.pruefen()
        feste_pruefen(bestand, nutzer is None)
        if zustaendigkeiten.TABELLE in stand.tabellen:
            zustaendigkeiten.pruefen(bestand)
        for name, geladen in stand.tabellen.items():
            if anhang := alle_anhaenge().get(name):
                anhaenge.pruefen(bestand, anhang, geladen.vorhanden, nutzer is None)
            elif kind := alle_kinder().get(name):
                kinder.pruefen(bestand, kind, geladen.vorhanden, nutzer is None)
        if verlaengerungen.TABELLE in stand.tabellen:
            verlaengerungen.pruefen(bestand)
        if zuweisungen.TABELLE in stand.tabellen:
            zuweisungen.pruefen(bestand, nutzer is None)
        if veranstaltungen.TABELLE in stand.tabellen:
            veranstaltungen.pruefen(bestand)
        befugnis_pruefen(bestand, nutzer)
        if not ergebnis.bericht.einwandfrei:
            raise _Abgelehnt
        _schreiben(c, stand, gestuft, ergebnis, nutzer, herkunft, schritte)
        stufe_abbauen(c)


def _stufen(c: CursorWrapper, stand: Pruefstand, schritte: Schritte) -> frozenset[str]:
    """Stage the tables; gives their names, without those of composite keys."""
    gestuft: frozenset[str] = frozenset()
    for tabelle in [t.gelesen.tabelle for t in stand.tabellen.values()]:
        schritte(f"{tabelle.titel} werden vorbereitet")
        roh_fuellen(c, stand, tabelle)
        if tabelle.name == zustaendigkeiten.TABELLE:
            zustaendigkeiten.ziel_bilden(c, "personen" in gestuft)
            continue
        if anhang := alle_anhaenge().get(tabelle.name):
            anhaenge.ziel_bilden(c, anhang, "teilnahmen" in gestuft)
            continue
        if kind := alle_kinder().get(tabelle.name):
            kinder.ziel_bilden(c, kind)
            continue
        if tabelle.name == verlaengerungen.TABELLE:
            verlaengerungen.ziel_bilden(c, "teilnahmen" in gestuft)
            continue
        gestuft |= {tabelle.name}
        ziel_bilden(c, abbildungen()[tabelle.name], gestuft, stand.tabellen[tabelle.name].vorhanden)
    return gestuft


def _schreiben(
    c: CursorWrapper,
    stand: Pruefstand,
    gestuft: frozenset[str],
    ergebnis: Ergebnis,
    nutzer: Any,
    herkunft: str,
    schritte: Schritte,
) -> None:
    kennung = str(uuid.uuid4())
    woher = Herkunft(herkunft[:200], heute())
    with pghistory.context(datenimport=kennung):
        for name, geladen in stand.tabellen.items():
            tabelle = geladen.gelesen.tabelle
            schritte(f"{tabelle.titel} werden geschrieben")
            if name in gestuft:
                ergebnis.zahlen[name] = tabelle_schreiben(c, abbildungen()[name], geladen.vorhanden, woher)
            elif name == zustaendigkeiten.TABELLE:
                ergebnis.zahlen[name] = zustaendigkeiten.schreiben(c)
            elif anhang := alle_anhaenge().get(name):
                ergebnis.zahlen[name] = anhaenge.schreiben(c, anhang, geladen.vorhanden, woher)
            elif kind := alle_kinder().get(name):
                ergebnis.zahlen[name] = kinder.schreiben(c, kind, geladen.vorhanden, woher)
            elif name == verlaengerungen.TABELLE:
                ergebnis.zahlen[name] = verlaengerungen.schreiben(c)
        c.execute("set constraints all immediate")  # what is wrong shows here, not at the end of the transaction
        c.execute("set constraints all deferred")
        schritte("Zugriffe werden neu berechnet")
        personen = betroffene_personen(c, stand, gestuft)
        sicht_erneuern(c, personen, ergebnis.zahlen)
        if any(z.neu or z.geaendert for z in ergebnis.zahlen.values()):
            schritte("Schritte werden abgeleitet")
            schritte_ableiten(c, personen)
    spur_schreiben("einlesen", "datenpaket:einlesen", ZWECK, personen, nutzer_id=nutzer.pk if nutzer else None)
    ergebnis.datenimport = Datenimport.objects.create(
        nutzer=nutzer,
        organisation_id=nutzer.organisation_id if nutzer else None,
        herkunft=herkunft[:200],
        kontext=_kontext(c, kennung),
        zahlen={name: asdict(z) for name, z in ergebnis.zahlen.items()},
    )


def _kontext(c: CursorWrapper, kennung: str) -> uuid.UUID | None:
    """The context of the histories that this import made; None when it changed nothing."""
    c.execute(
        "select id from pghistory_context where id = nullif(current_setting('wegplan.verlauf', true), '')::uuid"
        " and metadata ->> 'datenimport' = %s",
        [kennung],
    )
    zeile = c.fetchone()
    return zeile[0] if zeile else None
