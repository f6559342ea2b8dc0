"""Writing plans: a new version, goals and steps of a draft, the signature. Inside the request's transaction."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.eingabe.stand import stand_pruefen

from .arten import Planstand
from .models import Foerderziel, Planfassung, Zielschritt
from .queries import SCHRITT, ZIEL, inhalt, mit_zielen
from .rules import luecken, pruefsumme, spaeteste_pruefung

FEST = "Diese Fassung ist unterschrieben und ändert sich nicht mehr. Schreiben Sie den Plan fort."


def neue_fassung(nutzer: Any, person_id: int, teilnahme_id: int, pruefung_am: date) -> tuple[Planfassung, bool]:
    """The first draft of a plan, or a copy of the last signed version to go on with (JPS-11).

    A draft that is already there comes back and is not new. Raises Teilnahme.DoesNotExist."""
    erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.FOERDERPLAN_SCHREIBEN)
    teilnahme: Teilnahme = erlaubt.get(pk=teilnahme_id, person_id=person_id)
    with transaction.atomic(), connection.cursor() as c:
        # providers may not lock the Teilnahme itself; two first drafts at once wait for each other here
        c.execute("select pg_advisory_xact_lock(hashtext('planfassung'), %s)", [teilnahme.pk])
        letzte = mit_zielen(Planfassung.objects.filter(teilnahme=teilnahme)).order_by("-nummer").first()
        if letzte and letzte.stand == Planstand.ENTWURF:
            return letzte, False
        neu = Planfassung.objects.create(
            person_id=teilnahme.person_id,
            teilnahme=teilnahme,
            nummer=letzte.nummer + 1 if letzte else 1,
            angelegt_von=nutzer,
            pruefung_am=pruefung_am,
        )
        if letzte:
            _uebernehmen(letzte, neu)
    return neu, True


def _uebernehmen(alt: Planfassung, neu: Planfassung) -> None:
    ziele = list(alt.ziele.all())
    kopien = Foerderziel.objects.bulk_create(
        Foerderziel(fassung=neu, **{name: getattr(z, name) for name in ZIEL}) for z in ziele
    )
    Zielschritt.objects.bulk_create(
        Zielschritt(ziel=kopie, **{name: getattr(s, name) for name in SCHRITT})
        for ziel, kopie in zip(ziele, kopien, strict=True)
        for s in ziel.schritte.all()
    )


def entwurf(nutzer: Any, pk: int) -> Planfassung:
    """The draft, locked. Raises Planfassung.DoesNotExist; ValidationError where it is signed."""
    erlaubt = Planfassung.objects.fuer(nutzer, Aktion.FOERDERPLAN_SCHREIBEN).select_related("person", "teilnahme")
    fassung: Planfassung = erlaubt.select_for_update(of=("self",)).get(pk=pk)
    if fassung.stand != Planstand.ENTWURF:
        raise ValidationError(FEST)
    return fassung


def ziel_anlegen(nutzer: Any, fassung_id: int, kennzeichen: str, **werte: Any) -> tuple[Foerderziel, bool]:
    """A goal; sent twice with the same `kennzeichen` it is one. Raises as `entwurf`."""
    fassung = entwurf(nutzer, fassung_id)
    return Foerderziel.objects.get_or_create(fassung=fassung, kennung=kennzeichen, defaults=werte)


def schritt_anlegen(nutzer: Any, ziel: Foerderziel, kennzeichen: str, **werte: Any) -> tuple[Zielschritt, bool]:
    """A step of a goal; sent twice with the same `kennzeichen` it is one. Raises as `entwurf`."""
    entwurf(nutzer, ziel.fassung_id)
    return Zielschritt.objects.get_or_create(ziel=ziel, kennung=kennzeichen, defaults=werte)


def aendern(nutzer: Any, fassung_id: int, objekt: Any, stand: int, **werte: Any) -> tuple[Any, bool]:
    """Change a goal or step of a draft. Raises Konflikt where somebody else did meanwhile (DS-31), and as `entwurf`."""
    entwurf(nutzer, fassung_id)
    objekt.refresh_from_db()
    if not stand_pruefen(objekt, stand, werte):
        return objekt, False
    for name, wert in werte.items():
        setattr(objekt, name, wert)
    objekt.save(update_fields=list(werte))
    return objekt, True


def unterschreiben(
    nutzer: Any, pk: int, am: date, pruefung_am: date, name_teilnehmend: str, name_fachkraft: str
) -> tuple[Planfassung, bool]:
    """Freeze the draft with day, names and checksum (JPS-12).

    Raises ValidationError by field, also for what a plan must have, and as `entwurf`."""
    fassung = entwurf(nutzer, pk)
    ziele = fassung.ziele.prefetch_related("schritte")
    if fehlend := luecken((z.horizont, len(z.schritte.all())) for z in ziele):
        raise ValidationError(fehlend)
    if am < fassung.teilnahme.eintritt:
        raise ValidationError({"am": "Dieser Tag liegt vor dem Eintritt."})
    spaetestens = spaeteste_pruefung(am)
    if not am < pruefung_am <= spaetestens:
        satz = f"Die nächste Überprüfung liegt nach der Unterschrift und spätestens am {spaetestens:%d.%m.%Y}."
        raise ValidationError({"pruefung_am": satz})
    fassung.unterschrieben_am, fassung.pruefung_am = am, pruefung_am
    fassung.name_teilnehmend, fassung.name_fachkraft = name_teilnehmend, name_fachkraft
    fassung.stand = Planstand.UNTERSCHRIEBEN
    fassung.pruefsumme = pruefsumme(inhalt(fassung))
    fassung.save()
    return fassung, True
