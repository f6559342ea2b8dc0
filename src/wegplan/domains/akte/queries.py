"""Reading the file of one person in three statements: the person, the Teilnahmen, what was agreed, proposed and done.

The person is fetched "for this user"; what hangs on it is then read by its number (row security stands behind)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.http import Http404

from wegplan.domains.massnahme.models import Feldklasse
from wegplan.domains.organisation.access import Aktion, Rolle
from wegplan.domains.person.models import Person, Zustaendigkeitsgrund
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import klassen, mit_nachschau
from wegplan.domains.vermittlung.models import Handlungsstrategie, Vereinbarung, Vermittlung
from wegplan.domains.vorgang.models import Vorgang


@dataclass(frozen=True)
class Zustaendig:
    """An assignment of a colleague as the page shows it."""

    id: int
    name: str
    rolle: str
    grund: str
    von: date
    bis: date | None

    def gilt(self, stichtag: date) -> bool:
        return self.von <= stichtag and (self.bis is None or self.bis >= stichtag)


@dataclass(frozen=True)
class Aktenvorgang:
    """A Vorgang and the name of who entered it, empty when it came by import. `termin`: time, place and occasion of
    an invitation."""

    vorgang: Vorgang
    von: str
    termin: str = ""


@dataclass
class Akte:
    """One person's file as far as the user may read it. `klassen`: the classes of data allowed (DS-05)."""

    person: Person
    stichtag: date
    klassen: frozenset[str]
    darf_vermittlung: bool
    darf_vorgang: bool
    teilnahmen: list[Teilnahme]
    zustaendigkeiten: list[Zustaendig] = field(default_factory=list)
    vereinbarungen: list[Vereinbarung] = field(default_factory=list)
    vermittlungen: list[Vermittlung] = field(default_factory=list)
    strategien: list[Handlungsstrategie] = field(default_factory=list)
    vorgaenge: list[Aktenvorgang] = field(default_factory=list)

    @property
    def zustaendige(self) -> list[Zustaendig]:
        """Who is responsible on the reference day."""
        return [z for z in self.zustaendigkeiten if z.gilt(self.stichtag)]

    @property
    def zustaendige_namen(self) -> str:
        return ", ".join(dict.fromkeys(z.name for z in self.zustaendige)) or "niemand"

    @property
    def laufende(self) -> list[Teilnahme]:
        """Running Teilnahmen, the one that ends next first."""
        laufen = [t for t in self.teilnahmen if t.eintritt <= self.stichtag and not _beendet(t, self.stichtag)]
        return sorted(laufen, key=lambda t: t.geplantes_ende or date.max)

    @property
    def alter(self) -> int | None:
        geboren = self.person.geburtsdatum
        if geboren is None or Feldklasse.STAMMDATEN not in self.klassen:
            return None
        return jahre(geboren, self.stichtag)


def _beendet(teilnahme: Teilnahme, stichtag: date) -> bool:
    return teilnahme.austritt is not None and teilnahme.austritt <= stichtag


def jahre(geboren: date, stichtag: date) -> int:
    """Age in whole years; born on 29 February, the birthday is 1 March in other years."""
    return stichtag.year - geboren.year - ((stichtag.month, stichtag.day) < (geboren.month, geboren.day))


def akte_laden(nutzer: Any, pk: int, stichtag: date, aktion: str = Aktion.PERSON_LESEN) -> Akte:
    """The whole file. Raises Http404 for an unknown person and for one the user may not do `aktion` with."""
    person = Person.objects.fuer(nutzer, aktion).select_related("jobcenter", "team").filter(pk=pk).first()
    if person is None:
        raise Http404
    teilnahmen = mit_nachschau(Teilnahme.objects.filter(person_id=pk).in_eigenen_massnahmen(nutzer))
    teilnahmen = teilnahmen.select_related("massnahme__traeger", "jobcenter").order_by("-eintritt", "-pk")
    darf_vermittlung = _darf(nutzer, pk, aktion, Aktion.VERMITTLUNG_LESEN)
    darf_vorgang = _darf(nutzer, pk, aktion, Aktion.VORGANG_LESEN)
    akte = Akte(person, stichtag, frozenset(), darf_vermittlung, darf_vorgang, list(teilnahmen))
    akte.klassen = klassen(nutzer, akte.teilnahmen, stichtag)
    eintraege = _eintraege(pk, akte.darf_vermittlung, akte.darf_vorgang)
    if Feldklasse.VERWALTUNG in akte.klassen:
        akte.zustaendigkeiten = [_zustaendig(z) for z in eintraege if z.typ == "Zustaendigkeit"]
    akte.vereinbarungen = [_vereinbarung(pk, e) for e in eintraege if e.typ == "Vereinbarung"]
    akte.vermittlungen = [_vermittlung(pk, e) for e in eintraege if e.typ == "Vermittlung"]
    akte.strategien = [_strategie(pk, e) for e in eintraege if e.typ == "Handlungsstrategie"]
    akte.vorgaenge = [Aktenvorgang(_vorgang(pk, e), e.wer, e.termin) for e in eintraege if e.typ == "Vorgang"]
    return akte


def _darf(nutzer: Any, pk: int, aktion: str, lesen: str) -> bool:
    """Whether the user may do `lesen` with this person, fetched for `aktion`."""
    if not nutzer.darf(lesen):
        return False
    if nutzer.schluessel(aktion) == nutzer.schluessel(lesen):
        return True  # both reach equally far, as the access table stands
    return Person.objects.fuer(nutzer, lesen).filter(pk=pk).exists()


class Eintrag(NamedTuple):
    """A row of the union below: one assignment, Vereinbarung, Vermittlung, strategy or Vorgang.

    `bezug_id`: the predecessor of a Vereinbarung, the Teilnahme of a Vorgang; `wort`: role, kind of job, result."""

    typ: str
    id: int
    kennzeichen: str
    art: str
    tag: date
    bis: date | None
    erfasst_am: datetime  # none for an assignment
    bezug_id: int | None
    wort: str
    sv_pflichtig: bool | None
    stelle_betreut: bool | None
    profil_betreut: bool | None
    notiz: str
    wer: str
    termin: str


# Written by hand: five tables in one statement, and the framework needs longer to put it together than the
# database to run it. The person was fetched "for this user" before; row security stands behind.
_NAME = "coalesce(nullif(trim(n.first_name || ' ' || n.last_name), ''), n.username)"
_ZUSTAENDIGKEITEN = f"""
select 'Zustaendigkeit', z.id, {_NAME}, z.grund, z.von, z.bis,
       null::timestamptz, null::bigint, z.rolle, null::boolean, null::boolean, null::boolean, '', '', ''
  from person_zustaendigkeit z join organisation_nutzer n on n.id = z.nutzer_id where z.person_id = %(person)s"""
_BELEGE = """
union all
select 'Vereinbarung', id, vereinbarung_id, art, abgeschlossen_am, gueltig_bis, erfasst_am, vorgaenger_id, '',
       null, null, null, '', '', ''
  from vermittlung_vereinbarung where person_id = %(person)s
union all
select 'Vermittlung', id, vermittlung_id, art, unterbreitet_am, null, erfasst_am, null, stellenart,
       sv_pflichtig, stelle_betreut, profil_betreut, '', '', ''
  from vermittlung_vermittlung where person_id = %(person)s
union all
select 'Handlungsstrategie', id, handlungsstrategie_id, art, begonnen_am, beendet_am, erfasst_am, null, '',
       null, null, null, '', '', ''
  from vermittlung_handlungsstrategie where person_id = %(person)s"""
_VORGAENGE = f"""
union all
select 'Vorgang', v.id, vorgang_id, art, tag, null, erfasst_am, teilnahme_id, ergebnis,
       null, null, null, notiz, coalesce({_NAME}, ''),
       concat_ws(', ', to_char(v.uhrzeit, 'HH24:MI "Uhr"'), nullif(v.ort, ''), nullif(v.anlass, ''))
  from vorgang_vorgang v left join organisation_nutzer n on n.id = v.erfasst_von_id where person_id = %(person)s"""


def _eintraege(pk: int, mit_belegen: bool, mit_vorgaengen: bool) -> list[Eintrag]:
    """Who is responsible and, where allowed, what was agreed, proposed and done; the latest first."""
    teile = [_ZUSTAENDIGKEITEN, _BELEGE if mit_belegen else "", _VORGAENGE if mit_vorgaengen else ""]
    sql = f"{''.join(teile)} order by 5 desc, 2 desc"
    with connection.cursor() as c:
        c.execute(sql, {"person": pk})
        return [Eintrag(*zeile) for zeile in c.fetchall()]


def _zustaendig(e: Eintrag) -> Zustaendig:
    """`rolle` may be a code that only the data package knows."""
    rolle = Rolle(e.wort).label if e.wort in Rolle.values else e.wort
    return Zustaendig(e.id, e.kennzeichen, rolle, Zustaendigkeitsgrund(e.art).label, e.tag, e.bis)


def _vereinbarung(pk: int, e: Eintrag) -> Vereinbarung:
    return Vereinbarung(
        pk=e.id,
        person_id=pk,
        vereinbarung_id=e.kennzeichen,
        art=e.art,
        abgeschlossen_am=e.tag,
        gueltig_bis=e.bis,
        vorgaenger_id=e.bezug_id,
        erfasst_am=e.erfasst_am,
    )


def _vermittlung(pk: int, e: Eintrag) -> Vermittlung:
    return Vermittlung(
        pk=e.id,
        person_id=pk,
        vermittlung_id=e.kennzeichen,
        art=e.art,
        unterbreitet_am=e.tag,
        stellenart=e.wort,
        sv_pflichtig=e.sv_pflichtig,
        stelle_betreut=e.stelle_betreut,
        profil_betreut=e.profil_betreut,
        erfasst_am=e.erfasst_am,
    )


def _strategie(pk: int, e: Eintrag) -> Handlungsstrategie:
    return Handlungsstrategie(
        pk=e.id,
        person_id=pk,
        handlungsstrategie_id=e.kennzeichen,
        art=e.art,
        begonnen_am=e.tag,
        beendet_am=e.bis,
        erfasst_am=e.erfasst_am,
    )


def _vorgang(pk: int, e: Eintrag) -> Vorgang:
    return Vorgang(
        pk=e.id,
        person_id=pk,
        vorgang_id=e.kennzeichen,
        teilnahme_id=e.bezug_id,
        art=e.art,
        tag=e.tag,
        ergebnis=e.wort,
        notiz=e.notiz,
        erfasst_am=e.erfasst_am,
    )
