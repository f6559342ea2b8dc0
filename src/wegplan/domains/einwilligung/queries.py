"""Reading declarations for who may, and what everybody reads on the public page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion

from .models import Einwilligung, Stand
from .rules import stufen, verlinkt


def laufende(massnahmen: QuerySet[Massnahme], tag: date) -> QuerySet[Massnahme]:
    """Those that the public page names on a day."""
    return massnahmen.filter(
        Q(ende__isnull=True) | Q(ende__gte=tag),
        foerderart=Foerderart.ESF,
        programmstufe__in=stufen(tag),
        beginn__lte=tag,
    ).select_related("traeger", "regionalbuero", "durchfuehrungsort")


def projekte_fuer(nutzer: Any, tag: date) -> QuerySet[Massnahme]:
    """Projects of these stages that the user sees, over or not."""
    if not nutzer.darf(Aktion.EINWILLIGUNG_LESEN):
        return Massnahme.objects.none()
    alle = massnahmen_fuer(nutzer).filter(foerderart=Foerderart.ESF, programmstufe__in=stufen(tag))
    return alle.select_related("traeger", "regionalbuero", "durchfuehrungsort")


def einwilligungen_fuer(nutzer: Any) -> QuerySet[Einwilligung]:
    """Declarations of the user's projects, the newest first."""
    if not nutzer.darf(Aktion.EINWILLIGUNG_LESEN):
        return Einwilligung.objects.none()
    eigene = Einwilligung.objects.filter(massnahme__in=massnahmen_fuer(nutzer))
    return eigene.select_related("massnahme").order_by("-pk")


@dataclass(frozen=True)
class Projektzeile:
    """A project with its newest declaration and the one on the public page."""

    massnahme: Massnahme
    letzte: Einwilligung | None
    gilt: Einwilligung | None

    @property
    def pk(self) -> int:
        return self.massnahme.pk


def projektzeilen(nutzer: Any, tag: date) -> list[Projektzeile]:
    """The running projects. Two statements."""
    je_projekt: dict[int, list[Einwilligung]] = {}
    for e in einwilligungen_fuer(nutzer):
        je_projekt.setdefault(e.massnahme_id, []).append(e)
    zeilen = []
    for m in laufende(projekte_fuer(nutzer, tag), tag).order_by("titel", "pk"):
        alle = je_projekt.get(m.pk, [])
        gilt = next((e for e in alle if e.stand == Stand.VEROEFFENTLICHT), None)
        zeilen.append(Projektzeile(m, alle[0] if alle else None, gilt))
    return zeilen


@dataclass(frozen=True)
class Oeffentlich:
    """What everybody reads of a project. `link` and `mail` only with a consent that holds today."""

    titel: str
    stufe: str
    traeger: str
    ort: str
    link: str
    mail: str


def oeffentliche(tag: date) -> list[Oeffentlich]:
    """The projects of the public page with their addresses. Two statements, for whoever asks."""
    adressen: dict[int, tuple[str, str]] = {}
    if verlinkt(tag):
        with connection.cursor() as c:
            c.execute("select massnahme, link, mail from einwilligung_veroeffentlicht()")
            adressen = {pk: (link, mail) for pk, link, mail in c.fetchall()}
    return [
        Oeffentlich(
            m.titel or m.massnahmenummer,
            m.get_programmstufe_display(),
            m.traeger.name if m.traeger else "",
            ort.ort if (ort := getattr(m, "durchfuehrungsort", None)) else "",
            *adressen.get(m.pk, ("", "")),
        )
        for m in laufende(Massnahme.objects.all(), tag).order_by("traeger__name", "titel", "pk")
    ]
