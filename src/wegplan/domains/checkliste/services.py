"""Writing ticks by hand. Inside the request's transaction (JPS-83)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.eingabe.einschraenkung import in_worten

from .models import Pflichthaken
from .urteil import Pflicht
from .vorgaben import BEGINN

SCHON = "Diese Pflicht ist schon abgehakt."
SCHON_BEGONNEN = "Für dieses Projekt ist der Tag schon festgelegt. Wer ihn gesetzt hat, kann ihn zurücknehmen."
SCHON_ZURUECK = "Dieser Haken ist schon zurückgenommen."
NUR_EIGENE = "Den Haken nimmt die Stelle zurück, die ihn gesetzt hat."


def abhaken(
    nutzer: Any, p: Pflicht, person_id: int | None, *, am: date, entfaellt: bool, notiz: str
) -> tuple[Pflichthaken, bool]:
    """Tick a duty of a project that the user sees, done or not needed. The same again changes nothing.

    Raises ValidationError."""
    wo = {"massnahme_id": p.massnahme, "teilnahme_id": p.teilnahme, "schritt": p.schritt, "bezug": p.bezug}
    werte = {"am": am, "entfaellt": entfaellt, "notiz": notiz}
    return _setzen(nutzer, wo | {"person_id": person_id}, werte, SCHON)


def fuehrung_beginnen(nutzer: Any, massnahme: int, *, am: date, notiz: str) -> tuple[Pflichthaken, bool]:
    """Say from which day on the Checkliste of a project is kept here. The same again changes nothing.

    Raises ValidationError."""
    wo = {"massnahme_id": massnahme, "teilnahme_id": None, "schritt": BEGINN, "bezug": ""}
    return _setzen(nutzer, wo, {"am": am, "entfaellt": True, "notiz": notiz}, SCHON_BEGONNEN)


def _setzen(nutzer: Any, wo: dict[str, Any], werte: dict[str, Any], schon: str) -> tuple[Pflichthaken, bool]:
    bisher = Pflichthaken.objects.filter(**wo, zurueckgenommen_am=None).first()
    if bisher and all(getattr(bisher, name) == wert for name, wert in werte.items()):
        return bisher, False
    neu = Pflichthaken(**wo, **werte, stelle_id=nutzer.organisation_id, gesetzt_von=nutzer)
    with transaction.atomic(), in_worten({"pflichthaken_einer_gilt": ("", schon)}):
        neu.save(force_insert=True)
    return neu, True


def zuruecknehmen(nutzer: Any, pk: int, grund: str, am: date) -> tuple[Pflichthaken, bool]:
    """Take a tick of the own office back; it stays as history.

    Raises Pflichthaken.DoesNotExist, ValidationError."""
    erlaubt = Pflichthaken.objects.fuer(nutzer, Aktion.CHECKLISTE_ABHAKEN)
    haken: Pflichthaken = erlaubt.select_for_update(of=("self",)).get(pk=pk)
    if haken.stelle_id != nutzer.organisation_id:
        raise ValidationError(NUR_EIGENE)
    if haken.zurueckgenommen_am:
        if haken.zuruecknahmegrund == grund and haken.zurueckgenommen_von_id == nutzer.pk:
            return haken, False
        raise ValidationError(SCHON_ZURUECK)
    haken.zurueckgenommen_am, haken.zurueckgenommen_von, haken.zuruecknahmegrund = am, nutzer, grund
    haken.save(update_fields=["zurueckgenommen_am", "zurueckgenommen_von", "zuruecknahmegrund"])
    return haken, True
