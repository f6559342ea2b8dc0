"""Filters and forms of the area. They check form; the services check the rest."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from wegplan.domains.organisation.models import Nutzer
from wegplan.kit.eingabe.felder import MitStichtag, VergangenerTag
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.eingabe.stand import Lesarten, Standfeld
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular, Hakenfilter
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from . import rules
from .arten import Gegenstand, Seite
from .dokument import STUFENNAMEN, zielwerte

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

    def to_python(self, value: Any) -> str | None:
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


class Vereinbarungsformular(forms.Form):
    """A version: frame, targets and deadlines of the template, free clauses. The fields of targets and deadlines come
    from the rule files; those of stages that are not chosen fall away."""

    stufen = forms.MultipleChoiceField(label="Stufen des Projekts", widget=forms.CheckboxSelectMultiple)
    laufzeit_von = Datumsfeld(label="Laufzeit von")
    laufzeit_bis = Datumsfeld(label="Laufzeit bis")
    geschlossen_zum = Datumsfeld(label="Geschlossen zum")
    bdl_anschrift = forms.CharField(label="Anschrift des Bildungsdienstleisters", max_length=300, required=False)
    bdl_vertreten = forms.CharField(label="Bildungsdienstleister, vertreten durch", max_length=200)
    rb_anschrift = forms.CharField(label="Anschrift des Regionalbüros", max_length=300, required=False)
    rb_vertreten = forms.CharField(label="Regionalbüro, vertreten durch", max_length=200)
    eckpunkte = forms.ChoiceField(label="Eckpunktekonzept")

    def __init__(self, *args: Any, vorlage: str, tag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moegliche = rules.vorlage(vorlage)["stufen"]
        self.fields["stufen"].choices = [(stufe, STUFENNAMEN[stufe]) for stufe in moegliche]
        konzepte = [(stand.isoformat(), name) for stand, name in rules.eckpunktekonzepte().items()]
        self.fields["eckpunkte"].choices = konzepte[::-1]
        self.ziele = zielwerte(moegliche, tag)
        for i in self.ziele:
            wort = "höchstens" if i.richtung == "hoechstens" else "mindestens"
            self.fields[f"ziel_{i.name}"] = forms.DecimalField(
                label=f"{i.stufe}: {i.titel}, {wort} in Prozent",
                min_value=Decimal(0),
                max_value=Decimal(100),
                decimal_places=1,
                localize=True,
                required=False,
                help_text=f"Vorgabe {str(i.soll).replace('.', ',')}. Leer heißt: so wie vorgegeben.",
            )
        self.fristen = rules.fristen(vorlage, tag)
        for f in self.fristen:
            self.fields[f"frist_{f.schluessel}"] = forms.IntegerField(
                label=f"{f.bedeutung}: {f.einheit}", min_value=1, max_value=f.hoechstens, help_text=f.fundstelle
            )
        self.fields["klauseln"] = Absatz(
            label="Weitere Festlegungen", required=False, max_length=5000, zeilen=6, help_text=OHNE_NAMEN
        )

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        von, bis = daten.get("laufzeit_von"), daten.get("laufzeit_bis")
        if von and bis and bis < von:
            self.add_error("laufzeit_bis", ValidationError("Das Ende liegt vor dem Beginn."))
        return daten

    def rahmen(self) -> dict[str, Any]:
        """The checked values as the fields of the model."""
        daten = self.cleaned_data
        felder = ("laufzeit_von", "laufzeit_bis", "geschlossen_zum", "klauseln")
        return {
            **{
                name: daten[name]
                for name in (*felder, *(f"{s}_{w}" for s in Seite for w in ("anschrift", "vertreten")))
            },
            "stufen": daten["stufen"],
            "eckpunkte": date.fromisoformat(daten["eckpunkte"]),
            "ziele": {
                i.name: str(i.soll if daten[f"ziel_{i.name}"] is None else daten[f"ziel_{i.name}"])
                for i in self.ziele
                if i.stufe in daten["stufen"]
            },
            "fristen": {f.schluessel: daten[f"frist_{f.schluessel}"] for f in self.fristen},
        }


class Vereinbarungsaenderung(Vereinbarungsformular):
    stand = Standfeld()

    def lesarten(self) -> Lesarten:
        """Stages, version, targets and deadlines as the form calls them, for the view of a conflict."""
        return {
            "stufen": lambda stufen: {"Stufen des Projekts": ", ".join(STUFENNAMEN[stufe] for stufe in stufen)},
            "eckpunkte": lambda stand: {"Eckpunktekonzept": rules.eckpunktekonzepte().get(stand, str(stand))},
            "ziele": lambda ziele: self._benannt("ziel", {k: wert.replace(".", ",") for k, wert in ziele.items()}),
            "fristen": lambda fristen: self._benannt("frist", fristen),
        }

    def _benannt(self, art: str, werte: dict[str, Any]) -> dict[str, str]:
        felder = {name: self.fields.get(f"{art}_{name}") for name in werte}
        return {str(feld.label) if (feld := felder[name]) else name: str(wert) for name, wert in werte.items()}


class Zeichnungsformular(MitStichtag):
    seite = AuswahlRadio(label="Für wen?", choices=Seite.choices)
    name = forms.CharField(label="Wer hat unterschrieben?", max_length=200)
    ort = forms.CharField(label="Ort", max_length=100)
    am = VergangenerTag(label="Tag")
    auf_papier = forms.BooleanField(label="Die Unterschrift steht auf dem gedruckten Exemplar.", required=False)
    bestaetigt = forms.BooleanField(
        label="Ich habe diese Fassung gelesen; sie ändert sich nach beiden Unterschriften nicht mehr."
    )


class Pruefungsformular(MitStichtag):
    am = VergangenerTag(label="Tag der Überprüfung")
    beteiligte = forms.CharField(label="Wer war dabei?", max_length=300)
    ergebnis = Absatz(label="Ergebnis", max_length=2000, zeilen=6, help_text=OHNE_NAMEN)
    fortschreiben = AuswahlRadio(
        label="Wie geht es weiter?",
        choices=[("nein", "Die Zielvereinbarung gilt weiter."), ("ja", "Sie wird fortgeschrieben.")],
    )
