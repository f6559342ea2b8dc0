"""Forms of the administration of accounts: form only, what an account may be stands in rules.py."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm, UserChangeForm

from .access import Rolle
from .models import Nutzer, Team
from .rules import Konto, bleibt_verwaltung, konto_maengel

LETZTE = "Dies ist das letzte aktive Konto der Technik. Legen Sie zuerst ein weiteres an."


class _KontoForm(forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams: Any = self.fields["teams"]
        teams.queryset = Team.objects.select_related("organisation").order_by("organisation__kennung", "kennung")
        teams.label_from_instance = lambda team: f"{team.organisation}: {team}"
        teams.help_text = ""

    def clean(self) -> dict[str, Any] | None:
        daten = super().clean() or {}
        stelle = daten.get("organisation")
        konto = Konto(
            rolle=daten.get("rolle") or "",
            stelle=stelle.pk if stelle else None,
            art=stelle.art if stelle else "",
            teams={str(team): team.organisation_id for team in daten.get("teams") or ()},
            sieht_alle=bool(daten.get("sieht_alle")),
        )
        for feld, satz in konto_maengel(konto).items():
            self.add_error(feld if feld in self.fields else None, satz)
        return daten


class KontoAendernForm(_KontoForm, UserChangeForm):
    """Change of an account; locks the administrators, so that two of them cannot remove each other at once."""

    def clean(self) -> dict[str, Any] | None:
        daten = super().clean() or {}
        verwaltende = list(
            Nutzer.objects.select_for_update().filter(rolle=Rolle.TECHNIK, is_active=True).values_list("pk", flat=True)
        )
        aktiv = bool(daten.get("is_active"))
        if not bleibt_verwaltung(self.instance.pk, daten.get("rolle") or "", aktiv, verwaltende):
            self.add_error("rolle" if aktiv else "is_active", LETZTE)
        return daten


class KontoAnlegenForm(_KontoForm, BaseUserCreationForm):
    """A new account with a first password, which its owner has to replace at the first sign-in."""

    def save(self, commit: bool = True) -> Nutzer:
        self.instance.startpasswort = True
        return super().save(commit)


class PasswortVergebenForm(AdminPasswordChangeForm):
    """A new password from the administration: to be replaced at the next sign-in as well."""

    usable_password = None

    def save(self, commit: bool = True) -> Nutzer:
        self.user.startpasswort = True
        return super().save(commit)
