"""The entry form of a Vorgang: one form, whose questions depend on the kind. The services check the rest."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.eingabe.felder import MitStichtag, VergangenerTag
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.eingabe.stand import Standfeld
from wegplan.kit.ui.formulare import AuswahlRadio

from .arten import FRAGEN, Vorgangsart, darf_bevorstehen, ergebnis_pflicht, ergebnisse
from .services import Termin

TERMINFELDER = ("uhrzeit", "ort", "anlass", "schritt")
TERMIN_IM_VORAUS = timedelta(days=365)  # an appointment further ahead is a slip of the pen


class Terminfeld(VergangenerTag):
    """The day of an appointment: may lie ahead."""

    def validate(self, value: Any) -> None:
        if value and value > self.stichtag + TERMIN_IM_VORAUS:
            raise ValidationError("Dieser Termin liegt mehr als ein Jahr voraus. Prüfen Sie das Jahr.")
        super().validate(min(value, self.stichtag) if value else value)


class Uhrzeitfeld(forms.TimeField):
    """A time of day: native input; without one, 9:30 and 9.30 are understood as well."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        kwargs["input_formats"] = ["%H:%M", "%H.%M", "%H:%M:%S"]
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Bitte geben Sie eine Uhrzeit ein, zum Beispiel 09:30."


class Vorgangsformular(MitStichtag):
    """`art`: the kind, `teilnahmen`: those of the person to choose from, the latest first."""

    tag = VergangenerTag(label="Tag")
    uhrzeit = Uhrzeitfeld(label="Uhrzeit", required=False)
    ort = forms.CharField(label="Ort", max_length=200, required=False)
    anlass = forms.CharField(
        label="Anlass", max_length=200, required=False, help_text="Steht im Brief: Worum geht es in dem Gespräch?"
    )
    schritt = forms.ChoiceField(
        label="Für den Schritt",
        required=False,
        help_text="Kommt die Person nicht, zählt dort ein vergeblicher Versuch. Der Schritt bleibt offen.",
    )
    ergebnis = AuswahlRadio(label="Ergebnis")
    teilnahme = forms.ChoiceField(label="Gehört zu", required=False)
    notiz = forms.CharField(
        label="Notiz",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Was wurde besprochen oder vereinbart? Bitte nichts über Gesundheit, Schulden oder Sucht.",
    )

    def __init__(
        self,
        *args: Any,
        art: Vorgangsart,
        teilnahmen: Sequence[Teilnahme],
        schritte: Sequence[tuple[str, str, int]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._teilnahmen = {str(t.pk): t for t in teilnahmen}
        wahlen = [(pk, str(t)) for pk, t in self._teilnahmen.items()]
        self.fields["teilnahme"].choices = [("", "keine bestimmte Maßnahme"), *wahlen]
        if darf_bevorstehen(art):
            self.fields["tag"] = Terminfeld(label="Tag des Termins")
            self.fields["tag"].stichtag = self.stichtag
        self._termin_fragen(art, schritte)
        self._ergebnis_fragen(art)

    def _termin_fragen(self, art: Vorgangsart, schritte: Sequence[tuple[str, str, int]]) -> None:
        if art != Vorgangsart.EINLADUNG:
            for name in TERMINFELDER:
                del self.fields[name]
            return
        self._schritte = {f"{teilnahme}:{wert}": (wert, teilnahme) for wert, _, teilnahme in schritte}
        wahlen = [(f"{teilnahme}:{wert}", wort) for wert, wort, teilnahme in schritte]
        self.fields["schritt"].choices = [("", "keinen bestimmten"), *wahlen]

    @property
    def vorgangswerte(self) -> dict[str, Any]:
        """What the services take: the appointment of an invitation in one, with the Teilnahme of its step."""
        werte = dict(self.cleaned_data)
        if "schritt" not in self.fields:
            return werte
        termin = {name: werte.pop(name) for name in TERMINFELDER}
        if gewaehlt := self._schritte.get(termin["schritt"]):
            termin["schritt"], nummer = gewaehlt
            werte["teilnahme"] = self._teilnahmen[str(nummer)]
        return werte | {"termin": Termin(**termin)}

    def _ergebnis_fragen(self, art: Vorgangsart) -> None:
        moeglich = [(e.value, e.label) for e in ergebnisse(art)]
        if not moeglich:
            del self.fields["ergebnis"]
            return
        feld = self.fields["ergebnis"]
        feld.label = FRAGEN.get(art, feld.label)
        feld.required = ergebnis_pflicht(art)
        feld.choices = moeglich if feld.required else [*moeglich, ("", "noch offen")]

    def clean_teilnahme(self) -> Teilnahme | None:
        return self._teilnahmen.get(self.cleaned_data["teilnahme"])

    def clean_notiz(self) -> str:
        """Browsers send lines with a carriage return; the same note must always be the same text."""
        return self.cleaned_data["notiz"].replace("\r\n", "\n")


class NeuerVorgang(Vorgangsformular):
    """`art` comes with the form, as the address may be another one by the time it is sent."""

    kennzeichen = Kennzeichenfeld()
    art = forms.ChoiceField(choices=Vorgangsart.choices, widget=forms.HiddenInput)


class GeaenderterVorgang(Vorgangsformular):
    stand = Standfeld()
