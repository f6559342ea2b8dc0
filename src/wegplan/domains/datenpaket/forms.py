"""Forms: upload, export, undo. They check form only."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from wegplan.kit.ui.formulare import AuswahlRadio

ENDUNGEN = (".zip", ".csv", ".xlsx", ".json")


class MehrereDateien(forms.ClearableFileInput):
    allow_multiple_selected = True


class Dateienfeld(forms.FileField):
    """One or several files at once; gives a list."""

    widget = MehrereDateien

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        einzeln = super().clean
        if isinstance(data, (list, tuple)):
            return [einzeln(datei, initial) for datei in data] or [einzeln(None, initial)]
        return [einzeln(data, initial)]


class Hochladeformular(forms.Form):
    dateien = Dateienfeld(
        label="Datenpaket",
        help_text="Ein ZIP-Archiv oder einzelne CSV- und XLSX-Dateien; mehrere Dateien wählen Sie zusammen aus.",
        max_length=150,
        error_messages={
            "required": "Bitte wählen Sie mindestens eine Datei aus.",
            "empty": "Eine der Dateien ist leer.",
            "max_length": "Ein Dateiname ist zu lang; höchstens %(max)d Zeichen sind möglich.",
        },
    )

    def clean_dateien(self) -> list[UploadedFile]:
        dateien: list[UploadedFile] = self.cleaned_data["dateien"]
        for datei in dateien:
            if PurePath(datei.name or "").suffix.lower() not in ENDUNGEN:
                raise forms.ValidationError(
                    f"„{datei.name}“ ist weder ZIP noch CSV noch XLSX. Dateien mit Makros werden nicht angenommen."
                )
        namen = [(datei.name or "").lower() for datei in dateien]
        if len(set(namen)) < len(namen):
            raise forms.ValidationError("Zwei der Dateien heißen gleich.")
        if sum(datei.size or 0 for datei in dateien) > settings.WEGPLAN_HOCHLADEN_MB << 20:
            raise forms.ValidationError(
                f"Die Dateien sind zusammen zu groß; höchstens {settings.WEGPLAN_HOCHLADEN_MB} MB sind möglich."
            )
        return dateien


class Ausgabeformular(forms.Form):
    form = AuswahlRadio(
        label="Form",
        choices=[
            ("paket", "Datenpaket (ZIP mit CSV-Dateien), lässt sich wieder einlesen"),
            ("mappe", "Arbeitsmappe (XLSX) zum Ansehen"),
        ],
        initial="paket",
    )
    zweck = forms.CharField(
        label="Zweck",
        max_length=200,
        help_text="Wozu brauchen Sie die Daten? Der Zweck steht in der Spur. Bitte keine Namen nennen.",
    )


class Ruecknahmeformular(forms.Form):
    grund = forms.CharField(
        label="Grund",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Warum war das Einlesen falsch? Der Grund steht im Verlauf jedes Datensatzes. Bitte keine Namen.",
    )
