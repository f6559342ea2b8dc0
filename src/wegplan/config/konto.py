"""Sign-in and account pages of allauth, and their rules: public is only what stands before the sign-in (DS-01).

Accounts are given by the office: signing up and resetting a password by mail stay behind the sign-in, i.e. out of
reach; allauth wants their addresses to exist.
"""

from allauth.urls import urlpatterns as konto_urls
from django.urls import URLPattern

from wegplan.kit.access.regeln import Zugriffsregel

VOR_DER_ANMELDUNG = {"account_login", "account_logout", "account_inactive", "mfa_authenticate"}


def _namen(muster: list) -> list[str]:
    """The names of all addresses, those of included lists, too."""
    namen: list[str] = []
    for eintrag in muster:
        namen += [eintrag.name or ""] if isinstance(eintrag, URLPattern) else _namen(eintrag.url_patterns)
    return namen


KONTO_REGELN = {
    name: Zugriffsregel("oeffentlich" if name in VOR_DER_ANMELDUNG else "angemeldet") for name in _namen(konto_urls)
}

__all__ = ["KONTO_REGELN", "konto_urls"]
