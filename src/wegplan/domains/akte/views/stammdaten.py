"""New persons (search before creating, PX-08), master data, and who is responsible."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Nutzer, Organisation, Organisationsart, Team
from wegplan.domains.person import services
from wegplan.domains.person.forms import NeuePerson, Stammdatenformular, Zustaendigkeitsende, Zustaendigkeitsformular
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.stand import stand_von
from wegplan.kit.ui.meldungen import melden

from ..adressen import person_url
from ..formularseite import Formularseite, formularseite

AEHNLICHE = 10
STAMMDATEN = ("nachname", "vorname", "geburtsdatum", "geschlecht", "kundennummer")


def _stellen(nutzer: Any, person: Person | None = None) -> dict[str, list[Any]]:
    """Offices and teams to choose from: all Jobcenter and Agenturen, the teams of one's own office."""
    teams = list(Team.objects.select_related("organisation").filter(organisation_id=nutzer.organisation_id))
    if person and person.team and person.team not in teams:
        teams.append(person.team)
    arten = (Organisationsart.JOBCENTER, Organisationsart.AGENTUR)
    return {"organisationen": list(Organisation.objects.filter(art__in=arten)), "teams": teams}


def _person(request: HttpRequest, pk: int) -> Person:
    erlaubt = Person.objects.fuer(request.user, Aktion.PERSON_AENDERN).select_related("jobcenter", "team__organisation")
    return get_object_or_404(erlaubt, pk=pk)


@regel(Aktion.PERSON_AENDERN)
def neu(request: HttpRequest) -> HttpResponse:
    """First everybody similar, then, only when the user means none of them, the new person (PX-08)."""
    nutzer, stichtag = request.user, heute()
    eigenes_team = nutzer.team_ids[0] if len(nutzer.team_ids) == 1 else ""
    anfang = {"jobcenter": nutzer.organisation_id, "team": eigenes_team}
    form = NeuePerson(request.POST or None, initial=anfang, stichtag=stichtag, **_stellen(nutzer))
    aehnliche: list[Person] = []
    if request.method == "POST" and form.is_valid():
        person = services.schon_angelegt(nutzer, form.cleaned_data["kennzeichen"])
        if person is None:
            aehnliche = _aehnliche(nutzer, form)
        if person is None and (form.cleaned_data["trotzdem"] or not aehnliche):
            person = _anlegen(nutzer, form)
        if person is not None:
            melden(request, f"{person.vorname} {person.nachname} ist angelegt.")
            return redirect(person_url(person.pk))
    if aehnliche:
        gezeigt = [p.pk for p in aehnliche]
        zugriff_vermerken(request, "suche", personen=gezeigt, zweck="Prüfung auf ähnliche Personen")
        form.data = form.data.copy()
        form.data["trotzdem"] = "on"
    kontext = {"form": form, "aehnliche": aehnliche, "zurueck": reverse("akte:liste")}
    return TemplateResponse(request, "akte/neu.html", kontext, status=422 if form.errors else 200)


def _aehnliche(nutzer: Any, form: NeuePerson) -> list[Person]:
    wie = [form.cleaned_data[name] for name in ("nachname", "vorname", "geburtsdatum", "kundennummer")]
    return list(Person.objects.fuer(nutzer).wie(*wie).select_related("team")[:AEHNLICHE])


def _anlegen(nutzer: Any, form: NeuePerson) -> Person | None:
    """The new person; None with the errors at the fields of the form."""
    try:
        return services.person_anlegen(nutzer, form.stammdaten, form.cleaned_data["kennzeichen"], heute())[0]
    except ValidationError as fehler:
        form.add_error(None, fehler)
        return None


@regel(Aktion.PERSON_AENDERN)
def bearbeiten(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    anfang: dict[str, Any] = {name: getattr(person, name) for name in STAMMDATEN}
    anfang |= {"jobcenter": person.jobcenter_id, "team": person.team_id}
    if request.method != "POST":
        anfang["stand"] = stand_von(person)
    form = Stammdatenformular(request.POST or None, initial=anfang, stichtag=heute(), **_stellen(request.user, person))

    def schreiben(werte: dict[str, Any]) -> tuple[Person, bool]:
        return services.person_aendern(request.user, pk, form.stammdaten, werte["stand"])

    return formularseite(
        request,
        Formularseite(
            person=person,
            titel="Stammdaten ändern",
            knopf="Stammdaten speichern",
            form=form,
            schreiben=schreiben,
            satz=lambda p: f"Die Stammdaten von {p.vorname} {p.nachname} sind gespeichert.",
        ),
    )


def _kollegen(nutzer: Any) -> list[Nutzer]:
    """Who may be made responsible: active colleagues of the same office whose role works on cases."""
    eigene = {"organisation_id": nutzer.organisation_id, "is_active": True}
    kollegen = Nutzer.objects.filter(**eigene, rolle__in=services.ZUSTAENDIGE_ROLLEN)
    return list(kollegen.order_by("last_name", "first_name", "username"))


@regel(Aktion.PERSON_AENDERN)
def zustaendigkeit_neu(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = Zustaendigkeitsformular(request.POST or None, initial={"von": heute()}, kollegen=_kollegen(request.user))
    return formularseite(
        request,
        Formularseite(
            person=person,
            titel="Zuständigkeit geben",
            knopf="Zuständigkeit speichern",
            einleitung="Wer zuständig ist, sieht die Akte und darf darin arbeiten.",
            form=form,
            schreiben=lambda w: services.zustaendigkeit_beginnen(
                request.user, pk, w["nutzer"], w["grund"], w["von"], w["bis"]
            ),
            satz=lambda z: f"{z.nutzer} ist ab {z.von:%d.%m.%Y} zuständig.",
            zurueck=reverse("akte:zustaendigkeiten", args=[pk]),
        ),
    )


@regel(Aktion.PERSON_AENDERN)
def zustaendigkeit_ende(request: HttpRequest, pk: int, eintrag: int) -> HttpResponse:
    person = _person(request, pk)
    zeilen = Zustaendigkeit.objects.filter(person=person, nutzer__isnull=False).select_related("nutzer")
    zeile = get_object_or_404(zeilen, pk=eintrag)
    anfang: dict[str, Any] = {"bis": zeile.bis or heute()}
    if request.method != "POST":
        anfang["stand"] = stand_von(zeile)
    return formularseite(
        request,
        Formularseite(
            person=person,
            titel="Zuständigkeit beenden",
            knopf="Letzten Tag speichern",
            einleitung=f"{zeile.nutzer} ist seit {zeile.von:%d.%m.%Y} zuständig ({zeile.get_grund_display()}).",
            form=Zustaendigkeitsende(request.POST or None, initial=anfang),
            schreiben=lambda w: services.zustaendigkeit_beenden(request.user, pk, eintrag, w["bis"], w["stand"]),
            satz=lambda z: f"Die Zuständigkeit von {z.nutzer} endet mit Ablauf des {z.bis:%d.%m.%Y}.",
            zurueck=reverse("akte:zustaendigkeiten", args=[pk]),
        ),
    )
