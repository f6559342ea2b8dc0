"""Forms of upload and decision. They check form; kit.vorlagen checks the content."""

from typing import Any

from django import forms

from wegplan.domains.organisation.models import Organisation

from .arten import Planvorlagenart


class Hochladen(forms.Form):
    regionalbuero = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Für Projekte mit diesem Regionalbüro",
        help_text="Das Regionalbüro prüft die Vorlage und gibt sie für Ihre Projekte mit ihm frei.",
        error_messages={"required": "Bitte wählen Sie das Regionalbüro."},
    )
    art = forms.ChoiceField(label="Wofür", choices=Planvorlagenart.choices)
    datei = forms.FileField(
        label="Vorlage",
        help_text="Eine DOCX-Datei bis 5 MB, ohne Makros und ohne Verweise ins Netz.",
        max_length=150,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Bitte wählen Sie eine Datei aus.", "empty": "Die Datei ist leer."},
    )

    def __init__(self, *args: Any, regionalbueros: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld: Any = self.fields["regionalbuero"]
        feld.queryset = regionalbueros
        if len(Planvorlagenart.choices) == 1:
            self.fields["art"].initial = Planvorlagenart.choices[0][0]
            self.fields["art"].widget = forms.HiddenInput()


class Freigabe(forms.Form):
    bestaetigt = forms.BooleanField(
        label="Mindeststandards erfüllt",
        help_text="Ich habe die Liste und das ausgefüllte Muster angesehen.",
        error_messages={"required": "Bitte bestätigen Sie, dass die Mindeststandards erfüllt sind."},
    )


class Rueckgabe(forms.Form):
    grund = forms.CharField(
        label="Was zu ändern ist",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Bitte sagen Sie, was zu ändern ist."},
    )
