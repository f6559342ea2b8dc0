"""Writing standard procedures and interventions (JPS-60). Inside the request's transaction."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.eingabe.einschraenkung import in_worten

from .arten import EZU
from .models import Intervention, Interventionsschritt, Standardverfahren
from .services import BEENDET, stufe_von

OHNE_SCHRITTE = "Das Verfahren braucht mindestens einen Schritt."
NICHT_EIGENES = "Den eigenen Vorschlag bestätigt die andere Seite."
SCHON_VEREINBART = "Diese Fassung ist schon vereinbart."
OHNE_VERFAHREN = "Für dieses Projekt ist noch kein Standardverfahren vereinbart."
NICHT_EZU = "In der EZU gibt es kein Standardverfahren."
LAEUFT_SCHON = "Zu dieser Teilnahme läuft schon eine Intervention."
BEENDET_SCHON = "Diese Intervention ist schon beendet."
SCHRITT_SCHON = "Dieser Schritt ist schon eingetragen."
OFFENE_SCHRITTE = "Tragen Sie zuerst zu jedem Schritt ein Ergebnis ein, auch wenn er entfällt."


def vereinbartes(massnahme_id: int) -> Standardverfahren | None:
    """The version in force: the newest that both sides have agreed on."""
    vereinbarte = Standardverfahren.objects.filter(massnahme=massnahme_id, vereinbart_am__isnull=False)
    return vereinbarte.order_by("-fassung").first()


def vorschlagen(
    nutzer: Any, massnahme_id: int, schritte: Sequence[Mapping[str, Any]]
) -> tuple[Standardverfahren, bool]:
    """A draft of the next version, or another content of the draft; whoever wrote last waits for the other side.

    Raises Massnahme.DoesNotExist, ValidationError."""
    massnahme: Massnahme = massnahmen_fuer(nutzer).get(pk=massnahme_id)
    if not schritte:
        raise ValidationError(OHNE_SCHRITTE)
    if massnahme.programmstufe == EZU:
        raise ValidationError(NICHT_EZU)
    bisher = Standardverfahren.objects.filter(massnahme=massnahme).order_by("-fassung").first()
    werte = {"schritte": [dict(s) for s in schritte], "stelle_id": nutzer.organisation_id}
    if bisher is None or bisher.vereinbart_am:
        nummer = bisher.fassung + 1 if bisher else 1
        return Standardverfahren.objects.create(massnahme=massnahme, fassung=nummer, **werte), True
    bisher.schritte, bisher.stelle_id = werte["schritte"], werte["stelle_id"]
    bisher.save(update_fields=["schritte", "stelle"])
    return bisher, True


def bestaetigen(nutzer: Any, pk: int, am: date) -> tuple[Standardverfahren, bool]:
    """The other office agrees: the version is in force and does not change any more.

    Raises Standardverfahren.DoesNotExist, ValidationError."""
    eigene = Standardverfahren.objects.filter(massnahme__in=massnahmen_fuer(nutzer))
    verfahren: Standardverfahren = eigene.select_for_update(of=("self",)).get(pk=pk)
    if verfahren.vereinbart_am:
        raise ValidationError(SCHON_VEREINBART)
    if verfahren.stelle_id == nutzer.organisation_id:
        raise ValidationError(NICHT_EIGENES)
    verfahren.vereinbart_am, verfahren.vereinbart_von = am, nutzer
    verfahren.save(update_fields=["vereinbart_am", "vereinbart_von"])
    return verfahren, True


def beginnen(nutzer: Any, person_id: int, teilnahme_id: int, *, anlass: str, am: date) -> tuple[Intervention, bool]:
    """Mark a participant as at risk: the steps of the agreed procedure fall due, counted from `am`.

    Raises Teilnahme.DoesNotExist, ValidationError."""
    erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.INTERVENTION_ERFASSEN).select_related("massnahme")
    teilnahme: Teilnahme = erlaubt.get(pk=teilnahme_id, person_id=person_id)
    if satz := nicht_beginnbar(teilnahme):
        raise ValidationError(satz)
    verfahren = vereinbartes(teilnahme.massnahme_id)
    if verfahren is None:
        raise ValidationError(OHNE_VERFAHREN)
    neu = Intervention(
        person_id=person_id,
        teilnahme=teilnahme,
        verfahren=verfahren,
        begonnen_am=am,
        begonnen_von=nutzer,
        anlass=anlass,
    )
    with transaction.atomic():
        with in_worten({"intervention_nur_eine_offen": ("", LAEUFT_SCHON)}):
            neu.save(force_insert=True)
        Interventionsschritt.objects.bulk_create(
            Interventionsschritt(
                intervention=neu, nummer=nr, text=s["text"], wer=s["wer"], faellig=am + timedelta(days=s["tage"])
            )
            for nr, s in enumerate(verfahren.schritte, 1)
        )
    return neu, True


def nicht_beginnbar(teilnahme: Teilnahme) -> str:
    """Why no intervention can begin for this Teilnahme, or ""."""
    if teilnahme.austritt is not None:
        return BEENDET
    return NICHT_EZU if stufe_von(teilnahme) == EZU else ""


def _offene(nutzer: Any, pk: int) -> Intervention:
    erlaubt = Intervention.objects.fuer(nutzer, Aktion.INTERVENTION_ERFASSEN)
    intervention: Intervention = erlaubt.select_for_update(of=("self",)).get(pk=pk)
    if intervention.beendet_am:
        raise ValidationError(BEENDET_SCHON)
    return intervention


def schritt_eintragen(
    nutzer: Any, intervention_id: int, nummer: int, ergebnis: str, am: date
) -> tuple[Interventionsschritt, bool]:
    """What came of a step. Raises Intervention.DoesNotExist, Interventionsschritt.DoesNotExist, ValidationError."""
    intervention = _offene(nutzer, intervention_id)
    schritt: Interventionsschritt = intervention.schritte.get(nummer=nummer)
    if schritt.erledigt_am and schritt.ergebnis != ergebnis:
        raise ValidationError(SCHRITT_SCHON)
    if schritt.erledigt_am:
        return schritt, False
    schritt.ergebnis, schritt.erledigt_am, schritt.erledigt_von = ergebnis, am, nutzer
    schritt.save(update_fields=["ergebnis", "erledigt_am", "erledigt_von"])
    return schritt, True


def beenden(nutzer: Any, pk: int, *, ausgang: str, am: date) -> tuple[Intervention, bool]:
    """End with an outcome, when every step has its result. Raises Intervention.DoesNotExist, ValidationError."""
    intervention = _offene(nutzer, pk)
    if intervention.schritte.filter(erledigt_am=None).exists():
        raise ValidationError(OFFENE_SCHRITTE)
    if am < intervention.begonnen_am:
        raise ValidationError({"am": "Das Ende liegt vor dem Beginn."})
    intervention.ausgang, intervention.beendet_am = ausgang, am
    intervention.save(update_fields=["ausgang", "beendet_am"])
    return intervention, True
