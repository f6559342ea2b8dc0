"""Weekly patterns and closing days of the measures are kept like other reference data."""

from django.contrib import admin

from wegplan.domains.organisation.verwaltung import StammdatenAdmin, verwaltung

from .models import Schliesszeit, Wochenmuster


@admin.register(Wochenmuster, site=verwaltung)
class WochenmusterAdmin(StammdatenAdmin):
    list_display = ("massnahme", "gueltig_ab", "tage")
    list_select_related = ("massnahme",)


@admin.register(Schliesszeit, site=verwaltung)
class SchliesszeitAdmin(StammdatenAdmin):
    list_display = ("massnahme", "von", "bis", "bezeichnung")
    list_select_related = ("massnahme",)
    date_hierarchy = "von"
