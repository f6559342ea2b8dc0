"""In earnest: behind a reverse proxy with TLS, second factor enforced."""

from .base import *  # noqa: F403
from .base import SECRET_KEY

if not SECRET_KEY:
    raise SystemExit("WEGPLAN_SECRET_KEY fehlt: ohne eigenes Geheimnis startet Wegplan nicht.")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
WEGPLAN_HINTER_PROXY = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
