"""The screen of the regions: a Regionalbüro's own figures of a report and its words, released in versions (JPS-97)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Organisationsart
from wegplan.kit.access import regel
from wegplan.kit.entwurf.formular import mit_entwurf
from wegplan.kit.ui.meldungen import melden

from .darstellung import regionszahlen
from .forms import Beitragsformular
from .models import Programmbericht, Regionalbeitrag
from .services import Ueberholt, beitrag_freigeben

UEBERHOLT = (
    "Inzwischen ist in Ihrem Regionalbüro eine neue Fassung freigegeben worden; sie steht unten. Prüfen Sie Ihren Text."
)


@regel(Aktion.PROGRAMMBERICHT_SEHEN)
def regionen(request: HttpRequest, pk: int) -> HttpResponse:
    """All released texts; a Regionalbüro sees its own figures and writes."""
    bericht = get_object_or_404(Programmbericht, pk=pk)
    eigenes = _eigenes(request.user)
    beitraege = list(bericht.beitraege.select_related("regionalbuero").order_by("regionalbuero__name", "-fassung"))
    letzter = next((b for b in beitraege if eigenes and b.regionalbuero_id == eigenes.pk), None)
    form = Beitragsformular(request.POST or None, initial=_anfang(letzter)) if eigenes else None
    if request.method == "POST" and form and form.is_valid():
        try:
            beitrag = beitrag_freigeben(request.user, bericht, **_angaben(form))
        except Ueberholt:
            form.add_error("text", UEBERHOLT)
            form.data = {"text": form.data["text"], "fassung": str(letzter.fassung if letzter else 0)}
        else:
            melden(request, f"Ihr Text ist als Fassung {beitrag.fassung} freigegeben.", art="erfolg")
            return redirect("programmbericht:regionen", pk)
    if form:
        mit_entwurf(request, form, "Text des Regionalbüros zum Programmbericht")
    kontext = {
        "z": bericht,
        "titel": f"Regionalbüros zum Programmbericht vom {bericht.stichtag:%d.%m.%Y}",
        "berichtstitel": f"Programmbericht zum {bericht.stichtag:%d.%m.%Y}",
        "zahlen": regionszahlen(bericht.inhalt, eigenes.kennung) if eigenes else [],
        "eigenes": eigenes,
        "beitraege": beitraege,
        "form": form,
    }
    return render(request, "programmbericht/regionen.html", kontext, status=422 if form and form.errors else 200)


def _eigenes(nutzer: Any) -> Any:
    """The user's Regionalbüro, None for others."""
    stelle = nutzer.organisation
    return stelle if stelle and stelle.art == Organisationsart.REGIONALBUERO else None


def _anfang(letzter: Regionalbeitrag | None) -> dict[str, Any]:
    return {"text": letzter.text, "fassung": letzter.fassung} if letzter else {"fassung": 0}


def _angaben(form: Beitragsformular) -> dict[str, Any]:
    return {"text": form.cleaned_data["text"].replace("\r\n", "\n"), "gesehen": form.cleaned_data["fassung"]}
