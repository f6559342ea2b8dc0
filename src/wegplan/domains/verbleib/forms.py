"""Entry forms of what surrounds the exit. They check form; the services check the rest."""

from typing import Any

from django import forms

from wegplan.kit.eingabe.felder import JaNein, MitStichtag, VergangenerTag
from wegplan.kit.eingabe.stand import Standfeld
from wegplan.kit.ui.formulare import AuswahlRadio

from .models import Anschluss, Beteiligte, Ergebnisart, Verbleibsstatus

ALLE_LESEN = "Träger, Regionalbüro, Agentur und Jobcenter lesen mit. Bitte nichts über Gesundheit, Schulden oder Sucht."
# fields of the result that concern only some stages (JPS-90)
NUR_IN = {
    "verkuerzbar": ("QAB-D", "QAB-K"),
    "verkuerzt": ("QAB-D", "QAB-K"),
    "in_arbeit_nach_qualifizierung": ("IEB",),
    "in_arbeit_ende_einstiegsbegleitung": ("IEB",),
}


def _absatz(**kwargs: Any) -> forms.CharField:
    return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)


def _ja_oder_nein(bezeichnung: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=bezeichnung,
        choices=[("ja", "ja"), ("nein", "nein")],
        coerce=lambda wert: wert == "ja",
        widget=forms.RadioSelect,
    )


class Anschlussformular(MitStichtag):
    stand = Standfeld()
    vereinbart_am = VergangenerTag(label="Vereinbart am")
    beteiligt = forms.MultipleChoiceField(
        label="Wer war beteiligt?", choices=Beteiligte.choices, widget=forms.CheckboxSelectMultiple
    )
    empfehlungen = _absatz(label="Anschlussperspektive und Empfehlungen", help_text=ALLE_LESEN)
    bedarf = _absatz(label="Weiterer Unterstützungsbedarf", required=False, help_text=ALLE_LESEN)


class Ergebnisformular(MitStichtag):
    """Only the questions that the stage asks."""

    stand = Standfeld()
    ergebnis = AuswahlRadio(
        label="Ergebnis", choices=[*Ergebnisart.choices, ("", "noch nicht bekannt")], required=False, initial=""
    )
    anschluss = forms.ChoiceField(label="Anschluss", choices=[("", "noch offen"), *Anschluss.choices], required=False)
    berufsfeld = forms.CharField(label="Berufsfeld", max_length=200, required=False)
    verkuerzbar = JaNein(label="Ausbildung verkürzbar?")
    verkuerzt = JaNein(label="In verkürzter Form abgeschlossen?")
    in_arbeit_nach_qualifizierung = JaNein(label="Nach der Qualifizierung in Arbeit?")
    in_arbeit_ende_einstiegsbegleitung = JaNein(
        label="Am Ende der Einstiegsbegleitung noch beschäftigt?",
        help_text="Auf dem ersten Arbeitsmarkt, am letzten Tag der Begleitung.",
    )

    def __init__(self, *args: Any, stufe: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for feld, stufen in NUR_IN.items():
            if stufe not in stufen:
                del self.fields[feld]


class Begleitungsformular(MitStichtag):
    stand = Standfeld()
    teilgenommen = _ja_oder_nein("An der Einstiegsbegleitung teilgenommen?")
    beginn = VergangenerTag(label="Beginn", required=False)
    ende = VergangenerTag(label="Ende", required=False, help_text="Leer lassen, wenn sie noch läuft.")
    arbeitgeber = forms.CharField(label="Arbeitgeber", max_length=200, required=False)
    kontakte = forms.IntegerField(label="Anzahl der Kontakte", min_value=0, max_value=500, required=False)


class Verbleibsformular(MitStichtag):
    stand = Standfeld()
    status = forms.MultipleChoiceField(
        label="Was macht die Person?",
        choices=Verbleibsstatus.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Mehreres ist möglich. „unbekannt“ nur, wenn niemand mehr zu erreichen ist.",
    )
    arbeitgeber = forms.CharField(label="Arbeitgeber", max_length=200, required=False)
    erhoben_am = VergangenerTag(label="Erhoben am")


class Fragebogenformular(MitStichtag):
    stand = Standfeld()
    ausgefuellt_am = VergangenerTag(label="Ausgefüllt am")
    vollstaendig = _ja_oder_nein("Vollständig?")
    weitergegeben_am = VergangenerTag(label="An das Regionalbüro weitergegeben am", required=False)
