"""Datenschutz looks at the traces: by person, colleague, day and kind, and at patterns (DS-12)."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.sitzung import anmelden
from tests.welt import Welt
from wegplan.domains.organisation.access import TABELLE, Aktion, Beziehung, Rolle
from wegplan.kit.audit.auffaelligkeiten import AKTEN_JE_STUNDE, AUSGEGEBEN

pytestmark = pytest.mark.django_db


def spur(nutzer, art: str = "oeffnen", personen=(), zeit: datetime | None = None, zweck: str = "") -> None:
    """A trace of any time, written as owner: nobody else could set it."""
    with connection.cursor() as c:
        c.execute("select current_setting('role')")
        vorher = c.fetchone()[0]
        c.execute("select set_config('role', 'wegplan_eigner', true)")
        c.execute(
            "insert into audit_zugriff (zeit, nutzer_id, rolle, art, ansicht, zweck, personen, filter)"
            " values (coalesce(%s, now()), %s, '', %s, 'akte:person', %s, %s, '{}')",
            [zeit and timezone.make_aware(zeit), nutzer.pk if nutzer else None, art, zweck, list(personen)],
        )
        c.execute("select set_config('role', %s, true)", [vorher])


@pytest.fixture
def datenschutz(welt: Welt, client: Client) -> Client:
    anmelden(client, welt["datenschutz"])
    return client


def zeilen(client: Client, **filter: object) -> list:
    return client.get(reverse("audit:liste"), filter).context["liste"].zeilen


def test_ds12_die_liste_nennt_wer_was_wen_und_wozu(welt: Welt, datenschutz: Client) -> None:
    spur(welt["ifk"], personen=[welt.eigen.pk], zweck="Beratung")
    spur(welt["tl"], "liste", [welt.eigen.pk, welt.fremd.pk])
    spur(None, "lauf", zweck="Nachtlauf")
    text = datenschutz.get(reverse("audit:liste")).content.decode()
    for erwartet in ("ifk-a", "Integrationsfachkraft, Stelle JC-A", "geöffnet", "KD-EIGEN", "Beratung", "2 Personen"):
        assert erwartet in text
    assert "technischer Lauf" in text and "Nachtlauf" in text
    assert "Robin" not in text, "customer numbers, never names: Datenschutz reads traces, not files"


def test_ds12_nach_person_ohne_nummer_in_der_adresse(welt: Welt, datenschutz: Client) -> None:
    spur(welt["ifk"], personen=[welt.eigen.pk])
    spur(welt["ifk"], personen=[welt.fremd.pk])
    spur(welt["tl"], "liste", [welt.eigen.pk, welt.fremd.pk])
    antwort = datenschutz.post(reverse("audit:person"), {"kundennummer": " KD-FREMD "})
    assert antwort["Location"] == f"{reverse('audit:liste')}?person={welt.fremd.pk}"
    seite = datenschutz.get(antwort["Location"])
    assert [z.personen for z in seite.context["liste"].zeilen if z.nutzer_id != welt["datenschutz"].pk] == [
        [welt.eigen.pk, welt.fremd.pk],
        [welt.fremd.pk],
    ]
    assert "Kundennummer KD-FREMD" in seite.content.decode()
    unbekannt = datenschutz.post(reverse("audit:person"), {"kundennummer": "gibt es nicht"}, follow=True)
    assert "gibt es nicht" in unbekannt.content.decode()


def test_ds12_nach_kollegin_tag_und_art(welt: Welt, datenschutz: Client) -> None:
    spur(welt["ifk"], personen=[welt.eigen.pk], zeit=datetime(2026, 3, 4, 23, 59))
    spur(welt["ifk"], "druck", [welt.eigen.pk], zeit=datetime(2026, 3, 5, 0, 0))
    spur(welt["tl"], personen=[welt.eigen.pk], zeit=datetime(2026, 3, 5, 12, 0))
    assert len(zeilen(datenschutz, nutzer=welt["ifk"].pk)) == 2
    assert [z.art for z in zeilen(datenschutz, art="druck")] == ["druck"]
    assert [z.nutzer_id for z in zeilen(datenschutz, bis="2026-03-04", von="2026-03-04")] == [welt["ifk"].pk]
    assert len(zeilen(datenschutz, von="2026-03-05", bis="2026-03-05")) == 2


def test_ds10_auch_das_lesen_der_spuren_hinterlaesst_eine_spur(welt: Welt, datenschutz: Client) -> None:
    spur(welt["ifk"], personen=[welt.eigen.pk])
    zeilen(datenschutz, nutzer=welt["ifk"].pk)
    eigene = [z for z in zeilen(datenschutz) if z.nutzer_id == welt["datenschutz"].pk]
    assert [(z.personen, z.filter) for z in eigene] == [([welt.eigen.pk], {"nutzer": str(welt["ifk"].pk), "seite": 1})]


@pytest.mark.parametrize("person", ["99999999999999999999", "-1", "1 or 1=1", "0"])
def test_ds32_unsinn_in_der_adresse_ist_kein_fehler(datenschutz: Client, person: str) -> None:
    assert datenschutz.get(reverse("audit:liste"), {"person": person}).status_code == 200


def test_ds12_muster_viele_akten_in_einer_stunde(welt: Welt, datenschutz: Client) -> None:
    stunde = timezone.localtime().replace(tzinfo=None, minute=0, second=0, microsecond=0) - timedelta(days=1)
    for nummer in range(AKTEN_JE_STUNDE + 1):
        spur(welt["ifk"], personen=[nummer + 1], zeit=stunde + timedelta(minutes=nummer))
        spur(welt["tl"], personen=[1], zeit=stunde + timedelta(minutes=nummer))  # one file again and again
    funde = [z for z in datenschutz.get(reverse("audit:muster")).context["zeilen"] if z["fund"].art == "viele"]
    assert [(z["wer"], z["fund"].anzahl, z["fund"].beginn) for z in funde] == [("ifk-a", AKTEN_JE_STUNDE + 1, stunde)]
    assert len(datenschutz.get(funde[0]["url"]).context["liste"].zeilen) == AKTEN_JE_STUNDE + 1


def test_ds12_muster_ausserhalb_der_arbeitszeit(welt: Welt, datenschutz: Client) -> None:
    heute = timezone.localtime().replace(tzinfo=None, minute=0, second=0, microsecond=0)
    mittwoch = heute - timedelta(days=(heute.weekday() - 2) % 7 + 7)
    samstag = mittwoch - timedelta(days=4)
    for stunde in (5, 6, 19, 20):
        spur(welt["ifk"], personen=[1], zeit=mittwoch.replace(hour=stunde))
    spur(welt["tl"], personen=[1], zeit=samstag.replace(hour=12))
    spur(welt["bl"], personen=[], zeit=samstag.replace(hour=12))
    spur(None, "lauf", [1], zeit=samstag.replace(hour=12))
    spur(welt["pap"], personen=[1], zeit=(samstag - timedelta(days=35)).replace(hour=12))
    funde = datenschutz.get(reverse("audit:muster")).context["zeilen"]
    assert [(z["wer"], z["fund"].anzahl) for z in funde if z["fund"].art == "spaet"] == [("ifk-a", 2), ("tl-a", 1)]


def test_ds12_muster_viele_personen_auf_einmal_ausgegeben(welt: Welt, datenschutz: Client) -> None:
    for anzahl in (AUSGEGEBEN - 1, AUSGEGEBEN):
        spur(welt["dqm"], "export", range(1, anzahl + 1))
    spur(welt["dqm"], "liste", range(1, 2 * AUSGEGEBEN))
    funde = datenschutz.get(reverse("audit:muster")).context["zeilen"]
    assert [z["fund"].anzahl for z in funde if z["fund"].art == "ausgabe"] == [AUSGEGEBEN]


def test_ds03_das_berechtigungskonzept_ist_die_tabelle(welt: Welt, datenschutz: Client) -> None:
    antwort = datenschutz.get(reverse("audit:berechtigungen"))
    gezeigt = {
        (rolle, beziehung, aktion)
        for rolle, zeilen in antwort.context["rollen"]
        for beziehungen, aktionen in zeilen
        for beziehung in beziehungen
        for aktion in aktionen
    }
    assert gezeigt == {
        (rolle.label, Beziehung(b).label, Aktion(a).label)
        for rolle, zeile in TABELLE.items()
        for b, aktionen in zeile.items()
        for a in aktionen
    }
    text = antwort.content.decode()
    assert all(rolle.label in text for rolle in Rolle)
