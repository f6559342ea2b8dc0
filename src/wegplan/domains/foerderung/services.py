"""Writing internships, services and qualifications of the programme. Inside the request's transaction."""

from datetime import date
from typing import Any, TypeVar

import pghistory
from django.core.exceptions import ValidationError
from django.db import models

from wegplan.domains.massnahme.models import Feldklasse
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vermittlung.services import einmal_speichern
from wegplan.kit.eingabe.stand import stand_pruefen, stand_von

from .models import Foerderleistung, Praktikum, Zertifikat
from .queries import teilnahmen_im_programm
from .rules import klasse_des_inhalts

M = TypeVar("M", bound=models.Model)
KENNZEICHEN = {Praktikum: "praktikum_id", Foerderleistung: "leistung_id", Zertifikat: "zertifikat_id"}
TAGE = {Praktikum: ("beginn", "ende"), Foerderleistung: ("tag",), Zertifikat: ("erworben_am",)}
INZWISCHEN = "Jemand hat diesen Eintrag inzwischen geändert. Bitte sehen Sie ihn sich noch einmal an."
OHNE_ZWECK = (
    "Die Zweckbindung dieser Maßnahme erlaubt nicht, Inhalte der sozialpädagogischen Betreuung festzuhalten. "
    "Lassen Sie das Feld leer."
)


def eintragen(
    nutzer: Any, modell: type[M], person_id: int, teilnahme_id: int, kennzeichen: str, **werte: Any
) -> tuple[M, bool]:
    """A new record; sent twice with the same `kennzeichen`, the first one comes back (DS-31).

    Raises Teilnahme.DoesNotExist, ValidationError by field."""
    erlaubt = teilnahmen_im_programm(nutzer, Aktion.FOERDERUNG_ERFASSEN).select_related("massnahme")
    teilnahme: Teilnahme = erlaubt.get(pk=teilnahme_id, person_id=person_id)
    _pruefen(modell, teilnahme, werte)
    feld = KENNZEICHEN[modell]
    neu = modell(person_id=person_id, teilnahme=teilnahme, erfasst_von=nutzer, **{feld: kennzeichen}, **werte)
    return einmal_speichern(neu, feld)


def aendern(nutzer: Any, modell: type[M], person_id: int, pk: int, stand: int, **werte: Any) -> tuple[M, bool]:
    """Raises DoesNotExist, Konflikt where somebody else changed it meanwhile (DS-31), ValidationError by field."""
    objekt = _gesperrt(nutzer, modell, person_id, pk)
    if not stand_pruefen(objekt, stand, werte):
        return objekt, False
    _pruefen(modell, objekt.teilnahme, {"art": getattr(objekt, "art", "")} | werte)  # type: ignore[attr-defined]
    for name, wert in werte.items():
        setattr(objekt, name, wert)
    objekt.save(update_fields=list(werte))
    return objekt, True


def entfernen(nutzer: Any, modell: type[M], person_id: int, pk: int, grund: str, stand: int) -> tuple[M, bool]:
    """Remove a wrong record; the history keeps it with the reason. Raises DoesNotExist, ValidationError."""
    objekt = _gesperrt(nutzer, modell, person_id, pk)
    if stand_von(objekt) != stand:
        raise ValidationError(INZWISCHEN)
    with pghistory.context(grund=grund):
        modell._default_manager.filter(pk=pk).delete()
    return objekt, True


def _gesperrt(nutzer: Any, modell: type[M], person_id: int, pk: int) -> M:
    erlaubt: Any = modell._default_manager
    gesucht = erlaubt.fuer(nutzer, Aktion.FOERDERUNG_ERFASSEN).select_related("teilnahme__massnahme")
    objekt: M = gesucht.select_for_update(of=("self",)).get(pk=pk, person_id=person_id)
    return objekt


def _pruefen(modell: type[models.Model], teilnahme: Teilnahme, werte: dict[str, Any]) -> None:
    """Days lie in the Teilnahme and in order; contents of care only where the measure allows them (DS-05)."""
    for feld in TAGE[modell]:
        if (tag := werte.get(feld)) and (satz := _ausserhalb(teilnahme, tag)):
            raise ValidationError({feld: satz})
    if werte.get("ende") and werte["ende"] < werte["beginn"]:
        raise ValidationError({"ende": "Das Ende liegt vor dem Beginn."})
    besonders = werte.get("inhalt") and klasse_des_inhalts(werte["art"]) == Feldklasse.BESONDERS
    if besonders and Feldklasse.BESONDERS not in teilnahme.massnahme.zweckbindung:
        raise ValidationError({"inhalt": OHNE_ZWECK})


def _ausserhalb(teilnahme: Teilnahme, tag: date) -> str:
    if tag < teilnahme.eintritt:
        return f"Dieser Tag liegt vor dem Eintritt am {teilnahme.eintritt:%d.%m.%Y}."
    if teilnahme.austritt and tag > teilnahme.austritt:
        return f"Dieser Tag liegt nach dem Austritt am {teilnahme.austritt:%d.%m.%Y}."
    return ""
