"""A whole year of an office played day by day, by a clock that the test sets (VF-07, VF-11)."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection

from tests.statistik import statistik
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verfahren.models import Schritt
from wegplan.domains.verfahren.services import alle_ableiten
from wegplan.domains.vermittlung.models import Vereinbarung
from wegplan.domains.vorgang.models import Vorgang

pytestmark = pytest.mark.django_db
FAELLE = 2000
ERSTER, LETZTER = date(2025, 1, 1), date(2025, 12, 31)
SONNTAG = 6  # the run over all cases changes nothing any more; once a week shows it as well as every night
FOERDERARTEN = ("FbW-A", "FbW-T", "FbW", "MAT", "AVGS", "MAG", "AGH", "BaE")
VORGAENGE = ("foerdercheck", "gespraech_fg", "profil", "stellensuchlauf", "eigenbemuehungen_geprueft", "buchung")
GRUENDE = ("regulaer", "abbruch", "arbeitsaufnahme")
FELDER = ("teilnahme_id", "schluessel", "lauf", "faellig_von", "faellig_bis", "stand", "grund", "erledigt_am")


@dataclass
class Jahr:
    """What is recorded on which day; `verschoben`: Teilnahmen whose planned end moves during the year."""

    eintritte: dict[date, list[Teilnahme]]
    belege: dict[date, list[Vorgang | Vereinbarung]]
    aenderungen: dict[date, list[tuple[str, dict[str, Any]]]]
    verschoben: set[str]


def _spielplan(personen: list[Person], massnahmen: list[Massnahme]) -> Jahr:
    """The same year each time: entries, extensions, exits and records, each on the day it is recorded."""
    zufall = Random(2025)
    jahr = Jahr(defaultdict(list), defaultdict(list), defaultdict(list), set())
    for nr, person in enumerate(personen):
        kennung = f"T{nr:04}"
        eintritt = ERSTER + timedelta(days=zufall.randrange(330))
        ende = eintritt + timedelta(days=zufall.choice((29, 59, 90, 91, 120, 180, 364, 900)))
        jahr.eintritte[eintritt].append(
            Teilnahme(
                teilnahme_id=kennung,
                person=person,
                massnahme=zufall.choice(massnahmen),
                eintritt=eintritt,
                geplantes_ende=ende,
            )
        )
        for stelle in range(zufall.randrange(5)):
            tag = eintritt + timedelta(days=zufall.randrange(200))
            jahr.belege[tag].append(_beleg(zufall, f"{nr}-{stelle}", person, tag))
        if zufall.random() < 0.2:
            neues = ende + timedelta(days=zufall.choice((14, 30, 61)))
            tag = eintritt + (ende - eintritt) / 2
            jahr.aenderungen[tag].append((kennung, {"geplantes_ende": neues}))
            jahr.verschoben.add(kennung)
            ende = neues
        if zufall.random() < 0.6:
            austritt = ende - timedelta(days=zufall.choice((0, 0, 3, 25)))
            if austritt > eintritt + (ende - eintritt) / 2:
                felder = {"austritt": austritt, "austrittsgrund": zufall.choice(GRUENDE)}
                jahr.aenderungen[austritt].append((kennung, felder))
    return jahr


def _beleg(zufall: Random, kennung: str, person: Person, tag: date) -> Vorgang | Vereinbarung:
    if zufall.random() < 0.25:
        return Vereinbarung(vereinbarung_id=f"E{kennung}", person=person, art="EV", abgeschlossen_am=tag)
    return Vorgang(vorgang_id=f"V{kennung}", person=person, art=zufall.choice(VORGAENGE), tag=tag)


@pytest.fixture
def uhr(als_dienst: Any) -> Iterator[Callable[[date | None], None]]:
    """`uhr(tag)` sets the day of the derivation, as wegplan_dienst for the whole test."""
    with als_dienst(), connection.cursor() as c:

        def stellen(tag: date | None) -> None:
            c.execute("select set_config('wegplan.heute', %s, true)", [tag.isoformat() if tag else ""])

        yield stellen
        stellen(None)


def _amt() -> tuple[list[Person], list[Massnahme]]:
    stellen = [
        Organisation.objects.create(kennung=f"JC{nr}", art="jobcenter", bundesland=land, regelwerk=regelwerk)
        for nr, (land, regelwerk) in enumerate((("DE-NI", "goslar"), ("DE-BB", "cottbus")))
    ]
    traeger = Organisation.objects.create(kennung="TR", art="bildungsdienstleister")
    massnahmen = [
        Massnahme.objects.create(massnahmenummer=f"M{art}", foerderart=art, traeger=traeger, beginn=date(2024, 1, 1))
        for art in FOERDERARTEN
    ]
    personen = [
        Person(kundennummer=f"K{nr:04}", nachname="Muster", jobcenter=stellen[nr % 2], sicht=[]) for nr in range(FAELLE)
    ]
    return Person.objects.bulk_create(personen), massnahmen


def _ein_tag(jahr: Jahr, tag: date) -> None:
    """What the office records on this day, each kind in one statement; the steps follow by themselves."""
    if neue := jahr.eintritte.get(tag):
        Teilnahme.objects.bulk_create(neue)
    for modell in (Vorgang, Vereinbarung):
        if neu := [b for b in jahr.belege.get(tag, ()) if isinstance(b, modell)]:
            modell.objects.bulk_create(neu)
    for kennung, felder in jahr.aenderungen.get(tag, ()):
        Teilnahme.objects.filter(teilnahme_id=kennung).update(**felder)


def _alle(*, verschoben: set[int], mit: bool) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    zeilen = Schritt.objects.values_list(*FELDER)
    return {z[:3]: z[3:] for z in zeilen if (z[0] in verschoben) is mit}


@pytest.mark.dauert
def test_vf11_ein_jahr_tag_fuer_tag_gespielt_ergibt_dieselben_schritte_wie_am_ende_abgeleitet(uhr) -> None:
    personen, massnahmen = _amt()
    jahr = _spielplan(personen, massnahmen)
    statistik("person_person")
    for nummer in range((LETZTER - ERSTER).days + 1):
        tag = ERSTER + timedelta(days=nummer)
        uhr(tag)
        _ein_tag(jahr, tag)
        if tag.weekday() == SONNTAG:
            alle_ableiten()
    verschoben = set(Teilnahme.objects.filter(teilnahme_id__in=jahr.verschoben).values_list("pk", flat=True))
    gespielt, gespielt_verschoben = (_alle(verschoben=verschoben, mit=mit) for mit in (False, True))
    Schritt.objects.all().delete()
    with connection.cursor() as c:
        c.execute("select verfahren_ableiten(array(select id from teilnahme_teilnahme))")
    am_ende, am_ende_verschoben = (_alle(verschoben=verschoben, mit=mit) for mit in (False, True))

    assert len(am_ende) > 10 * FAELLE / 2 and len({stand for _, _, stand, *_ in am_ende.values()}) == 3
    assert gespielt == am_ende
    # Where the end moved, what was done before stays done with its old day (VF-07); everything else is the same.
    for schluessel, werte in am_ende_verschoben.items():
        damals = gespielt_verschoben[schluessel]
        assert damals == werte or damals[2] == "erledigt", schluessel
    fort = set(gespielt_verschoben) - set(am_ende_verschoben)
    assert {gespielt_verschoben[s][2] for s in fort} <= {"erledigt", "entfallen"}
