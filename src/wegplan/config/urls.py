"""All addresses, and the rules of those that libraries bring (DS-01)."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from wegplan.kit.access.regeln import Zugriffsregel

from .konto import KONTO_REGELN, konto_urls

FREMDE_REGELN: dict[str, Zugriffsregel] = {
    **KONTO_REGELN,
    "admin:": Zugriffsregel("regel", "stammdaten_pflegen"),
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("wegplan.kit.ui.urls")),
    path("konto/", include(konto_urls)),
    path("verwaltung/", admin.site.urls),
]
