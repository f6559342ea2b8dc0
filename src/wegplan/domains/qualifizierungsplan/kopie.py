"""The participant's copy of a version as PDF."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.documents import PDF, satz

from .arten import Planstand
from .models import Ausbildungsrahmen, Qualifizierungsplan
from .queries import mit_modulen

VORLAGE = "domains/qualifizierungsplan/dokumente/plan.typ"


@regel(Aktion.QUALIFIZIERUNGSPLAN_LESEN)
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """A version for the participant and for the zuständige Stelle; a draft says that it is one."""
    plan: Qualifizierungsplan = get_object_or_404(mit_modulen(Qualifizierungsplan.objects.fuer(request.user)), pk=pk)
    rahmen = Ausbildungsrahmen.objects.filter(teilnahme=plan.teilnahme_id).first()
    zugriff_vermerken(request, "druck", plan.person_id, zweck="Qualifizierungsplan als PDF")
    name = f"qualifizierungsplan-{plan.pk}.pdf"  # nothing about the person in the name of the file (DS-35)
    return HttpResponse(
        satz(VORLAGE, dokumentdaten(plan, rahmen), plan.uebergeben_am or heute()),
        PDF,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _tag(tag: Any) -> str:
    return date_format(tag, "d.m.Y") if tag else ""


def dokumentdaten(plan: Qualifizierungsplan, rahmen: Ausbildungsrahmen | None) -> dict[str, Any]:
    """What the document shows, days as text."""
    module = list(plan.module.all())
    return {
        "fassung": str(plan.nummer),
        "name": str(plan.person),
        "massnahme": str(plan.teilnahme.massnahme),
        "uebergeben": plan.stand == Planstand.UEBERGEBEN,
        "am": _tag(plan.uebergeben_am),
        "fachkraft": plan.name_fachkraft,
        "ziel": plan.ziel,
        "inhalte": plan.inhalte,
        "praxis": plan.praxis,
        "module": [
            [str(nr), m.bezeichnung, m.lernziel, m.get_art_display(), str(m.stunden), _tag(m.geplant_bis)]
            for nr, m in enumerate(module, 1)
        ],
        "stunden": str(sum(m.stunden for m in module)),
        "rahmen": [
            ["Beginn der Ausbildung", _tag(rahmen.beginn)],
            ["Zuständige Stelle", rahmen.stelle],
            ["Abgestimmt am", _tag(rahmen.abgestimmt_am)],
            ["Aktenzeichen", rahmen.aktenzeichen],
        ]
        if rahmen
        else [],
        "pruefsumme": plan.pruefsumme,
        "herkunft": plan.herkunft_satz,
    }
