"""Writing agreements: draft, giving out, signatures, review. Inside the request's transaction (JPS-80, JPS-81)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Rolle
from wegplan.kit.eingabe.stand import Lesarten, stand_pruefen

from . import rules
from .arten import Seite, Vereinbarungsstand
from .dokument import aufbauen
from .models import Zielpruefung, Zielunterschrift, Zielvereinbarung

FEST = "Diese Fassung liegt zur Unterschrift vor oder ist unterschrieben. Sie ändert sich nicht mehr."
NUR_BUERO = "Nur das Regionalbüro des Projekts schreibt die Zielvereinbarung."


def entwerfen(nutzer: Any, massnahme: Massnahme, **werte: Any) -> tuple[Zielvereinbarung, bool]:
    """A new draft: the first version, or the next one. One that is open already comes back unchanged and is not new."""
    _des_bueros(nutzer, massnahme)
    with transaction.atomic(), connection.cursor() as c:
        c.execute("select pg_advisory_xact_lock(hashtext('zielvereinbarung'), %s)", [massnahme.pk])
        letzte = Zielvereinbarung.objects.filter(massnahme=massnahme).order_by("-nummer").first()
        if letzte and letzte.stand != Vereinbarungsstand.GESCHLOSSEN:
            return letzte, False
        nummer = letzte.nummer + 1 if letzte else 1
        neu = Zielvereinbarung(massnahme=massnahme, nummer=nummer, angelegt_von=nutzer, **werte)
        _halbzeit_setzen(neu)
        neu.save()
    return neu, True


def aendern(
    nutzer: Any, pk: int, stand: int, lesarten: Lesarten | None = None, **werte: Any
) -> tuple[Zielvereinbarung, bool]:
    """Change a draft. Raises Konflikt where somebody else did meanwhile (DS-31), in the words of `lesarten`, and
    ValidationError where it is none."""
    v = _offen(nutzer, pk)
    if v.stand != Vereinbarungsstand.ENTWURF:
        raise ValidationError(FEST)
    if not stand_pruefen(v, stand, werte, lesarten):
        return v, False
    for name, wert in werte.items():
        setattr(v, name, wert)
    _halbzeit_setzen(v)
    v.save()
    return v, True


def _halbzeit_setzen(v: Zielvereinbarung) -> None:
    """EZU has no review at half-time."""
    ohne = rules.vorlage_fuer(v.stufen) == "ezu"
    v.pruefung_am = None if ohne else rules.halbzeit(v.laufzeit_von, v.laufzeit_bis)


def vorlegen(nutzer: Any, pk: int) -> Zielvereinbarung:
    """Give a draft out for signature: from here on its content is what both sign."""
    v = _offen(nutzer, pk)
    if v.stand != Vereinbarungsstand.ENTWURF:
        raise ValidationError(FEST)
    v.inhalt = aufbauen(v)
    v.pruefsumme = rules.pruefsumme(v.inhalt)
    v.stand = Vereinbarungsstand.VORGELEGT
    v.save()
    return v


def zuruecknehmen(nutzer: Any, pk: int) -> Zielvereinbarung:
    """Back to a draft, as long as nobody has signed. Raises ValidationError."""
    v = _offen(nutzer, pk)
    if v.stand != Vereinbarungsstand.VORGELEGT or v.unterschriften.exists():
        raise ValidationError("Eine Fassung mit Unterschrift lässt sich nicht zurücknehmen.")
    v.inhalt, v.pruefsumme, v.stand = {}, "", Vereinbarungsstand.ENTWURF
    v.save()
    return v


def unterzeichnen(
    nutzer: Any, pk: int, *, seite: str, name: str, ort: str, am: date, auf_papier: bool
) -> tuple[Zielvereinbarung, bool]:
    """Record a signature; with the second one the agreement is made. A lead of the provider signs for the provider;
    the Regionalbüro signs for itself and records what the provider signed on paper. Raises ValidationError by field."""
    v = Zielvereinbarung.objects.select_for_update().get(pk=pk)
    if Zielunterschrift.objects.filter(vereinbarung=v, seite=seite).exists():
        return v, False
    if v.stand != Vereinbarungsstand.VORGELEGT:
        raise ValidationError("Unterschrieben wird erst, wenn die Fassung zur Unterschrift vorliegt.")
    buero = nutzer.rolle == Rolle.RB
    if seite == Seite.RB and not buero:
        raise ValidationError({"seite": "Für das Regionalbüro unterschreibt das Regionalbüro."})
    if seite == Seite.BDL and buero and not auf_papier:
        satz = "Für den Bildungsdienstleister tragen Sie nur ein, was auf dem gedruckten Exemplar steht."
        raise ValidationError({"auf_papier": satz})
    Zielunterschrift.objects.create(
        vereinbarung=v, seite=seite, name=name, ort=ort, am=am, auf_papier=auf_papier, eingetragen_von=nutzer
    )
    if v.unterschriften.count() == len(Seite):
        v.stand = Vereinbarungsstand.GESCHLOSSEN
        v.save(update_fields=["stand"])
    return v, True


def ueberpruefen(nutzer: Any, pk: int, **werte: Any) -> tuple[Zielpruefung, bool]:
    """The record of the review; it is made once and does not change. Raises ValidationError."""
    v = _offen(nutzer, pk)
    if v.stand != Vereinbarungsstand.GESCHLOSSEN:
        raise ValidationError("Überprüft wird eine geschlossene Zielvereinbarung.")
    return Zielpruefung.objects.get_or_create(vereinbarung=v, defaults={**werte, "von": nutzer})


def _offen(nutzer: Any, pk: int) -> Zielvereinbarung:
    """Locked. Raises Zielvereinbarung.DoesNotExist, ValidationError for who does not write it."""
    v = Zielvereinbarung.objects.select_related("massnahme").select_for_update(of=("self",)).get(pk=pk)
    _des_bueros(nutzer, v.massnahme)
    return v


def _des_bueros(nutzer: Any, massnahme: Massnahme) -> None:
    if massnahme.regionalbuero_id != nutzer.organisation_id:
        raise ValidationError(NUR_BUERO)
