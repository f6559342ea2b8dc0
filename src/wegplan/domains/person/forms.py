"""Forms of persons and assignments. They check form; the services check the rest."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from wegplan.domains.organisation.models import Organisation, Team
from wegplan.kit.eingabe.felder import MitStichtag
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.eingabe.stand import Standfeld
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .models import Geschlecht, Zustaendigkeitsgrund

_KUNDENNUMMER = re.compile(r"[0-9A-Za-z][0-9A-Za-z/\-]{2,19}")


class Personenformular(MitStichtag):
    """Master data. `stellen`: the Jobcenter and teams to choose from."""

    nachname = forms.CharField(label="Nachname", max_length=100)
    vorname = forms.CharField(label="Vorname", max_length=100)
    geburtsdatum = Datumsfeld(label="Geburtsdatum", required=False)
    geschlecht = AuswahlRadio(label="Geschlecht", choices=Geschlecht.choices, required=False)
    kundennummer = forms.CharField(
        label="Kundennummer", max_length=30, required=False, help_text="Wenn noch keine vergeben ist, leer lassen."
    )
    jobcenter = forms.ChoiceField(label="Jobcenter", required=False)
    team = forms.ChoiceField(label="Team", required=False)

    def __init__(
        self, *args: Any, organisationen: Sequence[Organisation], teams: Sequence[Team], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._organisationen = {str(o.pk): o for o in organisationen}
        self._teams = {str(t.pk): t for t in teams}
        self.fields["jobcenter"].choices = [("", "keines"), *((pk, str(o)) for pk, o in self._organisationen.items())]
        self.fields["team"].choices = [("", "keines"), *((pk, str(t)) for pk, t in self._teams.items())]

    def clean_geburtsdatum(self) -> date | None:
        tag = self.cleaned_data["geburtsdatum"]
        if tag and not date(1900, 1, 1) <= tag <= self.stichtag:
            raise ValidationError("Dieses Geburtsdatum kann nicht stimmen. Prüfen Sie das Jahr.")
        return tag

    def clean_kundennummer(self) -> str | None:
        nummer = re.sub(r"\s", "", self.cleaned_data["kundennummer"])
        if nummer and not _KUNDENNUMMER.fullmatch(nummer):
            raise ValidationError("Eine Kundennummer besteht aus 3 bis 20 Ziffern und Buchstaben.")
        return nummer or None

    def clean_jobcenter(self) -> Organisation | None:
        return self._organisationen.get(self.cleaned_data["jobcenter"])

    def clean_team(self) -> Team | None:
        return self._teams.get(self.cleaned_data["team"])

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        team, jobcenter = daten.get("team"), daten.get("jobcenter")
        if team and jobcenter and team.organisation_id != jobcenter.pk:
            self.add_error("team", f"Dieses Team gehört nicht zu {jobcenter}.")
        return daten

    @property
    def stammdaten(self) -> dict[str, Any]:
        """The fields of Person."""
        return {name: self.cleaned_data[name] for name in Personenformular.base_fields}


class NeuePerson(Personenformular):
    """`trotzdem`: the user has seen the similar persons and means none of them (PX-08)."""

    kennzeichen = Kennzeichenfeld()
    trotzdem = forms.BooleanField(required=False, widget=forms.HiddenInput)


class Stammdatenformular(Personenformular):
    stand = Standfeld()


GRUENDE = [
    (grund.value, grund.label)
    for grund in (Zustaendigkeitsgrund.FACHKRAFT, Zustaendigkeitsgrund.VERTRETUNG, Zustaendigkeitsgrund.UEBERGABE)
]


class Zustaendigkeitsformular(forms.Form):
    nutzer = forms.ChoiceField(label="Wer")
    grund = AuswahlRadio(label="Als", choices=GRUENDE, initial=Zustaendigkeitsgrund.FACHKRAFT)
    von = Datumsfeld(label="Ab")
    bis = Datumsfeld(
        label="Letzter Tag", required=False, help_text="Vertretung und Übergabe brauchen einen letzten Tag."
    )

    def __init__(self, *args: Any, kollegen: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kollegen = {str(k.pk): k for k in kollegen}
        wahlen = [(pk, f"{k}, {k.get_rolle_display()}") for pk, k in self._kollegen.items()]
        self.fields["nutzer"].choices = [("", "bitte wählen"), *wahlen]

    def clean_nutzer(self) -> Any:
        return self._kollegen[self.cleaned_data["nutzer"]]


class Zustaendigkeitsende(forms.Form):
    stand = Standfeld()
    bis = Datumsfeld(label="Letzter Tag", help_text="Der Zugriff endet mit Ablauf dieses Tages.")
