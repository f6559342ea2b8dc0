"""Writing changes of stage (JPS-62). Inside the request's transaction; the database holds who writes which part."""

from datetime import date
from typing import Any, NamedTuple

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.profiling.arten import ABSCHNITTE, Gutachtenart, Gutachtenstand
from wegplan.domains.profiling.queries import gutachten_der_person
from wegplan.domains.teilnahme.models import Austrittsgrund, Teilnahme
from wegplan.domains.teilnahme.services import austritt_eintragen, teilnahme_beginnen
from wegplan.domains.vermittlung.services import einmal_speichern
from wegplan.kit.eingabe.einschraenkung import in_worten
from wegplan.kit.eingabe.stand import stand_pruefen, stand_von

from .arten import EZU, Votum, Wechselstand
from .models import Stufenwechsel

ZIELE = [a for a in ABSCHNITTE[Gutachtenart.KURZGUTACHTEN] if a.schluessel in ("fernziel", "nahziele")]
NICHT_EZU = "In der EZU gibt es keinen Stufenwechsel."
OHNE_STUFE = "Bei dieser Teilnahme ist keine Stufe eingetragen."
SCHON_EINER = "Zu dieser Teilnahme wird schon ein Stufenwechsel abgestimmt."
GLEICHE = "Die Person ist schon in dieser Stufe."
BEENDET = "Diese Teilnahme ist schon beendet."
NICHT_OFFEN = "Dieser Stufenwechsel ist schon abgeschlossen."
FEHLT = "Es fehlt noch: {}. Ohne beides kann der Wechsel nicht durchgeführt werden."
NACH_AUSTRITT = "Der Eintritt in die neue Stufe liegt nach dem letzten Tag in der bisherigen."


def stufe_von(teilnahme: Teilnahme) -> str:
    """The stage stands on the Teilnahme and overrides the measure's."""
    return teilnahme.programmstufe or teilnahme.massnahme.programmstufe


def hindernis(teilnahme: Teilnahme) -> str:
    """Why no change of stage can be recommended for this Teilnahme, or ""."""
    if teilnahme.austritt is not None:
        return BEENDET
    stufe = stufe_von(teilnahme)
    return NICHT_EZU if stufe == EZU else "" if stufe else OHNE_STUFE


class Vorbelegung(NamedTuple):
    """What a recommendation starts from: the Kurzgutachten by name, and the first words of the form."""

    quelle: str
    vorgabe: dict[str, str]


def zielplanung(nutzer: Any, teilnahme: Teilnahme) -> Vorbelegung:
    """The goals of the newest finished Kurzgutachten and the stage it recommends, as far as `nutzer` reads it (JPS-02,
    JPS-62). Empty without one. One statement."""
    fertige = gutachten_der_person(nutzer, teilnahme.person_id).filter(
        art=Gutachtenart.KURZGUTACHTEN, stand=Gutachtenstand.ABGESCHLOSSEN
    )
    if not (gutachten := fertige.first()):
        return Vorbelegung("", {})
    quelle = f"Kurzgutachten vom {gutachten.abgeschlossen_am:%d.%m.%Y}"
    ziele = [f"{a.titel}: {text}" for a in ZIELE if (text := gutachten.texte.get(a.schluessel, ""))]
    begruendung = "\n".join([f"{quelle}.", *ziele])[:2000]
    andere = gutachten.stufe if gutachten.stufe != stufe_von(teilnahme) else ""
    return Vorbelegung(quelle, {"neue_stufe": andere, "begruendung": begruendung})


def empfehlen(
    nutzer: Any, person_id: int, teilnahme_id: int, kennzeichen: str, *, neue_stufe: str, begruendung: str, am: date
) -> tuple[Stufenwechsel, bool]:
    """The provider recommends. Sent twice with the same `kennzeichen` it is one (DS-31).

    Raises Teilnahme.DoesNotExist, ValidationError by field."""
    erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.STUFENWECHSEL_EMPFEHLEN).select_related("massnahme")
    teilnahme: Teilnahme = erlaubt.get(pk=teilnahme_id, person_id=person_id)
    if satz := hindernis(teilnahme):
        raise ValidationError(satz)
    if neue_stufe == stufe_von(teilnahme):
        raise ValidationError({"neue_stufe": GLEICHE})
    neu = Stufenwechsel(
        wechsel_id=kennzeichen,
        person_id=person_id,
        teilnahme=teilnahme,
        alte_stufe=stufe_von(teilnahme),
        neue_stufe=neue_stufe,
        begruendung=begruendung,
        empfohlen_am=am,
        empfohlen_von=nutzer,
    )
    with in_worten({"wechsel_nur_einer_offen": ("", SCHON_EINER)}):
        return einmal_speichern(neu, "wechsel_id")


def einschaetzen(
    nutzer: Any, pk: int, stand: int, am: date, *, einschaetzung: str, grundlage: str, einschaetzung_text: str
) -> tuple[Stufenwechsel, bool]:
    """The Regionalbüro assesses the person anew. Raises Stufenwechsel.DoesNotExist, Konflikt, ValidationError."""
    wechsel = _offener(nutzer, Aktion.STUFENWECHSEL_EINSCHAETZEN, pk)
    werte = {
        "einschaetzung": einschaetzung,
        "grundlage": grundlage,
        "einschaetzung_text": einschaetzung_text,
        "eingeschaetzt_am": am,
    }
    return _schreiben(wechsel, stand, werte, {"eingeschaetzt_von": nutzer})


def entscheiden(
    nutzer: Any, pk: int, stand: int, am: date, *, zustimmung: str, zustimmung_text: str
) -> tuple[Stufenwechsel, bool]:
    """AA/JC consents, or not, then with a reason. Raises Stufenwechsel.DoesNotExist, Konflikt, ValidationError."""
    wechsel = _offener(nutzer, Aktion.STUFENWECHSEL_ZUSTIMMEN, pk)
    if zustimmung == Votum.NEIN and not zustimmung_text.strip():
        raise ValidationError(
            {"zustimmung_text": "Nennen Sie den Grund der Ablehnung. Träger und Regionalbüro lesen ihn."}
        )
    werte = {"zustimmung": zustimmung, "zustimmung_text": zustimmung_text, "entschieden_am": am}
    return _schreiben(wechsel, stand, werte, {"entschieden_von": nutzer})


def zurueckziehen(nutzer: Any, pk: int, am: date) -> tuple[Stufenwechsel, bool]:
    """The provider takes its recommendation back. Raises Stufenwechsel.DoesNotExist, ValidationError."""
    wechsel = _offener(nutzer, Aktion.STUFENWECHSEL_EMPFEHLEN, pk)
    wechsel.zurueckgezogen_am = am
    wechsel.save(update_fields=["zurueckgezogen_am"])
    return wechsel, True


def durchfuehren(
    nutzer: Any,
    pk: int,
    kennzeichen: str,
    *,
    massnahme: Massnahme,
    austritt: date,
    eintritt: date,
    geplantes_ende: date | None,
) -> tuple[Stufenwechsel, bool]:
    """AA/JC ends the old Teilnahme and begins the one in the other stage, linked to it (JPS-62).

    Raises Stufenwechsel.DoesNotExist, ValidationError by field; nothing is written then."""
    wechsel = _gesperrt(nutzer, Aktion.STUFENWECHSEL_ZUSTIMMEN, pk)
    if wechsel.neue_teilnahme and wechsel.neue_teilnahme.teilnahme_id == kennzeichen:
        return wechsel, False
    if satz := fehlend(wechsel):
        raise ValidationError(satz)
    if eintritt <= austritt:
        raise ValidationError({"eintritt": NACH_AUSTRITT})
    alt = wechsel.teilnahme
    with transaction.atomic(), pghistory.context(stufenwechsel=wechsel.pk):
        if alt.austritt is None:
            austritt_eintragen(nutzer, alt.person_id, alt.pk, austritt, Austrittsgrund.STUFENWECHSEL, stand_von(alt))
        neu, _ = teilnahme_beginnen(
            nutzer,
            wechsel.person_id,
            kennzeichen,
            massnahme=massnahme,
            eintritt=eintritt,
            geplantes_ende=geplantes_ende,
            programmstufe=wechsel.neue_stufe if wechsel.neue_stufe != massnahme.programmstufe else "",
        )
        neu.vorherige_teilnahme = alt
        neu.save(update_fields=["vorherige_teilnahme"])
        wechsel.neue_teilnahme = neu
        wechsel.save(update_fields=["neue_teilnahme"])
    return wechsel, True


def fehlend(wechsel: Stufenwechsel) -> str:
    """Why the change cannot be carried out, as a sentence, or ""."""
    if wechsel.stand in (Wechselstand.ABGELEHNT, Wechselstand.ZURUECKGEZOGEN, Wechselstand.DURCHGEFUEHRT):
        return NICHT_OFFEN
    teile = [] if wechsel.einschaetzung else ["die Einschätzung des Regionalbüros"]
    teile += [] if wechsel.zustimmung else ["die Zustimmung von Agentur oder Jobcenter"]
    return FEHLT.format(" und ".join(teile)) if teile else ""


def _gesperrt(nutzer: Any, aktion: str, pk: int) -> Stufenwechsel:
    erlaubt = Stufenwechsel.objects.fuer(nutzer, aktion).select_related("person", "teilnahme", "neue_teilnahme")
    wechsel: Stufenwechsel = erlaubt.select_for_update(of=("self",)).get(pk=pk)
    return wechsel


def _offener(nutzer: Any, aktion: str, pk: int) -> Stufenwechsel:
    wechsel = _gesperrt(nutzer, aktion, pk)
    if wechsel.stand not in (Wechselstand.OFFEN, Wechselstand.BEREIT):
        raise ValidationError(NICHT_OFFEN)
    return wechsel


def _schreiben(
    wechsel: Stufenwechsel, stand: int, werte: dict[str, Any], dazu: dict[str, Any]
) -> tuple[Stufenwechsel, bool]:
    if not stand_pruefen(wechsel, stand, werte):
        return wechsel, False
    for name, wert in (werte | dazu).items():
        setattr(wechsel, name, wert)
    wechsel.save(update_fields=[*werte, *dazu])
    return wechsel, True
