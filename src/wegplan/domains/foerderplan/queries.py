"""Reading plans: a version with goals and steps, and what its checksum covers."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from .models import Foerderziel, Planfassung, Zielschritt

RAHMEN = ("nummer", "pruefung_am", "unterschrieben_am", "name_teilnehmend", "name_fachkraft")
ZIEL = (
    "kennung",
    "horizont",
    "bereich",
    "wortlaut",
    "fachsprache",
    "methode",
    "verantwortlich",
    "verantwortlich_name",
    "bis",
    "zielstand",
    "ergebnis",
)
SCHRITT = ("kennung", "text", "verantwortlich", "verantwortlich_name", "bis", "erledigt_am")


def mit_zielen(fassungen: QuerySet[Any]) -> QuerySet[Any]:
    """With all that a page shows, in three statements: near goals first, then by day."""
    schritte = Zielschritt.objects.order_by("bis", "kennung")
    ziele = Foerderziel.objects.order_by("-horizont", "bis", "kennung").prefetch_related(Prefetch("schritte", schritte))
    return fassungen.select_related("person", "teilnahme__massnahme", "angelegt_von").prefetch_related(
        Prefetch("ziele", ziele)
    )


def inhalt(fassung: Planfassung) -> dict[str, Any]:
    """Everything that the signatures stand under, without numbers of the database."""
    ziele = sorted(fassung.ziele.all(), key=lambda z: z.kennung)
    return {
        "teilnahme": fassung.teilnahme.teilnahme_id,
        **{name: getattr(fassung, name) for name in RAHMEN},
        "ziele": [
            {name: getattr(z, name) for name in ZIEL}
            | {
                "schritte": [
                    {name: getattr(s, name) for name in SCHRITT}
                    for s in sorted(z.schritte.all(), key=lambda s: s.kennung)
                ]
            }
            for z in ziele
        ],
    }
