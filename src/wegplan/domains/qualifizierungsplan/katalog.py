"""Pages of a project: its catalogue of modules, and the results of a whole group in one screen (JPS-20, JPS-21)."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.felder import MitStichtag, VergangenerTag
from wegplan.kit.eingabe.stand import stand_pruefen
from wegplan.kit.ui.meldungen import melden

from .arten import Modulausgang
from .ausbildung import Eintrag, gruppe_festhalten
from .forms import GeaendertesKatalogmodul, NeuesKatalogmodul
from .models import Katalogmodul, Lernmodul
from .queries import ergebnisse_von, laufende
from .views import jetzt

SCHREIBEN = Aktion.QUALIFIZIERUNGSPLAN_SCHREIBEN


def _projekt(request: HttpRequest, pk: int) -> Massnahme:
    projekt: Massnahme = get_object_or_404(massnahmen_fuer(request.user).filter(foerderart=Foerderart.ESF), pk=pk)
    return projekt


@regel(Aktion.QUALIFIZIERUNGSPLAN_LESEN)
@require_safe
def katalog(request: HttpRequest, pk: int) -> HttpResponse:
    """The modules with which plans of the project start. No personal data."""
    projekt = _projekt(request, pk)
    module = list(Katalogmodul.objects.filter(massnahme=projekt).order_by("reihe", "kennung"))
    kontext = {"projekt": projekt, "module": module, "stunden": sum(m.stunden for m in module)}
    return TemplateResponse(request, "qualifizierungsplan/katalog.html", kontext)


@regel(SCHREIBEN)
def modul_neu(request: HttpRequest, pk: int) -> HttpResponse:
    projekt = _projekt(request, pk)
    vorhanden = Katalogmodul.objects.filter(massnahme=projekt)
    anfang = {"reihe": max(vorhanden.values_list("reihe", flat=True), default=0) + 1}
    form = NeuesKatalogmodul(request.POST or None, initial=anfang)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        kennung = werte.pop("kennzeichen")
        return Katalogmodul.objects.get_or_create(massnahme=projekt, kennung=kennung, defaults=werte)

    return _katalogseite(request, projekt, "Modul in den Katalog aufnehmen", form, schreiben)


@regel(SCHREIBEN)
def modul_aendern(request: HttpRequest, pk: int) -> HttpResponse:
    modul = get_object_or_404(Katalogmodul, pk=pk)
    projekt = _projekt(request, modul.massnahme_id)
    form = GeaendertesKatalogmodul(request.POST or None, initial=jetzt(modul, GeaendertesKatalogmodul))

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        gesperrt = Katalogmodul.objects.select_for_update().get(pk=pk)
        if not stand_pruefen(gesperrt, werte.pop("stand"), werte):
            return gesperrt, False
        for name, wert in werte.items():
            setattr(gesperrt, name, wert)
        gesperrt.save(update_fields=list(werte))
        return gesperrt, True

    return _katalogseite(request, projekt, "Modul des Katalogs ändern", form, schreiben)


def _katalogseite(
    request: HttpRequest, projekt: Massnahme, titel: str, form: forms.Form, schreiben: Any
) -> HttpResponse:
    seite = Formularseite(
        person=None,
        bezug=str(projekt),
        titel=titel,
        knopf="Speichern",
        einleitung="Der Katalog gilt für neue Pläne. Pläne, die es schon gibt, ändern sich nicht.",
        form=form,
        schreiben=schreiben,
        satz=lambda m: f"{m} steht im Katalog.",
        zurueck=reverse("qualifizierungsplan:katalog", args=[projekt.pk]),
    )
    return formularseite(request, seite)


class Gruppenformular(MitStichtag):
    """A day for all, and per Teilnahme a result; rows left open are not written."""

    am = VergangenerTag(label="Prüfung am")

    def __init__(self, *args: Any, teilnahmen: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teilnahmen = teilnahmen
        for t in teilnahmen:
            self.fields[f"ausgang_{t.pk}"] = forms.ChoiceField(
                label=f"Ergebnis, {t.person}", choices=[("", "offen"), *Modulausgang.choices], required=False
            )
            self.fields[f"note_{t.pk}"] = forms.CharField(
                label=f"Note oder Bemerkung, {t.person}", max_length=100, required=False
            )

    def clean(self) -> dict[str, Any]:
        werte: dict[str, Any] = super().clean() or {}
        for t in self.teilnahmen:
            if werte.get(f"note_{t.pk}") and not werte.get(f"ausgang_{t.pk}"):
                self.add_error(f"ausgang_{t.pk}", "Wählen Sie ein Ergebnis, oder leeren Sie die Bemerkung.")
            if (am := werte.get("am")) and werte.get(f"ausgang_{t.pk}") and am < t.eintritt:
                self.add_error(f"ausgang_{t.pk}", f"Der Tag liegt vor dem Eintritt am {t.eintritt:%d.%m.%Y}.")
        return werte

    def eintraege(self) -> list[Eintrag]:
        """The rows that somebody filled in."""
        werte = self.cleaned_data
        return [
            Eintrag(t.pk, werte[f"ausgang_{t.pk}"], werte[f"note_{t.pk}"])
            for t in self.teilnahmen
            if werte[f"ausgang_{t.pk}"]
        ]

    def zeilen(self) -> list[tuple[Any, Any, Any]]:
        """(Teilnahme, field of its result, field of its note)."""
        return [(t, self[f"ausgang_{t.pk}"], self[f"note_{t.pk}"]) for t in self.teilnahmen]


@regel(SCHREIBEN)
def gruppe(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a module of the project's plans, then enter the results of everybody who has it planned."""
    projekt = _projekt(request, pk)
    tag = heute()
    alle = list(laufende(request.user, tag, [pk]))
    in_plaenen: Any = Lernmodul.objects.filter(plan__teilnahme__in=alle).order_by("reihe", "kennung", "pk")
    geplant: dict[str, set[int]] = {}
    namen: dict[str, str] = {}
    for kennung, name, teilnahme in in_plaenen.values_list("kennung", "bezeichnung", "plan__teilnahme"):
        geplant.setdefault(kennung, set()).add(teilnahme)
        namen[kennung] = name
    kennung = request.POST.get("modul") or request.GET.get("modul") or next(iter(namen), "")
    ergebnisse = ergebnisse_von(geplant.get(kennung, ()))
    betroffen = [t for t in alle if t.pk in geplant.get(kennung, ())]
    offen = [t for t in betroffen if kennung not in ergebnisse.get(t.pk, {})]
    form = Gruppenformular(request.POST or None, initial={"am": tag}, stichtag=tag, teilnahmen=offen)
    if request.method == "POST" and form.is_valid():
        return _gruppe_schreiben(request, projekt, kennung, form)
    zugriff_vermerken(request, "liste", personen=[t.person_id for t in betroffen], zweck="Ergebnisse eines Moduls")
    kontext = {
        "projekt": projekt,
        "namen": namen,
        "modul": kennung,
        "form": form,
        "fertig": [(t, ergebnisse[t.pk][kennung]) for t in betroffen if t not in offen],
    }
    return TemplateResponse(
        request, "qualifizierungsplan/gruppe.html", kontext, status=422 if request.method == "POST" else 200
    )


def _gruppe_schreiben(request: HttpRequest, projekt: Massnahme, kennung: str, form: Gruppenformular) -> HttpResponse:
    am: date = form.cleaned_data["am"]
    geschrieben, belassen = gruppe_festhalten(request.user, projekt.pk, kennung, am, form.eintraege())
    satz = "Ein Ergebnis ist gespeichert." if geschrieben == 1 else f"{geschrieben} Ergebnisse sind gespeichert."
    if belassen:
        satz += f" Bei {belassen} war inzwischen schon eines eingetragen; es bleibt."
    melden(request, satz, art="erfolg" if geschrieben else "info")
    return redirect(f"{reverse('qualifizierungsplan:gruppe', args=[projekt.pk])}?modul={kennung}")
