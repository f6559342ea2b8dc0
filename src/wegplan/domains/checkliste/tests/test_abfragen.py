"""Number of statements of the pages, the same for one participant and for many."""

from datetime import timedelta
from typing import Any

import pytest

from tests.welt import HEUTE, Welt
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme

pytestmark = pytest.mark.django_db
VIELE = 60


def viele(welt: Welt) -> None:
    """Many more participants, in the own project and in another one of the same provider."""
    m = welt.massnahmen["M-A"]
    werte = {"foerderart": "ESF", "programmstufe": "VDB", "traeger": m.traeger, "regionalbuero": m.regionalbuero}
    zweite = Massnahme.objects.create(massnahmenummer="M-C", titel="Zweites", beginn=m.beginn, ende=m.ende, **werte)
    personen = Person.objects.bulk_create(
        Person(kundennummer=f"C-{n}", nachname="Viel", vorname=f"{n}", jobcenter=welt.stellen["JC-A"])
        for n in range(VIELE)
    )
    Teilnahme.objects.bulk_create(
        Teilnahme(
            teilnahme_id=f"C-{n}",
            person=p,
            massnahme=m if n % 2 else zweite,
            eintritt=HEUTE - timedelta(days=90),
            geplantes_ende=HEUTE + timedelta(days=90),
        )
        for n, p in enumerate(personen)
    )


@pytest.mark.parametrize(
    ("rolle", "adresse", "anzahl"),
    [
        ("rb", "/checkliste/", 6),
        ("rb", "/checkliste/rueckstaende/", 8),
        ("rb", "/checkliste/wartet/", 8),
        ("rb", "/projekte/{}/checkliste/", 5),
        ("rb", "/projekte/{}/checkliste/ZV-04a/", 8),
        ("regiestelle", "/checkliste/", 6),
    ],
)
def test_jps83_seiten_kosten_bei_vielen_so_viele_anweisungen_wie_bei_einer(
    als: Any, welt: Welt, fall: Any, als_dienst: Any, anweisungen: Any, rolle: str, adresse: str, anzahl: int
) -> None:
    seite = adresse.format(fall.massnahme_id)
    wenige = anweisungen(als(rolle), seite)
    with als_dienst():
        viele(welt)
    assert anweisungen(als(rolle), seite) == wenige == anzahl
