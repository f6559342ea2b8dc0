"""Reading: Gutachten of an assignment, what its checksum covers, the protected part, arrears, events."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Func, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from wegplan.domains.massnahme.models import Feldklasse, Programmstufe
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.uebergang.models import Zuweisung

from .arten import Besuch, Gutachtenart, Gutachtenstand
from .models import Auftaktgespraech, Einladung, Gutachten, Schutzteil, Veranstaltung

RAHMEN = ("art", "nummer", "begonnen_am", "abgeschlossen_am", "ergebnis", "stufe", "name_fachkraft", "texte")


def inhalt(gutachten: Gutachten) -> dict[str, Any]:
    """Everything that the checksum covers, without numbers of the database."""
    return {
        "zuweisung": gutachten.zuweisung.zuweisung_id,
        "massnahme": gutachten.massnahme.massnahmenummer if gutachten.massnahme else "",
        **{name: getattr(gutachten, name) for name in RAHMEN},
        "geschuetzt": gutachten.pruefsumme_geschuetzt,
    }


def gutachten_der_person(nutzer: Any, person_id: int) -> QuerySet[Gutachten]:
    """All versions that this user may read, the newest first."""
    alle: QuerySet[Gutachten] = Gutachten.objects.fuer(nutzer).filter(person_id=person_id)
    return alle.select_related("zuweisung", "massnahme").order_by("-begonnen_am", "-pk")


def neuestes(nutzer: Any, zuweisung_id: int, art: str) -> Gutachten | None:
    """The last version of a document on an assignment, a draft or a finished one."""
    versionen: QuerySet[Gutachten] = Gutachten.objects.fuer(nutzer).filter(zuweisung_id=zuweisung_id, art=art)
    return versionen.order_by("-nummer").first()


def schutzteil(nutzer: Any, gutachten: Gutachten) -> Schutzteil | None:
    """The protected part, an empty new one where nothing was written yet; None for who may not read it (DS-05)."""
    if not darf_geschuetztes(nutzer, gutachten):
        return None
    return Schutzteil.objects.filter(gutachten=gutachten).first() or Schutzteil(gutachten=gutachten)


def darf_geschuetztes(nutzer: Any, gutachten: Gutachten) -> bool:
    """Art. 9 texts: the Regionalbüro; a provider as far as the Zweckbindung of the measure goes; no office."""
    if nutzer.darf(Aktion.PROFILING_SCHREIBEN):
        return True
    massnahme = gutachten.zuweisung.massnahme
    erlaubt = massnahme is not None and Feldklasse.BESONDERS in massnahme.zweckbindung
    return nutzer.darf(Aktion.UEBERGABE_ERFASSEN) and erlaubt


class Grundlagen(NamedTuple):
    """What a plan or report rests on, as far as the user may read it."""

    gutachten: list[Gutachten]
    auftakte: list[Auftaktgespraech]


def grundlagen(nutzer: Any, person_id: int) -> Grundlagen:
    """For the plan of the provider: of each kind the newest finished Gutachten, and the last opening talk (JPS-02,
    JPS-03). Two statements."""
    fertige = gutachten_der_person(nutzer, person_id).filter(stand=Gutachtenstand.ABGESCHLOSSEN)
    je_art: dict[str, Gutachten] = {}
    for gutachten in fertige:
        je_art.setdefault(gutachten.art, gutachten)
    return Grundlagen(list(je_art.values()), list(auftaktgespraeche(nutzer, person_id)[:1]))


def auftaktgespraeche(nutzer: Any, person_id: int) -> QuerySet[Auftaktgespraech]:
    """Opening talks of the person, the newest first, for the two sides that held them."""
    alle: QuerySet[Auftaktgespraech] = Auftaktgespraech.objects.fuer(nutzer, Aktion.GESPRAECH_LESEN)
    return alle.filter(person_id=person_id).select_related("zuweisung").order_by("-zuweisung__auftakt_am", "-pk")


def fehlende_vertragskopien(nutzer: Any, stichtag: date) -> QuerySet[Zuweisung]:
    """Arrears of providers in EZU: the opening talk was held, or the participant entered, and the copy of the contract
    has not arrived (JPS-03). Each with `seit`, the longest-standing first."""
    begonnen = Q(auftakt_am__lte=stichtag) | Q(teilnahme__eintritt__lte=stichtag)
    laeuft = Q(beendet_am__isnull=True) | Q(teilnahme__isnull=False) & (
        Q(teilnahme__austritt__isnull=True) | Q(teilnahme__austritt__gt=stichtag)
    )
    offen: QuerySet[Zuweisung] = Zuweisung.objects.fuer(nutzer, Aktion.UEBERGABE_ERFASSEN)
    return (
        offen.filter(begonnen, laeuft, massnahme__programmstufe=Programmstufe.EZU, vertragskopie_am__isnull=True)
        .select_related("person", "traeger", "massnahme")
        .annotate(seit=Coalesce("auftakt_am", "teilnahme__eintritt"))
        .order_by("seit", "pk")
    )


class _Besuche(Func):
    """Number of invitations to an event with one of these outcomes; persons out of sight count (a number only)."""

    function = "profiling_besuche"
    output_field = IntegerField()


def mit_zahlen(veranstaltungen: QuerySet[Veranstaltung]) -> QuerySet[Any]:
    """Each with the number of invited persons and of each outcome (JPS-01)."""
    je = {besuch: _Besuche(F("pk"), Value([besuch])) for besuch in Besuch.values[1:]}
    return veranstaltungen.annotate(eingeladene=_Besuche(F("pk"), Value(Besuch.values)), **je).select_related("amt")


def einladbare(nutzer: Any, veranstaltung: Veranstaltung) -> QuerySet[Zuweisung]:
    """Who stands with the Regionalbüro, not handed over yet, and is not invited to this event; those who wait first."""
    offen: QuerySet[Zuweisung] = Zuweisung.objects.fuer(nutzer, Aktion.PROFILING_SCHREIBEN).filter(
        beendet_am__isnull=True, uebergeben_am__isnull=True
    )
    if veranstaltung.amt_id:
        offen = offen.filter(jobcenter=veranstaltung.amt_id)
    schon = Einladung.objects.filter(veranstaltung=veranstaltung).values("zuweisung")
    return (
        offen.exclude(pk__in=schon)
        .select_related("person", "jobcenter")
        .order_by(F("wartet_seit").asc(nulls_last=True), "zugewiesen_am", "pk")
    )


def ist_ezu(zuweisung: Zuweisung) -> bool:
    """The stage of the measure, before the handover the wanted one."""
    massnahme = zuweisung.massnahme
    return (massnahme.programmstufe if massnahme else zuweisung.stufe) == Programmstufe.EZU


def art_von(zuweisung: Zuweisung) -> str:
    """Which document belongs to an assignment (JPS-02)."""
    return Gutachtenart.UNTERSTUETZUNGSBEDARF if ist_ezu(zuweisung) else Gutachtenart.KURZGUTACHTEN
