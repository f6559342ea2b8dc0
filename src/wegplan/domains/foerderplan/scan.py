"""The scan of the signed printout: it closes the signature, or comes after it (PX-01, JPS-12)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.beleg.arten import FOERDERPLAN
from wegplan.domains.beleg.forms import Papierformular
from wegplan.domains.beleg.models import Beleg
from wegplan.domains.beleg.queries import belege_zu, bezugswort
from wegplan.domains.beleg.services import Eingang, ablegen, eingang_aus
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen

from .arten import FASSUNG, Planstand
from .models import Planfassung


def scans_von(nutzer: Any, fassung: Planfassung) -> list[Beleg]:
    """The scans of a signed version that the user may see (one statement)."""
    if fassung.unterschrieben_am is None or not nutzer.darf(Aktion.BELEG_LESEN):
        return []
    return [b for belege in belege_zu(nutzer, FASSUNG, [fassung.pk]).values() for b in belege]


def scan_ablegen(nutzer: Any, fassung: Planfassung, dateien: Sequence[UploadedFile], am: date) -> None:
    """Keep what came with the signature as a paper of the version. Raises ValidationError at the field `scan`."""
    eingang = Eingang(neues_kennzeichen(), [d.read() for d in dateien], fassung.unterschrieben_am or am, am)
    try:
        _ablegen(nutzer, fassung, eingang)
    except ValidationError as fehler:
        raise ValidationError({"scan": fehler.messages}) from fehler


def _ablegen(nutzer: Any, fassung: Planfassung, eingang: Eingang) -> tuple[Beleg, bool]:
    bezug = bezugswort(FASSUNG, fassung.pk)
    return ablegen(nutzer, fassung.person_id, FOERDERPLAN, eingang, fassung.teilnahme_id, bezug)


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """File the scan of a version that is signed already."""
    erlaubt = Planfassung.objects.fuer(request.user, Aktion.FOERDERPLAN_SCHREIBEN)
    unterschrieben = erlaubt.filter(stand=Planstand.UNTERSCHRIEBEN)
    fassung: Planfassung = get_object_or_404(unterschrieben.select_related("person"), pk=pk)
    seite = Formularseite(
        person=fassung.person,
        titel="Unterschriebenen Plan ablegen",
        knopf="Ablegen",
        einleitung=f"{fassung}. Den Scan sieht nur Ihre Stelle.",
        form=Papierformular(
            request.POST or None,
            request.FILES or None,
            initial={"tag": fassung.unterschrieben_am, "eingegangen_am": heute()},
            stichtag=heute(),
        ),
        schreiben=lambda werte: _ablegen(request.user, fassung, eingang_aus(werte)),
        satz=lambda b: f"Abgelegt: {b}.",
        zurueck=reverse("foerderplan:fassung", args=[pk]),
    )
    return formularseite(request, seite)
