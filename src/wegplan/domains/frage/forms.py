"""Forms of questions. They check form; the services check the rest."""

from typing import Any

from django import forms

from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.ui.formulare import AuswahlRadio


def _text(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Beide Stellen lesen mit. Keine Diagnosen; Papiere zur Gesundheit bleiben bei der eigenen Stelle.",
    )


class Frageformular(forms.Form):
    kennzeichen = Kennzeichenfeld()
    an_stelle = AuswahlRadio(label="An wen?")
    text = _text("Frage")

    def __init__(self, *args: Any, stellen: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["an_stelle"].choices = stellen

    def clean_an_stelle(self) -> int:
        return int(self.cleaned_data["an_stelle"])


class Antwortformular(forms.Form):
    kennzeichen = Kennzeichenfeld()
    text = _text("Antwort oder Rückfrage")


class Abgabeformular(forms.Form):
    an = forms.TypedChoiceField(label="Wer antwortet?", coerce=int)

    def __init__(self, *args: Any, konten: list[tuple[int | None, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["an"].choices = konten
