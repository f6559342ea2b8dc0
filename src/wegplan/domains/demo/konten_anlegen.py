"""Makes the demo accounts; the data package cannot carry them."""

from django.contrib.auth.hashers import make_password

from wegplan.domains.organisation.access import Rolle
from wegplan.domains.organisation.models import Nutzer, Organisation, Team

from .konten import DEMO_PASSWORT
from .personen import konten_mit_namen

GLEICH = [
    "first_name",
    "last_name",
    "rolle",
    "organisation",
    "handzeichen",
    "password",
    "startpasswort",
    "is_active",
    "is_staff",
]


def konten_anlegen(samen: int) -> int:
    """Create the accounts or bring them back to what they were; gives their number.

    Offices and teams must be there. One password hash for all: making 100 would take half a minute."""
    organisationen = {o.kennung: o for o in Organisation.objects.all()}
    teams = {team.kennung: team for team in Team.objects.all()}
    paare = konten_mit_namen(samen)
    passwort = make_password(DEMO_PASSWORT)
    Nutzer.objects.bulk_create(
        (
            Nutzer(
                username=konto.benutzername,
                first_name=name.vorname,
                last_name=name.nachname,
                rolle=konto.rolle,
                organisation=organisationen[konto.organisation] if konto.organisation else None,
                handzeichen=name.handzeichen,
                password=passwort,
                startpasswort=False,
                is_active=True,
                is_staff=konto.rolle == Rolle.TECHNIK,
            )
            for konto, name in paare
        ),
        update_conflicts=True,
        unique_fields=["username"],
        update_fields=GLEICH,
    )
    nummern = dict(Nutzer.objects.values_list("username", "pk"))
    in_team = Nutzer.teams.through.objects
    in_team.filter(nutzer__username__in=[konto.benutzername for konto, _ in paare]).delete()
    in_team.bulk_create(
        Nutzer.teams.through(nutzer_id=nummern[konto.benutzername], team=teams[konto.team])
        for konto, _ in paare
        if konto.team
    )
    return len(paare)
