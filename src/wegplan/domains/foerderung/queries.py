"""Reading for the file and for the report: each function one statement for many Teilnahmen.

The Teilnahmen were fetched "for this user" before; row security stands behind."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet

from wegplan.domains.massnahme.models import Feldklasse, Foerderart
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import ist_traeger

from .models import Foerderleistung, Praktikum, Zertifikat

M = TypeVar("M", Praktikum, Foerderleistung, Zertifikat)


def teilnahmen_im_programm(nutzer: Any, aktion: str) -> QuerySet[Teilnahme]:
    """Teilnahmen of the programme's measures with which `nutzer` may do `aktion`; a provider only where the
    Zweckbindung includes data of the class Leistung (DS-05)."""
    erlaubt = Teilnahme.objects.fuer(nutzer, aktion).filter(massnahme__foerderart=Foerderart.ESF)
    if ist_traeger(nutzer):
        erlaubt = erlaubt.filter(massnahme__zweckbindung__contains=[Feldklasse.LEISTUNG])
    return erlaubt


def praktika_von(teilnahmen: Iterable[int], bis: date) -> dict[int, list[Praktikum]]:
    """Internships begun up to `bis`, by number of the Teilnahme, in order of their begin."""
    return _je_teilnahme(Praktikum.objects.filter(beginn__lte=bis).order_by("beginn", "pk"), teilnahmen)


def leistungen_von(teilnahmen: Iterable[int], von: date, bis: date) -> dict[int, list[Foerderleistung]]:
    """Services from `von` to `bis`, by number of the Teilnahme, in order of their days.

    Whoever shows `inhalt` asks rules.lesbarer_inhalt first (DS-05)."""
    return _je_teilnahme(Foerderleistung.objects.filter(tag__range=(von, bis)).order_by("tag", "pk"), teilnahmen)


def zertifikate_von(teilnahmen: Iterable[int], bis: date) -> dict[int, list[Zertifikat]]:
    """Qualifications done up to `bis` or on a day not known, by number of the Teilnahme, those without a day last."""
    bekannt = Zertifikat.objects.filter(Q(erworben_am=None) | Q(erworben_am__lte=bis))
    return _je_teilnahme(bekannt.order_by(F("erworben_am").asc(nulls_last=True), "pk"), teilnahmen)


def _je_teilnahme(zeilen: "QuerySet[Any]", teilnahmen: Iterable[int]) -> dict[int, list[M]]:
    gruppen: dict[int, list[M]] = {}
    for zeile in zeilen.filter(teilnahme__in=list(teilnahmen)):
        gruppen.setdefault(zeile.teilnahme_id, []).append(zeile)
    return gruppen
