"""Writing the journey: assign, let wait, hand over, open, enter, end. Inside the request's transaction."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from wegplan.domains.massnahme.models import Foerderart, Massnahme, Programmstufe
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.services import teilnahme_beginnen
from wegplan.domains.vermittlung.services import einmal_speichern
from wegplan.kit.eingabe.einschraenkung import in_worten
from wegplan.kit.eingabe.stand import stand_pruefen

from .arten import Ergebnis, Profilingergebnis
from .models import Zuweisung

OHNE_JOBCENTER = "Bei dieser Person ist kein Jobcenter eingetragen. Tragen Sie es zuerst in den Stammdaten ein."
SCHON_OFFEN = "Diese Person ist dem Programm schon zugewiesen. Beenden Sie zuerst die offene Zuweisung."
BEENDET = "Diese Zuweisung ist schon beendet."
NICHT_UEBERGEBEN = "Diese Zuweisung ist noch keinem Träger übergeben."
SCHON_UEBERGEBEN = "Diese Zuweisung ist schon an einen Träger übergeben."
OHNE_TRAEGER = "Zu dieser Maßnahme ist kein Träger eingetragen."
OHNE_GUTACHTEN = "Vor der Übergabe wird das Kurzgutachten abgeschlossen."
UNGEEIGNET = "Das Profiling hat ergeben: nicht geeignet. Schließen Sie ein neues Kurzgutachten ab oder beenden Sie."
NICHT_UNGEEIGNET = "„Nicht geeignet“ setzt ein abgeschlossenes Kurzgutachten mit diesem Ergebnis voraus."
OHNE_WARTEN = "Diese Person hat nicht gewartet."
SAETZE = {
    "zuweisung_profiling_der_reihe_nach": ("", "Das Profiling beginnt vor der Zuweisung oder endet vor seinem Beginn."),
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
    """The Regionalbüro has no place yet. `werte`: wartet_seit, wartegrund. Raises as `offene` and `_schreiben`."""
    zuweisung = offene(nutzer, Aktion.PROFILING_SCHREIBEN, pk)
    if zuweisung.uebergeben_am:
        raise ValidationError(SCHON_UEBERGEBEN)
    return _schreiben(zuweisung, stand, werte)


def uebergeben(
    nutzer: Any, pk: int, stand: int, *, massnahme: Massnahme, uebergeben_am: date
) -> tuple[Zuweisung, bool]:
    """Hand over to the provider of `massnahme`, who sees the person from that day on, and the Kurzgutachten with it
    (JPS-02, JPS-03, DS-02). In EZU a document of the opening talk stands for the Kurzgutachten."""
    zuweisung = offene(nutzer, Aktion.PROFILING_SCHREIBEN, pk)
    if massnahme.traeger_id is None or massnahme.foerderart != Foerderart.ESF:
        raise ValidationError({"massnahme": OHNE_TRAEGER})
    if zuweisung.auftakt_am:
        raise ValidationError(SCHON_UEBERGEBEN)
    if massnahme.programmstufe != Programmstufe.EZU and not zuweisung.profiling_fertig_am:
        raise ValidationError(OHNE_GUTACHTEN)
    if zuweisung.profiling_ergebnis == Profilingergebnis.NICHT_GEEIGNET:
        raise ValidationError(UNGEEIGNET)
    werte = {"massnahme_id": massnahme.pk, "traeger_id": massnahme.traeger_id, "uebergeben_am": uebergeben_am}
    von = {"uebergeben_von_id": nutzer.pk}
    return _schreiben(zuweisung, stand, werte, dazu=von)


def profiling_festhalten(zuweisung: Zuweisung, **werte: Any) -> None:
    """What the Kurzgutachten of the open, locked assignment has come to. `werte`: profiling_… Raises
    ValidationError."""
    for name, wert in werte.items():
        setattr(zuweisung, name, wert)
    with in_worten(SAETZE):
        zuweisung.save(update_fields=list(werte))


def auftakt(nutzer: Any, pk: int, auftakt_am: date) -> None:
    """The opening talk was held; the office owes the entry now (JPS-03). Its record is kept by the area profiling.

    Raises Zuweisung.DoesNotExist, ValidationError by field."""
    zuweisung = offene(nutzer, Aktion.UEBERGABE_ERFASSEN, pk)
    if zuweisung.uebergeben_am is None:
        raise ValidationError(NICHT_UEBERGEBEN)
    zuweisung.auftakt_am = auftakt_am
    with in_worten(SAETZE):
        zuweisung.save(update_fields=["auftakt_am"])


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


def profiling_beenden(nutzer: Any, pk: int, stand: int, *, beendet_am: date, ergebnis: str) -> tuple[Zuweisung, bool]:
    """The Regionalbüro ends what came to nothing before the handover (ADR 0059); the database checks the same."""
    zuweisung = offene(nutzer, Aktion.PROFILING_SCHREIBEN, pk)
    if zuweisung.uebergeben_am:
        raise ValidationError(SCHON_UEBERGEBEN)
    gefunden = zuweisung.profiling_ergebnis
    if ergebnis == Ergebnis.NICHT_GEEIGNET and gefunden != Profilingergebnis.NICHT_GEEIGNET:
        raise ValidationError({"ergebnis": NICHT_UNGEEIGNET})
    wartete = zuweisung.wartet_seit or gefunden == Profilingergebnis.WARTESCHLEIFE
    if ergebnis == Ergebnis.WARTESCHLEIFE_BEENDET and not wartete:
        raise ValidationError({"ergebnis": OHNE_WARTEN})
    return _schreiben(zuweisung, stand, {"beendet_am": beendet_am, "ergebnis": ergebnis})


def vertragskopie(nutzer: Any, pk: int, stand: int, *, vertragskopie_am: date) -> tuple[Zuweisung, bool]:
    """The Regionalbüro has got the copy of the participant's contract, also after the entry (EZU, JPS-03)."""
    zuweisung = _gesperrt(nutzer, Aktion.PROFILING_SCHREIBEN, pk)
    if zuweisung.uebergeben_am is None:
        raise ValidationError(NICHT_UEBERGEBEN)
    return _schreiben(zuweisung, stand, {"vertragskopie_am": vertragskopie_am})


def _gesperrt(nutzer: Any, aktion: str, pk: int) -> Zuweisung:
    erlaubt = Zuweisung.objects.fuer(nutzer, aktion).select_related("person", "massnahme", "teilnahme")
    zuweisung: Zuweisung = erlaubt.select_for_update(of=("self",)).get(pk=pk)
    return zuweisung


def offene(nutzer: Any, aktion: str, pk: int) -> Zuweisung:
    """The assignment, locked. Raises Zuweisung.DoesNotExist, ValidationError when it is over."""
    zuweisung = _gesperrt(nutzer, aktion, pk)
    if zuweisung.beendet_am:
        raise ValidationError(BEENDET)
    return zuweisung


def _schreiben(
    zuweisung: Zuweisung, stand: int, werte: Mapping[str, Any], *, dazu: Mapping[str, Any] | None = None
) -> tuple[Zuweisung, bool]:
    """`dazu` is written with `werte`, but does not count for whether anything changed.

    Raises kit.eingabe.stand.Konflikt, ValidationError by field."""
    if not stand_pruefen(zuweisung, stand, werte):
        return zuweisung, False
    werte = {**werte, **(dazu or {})}
    for name, wert in werte.items():
        setattr(zuweisung, name, wert)
    with in_worten(SAETZE):
        zuweisung.save(update_fields=[name.removesuffix("_id") for name in werte])
    return zuweisung, True
