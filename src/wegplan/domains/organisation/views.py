"""Pages for Datenschutz and Technik: traces, patterns in them, and who may do what."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from wegplan.kit.access import regel
from wegplan.kit.audit.auffaelligkeiten import ARTEN, TAGE, auffaelligkeiten
from wegplan.kit.audit.suche import kundennummern, person_zu
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.meldungen import melden

from .access import TABELLE, Aktion, Beziehung
from .zugriffsliste import Zugriffsliste, namen


@regel(Aktion.SPUREN_LESEN)
def zugriffe(request: HttpRequest) -> HttpResponse:
    person = request.GET.get("person", "")
    nummer = kundennummern([int(person)]).get(int(person), "") if person.isdecimal() and len(person) < 18 else ""
    return liste_anzeigen(request, Zugriffsliste(request), "organisation/zugriffe.html", kundennummer=nummer)


@regel(Aktion.SPUREN_LESEN)
@require_POST
def zugriffe_person(request: HttpRequest) -> HttpResponse:
    """From a typed customer number to the traces of that person: by POST, so that it stands in no address."""
    nummer = request.POST.get("kundennummer", "").strip()
    person = person_zu(nummer) if nummer else None
    if person is None:
        melden(request, "Eine Person mit dieser Kundennummer gibt es nicht.", art="warnung")
        return redirect("audit:liste")
    return redirect(f"{reverse('audit:liste')}?person={person}")


@regel(Aktion.SPUREN_LESEN)
def muster(request: HttpRequest) -> HttpResponse:
    """Patterns in the traces of the last days, with a link to the entries behind each."""
    funde = auffaelligkeiten()
    wer = namen().in_bulk({fund.nutzer_id for fund in funde})
    zeilen = [
        {
            "wer": konto.wort if (konto := wer.get(fund.nutzer_id)) else f"Konto {fund.nutzer_id}",
            "was": ARTEN[fund.art],
            "fund": fund,
            "url": f"{reverse('audit:liste')}?nutzer={fund.nutzer_id}&von={fund.beginn:%F}&bis={fund.beginn:%F}",
        }
        for fund in funde
    ]
    kontext = {"zeilen": zeilen, "tage": TAGE, "arten": ARTEN.values()}
    return TemplateResponse(request, "organisation/auffaelligkeiten.html", kontext)


@regel(Aktion.BERECHTIGUNGEN_SEHEN)
def berechtigungen(request: HttpRequest) -> HttpResponse:
    """The access table itself, in words: what the code decides by, nothing copied (DS-03)."""
    rollen = [(rolle.label, _zeilen(zeile)) for rolle, zeile in TABELLE.items()]
    return TemplateResponse(request, "organisation/berechtigungen.html", {"rollen": rollen})


def _zeilen(zeile: Mapping[Beziehung, frozenset[Aktion]]) -> list[tuple[list[str], list[str]]]:
    """Relations and actions in words; relations that allow the same stand together."""
    gruppen: dict[frozenset[Aktion], list[str]] = {}
    for beziehung, aktionen in zeile.items():
        gruppen.setdefault(aktionen, []).append(beziehung.label)
    return [(bezuege, [a.label for a in Aktion if a in aktionen]) for aktionen, bezuege in gruppen.items()]
