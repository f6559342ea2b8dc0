"""Writing attendance. One use case per function, inside the request's transaction, in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme

from .korrektur import marken_festhalten, tage_festhalten
from .models import Anwesenheit, Ausnahmeart, Ausnahmezeit, Fehlmeldung, Krankmeldung, Lernort, Status
from .queries import KUERZEL, Woche, ansprueche, massnahmekalender, woche_laden
from .rules import solltage

Marken = Mapping[tuple[int, date], str]  # Teilnahme and day → a, k, e, u or empty
LAENGSTE_KRANKMELDUNG = timedelta(days=366)


@dataclass(frozen=True)
class Widerspruch:
    """A cell that somebody else has changed meanwhile: what stood there, what stands there, what was to be written."""

    name: str
    tag: date
    gesehen: str
    jetzt: str
    neu: str


@dataclass(frozen=True)
class Gespeichert:
    """What came of a week: the week as it was read, the number of changed marks, and contradictions (then nothing was
    written)."""

    woche: Woche
    geaendert: int = 0
    widersprueche: tuple[Widerspruch, ...] = ()


def woche_speichern(
    nutzer: Any,
    massnahme: Massnahme,
    montag: date,
    lernort: str,
    gesehen: Marken,
    neu: Marken,
    stichtag: date,
    grund: str = "",
) -> Gespeichert:
    """Write the cells of a week that differ from what the user had seen; all of them or, on a contradiction, none.

    `gesehen`, `neu`: the week as the page showed it and as it was sent; `grund`: why days of a closed month change.
    Raises ValidationError for a mark that cannot stand in its cell, and for a closed month without a reason."""
    eintragen_sperren(massnahme.pk)
    woche = woche_laden(nutzer, massnahme, montag, lernort, stichtag, Aktion.ANWESENHEIT_ERFASSEN)
    zellen = woche.zellen()
    schreiben: dict[tuple[int, date], str] = {}
    widersprueche = []
    for stelle, zeichen in neu.items():
        zelle = zellen.get(stelle)
        alt = gesehen.get(stelle, "")
        if zeichen == alt or (zelle and zeichen == zelle.zeichen):
            continue
        if zelle and zelle.zeichen != alt:
            widersprueche.append(Widerspruch(zelle.name, zelle.tag, alt, zelle.zeichen, zeichen))
        elif zelle is None or (zeichen and zeichen not in zelle.moeglich) or not zelle.offen:
            raise ValidationError(_unmoeglich(stelle[1], zeichen, stichtag))
        schreiben[stelle] = zeichen
    if widersprueche:
        return Gespeichert(woche, 0, tuple(widersprueche))
    personen = {zeile.teilnahme.pk: zeile.teilnahme.person_id for zeile in woche.zeilen}
    marken_schreiben(nutzer, personen, lernort, schreiben, grund)
    return Gespeichert(woche, len(schreiben))


def _unmoeglich(tag: date, zeichen: str, stichtag: date) -> str:
    if tag > stichtag and zeichen in KUERZEL:
        return f"Am {tag:%d.%m.%Y} war noch niemand da: Im Voraus lässt sich nur krank und entschuldigt eintragen."
    return f"Am {tag:%d.%m.%Y} lässt sich für diese Person nichts eintragen."


def eintragen_sperren(massnahme: int) -> None:
    """Whoever writes marks of a measure waits for whoever writes them already: two weeks never mix unseen (DS-31)."""
    with connection.cursor() as c:
        c.execute("select pg_advisory_xact_lock(hashtext('anwesenheit'), %s)", [massnahme])


SCHREIBEN = """
insert into anwesenheit_anwesenheit (person_id, teilnahme_id, datum, lernort, status, erfasst_von_id)
select person, teilnahme, datum, %(lernort)s, status, %(nutzer)s
  from unnest(%(personen)s::bigint[], %(teilnahmen)s::bigint[], %(tage)s::date[], %(status)s::text[])
       n(person, teilnahme, datum, status)
 where status <> ''
on conflict (teilnahme_id, datum, lernort) do update
   set status = excluded.status, erfasst_von_id = excluded.erfasst_von_id
 where anwesenheit_anwesenheit.status <> excluded.status
"""
LOESCHEN = """
delete from anwesenheit_anwesenheit a using unnest(%(teilnahmen)s::bigint[], %(tage)s::date[], %(status)s::text[])
       n(teilnahme, datum, status)
 where n.status = '' and a.teilnahme_id = n.teilnahme and a.datum = n.datum and a.lernort = %(lernort)s
"""

# Told are AA/JC of the Teilnahme, else of the person, and the Regionalbüro of the measure (JPS-31). What was told
# and is no longer so is withdrawn, and the same receiver gets the correction.
BERICHTIGEN = """
with stellen as (select * from unnest(%(teilnahmen)s::bigint[], %(tage)s::date[]) n(teilnahme, datum)),
zurueck as (
  update anwesenheit_fehlmeldung f set zurueckgezogen_am = now()
    from stellen n
   where f.teilnahme_id = n.teilnahme and f.datum = n.datum and f.art = 'fehlen' and f.zurueckgezogen_am is null
     and not exists (select from anwesenheit_anwesenheit a where a.teilnahme_id = f.teilnahme_id
                        and a.datum = f.datum and a.lernort = f.lernort and a.status = 'unentschuldigt')
  returning f.*)
insert into anwesenheit_fehlmeldung (person_id, teilnahme_id, datum, lernort, art, status, empfaenger_id, bezug_id)
select z.person_id, z.teilnahme_id, z.datum, z.lernort, 'berichtigung', coalesce(a.status, ''), z.empfaenger_id, z.id
  from zurueck z
  left join anwesenheit_anwesenheit a
    on a.teilnahme_id = z.teilnahme_id and a.datum = z.datum and a.lernort = z.lernort
"""
MELDEN = """
insert into anwesenheit_fehlmeldung (person_id, teilnahme_id, datum, lernort, art, status, empfaenger_id)
select a.person_id, a.teilnahme_id, a.datum, a.lernort, 'fehlen', '', e.stelle
  from unnest(%(teilnahmen)s::bigint[], %(tage)s::date[]) n(teilnahme, datum)
  join anwesenheit_anwesenheit a
    on a.teilnahme_id = n.teilnahme and a.datum = n.datum and a.status = 'unentschuldigt'
  join teilnahme_teilnahme t on t.id = a.teilnahme_id
  join person_person p on p.id = a.person_id
  join massnahme_massnahme m on m.id = t.massnahme_id
 cross join lateral (values (coalesce(t.jobcenter_id, p.jobcenter_id)), (m.regionalbuero_id)) e(stelle)
 where e.stelle is not null
   and not exists (select from anwesenheit_fehlmeldung f where f.teilnahme_id = a.teilnahme_id and f.datum = a.datum
                      and f.lernort = a.lernort and f.empfaenger_id = e.stelle and f.art = 'fehlen'
                      and f.zurueckgezogen_am is null)
"""


def marken_schreiben(nutzer: Any, personen: Mapping[int, int], lernort: str, marken: Marken, grund: str = "") -> None:
    """Set and delete marks, and tell AA/JC and Regionalbüro at once what is unexcused or no longer so (JPS-31).

    `personen`: the person of each Teilnahme. In a closed month only with a `grund`, which is kept with before and after
    (JPS-32); ValidationError by field without one. Five statements, six in a closed month, none without marks."""
    if not marken:
        return
    marken_festhalten(nutzer, personen, lernort, marken, grund)
    werte: dict[str, Any] = {
        "lernort": lernort,
        "nutzer": nutzer.pk,
        "personen": [personen[t] for t, _ in marken],
        "teilnahmen": [t for t, _ in marken],
        "tage": [tag for _, tag in marken],
        "status": [str(KUERZEL[zeichen]) if zeichen else "" for zeichen in marken.values()],
    }
    with connection.cursor() as c:
        c.execute(SCHREIBEN, werte)
        c.execute(LOESCHEN, werte)
    melden(list(marken))


def melden(stellen: Sequence[tuple[int, date]]) -> None:
    """Bring the messages on these days of Teilnahmen in line with the marks: correct what is no longer unexcused, tell
    what is and was not told (two statements)."""
    werte: dict[str, Any] = {"teilnahmen": [teilnahme for teilnahme, _ in stellen], "tage": [tag for _, tag in stellen]}
    with connection.cursor() as c:
        c.execute(BERICHTIGEN, werte)
        c.execute(MELDEN, werte)


@transaction.atomic
def krankmeldung_eintragen(
    nutzer: Any,
    person_id: int,
    teilnahme_id: int,
    *,
    von: date,
    bis: date,
    lernort: str = Lernort.TRAEGER,
    bescheinigung_am: date | None = None,
    grund: str = "",
) -> tuple[Krankmeldung, bool]:
    """A sick note sets its days, also afterwards. One from the same day on is put right by it (a later end, the
    certificate); days that it no longer holds become open again.

    A day marked present stays: somebody was there. `grund`: why days of a closed month change. Gives the note and
    whether it is new or changed. Raises Teilnahme.DoesNotExist, ValidationError by field."""
    teilnahme = _eigene_teilnahme(nutzer, person_id, teilnahme_id)
    if bis < von:
        raise ValidationError({"bis": "Das Ende liegt vor dem Beginn."})
    if bis - von > LAENGSTE_KRANKMELDUNG:
        raise ValidationError({"bis": "Eine Krankmeldung umfasst höchstens ein Jahr."})
    eintragen_sperren(teilnahme.massnahme_id)
    alt = Krankmeldung.objects.filter(teilnahme=teilnahme, von=von).first()
    if alt and (alt.bis, alt.bescheinigung_am) == (bis, bescheinigung_am):
        return alt, False
    frueheres_ende = alt.bis if alt else bis
    meldung = alt or Krankmeldung(person_id=person_id, teilnahme=teilnahme, von=von)
    meldung.bis, meldung.bescheinigung_am, meldung.erfasst_von = bis, bescheinigung_am, nutzer
    meldung.save()
    _tage_setzen(nutzer, teilnahme, von, bis, lernort, grund)
    if frueheres_ende > bis:
        _tage_oeffnen(nutzer, teilnahme, bis + timedelta(days=1), frueheres_ende, grund)
    return meldung, True


def _eigene_teilnahme(nutzer: Any, person_id: int, teilnahme_id: int) -> Teilnahme:
    eigene = Teilnahme.objects.fuer(nutzer, Aktion.ANWESENHEIT_ERFASSEN).select_related("massnahme__traeger")
    teilnahme: Teilnahme = eigene.get(pk=teilnahme_id, person_id=person_id)
    return teilnahme


def _tage_setzen(nutzer: Any, teilnahme: Teilnahme, von: date, bis: date, lernort: str, grund: str) -> None:
    """Target days without a mark get one at `lernort`; marks of any place that say absent become sick."""
    massnahme = teilnahme.massnahme
    anspruch = ansprueche(massnahme, [teilnahme])[teilnahme.pk]
    soll = solltage(massnahmekalender(massnahme, von, bis), anspruch, von, bis)
    vorhanden = _marken_von(teilnahme, von, bis)
    belegt = {tag for tag, _, _ in vorhanden}
    for ort in Lernort.values:
        tage = [tag for tag, o, status in vorhanden if o == ort and status not in (Status.ANWESEND, Status.KRANK)]
        if ort == lernort:
            tage += [tag for tag in soll if tag not in belegt]
        _einheitlich(nutzer, teilnahme, ort, tage, "k", grund)


def _tage_oeffnen(nutzer: Any, teilnahme: Teilnahme, von: date, bis: date, grund: str) -> None:
    for ort in Lernort.values:
        tage = [t for t, o, status in _marken_von(teilnahme, von, bis) if o == ort and status == Status.KRANK]
        _einheitlich(nutzer, teilnahme, ort, tage, "", grund)


def _marken_von(teilnahme: Teilnahme, von: date, bis: date) -> list[tuple[date, str, str]]:
    marken = Anwesenheit.objects.filter(teilnahme=teilnahme, datum__range=(von, bis))
    return list(marken.values_list("datum", "lernort", "status"))


def _einheitlich(
    nutzer: Any, teilnahme: Teilnahme, lernort: str, tage: Sequence[date], zeichen: str, grund: str
) -> None:
    personen = {teilnahme.pk: teilnahme.person_id}
    marken_schreiben(nutzer, personen, lernort, {(teilnahme.pk, tag): zeichen for tag in tage}, grund)


@transaction.atomic
def ausnahme_eintragen(
    nutzer: Any,
    person_id: int,
    teilnahme_id: int,
    *,
    art: str,
    von: date,
    bis: date | None,
    wochentage: Sequence[int],
    grund: str = "",
) -> tuple[Ausnahmezeit, bool]:
    """Days of a Teilnahme that are no target days; one of the same kind and begin is put right by it. Marks stay.

    `grund`: why days of a closed month change. Raises Teilnahme.DoesNotExist, ValidationError by field."""
    teilnahme = _eigene_teilnahme(nutzer, person_id, teilnahme_id)
    if bis is not None and bis < von:
        raise ValidationError({"bis": "Das Ende liegt vor dem Beginn."})
    if bis is None and not wochentage and art == Ausnahmeart.URLAUB:
        raise ValidationError({"bis": "Urlaub braucht ein Ende."})
    eintragen_sperren(teilnahme.massnahme_id)
    werte = {"bis": bis, "wochentage": sorted(set(wochentage))}
    zeit = Ausnahmezeit.objects.filter(teilnahme=teilnahme, art=art, von=von).first()
    if zeit and {name: getattr(zeit, name) for name in werte} == werte:
        return zeit, False
    vorher = ansprueche(teilnahme.massnahme, [teilnahme])[teilnahme.pk]
    zeit = zeit or Ausnahmezeit(person_id=person_id, teilnahme=teilnahme, art=art, von=von)
    zeit.bis, zeit.wochentage, zeit.erfasst_von = bis, werte["wochentage"], nutzer
    zeit.save()
    tage_festhalten(nutzer, teilnahme, vorher, von, grund)
    return zeit, True


def kenntnis_nehmen(nutzer: Any, meldung: Fehlmeldung) -> bool:
    """Note that the receiver knows of it; False when somebody had noted it before. `meldung` was fetched for them."""
    offene = Fehlmeldung.objects.filter(pk=meldung.pk, kenntnis_am__isnull=True)
    return bool(offene.update(kenntnis_am=timezone.now(), kenntnis_von=nutzer))
