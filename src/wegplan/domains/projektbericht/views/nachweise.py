"""Records of a project: contacts with companies, mobility support, boards (JPS-92)."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.zielvereinbarung.formular import Formular, formular_zeigen
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.stand import stand_von
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.bausteine import Reiter
from wegplan.kit.ui.meldungen import melden

from .. import services
from ..forms import FORMULARE
from ..nachweise import NACHWEISE
from ..queries import nachweise_fuer, projekte_fuer

ART = Spalte("art", "Art", wert=lambda n: n.get_art_display(), sortierung=("art",))
SPALTEN = {
    "unternehmen": (
        Spalte("unternehmen", "Unternehmen", sortierung=("unternehmen",)),
        ART,
        Spalte("ergebnis", "Ergebnis", wert=lambda n: n.get_ergebnis_display(), sortierung=("ergebnis",)),
        Spalte("bemerkung", "Bemerkung"),
    ),
    "mobilitaet": (
        ART,
        Spalte("personen", "Menschen", sortierung=("personen",), klasse="zahl"),
        Spalte("ergebnis", "Ergebnis"),
    ),
    "gremien": (
        Spalte("gremium", "Beirat oder Gremium", sortierung=("gremium",)),
        Spalte("beteiligte", "Wer war dabei"),
        Spalte("ergebnis", "Ergebnis"),
    ),
}


class Nachweisliste(Liste):
    """The records of one kind; no participants' data."""

    ansicht = "projektbericht:nachweise"
    standard = "-tag"
    mit_personen = False
    leer = ("Hier ist noch nichts eingetragen.", "Was Sie eintragen, steht im nächsten Projektbericht.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.art = kwargs["art"]
        self.titel = str(NACHWEISE[self.art]._meta.verbose_name_plural)
        self.spalten = (
            Spalte("tag", "Tag", sortierung=("tag", "pk"), klasse="eng", fest=True),
            *SPALTEN[self.art],
            Spalte("tun", "Tun", vorlage="projektbericht/zelle_nachweis.html", klasse="aktion", ausgeben=False),
        )

    def sichtbare_spalten(self) -> list[Spalte]:
        schreibt = self.nutzer.darf(Aktion.PROJEKTBERICHT_SCHREIBEN)
        return [s for s in self.spalten if s.name != "tun" or schreibt]

    def zeilen(self, filter: Mapping[str, Any]) -> Any:
        return nachweise_fuer(self.nutzer, self.art).filter(massnahme=self.url_werte["pk"])


@regel(Aktion.PROJEKTBERICHT_LESEN)
def nachweise(request: HttpRequest, pk: int, art: str) -> HttpResponse:
    massnahme = _projekt(request, pk, art)
    reiter = [
        Reiter(str(m._meta.verbose_name_plural), reverse("projektbericht:nachweise", args=[pk, a]), aktiv=a == art)
        for a, m in NACHWEISE.items()
    ]
    return liste_anzeigen(
        request,
        Nachweisliste(request, pk=pk, art=art),
        "projektbericht/nachweise.html",
        massnahme=massnahme,
        reiter=reiter,
        art=art,
        wort=NACHWEISE[art]._meta.verbose_name,
    )


def _projekt(request: HttpRequest, pk: int, art: str) -> Massnahme:
    """A project of one of the user's sides, and a kind that there is; else 404."""
    if art not in NACHWEISE or not request.user.nur_eigene_massnahmen:
        raise Http404
    massnahme: Massnahme = get_object_or_404(projekte_fuer(request.user), pk=pk)
    return massnahme


@regel(Aktion.PROJEKTBERICHT_SCHREIBEN)
def nachweis_neu(request: HttpRequest, pk: int, art: str) -> HttpResponse:
    massnahme = _projekt(request, pk, art)
    form = FORMULARE[art](request.POST or None, initial={"tag": heute()}, stichtag=heute(), neu=True)
    return formular_zeigen(
        request,
        _formular(
            massnahme,
            art,
            form,
            "eintragen",
            lambda werte: services.nachweis_anlegen(request.user, art, massnahme, **werte),
        ),
    )


@regel(Aktion.PROJEKTBERICHT_SCHREIBEN)
def nachweis(request: HttpRequest, art: str, pk: int) -> HttpResponse:
    """Correct a record."""
    n = _eigener(request, art, pk)
    form = FORMULARE[art](request.POST or None, stichtag=heute(), neu=False)
    form.initial = {name: getattr(n, name) for name in form.fields if name != "stand"} | {"stand": stand_von(n)}
    seite = _formular(
        n.massnahme, art, form, "ändern", lambda werte: services.nachweis_aendern(request.user, art, pk, **werte)
    )
    seite.kontext["loeschen"] = reverse("projektbericht:nachweis_loeschen", args=[art, pk])
    seite.vorlage = "projektbericht/nachweis.html"
    return formular_zeigen(request, seite)


def _eigener(request: HttpRequest, art: str, pk: int) -> Any:
    if art not in NACHWEISE:
        raise Http404
    return get_object_or_404(nachweise_fuer(request.user, art), pk=pk)


def _formular(massnahme: Massnahme, art: str, form: Any, verb: str, schreiben: Any) -> Formular:
    zurueck = reverse("projektbericht:nachweise", args=[massnahme.pk, art])
    name = NACHWEISE[art]._meta.verbose_name
    return Formular(
        form=form,
        schreiben=schreiben,
        satz=lambda n: f"{n}: gespeichert.",
        ziel=lambda _: zurueck,
        titel=f"{name} {verb}",
        knopf="Speichern",
        abbrechen=zurueck,
        pfad=[str(NACHWEISE[art]._meta.verbose_name_plural), zurueck, str(name)],
        einleitung=str(massnahme),
        vorlage="projektbericht/formular.html",
    )


@regel(Aktion.PROJEKTBERICHT_SCHREIBEN)
@require_POST
def nachweis_loeschen(request: HttpRequest, art: str, pk: int) -> HttpResponse:
    n = _eigener(request, art, pk)
    try:
        services.nachweis_loeschen(request.user, art, pk)
    except ObjectDoesNotExist as weg:
        raise Http404 from weg
    except ValidationError as fehler:
        melden(request, fehler.messages[0], art="warnung")
    else:
        melden(request, f"{n}: gelöscht.")
    return redirect("projektbericht:nachweise", n.massnahme_id, art)
