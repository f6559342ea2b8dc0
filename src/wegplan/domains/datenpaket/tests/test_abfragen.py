"""Every page: a fixed number of statements, the same with one row and with many (issue 2, how it is tested)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wegplan.domains.datenpaket.auftraege import EINLESEN
from wegplan.domains.datenpaket.models import Datenimport
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.kit.auftrag.models import Auftrag
from wegplan.kit.exchange.fehler import Bericht, Fehler


@pytest.fixture
def dqm(lies, paket) -> Nutzer:
    lies(paket)
    stelle = Organisation.objects.get(kennung="JC1")
    return Nutzer.objects.create_user("dqm", rolle="dqm", organisation=stelle, sieht_alle=True)


def anweisungen(client, adresse: str) -> int:
    with connection.cursor() as c:
        c.execute("select set_config('role', 'wegplan_app', true)")
    with CaptureQueriesContext(
        connection,
    ) as gezaehlt:
        assert client.get(adresse).status_code == 200
    with connection.cursor() as c:
        c.execute("select set_config('role', 'wegplan_dienst', true)")
    return len([q for q in gezaehlt if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def test_die_seiten_brauchen_gleich_viele_anweisungen_bei_wenigen_und_vielen_zeilen(client, dqm):
    client.force_login(dqm)
    fehler = Fehler("personen.csv", 2, "vorname", "x", "Satz.")
    auftrag = Auftrag.objects.create(nutzer=dqm, art=EINLESEN, titel="a", stand="abgelehnt")
    adressen = {
        reverse("datenpaket:start"): 5,
        reverse("datenpaket:hochladen"): 3,
        reverse("datenpaket:exportieren"): 6,
        reverse("auftrag:liste"): 5,
        reverse("auftrag:auftrag", args=[auftrag.pk]): 4,
        reverse("datenpaket:ergebnis", args=[auftrag.pk]): 4,
    }
    anweisungen(client, reverse("datenpaket:start"))  # the first page of a session sets it up
    for menge in (1, 100):
        Datenimport.objects.bulk_create(
            Datenimport(herkunft="x", organisation=dqm.organisation, nutzer=dqm) for _ in range(menge)
        )
        Auftrag.objects.bulk_create(Auftrag(nutzer=dqm, art=EINLESEN, titel="x") for _ in range(menge))
        auftrag.ergebnis = {"bericht": Bericht([fehler] * menge, menge).als_daten()}
        auftrag.save()
        assert {a: anweisungen(client, a) for a in adressen} == adressen
