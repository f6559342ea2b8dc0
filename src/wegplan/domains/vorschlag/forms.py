"""Forms of proposals. They check form; the services check the rest."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from wegplan.domains.teilnahme.forms import AUSTRITT_IM_VORAUS, LAENGSTE_TEILNAHME
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .arten import GRUENDE, NEU, Vorschlagsart

OHNE_GESUNDHEIT = "Die andere Seite liest das. Bitte nichts über Gesundheit, Schulden oder Sucht."


def _absatz(**kwargs: Any) -> forms.CharField:
    return forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class _Textfelder(forms.Form):
    """Browsers send lines with a carriage return; the same text must always be the same."""

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        return {name: w.replace("\r\n", "\n") if isinstance(w, str) else w for name, w in daten.items()}


class Vorschlagsformular(_Textfelder):
    """`darf_uebernehmen`: whether the user may take the own proposal over at once."""

    kennzeichen = Kennzeichenfeld()
    art = forms.ChoiceField(choices=Vorschlagsart.choices, widget=forms.HiddenInput)
    altes_datum = forms.DateField(required=False, widget=forms.HiddenInput)
    neues_datum = Datumsfeld()
    grund = AuswahlRadio(label="Grund")
    text = _absatz(label="Begründung", required=False, help_text=OHNE_GESUNDHEIT)
    uebernehmen = forms.BooleanField(
        label="Gleich übernehmen",
        required=False,
        help_text="Sie entscheiden selbst und sofort. Ohne Haken wartet der Vorschlag auf jemand anderes im Jobcenter.",
    )

    def __init__(self, *args: Any, art: Vorschlagsart, stichtag: date, darf_uebernehmen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stichtag = stichtag
        self.fields["neues_datum"].label = NEU[art]
        self.fields["grund"].choices = [(g.value, g.label) for g in GRUENDE[art]]
        if not darf_uebernehmen:
            del self.fields["uebernehmen"]

    def clean_neues_datum(self) -> date:
        tag: date = self.cleaned_data["neues_datum"]
        ende = self.data.get("art") == Vorschlagsart.VORZEITIGES_ENDE
        weit = timedelta(days=AUSTRITT_IM_VORAUS if ende else 366 * LAENGSTE_TEILNAHME)
        if tag > self.stichtag + weit:
            raise ValidationError("Dieser Tag liegt zu weit in der Zukunft. Prüfen Sie ihn.")
        return tag


class Entscheidungsformular(_Textfelder):
    """`annehmbar`: False where the date has moved since, so that only refusing is left."""

    ANNEHMEN, ABLEHNEN = "annehmen", "ablehnen"
    WAHLEN: Mapping[str, str] = {ANNEHMEN: "Annehmen", ABLEHNEN: "Ablehnen"}

    wahl = AuswahlRadio(label="Ihre Entscheidung")
    entscheidung = _absatz(
        label="Grund der Entscheidung", required=False, help_text=f"Beim Ablehnen nötig. {OHNE_GESUNDHEIT}"
    )

    def __init__(self, *args: Any, annehmbar: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wahl"].choices = [(w, t) for w, t in self.WAHLEN.items() if annehmbar or w == self.ABLEHNEN]


class Ruecknahmeformular(forms.Form):
    """Nothing to fill in: sending it is the answer."""


class Aufhebungsformular(_Textfelder):
    aufhebung = _absatz(
        label="Warum wird die Annahme aufgehoben?",
        min_length=5,
        help_text=f"Der Grund bleibt mit Ihrem Namen beim Vorschlag stehen. {OHNE_GESUNDHEIT}",
    )
