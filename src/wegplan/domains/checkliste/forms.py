"""Forms of the Checkliste: tick, take back, and the filters of its lists."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .urteil import UEBERFAELLIG, VERSAEUMT
from .vorgaben import punkte
from .worte import AMPELN, STAENDE, STELLEN

OHNE_BESONDERES = "Keine Angaben zur Gesundheit oder zu Schulden."
ERLEDIGT, ENTFAELLT = "erledigt", "entfaellt"


class _MitTag(forms.Form):
    """With a day that is not in the future."""

    def __init__(self, *args: Any, stichtag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stichtag = stichtag

    def clean_am(self) -> date:
        am: date = self.cleaned_data["am"]
        if am > self.stichtag:
            raise ValidationError("Der Tag liegt in der Zukunft. Abgehakt wird, was schon feststeht.")
        return am


class Beginn(_MitTag):
    am = Datumsfeld(
        label="Geführt vom",
        help_text="Was davor fällig war und hier nicht belegt ist, entfällt: Niemand kann sagen, ob es getan war.",
    )
    notiz = forms.CharField(
        label="Notiz",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Warum erst von da an, zum Beispiel: bis dahin auf Papier geführt.",
    )


class Haken(_MitTag):
    wie = AuswahlRadio(label="Was ist damit?", choices=[(ERLEDIGT, "erledigt"), (ENTFAELLT, "nicht nötig")])
    am = Datumsfeld(label="Am", help_text="Der Tag, an dem es erledigt war oder feststand.")
    notiz = forms.CharField(
        label="Notiz",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Woran man es erkennt, zum Beispiel: übergeben am Tag der Teambesprechung. {OHNE_BESONDERES}",
    )


class Ruecknahme(forms.Form):
    grund = forms.CharField(
        label="Grund", max_length=300, help_text=f"Der Haken bleibt im Verlauf sichtbar. {OHNE_BESONDERES}"
    )


PUNKTE = [
    (f"{liste}-{p.nummer}", f"{'EZU ' if liste == 'ezu' else ''}{p.nummer} {p.titel}")
    for liste in ("stufen", "ezu")
    for p in punkte(liste)
]


class Projektfilter(Filterformular):
    ampel = Auswahlfilter(label="Ampel", coerce=str, choices=[(a, wort) for a, (wort, _) in AMPELN.items()])
    traeger = Auswahlfilter(label="Träger")
    regionalbuero = Auswahlfilter(label="Regionalbüro")


class Rueckstandsfilter(Filterformular):
    stand = Auswahlfilter(
        label="Stand",
        coerce=str,
        choices=[(s, STAENDE[s][0]) for s in (UEBERFAELLIG, VERSAEUMT)],
    )
    traeger = Auswahlfilter(label="Träger")
    massnahme = Auswahlfilter(label="Projekt")
    punkt = Auswahlfilter(label="Punkt der Checkliste", coerce=str, choices=PUNKTE)
    wer = Auswahlfilter(label="Schuldet", coerce=str, choices=list(STELLEN.items()))


class Wartefilter(Filterformular):
    massnahme = Auswahlfilter(label="Projekt")
    wer = Auswahlfilter(label="Schuldet", coerce=str, choices=list(STELLEN.items()))
    wartet = Auswahlfilter(label="Wartet", coerce=str, choices=list(STELLEN.items()))


class Pflichtenfilter(Filterformular):
    stand = Auswahlfilter(label="Stand", coerce=str, choices=[(s, wort) for s, (wort, _) in STAENDE.items()])
