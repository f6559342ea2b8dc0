"""Measures in the administration, with the Zweckbindung that limits what a provider may read (DS-05)."""

from typing import Any, cast

from django import forms
from django.contrib import admin

from wegplan.domains.organisation.models import Organisation, Organisationsart
from wegplan.domains.organisation.verwaltung import StammdatenAdmin, verwaltung

from .models import Feldklasse, Massnahme


class MassnahmeForm(forms.ModelForm):
    zweckbindung = forms.MultipleChoiceField(
        label="Zweckbindung",
        choices=Feldklasse,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Welche Klassen von Daten der Träger in dieser Maßnahme lesen darf. Name und Kundennummer gehören "
        "immer dazu.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for feld, art in (
            ("traeger", Organisationsart.BILDUNGSDIENSTLEISTER),
            ("regionalbuero", Organisationsart.REGIONALBUERO),
        ):
            auswahl = cast(forms.ModelChoiceField, self.fields[feld])
            auswahl.queryset = Organisation.objects.filter(art=art)


@admin.register(Massnahme, site=verwaltung)
class MassnahmeAdmin(StammdatenAdmin):
    form = MassnahmeForm
    list_display = ("massnahmenummer", "titel", "foerderart", "traeger", "beginn", "ende")
    list_filter = ("foerderart", "traeger")
    list_select_related = ("traeger",)
    search_fields = ("massnahmenummer", "titel")
    date_hierarchy = "beginn"
