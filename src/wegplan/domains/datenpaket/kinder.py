"""Tables whose rows belong to a row of another table of the package: checked and written.

Parents of the same package get their number when they are written, so references are resolved after that."""

from django.db.backends.utils import CursorWrapper

from wegplan.domains.frage.models import Fragebeitrag
from wegplan.domains.paketabgleich.bestandspruefung import NAMEN, Bestandspruefung
from wegplan.domains.paketabgleich.fest import EIGENES, NUR_BEFEHL
from wegplan.domains.paketabgleich.worte import beitraege_pruefen
from wegplan.domains.paketform.kind import Kind, Textteil, fest, kinder, stamm
from wegplan.kit.exchange.regeln import q

from . import anhaenge
from .schreiben import Herkunft, Zahlen, aendern, einfuegen


def ziel_bilden(c: CursorWrapper, kind: Kind) -> None:
    """Make ziel_<table>: `elter`, `id`, `person_id` are those of stored rows, `fest` that of the stored parent."""
    name = kind.name
    spalten = ", ".join([f"r.{q(s)}" for s in kind.von_elter] + [anhaenge.roh(kind, s) for s in kind.spalten])
    c.execute(
        f"create temporary table ziel_{name} on commit drop as select r.nr, r.gut, e.id as elter, e.person_id,"
        f" e.teilnahme, coalesce(e.fest, false) as fest, null::bigint as id, {spalten}"
        f" from roh_{name} r left join ({stamm(kind.elter)}) e on {_elter_gleich(kind, 'r')}"
    )
    c.execute(f"update ziel_{name} z set id = d.id from {kind.db} d where {_gleich(kind)}")
    c.execute(f"analyze ziel_{name}")


def _elter_gleich(kind: Kind, alias: str) -> str:
    return " and ".join(f"e.{q(b)} = {alias}.{q(a)}" for a, b in kind.von_elter.items())


def _gleich(kind: Kind) -> str:
    """SQL condition: the stored row `d` has the key of the row `z`."""
    eigene = (kind.wert(s) for s in kind.tabelle.schluessel if s not in kind.von_elter)
    return " and ".join([f"d.{kind.fk} = z.elter", *(f"d.{q(db)} = {sql}" for db, sql in eigene)])


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
    if kind.modell is Fragebeitrag:
        beitraege_pruefen(bestand)
    felder = kind.werte(vorhanden)
    anders = (
        f"z.id is null or ({', '.join(f'd.{q(f)}' for f in felder)}) is distinct from ({', '.join(felder.values())})"
    )
    von = f"from ziel_{name} z left join {kind.db} d on {_gleich(kind)} where ({anders})"
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
        f" from ({stamm(kind.elter)}) e where {_elter_gleich(kind, 'z')}"
    )
    c.execute(f"select count(*), count(*) filter (where id is null) from ziel_{name}")
    zeilen, neu = c.fetchone()
    if isinstance(kind, Textteil):
        if neu and not kind.im_elter:
            _texte_schreiben(c, kind)
        return Zahlen(neu, 0, zeilen - neu)
    geaendert = aendern(c, kind.db, f"ziel_{name}", kind.werte(vorhanden)) if zeilen > neu else 0
    if neu:
        spalten = {
            kind.fk: "z.elter",
            **{f: f"z.{f.removesuffix('_id') if f != 'person_id' else f}" for f in kind.rahmen},
        }
        spalten |= dict(kind.wert(s) for s in kind.spalten if s in vorhanden or kind.leertext(s))
        spalten |= kind.abgeschlossen | kind.unbezeugt | _eigene_texte(c, kind)
        einfuegen(c, kind.db, f"ziel_{name}", spalten, herkunft if kind.mitgebracht else None)
    return Zahlen(neu, geaendert, zeilen - neu - geaendert)


def _eigene_texte(c: CursorWrapper, kind: Kind) -> dict[str, str]:
    """Column → SQL for the sections that a new row holds itself; they stand in a file of their own, if there is one."""
    for teil in kinder().values():
        if not (isinstance(teil, Textteil) and teil.im_elter and teil.elter == kind.name):
            continue
        c.execute("select to_regclass(%s) is not null", [f"ziel_{teil.name}"])
        if c.fetchone()[0]:
            c.execute(f"create index on ziel_{teil.name} ({', '.join(map(q, teil.von_elter))})")
            gleich = " and ".join(f"t.{q(a)} = z.{q(b)}" for a, b in teil.von_elter.items())
            alle = f"select jsonb_object_agg(t.abschnitt, t.text) from ziel_{teil.name} t where {gleich}"
            return {"texte": f"coalesce(({alle}), '{{}}')"}
    return {}


def _texte_schreiben(c: CursorWrapper, teil: Textteil) -> None:
    """The sections of each document as one new row."""
    c.execute(
        f"insert into {teil.halter} ({teil.fk}, texte) select z.elter, jsonb_object_agg(z.abschnitt, z.text)"
        f" from ziel_{teil.name} z where z.id is null group by z.elter order by min(z.nr)"
    )
