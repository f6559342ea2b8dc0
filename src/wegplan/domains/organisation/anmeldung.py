"""Sign-in: the user with organisation and teams in one statement, no public registration."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.http import HttpRequest

from wegplan.kit.access.adresse import client_adresse
from wegplan.kit.access.geheimnis import schloss
from wegplan.kit.access.sitzung import frisch

from .models import Nutzer

ZWECK = "zweiter-faktor"


class NutzerBackend(AuthenticationBackend):
    """allauth's sign-in; loads what every page needs at once."""

    def get_user(self, user_id: int) -> Nutzer | None:
        teams = Nutzer.teams.through.objects.filter(nutzer_id=OuterRef("pk")).order_by("team_id")
        nutzer = (
            Nutzer.objects.select_related("organisation")
            .annotate(geladene_teams=ArraySubquery(teams.values("team_id")))
            .filter(pk=user_id)
            .first()
        )
        if nutzer is None or not self.user_can_authenticate(nutzer):
            return None
        nutzer.team_ids = nutzer.geladene_teams
        return nutzer


class KontoAdapter(DefaultAccountAdapter):
    """Accounts are given by the office, never taken."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has just signed in is not asked for the password again at once."""
        return not frisch(self.request)

    def set_password(self, user: Nutzer, password: str) -> None:
        user.startpasswort = False
        super().set_password(user, password)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_adresse(request)


class FaktorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors encrypted: the database or a backup of it alone makes no code."""

    def encrypt(self, text: str) -> str:
        return schloss(ZWECK).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return schloss(ZWECK).decrypt(encrypted_text).decode()


def anmeldename(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """The account that failures are counted for (django-axes): names are found whatever their case, so they
    are counted whatever their case."""
    name = (credentials or {}).get("username") or request.POST.get("login")
    return name.strip().upper() if name else None
