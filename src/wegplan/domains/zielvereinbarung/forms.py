"""Filters and forms of the area. They check form; the services check the rest."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from wegplan.domains.organisation.models import Nutzer
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular, Hakenfilter
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .arten import Gegenstand

GRUPPEN = {"projekt": "Projekt", "traeger": "Bildungsdienstleister", "regionalbuero": "Regionalbüro"}


class Indikatorenfilter(Filterformular):
    stichtag = Auswahlfilter(label="Stichtag", alle="neuester", coerce=str)
    stufe = Auswahlfilter(label="Stufe", coerce=str)
    regionalbuero = Auswahlfilter(label="Regionalbüro")
    traeger = Auswahlfilter(label="Bildungsdienstleister")
    projekt = Auswahlfilter(label="Projekt")


class Indikatorfilter(Filterformular):
    stichtag = Auswahlfilter(label="Stichtag", alle="neuester", coerce=str)
    gruppe = Auswahlfilter(label="Vergleichen nach", alle="Projekt", coerce=str, choices=list(GRUPPEN.items())[1:])


class Rechnen(forms.Form):
    stichtag = forms.DateField(input_formats=["%Y-%m-%d"], widget=forms.HiddenInput)


class Personenfilter(Filterformular):
    gruppe = Auswahlfilter(label="Zeigen", coerce=str)
    stichtag = Auswahlfilter(label="Stichtag", alle="neuester", coerce=str)


class Gegenfilter(Filterformular):
    stand = Auswahlfilter(
        label="Stand",
        alle="laufende",
        coerce=str,
        choices=[("faellig", "fällige"), ("abgeschlossen", "abgeschlossene"), ("alle", "alle")],
    )
    meine = Hakenfilter(label="nur meine")


OHNE_NAMEN = "Bitte keine Namen von Teilnehmenden und nichts über Gesundheit oder Schulden."


class Absatz(forms.CharField):
    """A text of several lines; browsers send them with a carriage return, the same text must stay the same."""

    def __init__(self, *, max_length: int = 1000, zeilen: int = 4, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, widget=forms.Textarea(attrs={"rows": zeilen}), **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class Gegenformular(forms.Form):
    kennzeichen = Kennzeichenfeld()
    text = Absatz(label="Was wird getan?", help_text=OHNE_NAMEN)
    verantwortlich = forms.ModelChoiceField(label="Verantwortlich", queryset=Nutzer.objects.none())
    faellig_am = Datumsfeld(label="Bis wann", help_text="An diesem Tag erscheint sie auf der Startseite.")

    def __init__(self, *args: Any, wer: QuerySet[Nutzer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feld = self.fields["verantwortlich"]
        if isinstance(feld, forms.ModelChoiceField):
            feld.queryset = wer


class Nachformular(forms.Form):
    kennzeichen = Kennzeichenfeld()
    text = Absatz(label="Was ist geschehen?", help_text=OHNE_NAMEN)
    stand = AuswahlRadio(
        label="Wie geht es weiter?",
        choices=[
            (Gegenstand.VEREINBART, "läuft weiter"),
            (Gegenstand.ERLEDIGT, "ist erledigt"),
            (Gegenstand.ENTFALLEN, "entfällt"),
        ],
    )
    termin = Datumsfeld(label="Nächster Termin", required=False, help_text="Nur, wenn sie weiterläuft.")
