"""All addresses, and the rules of those that libraries bring (DS-01)."""

from django.urls import URLPattern, URLResolver

from wegplan.kit.access.regeln import Zugriffsregel

FREMDE_REGELN: dict[str, Zugriffsregel] = {}

urlpatterns: list[URLPattern | URLResolver] = []
