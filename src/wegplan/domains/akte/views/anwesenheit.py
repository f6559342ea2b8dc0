"""The tab "Anwesenheit" of the file, and the entry forms of sick notes and days off (JPS-30, JPS-33, JPS-34)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from wegplan.domains.anwesenheit import services
from wegplan.domains.anwesenheit.forms import Ausnahmeformular, Krankmeldungsformular
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute

from ..aktenseite import seite_zeigen
from ..anwesenheit import bilder
from ..formularseite import Formularseite, formularseite
from ..queries import akte_laden


@regel(Aktion.ANWESENHEIT_LESEN)
def anwesenheit(request: HttpRequest, pk: int) -> HttpResponse:
    """Absence figures and marks of every Teilnahme that the user sees."""
    akte = akte_laden(request.user, pk, heute(), Aktion.ANWESENHEIT_LESEN)
    gezeigt = bilder(akte.teilnahmen, akte.stichtag)
    return seite_zeigen(request, akte, "akte/anwesenheit.html", "akte:anwesenheit", bilder=gezeigt)


def _teilnahme(request: HttpRequest, pk: int, teilnahme: int) -> Teilnahme:
    erlaubt = Teilnahme.objects.fuer(request.user, Aktion.ANWESENHEIT_ERFASSEN).select_related("person", "massnahme")
    return get_object_or_404(erlaubt, pk=teilnahme, person_id=pk)


@regel(Aktion.ANWESENHEIT_ERFASSEN)
def krankmeldung(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    gesucht = _teilnahme(request, pk, teilnahme)
    stichtag = heute()
    return formularseite(
        request,
        Formularseite(
            person=gesucht.person,
            titel="Krankmeldung eintragen",
            knopf="Krankmeldung speichern",
            einleitung=f"{gesucht}. Die Tage werden auf „krank“ gesetzt, auch nachträglich; wer da war, bleibt da.",
            form=Krankmeldungsformular(request.POST or None, initial={"von": stichtag}, stichtag=stichtag),
            schreiben=lambda werte: services.krankmeldung_eintragen(request.user, pk, teilnahme, **werte),
            satz=lambda k: f"Die Krankmeldung vom {k.von:%d.%m.%Y} bis {k.bis:%d.%m.%Y} ist gespeichert.",
            zurueck=reverse("akte:anwesenheit", args=[pk]),
        ),
    )


@regel(Aktion.ANWESENHEIT_ERFASSEN)
def ausnahmezeit(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    gesucht = _teilnahme(request, pk, teilnahme)
    return formularseite(
        request,
        Formularseite(
            person=gesucht.person,
            titel="Tage ohne Anwesenheitspflicht eintragen",
            knopf="Tage speichern",
            einleitung=f"{gesucht}.",
            form=Ausnahmeformular(request.POST or None, initial={"von": heute()}),
            schreiben=lambda werte: services.ausnahme_eintragen(request.user, pk, teilnahme, **werte),
            satz=lambda a: f"Gespeichert: {a}.",
            zurueck=reverse("akte:anwesenheit", args=[pk]),
        ),
    )
