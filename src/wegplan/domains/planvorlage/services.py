"""Writing templates: upload and check, hand in, take back, release, return. Inside the request's transaction."""

import hashlib
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from wegplan.domains.organisation.models import Organisation
from wegplan.kit.vorlagen import pruefen

from .arten import FELDER, Planvorlagenart, Planvorlagenstand
from .models import Planvorlage
from .queries import eigene, regionalbueros, vorgelegte
from .rules import befund, fehlende, mindeststandards

ENTWURF, EINGEREICHT, FREIGEGEBEN, ZURUECKGEGEBEN, ABGELOEST = Planvorlagenstand.values


def geprueft(art: str, inhalt: bytes, tag: date) -> list[dict[str, Any]]:
    """What a template does about each minimum standard, see rules.befund.

    Raises ValidationError for one that cannot be used at all, with one sentence for each fault."""
    gefunden = pruefen(inhalt, FELDER[Planvorlagenart(art)])
    if not gefunden.brauchbar:
        raise ValidationError({"datei": gefunden.fehler})
    return befund(mindeststandards(art, tag), gefunden.fundstellen)


def hochladen(nutzer: Any, art: str, regionalbuero: Organisation, inhalt: bytes, tag: date) -> tuple[Planvorlage, bool]:
    """Check a template and keep it as the next version of the own provider for this Regionalbüro. The content of the
    newest version once more makes no new one (DS-31).

    Raises ValidationError as `geprueft`, and for a Regionalbüro without a project of the own provider."""
    if not regionalbueros(nutzer).filter(pk=regionalbuero.pk).exists():
        raise ValidationError({"regionalbuero": "Mit diesem Regionalbüro haben Sie kein Projekt."})
    zeilen = geprueft(art, inhalt, tag)
    _nacheinander(nutzer.organisation_id, regionalbuero.pk, art)
    bisher = Planvorlage.objects.filter(organisation_id=nutzer.organisation_id, regionalbuero=regionalbuero, art=art)
    pruefwert = hashlib.sha256(inhalt).hexdigest()
    letzte = bisher.defer("inhalt").order_by("-fassung").first()
    if letzte is not None and letzte.pruefwert == pruefwert:
        return letzte, False
    neu = Planvorlage.objects.create(
        organisation_id=nutzer.organisation_id,
        regionalbuero=regionalbuero,
        art=art,
        fassung=(bisher.aggregate(n=Max("fassung"))["n"] or 0) + 1,
        inhalt=inhalt,
        pruefwert=pruefwert,
        befund=zeilen,
        hochgeladen_von=nutzer,
    )
    return neu, True


def einreichen(nutzer: Any, pk: int) -> Planvorlage:
    """Hand a version in to its Regionalbüro. Raises Planvorlage.DoesNotExist; ValidationError where a minimum standard
    is missing, where it is past that, and while another one lies there."""
    vorlage = _eigene(nutzer, pk)
    if vorlage.stand == EINGEREICHT:
        return vorlage  # a double click
    if vorlage.stand != ENTWURF:
        raise ValidationError("Über diese Fassung ist schon entschieden. Laden Sie eine neue hoch.")
    if fehlt := fehlende(vorlage.befund):
        raise ValidationError(f"Es fehlt noch: {'; '.join(fehlt)}.")
    if _gleiche(vorlage).filter(stand=EINGEREICHT).exists():
        raise ValidationError("Eine andere Fassung liegt schon beim Regionalbüro. Ziehen Sie diese zuerst zurück.")
    vorlage.stand, vorlage.eingereicht_am = EINGEREICHT, timezone.now()
    vorlage.save(update_fields=["stand", "eingereicht_am"])
    return vorlage


def zurueckziehen(nutzer: Any, pk: int) -> Planvorlage:
    """Take back what the Regionalbüro has not decided on. Raises Planvorlage.DoesNotExist, ValidationError."""
    vorlage = _eigene(nutzer, pk)
    if vorlage.stand not in (ENTWURF, EINGEREICHT):
        raise ValidationError("Das Regionalbüro hat schon entschieden.")
    vorlage.stand, vorlage.eingereicht_am = ENTWURF, None
    vorlage.save(update_fields=["stand", "eingereicht_am"])
    return vorlage


def zum_standard(nutzer: Any, pk: int) -> Planvorlage:
    """Take the released version out of use; the standard one counts again. Raises as `zurueckziehen`."""
    vorlage = _eigene(nutzer, pk)
    if vorlage.stand not in (FREIGEGEBEN, ABGELOEST):
        raise ValidationError("Diese Fassung ist nicht in Gebrauch.")
    vorlage.stand = ABGELOEST
    vorlage.save(update_fields=["stand"])
    return vorlage


def freigeben(nutzer: Any, pk: int) -> Planvorlage:
    """The Regionalbüro states that the minimum standards are met; the version before steps back.

    Raises Planvorlage.DoesNotExist; ValidationError where it does not wait for a decision."""
    vorlage = _vorgelegte(nutzer, pk)
    if vorlage.stand == FREIGEGEBEN:
        return vorlage  # a double click
    if vorlage.stand != EINGEREICHT:
        raise ValidationError("Diese Fassung liegt nicht zur Prüfung vor.")
    _gleiche(vorlage).filter(stand=FREIGEGEBEN).update(stand=ABGELOEST)
    return _entschieden(vorlage, nutzer, FREIGEGEBEN, "")


def zurueckgeben(nutzer: Any, pk: int, grund: str) -> Planvorlage:
    """The Regionalbüro returns a version with a reason, also one that it had released. Raises as `freigeben`."""
    vorlage = _vorgelegte(nutzer, pk)
    if vorlage.stand not in (EINGEREICHT, FREIGEGEBEN):
        raise ValidationError("Diese Fassung liegt nicht zur Prüfung vor und ist nicht in Gebrauch.")
    return _entschieden(vorlage, nutzer, ZURUECKGEGEBEN, grund)


def _entschieden(vorlage: Planvorlage, nutzer: Any, stand: str, grund: str) -> Planvorlage:
    vorlage.stand, vorlage.grund = stand, grund
    vorlage.entschieden_von, vorlage.entschieden_am = nutzer, timezone.now()
    vorlage.save(update_fields=["stand", "grund", "entschieden_von", "entschieden_am"])
    return vorlage


def _eigene(nutzer: Any, pk: int) -> Planvorlage:
    return _gesperrt(eigene(nutzer).get(pk=pk))


def _vorgelegte(nutzer: Any, pk: int) -> Planvorlage:
    return _gesperrt(vorgelegte(nutzer).get(pk=pk))


def _gesperrt(vorlage: Planvorlage) -> Planvorlage:
    """The same as it is once nobody else decides on it."""
    _nacheinander(vorlage.organisation_id, vorlage.regionalbuero_id, vorlage.art)
    vorlage.refresh_from_db(fields=["stand", "grund"])
    return vorlage


def _gleiche(vorlage: Planvorlage) -> Any:
    """The other versions of the same provider for the same Regionalbüro."""
    reihe = {"organisation": vorlage.organisation_id, "regionalbuero": vorlage.regionalbuero_id, "art": vorlage.art}
    return Planvorlage.objects.filter(**reihe).exclude(pk=vorlage.pk)


def _nacheinander(organisation_id: int, regionalbuero_id: int, art: str) -> None:
    """Two people at the same time: the second waits for the first."""
    with connection.cursor() as c:
        schluessel = f"planvorlage {organisation_id} {regionalbuero_id} {art}"
        c.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [schluessel])
