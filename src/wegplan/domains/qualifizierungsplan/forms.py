"""Forms of this area. They check form; the services check the rest."""

from collections.abc import Iterable
from typing import Any

from django import forms

from wegplan.domains.foerderung.models import Zertifikat
from wegplan.kit.eingabe.felder import MitStichtag, VergangenerTag
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.eingabe.stand import Standfeld
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .arten import Modulart, Modulausgang, Verkuerzung, Wechselergebnis
from .ausbildung import NEU
from .models import STUNDEN_HOECHSTENS

RB_LIEST = "Das Regionalbüro liest mit. Bitte nichts über Gesundheit, Schulden oder Sucht."


class Absatz(forms.CharField):
    """Several lines; browsers send them with a carriage return, the same text must always be the same."""

    def __init__(self, zeilen: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": zeilen}), **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class Kopfformular(forms.Form):
    ziel = forms.CharField(
        label="Qualifizierungsziel", max_length=200, required=False, help_text="Beruf, Teilqualifikation oder Vorhaben."
    )
    inhalte = Absatz(label="Fachliche Inhalte", max_length=2000, required=False, help_text=RB_LIEST)
    praxis = Absatz(label="Praxis", max_length=2000, required=False, help_text="Wo und wie geübt wird, auch Praktika.")
    stand = Standfeld()


class Katalogformular(forms.Form):
    reihe = forms.IntegerField(label="Reihenfolge", min_value=1, max_value=999)
    bezeichnung = forms.CharField(label="Modul", max_length=200)
    lernziel = Absatz(2, label="Das soll die Person danach können", max_length=1000, required=False)
    art = AuswahlRadio(label="Art", choices=Modulart.choices, initial=Modulart.FACHLICH)
    stunden = forms.IntegerField(label="Stunden", min_value=1, max_value=STUNDEN_HOECHSTENS)
    nach_ordnung = forms.BooleanField(label="Modul der Ausbildungsordnung", required=False)
    teilqualifikation = forms.BooleanField(label="Schließt mit einer Teilqualifikation ab", required=False)


class Modulformular(Katalogformular):
    geplant_bis = Datumsfeld(label="Geplant bis", required=False)


class NeuesModul(Modulformular):
    kennzeichen = Kennzeichenfeld()


class GeaendertesModul(Modulformular):
    stand = Standfeld()


class NeuesKatalogmodul(Katalogformular):
    kennzeichen = Kennzeichenfeld()


class GeaendertesKatalogmodul(Katalogformular):
    stand = Standfeld()


class Uebergabeformular(MitStichtag):
    am = VergangenerTag(label="Übergeben am")
    name_fachkraft = forms.CharField(label="Name der Fachkraft", max_length=200)
    bestaetigt = forms.BooleanField(label="Der Plan ist mit der Person besprochen.")


class Ergebnisformular(MitStichtag):
    ausgang = AuswahlRadio(label="Ergebnis", choices=Modulausgang.choices)
    am = VergangenerTag(label="Am")
    note = forms.CharField(label="Note oder Bemerkung", max_length=100, required=False)
    zertifikat = forms.ChoiceField(
        label="Zertifikat", required=False, help_text="Es steht auch in der Akte unter „Förderung“ und im Bericht."
    )
    stand = Standfeld()

    def __init__(self, *args: Any, zertifikate: Iterable[Zertifikat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wahl: Any = self.fields["zertifikat"]
        wahl.choices = [("", "keines"), (NEU, "neu eintragen"), *((str(z.pk), z.bezeichnung) for z in zertifikate)]


class Rahmenformular(MitStichtag):
    beginn = Datumsfeld(label="Beginn der Ausbildung oder Umschulung")
    stelle = forms.CharField(
        label="Zuständige Stelle", max_length=200, required=False, help_text="Meist die Kammer des Berufs."
    )
    abgestimmt_am = VergangenerTag(label="Abgestimmt am", required=False)
    aktenzeichen = forms.CharField(label="Aktenzeichen der Stelle", max_length=100, required=False)
    stand = Standfeld()


class Verkuerzungsformular(MitStichtag):
    kennzeichen = Kennzeichenfeld()
    geprueft_am = VergangenerTag(label="Geprüft am")
    ergebnis = AuswahlRadio(label="Ergebnis", choices=Verkuerzung.choices)
    monate = forms.IntegerField(label="Um wie viele Monate", min_value=1, max_value=24, required=False)
    grund = Absatz(label="Begründung", max_length=1000, help_text=RB_LIEST)


class Wechselformular(MitStichtag):
    geprueft_am = VergangenerTag(label="Geprüft am")
    ergebnis = AuswahlRadio(label="Ergebnis", choices=Wechselergebnis.choices)
    grund = Absatz(label="Begründung", max_length=1000, help_text=RB_LIEST)


class Bestaetigung(forms.Form):
    """Only the button."""
