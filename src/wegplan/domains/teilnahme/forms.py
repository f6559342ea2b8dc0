"""Entry forms of a Teilnahme. They check form; the services check the rest."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from wegplan.domains.massnahme.models import Foerderart, Massnahme, Programmstufe
from wegplan.kit.eingabe.felder import MitStichtag
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.eingabe.stand import Standfeld
from wegplan.kit.ui.auswahl import Auswahlfeld
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .models import Austrittsgrund

AUSTRITT_IM_VORAUS = 92  # days; an exit further ahead is a slip of the pen
LAENGSTE_TEILNAHME = 10  # years


class Teilnahmeformular(forms.Form):
    kennzeichen = Kennzeichenfeld()
    massnahme = forms.ChoiceField(label="Maßnahme", widget=Auswahlfeld)
    programmstufe = forms.ChoiceField(
        label="Programmstufe",
        choices=[("", "keine"), *Programmstufe.choices],
        required=False,
        help_text="Nur bei Maßnahmen des ESF-Programms, und nur wenn sie von der Stufe der Maßnahme abweicht.",
    )
    eintritt = Datumsfeld(label="Eintritt")
    geplantes_ende = Datumsfeld(label="Geplantes Ende", required=False)

    def __init__(self, *args: Any, massnahmen: Sequence[Massnahme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._massnahmen = {str(m.pk): m for m in massnahmen}
        wahlen = [(pk, f"{m} ({m.get_foerderart_display()})") for pk, m in self._massnahmen.items()]
        self.fields["massnahme"].choices = [("", "bitte wählen"), *wahlen]

    def clean_massnahme(self) -> Massnahme:
        return self._massnahmen[self.cleaned_data["massnahme"]]

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        massnahme = daten.get("massnahme")
        if daten.get("programmstufe") and massnahme and massnahme.foerderart != Foerderart.ESF:
            self.add_error("programmstufe", "Diese Maßnahme gehört nicht zum ESF-Programm und hat keine Stufe.")
        eintritt, ende = daten.get("eintritt"), daten.get("geplantes_ende")
        if eintritt and ende and ende > eintritt + timedelta(days=366 * LAENGSTE_TEILNAHME):
            self.add_error("geplantes_ende", "Das geplante Ende liegt zu weit in der Zukunft. Prüfen Sie das Jahr.")
        return daten


class Endeformular(forms.Form):
    stand = Standfeld()
    geplantes_ende = Datumsfeld(label="Neues geplantes Ende")
    grund = forms.CharField(
        label="Grund", max_length=200, help_text="Bleibt mit dem alten und dem neuen Tag in der Akte stehen."
    )


class Austrittsformular(MitStichtag):
    stand = Standfeld()
    austritt = Datumsfeld(label="Austritt", help_text="Der letzte Tag in der Maßnahme.")
    austrittsgrund = AuswahlRadio(label="Grund", choices=Austrittsgrund.choices)

    def __init__(self, *args: Any, im_programm: bool, **kwargs: Any) -> None:
        """`im_programm`: a change of stage needs two sides, so it is not entered here (JPS-62)."""
        super().__init__(*args, **kwargs)
        self.im_programm = im_programm

    def clean_austrittsgrund(self) -> str:
        grund: str = self.cleaned_data["austrittsgrund"]
        if self.im_programm and grund == Austrittsgrund.STUFENWECHSEL and self.initial["austrittsgrund"] != grund:
            raise ValidationError(
                "Ein Stufenwechsel wird in der Akte unter „Risiko und Stufe“ durchgeführt; "
                "dort gehören Einschätzung und Zustimmung dazu."
            )
        return grund

    def clean_austritt(self) -> date:
        austritt = self.cleaned_data["austritt"]
        if austritt > self.stichtag + timedelta(days=AUSTRITT_IM_VORAUS):
            raise ValidationError("Der Austritt liegt mehr als drei Monate in der Zukunft. Prüfen Sie den Tag.")
        return austritt


class Ruecknahmeformular(forms.Form):
    stand = Standfeld()
    grund = forms.CharField(
        label="Warum wird der Austritt zurückgenommen?",
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=5,
        max_length=500,
        help_text="Der Grund bleibt mit Ihrem Namen im Verlauf der Akte stehen.",
    )
