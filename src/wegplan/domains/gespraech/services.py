"""Writing talks and agreements. Inside the request's transaction."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from wegplan.domains.foerderplan.arten import Planverantwortung
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vermittlung.services import einmal_speichern
from wegplan.kit.eingabe.stand import stand_pruefen

from .arten import ARTEN, Gespraechsart, Gespraechsausgang
from .models import Absprache, Gespraech
from .queries import absprachen_der_stelle

OHNE_INHALT = "Schreiben Sie kurz auf, was besprochen wurde."
OHNE_BETEILIGTE = "Nennen Sie, wer dabei war."
NICHT_DANACH = "Der nächste Termin liegt nach dem Gespräch."
FALSCHE_ART = "Diese Art von Gespräch trägt die andere Seite ein."


def eintragen(
    nutzer: Any,
    person_id: int,
    teilnahme_id: int,
    kennzeichen: str,
    absprachen: Sequence[Mapping[str, Any]],
    **werte: Any,
) -> tuple[Gespraech, bool]:
    """A talk on a Teilnahme with its agreements. Sent twice with the same `kennzeichen` it is one (DS-31).

    Raises Teilnahme.DoesNotExist, ValidationError by field."""
    erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.GESPRAECH_ERFASSEN).select_related("massnahme")
    teilnahme: Teilnahme = erlaubt.get(pk=teilnahme_id, person_id=person_id)
    if werte["art"] not in ARTEN.get(nutzer.rolle, ()):
        raise ValidationError({"art": FALSCHE_ART})
    neu = Gespraech(person_id=person_id, teilnahme=teilnahme)
    return _anlegen(nutzer, neu, kennzeichen, absprachen, werte)


def projekt_eintragen(
    nutzer: Any, massnahme_id: int, kennzeichen: str, absprachen: Sequence[Mapping[str, Any]], **werte: Any
) -> tuple[Gespraech, bool]:
    """A talk between Regionalbüro and provider on a measure. Raises Massnahme.DoesNotExist, ValidationError."""
    massnahme: Massnahme = massnahmen_fuer(nutzer).get(pk=massnahme_id)
    return _anlegen(
        nutzer, Gespraech(massnahme=massnahme), kennzeichen, absprachen, werte | {"art": Gespraechsart.RB_BDL}
    )


def _anlegen(
    nutzer: Any, neu: Gespraech, kennzeichen: str, absprachen: Sequence[Mapping[str, Any]], werte: Mapping[str, Any]
) -> tuple[Gespraech, bool]:
    _pruefen(werte)
    neu.gespraech_id, neu.erfasst_von, neu.stelle = kennzeichen, nutzer, nutzer.organisation
    for name, wert in werte.items():
        setattr(neu, name, wert)
    with transaction.atomic():
        gespraech, ist_neu = einmal_speichern(neu, "gespraech_id")
        if ist_neu:
            Absprache.objects.bulk_create(
                _absprache(gespraech, f"{kennzeichen}-{nr}", werte) for nr, werte in enumerate(absprachen, 1)
            )
    return gespraech, ist_neu


def _pruefen(werte: Mapping[str, Any]) -> None:
    fehler: dict[str, str] = {}
    if werte["ausgang"] == Gespraechsausgang.GEFUEHRT:
        fehler |= {} if werte["inhalt"].strip() else {"inhalt": OHNE_INHALT}
        fehler |= {} if werte["beteiligte"].strip() else {"beteiligte": OHNE_BETEILIGTE}
    if werte["naechster_termin"] and werte["naechster_termin"] <= werte["tag"]:
        fehler["naechster_termin"] = NICHT_DANACH
    if fehler:
        raise ValidationError(fehler)


def _absprache(gespraech: Gespraech, kennung: str, werte: Mapping[str, Any]) -> Absprache:
    stelle = _liegt_bei(gespraech, werte["verantwortlich"])
    return Absprache(gespraech=gespraech, kennung=kennung, stelle_id=stelle, **werte)


def _liegt_bei(gespraech: Gespraech, verantwortlich: str) -> int:
    """The office that follows it up: the owner's, else the one that recorded the talk.

    Participants, AA/JC and third parties do not read talks, so their agreements stay with who talked to them."""
    projekt = gespraech.projekt
    je_seite = {Planverantwortung.RB.value: projekt.regionalbuero_id, Planverantwortung.BDL.value: projekt.traeger_id}
    return je_seite.get(verantwortlich) or gespraech.stelle_id


def eigenes(nutzer: Any, pk: int) -> Gespraech:
    """A talk that the user's office recorded, locked. Raises Gespraech.DoesNotExist."""
    erlaubt = Gespraech.objects.fuer(nutzer, Aktion.GESPRAECH_ERFASSEN).filter(stelle=nutzer.organisation_id)
    mit = erlaubt.select_related("person", "teilnahme__massnahme", "massnahme")
    gespraech: Gespraech = mit.select_for_update(of=("self",)).get(pk=pk)
    return gespraech


def berichtigen(nutzer: Any, pk: int, stand: int, grund: str, **werte: Any) -> tuple[Gespraech, bool]:
    """Correct a talk; the history keeps what stood there, and the reason.

    Raises Gespraech.DoesNotExist, Konflikt, ValidationError by field."""
    gespraech = eigenes(nutzer, pk)
    _pruefen(werte)
    if gespraech.teilnahme_id and werte.get("art", gespraech.art) not in ARTEN.get(nutzer.rolle, ()):
        raise ValidationError({"art": FALSCHE_ART})
    if not stand_pruefen(gespraech, stand, werte):
        return gespraech, False
    for name, wert in werte.items():
        setattr(gespraech, name, wert)
    with pghistory.context(grund=grund):
        gespraech.save(update_fields=list(werte))
    return gespraech, True


def absprache_anlegen(nutzer: Any, gespraech_id: int, kennzeichen: str, **werte: Any) -> tuple[Absprache, bool]:
    """One more agreement of a talk; a double click makes one. Raises Gespraech.DoesNotExist."""
    gespraech = eigenes(nutzer, gespraech_id)
    if vorhanden := Absprache.objects.filter(gespraech=gespraech, kennung=kennzeichen).first():
        return vorhanden, False
    neu = _absprache(gespraech, kennzeichen, werte)
    neu.save(force_insert=True)
    return neu, True


def _gesperrt(nutzer: Any, pk: int) -> Absprache:
    absprache: Absprache = absprachen_der_stelle(nutzer).select_for_update(of=("self",)).get(pk=pk)
    return absprache


def erledigen(nutzer: Any, pk: int, am: date) -> tuple[Absprache, bool]:
    """Tick an agreement; ticked twice it stays as it was. Raises Absprache.DoesNotExist."""
    absprache = _gesperrt(nutzer, pk)
    if absprache.erledigt_am:
        return absprache, False
    absprache.erledigt_am, absprache.erledigt_von = am, nutzer
    absprache.save(update_fields=["erledigt_am", "erledigt_von"])
    return absprache, True


def wieder_oeffnen(nutzer: Any, pk: int) -> Absprache:
    """Undo of `erledigen`. Raises Absprache.DoesNotExist."""
    absprache = _gesperrt(nutzer, pk)
    absprache.erledigt_am = absprache.erledigt_von = None
    absprache.save(update_fields=["erledigt_am", "erledigt_von"])
    return absprache


def verschieben(nutzer: Any, pk: int, stand: int, bis: date, grund: str) -> tuple[Absprache, bool]:
    """Another day, with a reason; the history keeps the earlier days.

    Raises Absprache.DoesNotExist, Konflikt, ValidationError by field."""
    absprache = _gesperrt(nutzer, pk)
    if absprache.erledigt_am:
        raise ValidationError("Diese Absprache ist schon erledigt.")
    if bis <= absprache.bis:
        raise ValidationError({"bis": f"Der neue Tag liegt nach dem {absprache.bis:%d.%m.%Y}."})
    werte = {"bis": bis, "verschoben_grund": grund}
    if not stand_pruefen(absprache, stand, werte):
        return absprache, False
    absprache.bis, absprache.verschoben_grund = bis, grund
    absprache.save(update_fields=list(werte))
    return absprache, True
