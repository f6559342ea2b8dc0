"""Brings the region into the database, through the same import that offices use."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from pathlib import Path

import pghistory
from django.db import connection, transaction
from django.db.models import Model

from wegplan.domains.anwesenheit.models import Anwesenheit, Fehlmeldung, Monatsabschluss, Monatsliste, Status
from wegplan.domains.anwesenheit.services import melden
from wegplan.domains.beispielprogramm.profiling import profilings_anlegen
from wegplan.domains.beispielprogramm.stufen import stufen_anlegen
from wegplan.domains.beleg.models import Beleg
from wegplan.domains.checkliste.beispielprojekte import checklisten_anlegen
from wegplan.domains.checkliste.models import Pflichthaken
from wegplan.domains.datenpaket.services import einlesen, werkstatt
from wegplan.domains.einwilligung.beispiele import einwilligungen_anlegen
from wegplan.domains.einwilligung.models import Durchfuehrungsort, Einwilligung
from wegplan.domains.frage.vorfuehrung import belege_anlegen
from wegplan.domains.gespraech.models import Gespraech
from wegplan.domains.organisation.access import Rolle
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person
from wegplan.domains.planvorlage.demo import planvorlagen_anlegen
from wegplan.domains.profiling.models import Veranstaltung
from wegplan.domains.programmbericht.services import bericht_erstellen
from wegplan.domains.projektbericht.beispiele import projektberichte_anlegen
from wegplan.domains.projektbericht.models import Projektbericht
from wegplan.domains.projektbericht.nachweise import NACHWEISE
from wegplan.domains.qualifizierungsplan.demo import qualifizierungsplaene_anlegen
from wegplan.domains.qualifizierungsplan.models import Katalogmodul
from wegplan.domains.seriendruck.demo import ausstellungen_anlegen
from wegplan.domains.stufenwechsel.models import Intervention, Standardverfahren
from wegplan.domains.verfahren.models import Schritt
from wegplan.domains.verfahren.services import alle_ableiten
from wegplan.domains.vorgang.arten import Vorgangsart
from wegplan.domains.vorgang.models import Vorgang
from wegplan.domains.zielvereinbarung.models import Gegenmassnahme, Messung, Zielvereinbarung
from wegplan.domains.zugang.vorfuehrung import eigenen_zugang_anlegen

from .berichte import berichte_anlegen
from .betreuungen import betreuungen_anlegen
from .foerderplaene import foerderplaene_anlegen
from .foerderungen import foerderungen_anlegen, monate_abschliessen, zweckbindung_setzen
from .gegend import JOBCENTER, TRAEGER
from .gespraeche import gespraeche_anlegen
from .konten_anlegen import konten_anlegen
from .paket import PERSONENDATEN, STAMMDATEN, schreiben
from .projektziele import projektziele_anlegen
from .verteilregeln import verteilregeln_anlegen
from .vorschlaege import vorschlaege_anlegen
from .zeilen import Region
from .zuweisungen import zuweisungen_anlegen

VERGANGEN = 21  # days


class Abgelehnt(Exception):
    """The demo must not be loaded here; the text is a German sentence for people."""


def region_laden(region: Region) -> int:
    """Write all or nothing; gives the number of accounts. Runs as wegplan_dienst.

    Two packages, as the assignments of the second name the accounts made in between."""
    with transaction.atomic(), werkstatt() as ordner:
        _einlesen(region, ordner / "stammdaten", STAMMDATEN)
        konten = konten_anlegen(region.samen)
        verteilregeln_anlegen(region.stichtag)
        _einlesen(region, ordner / "personen", PERSONENDATEN)
        zweckbindung_setzen()
        vorschlaege_anlegen(region.stichtag)
        betreuungen_anlegen(region.stichtag)
        foerderplaene_anlegen(region.stichtag)
        planvorlagen_anlegen(region.stichtag)
        gespraeche_anlegen(region.stichtag)
        stufen_anlegen(region.stichtag)
        foerderungen_anlegen(region.stichtag)
        qualifizierungsplaene_anlegen(region.stichtag)
        berichte_anlegen(region.stichtag)
        zuweisungen_anlegen(region.stichtag)
        eigenen_zugang_anlegen(region.stichtag, TRAEGER[0][0])
        checklisten_anlegen(region.stichtag)
        profilings_anlegen(region.stichtag)
        monate_abschliessen(region.stichtag)
        ausstellungen_anlegen(region.stichtag)
        belege_anlegen(region.stichtag)
        _termine_ergaenzen()
        fehltage_melden(region.stichtag)
        projektziele_anlegen(region.stichtag)
        projektberichte_anlegen(region.stichtag)
        einwilligungen_anlegen(region.stichtag)
        alle_ableiten()  # a demo without a worker shows its steps, too
        _alte_schritte_abhaken(region.stichtag)
        bericht_erstellen(Nutzer.objects.get(rolle=Rolle.REGIESTELLE), region.stichtag)
    return konten


def _termine_ergaenzen() -> None:
    """Time, place and occasion of the invitations, which the data package does not carry (PX-02)."""
    Vorgang.objects.filter(art=Vorgangsart.EINLADUNG).update(
        uhrzeit=time(9, 30), ort="Zimmer 2.14", anlass="Ihre Bewerbungen und die nächsten Schritte"
    )


def _alte_schritte_abhaken(stichtag: date) -> None:
    """What is long past was done and ticked, as in an office at work; one case in twelve is neglected."""
    with connection.cursor() as c:
        c.execute(
            "update verfahren_schritt s set stand = 'erledigt', erledigt_am = s.faellig_bis"
            "  from teilnahme_teilnahme t"
            " where t.id = s.teilnahme_id and s.stand = 'offen' and s.faellig_bis < %s"
            "   and regexp_replace(t.teilnahme_id, '[^0-9]', '', 'g')::bigint %% 12 <> 1",
            [stichtag - timedelta(days=VERGANGEN)],
        )


def _einlesen(region: Region, ordner: Path, dateien: Iterable[str]) -> None:
    ordner.mkdir()
    schreiben(region, ordner, dateien)
    ergebnis = einlesen(ordner, herkunft="Demo", stichtag=region.stichtag)
    if not ergebnis.gelungen:
        raise Abgelehnt(f"Die Demo passt nicht zum Bestand: {ergebnis.bericht.fehler[0].als_text()}")


def fehltage_melden(stichtag: date) -> None:
    """The unexcused days of the last week as if they had been entered here: an import tells nobody."""
    letzte = Anwesenheit.objects.filter(status=Status.UNENTSCHULDIGT, datum__gt=stichtag - timedelta(days=8))
    melden(list(letzte.values_list("teilnahme", "datum")))


def personen_vorhanden() -> bool:
    """Whether the database holds persons; raises Abgelehnt where one does not belong to the made-up region."""
    erfunden = [jc.kennung for jc in JOBCENTER]
    if Person.objects.exclude(jobcenter__kennung__in=erfunden).exists():
        raise Abgelehnt(
            "In dieser Datenbank stehen Personen, die nicht zur Demo gehören. Die Demo wird hier nicht eingerichtet."
        )
    return Person.objects.exists()


def personen_loeschen() -> None:
    """Remove all persons with everything that hangs on them; offices, measures, accounts and reported figures stay, and
    the offices' own templates, of which the demo replaces those that it made."""
    with transaction.atomic(), pghistory.context(befehl="demo --neu"):
        with connection.cursor() as c:
            c.execute("select set_config('wegplan.sammel', '1', true)")  # no renewal of keys row by row
        Schritt.objects.all().delete()  # by far the most rows: at once instead of one by one below
        Fehlmeldung.objects.all().delete()
        Anwesenheit.objects.all().delete()
        Intervention.objects.all().delete()
        Standardverfahren.objects.all().delete()
        Beleg.objects.all().delete()  # those of months hang on no person
        Pflichthaken.objects.all().delete()
        Gespraech.objects.all().delete()  # those on measures hang on no person
        Person.objects.all().delete()
        modelle: tuple[type[Model], ...] = (
            Katalogmodul,
            Veranstaltung,
            Monatsliste,
            Monatsabschluss,
            Durchfuehrungsort,
            Einwilligung,
            Projektbericht,
            *NACHWEISE.values(),
            Zielvereinbarung,
            Gegenmassnahme,
            Messung,
        )
        for modell in modelle:
            modell._default_manager.all().delete()
