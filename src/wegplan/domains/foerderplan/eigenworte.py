"""What the participant has written comes into a draft: shown beside it, taken over by the professional (JPS-10).
What they answer to a signed version on paper or by word is taken down here (JPS-12)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from wegplan.domains.mitsprache.aufnahme import aufnahmeseite
from wegplan.domains.mitsprache.models import Eigenwort, Wortart
from wegplan.domains.mitsprache.queries import offene
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.ui.meldungen import melden

from . import services
from .arten import STUFEN, Ausgangsbereich, Planstand
from .entwurf import entwurf_laden
from .models import Planfassung


@dataclass(frozen=True)
class Gezeigt:
    """An open word with what it is about, and its level in words."""

    wort: Eigenwort
    wovon: str
    stufe: str

    @property
    def nummer(self) -> str:
        return str(self.wort.pk)

    @property
    def neues_ziel(self) -> bool:
        return self.wort.art == Wortart.ZIEL and not self.wort.bezug


def gezeigte(worte: list[Eigenwort]) -> list[Gezeigt]:
    bereiche, stufen = dict(Ausgangsbereich.choices), dict(STUFEN)
    return [
        Gezeigt(
            w,
            bereiche.get(w.bezug, "neues Ziel" if not w.bezug else "andere Worte für ein Ziel"),
            stufen.get(w.stufe, "") if w.stufe else "",
        )
        for w in worte
    ]


def _offenes(request: HttpRequest, entwurf: Planfassung, nummer: Any, *arten: str) -> Eigenwort | None:
    """An open word about the Teilnahme of the draft."""
    if not str(nummer).isdecimal() or len(str(nummer)) > 18:
        return None
    return offene(request.user).filter(teilnahme=entwurf.teilnahme_id, art__in=arten, pk=int(nummer)).first()


def vorbelegt(request: HttpRequest, entwurf: Planfassung) -> dict[str, str]:
    """The words for a new goal, where the address of its form names them (`?wort=`)."""
    wort = _offenes(request, entwurf, request.GET.get("wort", ""), Wortart.ZIEL)
    return {"wortlaut": wort.text} if wort else {}


def zielwort_erledigen(request: HttpRequest, entwurf: Planfassung) -> None:
    """The goal is written: its words need nobody any more."""
    if wort := _offenes(request, entwurf, request.GET.get("wort", ""), Wortart.ZIEL):
        services.wort_erledigen(request.user, wort.pk)


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
@require_POST
def uebernehmen(request: HttpRequest, pk: int, wort: int) -> HttpResponse:
    """An assessment or words for a goal into the draft; the professional's side stays as it is."""
    entwurf = entwurf_laden(request, pk)
    erlaubt = offene(request.user).filter(teilnahme=entwurf.teilnahme_id, art__in=(Wortart.EINSCHAETZUNG, Wortart.ZIEL))
    gesucht = get_object_or_404(erlaubt, pk=wort)
    if services.eigenwort_uebernehmen(request.user, pk, gesucht):
        melden(request, "Die Worte der Person stehen jetzt im Entwurf.")
    else:
        melden(request, "Dieses Ziel gibt es im Entwurf nicht mehr. Tragen Sie es als neues Ziel ein.", art="warnung")
    return redirect("foerderplan:fassung", pk)


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def aufnehmen(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer to a signed version."""
    erlaubt = Planfassung.objects.fuer(request.user, Aktion.FOERDERPLAN_SCHREIBEN).select_related("teilnahme__person")
    fassung: Planfassung = get_object_or_404(erlaubt, pk=pk, stand=Planstand.UNTERSCHRIEBEN)
    zurueck = reverse("foerderplan:fassung", args=[pk])
    return aufnahmeseite(request, fassung.teilnahme, Wortart.PLAN, (pk, str(fassung)), zurueck)
