"""Every field with a person's data has a class (DS-05)."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import models

from wegplan.domains.massnahme.models import Feldklasse
from wegplan.domains.person.access import IMMER
from wegplan.domains.person.models import Person


def personenbezogen(modell: type[models.Model]) -> bool:
    """A person, or a managed table of ours that hangs on one; histories repeat their table, views read it."""
    if not modell._meta.managed or hasattr(modell, "pgh_tracked_model") or not modell.__module__.startswith("wegplan."):
        return False
    return modell is Person or any(f.related_model is Person for f in modell._meta.fields if f.is_relation)


def klassen(modell: type[models.Model]) -> dict[str, str]:
    """The classes that the area of the model declares in its access.py."""
    bereich = modell.__module__.rsplit(".", 1)[0]
    try:
        return import_module(f"{bereich}.access").FELDKLASSEN.get(modell.__name__, {})
    except ModuleNotFoundError:
        return {}


def ohne_klasse(modell: type[models.Model]) -> list[str]:
    """Fields without a class, and classes of fields that do not exist."""
    felder, erklaert = {f.name for f in modell._meta.fields}, klassen(modell)
    return sorted(felder ^ erklaert.keys())


MODELLE = [m for m in apps.get_models() if personenbezogen(m)]


@pytest.mark.parametrize("modell", MODELLE, ids=lambda m: m.__name__)
def test_ds05_jedes_personenbezogene_feld_hat_eine_klasse(modell):
    assert ohne_klasse(modell) == [], "name the class in FELDKLASSEN of the area's access.py"
    assert set(klassen(modell).values()) <= set(Feldklasse.values)


def test_ds05_die_bekannten_modelle_werden_geprueft():
    namen = {m.__name__ for m in MODELLE}
    assert {"Person", "Zustaendigkeit", "Teilnahme", "Vereinbarung", "Vermittlung", "Abzeichnung"} <= namen


def test_ds05_ein_neues_feld_ohne_klasse_faellt_auf(monkeypatch):
    from wegplan.domains.person import access

    weniger = {name: k for name, k in access.FELDKLASSEN["Person"].items() if name != "geburtsdatum"}
    monkeypatch.setitem(access.FELDKLASSEN, "Person", weniger)
    assert ohne_klasse(Person) == ["geburtsdatum"]


def test_ds05_zur_teilnahme_gehoeren_nur_name_und_nummer():
    assert {"nachname", "vorname", "kundennummer"} == IMMER
