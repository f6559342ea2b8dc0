"""Cases without an advisor: the rules propose, the team lead accepts (VF-12)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.meldungen import melden

from .. import services
from ..listen import Neufaelleliste


@regel(Aktion.FAELLE_VERTEILEN)
def liste(request: HttpRequest) -> HttpResponse:
    return liste_anzeigen(request, Neufaelleliste(request), "verteilung/neufaelle.html")


@regel(Aktion.FAELLE_VERTEILEN)
@require_POST
def annehmen(request: HttpRequest) -> HttpResponse:
    """Accept the chosen proposals (`wahl`: "person-advisor"), or all that the page showed (`alle`)."""
    nutzer: Any = request.user
    paare = request.POST.getlist("gezeigt" if "alle" in request.POST else "wahl")
    gewaehlt = {paar for text in paare if (paar := _paar(text))}
    if not gewaehlt:
        melden(request, "Wählen Sie mindestens einen Fall mit Vorschlag.", art="warnung")
        return redirect("verteilung:liste")
    je_fachkraft = services.vorschlaege_annehmen(nutzer, gewaehlt, heute())
    angenommen = sum(je_fachkraft.values())
    if angenommen:
        an = ", ".join(f"{wer} ({anzahl})" for wer, anzahl in sorted(je_fachkraft.items(), key=lambda p: str(p[0])))
        melden(request, f"Zugeteilt: {an}. Die Zuständigkeit beginnt heute.")
    if anders := len(gewaehlt) - angenommen:
        melden(request, f"{_faelle(anders)}: inzwischen zugeteilt oder anders vorgeschlagen.", art="info")
    return redirect("verteilung:liste")


def _paar(text: str) -> tuple[int, int] | None:
    person, _, fachkraft = text.partition("-")
    if person.isdecimal() and fachkraft.isdecimal() and len(text) < 40:
        return int(person), int(fachkraft)
    return None


def _faelle(anzahl: int) -> str:
    return "Ein Fall bleibt, wie er ist" if anzahl == 1 else f"{anzahl} Fälle bleiben, wie sie sind"
