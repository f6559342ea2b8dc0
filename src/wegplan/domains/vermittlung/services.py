"""Writing Vereinbarungen, Vermittlungen and strategies. One use case per function, inside the request's transaction.

Every new record brings its key (`kennzeichen`): sent twice, the first one comes back and `neu` is False (DS-31)."""

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person
from wegplan.kit.eingabe.einschraenkung import in_worten
from wegplan.kit.eingabe.stand import stand_pruefen, verlauf_von

from .models import Handlungsstrategie, Strategieart, Vereinbarung, Vermittlung

M = TypeVar("M", bound=models.Model)
ANDERSWO = ("", "Diesen Eintrag gibt es schon bei einer anderen Person. Bitte laden Sie die Seite neu.")


def vereinbarung_schliessen(
    nutzer: Any,
    person_id: int,
    kennzeichen: str,
    *,
    art: str,
    abgeschlossen_am: date,
    gueltig_bis: date | None = None,
    vorgaenger: Vereinbarung | None = None,
) -> tuple[Vereinbarung, bool]:
    """A new Vereinbarung, or with `vorgaenger` its Fortschreibung: a record of its own, the old one stays.

    Raises Person.DoesNotExist, ValidationError by field."""
    person = _person(nutzer, person_id)
    if gueltig_bis is not None and gueltig_bis < abgeschlossen_am:
        raise ValidationError({"gueltig_bis": "Das Ende der Gültigkeit liegt vor dem Tag des Abschlusses."})
    if vorgaenger is not None and vorgaenger.person_id != person.pk:
        raise ValidationError({"vorgaenger": "Diese Vereinbarung gehört zu einer anderen Person."})
    if vorgaenger is not None and abgeschlossen_am < vorgaenger.abgeschlossen_am:
        satz = (
            f"Eine Fortschreibung kann nicht vor ihrer Vorgängerin vom {vorgaenger.abgeschlossen_am:%d.%m.%Y} liegen."
        )
        raise ValidationError({"abgeschlossen_am": satz})
    neu = Vereinbarung(
        vereinbarung_id=kennzeichen,
        person=person,
        art=art,
        abgeschlossen_am=abgeschlossen_am,
        gueltig_bis=gueltig_bis,
        vorgaenger=vorgaenger,
    )
    return einmal_speichern(neu, "vereinbarung_id")


def vermittlung_eintragen(
    nutzer: Any,
    person_id: int,
    kennzeichen: str,
    *,
    art: str,
    unterbreitet_am: date,
    stellenart: str = "",
    sv_pflichtig: bool | None = None,
    stelle_betreut: bool | None = None,
    profil_betreut: bool | None = None,
) -> tuple[Vermittlung, bool]:
    """A new proposal or information on a job. Raises Person.DoesNotExist, ValidationError by field."""
    neu = Vermittlung(
        vermittlung_id=kennzeichen,
        person=_person(nutzer, person_id),
        art=art,
        unterbreitet_am=unterbreitet_am,
        stellenart=stellenart,
        sv_pflichtig=sv_pflichtig,
        stelle_betreut=stelle_betreut,
        profil_betreut=profil_betreut,
    )
    return einmal_speichern(neu, "vermittlung_id")


def handlungsstrategie_beginnen(
    nutzer: Any,
    person_id: int,
    kennzeichen: str,
    *,
    begonnen_am: date,
    art: str = Strategieart.ABSOLVENTENMANAGEMENT,
) -> tuple[Handlungsstrategie, bool]:
    """Begin a strategy; one of a kind runs at a time. Raises Person.DoesNotExist, ValidationError by field."""
    person = _person(nutzer, person_id, sperren=True)
    if vorhanden := Handlungsstrategie.objects.filter(person=person, handlungsstrategie_id=kennzeichen).first():
        return vorhanden, False
    laufende = Handlungsstrategie.objects.filter(person=person, art=art).exclude(beendet_am__lt=begonnen_am)
    if laufend := laufende.order_by("begonnen_am").first():
        satz = f"Diese Handlungsstrategie läuft schon seit dem {laufend.begonnen_am:%d.%m.%Y}. Beenden Sie sie zuerst."
        raise ValidationError({"begonnen_am": satz})
    neu = Handlungsstrategie(handlungsstrategie_id=kennzeichen, person=person, art=art, begonnen_am=begonnen_am)
    return einmal_speichern(neu, "handlungsstrategie_id")


def handlungsstrategie_beenden(
    nutzer: Any, person_id: int, strategie_id: int, beendet_am: date, stand: int
) -> tuple[Handlungsstrategie, bool]:
    """End a strategy. Raises Handlungsstrategie.DoesNotExist, kit.eingabe.stand.Konflikt, ValidationError by field."""
    eigene = Handlungsstrategie.objects.fuer(nutzer, Aktion.VERMITTLUNG_ERFASSEN)
    strategie = eigene.select_for_update(of=("self",)).get(pk=strategie_id, person_id=person_id)
    if not stand_pruefen(strategie, stand, {"beendet_am": beendet_am}):
        return strategie, False
    if beendet_am < strategie.begonnen_am:
        raise ValidationError({"beendet_am": f"Das Ende liegt vor dem Beginn am {strategie.begonnen_am:%d.%m.%Y}."})
    strategie.beendet_am = beendet_am
    strategie.save(update_fields=["beendet_am"])
    return strategie, True


class NichtMehrRuecknehmbar(Exception):
    """The record is not one's own or not of today; the text says so in German."""


RUECKNEHMBAR: dict[str, Any] = {
    "vereinbarung": Vereinbarung,
    "vermittlung": Vermittlung,
    "handlungsstrategie": Handlungsstrategie,
}


def eintrag_zuruecknehmen(nutzer: Any, person_id: int, art: str, eintrag_id: int, stichtag: date) -> None:
    """Take back a record that `nutzer` has entered on `stichtag`; the history keeps begin and end of it.

    `art`: a key of RUECKNEHMBAR. Raises DoesNotExist (also for an unknown `art`) and NichtMehrRuecknehmbar."""
    if art not in RUECKNEHMBAR:
        raise Person.DoesNotExist
    erlaubt = RUECKNEHMBAR[art].objects.fuer(nutzer, Aktion.VERMITTLUNG_ERFASSEN)
    eintrag = erlaubt.select_for_update(of=("self",)).get(pk=eintrag_id, person_id=person_id)
    heute_selbst_eingetragenes_loeschen(nutzer, eintrag, stichtag)


def heute_selbst_eingetragenes_loeschen(nutzer: Any, eintrag: Any, stichtag: date) -> None:
    """Delete a record (with history and `erfasst_am`) that `nutzer` entered on `stichtag`.

    Raises NichtMehrRuecknehmbar."""
    anlage = verlauf_von(eintrag).filter(pgh_label="insert")
    eigene = anlage.filter(pgh_context__metadata__nutzer=nutzer.pk).exists()
    if not eigene or timezone.localdate(eintrag.erfasst_am) != stichtag:
        raise NichtMehrRuecknehmbar("Zurücknehmen können Sie nur, was Sie heute selbst eingetragen haben.")
    eintrag.delete()


def _person(nutzer: Any, person_id: int, sperren: bool = False) -> Person:
    erlaubt = Person.objects.fuer(nutzer, Aktion.VERMITTLUNG_ERFASSEN)
    person: Person = (erlaubt.select_for_update(of=("self",)) if sperren else erlaubt).get(pk=person_id)
    return person


def einmal_speichern(neu: M, schluessel: str) -> tuple[M, bool]:
    """Write a record of a person once; `schluessel` names its key, which a constraint `<schluessel>_einmalig` keeps.

    A second click finds the first one's record under the same key. Raises ValidationError."""
    eintrag: Any = neu
    gleiche = type(neu)._default_manager.filter(
        **{schluessel: getattr(neu, schluessel), "person_id": eintrag.person_id}
    )
    if vorhanden := gleiche.first():
        return vorhanden, False
    try:
        with in_worten({f"{schluessel}_einmalig": ANDERSWO}):
            neu.save(force_insert=True)
    except ValidationError:
        if vorhanden := gleiche.first():  # a twin request was faster
            return vorhanden, False
        raise
    return neu, True
