"""The upload form. It checks form; kit.vorlagen checks the content."""

from collections.abc import Sequence
from typing import Any

from django import forms

from .arten import Vorlagenart


class Hochladen(forms.Form):
    art = forms.ChoiceField(label="Wofür?")
    datei = forms.FileField(
        label="Vorlage",
        help_text="Eine DOCX-Datei bis 5 MB, ohne Makros und ohne Verweise ins Netz.",
        max_length=150,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Bitte wählen Sie eine Datei aus.", "empty": "Die Datei ist leer."},
    )

    def __init__(self, *args: Any, arten: Sequence[Vorlagenart], **kw: Any) -> None:
        super().__init__(*args, **kw)
        felder: Any = self.fields
        felder["art"].choices = [(str(art), art.label) for art in arten]
