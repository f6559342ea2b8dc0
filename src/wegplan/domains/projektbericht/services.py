"""Writing records and reports, inside the request's transaction (JPS-92)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.eingabe.stand import stand_pruefen

from .arten import Stand
from .inhalt import aufbauen, siegel, texte_von
from .models import Projektbericht
from .nachweise import NACHWEISE, Nachweis
from .rules import Zeitraum, luecken

FEST = "Dieser Bericht ist freigegeben. Er ändert sich nicht mehr."
NUR_EIGENE = "Berichte und Nachweise schreibt nur der Bildungsdienstleister des Projekts."


def nachweis_anlegen(
    nutzer: Any, art: str, massnahme: Massnahme, /, *, kennzeichen: str, **werte: Any
) -> tuple[Nachweis, bool]:
    """A record of a project; sent twice it is made once."""
    _eigenes(nutzer, massnahme)
    vorgabe = {"massnahme": massnahme, "erfasst_von": nutzer, **werte}
    return NACHWEISE[art]._default_manager.get_or_create(kennung=kennzeichen, defaults=vorgabe)


def nachweis_aendern(nutzer: Any, art: str, pk: int, /, *, stand: int, **werte: Any) -> tuple[Nachweis, bool]:
    """Correct a record; reports released before keep what they said. Raises Konflikt, DoesNotExist."""
    n = _nachweis(nutzer, art, pk)
    if not stand_pruefen(n, stand, werte):
        return n, False
    for name, wert in werte.items():
        setattr(n, name, wert)
    n.save()
    return n, True


def nachweis_loeschen(nutzer: Any, art: str, pk: int) -> None:
    """Take a wrong record away; its history stays. Raises DoesNotExist."""
    _nachweis(nutzer, art, pk).delete()


def _nachweis(nutzer: Any, art: str, pk: int) -> Nachweis:
    alle = NACHWEISE[art]._default_manager.select_related("massnahme").select_for_update(of=("self",))
    n = alle.get(pk=pk)
    _eigenes(nutzer, n.massnahme)
    return n


def beginnen(nutzer: Any, massnahme: Massnahme, quartal: date, zeitraum: Zeitraum) -> tuple[Projektbericht, bool]:
    """The draft of a period. What is there already comes back and is not new; after a return the texts go on."""
    _eigenes(nutzer, massnahme)
    with transaction.atomic(), connection.cursor() as c:
        c.execute("select pg_advisory_xact_lock(hashtext('projektbericht'), %s)", [massnahme.pk])
        letzter = Projektbericht.objects.filter(massnahme=massnahme, quartal=quartal).order_by("-fassung").first()
        if letzter and letzter.stand != Stand.ZURUECKGEGEBEN:
            return letzter, False
        texte = texte_von(letzter) if letzter else {}
        nummer = letzter.fassung + 1 if letzter else 1
        von, bis = zeitraum
        rahmen = {"massnahme": massnahme, "quartal": quartal, "von": von, "bis": bis, "angelegt_von": nutzer}
        return Projektbericht.objects.create(fassung=nummer, **rahmen, **texte), True


def schreiben(nutzer: Any, pk: int, *, stand: int, **texte: str) -> tuple[Projektbericht, bool]:
    """Change the texts of a draft. Raises Konflikt, ValidationError, DoesNotExist."""
    b = _offen(nutzer, pk)
    if not stand_pruefen(b, stand, texte):
        return b, False
    for name, wert in texte.items():
        setattr(b, name, wert)
    b.save()
    return b, True


def freigeben(nutzer: Any, pk: int, tag: date) -> Projektbericht:
    """Hand a draft to the Regionalbüro: figures, records and texts are frozen. Raises ValidationError."""
    b = _offen(nutzer, pk)
    if not nutzer.darf(Aktion.PROJEKTBERICHT_FREIGEBEN):
        raise ValidationError("Freigeben kann nur die Leitung des Bildungsdienstleisters.")
    if b.bis >= tag:
        raise ValidationError("Der Berichtszeitraum läuft noch. Freigeben lässt sich der Bericht danach.")
    if leer := luecken(texte_von(b)):
        raise ValidationError(f"Es fehlt noch ein Text: {', '.join(leer)}.")
    b.inhalt = aufbauen(b)
    b.stand, b.freigegeben_am, b.freigegeben_von = Stand.FREIGEGEBEN, tag, nutzer
    b.pruefsumme = siegel(b)
    b.save()
    return b


def entscheiden(nutzer: Any, pk: int, tag: date, *, annehmen: bool, grund: str) -> tuple[Projektbericht, bool]:
    """The Regionalbüro accepts, or returns with a reason. Decided the same way twice, it happens once."""
    b = _gesperrt(pk)
    if not nutzer.darf(Aktion.PROJEKTBERICHT_ANNEHMEN) or b.massnahme.regionalbuero_id != nutzer.organisation_id:
        raise ValidationError("Darüber entscheidet nur das Regionalbüro des Projekts.")
    neu = Stand.ANGENOMMEN if annehmen else Stand.ZURUECKGEGEBEN
    grund = "" if annehmen else grund
    if b.stand == neu and b.rueckgabegrund == grund:
        return b, False
    if b.stand != Stand.FREIGEGEBEN:
        raise ValidationError(f"Der Bericht ist {b.get_stand_display()}. Darüber wird jetzt nicht entschieden.")
    if not annehmen and not grund.strip():
        raise ValidationError({"grund": "Schreiben Sie, was am Bericht fehlt."})
    b.stand, b.entschieden_am, b.entschieden_von, b.rueckgabegrund = neu, tag, nutzer, grund
    b.save(update_fields=["stand", "entschieden_am", "entschieden_von", "rueckgabegrund"])
    return b, True


def _offen(nutzer: Any, pk: int) -> Projektbericht:
    b = _gesperrt(pk)
    _eigenes(nutzer, b.massnahme)
    if b.stand != Stand.ENTWURF:
        raise ValidationError(FEST)
    return b


def _gesperrt(pk: int) -> Projektbericht:
    namen = ("massnahme__traeger", "massnahme__regionalbuero")
    return Projektbericht.objects.select_related(*namen).select_for_update(of=("self",)).get(pk=pk)


def _eigenes(nutzer: Any, massnahme: Massnahme) -> None:
    if massnahme.traeger_id != nutzer.organisation_id:
        raise ValidationError(NUR_EIGENE)
