"""Standing in for a colleague: for every current case an assignment with an end (DS-02, VF-08). In sets."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet

from wegplan.domains.organisation.access import Aktion, Beziehung, beziehungen
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person, Zustaendigkeit, Zustaendigkeitsgrund

from .models import Vertretung
from .queries import BEARBEITENDE, EIGENE


def abwesende(nutzer: Any) -> QuerySet[Nutzer]:
    """For whom `nutzer` may arrange it: for themselves, and for the teams they lead."""
    wer = Q(pk=nutzer.pk)
    if Beziehung.TEAM in beziehungen(nutzer.rolle, Aktion.PERSON_AENDERN):
        wer |= Q(teams__in=nutzer.team_ids)
    return _konten().filter(wer).distinct()


def vertretende(nutzer: Any) -> QuerySet[Nutzer]:
    """Who may stand in: whoever works on cases in the same office."""
    return _konten().filter(organisation_id=nutzer.organisation_id)


def _konten() -> QuerySet[Nutzer]:
    aktive = Nutzer.objects.filter(is_active=True, rolle__in=BEARBEITENDE)
    return aktive.order_by("last_name", "first_name", "username")


def sichtbare_vertretungen(nutzer: Any, stichtag: date) -> QuerySet[Vertretung]:
    """Present and coming ones that `nutzer` may end, and those in which they stand in themselves."""
    return (
        Vertretung.objects.filter(Q(fuer__in=abwesende(nutzer)) | Q(durch=nutzer), bis__gte=stichtag)
        .select_related("fuer", "durch")
        .order_by("von", "bis", "pk")
    )


def vertretung_beginnen(nutzer: Any, fuer: Nutzer, durch: Nutzer, von: date, bis: date) -> tuple[Vertretung, int]:
    """`durch` gets every case that `fuer` has between both days and that `nutzer` may change; cases that come later
    follow by the trigger. Gives the Vertretung and the number of cases; sent twice, the first one comes back with its
    new end.

    Raises ValidationError by field."""
    if not abwesende(nutzer).filter(pk=fuer.pk).exists():
        raise ValidationError({"fuer": "Für dieses Konto dürfen Sie keine Vertretung einrichten."})
    if not vertretende(nutzer).filter(pk=durch.pk).exists() or fuer == durch:
        raise ValidationError({"durch": "Dieses Konto kann nicht vertreten."})
    vertretung, _ = Vertretung.objects.update_or_create(
        fuer=fuer, durch=durch, von=von, defaults={"bis": bis}, create_defaults={"bis": bis, "angelegt_von": nutzer}
    )
    faelle = _faelle(nutzer, fuer, von, bis)
    gleiche = {
        "nutzer": durch,
        "rolle": durch.rolle,
        "grund": Zustaendigkeitsgrund.VERTRETUNG,
        "von": von,
    }
    Zustaendigkeit.objects.bulk_create(
        [Zustaendigkeit(person_id=pk, bis=bis, **gleiche) for pk in faelle], ignore_conflicts=True
    )
    Zustaendigkeit.objects.filter(person__in=faelle, **gleiche).exclude(bis=bis).update(bis=bis)
    return vertretung, len(faelle)


def _faelle(nutzer: Any, fuer: Nutzer, von: date, bis: date) -> list[int]:
    """Persons for whom `fuer` is responsible at some time from `von` to `bis`."""
    zustaendig = Zustaendigkeit.objects.filter(
        Q(bis__isnull=True) | Q(bis__gte=von), person=OuterRef("pk"), nutzer=fuer, grund__in=EIGENE, von__lte=bis
    )
    return list(
        Person.objects.fuer(nutzer, Aktion.PERSON_AENDERN).filter(Exists(zustaendig)).values_list("pk", flat=True)
    )


def vertretung_beenden(nutzer: Any, pk: int, stichtag: date) -> Vertretung:
    """End it with the end of `stichtag`; one that has not begun yet is taken back.

    Raises Vertretung.DoesNotExist for one that `nutzer` may not end."""
    vertretung = (
        Vertretung.objects.select_for_update(of=("self",))
        .select_related("fuer", "durch")
        .get(pk=pk, fuer__in=abwesende(nutzer), bis__gte=stichtag)
    )
    zeilen = Zustaendigkeit.objects.fuer(nutzer, Aktion.PERSON_AENDERN).filter(
        Exists(Zustaendigkeit.objects.filter(person=OuterRef("person"), nutzer=vertretung.fuer, grund__in=EIGENE)),
        nutzer=vertretung.durch,
        grund=Zustaendigkeitsgrund.VERTRETUNG,
        von__gte=vertretung.von,
        bis=vertretung.bis,
    )
    zeilen.filter(von__gt=stichtag).delete()
    zeilen.filter(von__lte=stichtag).update(bis=stichtag)
    if vertretung.von > stichtag:
        vertretung.delete()
    else:
        vertretung.bis = stichtag
        vertretung.save(update_fields=["bis"])
    return vertretung
