"""Data packages in the browser: past imports, upload, what came of it (DP-04)."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.auftrag.ablage import ablegen
from wegplan.kit.auftrag.models import Auftrag, Stand
from wegplan.kit.auftrag.services import auftrag_erteilen
from wegplan.kit.exchange.fehler import Bericht, Fehler
from wegplan.kit.exchange.lesbar import tabelle_csv
from wegplan.kit.exchange.schema import laden
from wegplan.kit.exchange.xlsx import tabelle_xlsx

from .auftraege import EINLESEN
from .forms import Hochladeformular
from .models import Datenimport

JE_SEITE = 50
FEHLERSPALTEN = ("Datei", "Zeile", "Spalte", "Wert", "Fehler")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@regel(Aktion.DATEN_EXPORTIEREN)
def start(request: HttpRequest) -> HttpResponse:
    """What one can do here, and what was imported so far."""
    nutzer: Any = request.user
    seite = None
    if nutzer.darf(Aktion.DATEN_IMPORTIEREN) or nutzer.darf(Aktion.IMPORT_ZURUECKNEHMEN):
        importe = Datenimport.objects.fuer(nutzer).select_related("nutzer", "zurueckgenommen_von")
        seite = Paginator(importe, JE_SEITE).get_page(request.GET.get("seite"))
    return render(request, "datenpaket/start.html", {"seite": seite})


@regel(Aktion.DATEN_IMPORTIEREN)
def hochladen(request: HttpRequest) -> HttpResponse:
    """Take the files; the worker does the rest."""
    form = Hochladeformular(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        dateien = form.cleaned_data["dateien"]
        namen = ", ".join(d.name for d in dateien)
        herkunft = namen if len(namen) <= 120 else f"{len(dateien)} Dateien"
        auftrag = auftrag_erteilen(
            request.user, EINLESEN, f"Einlesen: {herkunft}", eingabe=ablegen(dateien), angaben={"herkunft": herkunft}
        )
        return redirect("auftrag:auftrag", auftrag.pk)
    return render(request, "datenpaket/hochladen.html", {"form": form}, status=422 if form.errors else 200)


@regel(Aktion.DATEN_IMPORTIEREN)
def ergebnis(request: HttpRequest, pk: int) -> HttpResponse:
    """The faults, or what was written."""
    auftrag = _auftrag(request, pk)
    bericht = _bericht(auftrag)
    zahlen = [{"titel": laden()[name].titel, **z} for name, z in auftrag.ergebnis.get("zahlen", {}).items()]
    return render(
        request,
        "datenpaket/ergebnis.html",
        {
            "auftrag": auftrag,
            "gelungen": auftrag.stand == Stand.FERTIG,
            "bericht": bericht,
            "fehlerzahlen": list(bericht.je_datei.items()),
            "seite": Paginator(bericht.fehler, JE_SEITE).get_page(request.GET.get("seite")),
            "zahlen": zahlen,
            "satz": auftrag.ergebnis.get("satz", ""),
        },
    )


@regel(Aktion.DATEN_IMPORTIEREN)
def fehler_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The faults as CSV for a spreadsheet."""
    return _herunterladen(tabelle_csv(FEHLERSPALTEN, _fehlerzeilen(request, pk)), "text/csv; charset=utf-8", "csv")


@regel(Aktion.DATEN_IMPORTIEREN)
def fehler_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The faults as a workbook."""
    return _herunterladen(tabelle_xlsx(FEHLERSPALTEN, _fehlerzeilen(request, pk), blatt="Fehler"), XLSX, "xlsx")


def _auftrag(request: HttpRequest, pk: int) -> Auftrag:
    """One's own finished import; everybody else's is unknown."""
    fertige = Auftrag.objects.fuer(request.user).filter(art=EINLESEN, stand__in=(Stand.FERTIG, Stand.ABGELEHNT))
    return get_object_or_404(fertige, pk=pk)


def _bericht(auftrag: Auftrag) -> Bericht:
    return Bericht.aus_daten(auftrag.ergebnis.get("bericht", {}))


def _fehlerzeilen(request: HttpRequest, pk: int) -> list[tuple[Any, ...]]:
    def zeile(f: Fehler) -> tuple[Any, ...]:
        return f.datei, f.zeile, f.spalte, f.wert, f.satz

    return [zeile(f) for f in _bericht(_auftrag(request, pk)).fehler]


def _herunterladen(inhalt: bytes, typ: str, endung: str) -> HttpResponse:
    antwort = HttpResponse(inhalt, content_type=typ)
    antwort["Content-Disposition"] = f'attachment; filename="fehler.{endung}"'
    return antwort
