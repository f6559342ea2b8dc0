"""Offices, teams and accounts in the administration (DS-03: Technik runs, reads no files)."""

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.decorators import method_decorator

from wegplan.kit.access import frisch_angemeldet

from .forms import KontoAendernForm, KontoAnlegenForm, PasswortVergebenForm
from .models import Nutzer, Organisation, Team
from .verwaltung import StammdatenAdmin, verwaltung

_ROLLE: Any = ("Rolle", {"fields": ("rolle", "organisation", "teams", "sieht_alle")})
_PERSON: Any = (None, {"fields": ("username", "first_name", "last_name", "handzeichen")})


@admin.register(Organisation, site=verwaltung)
class OrganisationAdmin(StammdatenAdmin):
    list_display = ("kennung", "name", "art", "bundesland", "regelwerk")
    list_filter = ("art",)
    search_fields = ("kennung", "name")


@admin.register(Team, site=verwaltung)
class TeamAdmin(StammdatenAdmin):
    list_display = ("kennung", "name", "organisation")
    list_filter = ("organisation",)
    list_select_related = ("organisation",)
    search_fields = ("kennung", "name")


@admin.register(Nutzer, site=verwaltung)
class NutzerAdmin(StammdatenAdmin, UserAdmin):
    """Accounts: made with a first password, closed instead of deleted. Every page asks for a fresh sign-in,
    as it can change a role (DS-07); the histories keep each change with its author (DS-11)."""

    form = KontoAendernForm
    add_form = KontoAnlegenForm
    change_password_form = PasswortVergebenForm
    list_display = ("username", "first_name", "last_name", "rolle", "organisation", "is_active")
    list_filter = ("rolle", "is_active", "organisation")
    list_select_related = ("organisation",)
    search_fields = ("username", "first_name", "last_name")
    filter_horizontal = ()
    add_form_template = None
    readonly_fields = ("startpasswort", "last_login", "angelegt_am")
    fieldsets = (
        _PERSON,
        _ROLLE,
        ("Anmeldung", {"fields": ("is_active", "password", "startpasswort", "last_login", "angelegt_am")}),
    )
    add_fieldsets = (_PERSON, _ROLLE, ("Erstes Passwort", {"fields": ("password1", "password2")}))
    actions = ("zweiten_faktor_entfernen",)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, widget=forms.CheckboxSelectMultiple, **kwargs)

    @method_decorator(frisch_angemeldet)
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().changeform_view(request, *args, **kwargs)

    @method_decorator(frisch_angemeldet)
    def user_change_password(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().user_change_password(request, *args, **kwargs)

    @method_decorator(frisch_angemeldet)
    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().changelist_view(request, *args, **kwargs)

    @admin.action(description="Zweiten Faktor entfernen (Telefon und Codes verloren)")
    def zweiten_faktor_entfernen(self, request: HttpRequest, konten: QuerySet[Nutzer]) -> None:
        for konto in konten:
            Authenticator.objects.filter(user=konto).delete()
            self.log_change(request, konto, "Zweiter Faktor entfernt.")
        satz = "Der zweite Faktor ist entfernt. Bei der nächsten Anmeldung wird ein neuer eingerichtet."
        self.message_user(request, satz, messages.SUCCESS)
