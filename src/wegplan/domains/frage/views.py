"""The tab "Fragen" of the file, the list of the office, and the forms."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from wegplan.domains.akte.aktenseite import seite_zeigen
from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.akte.queries import akte_laden
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.meldungen import melden

from . import services
from .forms import Abgabeformular, Antwortformular, Frageformular
from .listen import Fragenliste
from .models import Frage
from .queries import fragen_der_person
from .rules import antwort_bis


@regel(Aktion.FRAGE_LESEN)
def liste(request: HttpRequest) -> HttpResponse:
    """What waits for whom since when; filter, print, XLSX."""
    return liste_anzeigen(request, Fragenliste(request))


@regel(Aktion.FRAGE_LESEN)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions of a person between the own and another office, with all that was written."""
    akte = akte_laden(request.user, pk, heute(), Aktion.FRAGE_LESEN)
    stelle = request.user.organisation_id
    fragen = [
        {
            "frage": f,
            "bei_uns": f.am_zug_id == stelle,
            "ueberfaellig": bool(f.wartet_seit) and antwort_bis(timezone.localdate(f.wartet_seit)) < heute(),
        }
        for f in fragen_der_person(request.user, pk)
    ]
    return seite_zeigen(request, akte, "frage/person.html", "frage:person", fragen=fragen)


@regel(Aktion.FRAGE_STELLEN)
def neu(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    """Ask one of the other offices that look after this Teilnahme."""
    erlaubt = Teilnahme.objects.fuer(request.user, Aktion.FRAGE_STELLEN).select_related(
        "person__jobcenter", "jobcenter", "massnahme__traeger", "massnahme__regionalbuero"
    )
    gesucht: Teilnahme = get_object_or_404(erlaubt, pk=teilnahme, person_id=pk)
    stellen = [(s.pk, s.name) for s in services.andere_stellen(request.user, gesucht)]
    seite = Formularseite(
        person=gesucht.person,
        titel="Frage stellen",
        knopf="Frage senden",
        einleitung=str(gesucht),
        form=Frageformular(request.POST or None, stellen=stellen),
        schreiben=lambda werte: services.fragen(request.user, pk, teilnahme, **werte),
        satz=lambda f: f"Die Frage ist gestellt. Jetzt wartet sie auf {f.an_stelle.name}.",
        zurueck=reverse("frage:person", args=[pk]),
    )
    return formularseite(request, seite)


def _offene(request: HttpRequest, pk: int) -> Frage:
    """A closed question has no forms."""
    erlaubt = Frage.objects.fuer(request.user, Aktion.FRAGE_STELLEN).filter(geschlossen_am__isnull=True)
    frage: Frage = get_object_or_404(erlaubt.select_related("person", "teilnahme__massnahme"), pk=pk)
    return frage


@regel(Aktion.FRAGE_STELLEN)
def antworten(request: HttpRequest, pk: int) -> HttpResponse:
    frage = _offene(request, pk)
    erste = frage.beitraege.order_by("am", "pk").last()
    seite = Formularseite(
        person=frage.person,
        titel="Antworten",
        knopf="Senden",
        einleitung=f"Zuletzt: {erste.text}" if erste else "",
        form=Antwortformular(request.POST or None),
        schreiben=lambda werte: services.antworten(request.user, pk, **werte),
        satz=lambda f: "Gesendet. Jetzt wartet die Frage auf die andere Stelle.",
        zurueck=reverse("frage:person", args=[frage.person_id]),
    )
    return formularseite(request, seite)


@regel(Aktion.FRAGE_STELLEN)
def abgeben(request: HttpRequest, pk: int) -> HttpResponse:
    """To a colleague who may answer on this person."""
    frage = _offene(request, pk)
    konten = [(n.pk, str(n)) for n in [request.user, *services.kollegen(request.user, frage.person)]]
    seite = Formularseite(
        person=frage.person,
        titel="Frage abgeben",
        knopf="Abgeben",
        einleitung="Die Frage bleibt bei Ihrer Stelle; auf der Startseite sieht sie, wer hier gewählt ist.",
        form=Abgabeformular(request.POST or None, konten=konten),
        schreiben=lambda werte: services.abgeben(request.user, pk, **werte),
        satz=lambda f: f"Die Frage liegt jetzt bei {f.zustaendig}.",
        zurueck=reverse("frage:person", args=[frage.person_id]),
    )
    return formularseite(request, seite)


@regel(Aktion.FRAGE_STELLEN)
@require_POST
def abschliessen(request: HttpRequest, pk: int) -> HttpResponse:
    nutzer: Any = request.user
    try:
        frage, neu = services.abschliessen(nutzer, pk)
    except Frage.DoesNotExist as e:
        raise Http404 from e
    melden(request, "Die Frage ist abgeschlossen." if neu else "Die Frage war schon abgeschlossen.")
    return redirect("frage:person", frage.person_id)
