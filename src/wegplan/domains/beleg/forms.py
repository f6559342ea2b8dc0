"""Forms of papers. They check form; kit.papier checks the files, the services the rest."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from wegplan.kit.eingabe.felder import MitStichtag, VergangenerTag
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.ui.formulare import AuswahlRadio

from .arten import Belegart, grenzen


class MehrereDateien(forms.ClearableFileInput):
    allow_multiple_selected = True


class Papierfeld(forms.FileField):
    """One or several files of one paper, in the order they were chosen; gives a list."""

    widget = MehrereDateien

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Dateien")
        fehler = {
            "required": "Wählen Sie die Datei aus, bei Fotos alle Seiten zusammen.",
            "empty": "Eine der Dateien ist leer.",
            "max_length": "Ein Dateiname ist zu lang; höchstens %(max)d Zeichen sind möglich.",
        }
        kwargs.setdefault("error_messages", fehler)
        super().__init__(max_length=150, **kwargs)
        # no "capture": a telephone then offers its camera and its pictures
        self.widget.attrs["accept"] = "application/pdf,image/jpeg,image/png"

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        einzeln = super().clean
        if isinstance(data, (list, tuple)):
            gewaehlt = [einzeln(datei, initial) for datei in data] or [einzeln(None, initial)]
        else:
            gewaehlt = [einzeln(data, initial)]
        return [datei for datei in gewaehlt if datei]


class Papierformular(MitStichtag):
    """What every paper needs."""

    kennzeichen = Kennzeichenfeld()
    tag = VergangenerTag(label="Tag auf dem Papier")
    eingegangen_am = VergangenerTag(label="Eingegangen am")
    dateien = Papierfeld()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grenze = grenzen(self.stichtag)
        self.fields["dateien"].help_text = (
            f"PDF, JPEG oder PNG, zusammen bis {grenze.bytes >> 20} MB und {grenze.seiten} Seiten. Mehrere Fotos "
            "werden ein Papier, in der Reihenfolge, in der Sie sie wählen."
        )

    def clean_dateien(self) -> list[UploadedFile]:
        dateien: list[UploadedFile] = self.cleaned_data["dateien"]
        mb = grenzen(self.stichtag).bytes >> 20
        if sum(datei.size or 0 for datei in dateien) > mb << 20:
            raise forms.ValidationError(f"Die Dateien sind zusammen größer als {mb} MB. Teilen Sie das Papier auf.")
        return dateien

    def clean(self) -> dict[str, Any]:
        werte: dict[str, Any] = super().clean() or self.cleaned_data
        if werte.get("tag") and werte.get("eingegangen_am") and werte["tag"] > werte["eingegangen_am"]:
            self.add_error("eingegangen_am", "Das Papier kann nicht vor dem Tag eingegangen sein, der darauf steht.")
        return werte


class Belegformular(Papierformular):
    """Of a person. `teilnahmen`, `bezuege`: pairs of number or word and what people read."""

    teilnahme = forms.TypedChoiceField(label="Teilnahme", coerce=int, empty_value=None)
    bezug = forms.ChoiceField(label="Wofür", required=False)
    bezeichnung = forms.CharField(
        label="Bezeichnung", max_length=120, required=False, help_text="Worum es geht, zum Beispiel die Firma."
    )
    field_order = ("kennzeichen", "teilnahme", "bezug", "bezeichnung", "tag", "eingegangen_am", "dateien")

    def __init__(
        self,
        *args: Any,
        art: Belegart,
        teilnahmen: list[tuple[int, str]],
        bezuege: list[tuple[str, str]],
        nur_mit_teilnahme: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teilnahme"].required = nur_mit_teilnahme
        ohne: list[tuple[Any, str]] = [("", "bitte wählen" if nur_mit_teilnahme else "keine, zur Person selbst")]
        self.fields["teilnahme"].choices = ohne + teilnahmen
        self.fields["bezug"].choices = [("", "steht noch nicht in der Akte"), *bezuege]
        if not art.bezug:
            del self.fields["bezug"]
        if art.besonders:
            del self.fields["bezeichnung"]  # a name would say in lists what only the paper may say


class Artformular(forms.Form):
    """Which kind of paper; sent by GET."""

    art = AuswahlRadio(label="Was für ein Papier ist es?")

    def __init__(self, *args: Any, arten: list[Belegart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["art"].choices = [(a.schluessel, a.name) for a in arten]


class Grundformular(forms.Form):
    """Why somebody opens a paper with data of Art. 9."""

    grund = forms.CharField(
        label="Wofür öffnen Sie das Papier?",
        max_length=150,
        help_text="Der Grund steht bei den Zugriffen, die der Datenschutz prüft. Nennen Sie keine Diagnose.",
    )


class Rueckzugsformular(forms.Form):
    grund = forms.CharField(
        label="Warum?",
        max_length=300,
        help_text="Bleibt bei dem Beleg stehen. Nennen Sie keine andere Person und keine Diagnose.",
    )
