"""A folder of CSV or Parquet files as a source of the one definition."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wegplan.kit import ordner

from .quelle import MASSNAHMEN, PAKET, PERSONEN, TEILNAHMEN, VEREINBARUNGEN, VERMITTLUNGEN
from .uebersetzung import Anweisung, geordnet

UNENTBEHRLICH = "Die Datei fehlt; ohne sie lässt sich nichts auswerten."
OHNE_PERSONEN = "Die Datei fehlt; Jobcenter und Team lassen sich nicht zuordnen."


class Ordner(ordner.Ordner):
    """An opened folder. `mit_personen`: the question needs Jobcenter or Team.

    Raises QuellenFehler as the folder reader does."""

    def __init__(self, pfad: Path, mit_personen: bool = False):
        tabellen = {name: spalten for name, spalten in PAKET.items() if name != PERSONEN or mit_personen}
        pflicht = dict.fromkeys((TEILNAHMEN, MASSNAHMEN), UNENTBEHRLICH)
        super().__init__(pfad, tabellen, pflicht, riesig=lambda name: name != MASSNAHMEN)
        eigene = any(self.hat_spalte(TEILNAHMEN, name) for name in ("jobcenter", "team"))
        if mit_personen and self.fehlt(PERSONEN) and not eigene:
            self.abweisen(f"{PERSONEN}.csv", OHNE_PERSONEN)
        for name in (VEREINBARUNGEN, VERMITTLUNGEN):
            if self.fehlt(name):
                self.hinweise.append(f"{name}.csv fehlt im Ordner: beurteilt wird, als gäbe es keine Einträge.")
        self.hinweise += self._verweise_ins_leere()

    def zeilen(
        self, anweisung: Anweisung, werte: dict[str, Any], spalten: tuple[str, ...], ordnung: tuple[str, ...]
    ) -> Iterator[tuple[Any, ...]]:
        """The columns `spalten` of a compiled question, in the byte order of `ordnung`."""
        return self.abfragen(geordnet(anweisung, spalten, ordnung), werte)

    def als_csv(
        self,
        anweisung: Anweisung,
        werte: dict[str, Any],
        spalten: tuple[str, ...],
        ordnung: tuple[str, ...],
        ziel: Path,
    ) -> None:
        """The same as a CSV file."""
        self.abschreiben(geordnet(anweisung, spalten, ordnung), werte, ziel)

    def _verweise_ins_leere(self) -> list[str]:
        """A sentence when Teilnahmen name a Maßnahme that is not there: they are not counted."""
        sql = f"select count(*) from {TEILNAHMEN} anti join {MASSNAHMEN} using (massnahmenummer)"
        ((anzahl,),) = self.abfragen(sql, {})
        if not anzahl:
            return []
        wer = "1 Teilnahme nennt" if anzahl == 1 else f"{anzahl} Teilnahmen nennen"
        return [f"{wer} eine Maßnahme, die im Ordner fehlt; ohne Förderart wird nicht gezählt."]
