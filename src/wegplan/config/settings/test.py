"""Tests: fast password hashing, plain static files, patterns page on."""

from .base import *  # noqa: F403

SECRET_KEY = "nur-fuer-tests"
WEGPLAN_ZWEITER_FAKTOR = False
WEGPLAN_MUSTER = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
