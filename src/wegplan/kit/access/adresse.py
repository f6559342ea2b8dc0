"""Where a request comes from, for the lock after failed sign-ins (DS-07)."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

UNBEKANNT = "0.0.0.0"  # stands for "none given"


def client_adresse(request: HttpRequest) -> str:
    """The client's address. Behind the reverse proxy (WEGPLAN_HINTER_PROXY) the last one that it has added:
    whatever stands before it was sent by the client."""
    kandidaten = [request.META.get("REMOTE_ADDR", "")]
    if settings.WEGPLAN_HINTER_PROXY:
        kandidaten.insert(0, request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip())
    return next((k for k in kandidaten if _ist_adresse(k)), UNBEKANNT)


def _ist_adresse(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
