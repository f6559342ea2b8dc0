"""Entry forms of Vereinbarung, Vermittlung and Handlungsstrategie. They check form; the services check the rest."""

from collections.abc import Sequence
from typing import Any

from django import forms

from wegplan.kit.eingabe.felder import JaNein, MitStichtag, VergangenerTag
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.eingabe.stand import Standfeld
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .models import Stellenart, Vereinbarung, Vereinbarungsart, Vermittlungsart


class Vereinbarungsformular(MitStichtag):
    kennzeichen = Kennzeichenfeld()
    art = AuswahlRadio(label="Art", choices=Vereinbarungsart.choices[::-1], initial=Vereinbarungsart.KOOP)
    abgeschlossen_am = VergangenerTag(label="Abgeschlossen am")
    gueltig_bis = Datumsfeld(
        label="Gültig bis", required=False, help_text="Leer lassen, wenn sie bis auf Weiteres gilt."
    )
    vorgaenger = forms.ChoiceField(
        label="Fortschreibung von", required=False, help_text="Die frühere Vereinbarung bleibt unverändert stehen."
    )

    def __init__(self, *args: Any, fruehere: Sequence[Vereinbarung] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fruehere = {str(v.pk): v for v in fruehere}
        wahlen = [(pk, str(v)) for pk, v in self._fruehere.items()]
        self.fields["vorgaenger"].choices = [("", "keine, es ist eine neue Vereinbarung"), *wahlen]
        if not wahlen:
            del self.fields["vorgaenger"]

    def clean_vorgaenger(self) -> Vereinbarung | None:
        return self._fruehere.get(self.cleaned_data["vorgaenger"])


class Vermittlungsformular(MitStichtag):
    kennzeichen = Kennzeichenfeld()
    art = AuswahlRadio(label="Art", choices=Vermittlungsart.choices, initial=Vermittlungsart.VV)
    unterbreitet_am = VergangenerTag(label="Unterbreitet am")
    stellenart = AuswahlRadio(label="Art der Stelle", choices=Stellenart.choices, initial=Stellenart.ARBEIT)
    sv_pflichtig = JaNein(label="Ist die Stelle sozialversicherungspflichtig?")
    stelle_betreut = JaNein(label="Wird die Stelle betreut?", help_text="Der Arbeitgeber-Service betreut das Angebot.")
    profil_betreut = JaNein(label="Wird das Bewerberprofil betreut?")


class Strategieformular(MitStichtag):
    """Begin of the strategy Absolventenmanagement, the only kind so far."""

    kennzeichen = Kennzeichenfeld()
    begonnen_am = VergangenerTag(label="Begonnen am")


class Strategieende(MitStichtag):
    stand = Standfeld()
    beendet_am = VergangenerTag(label="Beendet am")
