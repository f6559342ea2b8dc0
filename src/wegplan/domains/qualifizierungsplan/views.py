"""The tab "Qualifizierung" of the file, one page per version, and the forms of a draft."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from wegplan.domains.akte.aktenseite import seite_zeigen
from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.akte.queries import akte_laden
from wegplan.domains.foerderung.queries import teilnahmen_im_programm
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.stand import stand_von

from . import services
from .arten import EZU, QAB, Planstand
from .darstellung import modulzeilen, pflichtzeilen
from .forms import Bestaetigung, GeaendertesModul, Kopfformular, NeuesModul, Uebergabeformular
from .models import Katalogmodul, Lernmodul, Qualifizierungsplan
from .queries import ergebnisse_von, inhalt, mit_modulen, qualifizierungen
from .rules import WECHSEL, pruefsumme

SCHREIBEN = Aktion.QUALIFIZIERUNGSPLAN_SCHREIBEN


@regel(Aktion.QUALIFIZIERUNGSPLAN_LESEN)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What is owed, the versions, the training and its checks of every Teilnahme of the programme."""
    nutzer: Any = request.user
    akte = akte_laden(nutzer, pk, heute(), Aktion.QUALIFIZIERUNGSPLAN_LESEN)
    erlaubt = teilnahmen_im_programm(nutzer, Aktion.QUALIFIZIERUNGSPLAN_LESEN).filter(person=pk)
    gefunden = qualifizierungen(nutzer, erlaubt.select_related("massnahme").order_by("-eintritt"), akte.stichtag)
    teile = [
        {
            "q": q,
            "ezu": q.stufe == EZU,
            "qab": q.stufe in QAB,
            "pflichten": pflichtzeilen(q.pflichten, akte.stichtag),
            "offene_wechsel": [p for p in q.pflichten if p.art == WECHSEL and p.offen and p.faellig <= akte.stichtag],
            "entwurf": bool(q.plaene) and q.plaene[0].stand == Planstand.ENTWURF,
        }
        for q in gefunden
    ]
    return seite_zeigen(request, akte, "qualifizierungsplan/person.html", "qualifizierungsplan:person", teile=teile)


@regel(Aktion.QUALIFIZIERUNGSPLAN_LESEN)
@require_safe
def fassung(request: HttpRequest, pk: int) -> HttpResponse:
    """One version with what became of its modules; of one handed over whether it still has its checksum."""
    plan: Qualifizierungsplan = get_object_or_404(mit_modulen(Qualifizierungsplan.objects.fuer(request.user)), pk=pk)
    ist_entwurf = plan.stand == Planstand.ENTWURF
    zugriff_vermerken(request, "oeffnen", plan.person_id, zweck="Qualifizierungsplan ansehen")
    ergebnisse = ergebnisse_von([plan.teilnahme_id]).get(plan.teilnahme_id, {})
    kontext = {
        "plan": plan,
        "person": plan.person,
        "ist_entwurf": ist_entwurf,
        "zeilen": modulzeilen(plan, ergebnisse),
        "stunden": sum(m.stunden for m in plan.module.all()),
        "luecken": services.was_fehlt(plan) if ist_entwurf else [],
        "unveraendert": bool(plan.pruefsumme) and pruefsumme(inhalt(plan)) == plan.pruefsumme,
    }
    return TemplateResponse(request, "qualifizierungsplan/fassung.html", kontext)


@regel(SCHREIBEN)
def neu(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    """Begin the plan with the catalogue of the project, or go on with a copy of the last version."""
    erlaubt = teilnahmen_im_programm(request.user, SCHREIBEN).select_related("person", "massnahme")
    gesucht: Teilnahme = get_object_or_404(erlaubt, pk=teilnahme, person_id=pk)
    module = Katalogmodul.objects.filter(massnahme=gesucht.massnahme_id).count()
    beginn = (
        f"Eine erste Fassung beginnt mit den {module} Modulen aus dem Katalog des Projekts."
        if module
        else "Das Projekt hat noch keinen Modulkatalog; Sie tragen die Module danach einzeln ein."
    )
    seite = Formularseite(
        person=gesucht.person,
        titel="Qualifizierungsplan schreiben",
        knopf="Entwurf anlegen",
        einleitung=f"{gesucht}. Gibt es schon eine Fassung, wird sie in den Entwurf kopiert. {beginn}",
        form=_nur_knopf(request),
        schreiben=lambda werte: services.neue_fassung(request.user, pk, teilnahme),
        satz=lambda p: f"{p} ist als Entwurf angelegt.",
        zurueck=reverse("qualifizierungsplan:person", args=[pk]),
    )
    return formularseite(request, seite)


def _nur_knopf(request: HttpRequest) -> Bestaetigung:
    """Bound by the click alone: the form has no fields."""
    return Bestaetigung(request.POST if request.method == "POST" else None)


def entwurf_laden(request: HttpRequest, pk: int) -> Qualifizierungsplan:
    """A version that was handed over has no forms."""
    offene = Qualifizierungsplan.objects.fuer(request.user, SCHREIBEN).filter(stand=Planstand.ENTWURF)
    gesucht: Qualifizierungsplan = get_object_or_404(offene.select_related("person", "teilnahme"), pk=pk)
    return gesucht


def _entwurfsseite(
    request: HttpRequest,
    plan: Qualifizierungsplan,
    titel: str,
    form: forms.Form,
    schreiben: Callable[[dict[str, Any]], tuple[Any, bool]],
    satz: str,
    knopf: str = "Speichern",
) -> HttpResponse:
    return formularseite(
        request,
        Formularseite(
            person=plan.person,
            titel=titel,
            knopf=knopf,
            form=form,
            schreiben=schreiben,
            satz=lambda _: satz,
            einleitung=f"{plan}, Entwurf.",
            zurueck=reverse("qualifizierungsplan:fassung", args=[plan.pk]),
        ),
    )


def jetzt(objekt: Any, form: type[forms.Form]) -> dict[str, Any]:
    """What a record says now, for a form that changes it."""
    felder = {name: getattr(objekt, name) for name in form.base_fields if name != "stand"}
    return felder | {"stand": stand_von(objekt)}


@regel(SCHREIBEN)
def kopf(request: HttpRequest, pk: int) -> HttpResponse:
    plan = entwurf_laden(request, pk)
    form = Kopfformular(request.POST or None, initial=jetzt(plan, Kopfformular))

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.aendern(request.user, pk, plan, **werte)

    return _entwurfsseite(request, plan, "Ziel, Inhalte und Praxis", form, schreiben, "Der Entwurf ist gespeichert.")


@regel(SCHREIBEN)
def modul_neu(request: HttpRequest, pk: int) -> HttpResponse:
    plan = entwurf_laden(request, pk)
    anfang = {"reihe": max(plan.module.values_list("reihe", flat=True), default=0) + 1}

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.modul_anlegen(request.user, pk, **werte)

    form = NeuesModul(request.POST or None, initial=anfang)
    return _entwurfsseite(request, plan, "Modul eintragen", form, schreiben, "Das Modul ist gespeichert.")


@regel(SCHREIBEN)
def modul_aendern(request: HttpRequest, pk: int) -> HttpResponse:
    modul = get_object_or_404(Lernmodul, pk=pk)
    plan = entwurf_laden(request, modul.plan_id)
    form = GeaendertesModul(request.POST or None, initial=jetzt(modul, GeaendertesModul))

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.aendern(request.user, plan.pk, modul, **werte)

    return _entwurfsseite(request, plan, "Modul ändern", form, schreiben, "Das Modul ist geändert.")


@regel(SCHREIBEN)
def modul_entfernen(request: HttpRequest, pk: int) -> HttpResponse:
    modul = get_object_or_404(Lernmodul, pk=pk)
    plan = entwurf_laden(request, modul.plan_id)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.modul_entfernen(request.user, modul)

    titel = f"Modul „{modul}“ entfernen"
    form = _nur_knopf(request)
    return _entwurfsseite(request, plan, titel, form, schreiben, f"{modul} steht nicht mehr im Plan.", "Bestaetigung")


@regel(SCHREIBEN)
def uebergeben(request: HttpRequest, pk: int) -> HttpResponse:
    """Outward: from now on the Regionalbüro reads the version, and it does not change any more."""
    plan = entwurf_laden(request, pk)
    anfang = {"am": heute(), "name_fachkraft": str(request.user)}
    form = Uebergabeformular(request.POST or None, initial=anfang, stichtag=heute())

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        werte.pop("bestaetigt")
        return services.uebergeben(request.user, pk, **werte)

    satz = f"{plan} liegt jetzt beim Regionalbüro und ändert sich nicht mehr."
    return _entwurfsseite(request, plan, "An das Regionalbüro geben", form, schreiben, satz, "Übergeben")
