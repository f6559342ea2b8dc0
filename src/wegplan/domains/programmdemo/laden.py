"""Brings the made-up programme into an empty database: the package through the import, then what it cannot carry."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from wegplan.domains.checkliste.beispielprojekte import fuehrung_beginnen
from wegplan.domains.datenpaket.services import einlesen, werkstatt
from wegplan.domains.demo.konten import DEMO_PASSWORT
from wegplan.domains.demo.laden import Abgelehnt
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Rolle
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.programmbericht.services import bericht_erstellen

from .erzeugen import ordner_schreiben, programm
from .fakten import fakten

LESER = {Rolle.REGIESTELLE: "regiestelle", Rolle.RB: "rb"}  # begin of the user names


def programm_laden(samen: int) -> str:
    """All or nothing; gives the sentence that says what happened. Runs as wegplan_dienst, raises Abgelehnt."""
    if Person.objects.exists():
        raise Abgelehnt("In dieser Datenbank stehen schon Personen. Das Programm wird nur in eine leere geladen.")
    zeilen = programm(samen)
    with transaction.atomic(), werkstatt() as ordner:
        ergebnis = einlesen(
            ordner_schreiben(zeilen, ordner / "paket"), herkunft="Programm 2022", stichtag=fakten().stichtag
        )
        if not ergebnis.gelungen:
            raise Abgelehnt(f"Das Programm passt nicht zum Bestand: {ergebnis.bericht.fehler[0].als_text()}")
        Massnahme.objects.filter(foerderart="ESF").update(zweckbindung=["stammdaten", "leistung"])
        _konten()
        fuehrung_beginnen(fakten().stichtag)
        bericht = bericht_erstellen(Nutzer.objects.get(rolle=Rolle.REGIESTELLE), fakten().stichtag)
    return (
        f"Das Programm ist geladen: {len(zeilen['personen'])} Personen, {len(zeilen['teilnahmen'])} Teilnahmen, "
        f"{len(zeilen['zuweisungen'])} Zuweisungen; Programmbericht zum {bericht.stichtag:%d.%m.%Y}."
    )


def _konten() -> None:
    """Who reads the report: the Regiestelle and one account per office."""
    passwort = make_password(DEMO_PASSWORT)
    Nutzer.objects.bulk_create(
        Nutzer(
            username=LESER[rolle] + (f".{stelle.kennung.removeprefix('RB-').lower()}" if rolle == Rolle.RB else ""),
            first_name="Kim",
            last_name=stelle.name[:150],
            rolle=rolle,
            organisation=stelle,
            password=passwort,
            startpasswort=False,
        )
        for rolle, art in ((Rolle.REGIESTELLE, "regiestelle"), (Rolle.RB, "regionalbuero"))
        for stelle in Organisation.objects.filter(art=art).order_by("kennung")
    )
