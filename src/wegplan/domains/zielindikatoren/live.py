"""The same expressions on the live database: compiled SQL on Django's own connection.

The live tables are given the names and columns of chapter 80 in front of the compiled statement; that mapping holds no
rule. Texts compare by bytes, whatever the server's language."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from .quelle import ERGEBNISSE, MASSNAHMEN, PAKET, PRAKTIKA, TEILNAHMEN, VERBLEIBE

HERKUNFT = {
    TEILNAHMEN: "teilnahme_teilnahme t join massnahme_massnahme m on m.id = t.massnahme_id",
    MASSNAHMEN: (
        "massnahme_massnahme m left join organisation_organisation o on o.id = m.traeger_id"
        " left join organisation_organisation r on r.id = m.regionalbuero_id"
    ),
    ERGEBNISSE: "verbleib_ergebnis e join teilnahme_teilnahme t on t.id = e.teilnahme_id",
    VERBLEIBE: "verbleib_verbleib v join teilnahme_teilnahme t on t.id = v.teilnahme_id",
    PRAKTIKA: "foerderung_praktikum p join teilnahme_teilnahme t on t.id = p.teilnahme_id",
}
# columns that stand elsewhere or mean something else than in the first table of their source
SPALTEN = {
    (TEILNAHMEN, "massnahmenummer"): "m.massnahmenummer",
    (TEILNAHMEN, "programmstufe"): "t.programmstufe",
    (MASSNAHMEN, "traeger"): "o.kennung",
    (MASSNAHMEN, "regionalbuero"): "r.kennung",
    (ERGEBNISSE, "teilnahme_id"): "t.teilnahme_id",
    (VERBLEIBE, "teilnahme_id"): "t.teilnahme_id",
    (PRAKTIKA, "teilnahme_id"): "t.teilnahme_id",
}


def _tabelle(name: str, massnahme: int | None) -> str:
    """A table of chapter 80 as a common table expression, of one measure or of all."""
    alias = HERKUNFT[name].split()[1]
    spalten = ", ".join(f"{SPALTEN.get((name, s), f'{alias}.{s}')} as {s}" for s in PAKET[name])
    nur = f" where {'m.id' if name == MASSNAHMEN else 't.massnahme_id'} = {massnahme:d}" if massnahme else ""
    return f"{name} as (select {spalten} from {HERKUNFT[name]}{nur})"


class Datenbank:
    """The live database as a source; sees what the role of the connection sees, of one measure (its number in the
    database) or of all."""

    hinweise: tuple[str, ...] = ()

    def __init__(self, massnahme: int | None = None) -> None:
        self.massnahme = massnahme

    def zaehlen(self, ausdruck: Any) -> Iterator[dict[str, Any]]:
        """The rows of an expression over the tables of chapter 80."""
        from .ausdruck import als_sql

        tabellen = ", ".join(_tabelle(name, self.massnahme) for name in PAKET)
        with connection.cursor() as c:
            c.execute(f"with {tabellen} select * from ({als_sql(ausdruck, 'postgres')}) antwort")
            for zeile in c.fetchall():
                yield dict(zip(ausdruck.columns, zeile, strict=True))
