"""Writing persons and assignments. One use case per function, inside the request's transaction."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import connection

from wegplan.domains.organisation.access import Aktion, Beziehung, Rolle, beziehungen
from wegplan.kit.eingabe.einschraenkung import in_worten
from wegplan.kit.eingabe.stand import stand_pruefen

from .models import Person, Zustaendigkeit, Zustaendigkeitsgrund

KUNDENNUMMER_VERGEBEN = (
    "Eine Person mit dieser Kundennummer gibt es schon, außerhalb dessen, was Sie sehen dürfen. "
    "Prüfen Sie die Nummer. Stimmt sie, bitten Sie Ihre Teamleitung, Ihnen die Person zu übergeben."
)
KUNDENNUMMER_SICHTBAR = "Eine Person mit dieser Kundennummer gibt es schon. Sie steht unter den ähnlichen Personen."
EIGENE_ZUSTAENDIGKEIT = frozenset({Rolle.PAP, Rolle.IFK, Rolle.BOV})
# who may be made responsible for a person: the roles that work on cases of their own
ZUSTAENDIGE_ROLLEN = tuple(r for r in Rolle if Beziehung.FALL in beziehungen(r, Aktion.PERSON_LESEN))


def person_anlegen(nutzer: Any, werte: Mapping[str, Any], kennzeichen: str, stichtag: date) -> tuple[Person, bool]:
    """Make a person, and the assignment that lets its maker see it after today. Gives the person and whether it is new:
    sent twice with the same `kennzeichen`, the first one comes back (DS-31).

    `werte`: fields of Person. Raises ValidationError by field when the customer number exists."""
    if vorhanden := schon_angelegt(nutzer, kennzeichen):
        return vorhanden, False
    person = Person(**werte)
    with pghistory.context(vorgang=kennzeichen):
        with in_worten({"person_kundennummer_einmalig": ("kundennummer", _vergeben(nutzer, werte))}):
            person.save(force_insert=True)
        _zum_anleger(nutzer, person, stichtag)
    return person, True


def schon_angelegt(nutzer: Any, kennzeichen: str) -> Person | None:
    """The person that this very form has made today. Waits for a twin request that is still at work."""
    with connection.cursor() as c:
        c.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [kennzeichen])
        c.execute(
            "select e.pgh_obj_id from person_personevent e join pghistory_context k on k.id = e.pgh_context_id"
            " where e.pgh_label = 'insert' and e.pgh_created_at > now() - interval '1 day'"
            " and k.metadata->>'vorgang' = %s",
            [kennzeichen],
        )
        zeile = c.fetchone()
    return Person.objects.fuer(nutzer).filter(pk=zeile[0]).first() if zeile else None


def _vergeben(nutzer: Any, werte: Mapping[str, Any]) -> str:
    """The sentence for a taken customer number: only the hidden one says that it is hidden."""
    sichtbar = Person.objects.fuer(nutzer).filter(kundennummer=werte.get("kundennummer")).exists()
    return KUNDENNUMMER_SICHTBAR if sichtbar else KUNDENNUMMER_VERGEBEN


def _zum_anleger(nutzer: Any, person: Person, stichtag: date) -> None:
    """Advisors get the case; who leads another team gets the day to finish the entry (DS-02)."""
    if person.team_id in nutzer.team_ids and Beziehung.TEAM in beziehungen(nutzer.rolle, Aktion.PERSON_LESEN):
        return
    faelle = nutzer.rolle in EIGENE_ZUSTAENDIGKEIT
    Zustaendigkeit.objects.create(
        person=person,
        nutzer=nutzer,
        grund=Zustaendigkeitsgrund.FACHKRAFT if faelle else Zustaendigkeitsgrund.ANLAGE,
        rolle=nutzer.rolle if faelle else "",
        von=stichtag,
        bis=None if faelle else stichtag,
    )


def person_aendern(nutzer: Any, person_id: int, werte: Mapping[str, Any], stand: int) -> tuple[Person, bool]:
    """Change a person's master data. Gives the person and whether anything was written.

    Raises Person.DoesNotExist, kit.eingabe.stand.Konflikt, ValidationError by field."""
    person = Person.objects.fuer(nutzer, Aktion.PERSON_AENDERN).select_for_update(of=("self",)).get(pk=person_id)
    if not stand_pruefen(person, stand, werte):
        return person, False
    for name, wert in werte.items():
        setattr(person, name, wert)
    with in_worten({"person_kundennummer_einmalig": ("kundennummer", _vergeben(nutzer, werte))}):
        person.save(update_fields=list(werte))
    return person, True


def zustaendigkeit_beginnen(
    nutzer: Any, person_id: int, wer: Any, grund: str, von: date, bis: date | None
) -> tuple[Zustaendigkeit, bool]:
    """Give a colleague access to a person (DS-02). Gives the assignment and whether it is new.

    Vertretung and Uebergabe need an end. Raises Person.DoesNotExist, ValidationError by field."""
    person = Person.objects.fuer(nutzer, Aktion.PERSON_AENDERN).get(pk=person_id)
    if bis is None and grund != Zustaendigkeitsgrund.FACHKRAFT:
        raise ValidationError({"bis": "Vertretung und Übergabe brauchen einen letzten Tag."})
    if bis is not None and bis < von:
        raise ValidationError({"bis": "Der letzte Tag liegt vor dem ersten."})
    # locked, so that a twin request waits and then finds this one's row
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    gleiche = Zustaendigkeit.objects.filter(person=person, nutzer=wer, rolle=wer.rolle)
    if vorhanden := gleiche.filter(von=von, bis=bis, grund=grund).first():
        return vorhanden, False
    laufend = gleiche.filter(von__lte=bis or date.max).exclude(bis__lt=von)
    if laufend.exists():
        raise ValidationError({"nutzer": f"{wer} ist für diese Person in dieser Zeit schon zuständig."})
    return Zustaendigkeit.objects.create(
        person=person, nutzer=wer, rolle=wer.rolle, grund=grund, von=von, bis=bis
    ), True


def zustaendigkeit_beenden(
    nutzer: Any, person_id: int, zustaendigkeit_id: int, bis: date, stand: int
) -> tuple[Zustaendigkeit, bool]:
    """Set the last day of an assignment; access ends when that day is over (DS-02).

    Raises Zustaendigkeit.DoesNotExist, Konflikt, ValidationError by field."""
    zeile = (
        Zustaendigkeit.objects.fuer(nutzer, Aktion.PERSON_AENDERN)
        .select_for_update(of=("self",))
        .select_related("nutzer")
        .get(pk=zustaendigkeit_id, person_id=person_id)
    )
    if not stand_pruefen(zeile, stand, {"bis": bis}):
        return zeile, False
    if bis < zeile.von:
        raise ValidationError({"bis": f"Der letzte Tag liegt vor dem Beginn am {zeile.von:%d.%m.%Y}."})
    zeile.bis = bis
    zeile.save(update_fields=["bis"])
    return zeile, True
