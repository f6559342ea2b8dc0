"""The opening talk with its agreements, and the copy of the contract in EZU (JPS-03)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from wegplan.domains.akte.adressen import person_url
from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.uebergang.models import Zuweisung
from wegplan.domains.uebergang.services import vertragskopie as vertragskopie_eintragen
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.stand import stand_von
from wegplan.kit.listen.formulare import Filterformular
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.textfilter import datum, tage_relativ

from . import services
from .forms import Auftaktformular, Vertragsformular
from .models import Auftaktgespraech
from .queries import fehlende_vertragskopien

FELDER = ("mit_rb", "mit_bdl", "mit_tn", "qualifizierung", "betreuung", "unterstuetzung")


@regel(Aktion.UEBERGABE_ERFASSEN)
def auftakt(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the talk, or correct what was agreed on."""
    erlaubt = Zuweisung.objects.fuer(request.user, Aktion.UEBERGABE_ERFASSEN).filter(uebergeben_am__isnull=False)
    zuweisung: Zuweisung = get_object_or_404(erlaubt.select_related("person"), pk=pk)
    vorhanden = Auftaktgespraech.objects.filter(zuweisung=zuweisung).first()
    anfang: dict[str, Any] = {"auftakt_am": zuweisung.auftakt_am or heute(), "stand": 0}
    if vorhanden:
        anfang |= {name: getattr(vorhanden, name) for name in FELDER} | {"stand": stand_von(vorhanden)}
    form = Auftaktformular(request.POST or None, initial=anfang, stichtag=heute(), mit_tag=zuweisung.beendet_am is None)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.auftakt_festhalten(request.user, pk, werte.pop("stand"), **werte)

    seite = Formularseite(
        person=zuweisung.person,
        titel="Auftaktgespräch festhalten",
        knopf="Speichern",
        einleitung="Was Regionalbüro, Träger und die Person vereinbart haben. Beide Seiten lesen es in der Akte; "
        "Agentur und Jobcenter sehen nur den Tag.",
        form=form,
        schreiben=schreiben,
        satz=lambda a: "Das Auftaktgespräch ist festgehalten. Agentur oder Jobcenter tragen den Eintritt ein.",
        zurueck=reverse("profiling:person", args=[zuweisung.person_id]),
    )
    return formularseite(request, seite)


@regel(Aktion.PROFILING_SCHREIBEN)
def vertragskopie(request: HttpRequest, pk: int) -> HttpResponse:
    """The Regionalbüro has got the copy of the contract."""
    erlaubt = Zuweisung.objects.fuer(request.user, Aktion.PROFILING_SCHREIBEN)
    zuweisung: Zuweisung = get_object_or_404(erlaubt.select_related("person"), pk=pk)
    anfang = {"vertragskopie_am": zuweisung.vertragskopie_am or heute(), "stand": stand_von(zuweisung)}
    seite = Formularseite(
        person=zuweisung.person,
        titel="Kopie des Vertrags eintragen",
        knopf="Speichern",
        einleitung="Der Träger schickt die Kopie des Vertrags. Bis dahin steht sie bei ihm als Rückstand.",
        form=Vertragsformular(request.POST or None, initial=anfang, stichtag=heute()),
        schreiben=lambda werte: vertragskopie_eintragen(request.user, pk, **werte),
        satz=lambda z: "Der Eingang der Kopie ist eingetragen.",
        zurueck=reverse("profiling:vertragskopien"),
    )
    return formularseite(request, seite)


class Vertragsliste(Liste):
    ansicht = "profiling:vertragskopien"
    titel = "Fehlende Vertragskopien"
    einleitung = "Umschulung zur Erzieherin oder zum Erzieher: Der Träger schuldet dem Regionalbüro die Kopie."
    formular: type[Filterformular] = Filterformular
    standard = "seit"
    leer = ("Keine Kopie fehlt.", "Alle Verträge, die Sie sehen, liegen dem Regionalbüro vor.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag: date = heute()
        self.spalten = (
            Spalte(
                "person",
                "Person",
                wert=lambda z: str(z.person),
                zelle=lambda z: verweis(person_url(z.person_id), str(z.person)),
                sortierung=("person__sortierung",),
                fest=True,
            ),
            Spalte(
                "seit",
                "Offen seit",
                wert="seit",
                zelle=lambda z: zweizeilig(datum(z.seit), tage_relativ(z.seit, self.stichtag)),
                sortierung=("seit",),
                klasse="eng",
            ),
            Spalte("traeger", "Träger", wert=lambda z: str(z.traeger), sortierung=("traeger__name",)),
            Spalte("massnahme", "Projekt", wert=lambda z: str(z.massnahme)),
        )
        if self.nutzer.darf(Aktion.PROFILING_SCHREIBEN):
            self.spalten += (
                Spalte(
                    "eintragen",
                    "Eintragen",
                    zelle=lambda z: verweis(reverse("profiling:vertragskopie", args=[z.pk]), "Eingang eintragen"),
                    wert=lambda z: "",
                    ausgeben=False,
                ),
            )

    def zeilen(self, filter: Mapping[str, Any]) -> Any:
        return fehlende_vertragskopien(self.nutzer, self.stichtag)


@regel(Aktion.UEBERGABE_ERFASSEN)
def vertragskopien(request: HttpRequest) -> HttpResponse:
    """Arrears of the provider, also for the Regionalbüro that waits for them."""
    return liste_anzeigen(request, Vertragsliste(request))
