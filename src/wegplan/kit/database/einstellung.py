"""Connection settings for Django. Starts nothing: befehle, manage.py and conftest.py see to the server."""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from .orte import PORT, Orte, var_ordner

ANMELDEROLLEN = {"app": "wegplan_app", "dienst": "wegplan_dienst", "eigner": "wegplan_eigner"}


def datenbank(var: Path | None = None) -> dict[str, Any]:
    """The value of DATABASES["default"].

    WEGPLAN_DB_ROLLE (app, dienst or eigner; default app) chooses the user. With DATABASE_URL the server is
    that one (user of another role: DATABASE_URL_DIENST, DATABASE_URL_EIGNER, else the same address with the
    user replaced), without it the embedded one of the folder `var`. Raises ImproperlyConfigured."""
    rolle = os.environ.get("WEGPLAN_DB_ROLLE") or "app"
    if rolle not in ANMELDEROLLEN:
        raise ImproperlyConfigured(f"WEGPLAN_DB_ROLLE={rolle}: erlaubt sind {', '.join(ANMELDEROLLEN)}.")
    if os.environ.get("DATABASE_URL"):
        verbindung = _aus_adresse(rolle)
    else:
        socket = str(Orte((var or var_ordner()).resolve()).socket)
        verbindung = {"NAME": "wegplan", "USER": ANMELDEROLLEN[rolle], "HOST": socket, "PORT": str(PORT), "OPTIONS": {}}
    verbindung["OPTIONS"].setdefault("application_name", f"wegplan {rolle}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,  # survive a restart of the server
        "ATOMIC_REQUESTS": False,  # the middleware opens the transaction, with the user in it
        **verbindung,
    }


def _aus_adresse(rolle: str) -> dict[str, Any]:
    """Reads the address with libpq's own parser, so that every form it knows works (sslmode, several hosts)."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    eigene = os.environ.get(f"DATABASE_URL_{rolle.upper()}")
    try:
        teile = {k: str(v) for k, v in conninfo_to_dict(eigene or os.environ["DATABASE_URL"]).items()}
    except ProgrammingError as e:
        # without the address itself: it holds a password (DS-35)
        raise ImproperlyConfigured("DATABASE_URL ist keine gültige Adresse (postgresql://…).") from e
    if rolle != "app" and not eigene:
        teile["user"] = ANMELDEROLLEN[rolle]
    if not teile.get("dbname"):
        raise ImproperlyConfigured("DATABASE_URL nennt keine Datenbank (postgresql://nutzer@rechner/datenbank).")
    return {
        "NAME": teile.pop("dbname"),
        "USER": teile.pop("user", ""),
        "PASSWORD": teile.pop("password", ""),
        "HOST": teile.pop("host", ""),
        "PORT": teile.pop("port", ""),
        "OPTIONS": teile,
    }
