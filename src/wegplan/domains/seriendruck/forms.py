"""The choice: what, for whom, and the words of a letter."""

from collections.abc import Sequence
from typing import Any

from django import forms

from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld

from .arten import Seriendruckart
from .queries import HOECHSTENS


class Serienauswahl(forms.Form):
    kennzeichen = Kennzeichenfeld()
    art = forms.ChoiceField(label="Was soll gedruckt werden?")
    betreff = forms.CharField(label="Betreff des Briefes", max_length=150, required=False)
    text = forms.CharField(
        label="Text des Briefes",
        help_text="Alle bekommen denselben Text. Eine leere Zeile beginnt einen Absatz. Nichts über Gesundheit.",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    teilnahmen = forms.TypedMultipleChoiceField(
        label="Für wen?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Bitte wählen Sie mindestens eine Person aus."},
    )

    def __init__(self, *args: Any, arten: Sequence[Seriendruckart], personen: list[tuple[int, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        felder: Any = self.fields
        felder["art"].choices = [(str(art), art.label) for art in arten]
        felder["teilnahmen"].choices = personen

    def clean(self) -> dict[str, Any]:
        werte = super().clean() or {}
        if werte.get("art") == Seriendruckart.BRIEF:
            for name, wort in (("betreff", "einen Betreff"), ("text", "einen Text")):
                if not werte.get(name) and name not in self.errors:
                    self.add_error(name, f"Ein Brief braucht {wort}.")
        if len(werte.get("teilnahmen", [])) > HOECHSTENS:
            self.add_error("teilnahmen", f"Höchstens {HOECHSTENS} auf einmal.")
        return werte
