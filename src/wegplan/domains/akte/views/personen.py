"""The list of persons and the search."""

from typing import Any

from django.db.models import Exists, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from wegplan.domains.massnahme.models import Feldklasse
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.rules import Suchbegriff, suchbegriff_lesen
from wegplan.domains.teilnahme.queries import klasse_erlaubt
from wegplan.domains.verteilung.forms import HOECHSTENS
from wegplan.domains.verteilung.queries import AUSWAHL
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.listen.abfrage import abfrage_lesen
from wegplan.kit.listen.spalten import zeilen_html
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.meldungen import melden

from ..personenliste import Personenliste

TREFFER = 50
VORSCHLAEGE = 10
NAH_GENUG = 0.8  # of the likeness of the likest: what is far less alike only distracts
SUCHSPALTEN = ("name", "kundennummer", "geburtsdatum", "team", "zustaendig", "massnahme")


@regel(Aktion.PERSON_LESEN)
def liste(request: HttpRequest) -> HttpResponse:
    return liste_anzeigen(request, Personenliste(request), "akte/personen.html")


@regel(Aktion.FAELLE_VERTEILEN)
@require_POST
def auswaehlen(request: HttpRequest) -> HttpResponse:
    """Keep the chosen persons (`wahl`), or all that the filter of the address leaves (`alle`), for PX-04.

    Their numbers wait in the session, as addresses and forms of the next pages are short and neutral (DS-35)."""
    personenliste = Personenliste(request)
    if "alle" in request.POST:
        zeilen = personenliste.zeilen(abfrage_lesen(request, personenliste).filter)
        gewaehlt = list(zeilen.order_by("pk").values_list("pk", flat=True)[: HOECHSTENS + 1])
    else:
        gewaehlt = [int(w) for w in request.POST.getlist("wahl") if w.isdecimal() and len(w) < 19]
    if gewaehlt and len(gewaehlt) <= HOECHSTENS:
        request.session[AUSWAHL] = gewaehlt
        return redirect("verteilung:umstellen")
    satz = f"Das sind mehr als {HOECHSTENS} Personen. Bitte grenzen Sie die Liste mit dem Filter ein."
    melden(request, satz if gewaehlt else "Wählen Sie mindestens eine Person aus.", art="warnung")
    abfrage = request.META.get("QUERY_STRING", "")
    return redirect(f"{reverse('akte:liste')}{'?' if abfrage else ''}{abfrage}")


@regel(Aktion.PERSON_LESEN)
def suche(request: HttpRequest) -> HttpResponse:
    """Results of a POST: what was typed never stands in an address or a log (DS-35). GET shows the empty form."""
    text = request.POST.get("q", "")[:200] if request.method == "POST" else ""
    begriff = suchbegriff_lesen(text, heute())
    personenliste = Personenliste(request)
    zeilen, aehnlich = [], False
    if not begriff.leer:
        erlaubt = klasse_erlaubt(request.user, Feldklasse.STAMMDATEN, personenliste.stichtag)
        sichtbar = personenliste.zeilen({})
        zeilen = list(sichtbar.suchen(begriff, None if erlaubt is None else Q(Exists(erlaubt)))[: TREFFER + 1])
        if not zeilen:
            zeilen, aehnlich = _aehnliche(sichtbar, begriff), True
        art = {"woerter": len(begriff.woerter), "nummern": len(begriff.nummern), "tag": bool(begriff.tag)}
        gezeigt = [z["pk"] for z in zeilen[:TREFFER]]
        zugriff_vermerken(request, "suche", personen=gezeigt, filter={**art, "aehnlich": aehnlich})
    gewaehlt = [s for s in personenliste.sichtbare_spalten() if s.name in SUCHSPALTEN]
    kontext = {
        "text": text,
        "begriff": begriff,
        "anzahl": min(len(zeilen), TREFFER),
        "mehr": len(zeilen) > TREFFER,
        "aehnlich": aehnlich,
        "spalten": gewaehlt,
        "koerper": zeilen_html(gewaehlt, zeilen[:TREFFER], {"request": request}),
        "neu": reverse("akte:neu"),
    }
    return TemplateResponse(request, "akte/suche.html", kontext)


def _aehnliche(sichtbar: Any, begriff: Suchbegriff) -> list[dict[str, Any]]:
    """The rows whose name is written like the words, the likest first."""
    zeilen = list(sichtbar.aehnlich_geschrieben(begriff)[:VORSCHLAEGE])
    return [z for z in zeilen if z["naehe"] >= NAH_GENUG * zeilen[0]["naehe"]]
