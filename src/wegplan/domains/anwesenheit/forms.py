"""Entry forms of sick notes and days off. They check form; the services check the rest."""

from django import forms

from wegplan.kit.eingabe.felder import MitStichtag, VergangenerTag
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .korrektur import LAENGSTER_GRUND
from .models import Ausnahmeart, Lernort

WOCHENTAGE = [
    (1, "Montag"),
    (2, "Dienstag"),
    (3, "Mittwoch"),
    (4, "Donnerstag"),
    (5, "Freitag"),
    (6, "Samstag"),
    (7, "Sonntag"),
]


def _korrekturgrund() -> forms.CharField:
    return forms.CharField(
        label="Grund der Korrektur",
        required=False,
        max_length=LAENGSTER_GRUND,
        help_text="Nötig, wenn Tage eines abgeschlossenen Monats betroffen sind. Nennen Sie keine Diagnose.",
    )


class Krankmeldungsformular(MitStichtag):
    von = Datumsfeld(label="Krank von", help_text="Eine Meldung mit demselben Beginn wird durch diese ersetzt.")
    bis = Datumsfeld(label="Krank bis")
    bescheinigung_am = VergangenerTag(label="Bescheinigung eingegangen am", required=False)
    lernort = AuswahlRadio(label="Lernort in dieser Zeit", choices=Lernort.choices, initial=Lernort.TRAEGER)
    grund = _korrekturgrund()


class Ausnahmeformular(forms.Form):
    art = AuswahlRadio(label="Art", choices=Ausnahmeart.choices)
    von = Datumsfeld(label="Von")
    bis = Datumsfeld(label="Bis", required=False, help_text="Leer: bis auf Weiteres.")
    wochentage = forms.TypedMultipleChoiceField(
        label="Nur an diesen Wochentagen",
        choices=WOCHENTAGE,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Nichts gewählt: an allen Tagen der Zeit.",
    )
    grund = _korrekturgrund()
