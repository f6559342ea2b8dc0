"""Entry forms of the journey. They check form; the services check the rest."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from wegplan.domains.massnahme.models import Massnahme, Programmstufe
from wegplan.domains.organisation.models import Organisation
from wegplan.kit.eingabe.felder import MitStichtag, VergangenerTag
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.eingabe.stand import Standfeld
from wegplan.kit.ui.auswahl import Auswahlfeld
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .arten import ERGEBNISSE_DES_PROFILINGS, Ergebnis, Wartegrund


class Objektauswahl(forms.TypedChoiceField):
    """One of the given records, as record."""

    widget = Auswahlfeld

    def setzen(self, objekte: Sequence[Any]) -> None:
        je_nummer = {str(o.pk): o for o in objekte}
        self.choices = [("", "bitte wählen"), *((nummer, str(o)) for nummer, o in je_nummer.items())]
        self.coerce = je_nummer.__getitem__


class Zuweisungsformular(MitStichtag):
    kennzeichen = Kennzeichenfeld()
    regionalbuero = Objektauswahl(label="Regionalbüro")
    stufe = AuswahlRadio(
        label="Gewünschte Stufe", choices=[*Programmstufe.choices, ("", "noch offen")], required=False, initial=""
    )
    zugewiesen_am = VergangenerTag(label="Zugewiesen am")

    def __init__(self, *args: Any, regionalbueros: Sequence[Organisation], stichtag: date, **kwargs: Any) -> None:
        super().__init__(*args, stichtag=stichtag, **kwargs)
        self.fields["regionalbuero"].setzen(regionalbueros)


class Warteformular(MitStichtag):
    stand = Standfeld()
    wartet_seit = VergangenerTag(label="Wartet seit")
    wartegrund = AuswahlRadio(label="Grund", choices=Wartegrund.choices)


class Uebergabeformular(MitStichtag):
    stand = Standfeld()
    massnahme = Objektauswahl(label="Maßnahme")
    uebergeben_am = VergangenerTag(label="Übergeben am")

    def __init__(self, *args: Any, massnahmen: Sequence[Massnahme], stichtag: date, **kwargs: Any) -> None:
        super().__init__(*args, stichtag=stichtag, **kwargs)
        self.fields["massnahme"].setzen(massnahmen)


class Eintrittsformular(MitStichtag):
    kennzeichen = Kennzeichenfeld()
    eintritt = Datumsfeld(label="Eintritt")
    geplantes_ende = Datumsfeld(label="Geplantes Ende", required=False)


class Profilingendeformular(MitStichtag):
    """The end at the Regionalbüro: only with what comes out there (ADR 0059)."""

    stand = Standfeld()
    beendet_am = VergangenerTag(label="Beendet am")
    ergebnis = AuswahlRadio(label="Ergebnis", choices=[(e.value, e.label) for e in ERGEBNISSE_DES_PROFILINGS])


class Endeformular(MitStichtag):
    stand = Standfeld()
    beendet_am = VergangenerTag(label="Beendet am")
    ergebnis = AuswahlRadio(label="Ergebnis", choices=[(e.value, e.label) for e in Ergebnis if e != Ergebnis.EINTRITT])
