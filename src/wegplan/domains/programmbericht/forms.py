"""The forms: asking for a report, and the words of a Regionalbüro to it."""

from datetime import date
from typing import Any

from django import forms

from wegplan.kit.calendar import heute
from wegplan.kit.ui.formulare import Datumsfeld

ZUKUNFT = "Der Stichtag liegt in der Zukunft. Wählen Sie einen Tag bis heute."
ANFANG = date(2015, 1, 1)
VOR_DEM_PROGRAMM = "Das Programm begann 2015. Wählen Sie einen späteren Tag."


class Berichtsformular(forms.Form):
    """The reference day."""

    stichtag = Datumsfeld(label="Stichtag", help_text="Der letzte Tag, der zählt.")

    def clean_stichtag(self) -> Any:
        tag = self.cleaned_data["stichtag"]
        if tag > heute():
            raise forms.ValidationError(ZUKUNFT)
        if tag < ANFANG:
            raise forms.ValidationError(VOR_DEM_PROGRAMM)
        return tag


class Beitragsformular(forms.Form):
    """The text of a Regionalbüro. `fassung`: the newest version that was there when the form was opened."""

    text = forms.CharField(
        label="Text zu den Zahlen Ihrer Region",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Ohne Namen und ohne Angaben, die eine einzelne Person erkennen lassen.",
    )
    fassung = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
