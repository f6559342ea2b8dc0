"""Writing the journey: assign, let wait, hand over, open, enter, end. Inside the request's transaction."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.services import teilnahme_beginnen
from wegplan.domains.vermittlung.services import einmal_speichern
from wegplan.kit.eingabe.einschraenkung import in_worten
from wegplan.kit.eingabe.stand import stand_pruefen

from .arten import Ergebnis
from .models import Zuweisung

OHNE_JOBCENTER = "Bei dieser Person ist kein Jobcenter eingetragen. Tragen Sie es zuerst in den Stammdaten ein."
SCHON_OFFEN = "Diese Person ist dem Programm schon zugewiesen. Beenden Sie zuerst die offene Zuweisung."
BEENDET = "Diese Zuweisung ist schon beendet."
NICHT_UEBERGEBEN = "Diese Zuweisung ist noch keinem Träger übergeben."
SCHON_UEBERGEBEN = "Diese Zuweisung ist schon an einen Träger übergeben."
OHNE_TRAEGER = "Zu dieser Maßnahme ist kein Träger eingetragen."
SAETZE = {
    "zuweisung_wartet_mit_grund": ("wartet_seit", "Das Warten beginnt vor der Zuweisung."),
    "zuweisung_uebergeben_an_jemand": ("uebergeben_am", "Die Übergabe liegt vor der Zuweisung oder vor dem Warten."),
    "zuweisung_auftakt_nach_uebergabe": ("auftakt_am", "Das Auftaktgespräch liegt vor der Übergabe."),
    "zuweisung_beendet_mit_ergebnis": ("beendet_am", "Das Ende liegt vor der Zuweisung."),
}


def zuweisen(
    nutzer: Any, person_id: int, kennzeichen: str, *, regionalbuero: Organisation, stufe: str, zugewiesen_am: date
) -> tuple[Zuweisung, bool]:
    """A new assignment; the Regionalbüro sees the person from then on. Sent twice, the first one comes back (DS-31).

    Raises Person.DoesNotExist, ValidationError."""
    erlaubt = Person.objects.fuer(nutzer, Aktion.ZUWEISUNG_ERFASSEN)
    person: Person = erlaubt.select_for_update(of=("self",)).get(pk=person_id)  # a twin request waits here
    if vorhanden := Zuweisung.objects.filter(zuweisung_id=kennzeichen, person=person).first():
        return vorhanden, False
    if person.jobcenter_id is None:
        raise ValidationError(OHNE_JOBCENTER)
    neu = Zuweisung(
        zuweisung_id=kennzeichen,
        person=person,
        regionalbuero=regionalbuero,
        jobcenter_id=person.jobcenter_id,
        stufe=stufe,
        zugewiesen_am=zugewiesen_am,
        zugewiesen_von=nutzer,
    )
    with in_worten({"zuweisung_eine_offene_je_person": ("", SCHON_OFFEN)}):
        zuweisung, ist_neu = einmal_speichern(neu, "zuweisung_id")
    return zuweisung, ist_neu


def warten(nutzer: Any, pk: int, stand: int, **werte: Any) -> tuple[Zuweisung, bool]:
    """The Regionalbüro has no place yet. `werte`: wartet_seit, wartegrund. Raises as `_offene` and `_schreiben`."""
    zuweisung = _offene(nutzer, Aktion.PROFILING_SCHREIBEN, pk)
    if zuweisung.uebergeben_am:
        raise ValidationError(SCHON_UEBERGEBEN)
    return _schreiben(zuweisung, stand, werte)


def uebergeben(
    nutzer: Any, pk: int, stand: int, *, massnahme: Massnahme, uebergeben_am: date
) -> tuple[Zuweisung, bool]:
    """Hand over to the provider of `massnahme`, who sees the person from that day on (JPS-03, DS-02)."""
    zuweisung = _offene(nutzer, Aktion.PROFILING_SCHREIBEN, pk)
    if massnahme.traeger_id is None or massnahme.foerderart != Foerderart.ESF:
        raise ValidationError({"massnahme": OHNE_TRAEGER})
    if zuweisung.auftakt_am:
        raise ValidationError(SCHON_UEBERGEBEN)
    werte = {"massnahme_id": massnahme.pk, "traeger_id": massnahme.traeger_id, "uebergeben_am": uebergeben_am}
    return _schreiben(zuweisung, stand, werte)


def auftakt(nutzer: Any, pk: int, stand: int, *, auftakt_am: date) -> tuple[Zuweisung, bool]:
    """The opening talk was held; the office owes the entry now (JPS-03)."""
    zuweisung = _offene(nutzer, Aktion.UEBERGABE_ERFASSEN, pk)
    if zuweisung.uebergeben_am is None:
        raise ValidationError(NICHT_UEBERGEBEN)
    return _schreiben(zuweisung, stand, {"auftakt_am": auftakt_am})


def eintreten(
    nutzer: Any, pk: int, kennzeichen: str, *, eintritt: date, geplantes_ende: date | None
) -> tuple[Zuweisung, bool]:
    """The Teilnahme begins in the measure of the handover, and ends the assignment. A double click makes one."""
    zuweisung = _gesperrt(nutzer, Aktion.TEILNAHME_AENDERN, pk)
    if zuweisung.teilnahme is not None and zuweisung.teilnahme.teilnahme_id == kennzeichen:
        return zuweisung, False
    if zuweisung.beendet_am:
        raise ValidationError(BEENDET)
    if zuweisung.massnahme is None:
        raise ValidationError(NICHT_UEBERGEBEN)
    if eintritt < zuweisung.zugewiesen_am:
        raise ValidationError({"eintritt": "Der Eintritt liegt vor der Zuweisung."})
    stufe = zuweisung.stufe if zuweisung.stufe != zuweisung.massnahme.programmstufe else ""
    teilnahme, _ = teilnahme_beginnen(
        nutzer,
        zuweisung.person_id,
        kennzeichen,
        massnahme=zuweisung.massnahme,
        eintritt=eintritt,
        geplantes_ende=geplantes_ende,
        programmstufe=stufe,
    )
    zuweisung.teilnahme, zuweisung.beendet_am, zuweisung.ergebnis = teilnahme, eintritt, Ergebnis.EINTRITT
    zuweisung.save(update_fields=["teilnahme", "beendet_am", "ergebnis"])
    return zuweisung, True


def beenden(nutzer: Any, pk: int, stand: int, *, beendet_am: date, ergebnis: str) -> tuple[Zuweisung, bool]:
    """End without entry. Regionalbüro and provider lose sight of the person with their next request (DS-02)."""
    if ergebnis == Ergebnis.EINTRITT:
        raise ValidationError({"ergebnis": "Einen Eintritt tragen Sie als Eintritt ein."})
    return _schreiben(
        _gesperrt(nutzer, Aktion.ZUWEISUNG_ERFASSEN, pk), stand, {"beendet_am": beendet_am, "ergebnis": ergebnis}
    )


def _gesperrt(nutzer: Any, aktion: str, pk: int) -> Zuweisung:
    erlaubt = Zuweisung.objects.fuer(nutzer, aktion).select_related("person", "massnahme", "teilnahme")
    zuweisung: Zuweisung = erlaubt.select_for_update(of=("self",)).get(pk=pk)
    return zuweisung


def _offene(nutzer: Any, aktion: str, pk: int) -> Zuweisung:
    """The assignment, locked. Raises Zuweisung.DoesNotExist, ValidationError when it is over."""
    zuweisung = _gesperrt(nutzer, aktion, pk)
    if zuweisung.beendet_am:
        raise ValidationError(BEENDET)
    return zuweisung


def _schreiben(zuweisung: Zuweisung, stand: int, werte: Mapping[str, Any]) -> tuple[Zuweisung, bool]:
    """Raises kit.eingabe.stand.Konflikt, ValidationError by field."""
    if not stand_pruefen(zuweisung, stand, werte):
        return zuweisung, False
    for name, wert in werte.items():
        setattr(zuweisung, name, wert)
    with in_worten(SAETZE):
        zuweisung.save(update_fields=[name.removesuffix("_id") for name in werte])
    return zuweisung, True
