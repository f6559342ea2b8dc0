"""The list of measures, and the participants of one measure as far as the user may see them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest

from wegplan.domains.massnahme.models import Feldklasse, Foerderart, Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Organisation, Organisationsart
from wegplan.domains.teilnahme.models import Austrittsgrund, Teilnahme
from wegplan.domains.teilnahme.queries import laeuft
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular, Hakenfilter
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, wortfolge, zweizeilig
from wegplan.kit.ui.tags_inhalt import abzeichen
from wegplan.kit.ui.textfilter import datum, tage_relativ

from .adressen import massnahme_url, person_url


class Massnahmenfilter(Filterformular):
    foerderart = Auswahlfilter(label="Förderart", coerce=str, choices=Foerderart.choices)
    traeger = Auswahlfilter(label="Träger")
    beendete = Hakenfilter(label="auch beendete")


class Massnahmenliste(Liste):
    """Measures with the number of running participants the user may see. No person's data, so no trace."""

    ansicht = "massnahme:liste"
    titel = "Maßnahmen"
    formular = Massnahmenfilter
    einleitung = "Teilnehmende werden nur gezählt, soweit Sie sie sehen dürfen."
    standard = "titel"
    mit_personen = False
    leer = ("Zurzeit läuft keine Maßnahme.", "Mit „auch beendete“ sehen Sie die früheren.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        self.sieht_personen = self.nutzer.darf(Aktion.PERSON_LESEN)

    def auswahl(self) -> Mapping[str, QuerySet]:
        traeger = Organisation.objects.filter(art=Organisationsart.BILDUNGSDIENSTLEISTER)
        if self.nutzer.nur_eigene_massnahmen:
            traeger = traeger.filter(pk__in=massnahmen_fuer(self.nutzer).values("traeger_id"))
        wort = Coalesce(NullIf("name", Value("")), "kennung", output_field=CharField())
        return {"traeger": traeger.annotate(wort=wort)}

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Massnahme]:
        massnahmen = massnahmen_fuer(self.nutzer).select_related("traeger")
        if not filter.get("beendete"):
            massnahmen = massnahmen.filter(Q(ende__isnull=True) | Q(ende__gte=self.stichtag))
        if filter.get("foerderart"):
            massnahmen = massnahmen.filter(foerderart=filter["foerderart"])
        if filter.get("traeger"):
            massnahmen = massnahmen.filter(traeger_id=filter["traeger"])
        return massnahmen

    def einrichten(self, zeilen: list[Any]) -> list[Any]:
        zahlen: dict[int, int] = {}
        if self.sieht_personen:
            sichtbar = Teilnahme.objects.fuer(self.nutzer).filter(
                laeuft(self.stichtag), massnahme__in=[m.pk for m in zeilen]
            )
            zahlen = dict(sichtbar.order_by().values_list("massnahme_id").annotate(n=Count("pk")))
        for massnahme in zeilen:
            massnahme.teilnehmende = zahlen.get(massnahme.pk, 0)
        return zeilen

    def sichtbare_spalten(self) -> list[Spalte]:
        return [s for s in SPALTEN if self.sieht_personen or s.name != "teilnehmende"]


SPALTEN = (
    Spalte(
        "titel",
        "Maßnahme",
        wert=lambda m: m.titel or m.massnahmenummer,
        zelle=lambda m: verweis(massnahme_url(m.pk), m.titel or m.massnahmenummer),
        sortierung=wortfolge("titel"),
        fest=True,
    ),
    Spalte("massnahmenummer", "Nummer", sortierung=("massnahmenummer",), klasse="eng"),
    Spalte("foerderart", "Förderart", wert=lambda m: m.get_foerderart_display(), sortierung=("foerderart",)),
    Spalte("traeger", "Träger", wert=lambda m: m.traeger, sortierung=wortfolge("traeger__name")),
    Spalte("beginn", "Beginn", sortierung=("beginn",), klasse="eng", standard=False),
    Spalte("ende", "Ende", sortierung=F("ende"), klasse="eng"),
    Spalte("plaetze", "Plätze", sortierung=F("plaetze"), klasse="zahl"),
    Spalte("teilnehmende", "Teilnehmende", klasse="zahl"),
)


class Teilnehmendenfilter(Filterformular):
    beendete = Hakenfilter(label="auch beendete Teilnahmen")


class Teilnehmendenliste(Liste):
    """The Teilnahmen of one measure, only of persons the user may see."""

    ansicht = "massnahme:massnahme"
    formular = Teilnehmendenfilter
    standard = "name"

    def __init__(self, request: HttpRequest, massnahme: Massnahme) -> None:
        super().__init__(request, pk=massnahme.pk)
        self.massnahme = massnahme
        self.stichtag = heute()
        self.titel = massnahme.titel or massnahme.massnahmenummer
        self.spalten = _teilnehmendenspalten(self.stichtag)
        self.leer = ("Hier nimmt zurzeit niemand teil, den Sie sehen dürfen.", "")

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet:
        teilnahmen = Teilnahme.objects.fuer(self.nutzer).filter(massnahme=self.massnahme).select_related("person")
        return teilnahmen if filter.get("beendete") else teilnahmen.filter(laeuft(self.stichtag))


def _teilnehmendenspalten(stichtag: date) -> tuple[Spalte, ...]:
    def stand(t: Any) -> str:
        if t.austritt and t.austritt <= stichtag:
            return Austrittsgrund(t.austrittsgrund).label if t.austrittsgrund else "beendet"
        return "läuft"

    return (
        Spalte(
            "name",
            "Name",
            wert=lambda t: str(t.person),
            zelle=lambda t: verweis(person_url(t.person_id), str(t.person)),
            sortierung=("person__sortierung",),
            fest=True,
        ),
        Spalte("kundennummer", "Kundennummer", wert="person.kundennummer", klasse="eng"),
        Spalte("eintritt", "Eintritt", sortierung=("eintritt",), klasse="eng"),
        Spalte(
            "ende",
            "Geplantes Ende",
            wert="geplantes_ende",
            zelle=lambda t: zweizeilig(datum(t.geplantes_ende), tage_relativ(t.geplantes_ende, stichtag)),
            sortierung=F("geplantes_ende"),
            klasse="eng",
        ),
        Spalte("austritt", "Austritt", sortierung=F("austritt"), klasse="eng"),
        Spalte(
            "stand",
            "Stand",
            wert=stand,
            zelle=lambda t: abzeichen(stand(t), "info" if stand(t) == "läuft" else "ruhig"),
        ),
    )


ANGABEN = (
    ("Maßnahmenummer", lambda m: m.massnahmenummer),
    ("Förderart", lambda m: m.get_foerderart_display()),
    ("Programmstufe", lambda m: m.get_programmstufe_display()),
    ("Träger", lambda m: m.traeger),
    ("Regionalbüro", lambda m: m.regionalbuero),
    ("Beginn", lambda m: datum(m.beginn)),
    ("Ende", lambda m: datum(m.ende)),
    ("Plätze", lambda m: m.plaetze),
    (
        "Daten, die der Träger verarbeiten darf",
        lambda m: ", ".join(Feldklasse(k).label for k in m.zweckbindung) or "keine",
    ),
)


def angaben(massnahme: Massnahme) -> list[tuple[str, Any]]:
    """What the page says about a measure, empty lines left out."""
    return [(name, wert) for name, lesen in ANGABEN if (wert := lesen(massnahme)) not in (None, "", "–")]
