"""Closing days of an office are kept like other reference data."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from wegplan.domains.organisation.verwaltung import StammdatenAdmin, verwaltung

from . import tasks
from .models import Schliesstag


@admin.register(Schliesstag, site=verwaltung)
class SchliesstagAdmin(StammdatenAdmin):
    """The worker moves the reminders afterwards."""

    list_display = ("organisation", "tag", "bezeichnung")
    list_filter = ("organisation",)
    list_select_related = ("organisation",)
    date_hierarchy = "tag"

    def save_model(self, request: HttpRequest, obj: Schliesstag, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        tasks.neuer_kalender.defer()
