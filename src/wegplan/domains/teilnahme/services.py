"""Writing Teilnahmen: begin, planned end, exit and its undo. Inside the request's transaction."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person
from wegplan.kit.eingabe.einschraenkung import in_worten
from wegplan.kit.eingabe.stand import stand_pruefen, verlauf_von

from .models import Teilnahme

UEBERSCHNEIDUNG = "In dieser Maßnahme hat die Person in dieser Zeit schon eine Teilnahme. Prüfen Sie die Tage."
ANDERSWO = ("", "Diese Teilnahme gibt es schon bei einer anderen Person. Bitte laden Sie die Seite neu.")


def teilnahme_beginnen(
    nutzer: Any,
    person_id: int,
    kennzeichen: str,
    *,
    massnahme: Massnahme,
    eintritt: date,
    geplantes_ende: date | None,
    programmstufe: str = "",
) -> tuple[Teilnahme, bool]:
    """A new Teilnahme. Sent twice with the same `kennzeichen`, the first one comes back and is not new (DS-31).

    Raises Person.DoesNotExist, ValidationError by field (order of days, overlap)."""
    person = Person.objects.fuer(nutzer, Aktion.TEILNAHME_AENDERN).get(pk=person_id)
    if geplantes_ende is not None and geplantes_ende < eintritt:
        raise ValidationError({"geplantes_ende": "Das geplante Ende liegt vor dem Eintritt."})
    gleiche = Teilnahme.objects.filter(teilnahme_id=kennzeichen, person=person)
    if vorhanden := gleiche.first():
        return vorhanden, False
    neu = Teilnahme(
        teilnahme_id=kennzeichen,
        person=person,
        massnahme=massnahme,
        eintritt=eintritt,
        geplantes_ende=geplantes_ende,
        programmstufe=programmstufe,
    )
    saetze = {"teilnahme_id_einmalig": ANDERSWO, "teilnahme_ohne_ueberschneidung": ("eintritt", UEBERSCHNEIDUNG)}
    try:
        with in_worten(saetze):
            neu.save(force_insert=True)
    except ValidationError:
        if vorhanden := gleiche.first():  # a twin request was faster
            return vorhanden, False
        raise
    return neu, True


def geplantes_ende_aendern(
    nutzer: Any, person_id: int, teilnahme_id: int, ende: date, grund: str, stand: int
) -> tuple[Teilnahme, bool]:
    """Move the planned end; the history keeps the old one and the reason.

    Raises Teilnahme.DoesNotExist, Konflikt, ValidationError by field."""
    teilnahme = _gesperrt(nutzer, Aktion.TEILNAHME_AENDERN, person_id, teilnahme_id)
    if not stand_pruefen(teilnahme, stand, {"geplantes_ende": ende}):
        return teilnahme, False
    if ende < teilnahme.eintritt:
        satz = f"Das geplante Ende liegt vor dem Eintritt am {teilnahme.eintritt:%d.%m.%Y}."
        raise ValidationError({"geplantes_ende": satz})
    return _schreiben(teilnahme, {"geplantes_ende": ende}, grund, "geplantes_ende")


def eintritt_aendern(
    nutzer: Any, person_id: int, teilnahme_id: int, eintritt: date, grund: str, stand: int
) -> tuple[Teilnahme, bool]:
    """Move the begin; the history keeps the old one and the reason.

    Raises Teilnahme.DoesNotExist, Konflikt, ValidationError by field."""
    teilnahme = _gesperrt(nutzer, Aktion.TEILNAHME_AENDERN, person_id, teilnahme_id)
    if not stand_pruefen(teilnahme, stand, {"eintritt": eintritt}):
        return teilnahme, False
    schluss = teilnahme.austritt or teilnahme.geplantes_ende
    if schluss is not None and eintritt > schluss:
        raise ValidationError({"eintritt": f"Der Eintritt liegt nach dem Ende am {schluss:%d.%m.%Y}."})
    return _schreiben(teilnahme, {"eintritt": eintritt}, grund, "eintritt")


def austritt_eintragen(
    nutzer: Any, person_id: int, teilnahme_id: int, austritt: date, austrittsgrund: str, stand: int
) -> tuple[Teilnahme, bool]:
    """Record the exit. Team and Jobcenter of the person are kept with it: they are those at exit.

    Raises Teilnahme.DoesNotExist, Konflikt, ValidationError by field."""
    teilnahme = _gesperrt(nutzer, Aktion.TEILNAHME_AENDERN, person_id, teilnahme_id)
    werte = {"austritt": austritt, "austrittsgrund": austrittsgrund}
    if not stand_pruefen(teilnahme, stand, werte):
        return teilnahme, False
    if austritt < teilnahme.eintritt:
        satz = f"Der Austritt liegt vor dem Eintritt am {teilnahme.eintritt:%d.%m.%Y}."
        raise ValidationError({"austritt": satz})
    person = teilnahme.person
    stelle = {
        "jobcenter_id": teilnahme.jobcenter_id or person.jobcenter_id,
        "team_id": teilnahme.team_id or person.team_id,
    }
    return _schreiben(teilnahme, {**werte, **stelle}, "", "austritt")


def austritt_zuruecknehmen(
    nutzer: Any, person_id: int, teilnahme_id: int, grund: str, stand: int
) -> tuple[Teilnahme, bool]:
    """Take a wrong exit back (PX-13): a lead, with a reason that the history keeps beside before and after.

    Raises Teilnahme.DoesNotExist, Konflikt, ValidationError by field."""
    teilnahme = _gesperrt(nutzer, Aktion.AUSTRITT_ZURUECKNEHMEN, person_id, teilnahme_id)
    werte = {"austritt": None, "austrittsgrund": ""}
    if not stand_pruefen(teilnahme, stand, werte):
        return teilnahme, False
    return _schreiben(teilnahme, {**werte, **_stelle_vor_dem_austritt(teilnahme)}, grund, "grund")


def _stelle_vor_dem_austritt(teilnahme: Teilnahme) -> dict[str, int | None]:
    """Team and Jobcenter as they stood before the exit, from the history; unchanged where it knows nothing."""
    vorher = verlauf_von(teilnahme).filter(austritt__isnull=True).values("jobcenter_id", "team_id").first()
    return vorher or {}


def _gesperrt(nutzer: Any, aktion: str, person_id: int, teilnahme_id: int) -> Teilnahme:
    erlaubt = Teilnahme.objects.fuer(nutzer, aktion).select_related("person")
    teilnahme: Teilnahme = erlaubt.select_for_update(of=("self",)).get(pk=teilnahme_id, person_id=person_id)
    return teilnahme


def _schreiben(teilnahme: Teilnahme, werte: Mapping[str, Any], grund: str, feld: str) -> tuple[Teilnahme, bool]:
    for name, wert in werte.items():
        setattr(teilnahme, name, wert)
    namen = [name.removesuffix("_id") for name in werte]
    with (
        pghistory.context(**({"grund": grund} if grund else {})),
        in_worten({"teilnahme_ohne_ueberschneidung": (feld, UEBERSCHNEIDUNG)}),
    ):
        teilnahme.save(update_fields=namen)
    return teilnahme, True
