"""Filters of the evaluation's pages and the form of the sign-off. Form only: no rule, no access."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms

from wegplan.domains.absolventenmanagement import worte
from wegplan.domains.massnahme.models import Foerderart
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular, Hakenfilter, Tagfilter, Wahlen

from .fristen import monate, monatserster
from .models import Liste

GRUPPENNAMEN = {
    "monat": "Monat",
    "jobcenter": "Jobcenter",
    "team": "Team",
    "traeger": "Träger",
    "massnahme": "Maßnahme",
    "foerderart": "Förderart",
}
ERGEBNISSE = {
    "gezaehlt": "gezählt",
    "erfuellt": "erfüllt (im engeren Sinne)",
    "erfuellt_iws": "erfüllt im weiteren Sinne",
    "nicht_erfuellt": "nicht erfüllt (im engeren Sinne)",
    "nicht_erfuellt_iws": "auch im weiteren Sinne nicht erfüllt",
    "ausgeschlossen": "nicht gezählt",
}
LAENGSTER_ZEITRAUM = 60  # months


class Monatsfilter(forms.DateField):
    """A month that may stay open; its value is the first day."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "month", "placeholder": "JJJJ-MM"}, format="%Y-%m")
        super().__init__(required=False, widget=widget, input_formats=["%Y-%m", "%m.%Y", "%m/%Y"], **kwargs)
        self.error_messages["invalid"] = "Bitte geben Sie einen Monat ein, zum Beispiel 2026-03."


class MitVorgaben(Filterformular):
    """`VORGABEN`: what a field of days holds and shows while the address leaves it open."""

    VORGABEN: Mapping[str, Callable[[], date]] = {}

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        wahlen: Mapping[str, Wahlen] | None = None,
        ohne: frozenset[str] = frozenset(),
    ) -> None:
        daten = dict(data.items()) if data else {}
        offen = {name for name in self.VORGABEN if not daten.get(name)}
        form = {name: self.base_fields[name].widget.format for name in offen}
        super().__init__({**daten, **{name: f"{self.VORGABEN[name]():{form[name]}}" for name in offen}}, wahlen, ohne)


class Vorschaufilter(MitVorgaben):
    VORGABEN = {"tag": heute}

    tag = Tagfilter(label="Stichtag")
    team = Auswahlfilter(label="Team")
    fachkraft = Auswahlfilter(label="Fachkraft")
    vereinbarung = Auswahlfilter(
        label="Vereinbarung", coerce=str, choices=[(code, wort) for code, (wort, _) in worte.VEREINBARUNG.items()]
    )
    vermittlung = Auswahlfilter(
        label="Vermittlung", coerce=str, choices=[(code, wort) for code, (wort, _) in worte.VERMITTLUNG.items()]
    )
    endet = Auswahlfilter(label="Endet", choices=[(14, "in 14 Tagen oder früher"), (31, "in 31 Tagen oder früher")])
    foerderart = Auswahlfilter(label="Förderart", coerce=str, choices=Foerderart.choices)
    traeger = Auswahlfilter(label="Träger")
    offen = Hakenfilter(label="nur nicht abgezeichnete")


def letzter_monat() -> date:
    """The last month that is over."""
    return monatserster(heute(), -1)


class Fehlerfilter(MitVorgaben):
    VORGABEN = {"monat": letzter_monat}

    monat = Monatsfilter(label="Berichtsmonat")
    team = Auswahlfilter(label="Team")
    fachkraft = Auswahlfilter(label="Fachkraft")
    grund = Auswahlfilter(label="Grund", coerce=str, choices=list(worte.GRUENDE.items()))
    foerderart = Auswahlfilter(label="Förderart", coerce=str, choices=Foerderart.choices)
    traeger = Auswahlfilter(label="Träger")
    heilbar = Hakenfilter(label="nur was noch nachzuholen ist")
    offen = Hakenfilter(label="nur nicht abgezeichnete")


def vor_einem_jahr() -> date:
    """The first of twelve months up to this one."""
    return monatserster(heute(), -11)


def dieser_monat() -> date:
    return monatserster(heute())


class Zeitraum(MitVorgaben):
    """Base: from month to month."""

    VORGABEN = {"von": vor_einem_jahr, "bis": dieser_monat}

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        von, bis = daten.get("von"), daten.get("bis")
        if von and bis and von > bis:
            self.add_error("bis", "Der letzte Monat liegt vor dem ersten.")
        elif von and bis and len(monate(von, bis)) > LAENGSTER_ZEITRAUM:
            self.add_error("bis", f"Der Zeitraum darf höchstens {LAENGSTER_ZEITRAUM} Monate lang sein.")
        return daten


class Auswertungsfilter(Zeitraum):
    gruppe = Auswahlfilter(label="Gruppieren nach", alle="Monat", coerce=str, choices=list(GRUPPENNAMEN.items())[1:])
    von = Monatsfilter(label="Von")
    bis = Monatsfilter(label="Bis")
    jobcenter = Auswahlfilter(label="Jobcenter")
    team = Auswahlfilter(label="Team")
    traeger = Auswahlfilter(label="Träger")
    foerderart = Auswahlfilter(label="Förderart", coerce=str, choices=Foerderart.choices)
    massnahme = Auswahlfilter(widget=forms.HiddenInput)


class Faellefilter(Zeitraum):
    ergebnis = Auswahlfilter(label="Ergebnis", alle="alle Austritte", coerce=str, choices=list(ERGEBNISSE.items()))
    von = Monatsfilter(label="Von")
    bis = Monatsfilter(label="Bis")
    regelwerk = Auswahlfilter(label="Regelwerk", coerce=str)
    jobcenter = Auswahlfilter(label="Jobcenter")
    team = Auswahlfilter(label="Team")
    traeger = Auswahlfilter(label="Träger")
    foerderart = Auswahlfilter(label="Förderart", coerce=str, choices=Foerderart.choices)
    massnahme = Auswahlfilter(widget=forms.HiddenInput)
    nachgetragen = Hakenfilter(label="nur durch Nachträge erfüllt")


class Abzeichnungsform(forms.Form):
    """Sign-off of one or several rows. `zurueck` is the query string of the list."""

    liste = forms.ChoiceField(choices=Liste.choices)
    monat = forms.DateField(input_formats=["%Y-%m-%d"])
    handzeichen = forms.CharField(
        label="Handzeichen", max_length=10, error_messages={"required": "Bitte geben Sie Ihr Handzeichen ein."}
    )
    zurueck = forms.CharField(required=False, max_length=2000)
