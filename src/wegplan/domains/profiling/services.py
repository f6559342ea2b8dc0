"""Writing: begin, write and finish a Gutachten; the opening talk. Inside the request's transaction."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.uebergang.models import Zuweisung
from wegplan.domains.uebergang.services import auftakt as auftakt_eintragen
from wegplan.domains.uebergang.services import offene, profiling_festhalten
from wegplan.kit.eingabe.pruefsumme import pruefsumme
from wegplan.kit.eingabe.stand import Abweichung, Konflikt, stand_pruefen, verlauf_von

from .arten import ABSCHNITTE, GESCHUETZT, Abschnitt, Gutachtenart, Gutachtenstand
from .models import Auftaktgespraech, Einladung, Gutachten, Schutzteil, Veranstaltung
from .queries import darf_geschuetztes, einladbare, inhalt, schutzteil
from .rules import luecken

FEST = "Dieses Gutachten ist abgeschlossen und ändert sich nicht mehr. Beginnen Sie eine neue Fassung."
NICHT_UEBERGEBEN = "Der individuelle Unterstützungsbedarf entsteht beim Auftaktgespräch, also nach der Übergabe."


def schreibrecht(art: str) -> Aktion:
    """The Kurzgutachten is the Regionalbüro's; EZU's document is made by both sides at the opening talk."""
    return Aktion.PROFILING_SCHREIBEN if art == Gutachtenart.KURZGUTACHTEN else Aktion.UEBERGABE_ERFASSEN


def beginnen(nutzer: Any, zuweisung_id: int, art: str, *, begonnen_am: date) -> tuple[Gutachten, bool]:
    """A draft: the copy of the last finished version, else filled in from assignment and file with its sources.

    A draft that is there already comes back and is not new. Raises Zuweisung.DoesNotExist, ValidationError."""
    zuweisung = offene(nutzer, schreibrecht(art), zuweisung_id)
    if art == Gutachtenart.UNTERSTUETZUNGSBEDARF and zuweisung.uebergeben_am is None:
        raise ValidationError(NICHT_UEBERGEBEN)
    bisher = Gutachten.objects.filter(zuweisung=zuweisung, art=art).order_by("-nummer")
    letzte = bisher.first()
    if letzte and letzte.stand == Gutachtenstand.ENTWURF:
        return letzte, False
    frueher = letzte or _frueheres(nutzer, zuweisung, art)
    texte, woher = (dict(frueher.texte), {}) if frueher else _vorbelegt(nutzer, zuweisung, art)
    if frueher:
        woher = dict.fromkeys(texte, f"{frueher} vom {frueher.abgeschlossen_am:%d.%m.%Y}")
    if art == Gutachtenart.KURZGUTACHTEN and zuweisung.profiling_begonnen_am is None:
        profiling_festhalten(zuweisung, profiling_begonnen_am=begonnen_am)
    neu = Gutachten.objects.create(
        person_id=zuweisung.person_id,
        zuweisung=zuweisung,
        art=art,
        nummer=letzte.nummer + 1 if letzte else 1,
        begonnen_am=begonnen_am,
        angelegt_von=nutzer,
        texte=texte,
        quellen=woher,
    )
    if geschuetzte := _geschuetzte_vorlage(nutzer, frueher):
        Schutzteil.objects.create(gutachten=neu, texte=geschuetzte)
    return neu, True


def _frueheres(nutzer: Any, zuweisung: Zuweisung, art: str) -> Gutachten | None:
    """The last finished one of an earlier assignment (Reaktivierung), as far as the user may read it."""
    fertige = Gutachten.objects.fuer(nutzer).filter(person=zuweisung.person_id, art=art)
    gefunden: Gutachten | None = fertige.filter(stand=Gutachtenstand.ABGESCHLOSSEN).order_by("-pk").first()
    return gefunden


def _geschuetzte_vorlage(nutzer: Any, frueher: Gutachten | None) -> dict[str, str]:
    if frueher is None or not darf_geschuetztes(nutzer, frueher):
        return {}
    teil = Schutzteil.objects.filter(gutachten=frueher).first()
    return dict(teil.texte) if teil else {}


def _vorbelegt(nutzer: Any, zuweisung: Zuweisung, art: str) -> tuple[dict[str, str], dict[str, str]]:
    """First words by section, and where they come from."""
    teilnahmen = Teilnahme.objects.fuer(nutzer).filter(person=zuweisung.person_id).select_related("massnahme")
    wege = [_teilnahme_in_worten(t) for t in teilnahmen.order_by("eintritt")]
    woher = f"Zuweisung vom {zuweisung.zugewiesen_am:%d.%m.%Y}"
    if art == Gutachtenart.UNTERSTUETZUNGSBEDARF:
        return {"verlauf": "\n".join(wege)}, ({"verlauf": "Teilnahmen der Akte"} if wege else {})
    stufe = zuweisung.get_stufe_display() if zuweisung.stufe else "noch offen"
    amt = zuweisung.jobcenter or "ein Jobcenter"
    anlass = f"Zugewiesen am {zuweisung.zugewiesen_am:%d.%m.%Y} durch {amt}. Gewünschte Stufe: {stufe}."
    texte, quelle = {"anlass": anlass}, {"anlass": woher}
    if wege:
        texte["berufsweg"], quelle["berufsweg"] = "\n".join(wege), "Teilnahmen der Akte"
    return texte, quelle


def _teilnahme_in_worten(t: Teilnahme) -> str:
    wann = f"{t.eintritt:%d.%m.%Y} bis {t.austritt:%d.%m.%Y}" if t.austritt else f"seit {t.eintritt:%d.%m.%Y}"
    return f"{t.massnahme}, {wann}"


def entwurf(nutzer: Any, pk: int) -> Gutachten:
    """The draft, locked. Raises Gutachten.DoesNotExist where the user may not write it; ValidationError where it is
    finished."""
    erlaubt = Gutachten.objects.fuer(nutzer, Aktion.UEBERGABE_ERFASSEN).select_related("person", "zuweisung__massnahme")
    gutachten: Gutachten = erlaubt.select_for_update(of=("self",)).get(pk=pk)
    if not nutzer.darf(schreibrecht(gutachten.art)):
        raise Gutachten.DoesNotExist
    if gutachten.stand != Gutachtenstand.ENTWURF:
        raise ValidationError(FEST)
    return gutachten


def schreiben(nutzer: Any, pk: int, stand: int, **texte: str) -> tuple[Gutachten, bool]:
    """The sections of a draft. Raises Konflikt with the sections that differ (DS-31), and as `entwurf`."""
    gutachten = entwurf(nutzer, pk)
    return gutachten, _texte_speichern(gutachten, ABSCHNITTE[gutachten.art], stand, texte)


def schuetzen(nutzer: Any, pk: int, stand: int, **texte: str) -> tuple[Gutachten, bool]:
    """The protected part of a draft. Raises as `schreiben`; DoesNotExist where the user may not read it."""
    gutachten = entwurf(nutzer, pk)
    teil = schutzteil(nutzer, gutachten)
    if teil is None:
        raise Gutachten.DoesNotExist
    return gutachten, _texte_speichern(teil, GESCHUETZT, stand, texte)


def _texte_speichern(
    objekt: Gutachten | Schutzteil, abschnitte: tuple[Abschnitt, ...], stand: int, texte: Mapping[str, str]
) -> bool:
    neu = {name: wert for name, wert in texte.items() if wert}
    if neu == objekt.texte:
        return False
    ereignis = verlauf_von(objekt).select_related("pgh_context").first()
    if ereignis is not None and ereignis.pgh_id != stand:
        metadaten = ereignis.pgh_context.metadata if ereignis.pgh_context else {}
        abweichungen = [
            Abweichung(a.titel, neu.get(a.schluessel, ""), objekt.texte.get(a.schluessel, ""))
            for a in abschnitte
            if neu.get(a.schluessel) != objekt.texte.get(a.schluessel)
        ]
        raise Konflikt(ereignis.pgh_id, ereignis.pgh_created_at, metadaten.get("nutzer"), abweichungen)
    objekt.texte = neu
    objekt.save()
    return True


def abschliessen(
    nutzer: Any,
    pk: int,
    *,
    abgeschlossen_am: date,
    name_fachkraft: str,
    ergebnis: str = "",
    stufe: str = "",
    massnahme: Massnahme | None = None,
) -> tuple[Gutachten, bool]:
    """Freeze the draft with its checksums; the result of a Kurzgutachten goes to the assignment (JPS-02).

    Raises ValidationError by field and for what is missing, and as `entwurf`."""
    gutachten = entwurf(nutzer, pk)
    if fehlend := luecken(gutachten.art, gutachten.texte, ergebnis):
        raise ValidationError(fehlend)
    if abgeschlossen_am < gutachten.begonnen_am:
        raise ValidationError({"abgeschlossen_am": "Dieser Tag liegt vor dem Beginn."})
    if gutachten.art == Gutachtenart.KURZGUTACHTEN:
        zuweisung = offene(nutzer, Aktion.PROFILING_SCHREIBEN, gutachten.zuweisung_id)
        profiling_festhalten(zuweisung, profiling_fertig_am=abgeschlossen_am, profiling_ergebnis=ergebnis)
    gutachten.stand = Gutachtenstand.ABGESCHLOSSEN
    gutachten.abgeschlossen_am, gutachten.name_fachkraft = abgeschlossen_am, name_fachkraft
    gutachten.ergebnis, gutachten.stufe, gutachten.massnahme = ergebnis, stufe, massnahme
    teil = Schutzteil.objects.filter(gutachten=gutachten).first()
    gutachten.pruefsumme_geschuetzt = pruefsumme(teil.texte) if teil else ""
    gutachten.pruefsumme = pruefsumme(inhalt(gutachten))
    gutachten.save()
    return gutachten, True


def auftakt_festhalten(
    nutzer: Any, zuweisung_id: int, stand: int, *, auftakt_am: date | None = None, **werte: Any
) -> tuple[Auftaktgespraech, bool]:
    """The opening talk with what was agreed on (JPS-03); the office owes the entry then. `werte`: fields of the model.

    `auftakt_am` is left out once the assignment has ended: the day stands. `stand` is that of the talk, 0 for none.
    Raises Zuweisung.DoesNotExist, Konflikt, ValidationError by field."""
    erlaubt = Zuweisung.objects.fuer(nutzer, Aktion.UEBERGABE_ERFASSEN)
    zuweisung: Zuweisung = erlaubt.select_for_update(of=("self",)).get(pk=zuweisung_id)
    vorhanden = Auftaktgespraech.objects.filter(zuweisung=zuweisung).first()
    geaendert = vorhanden is None or stand_pruefen(vorhanden, stand, werte)
    if auftakt_am and zuweisung.auftakt_am != auftakt_am:
        auftakt_eintragen(nutzer, zuweisung_id, auftakt_am)
        geaendert = True
    if not geaendert and vorhanden:
        return vorhanden, False
    if vorhanden and vorhanden.erfasst_von_id is None:  # it was brought in; who corrects it stands for it
        werte["erfasst_von"] = nutzer
    hang = {"person_id": zuweisung.person_id, "erfasst_von": nutzer}
    gespraech, _ = Auftaktgespraech.objects.update_or_create(
        zuweisung=zuweisung, defaults=werte, create_defaults={**werte, **hang}
    )
    return gespraech, True


def veranstaltung_anlegen(nutzer: Any, kennzeichen: str, **werte: Any) -> tuple[Veranstaltung, bool]:
    """An information event of the own Regionalbüro; sent twice it is one. `werte`: am, ort, amt, plaetze."""
    hang = {"regionalbuero_id": nutzer.organisation_id}
    return Veranstaltung.objects.get_or_create(kennung=kennzeichen, defaults={**werte, **hang})


def einladen(nutzer: Any, pk: int, *, eingeladen_am: date, zuweisungen: Iterable[int]) -> tuple[int, bool]:
    """Invite those of `zuweisungen` (numbers) who are not invited yet; gives their number. More than there are places
    is allowed, as not everybody comes. Raises Veranstaltung.DoesNotExist."""
    veranstaltung: Veranstaltung = Veranstaltung.objects.fuer(nutzer).select_for_update().get(pk=pk)
    neue = [
        Einladung(person_id=z.person_id, zuweisung=z, veranstaltung=veranstaltung, eingeladen_am=eingeladen_am)
        for z in einladbare(nutzer, veranstaltung).filter(pk__in=list(zuweisungen))
    ]
    Einladung.objects.bulk_create(neue)
    return len(neue), bool(neue)


def besuche_festhalten(nutzer: Any, pk: int, besuche: Mapping[int, str]) -> tuple[int, bool]:
    """What came of the invitations to one event, in one go; gives the number that changed. `besuche`: invitation →
    outcome. Raises Veranstaltung.DoesNotExist."""
    veranstaltung: Veranstaltung = Veranstaltung.objects.fuer(nutzer).select_for_update().get(pk=pk)
    geaendert = []
    for einladung in Einladung.objects.fuer(nutzer).filter(veranstaltung=veranstaltung, pk__in=besuche):
        if einladung.besuch != besuche[einladung.pk]:
            einladung.besuch = besuche[einladung.pk]
            geaendert.append(einladung)
    Einladung.objects.bulk_update(geaendert, ["besuch"])
    return len(geaendert), bool(geaendert)
