"""Undoing an import in the browser: before/after, a reason, then the worker (PX-13)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.auftrag.models import Auftrag, Stand
from wegplan.kit.auftrag.services import auftrag_erteilen

from .auftraege import RUECKNAHME
from .forms import Ruecknahmeformular
from .models import Datenimport
from .ruecknahme import aenderungen, betroffene, hindernisse, umfang

GEZEIGT = 100  # values before and after


@regel(Aktion.IMPORT_ZURUECKNEHMEN)
def zuruecknehmen(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would come back; with a reason, give it to the worker."""
    nutzer: Any = request.user
    datenimport = get_object_or_404(Datenimport.objects.fuer(nutzer).select_related("nutzer"), pk=pk)
    gruende = hindernisse(datenimport)
    form = Ruecknahmeformular(request.POST or None)
    if request.method == "POST" and form.is_valid() and not gruende:
        auftrag = auftrag_erteilen(
            nutzer,
            RUECKNAHME,
            f"Einlesen vom {datenimport.eingelesen_am:%d.%m.%Y} zurücknehmen",
            angaben={"datenimport": datenimport.pk, "grund": form.cleaned_data["grund"]},
        )
        return redirect("auftrag:auftrag", auftrag.pk)
    werte = aenderungen(datenimport, GEZEIGT)
    if werte:
        zugriff_vermerken(request, "liste", personen=betroffene(datenimport, GEZEIGT), filter={"datenimport": pk})
    angaben = {
        "datenimport": datenimport,
        "umfang": umfang(datenimport),
        "werte": werte,
        "gezeigt": GEZEIGT,
        "hindernisse": gruende,
        "form": form,
    }
    return render(request, "datenpaket/zuruecknehmen.html", angaben, status=422 if form.errors else 200)


@regel(Aktion.IMPORT_ZURUECKNEHMEN)
def zurueckgenommen(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of it."""
    fertige = Auftrag.objects.fuer(request.user).filter(art=RUECKNAHME, stand__in=(Stand.FERTIG, Stand.ABGELEHNT))
    auftrag = get_object_or_404(fertige, pk=pk)
    angaben = {
        "auftrag": auftrag,
        "gelungen": auftrag.stand == Stand.FERTIG,
        "saetze": auftrag.ergebnis.get("saetze", []),
    }
    return render(request, "datenpaket/zurueckgenommen.html", angaben)
