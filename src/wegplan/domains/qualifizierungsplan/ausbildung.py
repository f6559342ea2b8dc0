"""Writing what goes with a plan: results of modules, frame of a training, its checks. Inside the request's
transaction. Each raises as services.teilnahme_zum_schreiben."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from wegplan.domains.foerderung.models import Zertifikat, Zertifikatsart
from wegplan.domains.foerderung.services import eintragen
from wegplan.domains.massnahme.models import Programmstufe
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verbleib.models import Ergebnis
from wegplan.domains.verbleib.queries import stufe_von
from wegplan.domains.verbleib.services import festhalten
from wegplan.domains.vermittlung.services import einmal_speichern
from wegplan.kit.eingabe.kennzeichen import neues_kennzeichen
from wegplan.kit.eingabe.stand import stand_pruefen, stand_von

from .arten import QAB, Modulausgang, Verkuerzung
from .models import Ausbildungsrahmen, Lernmodul, Modulergebnis, Verkuerzungspruefung, Wechselpruefung
from .queries import laufende
from .services import teilnahme_zum_schreiben
from .vorgaben import wechselmonate

NUR_QAB = "Eine Ausbildung mit zuständiger Stelle gibt es nur in der Stufe QAB."
NICHT_NOETIG = "Diese Prüfung gibt es nur in QAB klassisch."
NEU = "neu"  # of a Teilqualifikation's certificate: enter it now
FRUEH = "Dieser Tag liegt vor dem Eintritt am {:%d.%m.%Y}."


def ergebnis_festhalten(
    nutzer: Any, modul: Lernmodul, stand: int, *, ausgang: str, am: date, note: str, zertifikat: str = ""
) -> tuple[Modulergebnis, bool]:
    """What became of a module. `zertifikat`: number of one that is there, NEU to enter it, or "".

    Raises Konflikt (DS-31), ValidationError by field."""
    plan = modul.plan
    teilnahme = teilnahme_zum_schreiben(nutzer, plan.person_id, plan.teilnahme_id)
    _tag_pruefen(teilnahme, "am", am)
    if zertifikat and ausgang != Modulausgang.BESTANDEN:
        raise ValidationError({"zertifikat": "Ein Zertifikat gibt es nur zu einem bestandenen Modul."})
    werte: dict[str, Any] = {"ausgang": ausgang, "am": am, "note": note}
    vorhanden = Modulergebnis.objects.filter(teilnahme=teilnahme, kennung=modul.kennung).first()
    papier = _papier(nutzer, teilnahme, zertifikat) if zertifikat not in ("", NEU) else None
    if zertifikat == NEU and vorhanden and vorhanden.zertifikat:
        papier = vorhanden.zertifikat  # a double click enters it once
    if vorhanden and zertifikat != NEU and not stand_pruefen(vorhanden, stand, werte | {"zertifikat": papier}):
        return vorhanden, False
    with transaction.atomic():
        if zertifikat == NEU and papier is None:
            papier = _neues_papier(nutzer, teilnahme, modul, am)
        hang = {"person_id": teilnahme.person_id, "erfasst_von": nutzer, "zertifikat": papier}
        ergebnis, _ = Modulergebnis.objects.update_or_create(
            teilnahme=teilnahme, kennung=modul.kennung, defaults=werte | hang
        )
    return ergebnis, True


def zertifikate_zur_wahl(nutzer: Any, teilnahme_id: int) -> QuerySet[Zertifikat]:
    """Certificates of the Teilnahme that a module may be tied to."""
    erlaubt: QuerySet[Zertifikat] = Zertifikat.objects.fuer(nutzer, Aktion.FOERDERUNG_LESEN)
    return erlaubt.filter(teilnahme=teilnahme_id).order_by("erworben_am", "pk")


def _papier(nutzer: Any, teilnahme: Teilnahme, nummer: str) -> Zertifikat:
    return zertifikate_zur_wahl(nutzer, teilnahme.pk).get(pk=nummer)


def _neues_papier(nutzer: Any, teilnahme: Teilnahme, modul: Lernmodul, am: date) -> Zertifikat:
    """The one record of a certificate is that of the annex "Qualifizierungen und Zertifikate" (JPS-51)."""
    werte = {"bezeichnung": modul.bezeichnung, "art": Zertifikatsart.TEILQUALIFIKATION, "erworben_am": am}
    neu, _ = eintragen(
        nutzer, Zertifikat, teilnahme.person_id, teilnahme.pk, neues_kennzeichen(), **werte, mit_zertifikat=True
    )
    return neu


@dataclass(frozen=True)
class Eintrag:
    """One row of the group's screen."""

    teilnahme_id: int
    ausgang: str
    note: str


def gruppe_festhalten(
    nutzer: Any, massnahme_id: int, kennung: str, am: date, eintraege: Iterable[Eintrag]
) -> tuple[int, int]:
    """Results of one module for many; gives (written, left alone because somebody was faster). Five statements.

    Rows of Teilnahmen that the user may not write, or whose newest plan lacks the module, are left out.
    Raises ValidationError where the day lies before somebody's entry."""
    gewollt = {e.teilnahme_id: e for e in eintraege}
    erlaubt = laufende(nutzer, am, [massnahme_id]).filter(pk__in=gewollt)
    teilnahmen = {t.pk: t for t in erlaubt.filter(qualifizierungsplaene__module__kennung=kennung).distinct()}
    neue = [
        Modulergebnis(
            person_id=t.person_id,
            teilnahme=t,
            kennung=kennung,
            ausgang=gewollt[pk].ausgang,
            am=am,
            note=gewollt[pk].note,
            erfasst_von=nutzer,
        )
        for pk, t in teilnahmen.items()
    ]
    schon = set(
        Modulergebnis.objects.filter(teilnahme__in=teilnahmen, kennung=kennung).values_list("teilnahme", flat=True)
    )
    Modulergebnis.objects.bulk_create([m for m in neue if m.teilnahme_id not in schon], ignore_conflicts=True)
    return len(neue) - len(schon), len(gewollt) - len(neue) + len(schon)


def _tag_pruefen(teilnahme: Teilnahme, feld: str, tag: date) -> None:
    if tag < teilnahme.eintritt:
        raise ValidationError({feld: FRUEH.format(teilnahme.eintritt)})


def _qab(nutzer: Any, person_id: int, teilnahme_id: int) -> Teilnahme:
    teilnahme = teilnahme_zum_schreiben(nutzer, person_id, teilnahme_id)
    if stufe_von(teilnahme) not in QAB:
        raise ValidationError(NUR_QAB)
    return teilnahme


def rahmen_festhalten(
    nutzer: Any, person_id: int, teilnahme_id: int, stand: int, **werte: Any
) -> tuple[Ausbildungsrahmen, bool]:
    """Begin of the training and the agreement with the zuständige Stelle. Raises Konflikt, ValidationError."""
    teilnahme = _qab(nutzer, person_id, teilnahme_id)
    if werte["abgestimmt_am"] and not werte["stelle"]:
        raise ValidationError({"stelle": "Nennen Sie die Stelle, mit der abgestimmt ist."})
    vorhanden = Ausbildungsrahmen.objects.filter(teilnahme=teilnahme).first()
    if vorhanden is None:
        hang = {"person_id": person_id, "teilnahme": teilnahme, "erfasst_von": nutzer}
        return Ausbildungsrahmen.objects.create(**hang, **werte), True
    if not stand_pruefen(vorhanden, stand, werte):
        return vorhanden, False
    for name, wert in werte.items():
        setattr(vorhanden, name, wert)
    vorhanden.save(update_fields=list(werte))
    return vorhanden, True


def verkuerzung_festhalten(
    nutzer: Any,
    person_id: int,
    teilnahme_id: int,
    kennzeichen: str,
    *,
    geprueft_am: date,
    ergebnis: str,
    monate: int | None,
    grund: str,
) -> tuple[Verkuerzungspruefung, bool]:
    """Check of a shortened training. What the target indicator counts stands in the Ergebnis alone; a check writes
    it there. Raises ValidationError by field."""
    teilnahme = _qab(nutzer, person_id, teilnahme_id)
    if (ergebnis == Verkuerzung.VERKUERZT) != (monate is not None):
        satz = "Um wie viele Monate?" if monate is None else "Monate gibt es nur, wenn verkürzt wird."
        raise ValidationError({"monate": satz})
    with transaction.atomic():
        neu, geschrieben = einmal_speichern(
            Verkuerzungspruefung(
                verkuerzung_id=kennzeichen,
                person_id=person_id,
                teilnahme=teilnahme,
                geprueft_am=geprueft_am,
                ergebnis=ergebnis,
                monate=monate,
                grund=grund,
                erfasst_von=nutzer,
            ),
            "verkuerzung_id",
        )
        if geschrieben:
            _ergebnis_nachziehen(nutzer, teilnahme)
    return neu, geschrieben


def _ergebnis_nachziehen(nutzer: Any, teilnahme: Teilnahme) -> None:
    juengste = Verkuerzungspruefung.objects.filter(teilnahme=teilnahme).order_by("-geprueft_am", "-pk")[0]
    bisher = Ergebnis.objects.filter(teilnahme=teilnahme).first()
    festhalten(
        nutzer,
        Ergebnis,
        teilnahme.person_id,
        teilnahme.pk,
        stand_von(bisher) if bisher else 0,
        {},
        verkuerzbar=juengste.ergebnis != Verkuerzung.NICHT_VERKUERZBAR,
        verkuerzt=juengste.ergebnis == Verkuerzung.VERKUERZT,
    )


def wechsel_festhalten(
    nutzer: Any, person_id: int, teilnahme_id: int, monate: int, *, geprueft_am: date, ergebnis: str, grund: str
) -> tuple[Wechselpruefung, bool]:
    """The yearly check of a move out of the klassische Form; recorded once. Raises ValidationError."""
    teilnahme = _qab(nutzer, person_id, teilnahme_id)
    if vorhanden := Wechselpruefung.objects.filter(teilnahme=teilnahme, nach_monaten=monate).first():
        return vorhanden, False
    if stufe_von(teilnahme) != Programmstufe.QAB_K or monate not in wechselmonate():
        raise ValidationError(NICHT_NOETIG)
    _tag_pruefen(teilnahme, "geprueft_am", geprueft_am)
    hang = {"person_id": person_id, "teilnahme": teilnahme, "nach_monaten": monate}
    werte = {"geprueft_am": geprueft_am, "ergebnis": ergebnis, "grund": grund, "erfasst_von": nutzer}
    return Wechselpruefung.objects.create(**hang, **werte), True
