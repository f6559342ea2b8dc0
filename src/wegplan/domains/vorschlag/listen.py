"""All proposals that the user may see: open ones first, the longest waiting on top."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone

from wegplan.domains.akte.adressen import person_url
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular, Hakenfilter
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.ui.tags_inhalt import abzeichen
from wegplan.kit.ui.textfilter import datum, tage_relativ

from .adressen import vorschlag_url
from .arten import Vorschlagsart, Vorschlagsstand
from .models import Aenderungsvorschlag
from .queries import mit_namen, zu_entscheiden

ZUSTAENDE = {
    Vorschlagsstand.OFFEN: "achtung",
    Vorschlagsstand.ANGENOMMEN: "gut",
    Vorschlagsstand.ABGELEHNT: "schlecht",
    Vorschlagsstand.ZURUECKGEZOGEN: "ruhig",
    Vorschlagsstand.AUFGEHOBEN: "ruhig",
}


class Vorschlagsfilter(Filterformular):
    stand = Auswahlfilter(label="Stand", coerce=str, choices=Vorschlagsstand.choices)
    art = Auswahlfilter(label="Art", coerce=str, choices=Vorschlagsart.choices)
    massnahme = Auswahlfilter(label="Maßnahme")
    bei_mir = Hakenfilter(label="wartet auf meine Entscheidung")


class Vorschlagsliste(Liste):
    """The reason stands on the page of the proposal only: it may say something about health (DS-05)."""

    ansicht = "vorschlag:liste"
    titel = "Vorschläge"
    einleitung = (
        "Verlängern, früher beenden, anders beginnen: Träger und Jobcenter schlagen vor, das Jobcenter entscheidet."
    )
    formular: type[Filterformular] = Vorschlagsfilter
    standard = "seit"
    leer = ("Es gibt keine Vorschläge.", "Vorschlagen können Sie in der Akte einer Person, bei der Teilnahme.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        self.spalten = self._spalten()

    def auswahl(self) -> Mapping[str, QuerySet]:
        genannt = Aenderungsvorschlag.objects.fuer(self.nutzer).values("teilnahme__massnahme")
        return {"massnahme": Massnahme.objects.filter(pk__in=genannt).annotate(wort=F("titel"))}

    def ohne_filter(self) -> frozenset[str]:
        return frozenset() if self.nutzer.darf(Aktion.VORSCHLAG_ENTSCHEIDEN) else frozenset({"bei_mir"})

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Any]:
        alle = zu_entscheiden(self.nutzer) if filter.get("bei_mir") else Aenderungsvorschlag.objects.fuer(self.nutzer)
        for name in ("stand", "art"):
            if filter[name]:
                alle = alle.filter(**{name: filter[name]})
        if filter["massnahme"]:
            alle = alle.filter(teilnahme__massnahme=filter["massnahme"])
        return mit_namen(alle).annotate(rang=Case(When(stand=Vorschlagsstand.OFFEN, then=Value(0)), default=Value(1)))

    def _spalten(self) -> tuple[Spalte, ...]:
        return (
            Spalte(
                "person",
                "Person",
                wert=lambda v: str(v.person),
                zelle=lambda v: verweis(person_url(v.person_id), str(v.person)),
                sortierung=("person__sortierung",),
                fest=True,
            ),
            Spalte(
                "art",
                "Vorschlag",
                wert=lambda v: v.get_art_display(),
                zelle=lambda v: verweis(vorschlag_url(v.pk), v.get_art_display()),
                sortierung=True,
                fest=True,
            ),
            Spalte(
                "stand",
                "Stand",
                wert=lambda v: v.get_stand_display(),
                zelle=lambda v: abzeichen(v.get_stand_display(), ZUSTAENDE[v.stand]),
                sortierung=True,
            ),
            Spalte("massnahme", "Maßnahme", wert="teilnahme.massnahme.titel"),
            Spalte("bisher", "Bisher", wert="altes_datum", sortierung=("altes_datum",), klasse="eng"),
            Spalte("neu", "Neu", wert="neues_datum", sortierung=("neues_datum",), klasse="eng"),
            Spalte("von", "Vorgeschlagen von", wert=wer, zelle=self._von),
            Spalte(
                "seit",
                "Vorgeschlagen am",
                wert=vorgeschlagen_am,
                zelle=self._seit,
                sortierung=("rang", "vorgeschlagen_am"),
                klasse="eng",
            ),
            Spalte(
                "entschieden", "Entschieden am", wert="entschieden_am", sortierung=True, klasse="eng", standard=False
            ),
        )

    def _von(self, vorschlag: Any) -> Any:
        von = vorschlag.vorgeschlagen_von
        return zweizeilig(str(von), str(von.organisation or "")) if von else wer(vorschlag)

    def _seit(self, vorschlag: Any) -> Any:
        tag = vorgeschlagen_am(vorschlag)
        wartet = vorschlag.stand == Vorschlagsstand.OFFEN
        return zweizeilig(datum(tag), f"wartet {tage_relativ(tag, self.stichtag)}") if wartet else datum(tag)


def wer(vorschlag: Aenderungsvorschlag) -> str:
    """Who proposed, with office or provider."""
    von = vorschlag.vorgeschlagen_von
    if von is None:
        return "aus einem Datenpaket"
    return f"{von}, {von.organisation}" if von.organisation else str(von)


def vorgeschlagen_am(vorschlag: Aenderungsvorschlag) -> Any:
    """The day of the proposal; of one from a data package the day on which it was decided."""
    if vorschlag.vorgeschlagen_von_id is None and vorschlag.entschieden_am:
        return vorschlag.entschieden_am
    return timezone.localdate(vorschlag.vorgeschlagen_am)
