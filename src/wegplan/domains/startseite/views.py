"""The first page, by role: what calls for action today (entwurf/oberflaeche.md, frame)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from wegplan.domains.organisation.access import Rolle
from wegplan.kit.access import angemeldet
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute

from .auskunft import auskunft
from .fachkraft import start_fachkraft
from .leitung import start_leitung
from .massnahmen import heute_in_massnahmen
from .seite import Seite
from .teamleitung import team_heute
from .teilnehmende import mein_weg

SEITEN: dict[str, Callable[[Any, date], Seite]] = {
    **dict.fromkeys((Rolle.PAP, Rolle.IFK, Rolle.BOV), start_fachkraft),
    Rolle.TL: team_heute,
    **dict.fromkeys((Rolle.BL, Rolle.DQM), start_leitung),
    Rolle.TEILNEHMENDE: mein_weg,
    **dict.fromkeys((Rolle.BDL, Rolle.BDL_LEITUNG, Rolle.RB, Rolle.MB, Rolle.AGS), heute_in_massnahmen),
}


@angemeldet
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The start page of the account's role. Exactly one trace where it names persons, none otherwise (DS-10)."""
    nutzer: Any = request.user
    bauen = SEITEN.get(nutzer.rolle)
    seite = bauen(nutzer, heute()) if bauen else auskunft(nutzer)
    if seite.personen:
        zugriff_vermerken(request, seite.art, personen=seite.personen)
    return TemplateResponse(request, seite.vorlage, seite.kontext)
