"""The list of measures that nobody looks after (MB-01)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, wortfolge, zweizeilig
from wegplan.kit.ui.textfilter import datum, tage_relativ

from .queries import AB_PLAETZEN, ohne_betreuung


class Ohnefilter(Filterformular):
    foerderart = Auswahlfilter(label="Förderart", coerce=str, choices=Foerderart.choices)


class Ohneliste(Liste):
    """Measures of the own office without anybody named. No person's data, so no trace."""

    ansicht = "betreuung:ohne"
    titel = "Maßnahmen ohne Betreuung"
    einleitung = (
        f"Gruppenmaßnahmen ab {AB_PLAETZEN} Plätzen, die laufen oder noch beginnen und für die Ihre Stelle niemanden "
        "benannt hat. Benannt wird vor dem Beginn."
    )
    formular = Ohnefilter
    standard = "beginn"
    mit_personen = False
    leer = ("Jede Gruppenmaßnahme hat eine Betreuung.", "Neue Maßnahmen ohne Betreuung erscheinen hier.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.spalten = _spalten(heute())

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Massnahme]:
        massnahmen = ohne_betreuung(self.nutzer, heute())
        return massnahmen.filter(foerderart=filter["foerderart"]) if filter["foerderart"] else massnahmen


def _spalten(stichtag: date) -> tuple[Spalte, ...]:
    return (
        Spalte(
            "titel",
            "Maßnahme",
            wert=lambda m: m.titel or m.massnahmenummer,
            zelle=lambda m: verweis(reverse("betreuung:massnahme", args=[m.pk]), m.titel or m.massnahmenummer),
            sortierung=wortfolge("titel"),
            fest=True,
        ),
        Spalte("massnahmenummer", "Nummer", sortierung=("massnahmenummer",), klasse="eng"),
        Spalte("foerderart", "Förderart", wert=lambda m: m.get_foerderart_display(), sortierung=("foerderart",)),
        Spalte("traeger", "Träger", wert=lambda m: m.traeger, sortierung=wortfolge("traeger__name")),
        Spalte(
            "beginn",
            "Beginn",
            wert="beginn",
            zelle=lambda m: zweizeilig(datum(m.beginn), tage_relativ(m.beginn, stichtag)),
            sortierung=("beginn",),
            klasse="eng",
        ),
        Spalte("ende", "Ende", sortierung=F("ende"), klasse="eng"),
        Spalte("plaetze", "Plätze", sortierung=("plaetze",), klasse="zahl"),
    )
