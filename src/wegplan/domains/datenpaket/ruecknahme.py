"""Undoing a wrong import from the histories (PX-13): what it inserted goes, what it changed gets its old values.

Refused when anything of it was changed since, or is used by something that came later: an undo must not take
other people's work with it. Set-based: a few statements per table, however large the import was.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pghistory
from django.apps import apps
from django.db import IntegrityError, connection, models
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from wegplan.domains.anwesenheit.models import Krankmeldung
from wegplan.domains.beleg.arten import KRANKMELDUNG, ZERTIFIKAT
from wegplan.domains.beleg.models import Beleg
from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.foerderplan.arten import FASSUNG
from wegplan.domains.foerderplan.models import Einschaetzung, Planfassung
from wegplan.domains.foerderung.models import Foerderleistung, Zertifikat
from wegplan.domains.gespraech.models import Gespraech
from wegplan.domains.mitsprache.models import Eigenwort, Wortart
from wegplan.domains.paketform.abbildung import MODELLE, abbildungen
from wegplan.domains.paketform.kind import reisende
from wegplan.domains.profiling.models import Auftaktgespraech, Schutzteil
from wegplan.domains.stufenwechsel.models import Unterbrechung
from wegplan.domains.verfahren.models import Schritt
from wegplan.kit.exchange.regeln import q

from .arbeitsgang import arbeitsgang
from .models import Datenimport
from .schritte import BERUEHRT, schritte_ableiten
from .sicht import EINZELN

# fields of Art. 9 that a user who may read the rest of the row must not see (DS-05)
BESONDERS: dict[type[models.Model], tuple[str, ...]] = {
    Foerderleistung: ("inhalt",),
    Gespraech: ("inhalt",),
    Unterbrechung: ("art",),
    Eigenwort: ("stufe", "text"),
    Entwicklungsbericht: ("rueckgabegrund",),
    Einschaetzung: ("selbst_stufe", "selbst_text", "fach_stufe", "fach_text"),
    Auftaktgespraech: ("betreuung", "unterstuetzung"),
    Schutzteil: ("texte",),
}
# what answers and papers name by a word and a number
BEANTWORTET: dict[type[models.Model], str] = {
    Planfassung: Wortart.PLAN.value,
    Entwicklungsbericht: Wortart.BERICHT.value,
}
BELEGT: dict[type[models.Model], str] = {Planfassung: FASSUNG, Krankmeldung: KRANKMELDUNG, Zertifikat: ZERTIFIKAT}
ZWECK = "Einlesen zurücknehmen"


class RuecknahmeAbgelehnt(Exception):
    """`args` are German sentences that say why."""


@dataclass(frozen=True)
class Umfang:
    """How much of one table an undo touches."""

    titel: str
    neu: int
    geaendert: int


@dataclass(frozen=True)
class Aenderung:
    """One value that comes back, as people read it: `jetzt` as the import wrote it, `dann` as it was before."""

    titel: str
    kennzeichen: str
    feld: str
    jetzt: str
    dann: str


@dataclass(frozen=True)
class Verlaufstabelle:
    """A model with its history. All SQL below takes the import's context as the parameter `kontext`."""

    modell: type[models.Model]

    @property
    def db(self) -> str:
        return self.modell._meta.db_table

    @property
    def verlauf(self) -> str:
        return f"{self.db}event"

    @property
    def titel(self) -> str:
        return str(self.modell._meta.verbose_name_plural)

    @property
    def felder(self) -> list[models.Field]:
        """The columns that the history keeps, without the number."""
        ereignis = apps.get_model(self.modell._meta.app_label, f"{self.modell.__name__}Event")
        namen = {f.name for f in ereignis._meta.concrete_fields} - {"id"}
        return [f for f in self.modell._meta.concrete_fields if f.name in namen]

    def nummern(self, art: str) -> str:
        """SQL: the rows that the import inserted or updated."""
        return f"select pgh_obj_id from {self.verlauf} where pgh_context_id = %(kontext)s and pgh_label = '{art}'"

    def vorher(self) -> str:
        """SQL: for each updated row the history entry before the import."""
        return (
            f"select v.*, u.pgh_obj_id as zu_objekt from {self.verlauf} u join lateral (select * from {self.verlauf} v"
            " where v.pgh_obj_id = u.pgh_obj_id and v.pgh_id < u.pgh_id order by v.pgh_id desc limit 1) v on true"
            " where u.pgh_context_id = %(kontext)s and u.pgh_label = 'update'"
        )


def tabellen() -> list[Verlaufstabelle]:
    """What an import writes; what is referred to comes first."""
    return [Verlaufstabelle(m) for m in reisende()]


def umfang(datenimport: Datenimport) -> list[Umfang]:
    """What an undo would touch, by table; tables without change are left out."""
    ergebnis = []
    with connection.cursor() as c:
        for t in tabellen():
            c.execute(
                "select count(*) filter (where pgh_label = 'insert'), count(*) filter (where pgh_label = 'update')"
                f" from {t.verlauf} where pgh_context_id = %(kontext)s",
                {"kontext": datenimport.kontext},
            )
            neu, geaendert = c.fetchone()
            if neu or geaendert:
                ergebnis.append(Umfang(t.titel, neu, geaendert))
    return ergebnis


def hindernisse(datenimport: Datenimport) -> list[str]:
    """Sentences on what forbids the undo; empty when it is possible."""
    if datenimport.zurueckgenommen:
        return ["Dieses Einlesen ist schon zurückgenommen."]
    if datenimport.kontext is None:
        return ["Dieses Einlesen hat nichts geändert; es gibt nichts zurückzunehmen."]
    saetze = []
    with connection.cursor() as c:
        for t in tabellen():
            if anzahl := _spaeter_geaendert(c, t, datenimport):
                saetze.append(f"{t.titel}: {anzahl} Datensätze sind seitdem geändert oder gelöscht worden.")
            for titel, anzahl in _spaeter_verwendet(c, t, datenimport):
                saetze.append(f"{t.titel}: {anzahl} Datensätze werden inzwischen verwendet ({titel}).")
    return saetze


def zuruecknehmen(datenimport: Datenimport, nutzer: Any, grund: str) -> None:
    """Undo the import, in one transaction, as wegplan_dienst. `nutzer` None = the command line.

    The undo stands in the histories like every other change. Raises RuecknahmeAbgelehnt."""
    try:
        with arbeitsgang(ZWECK, nutzer) as c:
            datenimport.refresh_from_db()
            if saetze := hindernisse(datenimport):
                raise RuecknahmeAbgelehnt(*saetze)
            with pghistory.context(ruecknahme=datenimport.pk, grund=grund):
                _umkehren(c, datenimport)
                c.execute("set constraints all immediate")
                c.execute("set constraints all deferred")
                _sicht_erneuern(c, datenimport)
            datenimport.zurueckgenommen_am = timezone.now()
            datenimport.zurueckgenommen_von, datenimport.grund = nutzer, grund
            datenimport.save(update_fields=["zurueckgenommen_am", "zurueckgenommen_von", "grund"])
    except IntegrityError as e:
        raise RuecknahmeAbgelehnt(
            "Der alte Stand passt nicht mehr zu dem, was seitdem eingetragen wurde (zum Beispiel überschneiden sich "
            "Teilnahmen)."
        ) from e


def aenderungen(datenimport: Datenimport, hoechstens: int) -> list[Aenderung]:
    """The first values that would come back, in the order of the tables."""
    ergebnis: list[Aenderung] = []
    for t in tabellen():
        if len(ergebnis) >= hoechstens:
            break
        ergebnis += _aenderungen(t, datenimport, hoechstens - len(ergebnis))
    return ergebnis[:hoechstens]


def betroffene(datenimport: Datenimport, hoechstens: int) -> list[int]:
    """Numbers of the persons whose values `aenderungen` shows, for the trace."""
    nummern: dict[int, None] = {}
    rest = hoechstens
    for t in tabellen():
        namen = {f.name for f in t.felder}
        spalte = "pgh_obj_id" if t.modell._meta.model_name == "person" else "person_id" if "person" in namen else ""
        if not spalte or rest <= 0:
            continue
        with connection.cursor() as c:
            c.execute(
                f"select {spalte} from {t.verlauf} where pgh_context_id = %(kontext)s and pgh_label = 'update'"
                " order by pgh_id limit %(rest)s",
                {"kontext": datenimport.kontext, "rest": rest},
            )
            nummern |= dict.fromkeys(n for (n,) in c.fetchall())
    return list(nummern)


def _umkehren(c: CursorWrapper, datenimport: Datenimport) -> None:
    """First what came goes, the last table first; then the old values find their room again."""
    werte = {"kontext": datenimport.kontext}
    for t in reversed(tabellen()):
        c.execute(f"select exists ({t.nummern('insert')})", werte)
        if c.fetchone()[0]:
            c.execute(f"delete from {t.db} where id in ({t.nummern('insert')})", werte)
    for t in tabellen():
        c.execute(f"select exists ({t.nummern('update')})", werte)
        if c.fetchone()[0]:
            spalten = ", ".join(f"{q(str(f.column))} = v.{q(str(f.column))}" for f in t.felder)
            c.execute(f"update {t.db} d set {spalten} from ({t.vorher()}) v where d.id = v.zu_objekt", werte)


def _spaeter_geaendert(c: CursorWrapper, t: Verlaufstabelle, datenimport: Datenimport) -> int:
    c.execute(
        f"select count(distinct e.pgh_obj_id) from {t.verlauf} e where e.pgh_context_id = %(kontext)s and ("
        f" exists (select from {t.verlauf} s where s.pgh_obj_id = e.pgh_obj_id and s.pgh_id > e.pgh_id"
        "  and s.pgh_context_id is distinct from e.pgh_context_id)"
        f" or e.pgh_label = 'update' and not exists (select from {t.verlauf} v"
        "  where v.pgh_obj_id = e.pgh_obj_id and v.pgh_id < e.pgh_id))",
        {"kontext": datenimport.kontext},
    )
    return c.fetchone()[0]


def _spaeter_verwendet(c: CursorWrapper, t: Verlaufstabelle, datenimport: Datenimport) -> Iterator[tuple[str, int]]:
    """Rows that point to something the import inserted, without having come or changed with it."""
    eigene = {e.modell: e for e in tabellen()}
    c.execute(f"select exists ({t.nummern('insert')})", {"kontext": datenimport.kontext})
    if not c.fetchone()[0]:
        return
    for von, bedingung in _verweise_auf(t):
        ausnahme = ""
        if eigen := eigene.get(von):
            ausnahme = (
                f" and not exists (select from {eigen.verlauf} e where e.pgh_obj_id = d.id"
                " and e.pgh_context_id = %(kontext)s)"
            )
        elif von is Schritt:
            ausnahme = f" and {BERUEHRT}"
        c.execute(
            f"select count(*) from {von._meta.db_table} d where {bedingung}{ausnahme}",
            {"kontext": datenimport.kontext},
        )
        if anzahl := c.fetchone()[0]:
            yield str(von._meta.verbose_name_plural), anzahl


def _verweise_auf(t: Verlaufstabelle) -> Iterator[tuple[type[models.Model], str]]:
    """Tables that point to this one, with the SQL condition that a row `d` of them points to something the import
    inserted: by a foreign key (histories have none), or by its number as a word (answers of participants, papers)."""
    neu = t.nummern("insert")
    for beziehung in t.modell._meta.get_fields(include_hidden=True):
        if isinstance(beziehung, models.ManyToOneRel):
            von, feld = beziehung.related_model, beziehung.field
            if getattr(feld, "db_constraint", False) and von._meta.managed and not von._meta.proxy:
                yield von, f"d.{q(feld.column)} in ({neu})"
    if wort := BEANTWORTET.get(t.modell):
        yield Eigenwort, f"d.art = '{wort}' and d.bezug in (select n.nr::text from ({neu}) n (nr))"
    if wort := BELEGT.get(t.modell):
        yield Beleg, f"d.bezug in (select '{wort}/' || n.nr from ({neu}) n (nr))"


def _sicht_erneuern(c: CursorWrapper, datenimport: Datenimport) -> None:
    """Keys of the persons concerned that are still there; a measure concerns those who took part in it."""
    werte = {"kontext": datenimport.kontext}
    teile = []
    for t in tabellen():
        namen = {f.name for f in t.felder}
        if t.modell._meta.model_name == "person":
            teile.append(f"select pgh_obj_id from {t.verlauf} where pgh_context_id = %(kontext)s")
        elif "person" in namen:
            teile.append(f"select person_id from {t.verlauf} where pgh_context_id = %(kontext)s")
        elif t.modell._meta.model_name == "massnahme":
            teile.append(f"select person_id from teilnahme_teilnahme where massnahme_id in ({t.nummern('update')})")
    c.execute(f"select id from person_person where id in ({' union '.join(teile)})", werte)
    personen = [person for (person,) in c.fetchall()]
    if len(personen) > EINZELN:
        c.execute("select sicht_neu()")
    elif personen:
        c.execute("select sicht_fuer(%s)", [personen])
    schritte_ableiten(c, personen)


def _aenderungen(t: Verlaufstabelle, datenimport: Datenimport, hoechstens: int) -> Iterator[Aenderung]:
    """Values before and after, references as the words of what they point to; none of Art. 9 (DS-05)."""
    felder = [f for f in t.felder if f.name not in BESONDERS.get(t.modell, ())]
    with connection.cursor() as c:
        neu = f"select * from {t.verlauf} where pgh_context_id = %(kontext)s and pgh_label = 'update'"
        paare = ", ".join(f"n.{q(str(f.column))}, v.{q(str(f.column))}" for f in felder)
        c.execute(
            f"select {paare} from ({t.vorher()}) v join ({neu}) n on n.pgh_obj_id = v.zu_objekt"
            " order by v.zu_objekt limit %(hoechstens)s",
            {"kontext": datenimport.kontext, "hoechstens": hoechstens},
        )
        zeilen = c.fetchall()
    worte = _worte(felder, zeilen)
    for zeile in zeilen:
        for i, feld in enumerate(felder):
            jetzt, dann = zeile[2 * i], zeile[2 * i + 1]
            if jetzt != dann:
                wort = worte.get(feld.name, {})
                yield Aenderung(
                    t.titel,
                    _kennzeichen(t, felder, zeile, worte),
                    str(feld.verbose_name),
                    _lesbar(wort.get(jetzt, jetzt)),
                    _lesbar(wort.get(dann, dann)),
                )


def _worte(felder: list[models.Field], zeilen: list[tuple[Any, ...]]) -> dict[str, dict[Any, Any]]:
    """For references: number → word; for codes: code → word. One statement per reference."""
    ergebnis: dict[str, dict[Any, Any]] = {}
    for i, feld in enumerate(felder):
        if feld.related_model and isinstance(feld.related_model, type):
            nummern = {z[2 * i] for z in zeilen} | {z[2 * i + 1] for z in zeilen}
            ziele = feld.related_model._base_manager.filter(pk__in=nummern - {None})
            ergebnis[feld.name] = {ziel.pk: str(ziel) for ziel in ziele}
        elif feld.choices:
            ergebnis[feld.name] = dict(feld.flatchoices)
    return ergebnis


def _kennzeichen(
    t: Verlaufstabelle, felder: list[models.Field], zeile: tuple[Any, ...], worte: dict[str, dict[Any, Any]]
) -> str:
    """The natural key of a row; of an assignment the person, of a part what it belongs to."""
    schluessel = next((n for n, m in MODELLE.items() if m is t.modell), "")
    if not schluessel:
        verweise = [(f.name, i) for i, f in enumerate(felder) if f.name in worte and f.is_relation]
        name, i = min(verweise, key=lambda verweis: verweis[0] != "person")
        return str(worte[name].get(zeile[2 * i], ""))
    name = abbildungen()[schluessel].schluessel
    return str(zeile[2 * next(i for i, f in enumerate(felder) if f.name == name)])


def _lesbar(wert: Any) -> str:
    if isinstance(wert, bool):
        return "ja" if wert else "nein"
    if isinstance(wert, date):
        return f"{wert:%d.%m.%Y}"
    if isinstance(wert, list):
        return ", ".join(map(str, wert))
    return "–" if wert in (None, "") else str(wert)
