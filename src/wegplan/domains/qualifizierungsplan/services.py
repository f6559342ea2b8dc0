"""Writing plans: a new version, its modules, handing it over. Inside the request's transaction."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from wegplan.domains.foerderung.queries import teilnahmen_im_programm
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verbleib.queries import stufe_von
from wegplan.kit.eingabe.stand import stand_pruefen

from .arten import EZU, Planstand
from .models import Katalogmodul, Lernmodul, Qualifizierungsplan
from .queries import MODUL, PLANMODUL, inhalt, mit_modulen
from .rules import luecken, pruefsumme

FEST = "Diese Fassung ist übergeben und ändert sich nicht mehr. Schreiben Sie den Plan fort."
NICHT_EZU = "In der EZU steht an dieser Stelle das Dokument „Individueller Unterstützungsbedarf“."


def teilnahme_zum_schreiben(nutzer: Any, person_id: int, teilnahme_id: int) -> Teilnahme:
    """Raises Teilnahme.DoesNotExist (also where the measure's Zweckbindung does not include Leistung, DS-05),
    ValidationError for EZU. Two first records at once wait for each other here."""
    erlaubt = teilnahmen_im_programm(nutzer, Aktion.QUALIFIZIERUNGSPLAN_SCHREIBEN).select_related("massnahme")
    teilnahme: Teilnahme = erlaubt.get(pk=teilnahme_id, person_id=person_id)
    if stufe_von(teilnahme) == EZU:
        raise ValidationError(NICHT_EZU)
    with connection.cursor() as c:
        # providers may not lock the Teilnahme itself
        c.execute("select pg_advisory_xact_lock(hashtext('qualifizierungsplan'), %s)", [teilnahme.pk])
    return teilnahme


def neue_fassung(nutzer: Any, person_id: int, teilnahme_id: int) -> tuple[Qualifizierungsplan, bool]:
    """A copy of the last version to go on with, or a first draft with the modules of the project's catalogue.

    A draft that is already there comes back and is not new. Raises as `teilnahme_zum_schreiben`."""
    with transaction.atomic():
        teilnahme = teilnahme_zum_schreiben(nutzer, person_id, teilnahme_id)
        letzte = mit_modulen(Qualifizierungsplan.objects.filter(teilnahme=teilnahme)).order_by("-nummer").first()
        if letzte and letzte.stand == Planstand.ENTWURF:
            return letzte, False
        kopf = {name: getattr(letzte, name) for name in ("ziel", "inhalte", "praxis")} if letzte else {}
        neu = Qualifizierungsplan.objects.create(
            person_id=person_id,
            teilnahme=teilnahme,
            nummer=letzte.nummer + 1 if letzte else 1,
            angelegt_von=nutzer,
            **kopf,
        )
        module: Any = letzte.module.all() if letzte else Katalogmodul.objects.filter(massnahme=teilnahme.massnahme_id)
        namen = PLANMODUL if letzte else MODUL
        Lernmodul.objects.bulk_create(Lernmodul(plan=neu, **{n: getattr(m, n) for n in namen}) for m in module)
    return neu, True


def entwurf(nutzer: Any, pk: int) -> Qualifizierungsplan:
    """The draft, locked. Raises Qualifizierungsplan.DoesNotExist; ValidationError where it was handed over."""
    erlaubt = Qualifizierungsplan.objects.fuer(nutzer, Aktion.QUALIFIZIERUNGSPLAN_SCHREIBEN)
    plan: Qualifizierungsplan = erlaubt.select_related("teilnahme").select_for_update(of=("self",)).get(pk=pk)
    if plan.stand != Planstand.ENTWURF:
        raise ValidationError(FEST)
    return plan


def aendern(nutzer: Any, plan_id: int, objekt: Any, stand: int, **werte: Any) -> tuple[Any, bool]:
    """Change a draft or a module of it. Raises Konflikt where somebody else did meanwhile (DS-31), and as `entwurf`."""
    entwurf(nutzer, plan_id)
    objekt.refresh_from_db()
    if not stand_pruefen(objekt, stand, werte):
        return objekt, False
    for name, wert in werte.items():
        setattr(objekt, name, wert)
    objekt.save(update_fields=list(werte))
    return objekt, True


def modul_anlegen(nutzer: Any, plan_id: int, kennzeichen: str, **werte: Any) -> tuple[Lernmodul, bool]:
    """A module; sent twice with the same `kennzeichen` it is one. Raises as `entwurf`."""
    plan = entwurf(nutzer, plan_id)
    return Lernmodul.objects.get_or_create(plan=plan, kennung=kennzeichen, defaults=werte)


def modul_entfernen(nutzer: Any, modul: Lernmodul) -> tuple[Lernmodul, bool]:
    """Take a module out of a draft. Raises as `entwurf`."""
    entwurf(nutzer, modul.plan_id)
    geloescht, _ = Lernmodul.objects.filter(pk=modul.pk).delete()
    return modul, bool(geloescht)


def was_fehlt(plan: Qualifizierungsplan) -> list[str]:
    """What a draft lacks before it can be handed over, as German sentences."""
    return luecken(plan.ziel, plan.inhalte, plan.praxis, len(plan.module.all()))


def uebergeben(nutzer: Any, pk: int, am: date, name_fachkraft: str) -> tuple[Qualifizierungsplan, bool]:
    """Freeze the draft with day, name and checksum; from now on the Regionalbüro reads it (JPS-20).

    Raises ValidationError by field and for everything that is missing, and as `entwurf`."""
    entwurf(nutzer, pk)
    plan: Qualifizierungsplan = mit_modulen(Qualifizierungsplan.objects.filter(pk=pk)).get()
    if fehlend := was_fehlt(plan):
        raise ValidationError(fehlend)
    if am < plan.teilnahme.eintritt:
        raise ValidationError({"am": "Dieser Tag liegt vor dem Eintritt."})
    plan.uebergeben_am, plan.name_fachkraft, plan.stand = am, name_fachkraft, Planstand.UEBERGEBEN
    plan.pruefsumme = pruefsumme(inhalt(plan))
    plan.save()
    return plan, True
