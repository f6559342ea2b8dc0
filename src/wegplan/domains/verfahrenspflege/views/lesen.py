"""Reading procedures: the list, one as a table, two side by side, as a file."""

from typing import Any

import yaml
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.verfahren.models import Fassung
from wegplan.domains.verfahren.rules import Schritt, in_reihenfolge, inhalt_laden
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute

from .. import worte
from ..vergleich import unterschiede
from .zugang import eigene, geltendes, laden, mitgelieferte


def zustand(f: Fassung, geltend: str) -> tuple[str, str]:
    """Word and look of a version's state."""
    if not f.gilt_ab:
        return "Entwurf", "ruhig"
    if f.kennung == geltend:
        return "gilt", "gut"
    return ("tritt noch in Kraft", "info") if f.gilt_ab > heute() else ("abgelöst", "ruhig")


@regel(Aktion.VORGANG_LESEN)
@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """The office's versions and the delivered procedures to start from. Names no person, so it leaves no trace."""
    nutzer: Any = request.user
    geltend = geltendes(nutzer, heute())
    kontext = {
        "fassungen": [(f, *zustand(f, geltend)) for f in eigene(nutzer)],
        "mitgelieferte": [(v, v.kennung == geltend) for v in mitgelieferte(nutzer)],
        "stelle": nutzer.organisation,
    }
    return TemplateResponse(request, "verfahrenspflege/liste.html", kontext)


@regel(Aktion.VORGANG_LESEN)
@require_safe
def zeigen(request: HttpRequest, kennung: str) -> HttpResponse:
    """All steps of a procedure by phase."""
    nutzer: Any = request.user
    v, f = laden(nutzer, kennung)
    phasen = [(wort, [_zeile(s) for s in v.schritte if s.phase == phase]) for phase, wort in worte.PHASEN.items()]
    geltend = geltendes(nutzer, heute())
    kontext = {
        "v": v,
        "fassung": f,
        "zustand": zustand(f, geltend) if f else None,
        "phasen": phasen,
        "aendern": bool(f and not f.gilt_ab) and nutzer.darf(Aktion.VERFAHREN_PFLEGEN),
        "gruppen": worte.gruppenworte(f.inhalt if f else inhalt_laden(kennung)),
        "zuruecknehmbar": bool(f and f.gilt_ab and f.gilt_ab > heute()),
        "vergleichbare": _andere(nutzer, kennung),
        "geltend": geltend,
    }
    return TemplateResponse(request, "verfahrenspflege/verfahren.html", kontext)


def _zeile(s: Schritt) -> dict[str, Any]:
    termine = [(worte.tage(t), worte.bedingung(t)) for t in s.termine]
    return {"schritt": s, "wer": worte.rollen(s), "termine": termine, "nachweis": worte.nachweis(s.nachweis)}


def _andere(nutzer: Any, kennung: str) -> list[tuple[str, str]]:
    """What a procedure can be compared with: key and name."""
    alle = [(f.kennung, str(f)) for f in eigene(nutzer)] + [(v.kennung, v.name) for v in mitgelieferte(nutzer)]
    return [paar for paar in alle if paar[0] != kennung]


@regel(Aktion.VORGANG_LESEN)
@require_safe
def vergleich(request: HttpRequest, kennung: str) -> HttpResponse:
    """`?mit=goslar`: what differs, step by step; by default against what the version was copied from."""
    nutzer: Any = request.user
    neu, f = laden(nutzer, kennung)
    andere = _andere(nutzer, kennung)
    vorgabe = f.grundlage if f else geltendes(nutzer, heute())
    mit = request.GET.get("mit") or (vorgabe if vorgabe in dict(andere) else andere[0][0])
    alt, altfassung = laden(nutzer, mit)
    gefunden = unterschiede(alt, neu)
    kontext = {
        "v": neu,
        "kennung": kennung,
        "mit": mit,
        "andere": andere,
        "unterschiede": gefunden,
        "alt_name": str(altfassung or alt.name),
        "neu_name": str(f or neu.name),
    }
    return TemplateResponse(request, "verfahrenspflege/vergleich.html", kontext)


@regel(Aktion.VORGANG_LESEN)
@require_safe
def datei(request: HttpRequest, kennung: str) -> HttpResponse:
    """The rule file, as the delivered ones are written; it passes the same schema (VF-01)."""
    v, f = laden(request.user, kennung)
    text = yaml.safe_dump(
        in_reihenfolge(f.inhalt if f else inhalt_laden(kennung)), allow_unicode=True, sort_keys=False, width=100
    )
    antwort = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    antwort["Content-Disposition"] = f'attachment; filename="verfahren-{v.kennung}.yaml"'
    return antwort
