"""Writing Vorgänge. One use case per function, inside the request's transaction.

A new record brings its key (`kennzeichen`): sent twice, the first one comes back and `neu` is False (DS-31)."""

from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vermittlung.services import einmal_speichern, heute_selbst_eingetragenes_loeschen
from wegplan.kit.eingabe.stand import stand_pruefen

from .arten import Vorgangsart, darf_bevorstehen, ergebnis_pflicht, ergebnisse
from .models import Vorgang


@dataclass(frozen=True)
class Termin:
    """What an invitation says beside its day. `schritt`: "key/repetition" of a step of its Teilnahme."""

    uhrzeit: time | None = None
    ort: str = ""
    anlass: str = ""
    schritt: str = ""


OHNE_TERMIN = Termin()


def vorgang_eintragen(
    nutzer: Any,
    person_id: int,
    kennzeichen: str,
    *,
    art: str,
    tag: date,
    stichtag: date,
    ergebnis: str = "",
    notiz: str = "",
    teilnahme: Teilnahme | None = None,
    termin: Termin = OHNE_TERMIN,
) -> tuple[Vorgang, bool]:
    """A new Vorgang. `art`, `ergebnis`: codes of Vorgangsart and Vorgangsergebnis; `stichtag`: today.

    Raises Person.DoesNotExist, ValidationError by field."""
    person: Person = Person.objects.fuer(nutzer, Aktion.VORGANG_ERFASSEN).get(pk=person_id)
    _pruefen(person_id, art, tag, ergebnis, teilnahme, stichtag)
    _termin_pruefen(art, termin, teilnahme)
    neu = Vorgang(
        vorgang_id=kennzeichen,
        person=person,
        teilnahme=teilnahme,
        art=art,
        tag=tag,
        ergebnis=ergebnis,
        notiz=notiz,
        erfasst_von=nutzer,
        **asdict(termin),
    )
    return einmal_speichern(neu, "vorgang_id")


def vorgang_aendern(
    nutzer: Any,
    person_id: int,
    vorgang_id: int,
    stand: int,
    *,
    tag: date,
    stichtag: date,
    ergebnis: str = "",
    notiz: str = "",
    teilnahme: Teilnahme | None = None,
    termin: Termin = OHNE_TERMIN,
) -> tuple[Vorgang, bool]:
    """Put a Vorgang right or record how it came out; its kind stays. `stand`: the state the user saw (kit.eingabe).

    Raises Vorgang.DoesNotExist, kit.eingabe.stand.Konflikt, ValidationError by field."""
    eigene = Vorgang.objects.fuer(nutzer, Aktion.VORGANG_ERFASSEN)
    vorgang: Vorgang = eigene.select_for_update(of=("self",)).get(pk=vorgang_id, person_id=person_id)
    werte = {"tag": tag, "ergebnis": ergebnis, "notiz": notiz, "teilnahme": teilnahme, **asdict(termin)}
    if not stand_pruefen(vorgang, stand, werte):
        return vorgang, False
    _pruefen(person_id, vorgang.art, tag, ergebnis, teilnahme, stichtag)
    _termin_pruefen(vorgang.art, termin, teilnahme)
    for name, wert in werte.items():
        setattr(vorgang, name, wert)
    vorgang.save(update_fields=list(werte))
    return vorgang, True


def vorgang_zuruecknehmen(nutzer: Any, person_id: int, vorgang_id: int, stichtag: date) -> None:
    """Take back what `nutzer` has entered on `stichtag`; the history keeps begin and end of it.

    Raises Vorgang.DoesNotExist and vermittlung.services.NichtMehrRuecknehmbar."""
    eigene = Vorgang.objects.fuer(nutzer, Aktion.VORGANG_ERFASSEN)
    vorgang = eigene.select_for_update(of=("self",)).get(pk=vorgang_id, person_id=person_id)
    heute_selbst_eingetragenes_loeschen(nutzer, vorgang, stichtag)


def _pruefen(person_id: int, art: str, tag: date, ergebnis: str, teilnahme: Teilnahme | None, stichtag: date) -> None:
    """What the form of one kind keeps to by itself holds for every caller. Raises ValidationError by field."""
    if art not in Vorgangsart.values:
        raise ValidationError({"art": "Diese Art von Vorgang gibt es nicht."})
    if ergebnis and ergebnis not in ergebnisse(art):
        raise ValidationError({"ergebnis": "Dieses Ergebnis gibt es bei dieser Art von Vorgang nicht."})
    if not ergebnis and ergebnis_pflicht(art):
        raise ValidationError({"ergebnis": "Bitte geben Sie das Ergebnis an."})
    if tag > stichtag and not darf_bevorstehen(art):
        raise ValidationError({"tag": "Dieser Tag liegt in der Zukunft. Tragen Sie ein, was schon geschehen ist."})
    if tag > stichtag and ergebnis:
        raise ValidationError({"ergebnis": _noch_nicht(tag)})
    if teilnahme is not None and teilnahme.person_id != person_id:
        raise ValidationError({"teilnahme": "Diese Teilnahme gehört zu einer anderen Person."})


def _termin_pruefen(art: str, termin: Termin, teilnahme: Teilnahme | None) -> None:
    if termin != OHNE_TERMIN and art != Vorgangsart.EINLADUNG:
        raise ValidationError("Uhrzeit, Ort und Anlass gibt es nur bei Einladungen.")
    if termin.schritt and teilnahme is None:
        raise ValidationError({"schritt": "Zu einem Schritt gehört die Maßnahme, in der er zu tun ist."})


def _noch_nicht(tag: date) -> str:
    return f"Der Termin ist erst am {tag:%d.%m.%Y}. Tragen Sie danach ein, ob die Person gekommen ist."
