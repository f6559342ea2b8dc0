"""Days on which something happened, and choices between yes, no and not known."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from wegplan.kit.ui.formulare import Datumsfeld

FRUEHESTENS = date(1990, 1, 1)  # an earlier day is a slip of the pen


class VergangenerTag(Datumsfeld):
    """A day on which something happened: not after `stichtag`, which the form sets."""

    stichtag: date = date.max

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and value > self.stichtag:
            raise ValidationError("Dieser Tag liegt in der Zukunft. Tragen Sie ein, was schon geschehen ist.")
        if value and value < FRUEHESTENS:
            raise ValidationError("Dieser Tag liegt zu weit zurück. Prüfen Sie das Jahr.")


class MitStichtag(forms.Form):
    """A form that knows the reference day: its VergangenerTag fields take no later one."""

    def __init__(self, *args: Any, stichtag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stichtag = stichtag
        for feld in self.fields.values():
            if isinstance(feld, VergangenerTag):
                feld.stichtag = stichtag


class JaNein(forms.TypedChoiceField):
    """Yes, no, or not known (None)."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        wahlen = [("ja", "ja"), ("nein", "nein"), ("", "nicht bekannt")]
        super().__init__(
            choices=wahlen, coerce=lambda wert: wert == "ja", empty_value=None, required=False, initial="", **kwargs
        )
