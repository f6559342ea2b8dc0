"""A report as a file: the PDF, and under a password that is shown once (JPS-53)."""

from django import forms
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.documents import PDF, passwort_erzeugen, verschluesseln
from wegplan.kit.ui.meldungen import melden

from .arten import Berichtsstand
from .dokument import pdf
from .models import Entwicklungsbericht
from .queries import inhalt_von, mit_allem

EINE_STUNDE = 3600
SIEGEL = TimestampSigner(salt="wegplan.bericht.passwort")


@regel(Aktion.BERICHT_LESEN)
@require_safe
def als_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The report in the order of the form; a draft to be read and signed by the participant."""
    bericht = _einer(request, pk, Aktion.BERICHT_LESEN)
    datei = pdf(bericht, inhalt_von(bericht))
    zugriff_vermerken(request, "druck", bericht.person_id, zweck="Entwicklungsbericht als PDF")
    return _datei(datei, f"entwicklungsbericht-{bericht.pk}.pdf")


@regel(Aktion.BERICHT_FREIGEBEN)
def verschluesselt(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows a new password, POST gives the file under it. The password stands on that page only: it is kept
    nowhere, and the form sends it back with our seal, so that nobody chooses a weak one."""
    bericht = _einer(request, pk, Aktion.BERICHT_FREIGEBEN)
    if bericht.stand == Berichtsstand.ENTWURF:
        melden(request, "Verschlüsselt ausgeben lässt sich ein Bericht erst, wenn er freigegeben ist.", art="info")
        return redirect("bericht:bericht", pk)
    if request.method == "POST":
        try:
            passwort = SIEGEL.unsign(request.POST.get("siegel", ""), max_age=EINE_STUNDE)
        except BadSignature:
            melden(request, "Die Seite war zu lange offen. Hier ist ein neues Passwort.", art="warnung")
            return redirect("bericht:verschluesselt", pk)
        zugriff_vermerken(request, "download", bericht.person_id, zweck="Entwicklungsbericht verschlüsselt ausgegeben")
        return _datei(
            verschluesseln(pdf(bericht, inhalt_von(bericht)), passwort),
            f"entwicklungsbericht-{bericht.pk}-verschluesselt.pdf",
        )
    passwort = passwort_erzeugen()
    zugriff_vermerken(request, "oeffnen", bericht.person_id, zweck="Entwicklungsbericht verschlüsseln")
    kontext = {
        "bericht": bericht,
        "person": bericht.person,
        "passwort": passwort,
        "form": Siegelformular(initial={"siegel": SIEGEL.sign(passwort)}),
    }
    antwort = TemplateResponse(request, "bericht/verschluesselt.html", kontext)
    antwort["Cache-Control"] = "no-store"
    return antwort


class Siegelformular(forms.Form):
    siegel = forms.CharField(widget=forms.HiddenInput)


def _einer(request: HttpRequest, pk: int, aktion: str) -> Entwicklungsbericht:
    gesucht: Entwicklungsbericht = get_object_or_404(
        mit_allem(Entwicklungsbericht.objects.fuer(request.user, aktion)), pk=pk
    )
    return gesucht


def _datei(inhalt: bytes, name: str) -> HttpResponse:
    """Nothing about the person in the name of the file (DS-35)."""
    return HttpResponse(inhalt, PDF, headers={"Content-Disposition": f'attachment; filename="{name}"'})
