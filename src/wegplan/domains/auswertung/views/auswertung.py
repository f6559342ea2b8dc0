"""The rates of the Absolventenmanagement by month and group (AM-15, AM-16, AW-01, AW-04, AW-05).

Rates by different rule sets do not add up: each rule set of the user's offices has a part of the page of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.exchange.xlsx import tabelle_xlsx
from wegplan.kit.listen.views import XLSX

from ..forms import GRUPPENNAMEN, Auswertungsfilter, dieser_monat, vor_einem_jahr
from ..fristen import monatsname
from ..quotenbild import Anteil
from ..stellen import Stellen, stellen_fuer
from .listen import massnahme_aus
from .quotenblock import Anfrage, Block, block, jobcenter_fuer


@regel(Aktion.AUSWERTUNG_SEHEN)
def auswertung(request: HttpRequest) -> HttpResponse:
    nutzer: Any = request.user
    stellen = stellen_fuer(nutzer, massnahme_aus(request))
    formular = _formular(request, stellen)
    werte = formular.werte
    von, bis = werte["von"] or vor_einem_jahr(), werte["bis"] or dieser_monat()
    anfrage = Anfrage(nutzer, stellen, werte["gruppe"] or "monat", von, bis, werte)
    bloecke = [block(anfrage, kennung) for kennung in stellen.regelwerke if jobcenter_fuer(anfrage, kennung)]
    if request.GET.get("ausgabe") == "xlsx":
        return quoten_xlsx(bloecke, GRUPPENNAMEN[anfrage.gruppe])
    massnahme = next(iter(stellen.alle["massnahme"]), None)
    kontext = {
        "formular": formular,
        "bloecke": bloecke,
        "gruppe": GRUPPENNAMEN[anfrage.gruppe],
        "nach_monat": anfrage.gruppe == "monat",
        "von": monatsname(von),
        "bis": monatsname(bis),
        "massnahme": massnahme,
    }
    return TemplateResponse(request, "auswertung/auswertung.html", kontext)


def _formular(request: HttpRequest, stellen: Stellen) -> Auswertungsfilter:
    wahlen = {art: stellen.wahlen(art) for art in ("jobcenter", "team", "traeger", "massnahme")}
    ohne = frozenset(art for art in ("jobcenter", "team") if len(wahlen[art]) < 2)
    return Auswertungsfilter(request.GET, {art: w for art, w in wahlen.items() if art not in ohne}, ohne)


def quoten_xlsx(bloecke: list[Block], gruppe: str) -> HttpResponse:
    """The tables of the page as one sheet; no persons, so no trace. Rates in percent with one decimal."""
    kopf = ["Regelwerk", gruppe, "gezählt"]
    for sinn in ("im engeren Sinne", "im weiteren Sinne"):
        kopf += [f"erfüllt {sinn}", f"Quote {sinn} in %", "95 % von", "95 % bis"]

    def werte(anteil: Anteil | None) -> list[Any]:
        if anteil is None:
            return [None] * 4
        quote = "keine Fälle" if anteil.quote is None else anteil.quote
        return [anteil.erfuellt, quote, *(anteil.intervall or (None, None))]

    zeilen = [
        [b.regel.name, z.name, z.summe.gezaehlt, *werte(z.summe.ies), *werte(z.summe.iws)]
        for b in bloecke
        for z in (*b.zeilen, b.gesamt)
    ]
    name = f"auswertung-{heute():%Y-%m-%d}.xlsx"
    return HttpResponse(
        tabelle_xlsx(kopf, zeilen, "Auswertung"),
        XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
