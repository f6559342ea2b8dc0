"""The reports of the programme: list, asking for one, the report as page, workbook and PDF. No persons anywhere."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.auftrag.models import Auftrag, Stand
from wegplan.kit.documents import PDF
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis
from wegplan.kit.listen.views import XLSX, liste_anzeigen
from wegplan.kit.ui.tags_inhalt import abzeichen

from .darstellung import abweichungen, kopfdaten, tafelbilder
from .dateien import SCHUTZHINWEIS, als_pdf, als_xlsx
from .forms import Berichtsformular
from .inhalt import pruefsumme
from .models import Programmbericht
from .queries import geltende_beitraege
from .services import ART, bericht_beauftragen


def _berichte() -> QuerySet[Programmbericht]:
    """All reports without their content; `ersetzt`: a later version of the same day exists."""
    spaeter = Programmbericht.objects.filter(stichtag=OuterRef("stichtag"), fassung__gt=OuterRef("fassung"))
    return Programmbericht.objects.defer("inhalt").annotate(ersetzt=Exists(spaeter))


class Berichtsliste(Liste):
    """Reports by reference day; no names."""

    ansicht = "programmbericht:liste"
    titel = "Programmberichte"
    einleitung = "Die Zahlen des ganzen Programms zu einem Stichtag, so wie sie berichtet wurden."
    standard = "-stichtag"
    mit_personen = False
    leer = ("Es gibt noch keinen Programmbericht.", "Die Regiestelle erstellt ihn zu einem Stichtag.")
    spalten = (
        Spalte(
            "stichtag",
            "Stichtag",
            fest=True,
            sortierung="stichtag",
            zelle=lambda z: verweis(f"/programmberichte/{z.pk}/", f"{z.stichtag:%d.%m.%Y}"),
        ),
        Spalte("fassung", "Fassung", klasse="zahl", sortierung="fassung"),
        Spalte(
            "stand",
            "Stand",
            wert=lambda z: "ersetzt" if z.ersetzt else "gilt",
            zelle=lambda z: abzeichen("ersetzt", "ruhig") if z.ersetzt else abzeichen("gilt", "gut"),
        ),
        Spalte("erstellt", "erstellt am", wert="erstellt_am", sortierung="erstellt_am", klasse="eng"),
        Spalte("von", "erstellt von", wert="unterschrift"),
    )

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Programmbericht]:
        return _berichte()


@regel(Aktion.PROGRAMMBERICHT_SEHEN)
def liste(request: HttpRequest) -> HttpResponse:
    return liste_anzeigen(request, Berichtsliste(request), "programmbericht/liste.html")


@regel(Aktion.PROGRAMMBERICHT_ERSTELLEN)
def neu(request: HttpRequest) -> HttpResponse:
    """Ask for a report; the worker makes it."""
    form = Berichtsformular(request.POST or None, initial={"stichtag": request.GET.get("stichtag")})
    if request.method == "POST" and form.is_valid():
        auftrag = bericht_beauftragen(request.user, form.cleaned_data["stichtag"])
        return redirect("auftrag:auftrag", auftrag.pk)
    return render(request, "programmbericht/neu.html", {"form": form}, status=422 if form.errors else 200)


@regel(Aktion.PROGRAMMBERICHT_ERSTELLEN)
@require_safe
def erstellt(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of an Auftrag, with the way to the report."""
    fertige = Auftrag.objects.fuer(request.user).filter(art=ART, stand__in=(Stand.FERTIG, Stand.ABGELEHNT))
    auftrag = get_object_or_404(fertige, pk=pk)
    kontext = {"titel": auftrag.titel, "bericht": auftrag.ergebnis.get("bericht")}
    return render(request, "programmbericht/erstellt.html", kontext)


@regel(Aktion.PROGRAMMBERICHT_SEHEN)
@require_safe
def bericht(request: HttpRequest, pk: int) -> HttpResponse:
    """Every table with its chart and definitions, and what a later version of the same day says differently."""
    z = get_object_or_404(Programmbericht, pk=pk)
    neueste = Programmbericht.objects.filter(stichtag=z.stichtag, fassung__gt=z.fassung).order_by("-fassung").first()
    kontext = {
        "z": z,
        "titel": f"Programmbericht zum {z.stichtag:%d.%m.%Y}",
        "angaben": kopfdaten(z),
        "tafeln": tafelbilder(z.inhalt),
        "neu_zaehlen": f"{reverse('programmbericht:neu')}?stichtag={z.stichtag.isoformat()}",
        "schutz": SCHUTZHINWEIS,
        "neueste": neueste,
        "abweichungen": list(abweichungen(z.inhalt, neueste.inhalt)) if neueste else [],
        "beitraege": geltende_beitraege(z),
        "stimmt": pruefsumme(z.inhalt) == z.pruefsumme,
    }
    return render(request, "programmbericht/bericht.html", kontext)


@regel(Aktion.PROGRAMMBERICHT_SEHEN)
@require_safe
def xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """All tables as a workbook."""
    z = get_object_or_404(Programmbericht, pk=pk)
    return HttpResponse(als_xlsx(z), XLSX, headers=_dateiname(z, "xlsx"))


@regel(Aktion.PROGRAMMBERICHT_SEHEN)
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as an accessible PDF."""
    z = get_object_or_404(Programmbericht, pk=pk)
    return HttpResponse(als_pdf(z), PDF, headers=_dateiname(z, "pdf"))


def _dateiname(z: Programmbericht, endung: str) -> dict[str, str]:
    name = f"programmbericht-{z.stichtag:%Y-%m-%d}-fassung-{z.fassung}.{endung}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}
