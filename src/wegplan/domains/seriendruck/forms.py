"""The choice: what, for whom, and the words of a letter."""

from collections.abc import Sequence
from typing import Any

from django import forms

from wegplan.domains.vorlage.models import Briefvorlage
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld

from .arten import Seriendruckart
from .queries import HOECHSTENS

BRIEFWORTE = (("betreff", "betreff", "einen Betreff"), ("text", "absaetze", "einen Text"))


class Serienauswahl(forms.Form):
    kennzeichen = Kennzeichenfeld()
    art = forms.ChoiceField(label="Was soll gedruckt werden?")
    vorlage = forms.ChoiceField(
        label="Worauf?",
        help_text="Eigene Vorlagen Ihrer Stelle gibt es, sobald sie freigegeben sind. Sie ergeben eine Word-Datei.",
        required=False,
    )
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

    def __init__(
        self,
        *args: Any,
        arten: Sequence[Seriendruckart],
        personen: list[tuple[int, str]],
        vorlagen: Sequence[Briefvorlage],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        felder: Any = self.fields
        felder["art"].choices = [(str(art), art.label) for art in arten]
        felder["teilnahmen"].choices = personen
        self.vorlagen = {str(v.pk): v for v in vorlagen if v.art in arten}
        eigene = [(pk, f"Eigene Vorlage: {v}") for pk, v in self.vorlagen.items()]
        felder["vorlage"].choices = [("", "Standardblatt (PDF)"), *eigene]
        if not eigene:
            felder["vorlage"].widget = forms.HiddenInput()  # one that was withdrawn meanwhile is still refused

    def clean(self) -> dict[str, Any]:
        werte = super().clean() or {}
        vorlage = self.vorlagen.get(werte.get("vorlage", ""))
        if vorlage and vorlage.art != werte.get("art"):
            self.add_error("vorlage", f"Diese Vorlage ist für {vorlage.get_art_display()}.")
        if werte.get("art") == Seriendruckart.BRIEF:
            for name, platzhalter, wort in BRIEFWORTE:
                gebraucht = vorlage is None or platzhalter in vorlage.platzhalter
                if gebraucht and not werte.get(name) and name not in self.errors:
                    self.add_error(name, f"Ein Brief braucht {wort}.")
        if len(werte.get("teilnahmen", [])) > HOECHSTENS:
            self.add_error("teilnahmen", f"Höchstens {HOECHSTENS} auf einmal.")
        return werte
