"""Forms and filters of the area. They check form; the services check the rest."""

from typing import Any

from django import forms

from wegplan.domains.zielvereinbarung.forms import OHNE_NAMEN, Absatz
from wegplan.kit.eingabe.felder import MitStichtag, VergangenerTag
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld
from wegplan.kit.eingabe.stand import Standfeld
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular
from wegplan.kit.ui.formulare import AuswahlRadio

from .arten import Kontaktart, Kontaktergebnis, Mobilitaetsart, Stand
from .models import LANG
from .nachweise import HOECHSTENS
from .rules import abschnitte


class _Nachweis(MitStichtag):
    """A new record has a key, one that is corrected its state."""

    tag = VergangenerTag(label="Tag")

    def __init__(self, *args: Any, neu: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kennzeichen" if neu else "stand"] = Kennzeichenfeld() if neu else Standfeld()


class Unternehmensformular(_Nachweis):
    unternehmen = forms.CharField(label="Unternehmen", max_length=200)
    art = forms.ChoiceField(label="Art", choices=Kontaktart)
    ergebnis = AuswahlRadio(label="Ergebnis", choices=Kontaktergebnis)
    bemerkung = forms.CharField(label="Bemerkung", max_length=500, required=False, help_text=OHNE_NAMEN)


class Mobilitaetsformular(_Nachweis):
    art = AuswahlRadio(label="Art", choices=Mobilitaetsart)
    personen = forms.IntegerField(label="Wie viele Menschen", min_value=1, max_value=HOECHSTENS)
    ergebnis = forms.CharField(label="Ergebnis", max_length=500, help_text=OHNE_NAMEN)


class Gremienformular(_Nachweis):
    gremium = forms.CharField(label="Beirat oder Gremium", max_length=200)
    beteiligte = forms.CharField(
        label="Wer war dabei", max_length=300, help_text="Stellen und ihre Vertretungen, keine Teilnehmenden."
    )
    ergebnis = Absatz(label="Ergebnis", max_length=1000, help_text=OHNE_NAMEN)


FORMULARE: dict[str, type[_Nachweis]] = {
    "unternehmen": Unternehmensformular,
    "mobilitaet": Mobilitaetsformular,
    "gremien": Gremienformular,
}


class Textformular(forms.Form):
    """The texts of a report, a field per section."""

    stand = Standfeld()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for a in abschnitte():
            zusatz = " Wird zur Freigabe gebraucht." if a.pflicht else ""
            self.fields[a.name] = Absatz(
                label=a.titel, max_length=LANG, zeilen=5, required=False, help_text=a.hilfe + zusatz
            )


class Entscheidung(forms.Form):
    urteil = AuswahlRadio(
        label="Ihre Entscheidung",
        choices=[("annehmen", "annehmen"), ("zurueckgeben", "zurückgeben")],
    )
    grund = Absatz(label="Was am Bericht fehlt", required=False, help_text="Nur wenn Sie zurückgeben. " + OHNE_NAMEN)


class Berichtsfilter(Filterformular):
    stand = Auswahlfilter(label="Stand", coerce=str, choices=[("fehlt", "nicht begonnen"), *Stand.choices])
    bei = Auswahlfilter(
        label="Liegt bei", coerce=str, choices=[("bdl", "Bildungsdienstleister"), ("rb", "Regionalbüro")]
    )
    quartal = Auswahlfilter(label="Quartal", coerce=str)
    regionalbuero = Auswahlfilter(label="Regionalbüro")
    projekt = Auswahlfilter(label="Projekt")
