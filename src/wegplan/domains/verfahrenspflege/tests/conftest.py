"""An office by Goslar with a division lead, two advisors and cases of a past year."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verfahren.models import Fassung, Schritt

HEUTE = date.today()


@dataclass
class Amt:
    """The office. `client` is signed in as its division lead."""

    stelle: Organisation
    leitung: Nutzer
    fachkraft: Nutzer
    massnahme: Massnahme
    client: Client
    teilnahmen: list[Teilnahme] = field(default_factory=list)

    def fall(self, eintritt: date, ende: date, fachkraft: Nutzer | None = None) -> Teilnahme:
        """A person in the measure, in the hands of the advisor."""
        nr = len(self.teilnahmen) + 1
        person = Person.objects.create(kundennummer=f"V{nr:03}", nachname=f"Muster{nr}", jobcenter=self.stelle)
        wer = fachkraft or self.fachkraft
        Zustaendigkeit.objects.create(
            person=person, nutzer=wer, rolle="pap", grund="fachkraft", von=eintritt - timedelta(days=400)
        )
        teilnahme = Teilnahme.objects.create(
            teilnahme_id=f"TV{nr}", person=person, massnahme=self.massnahme, eintritt=eintritt, geplantes_ende=ende
        )
        self.teilnahmen.append(teilnahme)
        return teilnahme

    def schritt(self, teilnahme: Teilnahme, schluessel: str) -> Schritt:
        return Schritt.objects.get(teilnahme=teilnahme, schluessel=schluessel, lauf=0)

    def entwurf(self) -> Fassung:
        """A copy of the delivered procedure, made as the lead does."""
        self.client.post("/verfahren/goslar/kopieren/")
        return Fassung.objects.filter(organisation=self.stelle).latest("nummer")


@pytest.fixture
def amt(als_dienst: Any, client: Client) -> Amt:
    with als_dienst():
        stelle = Organisation.objects.create(
            kennung="JC-V", name="Jobcenter Vorfeld", art="jobcenter", bundesland="DE-NI", regelwerk="goslar"
        )
        traeger = Organisation.objects.create(kennung="TR-V", art="bildungsdienstleister")
        massnahme = Massnahme.objects.create(
            massnahmenummer="MV", foerderart="FbW", traeger=traeger, beginn=HEUTE - timedelta(days=900)
        )
        leitung = Nutzer.objects.create_user("bl.v", rolle="bl", organisation=stelle, first_name="Berta", last_name="L")
        fachkraft = Nutzer.objects.create_user("pap.v", rolle="pap", organisation=stelle, first_name="P", last_name="A")
    client.force_login(leitung)
    return Amt(stelle, leitung, fachkraft, massnahme, client)
