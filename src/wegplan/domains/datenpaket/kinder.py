"""Tables whose rows belong to a row of another table of the package: agreements of a talk, steps of an intervention …

The file names the parent by its key. Parents of the same package get their number when they are written, so references
are resolved after that."""

from dataclasses import dataclass
from functools import cache

from django.db import models
from django.db.backends.utils import CursorWrapper

from wegplan.domains.gespraech.models import Absprache
from wegplan.domains.stufenwechsel.models import Interventionsschritt, Standardverfahren, Unterbrechung
from wegplan.kit.exchange.regeln import q
from wegplan.kit.exchange.schema import laden

from . import anhaenge
from .abbildung import abbildungen
from .anhang import TEILNAHME, Anhang
from .anhang import anhaenge as alle_anhaenge
from .bestandspruefung import NAMEN, Bestandspruefung
from .fest import EIGENES, NUR_BEFEHL, fest
from .schreiben import Herkunft, Zahlen, aendern, einfuegen


@dataclass(frozen=True)
class Kind(Anhang):
    """`fk`: column of the database with the number of the parent, a row of the table `elter`; `von_elter`: column of
    this file → column of the parent's key."""

    fk: str
    elter: str
    von_elter: dict[str, str]

    @property
    def spalten(self) -> list[str]:
        """The columns of the file without the parent's key."""
        return [s.name for s in self.tabelle.spalten if s.name not in self.von_elter]

    @property
    def rahmen(self) -> list[str]:
        """Columns of the database that the parent gives."""
        felder = {str(f.column) for f in self.modell._meta.concrete_fields}
        return [f for f in ("person_id", "teilnahme_id") if f in felder]

    @property
    def von(self) -> str:
        return (
            f"from {self.db} b join ({stamm(self.elter)}) e on e.id = b.{self.fk}"
            " left join person_person p on p.id = e.person_id"
        )

    def lesen(self, spalte: str) -> str:
        return f"e.{q(self.von_elter[spalte])}" if spalte in self.von_elter else super().lesen(spalte)

    def bedingung(self, personen: str) -> str:
        return f"(e.person_id is null or {personen})"

    def werte(self, vorhanden: frozenset[str]) -> dict[str, str]:
        """Column of the database → SQL of its value from ziel_<table>, beside the key; of the columns of the file."""
        return dict(self.wert(s) for s in self.spalten if s in vorhanden and s not in self.tabelle.schluessel)


_KINDER: dict[str, tuple[type[models.Model], str, str, dict[str, str]]] = {
    "absprachen": (Absprache, "gespraech_id", "gespraeche", {"gespraech_id": "gespraech_id"}),
    "unterbrechungen": (
        Unterbrechung,
        "zeit_id",
        "ausnahmezeiten",
        {"teilnahme_id": "teilnahme_id", "ausnahme": "art", "von": "von"},
    ),
    "standardverfahren": (
        Standardverfahren,
        "massnahme_id",
        "massnahmen",
        {"massnahmenummer": "massnahmenummer"},
    ),
    "interventionsschritte": (
        Interventionsschritt,
        "intervention_id",
        "interventionen",
        {"intervention_id": "intervention_id"},
    ),
}


@cache
def kinder() -> dict[str, Kind]:
    """All of them by name, in the order of the package: a parent before its children."""
    return {name: Kind(laden()[name], *_KINDER[name]) for name in laden() if name in _KINDER}


def stamm(name: str) -> str:
    """SQL: the stored rows of a table with the columns of their key as in the file, `id`, `person_id`, `teilnahme`
    (its number), and `fest`: a package does not change them."""
    if kind := kinder().get(name):
        von_elter = [f"e.{q(b)} as {q(a)}" for a, b in kind.von_elter.items() if a in kind.tabelle.schluessel]
        eigene = [f"b.{q(s)}" for s in kind.tabelle.schluessel if s not in kind.von_elter]
        return (
            f"select {', '.join([*von_elter, *eigene])}, b.id, e.person_id, e.teilnahme,"
            f" e.fest or {fest(kind.modell, 'b')} as fest"
            f" from {kind.db} b join ({stamm(kind.elter)}) e on e.id = b.{kind.fk}"
        )
    if anhang := alle_anhaenge().get(name):
        keys = ", ".join(f"{'t' if s == TEILNAHME else 'b'}.{q(s)}" for s in anhang.tabelle.schluessel)
        grund = fest(anhang.modell, "b") if anhang.mitgebracht else "false"
        return (
            f"select {keys}, b.id, b.person_id, b.teilnahme_id as teilnahme, {grund} as fest"
            f" from {anhang.db} b join teilnahme_teilnahme t on t.id = b.teilnahme_id"
        )
    abbildung = abbildungen()[name]
    person, teilnahme = ("b.person_id", "b.teilnahme_id") if abbildung.person else ("null::bigint", "null::bigint")
    grund = fest(abbildung.modell, "b") if abbildung.mitgebracht else "false"
    return (
        f"select b.{q(abbildung.schluessel)}, b.id, {person} as person_id, {teilnahme} as teilnahme, {grund} as fest"
        f" from {abbildung.db} b"
    )


def ziel_bilden(c: CursorWrapper, kind: Kind) -> None:
    """Make ziel_<table>: `elter`, `id`, `person_id` are those of stored rows, `fest` that of the stored parent."""
    name = kind.name
    spalten = ", ".join([f"r.{q(s)}" for s in kind.von_elter] + [anhaenge.roh(kind, s) for s in kind.spalten])
    c.execute(
        f"create temporary table ziel_{name} on commit drop as select r.nr, r.gut, e.id as elter, e.person_id,"
        f" e.teilnahme, coalesce(e.fest, false) as fest, null::bigint as id, {spalten}"
        f" from roh_{name} r left join ({stamm(kind.elter)}) e on {_elter_gleich(kind, 'r')}"
    )
    eigene = [f"d.{q(s)} = z.{q(s)}" for s in kind.tabelle.schluessel if s not in kind.von_elter]
    gleich = " and ".join([f"d.{kind.fk} = z.elter", *eigene])
    c.execute(f"update ziel_{name} z set id = d.id from {kind.db} d where {gleich}")
    c.execute(f"analyze ziel_{name}")


def _elter_gleich(kind: Kind, alias: str) -> str:
    return " and ".join(f"e.{q(b)} = {alias}.{q(a)}" for a, b in kind.von_elter.items())


def pruefen(bestand: Bestandspruefung, kind: Kind, vorhanden: frozenset[str], befehl: bool) -> None:
    """The parent must be known, and what is fixed stays. `befehl`: the command line, which may bring all."""
    name, spalte = kind.name, kind.tabelle.schluessel[0]
    elter = bestand.stand.tabellen.get(kind.elter)
    if kind.elter not in bestand.stand.unlesbar and (elter is None or elter.gelesen.vollstaendig):
        im_paket = f" and not exists (select from roh_{kind.elter} e where {_elter_gleich(kind, 'z')})" if elter else ""
        bestand.finden(
            name,
            spalte,
            f"{NAMEN[kind.elter]} gibt es weder im Paket noch in Wegplan.",
            f"select z.nr, z.{q(spalte)}::text as wert from ziel_{name} z where z.elter is null{im_paket}",
        )
    anhaenge.bezuege_pruefen(bestand, kind)
    felder = kind.werte(vorhanden)
    anders = (
        f"z.id is null or ({', '.join(f'd.{q(f)}' for f in felder)}) is distinct from ({', '.join(felder.values())})"
    )
    von = f"from ziel_{name} z left join {kind.db} d on d.id = z.id where ({anders})"
    bestand.finden(
        name,
        spalte,
        EIGENES,
        f"select z.nr, z.{q(spalte)}::text as wert {von} and (z.fest or d.id is not null and {fest(kind.modell, 'd')})",
    )
    if not befehl:
        bestand.finden(name, spalte, NUR_BEFEHL, f"select z.nr, z.{q(spalte)}::text as wert {von}")


def schreiben(c: CursorWrapper, kind: Kind, vorhanden: frozenset[str], herkunft: Herkunft) -> Zahlen:
    """After their parents: known rows get the values of the file, new ones are inserted."""
    name = kind.name
    c.execute(
        f"update ziel_{name} z set elter = e.id, person_id = e.person_id, teilnahme = e.teilnahme"
        f" from ({stamm(kind.elter)}) e where z.elter is null and {_elter_gleich(kind, 'z')}"
    )
    c.execute(f"select count(*), count(*) filter (where id is null) from ziel_{name}")
    zeilen, neu = c.fetchone()
    geaendert = aendern(c, kind.db, f"ziel_{name}", kind.werte(vorhanden)) if zeilen > neu else 0
    if neu:
        spalten = {
            kind.fk: "z.elter",
            **{f: f"z.{f.removesuffix('_id') if f != 'person_id' else f}" for f in kind.rahmen},
        }
        spalten |= dict(kind.wert(s) for s in kind.spalten if s in vorhanden or kind.leertext(s))
        einfuegen(c, kind.db, f"ziel_{name}", spalten, herkunft if kind.mitgebracht else None)
    return Zahlen(neu, geaendert, zeilen - neu - geaendert)
