"""The page of a form about a project: show it, check it, write once, say what happened (DS-31, DS-32)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from wegplan.domains.organisation.models import Nutzer
from wegplan.kit.eingabe.stand import Konflikt
from wegplan.kit.ui.meldungen import melden


@dataclass
class Formular:
    """`schreiben` gets the checked values and gives (record, whether it is new); it may raise ValidationError by field,
    Konflikt or DoesNotExist. `ziel` is where to go afterwards, `pfad` the breadcrumb: pairs of name and address."""

    form: forms.Form
    schreiben: Callable[[dict[str, Any]], tuple[Any, bool]]
    satz: Callable[[Any], str]
    ziel: Callable[[Any], str]
    titel: str
    knopf: str
    abbrechen: str
    pfad: list[str]
    einleitung: str = ""
    vorlage: str = "zielvereinbarung/formular.html"
    kontext: dict[str, Any] = field(default_factory=dict)


def formular_zeigen(request: HttpRequest, seite: Formular) -> HttpResponse:
    """Answer GET and POST: 422 for what must be corrected, 409 for what somebody else changed meanwhile."""
    konflikt, status = None, 200
    if request.method == "POST":
        status = 422
        if seite.form.is_valid():
            try:
                objekt, _ = seite.schreiben(seite.form.cleaned_data)
            except ValidationError as fehler:
                seite.form.add_error(None, fehler)
            except Konflikt as gefunden:
                konflikt, status = gefunden, 409
                seite.form.data = seite.form.data.copy()
                seite.form.data["stand"] = str(gefunden.stand)  # sent again it may overwrite what was shown
            except ObjectDoesNotExist as weg:
                raise Http404 from weg
            else:
                melden(request, seite.satz(objekt))
                return redirect(seite.ziel(objekt))
    kontext = {
        "seite": seite,
        "form": seite.form,
        "konflikt": konflikt,
        "konflikt_wer": Nutzer.objects.filter(pk=konflikt.nutzer_id).first() if konflikt else None,
        **seite.kontext,
    }
    return TemplateResponse(request, seite.vorlage, kontext, status=status)
