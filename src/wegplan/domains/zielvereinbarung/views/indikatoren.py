"""The figures: all indicators of what one sees, and one indicator in comparison and over time (JPS-90)."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.zielindikatoren.rules import Indikator, Regelwerk, in_worten, regelwerk_laden
from wegplan.kit.access import regel
from wegplan.kit.auftrag.models import Auftrag
from wegplan.kit.auftrag.services import OFFEN, auftrag_erteilen
from wegplan.kit.calendar import heute

from ..anzeige import Zeile
from ..auftraege import RECHNEN
from ..forms import GRUPPEN, Indikatorenfilter, Indikatorfilter, Rechnen
from ..queries import (
    Messstand,
    erste_messung,
    geltende,
    juengste,
    messstaende,
    messungen,
    soll_im_projekt,
    sollwerte,
)
from ..verlauf import verlaufsbild

FILTER = {"projekt": "pk", "traeger": "traeger_id", "regionalbuero": "regionalbuero_id"}


@regel(Aktion.ZIELINDIKATOREN_SEHEN)
def indikatoren(request: HttpRequest) -> HttpResponse:
    """Actual beside target by stage, for all projects that the user may see or a choice of them."""
    alle = messungen()
    gewaehlt = juengste(alle, tag_aus(request))
    if gewaehlt is None:
        return TemplateResponse(request, "zielvereinbarung/indikatoren.html", {"heute": heute()})
    frueher = erste_messung(gewaehlt)
    staende = messstaende(request.user, [gewaehlt, frueher] if frueher else [gewaehlt])
    stand, zuerst = staende[gewaehlt.pk], staende[frueher.pk] if frueher else None
    regelwerk = regelwerk_laden()
    stufen = list(dict.fromkeys(i.stufe for i in regelwerk.indikatoren(gewaehlt.stichtag)))
    formular = Indikatorenfilter(request.GET, _wahlen(stand, stufen) | {"stichtag": stichtage(alle)})
    werte = formular.werte
    projekte = [
        pk
        for pk, m in stand.projekte.items()
        if all(werte[name] in (None, getattr(m, feld)) for name, feld in FILTER.items())
    ]
    ganzes = stand.sieht_personen is False and not any(werte[name] for name in FILTER)
    vereinbart = sollwerte(geltende(projekte, gewaehlt.stichtag)) if len(projekte) == 1 else {}
    kontext = {
        "formular": formular,
        "messung": gewaehlt,
        "zuerst": frueher,
        "projekte": projekte,
        "abschnitte": [
            (stufe, _zeilen(regelwerk, stufe, stand, zuerst, projekte, ganzes, vereinbart))
            for stufe in ([werte["stufe"]] if werte["stufe"] else _mit_faellen(stand, projekte, stufen))
        ],
        "heute": heute(),
        "verdeckt": not stand.sieht_personen,
    }
    return TemplateResponse(request, "zielvereinbarung/indikatoren.html", kontext)


def _mit_faellen(stand: Messstand, projekte: list[int], stufen: list[str]) -> list[str]:
    """The stages in which somebody took part; all of them where nobody did."""
    benutzt = {name.split(".")[0] for name, je_projekt in stand.werte.items() if je_projekt.keys() & set(projekte)}
    return [stufe for stufe in stufen if stufe in benutzt] or stufen


def tag_aus(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("stichtag", ""))
    except ValueError:
        return None


def stichtage(alle: list[Any]) -> list[tuple[str, str]]:
    """The reference days to choose from."""
    return [(m.stichtag.isoformat(), f"{m.stichtag:%d.%m.%Y}") for m in alle]


def _wahlen(stand: Messstand, stufen: list[str]) -> dict[str, list[tuple[Any, str]]]:
    projekte = stand.projekte.values()
    stellen = {name: {getattr(m, name) for m in projekte} - {None} for name in ("traeger", "regionalbuero")}
    return {
        "stufe": [(stufe, stufe) for stufe in stufen],
        "projekt": sorted(((m.pk, m.titel or m.massnahmenummer) for m in projekte), key=lambda w: w[1]),
        **{name: sorted(((o.pk, str(o)) for o in menge), key=lambda w: w[1]) for name, menge in stellen.items()},
    }


def _zeilen(
    regelwerk: Regelwerk,
    stufe: str,
    stand: Messstand,
    zuerst: Messstand | None,
    projekte: list[int],
    ganzes: bool,
    vereinbart: dict[int, dict[str, Decimal]],
) -> list[tuple[Zeile, str]]:
    """Each indicator of a stage with its definition; a target of the programme stands beside the whole only, an agreed
    one beside a single project."""
    tag = stand.messung.stichtag
    angaben = urlencode({"stichtag": tag.isoformat()})
    return [
        (
            Zeile(
                i.titel,
                f"{_adresse(i, projekte)}?{angaben}",
                i,
                stand.gesamt(i, projekte),
                i.soll if ganzes else soll_im_projekt(vereinbart, projekte[0] if len(projekte) == 1 else 0, i),
                zuvor=zuerst.gesamt(i, projekte) if zuerst else None,
            ),
            in_worten(i, regelwerk),
        )
        for i in regelwerk.indikatoren(tag)
        if i.stufe == stufe
    ]


def _adresse(indikator: Indikator, projekte: list[int]) -> str:
    """Of one project its own page, else the comparison."""
    if len(projekte) == 1:
        return reverse("zielvereinbarung:projekt", args=[projekte[0], indikator.name])
    return reverse("zielvereinbarung:indikator", args=[indikator.name])


def indikator_oder_404(name: str, tag: date) -> tuple[Indikator, Regelwerk]:
    """The indicator of this name as it holds on a day."""
    regelwerk = regelwerk_laden()
    for indikator in regelwerk.indikatoren(tag):
        if indikator.name == name:
            return indikator, regelwerk
    raise Http404


@regel(Aktion.ZIELINDIKATOREN_SEHEN)
def indikator(request: HttpRequest, name: str) -> HttpResponse:
    """One indicator: what it means, how it went, and where it is missed."""
    gesucht, regelwerk = indikator_oder_404(name, heute())
    alle = messungen()
    gewaehlt = juengste(alle, tag_aus(request))
    formular = Indikatorfilter(request.GET, {"stichtag": stichtage(alle)})
    kontext: dict[str, Any] = {"indikator": gesucht, "definition": in_worten(gesucht, regelwerk), "formular": formular}
    if gewaehlt:
        staende = messstaende(request.user, alle, name)
        stand = staende[gewaehlt.pk]
        ganzes = gesucht.soll if not (stand.sieht_personen and gesucht.nur_programm) else None
        gruppe = formular.werte["gruppe"] or "projekt"
        kontext |= {
            "messung": gewaehlt,
            "gesamt": Zeile("Alle Projekte", "", gesucht, stand.gesamt(gesucht, stand.projekte), ganzes),
            "gruppe": GRUPPEN[gruppe],
            "zeilen": _vergleich(gesucht, stand, gruppe),
            **verlaufsbild(gesucht, [staende[m.pk] for m in reversed(alle)], None, ganzes),
        }
    return TemplateResponse(request, "zielvereinbarung/indikator.html", kontext)


def _vergleich(indikator: Indikator, stand: Messstand, gruppe: str) -> list[Zeile]:
    """One row per project, provider or Regionalbüro, the missed ones first."""
    tag = stand.messung.stichtag.isoformat()
    vereinbart = sollwerte(geltende(stand.projekte, stand.messung.stichtag)) if gruppe == "projekt" else {}
    gruppen: dict[Any, list[int]] = {}
    for pk in stand.werte.get(indikator.name, {}):
        gruppen.setdefault(getattr(stand.projekte[pk], FILTER[gruppe]), []).append(pk)
    zeilen = []
    for schluessel, projekte in gruppen.items():
        m = stand.projekte[projekte[0]]
        if gruppe == "projekt":
            name, zusatz = m.titel or m.massnahmenummer, str(m.traeger or "")
            url = f"{reverse('zielvereinbarung:projekt', args=[m.pk, indikator.name])}?stichtag={tag}"
        else:
            name, zusatz = str(getattr(m, gruppe) or "ohne Angabe"), f"{len(projekte)} Projekte"
            abfrage = {"stichtag": tag, "stufe": indikator.stufe, gruppe: schluessel or ""}
            url = f"{reverse('zielvereinbarung:indikatoren')}?{urlencode(abfrage)}"
        soll = soll_im_projekt(vereinbart, m.pk, indikator)
        zeilen.append(Zeile(name, url, indikator, stand.gesamt(indikator, projekte), soll, zusatz))
    return sorted(zeilen, key=lambda z: (z.urteil != "verfehlt", z.name))


@regel(Aktion.ZIELINDIKATOREN_SEHEN)
@require_POST
def rechnen(request: HttpRequest) -> HttpResponse:
    """Ask the worker to count a reference day again."""
    form = Rechnen(request.POST)
    tag = form.cleaned_data["stichtag"] if form.is_valid() else heute()
    tag = min(tag, heute())
    titel = f"Zielindikatoren zum {tag:%d.%m.%Y} neu rechnen"
    auftrag = Auftrag.objects.fuer(request.user).filter(art=RECHNEN, titel=titel, stand__in=OFFEN).first()
    if auftrag is None:  # a second click waits for the first one
        auftrag = auftrag_erteilen(request.user, RECHNEN, titel, angaben={"stichtag": tag.isoformat()})
    return redirect("auftrag:auftrag", auftrag.pk)


@regel(Aktion.ZIELINDIKATOREN_SEHEN)
def gerechnet(request: HttpRequest, pk: int) -> HttpResponse:
    """Done: on to the figures of that day."""
    auftrag = get_object_or_404(Auftrag.objects.fuer(request.user), pk=pk, art=RECHNEN)
    abfrage = urlencode({"stichtag": auftrag.ergebnis.get("stichtag", "")})
    return redirect(f"{reverse('zielvereinbarung:indikatoren')}?{abfrage}")
