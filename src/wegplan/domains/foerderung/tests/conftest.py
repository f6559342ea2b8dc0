"""The cast of tests/welt.py; its measure M-A allows its provider data of the class Leistung."""

from datetime import timedelta
from typing import Any

import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.akte.tests.conftest import als, anweisungen, spuren, text, welt  # noqa: F401
from wegplan.domains.foerderung.models import Foerderleistung, Praktikum, Zertifikat
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme

TAG = HEUTE - timedelta(days=20)


def zweckbindung(massnahme: Massnahme, *klassen: str) -> None:
    """As wegplan_dienst."""
    massnahme.zweckbindung = list(klassen)
    massnahme.save(update_fields=["zweckbindung"])


@pytest.fixture
def gefoerdert(welt: Welt, als_dienst: Any) -> Welt:  # noqa: F811
    """One record of each kind in every Teilnahme of the own and the foreign person."""
    with als_dienst():
        zweckbindung(welt.massnahmen["M-A"], "stammdaten", "leistung")
        zweckbindung(welt.massnahmen["M-B"], "stammdaten", "leistung")
        for person in (welt.eigen, welt.fremd):
            for t in person.teilnahmen.all():
                foerdern(person, t)
    return welt


def foerdern(person: Person, t: Teilnahme) -> None:
    """One internship, one service of each kind that differs in class, one qualification."""
    kopf = {"person": person, "teilnahme": t}
    Praktikum.objects.create(praktikum_id=f"P-{t.pk}", unternehmen="Bäckerei Korn", beginn=TAG, **kopf)
    for art, inhalt in (("sozialpaedagogisch", "Schuldnerberatung begleitet"), ("stuetzunterricht", "Mathematik")):
        werte = {"art": art, "inhalt": inhalt, "tag": TAG, "umfang_minuten": 45}
        Foerderleistung.objects.create(leistung_id=f"L-{art[:3]}-{t.pk}", **werte, **kopf)
    zeugnis = {"bezeichnung": "Gabelstaplerschein", "art": "schein", "erworben_am": TAG, "mit_zertifikat": True}
    Zertifikat.objects.create(zertifikat_id=f"Z-{t.pk}", **zeugnis, **kopf)


def laufende(person: Person) -> Teilnahme:
    """The Teilnahme in the own measure of the cast."""
    t: Teilnahme = person.teilnahmen.order_by("-eintritt")[0]
    return t
