"""The list of what participants have written. Never the words: they may speak of health and debts (DS-05)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis

from .models import Eigenwort, Wortart
from .queries import offene

ORTE = {Wortart.PLAN: "foerderplan:fassung", Wortart.BERICHT: "bericht:bericht"}


def ort(wort: Eigenwort) -> str:
    """The page where the word stands beside what it speaks of."""
    ansicht = ORTE.get(Wortart(wort.art))
    return reverse(ansicht, args=[int(wort.bezug)]) if ansicht else reverse("foerderplan:person", args=[wort.person_id])


class Eigenwortfilter(Filterformular):
    art = Auswahlfilter(label="Was", coerce=str, choices=Wortart.choices)


class Eigenwortliste(Liste):
    ansicht = "mitsprache:liste"
    titel = "Von Teilnehmenden geschrieben"
    einleitung = "Was Teilnehmende selbst geschrieben haben und noch niemand gelesen oder übernommen hat."
    formular = Eigenwortfilter
    standard = "seit"
    leer = ("Es ist nichts offen.", "Schreibt jemand eine Einschätzung, ein Ziel oder eine Antwort, steht es hier.")
    spalten = (
        Spalte("name", "Name", fest=True, sortierung="person__sortierung", wert=lambda z: str(z.person)),
        Spalte(
            "was",
            "Was",
            sortierung="art",
            wert=lambda z: z.get_art_display(),
            zelle=lambda z: verweis(ort(z), z.get_art_display()),
        ),
        Spalte(
            "seit",
            "Geschrieben am",
            sortierung="geschrieben_am",
            klasse="eng",
            wert=lambda z: localtime(z.geschrieben_am).date(),
        ),
        Spalte("massnahme", "Projekt", wert=lambda z: str(z.teilnahme.massnahme)),
    )

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Eigenwort]:
        worte = offene(self.request.user).select_related("person", "teilnahme__massnahme")
        return worte.filter(art=filter["art"]) if filter.get("art") else worte
