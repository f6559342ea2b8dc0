"""Settings of the rival: session, user, template engine, and the owner of the tables; nothing else."""

from wegplan.config.settings.dev import *  # noqa: F403

ROOT_URLCONF = "benchmarks.rivale"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
INSTALLED_APPS = [name for name in INSTALLED_APPS if not name.startswith(("allauth", "axes", "django.contrib.admin"))]  # noqa: F405
