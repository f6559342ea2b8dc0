"""Sign-in: the user with organisation and teams in one statement, no public registration."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from .models import Nutzer


class NutzerBackend(AuthenticationBackend):
    """allauth's sign-in; loads what every page needs at once."""

    def get_user(self, user_id: int) -> Nutzer | None:
        nutzer = (
            Nutzer.objects.select_related("organisation")
            .annotate(geladene_teams=ArrayAgg("teams__id", filter=Q(teams__isnull=False), default=[]))
            .filter(pk=user_id)
            .first()
        )
        if nutzer is None or not self.user_can_authenticate(nutzer):
            return None
        nutzer.team_ids = nutzer.geladene_teams
        return nutzer


class KontoAdapter(DefaultAccountAdapter):
    """Accounts are given by the office, never taken."""

    def is_open_for_signup(self, request) -> bool:
        return False
