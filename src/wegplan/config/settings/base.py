"""Settings that hold everywhere; dev, test and prod change only what differs."""

import os
from pathlib import Path

import pghistory
from csp.constants import NONE, SELF

from wegplan.kit.database.einstellung import datenbank

WURZEL = Path(__file__).resolve().parents[4]
VAR = Path(os.environ.get("WEGPLAN_VAR", WURZEL / "var"))
REGELWERKE = WURZEL / "regelwerke"

DEBUG = False
SECRET_KEY = os.environ.get("WEGPLAN_SECRET_KEY", "")
ALLOWED_HOSTS = [h for h in os.environ.get("WEGPLAN_HOSTS", "127.0.0.1,localhost").split(",") if h]

INSTALLED_APPS = [
    "wegplan.domains.organisation",  # first: AUTH_USER_MODEL and the access table
    "wegplan.domains.vorlage",
    "wegplan.domains.person",
    "wegplan.domains.massnahme",
    "wegplan.domains.teilnahme",
    "wegplan.domains.vermittlung",
    "wegplan.domains.vorgang",
    "wegplan.domains.anwesenheit",
    "wegplan.domains.foerderung",
    "wegplan.domains.verbleib",
    "wegplan.domains.verfahren",
    "wegplan.domains.betreuung",
    "wegplan.domains.auswertung",
    "wegplan.domains.verteilung",
    "wegplan.domains.akte",
    "wegplan.domains.vorschlag",
    "wegplan.domains.beleg",
    "wegplan.domains.frage",
    "wegplan.domains.uebergang",
    "wegplan.domains.planvorlage",
    "wegplan.domains.mitsprache",
    "wegplan.domains.profiling",
    "wegplan.domains.foerderplan",
    "wegplan.domains.qualifizierungsplan",
    "wegplan.domains.gespraech",
    "wegplan.domains.stufenwechsel",
    "wegplan.domains.bericht",
    "wegplan.domains.zielvereinbarung",
    "wegplan.domains.einwilligung",
    "wegplan.domains.projektbericht",
    "wegplan.domains.programmbericht",
    "wegplan.domains.checkliste",
    "wegplan.domains.pruefordner",
    "wegplan.domains.seriendruck",
    "wegplan.domains.zugang",
    "wegplan.domains.tisch",
    "wegplan.domains.verfahrenspflege",
    "wegplan.domains.tagesmail",
    "wegplan.domains.datenpaket",
    "wegplan.domains.demo",
    "wegplan.domains.startseite",
    "wegplan.kit.database",
    "wegplan.kit.access",
    "wegplan.kit.audit",
    "wegplan.kit.auftrag",
    "wegplan.kit.entwurf",
    "wegplan.kit.listen",
    "wegplan.kit.ui",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wegplan.kit.access.middleware.SichtMiddleware",
    "wegplan.kit.entwurf.middleware.EntwurfMiddleware",
    "wegplan.kit.access.sitzung.SitzungMiddleware",
    "wegplan.kit.access.middleware.ZugriffsregelMiddleware",
    "wegplan.kit.access.einrichtung.EinrichtungMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "wegplan.config.urls"
WSGI_APPLICATION = "wegplan.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wegplan.kit.access.kontext.darf",
                "wegplan.kit.ui.kontext.rahmen",
            ],
        },
    }
]
FORM_RENDERER = "wegplan.kit.ui.formulare.KernRenderer"

# The server's current_date decides when an assignment ends: it must be the offices' day.
DATABASES = {"default": {**datenbank(VAR), "TIME_ZONE": "Europe/Berlin"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_LEVEL = pghistory.Statement  # row triggers cost 44 s per 100,000 rows, these 0.3 s

AUTH_USER_MODEL = "organisation.Nutzer"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "wegplan.domains.organisation.anmeldung.NutzerBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "startseite:start"
ACCOUNT_ADAPTER = "wegplan.domains.organisation.anmeldung.KontoAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60  # seconds for which a renewed login holds (DS-07)
# django-axes locks per account and address; this slows down many addresses on one account, and guessed codes.
# An office has one address for all, so no limit counts by address alone.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "30/h/key", "einladung": "60/h/ip"}
MFA_ADAPTER = "wegplan.domains.organisation.anmeldung.FaktorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Wegplan"
WEGPLAN_ZWEITER_FAKTOR = True  # DS-07: enforced for professional roles; the demo switches it off
AXES_FAILURE_LIMIT = 10  # DS-07
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "wegplan.domains.organisation.anmeldung.anmeldename"
AXES_CLIENT_IP_CALLABLE = "wegplan.kit.access.adresse.client_adresse"
AXES_ENABLE_ADMIN = False
AXES_COOLOFF_TIME = 0.5  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "ui/gesperrt.html"

SESSION_COOKIE_AGE = 12 * 60 * 60  # DS-07: at most 12 hours, counted from sign-in
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
WEGPLAN_LEERLAUF_MINUTEN = 15  # DS-07
WEGPLAN_HINTER_PROXY = False  # whether X-Forwarded-For was written by our own reverse proxy
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # a cookie would carry names
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # KERN's symbols are data images in its style sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "de"
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "ablage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
WEGPLAN_HOCHLADEN_MB = 200  # all files of one data package together; unpacked at most 1 GB

WEGPLAN_DEMO = False  # shows the demo strip and the demo accounts
WEGPLAN_MUSTER = False  # page of patterns /muster/
WEGPLAN_NAVIGATION = "wegplan.config.navigation"
WEGPLAN_BARRIERE_KONTAKT = os.environ.get("WEGPLAN_BARRIERE_KONTAKT", "")  # who takes reports of barriers (DS-40)
WEGPLAN_STICHTAG = os.environ.get("WEGPLAN_STICHTAG", "")  # a fixed "today" for demo and tests

# PX-10: no mail server, no mail. Only the daily digest is ever sent.
WEGPLAN_MAIL = bool(os.environ.get("WEGPLAN_MAIL_SERVER"))
WEGPLAN_ADRESSE = os.environ.get("WEGPLAN_ADRESSE", "")  # of the start page, as the mail names it
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if WEGPLAN_MAIL else 'dummy'}.EmailBackend"
EMAIL_HOST = os.environ.get("WEGPLAN_MAIL_SERVER", "")
EMAIL_PORT = int(os.environ.get("WEGPLAN_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("WEGPLAN_MAIL_NUTZER", "")
EMAIL_HOST_PASSWORD = os.environ.get("WEGPLAN_MAIL_PASSWORT", "")
EMAIL_USE_SSL = os.environ.get("WEGPLAN_MAIL_SCHUTZ", "starttls") == "tls"
EMAIL_USE_TLS = os.environ.get("WEGPLAN_MAIL_SCHUTZ", "starttls") == "starttls"
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("WEGPLAN_MAIL_VON", "wegplan@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"konsole": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["konsole"], "level": "WARNING"},
}
