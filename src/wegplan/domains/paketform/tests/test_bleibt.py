"""Nothing about a person is forgotten: it travels in a file of the package, or a list says why it stays (DP-03)."""

from pathlib import Path

import pytest
from django.apps import apps

from wegplan.domains.foerderplan.models import Zielanmerkung
from wegplan.domains.paketform.bleibt import BLEIBT, erneuern
from wegplan.domains.paketform.kind import reisende
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme

WURZEL = Path(__file__).resolve().parents[5]


def zu_personen():
    """Tables of ours that hang on a person or a Teilnahme, directly or through a parent; histories repeat theirs."""
    alle = [
        m
        for m in apps.get_models()
        if m.__module__.startswith("wegplan.") and m._meta.managed and not hasattr(m, "pgh_tracked_model")
    ]
    gefunden = {Person, Teilnahme}
    while neue := {m for m in alle if m not in gefunden and any(f.related_model in gefunden for f in m._meta.fields)}:
        gefunden |= neue
    return gefunden


def vergessen(bleibt, reist):
    """Neither in a file nor in the list."""
    return sorted(m._meta.label for m in zu_personen() - set(reist) if m._meta.label not in bleibt)


def zu_viel(bleibt, reist):
    """In the list, though it travels or is no table of ours."""
    tabellen = {m._meta.label for m in apps.get_models() if m._meta.managed}
    return sorted(set(bleibt) & {m._meta.label for m in reist} | set(bleibt) - tabellen)


def test_dp03_was_an_einer_person_haengt_reist_oder_bleibt_mit_einem_grund():
    assert vergessen(BLEIBT, reisende()) == [], "give it a file, or a reason in BLEIBT"


def test_dp03_was_reist_steht_nicht_unter_dem_was_bleibt():
    assert zu_viel(BLEIBT, reisende()) == [], "take it out of BLEIBT"


def test_dp03_ein_vergessenes_und_ein_ueberfluessiges_modell_fallen_auf():
    ohne = {name: grund for name, grund in BLEIBT.items() if name != "beleg.Beleginhalt"}
    assert vergessen(ohne, reisende()) == ["beleg.Beleginhalt"]
    assert vergessen(BLEIBT, [m for m in reisende() if m is not Zielanmerkung]) == ["foerderplan.Zielanmerkung"]
    assert zu_viel({**BLEIBT, "frage.Frage": "x.", "frage.Weg": "x."}, reisende()) == ["frage.Frage", "frage.Weg"]


@pytest.mark.parametrize("name", BLEIBT)
def test_dp03_jeder_grund_ist_ein_satz(name):
    assert BLEIBT[name].endswith(".") and len(BLEIBT[name].split()) >= 5


def test_dp03_die_liste_in_der_beschreibung_ist_diese():
    text = (WURZEL / "docs" / "datenpaket.md").read_text(encoding="utf-8")
    assert text == erneuern(text), "python -m wegplan.domains.paketform.bleibt docs/datenpaket.md"
