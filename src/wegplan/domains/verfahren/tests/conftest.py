"""A small office by Goslar with one person, one measure and a running Teilnahme."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verfahren.models import Schritt


@dataclass
class Buero:
    """The office and its one case."""

    jobcenter: Organisation
    traeger: Organisation
    person: Person
    teilnahme: Teilnahme

    def schritt(self, schluessel: str, lauf: int = 0) -> Schritt:
        """The stored step of the case."""
        return Schritt.objects.get(teilnahme=self.teilnahme, schluessel=schluessel, lauf=lauf)


@pytest.fixture
def buero(als_dienst):
    """As wegplan_dienst for the whole test."""
    with als_dienst():
        jobcenter = Organisation.objects.create(kennung="JC", art="jobcenter", bundesland="DE-NI", regelwerk="goslar")
        traeger = Organisation.objects.create(kennung="TR", art="bildungsdienstleister")
        massnahme = Massnahme.objects.create(
            massnahmenummer="M1", foerderart="FbW", traeger=traeger, beginn=date.today() - timedelta(days=900)
        )
        person = Person.objects.create(kundennummer="K1", nachname="Muster", jobcenter=jobcenter)
        teilnahme = Teilnahme.objects.create(
            teilnahme_id="T1",
            person=person,
            massnahme=massnahme,
            eintritt=date.today() - timedelta(days=100),
            geplantes_ende=date.today() + timedelta(days=100),
        )
        yield Buero(jobcenter, traeger, person, teilnahme)
