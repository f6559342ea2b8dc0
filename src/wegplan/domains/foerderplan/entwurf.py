"""Frame of all forms of a draft: the draft itself, its page, and what a record says now."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.eingabe.stand import stand_von

from .arten import Planstand
from .models import Planfassung


def entwurf_laden(request: HttpRequest, pk: int) -> Planfassung:
    """A signed version has no forms."""
    offene = Planfassung.objects.fuer(request.user, Aktion.FOERDERPLAN_SCHREIBEN).filter(stand=Planstand.ENTWURF)
    gesucht: Planfassung = get_object_or_404(offene.select_related("person", "teilnahme"), pk=pk)
    return gesucht


def entwurfsseite(
    request: HttpRequest,
    fassung: Planfassung,
    titel: str,
    form: forms.Form,
    schreiben: Callable[[dict[str, Any]], tuple[Any, bool]],
    satz: Callable[[Any], str],
) -> HttpResponse:
    return formularseite(
        request,
        Formularseite(
            person=fassung.person,
            titel=titel,
            knopf="Speichern",
            form=form,
            schreiben=schreiben,
            satz=satz,
            einleitung=f"{fassung}, Entwurf.",
            zurueck=reverse("foerderplan:fassung", args=[fassung.pk]),
        ),
    )


def jetzt(objekt: Any, form: type[forms.Form]) -> dict[str, Any]:
    felder = {name: getattr(objekt, name) for name in form.base_fields if name != "stand"}
    return felder | {"stand": stand_von(objekt)}
