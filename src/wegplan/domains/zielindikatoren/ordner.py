"""A folder of CSV or Parquet files as a source of the target indicators, without a database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wegplan.kit import ordner

from .quelle import ERGEBNISSE, MASSNAHMEN, PAKET, PRAKTIKA, TEILNAHMEN, VERBLEIBE

UNENTBEHRLICH = "Die Datei fehlt; ohne sie gibt es keine Zielindikatoren."
OHNE = {
    ERGEBNISSE: "gezählt wird, als gäbe es keine Ergebnisse.",
    VERBLEIBE: "alle Angaben zum Verbleib gelten als nicht erhoben.",
    PRAKTIKA: "gezählt wird, als gäbe es keine Praktika.",
}


class Ordner(ordner.Ordner):
    """An opened folder. Raises QuellenFehler as the folder reader does."""

    def __init__(self, pfad: Path):
        super().__init__(pfad, PAKET, dict.fromkeys((TEILNAHMEN, MASSNAHMEN), UNENTBEHRLICH))
        self.hinweise += [f"{name}.csv fehlt im Ordner: {satz}" for name, satz in OHNE.items() if self.fehlt(name)]
        sql = f"select count(*) from {TEILNAHMEN} anti join {MASSNAHMEN} using (massnahmenummer)"
        ((anzahl,),) = self.abfragen(sql, {})
        if anzahl:
            wer = "1 Teilnahme nennt" if anzahl == 1 else f"{anzahl} Teilnahmen nennen"
            self.hinweise.append(
                f"{wer} eine Maßnahme, die im Ordner fehlt; gezählt wird nur mit einer eigenen Programmstufe."
            )

    def zaehlen(self, ausdruck: Any) -> Iterator[dict[str, Any]]:
        """The rows of an expression over the tables of the folder."""
        from .ausdruck import als_sql

        for zeile in self.abfragen(als_sql(ausdruck, "duckdb"), {}):
            yield dict(zip(ausdruck.columns, zeile, strict=True))
