"""The same expressions on the live database: compiled SQL on Django's own connection.

The mapping of the target indicators, with the tables that only the report reads. A person is known by the number of its
row: a customer number may be missing."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from wegplan.domains.zielindikatoren import live as ziele
from wegplan.domains.zielindikatoren.quelle import TEILNAHMEN

from .quelle import MERKMALE, ORGANISATIONEN, PAKET, PERSONEN, VERLAENGERUNGEN, ZUWEISUNGEN

HERKUNFT = ziele.HERKUNFT | {
    PERSONEN: "person_person p",
    ORGANISATIONEN: "organisation_organisation o",
    MERKMALE: "verbleib_merkmal e join teilnahme_teilnahme t on t.id = e.teilnahme_id",
    ZUWEISUNGEN: "uebergang_zuweisung z left join organisation_organisation r on r.id = z.regionalbuero_id",
    VERLAENGERUNGEN: (
        "vorschlag_aenderungsvorschlag b join teilnahme_teilnahme t on t.id = b.teilnahme_id"
        " and b.art = 'verlaengerung' and b.stand = 'angenommen'"
    ),
}
SPALTEN = ziele.SPALTEN | {
    (TEILNAHMEN, "kundennummer"): "t.person_id::text",
    (PERSONEN, "kundennummer"): "p.id::text",
    (MERKMALE, "teilnahme_id"): "t.teilnahme_id",
    (ZUWEISUNGEN, "kundennummer"): "z.person_id::text",
    (ZUWEISUNGEN, "regionalbuero"): "r.kennung",
    (VERLAENGERUNGEN, "teilnahme_id"): "t.teilnahme_id",
    (VERLAENGERUNGEN, "beschlossen_am"): "b.entschieden_am",
}


def _tabelle(name: str) -> str:
    """A table of chapter 80 as a common table expression."""
    alias = HERKUNFT[name].split()[1]
    spalten = ", ".join(f"{SPALTEN.get((name, s), f'{alias}.{s}')} as {s}" for s in PAKET[name])
    return f"{name} as (select {spalten} from {HERKUNFT[name]})"


class Datenbank:
    """The live database as a source, inside a transaction; sees what the role of the connection sees."""

    def merken(self, name: str, ausdruck: Any) -> None:
        """Keep the rows of an expression as a table of this transaction."""
        with connection.cursor() as c:
            c.execute(f"drop table if exists pg_temp.{name}")
            c.execute(f"create temporary table {name} on commit drop as {_mit_tabellen(ausdruck)}")

    def zaehlen(self, ausdruck: Any) -> Iterator[dict[str, Any]]:
        """The rows of an expression over the tables of chapter 80 and what was kept."""
        with connection.cursor() as c:
            c.execute(_mit_tabellen(ausdruck))
            for zeile in c.fetchall():
                yield dict(zip(ausdruck.columns, zeile, strict=True))


def _mit_tabellen(ausdruck: Any) -> str:
    from .ausdruck import als_sql

    tabellen = ", ".join(_tabelle(name) for name in PAKET)
    return f"with {tabellen} select * from ({als_sql(ausdruck, 'postgres')}) antwort"
