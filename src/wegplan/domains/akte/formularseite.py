"""The page of an entry form: show it, check it, write once, say what happened, or show the conflict (DS-31, DS-32)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.eingabe.stand import Konflikt
from wegplan.kit.entwurf.formular import ist_lang, mit_entwurf
from wegplan.kit.ui.meldungen import melden

from .adressen import person_url

# `?von=` in the address of a form: the page somebody came from and goes back to, by name; anything else is the file.
WEGE_ZURUECK = {"tisch": "tisch:mein"}


@dataclass
class Formularseite:
    """`schreiben` gets the checked values and gives (record, whether it was written now); it may raise
    ValidationError by field, Konflikt, or DoesNotExist. `satz` says what happened, `zurueck` is where to go.

    Without `person` it belongs to something else: `bezug` names it, `zurueck` must be given, and no trace is left."""

    person: Person | None
    titel: str
    knopf: str
    form: forms.Form
    schreiben: Callable[[dict[str, Any]], tuple[Any, bool]]
    satz: Callable[[Any], str]
    zurueck: str = ""
    einleitung: str = ""
    bezug: str = ""
    rueckgaengig: Callable[[Any], str] | None = None
    vorlage: str = "akte/eintragen.html"
    kontext: dict[str, Any] = field(default_factory=dict)


def formularseite(request: HttpRequest, seite: Formularseite) -> HttpResponse:
    """Answer GET and POST. Showing the form opens the person's file, so it leaves exactly one trace."""
    konflikt, status = None, 200
    her = WEGE_ZURUECK.get(request.GET.get("von", ""))
    zurueck = reverse(her) if her else seite.zurueck or (person_url(seite.person.pk) if seite.person else "")
    if request.method == "POST":
        status = 422
        if seite.form.is_valid():
            try:
                objekt, neu = seite.schreiben(seite.form.cleaned_data)
            except ValidationError as fehler:
                seite.form.add_error(None, fehler)
            except Konflikt as gefunden:
                konflikt, status = gefunden, 409
                _auf_neuen_stand(seite.form, gefunden.stand)
            except ObjectDoesNotExist as weg:
                raise Http404 from weg
            else:
                undo = seite.rueckgaengig(objekt) if seite.rueckgaengig and neu else ""
                melden(request, seite.satz(objekt), rueckgaengig=undo)
                return _weiter(request, seite, zurueck)
    if seite.person:
        zugriff_vermerken(request, "oeffnen", seite.person.pk, zweck=f"Formular: {seite.titel}")
    if ist_lang(seite.form):
        mit_entwurf(request, seite.form, seite.titel)
    kontext = {
        "person": seite.person,
        "seite": seite,
        "form": seite.form,
        "zurueck": zurueck,
        "konflikt": konflikt,
        "konflikt_wer": Nutzer.objects.filter(pk=konflikt.nutzer_id).first() if konflikt else None,
        **seite.kontext,
    }
    return TemplateResponse(request, seite.vorlage, kontext, status=status)


def _weiter(request: HttpRequest, seite: Formularseite, zurueck: str) -> HttpResponse:
    """Back to the file, or to the list where this very change has ended the access (DS-02)."""
    if seite.person is None or Person.objects.fuer(request.user).filter(pk=seite.person.pk).exists():
        return redirect(zurueck)
    melden(request, "Damit ist Ihre Zuständigkeit für diese Person beendet. Sie sehen die Akte nicht mehr.", art="info")
    return redirect("akte:liste")


def _auf_neuen_stand(form: forms.Form, stand: int) -> None:
    """Sent again after the conflict was shown, the form may overwrite what it showed."""
    form.data = form.data.copy()
    form.data["stand"] = str(stand)
