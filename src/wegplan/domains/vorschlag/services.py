"""Proposing, deciding, taking back. One use case per function, inside the request's transaction."""

from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme import services as teilnahmen
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verfahren.models import Schritt
from wegplan.domains.vermittlung.services import einmal_speichern
from wegplan.kit.eingabe.einschraenkung import in_worten
from wegplan.kit.eingabe.stand import stand_von, verlauf_von

from .arten import GRUENDE, Vorschlagsart, Vorschlagsgrund, Vorschlagsstand
from .models import Aenderungsvorschlag
from .rules import Bewegung, bewegungen, bisheriger_tag, hindernis, jetziger_tag, nach_schluessel, tag_pruefen

SCHON_EINER = "Zu dieser Teilnahme wartet schon ein Vorschlag dieser Art auf eine Entscheidung."
HEUTE_SCHON_VERLAENGERT = "Für diese Teilnahme ist an diesem Tag schon eine Verlängerung angenommen worden."
EIGENER = "Über den eigenen Vorschlag entscheidet jemand anderes im Jobcenter. Sie können ihn zurückziehen."
GEAENDERT = "Die Teilnahme ist inzwischen geändert worden. Bitte laden Sie die Seite neu."


class NichtMehrOffen(Exception):
    """Somebody was faster: the proposal is decided. The text is a German sentence."""


def vorschlagen(
    nutzer: Any,
    person_id: int,
    teilnahme_id: int,
    kennzeichen: str,
    *,
    art: str,
    altes_datum: date | None,
    neues_datum: date,
    grund: str,
    text: str,
    stichtag: date,
    uebernehmen: bool = False,
) -> tuple[Aenderungsvorschlag, bool]:
    """A new proposal. `altes_datum`: as the form showed it. `uebernehmen`: the office takes its own over at once.

    Sent twice with the same `kennzeichen`, the first one comes back and is not new (DS-31).
    Raises Teilnahme.DoesNotExist, ValidationError by field."""
    erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.VORSCHLAG_MACHEN).select_related("person")
    teilnahme: Teilnahme = erlaubt.get(pk=teilnahme_id, person_id=person_id)
    if vorhanden := Aenderungsvorschlag.objects.filter(vorschlag_id=kennzeichen, teilnahme=teilnahme).first():
        return vorhanden, False
    _pruefen(teilnahme, art, altes_datum, neues_datum, grund, text)
    neu = Aenderungsvorschlag(
        vorschlag_id=kennzeichen,
        person=teilnahme.person,
        teilnahme=teilnahme,
        art=art,
        altes_datum=altes_datum,
        neues_datum=neues_datum,
        grund=grund,
        text=text,
        vorgeschlagen_von=nutzer,
    )
    with transaction.atomic():
        with in_worten({"vorschlag_nur_einer_offen": ("", SCHON_EINER)}):
            vorschlag, ist_neu = einmal_speichern(neu, "vorschlag_id")
        if ist_neu and uebernehmen:
            _entscheidbar(nutzer, vorschlag.pk)
            _annehmen(nutzer, vorschlag, text, stichtag)
    return vorschlag, ist_neu


def annehmen(nutzer: Any, pk: int, grund: str, stichtag: date) -> Aenderungsvorschlag:
    """The office accepts: the date of the Teilnahme moves, and with it the steps.

    Raises Aenderungsvorschlag.DoesNotExist, NichtMehrOffen, ValidationError."""
    vorschlag = _fremder(nutzer, pk)
    with transaction.atomic():
        _annehmen(nutzer, vorschlag, grund, stichtag)
    return vorschlag


def ablehnen(nutzer: Any, pk: int, grund: str, stichtag: date) -> Aenderungsvorschlag:
    """The office refuses, with a reason.

    Raises Aenderungsvorschlag.DoesNotExist, NichtMehrOffen, ValidationError by field."""
    vorschlag = _fremder(nutzer, pk)
    if not grund.strip():
        raise ValidationError({"entscheidung": "Nennen Sie den Grund der Ablehnung. Die andere Seite liest ihn."})
    _entscheiden(nutzer, vorschlag, Vorschlagsstand.ABGELEHNT, grund, stichtag)
    return vorschlag


def zurueckziehen(nutzer: Any, pk: int, stichtag: date) -> Aenderungsvorschlag:
    """Whoever proposed, or a colleague of the same office or provider, takes an open proposal back.

    Raises Aenderungsvorschlag.DoesNotExist, NichtMehrOffen, ValidationError."""
    vorschlag = _gesperrt(nutzer, Aktion.VORSCHLAG_MACHEN, pk)
    offen_pruefen(vorschlag)
    if not darf_zurueckziehen(nutzer, vorschlag):
        raise ValidationError("Zurückziehen kann nur die Stelle, die vorgeschlagen hat.")
    _entscheiden(nutzer, vorschlag, Vorschlagsstand.ZURUECKGEZOGEN, "", stichtag)
    return vorschlag


def aufheben(nutzer: Any, pk: int, grund: str, stichtag: date) -> Aenderungsvorschlag:
    """A lead undoes a wrongly accepted proposal (PX-13): the old date comes back, while nothing has moved it since.

    Raises Aenderungsvorschlag.DoesNotExist, NichtMehrOffen, ValidationError."""
    vorschlag = _gesperrt(nutzer, Aktion.VORSCHLAG_AUFHEBEN, pk)
    aufhebbar_pruefen(vorschlag)
    if jetziger_tag(vorschlag.teilnahme, vorschlag.art) != vorschlag.neues_datum:
        raise ValidationError("Die Teilnahme ist seit der Annahme noch einmal geändert worden. Prüfen Sie ihre Tage.")
    with transaction.atomic(), pghistory.context(vorschlag=vorschlag.pk, grund=grund):
        teilnahme = _zurueckstellen(nutzer, vorschlag, grund)
        vorschlag.kontext = _kontext(teilnahme)
        vorschlag.stand = Vorschlagsstand.AUFGEHOBEN
        vorschlag.aufgehoben_von, vorschlag.aufgehoben_am, vorschlag.aufhebung = nutzer, stichtag, grund
        vorschlag.save(update_fields=["kontext", "stand", "aufgehoben_von", "aufgehoben_am", "aufhebung"])
    return vorschlag


def vorausberechnen(nutzer: Any, vorschlag: Aenderungsvorschlag, stichtag: date) -> tuple[list[Bewegung], str]:
    """What accepting would do to the steps: it is done and rolled back. With the sentence that forbids it, or ""."""
    if satz := hindernis(vorschlag, vorschlag.teilnahme):
        return [], satz
    probe = Aenderungsvorschlag.objects.select_related("teilnahme__person").get(pk=vorschlag.pk)
    vorher = _schritte(vorschlag)
    try:
        with transaction.atomic():
            _annehmen(nutzer, probe, "", stichtag)
            nachher = _schritte(vorschlag)
            transaction.set_rollback(True)
    except ValidationError as fehler:
        return [], " ".join(fehler.messages)
    return bewegungen(nach_schluessel(vorher), nach_schluessel(nachher)), ""


def offen_pruefen(vorschlag: Aenderungsvorschlag) -> None:
    """Raises NichtMehrOffen with what became of it."""
    if vorschlag.stand != Vorschlagsstand.OFFEN and vorschlag.entschieden_am:
        wann, wort = vorschlag.entschieden_am, vorschlag.get_stand_display()
        raise NichtMehrOffen(f"Dieser Vorschlag ist schon entschieden: {wort} am {wann:%d.%m.%Y}.")


def darf_zurueckziehen(nutzer: Any, vorschlag: Aenderungsvorschlag) -> bool:
    """Whether the proposal comes from the own office or provider."""
    wer = vorschlag.vorgeschlagen_von
    return wer is not None and wer.organisation_id == nutzer.organisation_id


def aufhebbar(vorschlag: Aenderungsvorschlag) -> bool:
    """Accepted in Wegplan; what a data package says was decided elsewhere."""
    return vorschlag.stand == Vorschlagsstand.ANGENOMMEN and vorschlag.entschieden_von_id is not None


def aufhebbar_pruefen(vorschlag: Aenderungsvorschlag) -> None:
    """Raises NichtMehrOffen where there is nothing to undo."""
    if not aufhebbar(vorschlag):
        raise NichtMehrOffen("Aufheben lässt sich nur, was in Wegplan angenommen wurde und noch gilt.")


def _pruefen(teilnahme: Teilnahme, art: str, altes: date | None, neues: date, grund: str, text: str) -> None:
    """What the form of one kind keeps to by itself holds for every caller. Raises ValidationError by field."""
    if art not in Vorschlagsart.values:
        raise ValidationError({"art": "Diese Art von Vorschlag gibt es nicht."})
    if grund not in GRUENDE[Vorschlagsart(art)]:
        raise ValidationError({"grund": "Dieser Grund passt nicht zur Art des Vorschlags."})
    if grund == Vorschlagsgrund.SONSTIGE and not text.strip():
        raise ValidationError({"text": "Bei „sonstige“ sagen Sie bitte, was der Grund ist."})
    if teilnahme.austritt is not None:
        raise ValidationError(f"Diese Teilnahme endete am {teilnahme.austritt:%d.%m.%Y}.")
    if bisheriger_tag(teilnahme, art) != altes:
        raise ValidationError(GEAENDERT)
    if art == Vorschlagsart.VERLAENGERUNG and altes is None:
        raise ValidationError("Diese Teilnahme hat kein geplantes Ende, das sich verlängern ließe.")
    if satz := tag_pruefen(art, altes, neues, teilnahme.eintritt, teilnahme.geplantes_ende):
        raise ValidationError({"neues_datum": satz})


def _gesperrt(nutzer: Any, aktion: str, pk: int) -> Aenderungsvorschlag:
    """The proposal, locked. Raises Aenderungsvorschlag.DoesNotExist."""
    erlaubt = Aenderungsvorschlag.objects.fuer(nutzer, aktion).select_related("teilnahme__person", "vorgeschlagen_von")
    vorschlag: Aenderungsvorschlag = erlaubt.select_for_update(of=("self",)).get(pk=pk)
    return vorschlag


def _entscheidbar(nutzer: Any, pk: int) -> Aenderungsvorschlag:
    vorschlag = _gesperrt(nutzer, Aktion.VORSCHLAG_ENTSCHEIDEN, pk)
    offen_pruefen(vorschlag)
    return vorschlag


def _fremder(nutzer: Any, pk: int) -> Aenderungsvorschlag:
    vorschlag = _entscheidbar(nutzer, pk)
    if vorschlag.vorgeschlagen_von_id == nutzer.pk:
        raise ValidationError(EIGENER)
    return vorschlag


def _annehmen(nutzer: Any, vorschlag: Aenderungsvorschlag, grund: str, stichtag: date) -> None:
    """Move the date, then book the decision. Raises ValidationError; nothing is written then."""
    with pghistory.context(vorschlag=vorschlag.pk):
        if satz := hindernis(vorschlag, _jetzt(vorschlag)):
            raise ValidationError(satz)
        vorschlag.kontext = _kontext(_verschieben(nutzer, vorschlag))
        _entscheiden(nutzer, vorschlag, Vorschlagsstand.ANGENOMMEN, grund, stichtag)


def _jetzt(vorschlag: Aenderungsvorschlag) -> Teilnahme:
    teilnahme: Teilnahme = Teilnahme.objects.select_for_update(of=("self",)).get(pk=vorschlag.teilnahme_id)
    return teilnahme


def _verschieben(nutzer: Any, vorschlag: Aenderungsvorschlag) -> Teilnahme:
    """The date of the Teilnahme by the service of its area: history, overlap in German words."""
    wo = (nutzer, vorschlag.person_id, vorschlag.teilnahme_id)
    stand = stand_von(vorschlag.teilnahme)
    tag = vorschlag.neues_datum
    if tag is None:
        raise ValidationError("Dieser Vorschlag nennt keinen neuen Tag.")
    if vorschlag.art == Vorschlagsart.VORZEITIGES_ENDE:
        return _ohne_feld(lambda: teilnahmen.austritt_eintragen(*wo, tag, vorschlag.grund, stand))
    grund = f"{vorschlag.get_art_display()}: {vorschlag.get_grund_display()}"
    aendern = (
        teilnahmen.eintritt_aendern
        if vorschlag.art == Vorschlagsart.ANDERER_BEGINN
        else teilnahmen.geplantes_ende_aendern
    )
    return _ohne_feld(lambda: aendern(*wo, tag, grund, stand))


def _zurueckstellen(nutzer: Any, vorschlag: Aenderungsvorschlag, grund: str) -> Teilnahme:
    wo = (nutzer, vorschlag.person_id, vorschlag.teilnahme_id)
    stand = stand_von(vorschlag.teilnahme)
    if vorschlag.art == Vorschlagsart.VORZEITIGES_ENDE:
        return _ohne_feld(lambda: teilnahmen.austritt_zuruecknehmen(*wo, grund, stand))
    altes = vorschlag.altes_datum
    if altes is None:
        raise ValidationError("Dieser Vorschlag nennt keinen bisherigen Tag.")
    if vorschlag.art == Vorschlagsart.ANDERER_BEGINN:
        return _ohne_feld(lambda: teilnahmen.eintritt_aendern(*wo, altes, grund, stand))
    return _ohne_feld(lambda: teilnahmen.geplantes_ende_aendern(*wo, altes, grund, stand))


def _ohne_feld(schreiben: Any) -> Teilnahme:
    """The forms of this area have other fields: what is wrong concerns the whole."""
    try:
        teilnahme, _ = schreiben()
    except ValidationError as fehler:
        raise ValidationError(fehler.messages) from fehler
    ergebnis: Teilnahme = teilnahme
    return ergebnis


def _entscheiden(
    nutzer: Any, vorschlag: Aenderungsvorschlag, stand: Vorschlagsstand, grund: str, stichtag: date
) -> None:
    vorschlag.stand = stand
    vorschlag.entschieden_von, vorschlag.entschieden_am, vorschlag.entscheidung = nutzer, stichtag, grund.strip()
    with in_worten({"vorschlag_eine_verlaengerung_je_tag": ("", HEUTE_SCHON_VERLAENGERT)}):
        vorschlag.save(update_fields=["stand", "entschieden_von", "entschieden_am", "entscheidung", "kontext"])


def _kontext(teilnahme: Teilnahme) -> Any:
    """The context of the histories in which the Teilnahme was written last."""
    return verlauf_von(teilnahme).values_list("pgh_context_id", flat=True).first()


def _schritte(vorschlag: Aenderungsvorschlag) -> list[Schritt]:
    return list(Schritt.objects.filter(teilnahme=vorschlag.teilnahme_id))
