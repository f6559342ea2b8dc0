"""Two versions of a plan side by side (JPS-11)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.stand import in_lesart

from .models import Planfassung
from .queries import EINSCHAETZUNG, WUNSCH, ZIEL, Ausgangslage, ausgangslagen, mit_zielen
from .rules import vergleich

ARTEN = {
    "neu": ("neu", "info"),
    "geaendert": ("geändert", "achtung"),
    "gleich": ("unverändert", "ruhig"),
    "entfallen": ("nicht mehr dabei", "ruhig"),
}


@regel(Aktion.FOERDERZIELE_LESEN)
@require_safe
def vergleichen(request: HttpRequest, pk: int) -> HttpResponse:
    """This version beside the one before that the reader may see; 404 for the first one."""
    erlaubt = Planfassung.objects.fuer(request.user)
    neu: Planfassung = get_object_or_404(mit_zielen(erlaubt), pk=pk)
    aeltere = mit_zielen(erlaubt.filter(teilnahme=neu.teilnahme_id, nummer__lt=neu.nummer))
    alt: Planfassung | None = aeltere.order_by("-nummer").first()
    if alt is None:
        raise Http404
    zugriff_vermerken(request, "oeffnen", neu.person_id, zweck="Fassungen des Förderplans vergleichen")
    lagen = ausgangslagen(request.user, [alt.pk, neu.pk], heute())
    bloecke = [("Ziele und Schritte", vergleich(_ziele(alt), _ziele(neu)))]
    if neu.pk in lagen:
        bloecke.append(("Ausgangslage", vergleich(_lage(lagen.get(alt.pk)), _lage(lagen[neu.pk]))))
    kontext = {
        "alt": alt,
        "neu": neu,
        "person": neu.person,
        "bloecke": [(titel, [zeile | {"wort": ARTEN[zeile["art"]]} for zeile in zeilen]) for titel, zeilen in bloecke],
    }
    return TemplateResponse(request, "foerderplan/vergleich.html", kontext)


def _angaben(objekt: Any, namen: tuple[str, ...]) -> dict[str, str]:
    return {str(objekt._meta.get_field(name).verbose_name): in_lesart(objekt, name) for name in namen}


def _ziele(fassung: Planfassung) -> list[dict[str, Any]]:
    """A goal with its steps as one row; a step is an entry under its own words."""
    return [
        {
            "kennung": z.kennung,
            "titel": z.wortlaut,
            "angaben": _angaben(z, ZIEL[1:]) | {f"Schritt: {s.text}": _schritt(s) for s in z.schritte.all()},
        }
        for z in fassung.ziele.all()
    ]


def _schritt(s: Any) -> str:
    wer = s.verantwortlich_name or s.get_verantwortlich_display()
    erledigt = f", erledigt am {s.erledigt_am:%d.%m.%Y}" if s.erledigt_am else ""
    return f"{wer}, bis {s.bis:%d.%m.%Y}{erledigt}"


def _lage(lage: Ausgangslage | None) -> list[dict[str, Any]]:
    if lage is None:
        return []
    zeilen = [
        {"kennung": e.bereich, "titel": str(e), "angaben": _angaben(e, EINSCHAETZUNG[1:])} for e in lage.einschaetzungen
    ]
    if lage.wunsch:
        zeilen.append({"kennung": "wunsch", "titel": str(lage.wunsch), "angaben": _angaben(lage.wunsch, WUNSCH)})
    return zeilen
