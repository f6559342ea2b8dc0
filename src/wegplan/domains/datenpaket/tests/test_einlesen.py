"""Importing a package: all of it or nothing, the same again changes nothing (DP-01)."""

from django.apps import apps
from pghistory.models import Context

from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme


def test_dp01_ein_paket_wird_ganz_eingelesen(lies, paket):
    ergebnis = lies(paket)
    assert [f.als_text() for f in ergebnis.bericht.fehler] == []
    assert {n: (z.neu, z.geaendert, z.unveraendert) for n, z in ergebnis.zahlen.items()} == {
        "organisationen": (5, 0, 0),
        "teams": (3, 0, 0),
        "personen": (4, 0, 0),
        "massnahmen": (2, 0, 0),
        "teilnahmen": (4, 0, 0),
        "vereinbarungen": (3, 0, 0),
        "vermittlungen": (2, 0, 0),
        "anwesenheiten": (2, 0, 0),
    }
    assert Teilnahme.objects.get(teilnahme_id="T2").vorherige_teilnahme.teilnahme_id == "T1"
    assert Organisation.objects.get(kennung="RB1").uebergeordnet.kennung == "RS"
    assert Person.objects.get(kundennummer="K003").nachname == 'von der "Heide"'


def test_dp01_dasselbe_noch_einmal_aendert_nichts(lies, paket):
    lies(paket)
    ergebnis = lies(paket)
    assert all(z.neu == z.geaendert == 0 for z in ergebnis.zahlen.values())


def ereignisse() -> dict[str, int]:
    """Number of history entries by model, and of contexts."""
    modelle = [m for m in apps.get_models() if m.__name__.endswith("Event") and m._meta.app_label != "pghistory"]
    return {m._meta.label: m._base_manager.count() for m in modelle} | {"kontexte": Context.objects.count()}


def test_dp01_dasselbe_noch_einmal_hinterlaesst_keinen_verlauf(lies, paket):
    lies(paket)
    vorher = ereignisse()
    assert vorher["person.PersonEvent"] == 4
    lies(paket)
    assert ereignisse() == vorher
