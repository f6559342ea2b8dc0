"""Maintenance by the worker: keys that a new day changes, sign-ins that nobody needs any more (DS-02, DS-04)."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from tests.welt import HEUTE, Welt
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.kit.access import tasks
from wegplan.kit.access.wartung import anmeldespuren_loeschen, sicht_erneuern

pytestmark = pytest.mark.django_db


def still_verschieben(**neu: object) -> None:
    """As if the day had come: dates change while the keys stay."""
    with connection.cursor() as c:
        c.execute("select set_config('wegplan.sammel', '1', true)")
        Zustaendigkeit.objects.filter(person__nachname="Morgen").update(**neu)
        c.execute("select set_config('wegplan.sammel', '', true)")


def laeufe() -> list[str]:
    with connection.cursor() as c:
        c.execute("select current_setting('role'), set_config('role', 'wegplan_eigner', true)")
        vorher = c.fetchone()[0]
        c.execute("select zweck from audit_zugriff where art = 'lauf'")
        zwecke = [zweck for (zweck,) in c.fetchall()]
        c.execute("select set_config('role', %s, true)", [vorher])
    return zwecke


def test_ds02_was_heute_beginnt_wird_geoeffnet_und_der_lauf_nennt_seinen_zweck(
    welt: Welt, als_dienst, als_nutzer
) -> None:
    with als_dienst():
        still_verschieben(von=HEUTE)
    with als_nutzer(welt["ifk"]):
        assert not Person.objects.filter(nachname="Morgen").exists()
    with als_dienst():
        assert sicht_erneuern() == 1
        assert [zweck.split(":")[0] for zweck in laeufe()] == ["Sichtbarkeit erneuern"]
        assert sicht_erneuern() == 0
        assert len(laeufe()) == 1, "nothing due, nothing done, nothing recorded"
    with als_nutzer(welt["ifk"]):
        assert Person.objects.filter(nachname="Morgen").exists()


def test_ds04_abgelaufene_schluessel_werden_weggeraeumt(welt: Welt, als_dienst) -> None:
    with als_dienst():
        still_verschieben(von=HEUTE - timedelta(days=9), bis=HEUTE)
        sicht_erneuern()
        assert Person.objects.get(nachname="Morgen").sicht_bis == HEUTE
        still_verschieben(bis=HEUTE - timedelta(days=1))
        with connection.cursor() as c:
            c.execute("select set_config('role', 'wegplan_eigner', true)")
            c.execute("update person_person set sicht_bis = current_date - 1 where nachname = 'Morgen'")
            c.execute("select set_config('role', 'wegplan_dienst', true)")
        assert sicht_erneuern() == 1
        assert welt["ifk"].pk * 4 not in Person.objects.get(nachname="Morgen").sicht


def test_ds07_alte_anmeldungen_und_sitzungen_werden_geloescht(als_dienst) -> None:
    with als_dienst():
        for modell, pflicht in ((AccessAttempt, {"failures_since_start": 1}), (AccessLog, {})):
            for tage in (89, 91):
                zeile = modell.objects.create(username=f"vor-{tage}-tagen", ip_address="192.0.2.1", **pflicht)
                modell.objects.filter(pk=zeile.pk).update(attempt_time=timezone.now() - timedelta(days=tage))
        for name, tage in (("alt", -1), ("gueltig", 1)):
            Session.objects.create(session_key=name, expire_date=timezone.now() + timedelta(days=tage))
        anmeldespuren_loeschen()
        for modell in (AccessAttempt, AccessLog):
            assert [z.username for z in modell.objects.all()] == ["vor-89-tagen"]
        assert [s.session_key for s in Session.objects.all()] == ["gueltig"]


def test_ds04_der_arbeiter_kennt_beide_nach_der_uhr() -> None:
    from procrastinate.contrib.django import app

    assert {"sicht_erneuern", "anmeldespuren_loeschen"} <= set(app.tasks)
    plan = {name: p.cron for (name, _), p in app.periodic_registry.periodic_tasks.items()}
    assert plan[tasks.sicht_erneuern.name] == "4 * * * *"
