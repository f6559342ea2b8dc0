"""Forms of the desk. They check form; the services check the rest."""

from collections.abc import Sequence
from typing import Any

from django import forms

from wegplan.kit.eingabe.felder import MitStichtag, VergangenerTag
from wegplan.kit.ui.formulare import Datumsfeld

KEINE_GESUNDHEIT = "Bitte keine Angaben zur Gesundheit."
LAENGE = 200


def _notiz(bezeichnung: str, **kwargs: Any) -> forms.CharField:
    kwargs.setdefault("help_text", KEINE_GESUNDHEIT)
    return forms.CharField(label=bezeichnung, max_length=LAENGE, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class Erledigt(MitStichtag):
    tag = VergangenerTag(label="Erledigt am")
    notiz = _notiz("Notiz", required=False)


class Verschoben(forms.Form):
    tag = Datumsfeld(label="Wieder erinnern am", help_text="Der Tag, bis zu dem der Schritt fällig ist, bleibt.")
    grund = _notiz("Grund")


class Abgegeben(forms.Form):
    an = forms.ChoiceField(label="An", help_text="Zur Wahl steht, wer diese Person ohnehin sehen darf.")
    notiz = _notiz("Notiz", required=False)

    def __init__(self, *args: Any, kollegen: Sequence[Any], zurueck: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kollegen = {str(k.pk): k for k in kollegen}
        wahlen = [(pk, f"{k}, {k.get_rolle_display()}") for pk, k in self._kollegen.items()]
        zurueckgeben = [("zurueck", "zurück an die zuständige Fachkraft")] if zurueck else []
        self.fields["an"].choices = [("", "bitte wählen"), *zurueckgeben, *wahlen]

    def clean_an(self) -> Any:
        return self._kollegen.get(self.cleaned_data["an"])


class Versucht(forms.Form):
    notiz = _notiz("Was haben Sie versucht?", required=False)


class Vertretungsformular(forms.Form):
    fuer = forms.ChoiceField(label="Wer ist abwesend?")
    durch = forms.ChoiceField(label="Wer vertritt?")
    von = Datumsfeld(label="Ab")
    bis = Datumsfeld(label="Letzter Tag")

    def __init__(self, *args: Any, abwesende: Sequence[Any], kollegen: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._wahl = {"fuer": {str(k.pk): k for k in abwesende}, "durch": {str(k.pk): k for k in kollegen}}
        for name, wahl in self._wahl.items():
            wahlen = [(pk, f"{k}, {k.get_rolle_display()}") for pk, k in wahl.items()]
            self.fields[name].choices = [("", "bitte wählen"), *wahlen]

    def clean_fuer(self) -> Any:
        return self._wahl["fuer"][self.cleaned_data["fuer"]]

    def clean_durch(self) -> Any:
        return self._wahl["durch"][self.cleaned_data["durch"]]

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if daten.get("fuer") and daten.get("fuer") == daten.get("durch"):
            self.add_error("durch", "Wählen Sie jemand anderen als die abwesende Person.")
        if daten.get("von") and daten.get("bis") and daten["bis"] < daten["von"]:
            self.add_error("bis", "Der letzte Tag liegt vor dem ersten.")
        return daten
