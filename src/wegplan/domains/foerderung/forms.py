"""Entry forms of internships, services and qualifications. They check form; the services check the rest."""

from typing import Any

from django import forms

from wegplan.kit.eingabe.felder import JaNein, MitStichtag, VergangenerTag
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.eingabe.stand import Standfeld
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .models import Leistungsart, Zertifikatsart


def _absatz(laenge: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(max_length=laenge, widget=forms.Textarea(attrs={"rows": 3}), required=False, **kwargs)


class Praktikumsformular(MitStichtag):
    unternehmen = forms.CharField(label="Unternehmen", max_length=200)
    beginn = Datumsfeld(label="Beginn")
    ende = Datumsfeld(label="Ende", required=False, help_text="Leer lassen, wenn es noch läuft.")
    taetigkeit = forms.CharField(label="Tätigkeit", max_length=200, required=False)
    selbst_gesucht = JaNein(label="Selbst gesucht?")
    erster_arbeitsmarkt = JaNein(label="Auf dem ersten Arbeitsmarkt?")
    auswertung_erfolgt = JaNein(label="Mit Unternehmen und teilnehmender Person ausgewertet?")
    einschaetzung = _absatz(
        2000,
        label="Einschätzung",
        help_text="Steht im Entwicklungsbericht. Nichts über Gesundheit oder Schulden.",
    )


class Leistungsformular(MitStichtag):
    art = AuswahlRadio(label="Art", choices=Leistungsart.choices)
    tag = VergangenerTag(label="Tag")
    inhalt = _absatz(
        1000,
        label="Inhalt",
        help_text="Inhalte der sozialpädagogischen Betreuung sind besonders geschützt; die anderen lesen alle.",
    )
    umfang_minuten = forms.IntegerField(label="Umfang in Minuten", min_value=1, max_value=1440, required=False)


class Zertifikatsformular(MitStichtag):
    bezeichnung = forms.CharField(label="Bezeichnung", max_length=200)
    art = AuswahlRadio(label="Art", choices=Zertifikatsart.choices)
    erworben_am = VergangenerTag(label="Erworben am", required=False)
    mit_zertifikat = JaNein(label="Mit Zertifikat?")


class NeuesPraktikum(Praktikumsformular):
    kennzeichen = Kennzeichenfeld()


class GeaendertesPraktikum(Praktikumsformular):
    stand = Standfeld()


class NeueLeistung(Leistungsformular):
    kennzeichen = Kennzeichenfeld()


class GeaenderteLeistung(Leistungsformular):
    """`mit_inhalt` False: who may not read what it was about changes neither that nor the kind that protects it."""

    stand = Standfeld()

    def __init__(self, *args: Any, mit_inhalt: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not mit_inhalt:
            del self.fields["inhalt"], self.fields["art"]


class NeuesZertifikat(Zertifikatsformular):
    kennzeichen = Kennzeichenfeld()


class GeaendertesZertifikat(Zertifikatsformular):
    stand = Standfeld()


class Entfernenformular(forms.Form):
    stand = Standfeld()
    grund = forms.CharField(
        label="Warum wird der Eintrag entfernt?",
        min_length=5,
        max_length=300,
        help_text="Der Grund bleibt mit Ihrem Namen im Verlauf der Akte stehen.",
    )
