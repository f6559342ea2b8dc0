"""Trying out and the demo: `make start`. Never for real data."""

import os
import secrets

from .base import *  # noqa: F403
from .base import VAR

WEGPLAN_DEMO = True
WEGPLAN_ZWEITER_FAKTOR = False
WEGPLAN_MUSTER = True


def _schluessel() -> str:
    """A secret of this installation's own, made at the first start and kept in var/."""
    datei = VAR / "geheimnis"
    if not datei.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        griff = os.open(datei, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(griff, "w") as f:
            f.write(secrets.token_urlsafe(50))
    return datei.read_text()


SECRET_KEY = os.environ.get("WEGPLAN_SECRET_KEY") or _schluessel()
