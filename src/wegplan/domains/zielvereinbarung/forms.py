"""Filters and forms of the area. They check form; the services check the rest."""

from django import forms

from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular

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
