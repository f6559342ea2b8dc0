"""Writing reports: drafts, release, sending, decision, new versions. Inside the request's transaction."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from wegplan.domains.massnahme.models import Feldklasse
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.eingabe.stand import stand_pruefen

from .arten import MIT_GRUND, Berichtsstand, Empfang, Weg
from .models import Entwicklungsbericht
from .queries import (
    GETIPPT,
    empfaenger_von,
    feldname,
    gesiegelt,
    getippt,
    inhalt_von,
    mit_allem,
    neuere_fassung,
    ohne_bericht,
    zeitraum_von,
)
from .rules import pruefsumme, tatsachen
from .vorgaben import anforderung

FEST = "Dieser Bericht ist freigegeben und ändert sich nicht mehr. Schreiben Sie eine neue Fassung."
UEBERHOLT = "Es gibt eine neuere Fassung dieses Berichts."
SCHON = "Über diesen Bericht ist schon entschieden."


def anlegen(nutzer: Any, person_id: int, teilnahme_id: int, quartal: date) -> tuple[Entwicklungsbericht, bool]:
    """The first draft for a quarter; one that is already there comes back and is not new.

    Raises Teilnahme.DoesNotExist; ValidationError where no report is owed or none may be kept."""
    erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.BERICHT_SCHREIBEN).select_related("massnahme")
    t: Teilnahme = erlaubt.get(pk=teilnahme_id, person_id=person_id)
    if Feldklasse.LEISTUNG not in t.massnahme.zweckbindung:
        raise ValidationError("In dieser Maßnahme darf der Träger keine Daten zur Leistung verarbeiten.")
    with transaction.atomic():
        _einer_nach_dem_anderen(t.pk)
        vorhanden = Entwicklungsbericht.objects.filter(teilnahme=t, quartal=quartal).order_by("-fassung").first()
        if vorhanden:
            return vorhanden, False
        entwurf = _entwurf(nutzer, t, quartal)
        entwurf.save()
    return entwurf, True


def _einer_nach_dem_anderen(teilnahme_id: int) -> None:
    """Providers may not lock the Teilnahme itself; two first drafts at once wait for each other here."""
    with connection.cursor() as c:
        c.execute("select pg_advisory_xact_lock(hashtext('entwicklungsbericht'), %s)", [teilnahme_id])


def _entwurf(nutzer: Any, t: Teilnahme, quartal: date) -> Entwicklungsbericht:
    zeitraum = zeitraum_von(t, quartal)
    if zeitraum is None:
        raise ValidationError("In diesem Quartal hat die Person nicht teilgenommen.")
    frueh = bool(t.austritt and t.austritt <= zeitraum[1] and t.geplantes_ende and t.austritt < t.geplantes_ende)
    return Entwicklungsbericht(
        person_id=t.person_id,
        teilnahme=t,
        quartal=quartal,
        von=zeitraum[0],
        bis=zeitraum[1],
        fassung=1,
        angelegt_von=nutzer,
        vorzeitiger_austritt=True if frueh else None,
    )


def entwuerfe_anlegen(nutzer: Any, massnahme_id: int, quartal: date) -> int:
    """A draft for everybody of a measure who owes one and has none; gives how many were made."""
    offen = ohne_bericht(nutzer, quartal).filter(massnahme=massnahme_id)
    neue = [_entwurf(nutzer, t, quartal) for t in offen]
    Entwicklungsbericht.objects.bulk_create(neue, ignore_conflicts=True)
    return len(neue)


def entwurf(nutzer: Any, pk: int, aktion: str = Aktion.BERICHT_SCHREIBEN) -> Entwicklungsbericht:
    """The draft, locked. Raises Entwicklungsbericht.DoesNotExist; ValidationError where it is released."""
    bericht = _gesperrt(nutzer, pk, aktion)
    if bericht.stand != Berichtsstand.ENTWURF:
        raise ValidationError(FEST)
    return bericht


def _gesperrt(nutzer: Any, pk: int, aktion: str) -> Entwicklungsbericht:
    erlaubt = mit_allem(Entwicklungsbericht.objects.fuer(nutzer, aktion))
    bericht: Entwicklungsbericht = erlaubt.select_for_update(of=("self",)).get(pk=pk)
    return bericht


def speichern(nutzer: Any, pk: int, stand: int, **werte: Any) -> tuple[Entwicklungsbericht, bool]:
    """Keep what was typed. Raises Konflikt where somebody else did meanwhile (DS-31), and as `entwurf`."""
    bericht = entwurf(nutzer, pk)
    if not stand_pruefen(bericht, stand, werte):
        return bericht, False
    for name, wert in werte.items():
        setattr(bericht, name, wert)
    _zeitraum_nachziehen(bericht)
    bericht.save(update_fields=[*werte, "von", "bis"])
    return bericht, True


def _zeitraum_nachziehen(bericht: Entwicklungsbericht) -> None:
    """An exit entered after the draft was begun ends its period."""
    zeitraum = zeitraum_von(bericht.teilnahme, bericht.quartal)
    if zeitraum is None:
        raise ValidationError("In diesem Quartal hat die Person nicht teilgenommen.")
    bericht.von, bericht.bis = zeitraum


def maengel(bericht: Entwicklungsbericht, inhalt: dict[str, Any], heute: date) -> list[str]:
    """What stops the release, as German sentences; empty when nothing does (JPS-52)."""
    saetze = []
    if bericht.bis > heute:
        saetze.append(f"Der Berichtszeitraum endet erst am {bericht.bis:%d.%m.%Y}.")
    werte = getippt(bericht)
    for feld, anlage in anforderung(bericht.bis).luecken(werte, tatsachen(werte, inhalt)):
        name = feldname(feld).rstrip("?")
        saetze.append(f"Es fehlt in der Anlage „{anlage}“: {name}." if anlage else f"Es fehlt: {name}.")
    return saetze


def freigeben(
    nutzer: Any,
    pk: int,
    heute: date,
    *,
    kenntnisnahme: str,
    kenntnis_am: date,
    kenntnis_grund: str,
    ort: str,
    empfang: str,
    weg: str,
) -> tuple[Entwicklungsbericht, bool]:
    """Freeze the draft with what the file says now, the participant's word and a checksum.

    Raises ValidationError by field and with everything that is missing, and as `entwurf`."""
    bericht = entwurf(nutzer, pk, Aktion.BERICHT_FREIGEBEN)
    _zeitraum_nachziehen(bericht)
    inhalt = inhalt_von(bericht)
    if fehlend := maengel(bericht, inhalt, heute):
        raise ValidationError(fehlend)
    if kenntnisnahme in MIT_GRUND and not kenntnis_grund:
        raise ValidationError({"kenntnis_grund": "Nennen Sie den Grund."})
    empfaenger, kopie = empfaenger_von(bericht.teilnahme, empfang)
    if empfaenger is None or (kopie is None and empfang in (Empfang.RB, Empfang.AAJC)):
        raise ValidationError({"empfang": "Diese Stelle ist in der Akte oder an der Maßnahme nicht eingetragen."})
    bericht.kenntnisnahme, bericht.kenntnis_am = kenntnisnahme, kenntnis_am
    bericht.kenntnis_grund, bericht.ort = kenntnis_grund, ort
    bericht.empfang, bericht.empfaenger, bericht.kopie, bericht.weg = empfang, empfaenger, kopie, weg
    bericht.stand, bericht.inhalt = Berichtsstand.FREIGEGEBEN, inhalt
    bericht.freigegeben_am, bericht.freigegeben_von = heute, nutzer
    bericht.pruefsumme = pruefsumme(gesiegelt(bericht))
    bericht.save()
    return bericht, True


def uebermitteln(nutzer: Any, pk: int, *, am: date, weg: str, an: str) -> tuple[Entwicklungsbericht, bool]:
    """Note that the released report went out: here at once, else with the day and who took it.

    Raises Entwicklungsbericht.DoesNotExist; ValidationError by field."""
    bericht = _gesperrt(nutzer, pk, Aktion.BERICHT_FREIGEBEN)
    if bericht.stand != Berichtsstand.FREIGEGEBEN:
        return bericht, False
    if neuere_fassung(bericht):
        raise ValidationError(UEBERHOLT)
    if bericht.freigegeben_am and am < bericht.freigegeben_am:
        raise ValidationError({"am": f"Freigegeben wurde der Bericht am {bericht.freigegeben_am:%d.%m.%Y}."})
    if weg != Weg.PORTAL and not an:
        raise ValidationError({"an": "Nennen Sie, an wen der Bericht ging."})
    bericht.stand, bericht.weg = Berichtsstand.UEBERMITTELT, weg
    bericht.uebermittelt_am, bericht.uebermittelt_an, bericht.uebermittelt_von = am, an, nutzer
    bericht.save(update_fields=["stand", "weg", "uebermittelt_am", "uebermittelt_an", "uebermittelt_von"])
    return bericht, True


def alle_uebermitteln(nutzer: Any, massnahme_id: int, quartal: date, heute: date) -> int:
    """Send everything released of a measure's quarter that is to go here in the program; gives how many."""
    bereit = Entwicklungsbericht.objects.fuer(nutzer, Aktion.BERICHT_FREIGEBEN).filter(
        teilnahme__massnahme=massnahme_id, quartal=quartal, stand=Berichtsstand.FREIGEGEBEN, weg=Weg.PORTAL
    )
    gesendet = 0
    for bericht in bereit.select_for_update(of=("self",)).order_by("pk"):
        if not neuere_fassung(bericht):
            uebermitteln(nutzer, bericht.pk, am=heute, weg=Weg.PORTAL, an="")
            gesendet += 1
    return gesendet


def entscheiden(nutzer: Any, pk: int, heute: date, *, annehmen: bool, grund: str) -> tuple[Entwicklungsbericht, bool]:
    """The receiver accepts the report or returns it with a reason.

    Raises Entwicklungsbericht.DoesNotExist, also for who has the copy; ValidationError by field."""
    bericht = _gesperrt(nutzer, pk, Aktion.BERICHT_ANNEHMEN)
    if bericht.empfaenger_id != nutzer.organisation_id:
        raise Entwicklungsbericht.DoesNotExist
    ziel = Berichtsstand.ANGENOMMEN if annehmen else Berichtsstand.ZURUECKGEGEBEN
    if bericht.stand == ziel:
        return bericht, False
    if bericht.stand != Berichtsstand.UEBERMITTELT:
        raise ValidationError(SCHON)
    if neuere_fassung(bericht):
        raise ValidationError(UEBERHOLT)
    if not annehmen and not grund:
        raise ValidationError({"grund": "Nennen Sie den Grund, damit der Träger den Bericht verbessern kann."})
    bericht.stand, bericht.rueckgabegrund = ziel, "" if annehmen else grund
    bericht.entschieden_am, bericht.entschieden_von = heute, nutzer
    bericht.save(update_fields=["stand", "rueckgabegrund", "entschieden_am", "entschieden_von"])
    return bericht, True


def hat_kopie_des_bueros(nutzer: Any, bericht: Entwicklungsbericht) -> bool:
    """Whether the report went to the office and in copy to the Regionalbüro of `nutzer`: its answer may come there."""
    return bericht.empfang == Empfang.AAJC and bericht.kopie_id == nutzer.organisation_id


def papierantwort(
    nutzer: Any, pk: int, *, am: date, durch: str, annehmen: bool, grund: str
) -> tuple[Entwicklungsbericht, bool]:
    """The receiver of a report that went by post or as a file answered on paper: the provider's lead, or the
    Regionalbüro that has the copy, records the day and the name under the answer. The first answer stays.

    Raises Entwicklungsbericht.DoesNotExist; ValidationError by field."""
    traeger = nutzer.darf(Aktion.BERICHT_FREIGEBEN)
    bericht = _gesperrt(nutzer, pk, Aktion.BERICHT_FREIGEBEN if traeger else Aktion.BERICHT_ANNEHMEN)
    if not traeger and not hat_kopie_des_bueros(nutzer, bericht):
        raise Entwicklungsbericht.DoesNotExist
    if bericht.stand in (Berichtsstand.ANGENOMMEN, Berichtsstand.ZURUECKGEGEBEN):
        return bericht, False
    if bericht.stand != Berichtsstand.UEBERMITTELT or bericht.weg == Weg.PORTAL:
        raise ValidationError("Über diesen Bericht entscheidet der Empfänger selbst hier im Programm.")
    if neuere_fassung(bericht):
        raise ValidationError(UEBERHOLT)
    if bericht.uebermittelt_am and am < bericht.uebermittelt_am:
        raise ValidationError({"am": f"Übermittelt wurde der Bericht am {bericht.uebermittelt_am:%d.%m.%Y}."})
    if not annehmen and not grund:
        raise ValidationError({"grund": "Nennen Sie den Grund, der auf dem Schreiben steht."})
    bericht.stand = Berichtsstand.ANGENOMMEN if annehmen else Berichtsstand.ZURUECKGEGEBEN
    bericht.rueckgabegrund = "" if annehmen else grund
    bericht.entschieden_am, bericht.entschieden_von, bericht.entschieden_durch = am, nutzer, durch
    bericht.save(update_fields=["stand", "rueckgabegrund", "entschieden_am", "entschieden_von", "entschieden_durch"])
    return bericht, True


def neue_fassung(nutzer: Any, pk: int) -> tuple[Entwicklungsbericht, bool]:
    """A draft with what was typed in a released report; one that is already there comes back and is not new.

    Raises Entwicklungsbericht.DoesNotExist."""
    alt = _gesperrt(nutzer, pk, Aktion.BERICHT_SCHREIBEN)
    _einer_nach_dem_anderen(alt.teilnahme_id)
    letzte = neuere_fassung(alt) or alt
    if letzte.stand == Berichtsstand.ENTWURF:
        return letzte, False
    neu = Entwicklungsbericht(
        person_id=letzte.person_id,
        teilnahme=alt.teilnahme,
        quartal=letzte.quartal,
        von=letzte.von,
        bis=letzte.bis,
        fassung=letzte.fassung + 1,
        angelegt_von=nutzer,
        **{name: getattr(letzte, name) for name in GETIPPT},
    )
    _zeitraum_nachziehen(neu)
    neu.save()
    return neu, True
