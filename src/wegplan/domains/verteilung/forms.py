"""Forms of this area. They check form; the services check the rest."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from wegplan.domains.massnahme.models import Foerderart
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.rules import falten
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.eingabe.stand import Standfeld
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .models import Wechselart
from .rules import Ziel

HOECHSTENS = 2_000  # cases of one change: as many as fit a preview that somebody reads


def wahlfeld(feld: Any, dinge: Sequence[Any], leer: str) -> dict[str, Any]:
    """Give a choice field its things by number; `leer` is the word for none."""
    feld.choices = [("", leer), *((str(d.pk), _wort(d)) for d in dinge)]
    return {str(d.pk): d for d in dinge}


def _wort(ding: Any) -> str:
    """Accounts with their role."""
    return f"{ding}, {ding.get_rolle_display()}" if isinstance(ding, Nutzer) else str(ding)


class Regelformular(forms.Form):
    """A rule; `fachkraefte` and `teams`: what the user may choose."""

    fachkraft = forms.ChoiceField(label="Schlägt vor")
    team = forms.ChoiceField(label="Team", required=False, help_text="Für neue Fälle dieses Teams.")
    buchstabe_von = forms.CharField(label="Nachname von", max_length=3, required=False, help_text="Zum Beispiel A.")
    buchstabe_bis = forms.CharField(label="Nachname bis", max_length=3, required=False, help_text="Zum Beispiel F.")
    foerderart = forms.ChoiceField(
        label="Förderart", required=False, help_text="Von einer Teilnahme, die läuft oder bevorsteht."
    )
    alter_von = forms.IntegerField(label="Alter von", min_value=0, max_value=120, required=False)
    alter_bis = forms.IntegerField(label="Alter bis", min_value=0, max_value=120, required=False)
    reihenfolge = forms.IntegerField(
        label="Reihenfolge", min_value=1, max_value=999, help_text="Die erste passende Regel gilt."
    )
    von = Datumsfeld(label="Gilt ab")
    bis = Datumsfeld(label="Gilt bis", required=False, help_text="Leer: bis auf Weiteres.")

    def __init__(self, *args: Any, fachkraefte: Sequence[Any], teams: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._teams = wahlfeld(self.fields["team"], teams, "alle Teams des Jobcenters")
        self._fachkraefte = wahlfeld(self.fields["fachkraft"], fachkraefte, "bitte wählen")
        self.fields["foerderart"].choices = [("", "alle"), *((f.value, f"{f.value}: {f.label}") for f in Foerderart)]

    def clean_fachkraft(self) -> Any:
        return self._fachkraefte[self.cleaned_data["fachkraft"]]

    def clean_team(self) -> Any:
        return self._teams.get(self.cleaned_data["team"])

    def _buchstaben(self, name: str) -> str:
        wert = self.cleaned_data[name].strip()
        gefaltet = falten(wert)
        if gefaltet and not (gefaltet.isascii() and gefaltet.isalpha()):
            raise ValidationError("Bitte geben Sie ein bis drei Buchstaben ein, zum Beispiel A oder Sch.")
        return gefaltet[:3]

    def clean_buchstabe_von(self) -> str:
        return self._buchstaben("buchstabe_von")

    def clean_buchstabe_bis(self) -> str:
        return self._buchstaben("buchstabe_bis")

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        von, bis = daten.get("buchstabe_von", ""), daten.get("buchstabe_bis", "")
        if bool(von) != bool(bis):
            self.add_error("buchstabe_bis" if von else "buchstabe_von", "Bitte geben Sie beide Buchstaben an.")
        elif von[: len(bis)] > bis:
            self.add_error("buchstabe_bis", "Dieser Buchstabe liegt im Alphabet vor dem ersten.")
        if None not in (daten.get("alter_von"), daten.get("alter_bis")) and daten["alter_bis"] < daten["alter_von"]:
            self.add_error("alter_bis", "Dieses Alter liegt unter dem ersten.")
        if daten.get("von") and daten.get("bis") and daten["bis"] < daten["von"]:
            self.add_error("bis", "Der letzte Tag liegt vor dem ersten.")
        return daten


class GeaenderteRegel(Regelformular):
    stand = Standfeld()


class Umstellung(forms.Form):
    """What shall become of the chosen cases. `stichtag`: today; the rest is what the user may choose."""

    art = AuswahlRadio(label="Was soll wechseln?", choices=Wechselart.choices, initial=Wechselart.FACHKRAFT)
    fachkraft = forms.ChoiceField(label="Neue Fachkraft", required=False)
    team = forms.ChoiceField(label="Neues Team", required=False, help_text="Gilt sofort.")
    massnahme = forms.ChoiceField(
        label="Neue Maßnahme", required=False, help_text="Laufende Teilnahmen gehen unter ihr weiter. Gilt sofort."
    )
    ab = Datumsfeld(label="Zuständig ab", required=False, help_text="Nur bei neuer Fachkraft. Leer: ab heute.")
    uebergabe_bis = Datumsfeld(
        label="Übergabe bis",
        required=False,
        help_text="Nur bei neuer Fachkraft: So lange sieht die bisherige die Fälle noch. Leer: keine Überschneidung.",
    )
    notiz = forms.CharField(
        label="Übergabenotiz",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Steht in jeder Akte und bei der neuen Fachkraft. Bitte nichts über Gesundheit, Schulden oder Sucht.",
    )
    personen = forms.CharField(widget=forms.HiddenInput)
    kennzeichen = Kennzeichenfeld()

    def __init__(
        self,
        *args: Any,
        stichtag: date,
        fachkraefte: Sequence[Any],
        teams: Sequence[Any],
        massnahmen: Sequence[Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.stichtag = stichtag
        self._dinge = {
            Wechselart.FACHKRAFT.value: wahlfeld(self.fields["fachkraft"], fachkraefte, "bitte wählen"),
            Wechselart.TEAM.value: wahlfeld(self.fields["team"], teams, "bitte wählen"),
            Wechselart.MASSNAHME.value: wahlfeld(self.fields["massnahme"], massnahmen, "bitte wählen"),
        }

    def clean_personen(self) -> list[int]:
        teile = self.cleaned_data["personen"].split(",")
        if len(teile) > HOECHSTENS or not all(t.isdecimal() and len(t) < 19 for t in teile):
            raise ValidationError("Die Auswahl ist unvollständig angekommen. Wählen Sie die Personen bitte neu.")
        return sorted({int(t) for t in teile})

    def clean_notiz(self) -> str:
        return self.cleaned_data["notiz"].replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        art = daten.get("art")
        if art and not daten.get(art):
            self.add_error(art, "Bitte wählen Sie.")
        if art == Wechselart.FACHKRAFT:
            self._tage(daten)
        return daten

    def _tage(self, daten: dict[str, Any]) -> None:
        ab, bis = daten.get("ab") or self.stichtag, daten.get("uebergabe_bis")
        if ab < self.stichtag:
            self.add_error("ab", "Dieser Tag ist vorbei. Rückwirkend ändert sich keine Zuständigkeit.")
        if bis and bis < ab:
            self.add_error("uebergabe_bis", "Die Übergabe endet vor dem ersten Tag der neuen Fachkraft.")

    @property
    def ziel(self) -> Ziel:
        """What the services take; only after is_valid()."""
        daten = self.cleaned_data
        art = daten["art"]
        werte = {art: self._dinge[art][daten[art]], "notiz": daten["notiz"]}
        if art == Wechselart.FACHKRAFT:
            return Ziel(art, daten["ab"] or self.stichtag, uebergabe_bis=daten["uebergabe_bis"], **werte)
        return Ziel(art, self.stichtag, **werte)


class Zuruecknahme(forms.Form):
    grund = forms.CharField(label="Grund", max_length=200, help_text="Warum wird die Umstellung zurückgenommen?")
