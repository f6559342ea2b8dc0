"""The page of a person, one view per tab."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.verfahren.models import Schritt
from wegplan.domains.verteilung.queries import uebergaben_von
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute

from ..aktenseite import seite_zeigen
from ..anstehend import anstehendes
from ..beurteilung import beurteilungen, naechste
from ..queries import Akte, akte_laden
from ..verfahren import wege
from ..weg import erfassung, nach_austritt_erfasst
from ..weg import weg as weg_bauen


@regel(Aktion.PERSON_LESEN)
def ueberblick(request: HttpRequest, pk: int) -> HttpResponse:
    """What runs, the verdicts, and what to do next."""
    akte = akte_laden(request.user, pk, heute())
    urteile = beurteilungen(akte)
    return seite_zeigen(
        request,
        akte,
        "akte/ueberblick.html",
        "akte:person",
        teilnahmen=[(t, urteile.get(t.pk)) for t in akte.teilnahmen],
        naechste=naechste(request.user, akte, urteile),
        anstehend=anstehendes(request.user, akte),
    )


@regel(Aktion.PERSON_LESEN)
def weg(request: HttpRequest, pk: int) -> HttpResponse:
    """The timeline before, during and after each measure."""
    akte = akte_laden(request.user, pk, heute())
    return seite_zeigen(request, akte, "akte/weg.html", "akte:weg", abschnitte=weg_bauen(akte))


@regel(Aktion.VORGANG_LESEN)
def verfahren(request: HttpRequest, pk: int) -> HttpResponse:
    """The steps of every Teilnahme by the office's procedure, with state and source (VF-09)."""
    akte = akte_laden(request.user, pk, heute(), Aktion.VORGANG_LESEN)
    schritte = list(Schritt.objects.filter(teilnahme__in=[t.pk for t in akte.teilnahmen]))
    return seite_zeigen(request, akte, "akte/verfahren.html", "akte:verfahren", wege=wege(akte, schritte))


@regel(Aktion.VERMITTLUNG_LESEN)
def vermittlung(request: HttpRequest, pk: int) -> HttpResponse:
    """Vereinbarungen, Vermittlungen and strategies with day of the event and day of recording (PX-03)."""
    akte = akte_laden(request.user, pk, heute(), Aktion.VERMITTLUNG_LESEN)

    return seite_zeigen(
        request,
        akte,
        "akte/vermittlung.html",
        "akte:vermittlung",
        vereinbarungen=akte_zeilen(akte, akte.vereinbarungen, "abgeschlossen_am"),
        vermittlungen=akte_zeilen(akte, akte.vermittlungen, "unterbreitet_am"),
        strategien=akte_zeilen(akte, akte.strategien, "begonnen_am"),
    )


def akte_zeilen(akte: Akte, eintraege: list[Any], tag: str) -> list[dict[str, Any]]:
    """Records as rows of a table: `e` the record, its day (the field `tag`), day of recording, late or not (PX-03)."""
    return [
        {
            "e": e,
            "tag": getattr(e, tag),
            "erfassung": erfassung(getattr(e, tag), e.erfasst_am),
            "nach_austritt": nach_austritt_erfasst(getattr(e, tag), e.erfasst_am, akte.teilnahmen),
        }
        for e in eintraege
    ]


@regel(Aktion.PERSON_AENDERN)
def zustaendigkeiten(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is, was and will be responsible."""
    akte = akte_laden(request.user, pk, heute(), Aktion.PERSON_AENDERN)
    notizen = [p.wechsel for p in uebergaben_von(pk)]
    return seite_zeigen(request, akte, "akte/zustaendigkeiten.html", "akte:zustaendigkeiten", umstellungen=notizen)
