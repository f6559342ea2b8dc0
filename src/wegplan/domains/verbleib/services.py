"""Writing what surrounds the exit: perspective, result, status, support in the job, questionnaire (JPS-70 to JPS-73).

Inside the request's transaction. Every record is one of its Teilnahme, so `stand` 0 means "there was none yet"."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import connection, models

from wegplan.domains.foerderung.queries import teilnahmen_im_programm
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.eingabe.stand import Abweichung, Konflikt, stand_pruefen

from .models import IN_ARBEIT, Einstiegsbegleitung, Ergebnis, Fragebogen, Verbleib, Verbleibsstatus, Zeitpunkt
from .queries import stand_des_verbleibs, stufe_von
from .rules import monate_weiter, verbleib_fruehestens, werte

M = TypeVar("M", bound=models.Model)
OHNE_AUSTRITT = "Zu dieser Teilnahme ist noch kein Austritt eingetragen. Ihn trägt das Jobcenter ein."
NUR_IEB = "Eine Einstiegsbegleitung gibt es nur in der Stufe IEB."


def festhalten(
    nutzer: Any,
    modell: type[M],
    person_id: int,
    teilnahme_id: int,
    stand: int,
    schluessel: Mapping[str, Any],
    **werte: Any,
) -> tuple[M, bool]:
    """Make or change the one record of `modell` of a Teilnahme; `schluessel`: what else tells it from others.

    Raises Teilnahme.DoesNotExist, Konflikt (DS-31), ValidationError by field."""
    teilnahme = _gesperrt(nutzer, person_id, teilnahme_id)
    _pruefen(modell, teilnahme, {**schluessel, **werte})
    verwalter: Any = modell._default_manager
    vorhanden: M | None = verwalter.filter(teilnahme=teilnahme, **schluessel).first()
    if vorhanden is None:
        kopf = {"person_id": person_id, "teilnahme": teilnahme, "erfasst_von": nutzer}
        return verwalter.create(**kopf, **schluessel, **werte), True
    if not stand_pruefen(vorhanden, stand, werte):
        return vorhanden, False
    for name, wert in werte.items():
        setattr(vorhanden, name, wert)
    vorhanden.save(update_fields=list(werte))
    return vorhanden, True


def _gesperrt(nutzer: Any, person_id: int, teilnahme_id: int) -> Teilnahme:
    erlaubt = teilnahmen_im_programm(nutzer, Aktion.VERBLEIB_ERFASSEN).select_related("massnahme")
    teilnahme: Teilnahme = erlaubt.get(pk=teilnahme_id, person_id=person_id)
    with connection.cursor() as c:
        # providers may not lock the Teilnahme itself; two first records at once wait for each other here
        c.execute("select pg_advisory_xact_lock(hashtext('verbleib'), %s)", [teilnahme.pk])
    return teilnahme


def _pruefen(modell: type[models.Model], teilnahme: Teilnahme, werte: Mapping[str, Any]) -> None:
    for feld in ("vereinbart_am", "beginn", "ausgefuellt_am"):
        if (tag := werte.get(feld)) and tag < teilnahme.eintritt:
            raise ValidationError({feld: f"Dieser Tag liegt vor dem Eintritt am {teilnahme.eintritt:%d.%m.%Y}."})
    if modell is Einstiegsbegleitung:
        _begleitung_pruefen(teilnahme, werte)
    if modell is Ergebnis and werte.get("verkuerzt") and not werte.get("verkuerzbar"):
        raise ValidationError({"verkuerzt": "Verkürzt werden kann nur eine Ausbildung, die verkürzbar ist."})
    if modell is Fragebogen:
        _fragebogen_pruefen(teilnahme, werte)


def _begleitung_pruefen(teilnahme: Teilnahme, angaben: Mapping[str, Any]) -> None:
    if stufe_von(teilnahme) != "IEB":
        raise ValidationError(NUR_IEB)
    beginn, ende = angaben.get("beginn"), angaben.get("ende")
    if not angaben["teilgenommen"]:
        for feld in ("beginn", "ende", "arbeitgeber", "kontakte"):
            if angaben.get(feld) not in (None, ""):
                raise ValidationError({feld: "Das gibt es nur, wenn jemand teilgenommen hat. Leeren Sie das Feld."})
        return
    if beginn is None:
        raise ValidationError({"beginn": "Tragen Sie ein, wann die Begleitung begonnen hat."})
    if ende is None:
        return
    letzter = monate_weiter(beginn, werte()["einstiegsbegleitung"].am(beginn))
    if not beginn <= ende <= letzter:
        satz = f"Das Ende liegt zwischen dem Beginn und dem {letzter:%d.%m.%Y}: sie dauert höchstens sechs Monate."
        raise ValidationError({"ende": satz})


def _fragebogen_pruefen(teilnahme: Teilnahme, angaben: Mapping[str, Any]) -> None:
    if angaben["zeitpunkt"] != "beginn" and teilnahme.austritt is None:
        raise ValidationError(OHNE_AUSTRITT)
    weiter = angaben.get("weitergegeben_am")
    if weiter and weiter < angaben["ausgefuellt_am"]:
        raise ValidationError({"weitergegeben_am": "Dieser Tag liegt vor dem Ausfüllen."})


def verbleib_erheben(
    nutzer: Any,
    person_id: int,
    teilnahme_id: int,
    zeitpunkt: str,
    stand: int,
    *,
    status: Sequence[str],
    erhoben_am: date,
    arbeitgeber: str,
) -> tuple[Teilnahme, bool]:
    """All status of a Teilnahme at `zeitpunkt`, in place of those before. The employer goes with those in work.

    Raises Teilnahme.DoesNotExist, Konflikt (DS-31), ValidationError by field."""
    teilnahme = _gesperrt(nutzer, person_id, teilnahme_id)
    _verbleib_pruefen(teilnahme, zeitpunkt, status, erhoben_am, arbeitgeber)
    neue = [
        Verbleib(
            person_id=person_id,
            teilnahme=teilnahme,
            zeitpunkt=zeitpunkt,
            status=s,
            erhoben_am=erhoben_am,
            arbeitgeber=arbeitgeber if s in IN_ARBEIT else "",
            erfasst_von=nutzer,
        )
        for s in status
    ]
    vorher = list(Verbleib.objects.filter(teilnahme=teilnahme, zeitpunkt=zeitpunkt))
    if _lesart(vorher) == _lesart(neue):
        return teilnahme, False
    _konflikt_pruefen(teilnahme, zeitpunkt, stand, vorher, neue)
    Verbleib.objects.filter(pk__in=[v.pk for v in vorher]).delete()
    Verbleib.objects.bulk_create(neue)
    return teilnahme, True


def _verbleib_pruefen(
    teilnahme: Teilnahme, zeitpunkt: str, status: Sequence[str], erhoben_am: date, arbeitgeber: str
) -> None:
    if teilnahme.austritt is None:
        raise ValidationError(OHNE_AUSTRITT)
    if Verbleibsstatus.UNBEKANNT in status and len(status) > 1:
        raise ValidationError({"status": "„unbekannt“ steht allein. Wählen Sie es ab oder die anderen."})
    if arbeitgeber and not set(status) & set(IN_ARBEIT):
        raise ValidationError({"arbeitgeber": "Einen Arbeitgeber gibt es nur, wenn jemand arbeitet."})
    grenze = verbleib_fruehestens(teilnahme.austritt)
    if zeitpunkt == Zeitpunkt.NACH_6_MONATEN and erhoben_am < grenze:
        raise ValidationError({"erhoben_am": f"Das ist zu früh: die zweite Erhebung zählt ab dem {grenze:%d.%m.%Y}."})
    if zeitpunkt == Zeitpunkt.AUSTRITT and erhoben_am >= grenze:
        satz = f"Ab dem {grenze:%d.%m.%Y} gehört eine Erhebung zu der nach sechs Monaten."
        raise ValidationError({"erhoben_am": satz})


def _lesart(verbleibe: Sequence[Verbleib]) -> dict[str, str]:
    """The same group of rows as people read it: by field."""
    tage = {f"{v.erhoben_am:%d.%m.%Y}" if v.erhoben_am else "–" for v in verbleibe}
    return {
        "Status": ", ".join(sorted(v.get_status_display() for v in verbleibe)) or "–",
        "Erhoben am": ", ".join(sorted(tage)) or "–",
        "Arbeitgeber": ", ".join(sorted({v.arbeitgeber for v in verbleibe} - {""})) or "–",
    }


def _konflikt_pruefen(
    teilnahme: Teilnahme, zeitpunkt: str, stand: int, vorher: Sequence[Verbleib], neue: Sequence[Verbleib]
) -> None:
    letztes = stand_des_verbleibs(teilnahme.pk, zeitpunkt)
    if letztes is None or letztes.pgh_id == stand:
        return
    alt, neu = _lesart(vorher), _lesart(neue)
    abweichungen = [Abweichung(feld, neu[feld], alt[feld]) for feld in neu if neu[feld] != alt[feld]]
    metadaten = letztes.pgh_context.metadata if letztes.pgh_context else {}
    raise Konflikt(letztes.pgh_id, letztes.pgh_created_at, metadaten.get("nutzer"), abweichungen)
