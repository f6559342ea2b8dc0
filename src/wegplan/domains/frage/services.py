"""Asking, answering, giving away, closing. Inside the request's transaction."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Nutzer, Organisation
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme

from .models import Frage, Fragebeitrag

GESCHLOSSEN = "Die Frage ist inzwischen abgeschlossen. Stellen Sie eine neue."


def andere_stellen(nutzer: Any, teilnahme: Teilnahme) -> list[Organisation]:
    """The offices that look after this Teilnahme beside the user's own: AA/JC, provider, Regionalbüro.

    `teilnahme` with jobcenter, person's jobcenter and the offices of its measure."""
    massnahme = teilnahme.massnahme
    alle = (teilnahme.jobcenter or teilnahme.person.jobcenter, massnahme.traeger, massnahme.regionalbuero)
    return [s for s in dict.fromkeys(alle) if s is not None and s.pk != nutzer.organisation_id]


def fragen(
    nutzer: Any, person_id: int, teilnahme_id: int, kennzeichen: str, an_stelle: int, text: str
) -> tuple[Frage, bool]:
    """Ask one of the other offices; sent twice with the same key it is one question.

    Raises Teilnahme.DoesNotExist; ValidationError by field for an office that has nothing to do with it."""
    erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.FRAGE_STELLEN).select_related(
        "jobcenter", "person__jobcenter", "massnahme__traeger", "massnahme__regionalbuero"
    )
    teilnahme: Teilnahme = erlaubt.get(pk=teilnahme_id, person_id=person_id)
    if an_stelle not in {s.pk for s in andere_stellen(nutzer, teilnahme)}:
        raise ValidationError({"an_stelle": "Diese Stelle begleitet die Teilnahme nicht."})
    werte = {"person_id": person_id, "teilnahme": teilnahme, "von_stelle_id": nutzer.organisation_id}
    werte |= {"an_stelle_id": an_stelle, "am_zug_id": an_stelle, "gestellt_von": nutzer, "wartet_seit": timezone.now()}
    frage, neu = Frage.objects.get_or_create(frage_id=kennzeichen, defaults=werte)
    if neu:
        _beitrag(nutzer, frage, kennzeichen, text)
    return frage, neu


def antworten(nutzer: Any, pk: int, kennzeichen: str, text: str) -> tuple[Frage, bool]:
    """Write to a question; then it waits for the other office, there with the one who asked.

    Raises Frage.DoesNotExist; ValidationError for a closed one."""
    frage = _gesperrt(nutzer, pk)
    if Fragebeitrag.objects.filter(beitrag_id=kennzeichen, frage=frage).exists():
        return frage, False
    if frage.geschlossen_am:
        raise ValidationError(GESCHLOSSEN)
    _beitrag(nutzer, frage, kennzeichen, text)
    zurueck = nutzer.organisation_id == frage.an_stelle_id
    frage.am_zug_id = frage.von_stelle_id if zurueck else frage.an_stelle_id
    fragt = frage.gestellt_von
    frage.zustaendig = fragt if zurueck and fragt and fragt.is_active else None
    frage.wartet_seit = timezone.now()
    frage.save(update_fields=["am_zug", "zustaendig", "wartet_seit"])
    return frage, True


def _beitrag(nutzer: Any, frage: Frage, kennzeichen: str, text: str) -> None:
    Fragebeitrag.objects.create(
        beitrag_id=kennzeichen, frage=frage, text=text, stelle_id=nutzer.organisation_id, von=nutzer
    )


def kollegen(nutzer: Any, person: Person) -> list[Nutzer]:
    """Who in the own office may answer on this person, by name."""
    eigene = Nutzer.objects.filter(organisation=nutzer.organisation_id, is_active=True).exclude(pk=nutzer.pk)
    sieht = set(person.sicht)
    return [
        n for n in eigene.order_by("last_name", "first_name", "pk") if sieht & set(n.schluessel(Aktion.FRAGE_STELLEN))
    ]


def abgeben(nutzer: Any, pk: int, an: int) -> tuple[Frage, bool]:
    """Give a question that waits for the own office to a colleague. Raises Frage.DoesNotExist; ValidationError by
    field for somebody who may not answer it, and where it waits for the other office."""
    frage = _gesperrt(nutzer, pk)
    if frage.am_zug_id != nutzer.organisation_id:
        raise ValidationError("Die Frage wartet nicht mehr auf Ihre Stelle.")
    gewaehlt = next((n for n in [*kollegen(nutzer, frage.person), nutzer] if n.pk == an), None)
    if gewaehlt is None:
        raise ValidationError({"an": "Dieses Konto kann die Frage nicht beantworten."})
    if frage.zustaendig_id == gewaehlt.pk:
        return frage, False
    frage.zustaendig = gewaehlt
    frage.save(update_fields=["zustaendig"])
    return frage, True


def abschliessen(nutzer: Any, pk: int) -> tuple[Frage, bool]:
    """Nobody waits any more; what was written stays. Raises Frage.DoesNotExist."""
    frage = _gesperrt(nutzer, pk)
    if frage.geschlossen_am:
        return frage, False
    frage.am_zug = frage.zustaendig = frage.wartet_seit = None
    frage.geschlossen_am, frage.geschlossen_von = timezone.now(), nutzer
    frage.save(update_fields=["am_zug", "zustaendig", "wartet_seit", "geschlossen_am", "geschlossen_von"])
    return frage, True


def _gesperrt(nutzer: Any, pk: int) -> Frage:
    erlaubt = Frage.objects.fuer(nutzer, Aktion.FRAGE_STELLEN).select_related("person", "gestellt_von")
    frage: Frage = erlaubt.select_for_update(of=("self",)).get(pk=pk)
    return frage
