"""Reads for pages: cases, rates, preventive list and verdicts from the live database, each in one statement.

The judging is the compiled definition (`uebersetzung`); here it is narrowed to what the user may see and asked for, and
joined with names, sign-offs and strategies. `nutzer` is the first wall, row security the second. None is for work
without a user, and for a page that names persons or Teilnahmen which it has just fetched for its user: planning the
wall a second time costs more than the answer.

`regelwerk`: one name judges everything by that rule set. None judges every Teilnahme by the rule set of its own office
("on screen each office's own holds"), some names the same for the offices that work by one of them, which is cheaper
when the page knows them. A Teilnahme of an office without a rule set is then left out; no name at all judges nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet

from wegplan.domains.person.models import Person

from .gestalt import MERKMALE, Gestalt
from .live import ausfuehren, ausfuehren_benannt, ausfuehren_vorbereitet
from .quelle import DATENBANK
from .rules import prozent, regelwerke, wilson
from .uebersetzung import anweisung, geordnet
from .urteil import Urteil, aus_zeilen

Regelwerke = str | Collection[str] | None
KLEINE_GRUPPE = 30  # a rate of fewer cases carries its interval (AW-04)
NUR = {
    "alle": "true",
    "gezaehlt": "a.gezaehlt",
    "erfuellt": "a.erfuellt_ies",
    "nicht_erfuellt": "a.gezaehlt and not a.erfuellt_ies",  # the error list AM-21
    "nicht_erfuellt_iws": "a.gezaehlt and not a.erfuellt_iws",
}


@dataclass(frozen=True)
class Filter:
    """Narrows the Teilnahmen before they are judged; an empty part narrows nothing. Codes as in chapter 80 (`kennung`,
    `massnahmenummer`, Förderart; "" for those without), numbers of the database for `personen` and `teilnahmen`."""

    jobcenter: Sequence[str] = ()
    team: Sequence[str] = ()
    traeger: Sequence[str] = ()
    massnahme: Sequence[str] = ()
    foerderart: Sequence[str] = ()
    personen: Sequence[int] = ()
    teilnahmen: Sequence[int] = ()

    def werte(self) -> dict[str, list[Any]]:
        """Parameters by the name of their filter."""
        alle = {name: getattr(self, name) for name in MERKMALE}
        alle |= {"person": self.personen, "teilnahme": self.teilnahmen}
        return {name: list(werte) for name, werte in alle.items() if werte}


@dataclass(frozen=True)
class Zeichen:
    """A sign-off (AM-23)."""

    pk: int
    handzeichen: str
    notiz: str
    abgezeichnet_am: datetime
    nutzer_id: int


@dataclass(frozen=True, kw_only=True)
class Listenzeile:
    """What both lists show of a Teilnahme. `pk` is its number; codes as in chapter 80."""

    pk: int
    person_id: int
    regelwerk: str
    teilnahme_id: str
    nachname: str
    vorname: str
    kundennummer: str | None
    sortierung: str
    jobcenter: str | None
    team: str | None
    traeger: str | None
    massnahme: str
    massnahme_titel: str
    foerderart: str
    eintritt: date
    geplantes_ende: date | None
    austritt: date | None
    zeichen: Zeichen | None


@dataclass(frozen=True, kw_only=True)
class Fall(Listenzeile):
    """An exit with its answer (AM-12, AM-13). What does not apply is None; `nachgetragen`: fulfilled only by records
    entered after the exit with an earlier day (PX-03)."""

    gezaehlt: bool
    ausschlussgrund: str | None
    erfuellt_ies: bool | None
    gruende_ies: tuple[str, ...]
    erfuellt_iws: bool | None
    gruende_iws: tuple[str, ...]
    vereinbarung_id: str | None
    vermittlung_id: str | None
    nachgetragen: bool


@dataclass(frozen=True, kw_only=True)
class Vorschauzeile(Listenzeile):
    """A row of the preventive list (AM-20). `strategie_seit`: begin of the strategy Absolventenmanagement that holds
    on the reference day, None when it has not been started. `nachgetragen`: an element is done only by records entered
    after the planned end with an earlier day (PX-03)."""

    vereinbarung: str
    vermittlung: str
    tage_bis_ende: int
    strategie_seit: date | None
    nachgetragen: bool


@dataclass(frozen=True)
class Quote:
    """Rates of one group (AM-15): `gruppe` by the names of the groups asked for, None for "without"; the month as
    2025-03. The iwS parts are None where the rule set knows none."""

    gruppe: dict[str, str | None]
    gezaehlt: int
    erfuellt_ies: int
    quote_ies: Decimal
    gezaehlt_iws: int | None
    erfuellt_iws: int | None
    quote_iws: Decimal | None

    @property
    def intervall(self) -> tuple[Decimal, Decimal] | None:
        """95 % interval of the ieS rate in percent, for small groups only (AW-04)."""
        return wilson(self.erfuellt_ies, self.gezaehlt) if self.gezaehlt < KLEINE_GRUPPE else None


def faelle(
    regelwerk: Regelwerke,
    von: date,
    bis: date,
    *,
    nutzer: Any,
    aktion: str = "auswertung_faelle",
    filter: Filter = Filter(),
    nur: str = "alle",
) -> list[Fall]:
    """Exits from `von` to `bis`, by name of the person. `nur`: of NUR. The sign-off is that of the error list."""
    zeilen = _liste("faelle", regelwerk, {"von": von, "bis": bis}, nutzer, aktion, filter, _FAELLE, NUR[nur])
    return [
        Fall(**{**z, "gruende_ies": _teile(z["gruende_ies"]), "gruende_iws": _teile(z["gruende_iws"])}) for z in zeilen
    ]


def vorschau(
    regelwerk: Regelwerke,
    stichtag: date,
    *,
    nutzer: Any,
    aktion: str = "vorschau_sehen",
    filter: Filter = Filter(),
) -> list[Vorschauzeile]:
    """The preventive list on `stichtag` (AM-20), by name of the person, with the sign-offs of its month."""
    return [
        Vorschauzeile(**z)
        for z in _liste("vorschau", regelwerk, {"stichtag": stichtag}, nutzer, aktion, filter, _VORSCHAU, "true")
    ]


def quoten(
    regelwerk: str,
    von: date,
    bis: date,
    gruppen: Sequence[str] = (),
    *,
    nutzer: Any,
    aktion: str = "auswertung_sehen",
    filter: Filter = Filter(),
) -> list[Quote]:
    """Rates by `gruppen` (of gestalt.GRUPPEN), only groups with at least one counted case, ordered by the groups.

    One rule set at a time: rates by different rules do not add up."""
    werte = filter.werte()
    gruppen = tuple(gruppen)
    frage = anweisung(regelwerk, DATENBANK, "quoten", Gestalt(gruppen, frozenset(werte)))
    spalten = (*gruppen, "gezaehlt", "erfuellt_ies", "zehntel_ies", "gezaehlt_iws", "erfuellt_iws", "zehntel_iws")
    wand, wand_werte = erste_wand(nutzer, aktion)
    zeilen = ausfuehren(geordnet(frage, spalten, gruppen), {"von": von, "bis": bis, **werte, **wand_werte}, wand)
    return [
        Quote(
            dict(zip(gruppen, kopf, strict=True)),
            n,
            ies,
            prozent(z_ies),
            n_iws,
            iws,
            prozent(z_iws) if iws is not None else None,
        )
        for *kopf, n, ies, z_ies, n_iws, iws, z_iws in zeilen
    ]


def urteile(
    regelwerk: Regelwerke,
    stichtag: date,
    *,
    nutzer: Any,
    aktion: str = "vermittlung_lesen",
    filter: Filter,
) -> list[Urteil]:
    """Verdicts of the Teilnahmen that `filter` names (personen, teilnahmen, …), with every record in the window.

    Sentences for them: `saetze`."""
    if regelwerk is not None and not regelwerk:
        return []
    sql, werte = _je_regelwerk("urteile", regelwerk, filter, frozenset({"jobcenter"}))
    wand, wand_werte = erste_wand(nutzer, aktion)
    zeilen = ausfuehren_vorbereitet(f"select * from {sql}", {"stichtag": stichtag, **werte, **wand_werte}, wand)
    return aus_zeilen(zeilen, stichtag)


def erste_wand(nutzer: Any, aktion: str) -> tuple[str, dict[str, Any]]:
    """The first wall as a condition on a row `t` of teilnahme_teilnahme, with its parameters."""
    if nutzer is None:
        return "true", {}
    personen = Person.objects.fuer(nutzer, aktion).values("pk").order_by()
    if not personen.query.where:
        return "true", {}
    try:
        sql, werte = personen.query.sql_with_params()
    except EmptyResultSet:
        return "false", {}
    namen = [f"wand_{nummer}" for nummer in range(len(werte))]
    benannt = sql % tuple(f"%({name})s" for name in namen)
    # "is true" keeps it a set to look up in; without, it becomes a join that PostgreSQL expects to leave one row
    return f"(t.person_id in ({benannt})) is true", dict(zip(namen, werte, strict=True))


# --- the statements around the definition ----------------------------------------------------------------------

_KOPF = """select a.schluessel as pk, a.p as person_id, a.regelwerk, a.teilnahme_id, p.nachname, p.vorname,
  p.kundennummer, p.sortierung, a.jobcenter, a.team, a.traeger, a.massnahme, m.titel as massnahme_titel, a.foerderart,
  t.eintritt, t.geplantes_ende, t.austritt, z.id as z_pk, z.handzeichen as z_handzeichen, z.notiz as z_notiz,
  z.abgezeichnet_am as z_abgezeichnet_am, z.nutzer_id as z_nutzer_id"""
_VERBUND = """from antwort a
  join teilnahme_teilnahme t on t.id = a.schluessel
  join person_person p on p.id = a.p
  join massnahme_massnahme m on m.id = t.massnahme_id
  left join auswertung_abzeichnung z on z.teilnahme_id = a.schluessel"""
_ORDNUNG = "order by p.sortierung, p.id, t.id"
_FAELLE = (
    f"{_KOPF}, a.gezaehlt, a.ausschlussgrund, a.erfuellt_ies, a.gruende_ies, a.erfuellt_iws, a.gruende_iws,"
    " a.vereinbarung_id, a.vermittlung_id, coalesce(a.nachgetragen, false) as nachgetragen",
    f"{_VERBUND} and z.liste = 'fehlerliste' and z.monat = date_trunc('month', a.austritt)::date",
)
_VORSCHAU = (
    f"{_KOPF}, a.vereinbarung, a.vermittlung, a.tage_bis_ende::int as tage_bis_ende,"
    """ (select max(h.begonnen_am) from vermittlung_handlungsstrategie h
          where h.person_id = a.p and h.art = 'absolventenmanagement' and h.begonnen_am <= %(stichtag)s
            and (h.beendet_am is null or h.beendet_am >= %(stichtag)s)) as strategie_seit, a.nachgetragen""",
    f"{_VERBUND} and z.liste = 'vorschau' and z.monat = date_trunc('month', %(stichtag)s::date)::date",
)
_ZEICHEN = [feld.name for feld in fields(Zeichen)]


def _liste(
    frage: str,
    regelwerk: Regelwerke,
    tage: dict[str, date],
    nutzer: Any,
    aktion: str,
    filter: Filter,
    form: tuple[str, str],
    bedingung: str,
) -> list[dict[str, Any]]:
    """Rows of a list, joined with what the page shows beside the answer."""
    if regelwerk is not None and not regelwerk:
        return []
    antwort, werte = _je_regelwerk(frage, regelwerk, filter, frozenset(MERKMALE))
    kopf, verbund = form
    sql = f", antwort as (select * from {antwort}) {kopf} {verbund} where {bedingung} {_ORDNUNG}"
    wand, wand_werte = erste_wand(nutzer, aktion)
    return [_mit_zeichen(zeile) for zeile in ausfuehren_benannt(sql, {**tage, **werte, **wand_werte}, wand)]


def _mit_zeichen(zeile: dict[str, Any]) -> dict[str, Any]:
    zeichen = {name: zeile.pop(f"z_{name}") for name in _ZEICHEN}
    return {**zeile, "zeichen": Zeichen(**zeichen) if zeichen["pk"] else None}


def _je_regelwerk(
    frage: str, regelwerk: Regelwerke, filter: Filter, merkmale: frozenset[str]
) -> tuple[str, dict[str, Any]]:
    """`frage` by one rule set, or by each for the offices that work by it, as a table with a column `regelwerk`."""
    werte: dict[str, Any] = filter.werte()
    jedes_eigene = not isinstance(regelwerk, str)
    namen = [regelwerk] if isinstance(regelwerk, str) else sorted(regelwerke() if regelwerk is None else regelwerk)
    gestalt = Gestalt((), frozenset(werte) | ({"amt"} if jedes_eigene else set()), merkmale)
    teile = []
    for nummer, name in enumerate(namen):
        platz = f"regelwerk_{nummer}"
        werte[platz] = name
        sql = anweisung(name, DATENBANK, frage, gestalt).sql
        sql = sql.replace(
            "%(amt)s", f"array(select kennung from organisation_organisation where regelwerk = %({platz})s)"
        )
        teile.append(f"select %({platz})s as regelwerk, antwort.* from ({sql}) as antwort")
    return f"({' union all '.join(teile)}) as antworten", werte


def _teile(text: str | None) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()
