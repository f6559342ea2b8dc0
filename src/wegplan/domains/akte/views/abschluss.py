"""The tab "Austritt und Verbleib" of the file, and its entry forms (JPS-70 to JPS-73)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from wegplan.domains.foerderung.queries import teilnahmen_im_programm
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verbleib import services
from wegplan.domains.verbleib.forms import (
    Anschlussformular,
    Begleitungsformular,
    Ergebnisformular,
    Fragebogenformular,
    Verbleibsformular,
)
from wegplan.domains.verbleib.models import (
    Anschlussperspektive,
    Einstiegsbegleitung,
    Ergebnis,
    Fragebogen,
    Fragebogenzeitpunkt,
    Verbleib,
    Zeitpunkt,
)
from wegplan.domains.verbleib.queries import stand_des_verbleibs, stufe_von
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.stand import stand_von

from ..abschluss import abschlussbilder
from ..aktenseite import seite_zeigen
from ..formularseite import Formularseite, formularseite
from ..queries import akte_laden


@dataclass(frozen=True)
class Art:
    """A record of which a Teilnahme has one: its model, its form, and the words of its page."""

    modell: Any
    form: Any
    titel: str
    satz: str


ARTEN = {
    "anschluss": Art(
        Anschlussperspektive, Anschlussformular, "Anschlussperspektive", "Die Anschlussperspektive ist gespeichert."
    ),
    "ergebnis": Art(Ergebnis, Ergebnisformular, "Ergebnis der Teilnahme", "Das Ergebnis ist gespeichert."),
    "einstiegsbegleitung": Art(
        Einstiegsbegleitung, Begleitungsformular, "Einstiegsbegleitung", "Die Einstiegsbegleitung ist gespeichert."
    ),
}


@regel(Aktion.VERBLEIB_LESEN)
@require_safe
def abschluss(request: HttpRequest, pk: int) -> HttpResponse:
    """What is agreed, recorded and still missing around the end of every Teilnahme in the programme."""
    akte = akte_laden(request.user, pk, heute(), Aktion.VERBLEIB_LESEN)
    gezeigt = abschlussbilder(request.user, akte.teilnahmen, akte.stichtag)
    return seite_zeigen(request, akte, "akte/abschluss.html", "akte:abschluss", bilder=gezeigt)


def _teilnahme(request: HttpRequest, pk: int, teilnahme: int) -> Teilnahme:
    erlaubt = teilnahmen_im_programm(request.user, Aktion.VERBLEIB_ERFASSEN).select_related("person", "massnahme")
    gesucht: Teilnahme = get_object_or_404(erlaubt, pk=teilnahme, person_id=pk)
    return gesucht


def _seite(
    request: HttpRequest,
    teilnahme: Teilnahme,
    titel: str,
    form: forms.Form,
    schreiben: Callable[[dict[str, Any]], tuple[Any, bool]],
    satz: str,
) -> HttpResponse:
    return formularseite(
        request,
        Formularseite(
            person=teilnahme.person,
            titel=titel,
            knopf="Speichern",
            einleitung=f"{teilnahme}.",
            form=form,
            schreiben=schreiben,
            satz=lambda x: satz,
            zurueck=reverse("akte:abschluss", args=[teilnahme.person_id]),
        ),
    )


def _anfang(request: HttpRequest, vorhanden: Any, form: type[forms.Form]) -> dict[str, Any]:
    """The stored values as the form wants them, and the state of the record; 0 where there is none."""
    stand = {} if request.method == "POST" else {"stand": stand_von(vorhanden) if vorhanden else 0}
    if vorhanden is None:
        return stand
    felder = {name: getattr(vorhanden, name) for name in form.base_fields if name != "stand"}
    worte = {True: "ja", False: "nein"}
    return {name: worte[wert] if isinstance(wert, bool) else wert for name, wert in felder.items()} | stand


@regel(Aktion.VERBLEIB_ERFASSEN)
def festhalten(request: HttpRequest, pk: int, teilnahme: int, art: str) -> HttpResponse:
    """Make or change the Anschlussperspektive, the Ergebnis or the Einstiegsbegleitung."""
    if art not in ARTEN:
        raise Http404
    kind, gesucht = ARTEN[art], _teilnahme(request, pk, teilnahme)
    vorhanden = kind.modell.objects.filter(teilnahme=gesucht).first()
    weitere = {"stufe": stufe_von(gesucht)} if kind.modell is Ergebnis else {}
    form = kind.form(request.POST or None, initial=_anfang(request, vorhanden, kind.form), stichtag=heute(), **weitere)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.festhalten(request.user, kind.modell, pk, teilnahme, schluessel={}, **werte)

    return _seite(request, gesucht, kind.titel, form, schreiben, kind.satz)


@regel(Aktion.VERBLEIB_ERFASSEN)
def fragebogen(request: HttpRequest, pk: int, teilnahme: int, zeitpunkt: str) -> HttpResponse:
    """That the funding bank's questionnaire was filled in and passed on (JPS-73)."""
    if zeitpunkt not in Fragebogenzeitpunkt.values:
        raise Http404
    gesucht = _teilnahme(request, pk, teilnahme)
    schluessel = {"zeitpunkt": zeitpunkt}
    vorhanden = Fragebogen.objects.filter(teilnahme=gesucht, **schluessel).first()
    form = Fragebogenformular(
        request.POST or None, initial=_anfang(request, vorhanden, Fragebogenformular), stichtag=heute()
    )

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.festhalten(request.user, Fragebogen, pk, teilnahme, schluessel=schluessel, **werte)

    titel = f"SAB-Fragebogen {Fragebogenzeitpunkt(zeitpunkt).label}"
    return _seite(request, gesucht, titel, form, schreiben, "Der Fragebogen ist eingetragen.")


@regel(Aktion.VERBLEIB_ERFASSEN)
def verbleib(request: HttpRequest, pk: int, teilnahme: int, zeitpunkt: str) -> HttpResponse:
    """All status at the exit or six months after, in one form (JPS-71, JPS-72)."""
    if zeitpunkt not in Zeitpunkt.values:
        raise Http404
    gesucht = _teilnahme(request, pk, teilnahme)
    vorhanden = list(Verbleib.objects.filter(teilnahme=gesucht, zeitpunkt=zeitpunkt).order_by("pk"))
    letztes = stand_des_verbleibs(gesucht.pk, zeitpunkt)
    anfang: dict[str, Any] = {
        "status": [v.status for v in vorhanden],
        "arbeitgeber": next((v.arbeitgeber for v in vorhanden if v.arbeitgeber), ""),
        "erhoben_am": (vorhanden[0].erhoben_am if vorhanden else None) or heute(),
    }
    if request.method != "POST":
        anfang["stand"] = letztes.pgh_id if letztes else 0
    form = Verbleibsformular(request.POST or None, initial=anfang, stichtag=heute())

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.verbleib_erheben(request.user, pk, teilnahme, zeitpunkt, **werte)

    titel = f"Verbleib {Zeitpunkt(zeitpunkt).label}"
    return _seite(request, gesucht, titel, form, schreiben, "Der Verbleib ist gespeichert.")
