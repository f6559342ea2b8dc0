"""Inviting, accepting, ending. Inside the request's transaction."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from wegplan.domains.massnahme.models import Foerderart
from wegplan.domains.organisation.access import Aktion, Rolle
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme

from .models import Eigenzugang, Zugangsende
from .rules import brief_bis, fruehestes_ende, neuer_anmeldename, neuer_code, pruefwert, versuche

OHNE_GEBURTSTAG = "Tragen Sie zuerst das Geburtsdatum ein. Ohne dieses lässt sich der Code nicht prüfen."
OHNE_TEILNAHME = "Einladen können Sie, wer am Programm teilnimmt oder bis vor Kurzem teilgenommen hat."


@dataclass(frozen=True)
class Brief:
    """What the letter says. The code stands here and nowhere else: only its hash is kept."""

    zugang: Eigenzugang
    code: str


def einladen(nutzer: Any, person_id: int, stichtag: date) -> Brief:
    """A new letter: for the first access, or with a new code where one was lost or the password forgotten.

    An earlier code is void from now on; a password that was set stays until the new code is used. Raises
    Person.DoesNotExist; ValidationError without birthday or a Teilnahme of the programme."""
    person: Person = Person.objects.fuer(nutzer, Aktion.ZUGANG_VERWALTEN).get(pk=person_id)
    if person.geburtsdatum is None:
        raise ValidationError(OHNE_GEBURTSTAG)
    if not _mit_zugang(stichtag).filter(person=person, massnahme__foerderart=Foerderart.ESF).exists():
        raise ValidationError(OHNE_TEILNAHME)
    with connection.cursor() as c:
        c.execute("select pg_advisory_xact_lock(hashtext('eigenzugang'), %s)", [person.pk])
    code = neuer_code()
    zugang = Eigenzugang.objects.filter(person=person, beendet_am=None).select_related("nutzer").first()
    zugang = zugang or Eigenzugang(person=person, nutzer=_konto_anlegen())
    zugang.eingeladen_von, zugang.pruefwert, zugang.versuche = nutzer, pruefwert(code), 0
    zugang.brief_bis = brief_bis(stichtag)
    zugang.save()
    return Brief(zugang, code)


def _mit_zugang(stichtag: date) -> QuerySet[Any]:
    """Teilnahmen that justify access: running, or left not too long ago; the planned end stands for a missing exit."""
    ende = Coalesce(F("austritt"), F("geplantes_ende"))
    alle = Teilnahme.objects.alias(ende=ende)
    return alle.filter(ende=None) | alle.filter(ende__gte=fruehestes_ende(stichtag))


def _konto_anlegen() -> Nutzer:
    """An account that nobody can sign in with yet, without the person's name."""
    name = neuer_anmeldename()
    while Nutzer.objects.filter(username=name).exists():
        name = neuer_anmeldename()
    konto = Nutzer(username=name, rolle=Rolle.TEILNEHMENDE, is_active=False)
    konto.set_unusable_password()
    konto.save()
    return konto


def einloesen(code: str, geboren: date, passwort: str, stichtag: date) -> Nutzer | None:
    """Use the code of a letter: the account opens with this password. None where code or birthday do not fit, the
    letter is too old, was used or ended, or was tried too often; nobody learns which."""
    with connection.cursor() as c:
        werte: list[Any] = [pruefwert(code), geboren, stichtag, versuche(stichtag)]
        c.execute("select zugang_einloesen(%s, %s, %s, %s)", werte)
        (nummer,) = c.fetchone()
    if nummer is None:
        return None
    konto = Nutzer.objects.get(pk=nummer)
    konto.set_password(passwort)
    konto.is_active = True
    konto.save(update_fields=["password", "is_active"])
    return konto


def beenden(nutzer: Any, person_id: int) -> tuple[Eigenzugang, bool]:
    """End the access at once; the account can do nothing any more.

    Raises Eigenzugang.DoesNotExist where there is none."""
    eigene = Eigenzugang.objects.fuer(nutzer, Aktion.ZUGANG_VERWALTEN).filter(person=person_id)
    zugang: Eigenzugang = eigene.select_for_update(of=("self",)).latest("eingeladen_am")
    if zugang.beendet_am is not None:
        return zugang, False
    zugang.beendet_am, zugang.beendet_von, zugang.endgrund = timezone.now(), nutzer, Zugangsende.BEENDET
    zugang.pruefwert = ""
    zugang.save(update_fields=["beendet_am", "beendet_von", "endgrund", "pruefwert"])
    Nutzer.objects.filter(pk=zugang.nutzer_id).update(is_active=False)
    return zugang, True


def abgelaufene_beenden(stichtag: date) -> int:
    """End what is over by itself: nobody of them has a Teilnahme any more that is recent enough. As wegplan_dienst."""
    noch = _mit_zugang(stichtag).values("person")
    vorbei = list(Eigenzugang.objects.filter(beendet_am=None).exclude(person__in=noch).values_list("nutzer", flat=True))
    Eigenzugang.objects.filter(nutzer__in=vorbei).update(
        beendet_am=timezone.now(), endgrund=Zugangsende.FRIST, pruefwert=""
    )
    Nutzer.objects.filter(pk__in=vorbei).update(is_active=False)
    return len(vorbei)
