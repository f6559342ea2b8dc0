"""Forms of the care of measures. They check form; the services check the rest."""

from collections.abc import Sequence
from typing import Any

from django import forms

from wegplan.kit.eingabe.felder import MitStichtag, VergangenerTag
from wegplan.kit.ui.formulare import Datumsfeld

LAENGE = 200


def _notiz(bezeichnung: str, **kwargs: Any) -> forms.CharField:
    kwargs.setdefault("help_text", "Bitte keine Namen von Teilnehmenden.")
    return forms.CharField(label=bezeichnung, max_length=LAENGE, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class Erledigt(MitStichtag):
    tag = VergangenerTag(label="Erledigt am")
    notiz = _notiz("Notiz", required=False)


class Verschoben(forms.Form):
    tag = Datumsfeld(label="Wieder erinnern am", help_text="Der Tag, bis zu dem der Schritt fällig ist, bleibt.")
    grund = _notiz("Grund")


class Festlegung(forms.Form):
    """Who looks after the measure; `neu`: nobody does so far, so the first day is asked for."""

    wer = forms.ChoiceField(label="Wer betreut die Maßnahme?", required=False)
    ab = Datumsfeld(
        label="Betreut ab",
        help_text="Wer vor dem Beginn der Maßnahme anfängt, bekommt alle Schritte, sonst nur die von da an fälligen.",
    )

    def __init__(self, *args: Any, kollegen: Sequence[Any], neu: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kollegen = {str(k.pk): k for k in kollegen}
        wahlen = [(pk, str(k)) for pk, k in self._kollegen.items()]
        self.fields["wer"].choices = [("", "noch niemand"), *wahlen]
        if not neu:
            del self.fields["ab"]

    def clean_wer(self) -> Any:
        return self._kollegen.get(self.cleaned_data["wer"])
