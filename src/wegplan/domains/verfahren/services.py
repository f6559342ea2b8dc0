"""Rules and working days into the database; deriving from the outside."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from wegplan.kit.calendar.arbeitstage import LAENDER, arbeitstage

from .fassungen import fassung_laden, in_kraft
from .live import funktionen
from .models import Schliesstag
from .regeltabelle import MASSNAHMENSPALTEN, SPALTEN, massnahmenregeln, regeltabelle
from .rules import verfahren, verfahren_laden
from .verfahren_sql import spaltenart

JAHRE_ZURUECK, JAHRE_VORAUS = 12, 8
_TABELLEN = {
    "verfahren_regel": ("regeln", SPALTEN),
    "verfahren_regel_art": ("regel_arten", ("regel", "foerderart", "stufe")),
    "verfahren_regel_beleg": ("regel_belege", ("regel", "beleg")),
}


def regeln_einspielen() -> None:
    """Write all rules and the working days of every Land into their tables and install the derivation.

    Idempotent, as the owner, after every migration. Raises RegelwerkFehler with file and line."""
    with transaction.atomic(), connection.cursor() as c:
        regeln_schreiben()
        c.execute(funktionen())
        kalender_erneuern()
        c.execute("analyze verfahren_kalender, verfahren_regel, verfahren_regel_art, verfahren_regel_beleg")


def regeln_schreiben() -> None:
    """The delivered rule files and every office's versions in force, as the tables that the database joins with."""
    eigene = list(in_kraft())
    alle = [verfahren_laden(kennung) for kennung in verfahren()]
    kopf: list[tuple[Any, ...]] = [(v.kennung, v.bundesland, None, None, None) for v in alle]
    for nr, f in enumerate(eigene):
        alle.append(fassung_laden(f))
        naechste = eigene[nr + 1] if nr + 1 < len(eigene) else None
        bis = date.max if not naechste or naechste.organisation_id != f.organisation_id else _vortag(naechste.gilt_ab)
        kopf.append((f.kennung, alle[-1].bundesland, f.organisation_id, f.gilt_ab, bis))
    tabellen = regeltabelle(alle)
    with transaction.atomic(), connection.cursor() as c:
        c.execute("delete from verfahren_regelwerk")
        _kopieren(c, "verfahren_regelwerk", ("kennung", "bundesland", "organisation_id", "gilt_ab", "gilt_bis"), kopf)
        for ziel, (name, spalten) in _TABELLEN.items():
            c.execute(f"delete from {ziel}")
            _kopieren(c, ziel, spalten, tabellen[name])
        c.execute("delete from verfahren_massnahmenregel")
        _kopieren(c, "verfahren_massnahmenregel", MASSNAHMENSPALTEN, massnahmenregeln(alle))


def _vortag(tag: date | None) -> date:
    return (tag or date.max) - timedelta(days=1)


def kalender_erneuern(heute: date | None = None) -> None:
    """Working days of every Land and of every office with closing days of its own, for the years around `heute`."""
    mitte = (heute or date.today()).year
    von, bis = date(mitte - JAHRE_ZURUECK, 1, 1), date(mitte + JAHRE_VORAUS, 12, 31)
    with transaction.atomic(), connection.cursor() as c:
        c.execute("select count(*), min(tag), max(tag) from verfahren_kalender where kalender = 'DE-BE'")
        if c.fetchone() != ((bis - von).days + 1, von, bis):
            c.execute("delete from verfahren_kalender")
            zeilen = ((f"DE-{land}", *z) for land in LAENDER for z in arbeitstage(f"DE-{land}", von, bis))
            _kopieren(c, "verfahren_kalender", ("kalender", "tag", "arbeitstag", "nummer"), zeilen)
        else:
            c.execute("delete from verfahren_kalender where kalender like 'stelle-%'")
        _kopieren(c, "verfahren_kalender", ("kalender", "tag", "arbeitstag", "nummer"), list(_eigene(von, bis)))


def _eigene(von: date, bis: date) -> Iterator[tuple[Any, ...]]:
    je_stelle: dict[tuple[int, str], list[date]] = {}
    for s in Schliesstag.objects.select_related("organisation"):
        je_stelle.setdefault((s.organisation_id, s.organisation.bundesland or "DE-BE"), []).append(s.tag)
    for (stelle, land), tage in je_stelle.items():
        yield from ((f"stelle-{stelle}", *zeile) for zeile in arbeitstage(land, von, bis, tage))


def _kopieren(c: Any, tabelle: str, spalten: tuple[str, ...], zeilen: Iterable[tuple[Any, ...]]) -> None:
    """Insert all rows at once; COPY is not possible under row security."""
    je_spalte = [list(spalte) for spalte in zip(*zeilen, strict=True)]
    if je_spalte:
        felder = ", ".join(f"unnest(%s::{spaltenart(name)}[])" for name in spalten)
        c.execute(f"insert into {tabelle} ({', '.join(spalten)}) select {felder}", je_spalte)


def alle_ableiten() -> int:
    """Derive the steps of all Teilnahmen that run or ended not long ago; the number of steps that changed (VF-11)."""
    with connection.cursor() as c:
        c.execute("select verfahren_alle_ableiten()")
        anzahl: int = c.fetchone()[0]
    return anzahl
