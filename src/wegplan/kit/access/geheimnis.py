"""Encryption of what the database keeps but must not tell by itself: with a key made from SECRET_KEY."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def schloss(zweck: str) -> MultiFernet:
    """A lock of its own per `zweck`; after a change of SECRET_KEY the old one stays in SECRET_KEY_FALLBACKS."""
    geheimnisse = map(str, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"{zweck}:{g}".encode()).digest())) for g in geheimnisse])
