"""Forms of talks and agreements. They check form; the services check the rest."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from wegplan.domains.foerderplan.arten import Planverantwortung
from wegplan.kit.eingabe.felder import MitStichtag, VergangenerTag
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.eingabe.stand import Standfeld
from wegplan.kit.ui.auswahl import Auswahlfeld
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .arten import Gespraechsanlass, Gespraechsart, Gespraechsausgang, Gespraechsweg

AUF_LISTEN = "Steht auf Listen. Bitte nichts über Gesundheit, Schulden oder Sucht."
NUR_HIER = "Lesen nur Träger und Regionalbüro auf dieser Seite, nie auf Listen. Bleiben Sie bei dem, was nötig ist."
ABSPRACHEN = 3  # rows of the form of a new talk; more are added on its page
TEILE = ("text", "verantwortlich", "verantwortlich_name", "bis")
WER = [("", "bitte wählen"), *Planverantwortung.choices]


class _Gespraechsfelder(MitStichtag):
    art = AuswahlRadio(label="Wer hat mit wem gesprochen?")
    tag = VergangenerTag(label="Tag des Gesprächs")
    weg = AuswahlRadio(label="Weg", choices=Gespraechsweg.choices)
    ausgang = AuswahlRadio(label="Ausgang", choices=Gespraechsausgang.choices)
    anlass = forms.ChoiceField(label="Anlass", choices=Gespraechsanlass.choices, widget=Auswahlfeld)
    beteiligte = forms.CharField(
        label="Wer war dabei", max_length=300, required=False, help_text="Namen, bei anderen auch die Stelle."
    )
    inhalt = forms.CharField(
        label="Was wurde besprochen?",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=NUR_HIER,
    )
    naechster_termin = Datumsfeld(label="Nächster Termin", required=False)

    def __init__(self, *args: Any, arten: Sequence[Gespraechsart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if arten:
            self.fields["art"].choices = [(a.value, a.label) for a in arten]
        else:
            del self.fields["art"]

    def clean(self) -> dict[str, Any]:
        """Browsers send lines with a carriage return; the same text must always be the same."""
        daten = super().clean() or {}
        return daten | {"inhalt": daten.get("inhalt", "").replace("\r\n", "\n")}


class NeuesGespraech(_Gespraechsfelder):
    """A talk with up to ABSPRACHEN agreements; the cleaned data hold those as `absprachen`."""

    kennzeichen = Kennzeichenfeld()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nr in range(1, ABSPRACHEN + 1):
            was = f"{nr}. Absprache"
            self.fields[f"text_{nr}"] = forms.CharField(
                label=f"{was}: Was?", max_length=300, required=False, help_text=AUF_LISTEN if nr == 1 else ""
            )
            self.fields[f"verantwortlich_{nr}"] = forms.ChoiceField(
                label=f"{was}: Wer macht es?", choices=WER, widget=Auswahlfeld, required=False
            )
            self.fields[f"verantwortlich_name_{nr}"] = forms.CharField(
                label=f"{was}: Wer genau", max_length=200, required=False
            )
            self.fields[f"bis_{nr}"] = Datumsfeld(label=f"{was}: Bis wann?", required=False)

    def clean(self) -> dict[str, Any]:
        daten = super().clean()
        absprachen = []
        for nr in range(1, ABSPRACHEN + 1):
            werte = {teil: daten.pop(f"{teil}_{nr}", None) for teil in TEILE}
            if any(werte.values()):
                self._vollstaendig(nr, werte)
                absprachen.append(werte)
        return daten | {"absprachen": absprachen}

    def _vollstaendig(self, nr: int, werte: dict[str, Any]) -> None:
        fehlt = {"text": "Was ist abgesprochen?", "verantwortlich": "Wer macht es?", "bis": "Bis wann?"}
        for teil, frage in fehlt.items():
            if not werte[teil] and f"{teil}_{nr}" not in self.errors:
                self.add_error(f"{teil}_{nr}", ValidationError(f"Zu dieser Absprache fehlt noch: {frage}"))
        if werte["verantwortlich"] == Planverantwortung.DRITTE and not werte["verantwortlich_name"]:
            self.add_error(f"verantwortlich_name_{nr}", ValidationError("Nennen Sie, wer genau das macht."))


class GeaendertesGespraech(_Gespraechsfelder):
    stand = Standfeld()
    grund = forms.CharField(
        label="Grund der Berichtigung", max_length=300, help_text="Der frühere Text bleibt im Verlauf erhalten."
    )


class NeueAbsprache(forms.Form):
    kennzeichen = Kennzeichenfeld()
    text = forms.CharField(label="Was ist abgesprochen?", max_length=300, help_text=AUF_LISTEN)
    verantwortlich = AuswahlRadio(label="Wer macht es?", choices=Planverantwortung.choices)
    verantwortlich_name = forms.CharField(label="Wer genau", max_length=200, required=False)
    bis = Datumsfeld(label="Bis wann")

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if daten.get("verantwortlich") == Planverantwortung.DRITTE and not daten.get("verantwortlich_name"):
            self.add_error("verantwortlich_name", ValidationError("Nennen Sie, wer genau das macht."))
        return daten


class Verschiebung(forms.Form):
    stand = Standfeld()
    bis = Datumsfeld(label="Neuer Tag")
    grund = forms.CharField(label="Grund der Verschiebung", max_length=300, help_text=AUF_LISTEN)
