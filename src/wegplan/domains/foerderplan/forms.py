"""Forms of the plan. They check form; the services check the rest."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from wegplan.domains.beleg.forms import Papierfeld
from wegplan.kit.eingabe.felder import MitStichtag, VergangenerTag
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.eingabe.stand import Standfeld
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .arten import (
    STUFEN,
    Aushaendigungsweg,
    Horizont,
    Planverantwortung,
    Rueckmeldung,
    Stufenfrage,
    Unterschriftsseite,
    Zielbereich,
    Zielstand,
)

ALLE_LESEN = "Regionalbüro, Agentur und Jobcenter lesen mit. Bitte nichts über Gesundheit, Schulden oder Sucht."


def _absatz(**kwargs: Any) -> forms.CharField:
    return forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class _Textfelder(forms.Form):
    """Browsers send lines with a carriage return; the same text must always be the same."""

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        return {name: w.replace("\r\n", "\n") if isinstance(w, str) else w for name, w in daten.items()}


class _MitVerantwortung(_Textfelder):
    def clean(self) -> dict[str, Any]:
        werte = super().clean()
        if werte.get("verantwortlich") == Planverantwortung.DRITTE and not werte.get("verantwortlich_name"):
            self.add_error("verantwortlich_name", ValidationError("Nennen Sie, wer genau das macht."))
        return werte


class Fassungsformular(forms.Form):
    pruefung_am = Datumsfeld(
        label="Nächste Überprüfung am", help_text="Spätestens ein Vierteljahr nach der Unterschrift."
    )


class Zielformular(_MitVerantwortung):
    wortlaut = _absatz(label="Ziel in eigenen Worten", help_text=f"So, wie die Person es selbst sagt. {ALLE_LESEN}")
    horizont = AuswahlRadio(label="Nah- oder Fernziel", choices=Horizont.choices)
    bereich = AuswahlRadio(label="Bereich", choices=Zielbereich.choices)
    fachsprache = _absatz(label="Ziel in den Worten der Fachkraft", required=False)
    methode = _absatz(label="So gehen wir vor", required=False)
    verantwortlich = AuswahlRadio(label="Verantwortlich", choices=Planverantwortung.choices)
    verantwortlich_name = forms.CharField(label="Wer genau", max_length=200, required=False)
    bis = Datumsfeld(label="Bis wann")
    zielstand = forms.ChoiceField(label="Stand", choices=Zielstand.choices)
    ergebnis = _absatz(label="Ergebnis", required=False)


class Schrittformular(_MitVerantwortung):
    text = forms.CharField(label="Was ist zu tun?", max_length=300, help_text=ALLE_LESEN)
    verantwortlich = AuswahlRadio(label="Wer macht es?", choices=Planverantwortung.choices)
    verantwortlich_name = forms.CharField(label="Wer genau", max_length=200, required=False)
    bis = Datumsfeld(label="Bis wann")
    erledigt_am = Datumsfeld(label="Erledigt am", required=False)


class NeuesZiel(Zielformular):
    kennzeichen = Kennzeichenfeld()


class GeaendertesZiel(Zielformular):
    stand = Standfeld()


class NeuerSchritt(Schrittformular):
    kennzeichen = Kennzeichenfeld()


class GeaenderterSchritt(Schrittformular):
    stand = Standfeld()


def _stufe(label: str) -> forms.TypedChoiceField:
    wahlen = [("", "keine Angabe"), *STUFEN]
    return forms.TypedChoiceField(
        label=label, choices=wahlen, coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )


class Einschaetzungsformular(_Textfelder):
    """Both sides of one area; one of level and words is enough."""

    selbst_stufe = _stufe("So sehe ich mich")
    selbst_text = _absatz(label="In eigenen Worten", required=False, help_text="So, wie die Person es selbst sagt.")
    fach_stufe = _stufe("So sieht es die Fachkraft")
    fach_text = _absatz(label="In den Worten der Fachkraft", required=False)
    stand = Standfeld()


class Wunschformular(_Textfelder):
    inhalte = _absatz(label="Das möchte ich arbeiten", help_text="Tätigkeit, Branche, Umgebung.")
    alternativen = _absatz(label="Das käme auch in Frage", required=False)
    wochenstunden = forms.IntegerField(label="Stunden in der Woche", min_value=1, max_value=48, required=False)
    stand = Standfeld()


class Unterschriftsformular(_Textfelder, MitStichtag):
    """`mit_stufe`: whether a change of stage is possible at all."""

    am = VergangenerTag(label="Unterschrieben am")
    name_teilnehmend = forms.CharField(label="Name der Teilnehmerin oder des Teilnehmers", max_length=200)
    name_fachkraft = forms.CharField(label="Name der Fachkraft", max_length=200)
    pruefung_am = Datumsfeld(label="Nächste Überprüfung am")
    stufenfrage = AuswahlRadio(label="Passt die Stufe noch?", choices=Stufenfrage.choices)
    stufengrund = _absatz(label="Warum", help_text="Ein Satz genügt. Das Regionalbüro liest ihn.")
    scan = Papierfeld(
        label="Scan der unterschriebenen Fassung",
        required=False,
        help_text="PDF, JPEG oder PNG; bei Fotos alle Seiten zusammen. Er lässt sich auch später ablegen.",
    )
    bestaetigt = forms.BooleanField(label="Beide haben diese Fassung gelesen und unterschrieben.")

    def __init__(self, *args: Any, mit_stufe: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not mit_stufe:
            del self.fields["stufenfrage"], self.fields["stufengrund"]


class Vorbereitungsformular(_Textfelder):
    """What is said before both sides sign on the screen. `mit_stufe`: as in Unterschriftsformular."""

    pruefung_am = Datumsfeld(label="Nächste Überprüfung am")
    stufenfrage = AuswahlRadio(label="Passt die Stufe noch?", choices=Stufenfrage.choices)
    stufengrund = _absatz(label="Warum", help_text="Ein Satz genügt. Das Regionalbüro liest ihn.")
    stand = Standfeld()

    def __init__(self, *args: Any, mit_stufe: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not mit_stufe:
            del self.fields["stufenfrage"], self.fields["stufengrund"]


class Bildschirmunterschrift(_Textfelder):
    """One side signs by writing its name. `gesehen` is the checksum of what the page shows."""

    gelesen = forms.BooleanField(label="Ich habe den Plan gelesen und bin einverstanden.")
    name = forms.CharField(label="Mein Name", max_length=200)
    ort = forms.CharField(label="Ort", max_length=100)
    gesehen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, seite: str, soll: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = f"Schreiben Sie: {soll}" if soll else ""
        if seite == Unterschriftsseite.FACHKRAFT:
            self.fields["gelesen"].label = "Ich unterschreibe für den Bildungsdienstleister."


class Anmerkungsformular(_Textfelder):
    rueckmeldung = AuswahlRadio(
        label="Rückmeldung",
        choices=[
            (Rueckmeldung.EINVERSTANDEN, "Mit Zielen und Schritten einverstanden"),
            (Rueckmeldung.ANMERKUNG, "Anmerkung"),
        ],
    )
    text = _absatz(
        label="Anmerkung",
        required=False,
        help_text="Der Bildungsdienstleister liest sie. Bitte nichts über Gesundheit, Schulden oder Sucht.",
    )
    kennzeichen = Kennzeichenfeld()

    def clean(self) -> dict[str, Any]:
        werte = super().clean()
        if werte.get("rueckmeldung") == Rueckmeldung.ANMERKUNG and not werte.get("text"):
            self.add_error("text", ValidationError("Schreiben Sie, was Sie anmerken."))
        return werte


class Aushaendigungsformular(MitStichtag):
    am = VergangenerTag(label="Ausgehändigt am")
    weg = AuswahlRadio(label="Auf welchem Weg", choices=Aushaendigungsweg.choices)


class Einsichtsformular(_Textfelder):
    grund = _absatz(
        label="Grund",
        help_text="Der Bildungsdienstleister liest ihn. Bitte nichts über Gesundheit, Schulden oder Sucht.",
    )
