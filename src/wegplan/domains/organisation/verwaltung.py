"""The administration of reference data at /verwaltung/: an own site, so that no library adds pages to it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver

from .access import Aktion

OHNE = {"login", "logout", "password_change", "password_change_done", "view_on_site", "autocomplete"}


class Verwaltung(admin.AdminSite):
    """Django's administration for Aktion.STAMMDATEN_PFLEGEN. Sign-in and account are those of the application."""

    site_header = "Wegplan: Verwaltung"
    site_title = "Wegplan"
    index_title = "Stammdaten"
    site_url = "/"
    final_catch_all_view = False

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and request.user.darf(Aktion.STAMMDATEN_PFLEGEN)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [eintrag for eintrag in super().get_urls() if getattr(eintrag, "name", None) not in OHNE]


verwaltung = Verwaltung(name="admin")


class StammdatenAdmin(admin.ModelAdmin):
    """Reference data without persons: shown, made and changed, never deleted. What hangs on them is hidden
    from the administration by row security, so it could not even say what a deletion would take along."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return verwaltung.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return verwaltung.has_permission(request)

    has_add_permission = has_module_permission
    has_change_permission = has_view_permission

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        # the one without a name only redirects addresses of old versions
        return [eintrag for eintrag in super().get_urls() if eintrag.name and not eintrag.name.endswith("_delete")]
