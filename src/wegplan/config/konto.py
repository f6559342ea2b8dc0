"""Sign-in and account pages of allauth, and their rules: public is only what stands before the sign-in (DS-01).

Accounts are given by the office, and so are new passwords: signing up, mail addresses and resetting a password do
not exist as addresses.
"""

from allauth.account.urls import urlpatterns as zugang
from allauth.mfa.totp.views import activate_totp
from allauth.mfa.urls import urlpatterns as zweiter_faktor
from allauth.mfa.webauthn.views import add_webauthn
from django.urls import URLPattern, URLResolver, include, path

from wegplan.kit.access.einrichtung import faktor_vermerken
from wegplan.kit.access.regeln import Zugriffsregel

VOR_DER_ANMELDUNG = {"account_login", "account_logout", "account_inactive", "mfa_authenticate"}
DANACH = {"account_reauthenticate", "account_change_password"}

konto_urls: list[URLPattern | URLResolver] = [
    *(p for p in zugang if p.name in VOR_DER_ANMELDUNG | DANACH),
    # before allauth's own of the same name: whoever sets up a factor has just shown it
    path("2fa/totp/activate/", faktor_vermerken(activate_totp), name="mfa_activate_totp"),
    path("2fa/webauthn/add/", faktor_vermerken(add_webauthn), name="mfa_add_webauthn"),
    path("2fa/", include(zweiter_faktor)),
]


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
