"""The mark in a long form: signed, it says whose form it is and where it stands.

It is what lets a form without a session keep its text, so it is given to signed-in users only, names one form of one
page, and ends by itself."""

import secrets
from dataclasses import astuple, dataclass
from datetime import timedelta

from django.core import signing

FELD = "entwurfsmarke"
SALZ = "wegplan.entwurf"
GUELTIG = timedelta(days=4)  # a form left open over a long weekend


@dataclass(frozen=True)
class Marke:
    """`blatt` tells this showing of the form from the next one."""

    nutzer: int
    adresse: str
    formular: str
    titel: str
    blatt: str

    def unterschrieben(self) -> str:
        return signing.dumps(astuple(self), salt=SALZ, compress=True)


def ausstellen(nutzer: int, adresse: str, formular: str, titel: str) -> Marke:
    """A mark for a form that is about to be shown."""
    return Marke(nutzer, adresse, formular, titel, secrets.token_urlsafe(8))


def lesen(text: str) -> Marke | None:
    """None for what we did not sign, or signed too long ago."""
    try:
        return Marke(*signing.loads(text, salt=SALZ, max_age=GUELTIG))
    except signing.BadSignature:
        return None
