"""A folder of CSV or Parquet files as a source of the derivation, without a database."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from wegplan.kit import ordner
from wegplan.kit.calendar.arbeitstage import arbeitstage

from .ableitung import ableitung
from .regeltabelle import als_sql, regeltabelle
from .rules import Verfahren

PAKET: dict[str, tuple[str, ...]] = {
    "organisationen": ("kennung", "bundesland"),
    "personen": ("kundennummer", "jobcenter"),
    "massnahmen": ("massnahmenummer", "foerderart", "programmstufe"),
    "teilnahmen": (
        "teilnahme_id",
        "kundennummer",
        "massnahmenummer",
        "eintritt",
        "geplantes_ende",
        "austritt",
        "austrittsgrund",
        "programmstufe",
        "jobcenter",
        "probezeit_ende",
        "zwischenpruefung",
        "abschlusspruefung",
    ),
    "vereinbarungen": ("vereinbarung_id", "kundennummer", "art", "abgeschlossen_am", "gueltig_bis"),
    "vermittlungen": ("vermittlung_id", "kundennummer", "art", "unterbreitet_am"),
    "handlungsstrategien": ("handlungsstrategie_id", "kundennummer", "art", "begonnen_am", "beendet_am"),
    "vorgaenge": ("vorgang_id", "kundennummer", "teilnahme_id", "art", "tag"),
}
PFLICHT = dict.fromkeys(("teilnahmen", "massnahmen"), "Die Datei fehlt; ohne sie lässt sich nichts ableiten.")
RAND = timedelta(days=5 * 366)  # steps lie at most this far from the days of a Teilnahme

# The Land of working days is that of the person's Jobcenter, where it is empty that of the rule file (VF-04).
QUELLE = """
teilnahmen as (
  select t.teilnahme_id as schluessel, t.kundennummer as person, '{verfahren}' as verfahren,
         null::date as gilt_ab, null::date as gilt_vor,
         coalesce(nullif(o.bundesland, ''), '{bundesland}') as kalender, m.foerderart,
         coalesce(nullif(t.programmstufe, ''), m.programmstufe, '') as stufe,
         t.eintritt, t.geplantes_ende, t.austritt, coalesce(t.austrittsgrund, '') as austrittsgrund,
         t.probezeit_ende, t.zwischenpruefung, t.abschlusspruefung
    from main.teilnahmen t
    left join main.massnahmen m on m.massnahmenummer = t.massnahmenummer
    left join main.personen p on p.kundennummer = t.kundennummer
    left join main.organisationen o on o.kennung = coalesce(nullif(t.jobcenter, ''), p.jobcenter)),
belege as (
  select kundennummer as person, null::varchar as teilnahme, 'vereinbarung:' || art as beleg, abgeschlossen_am as tag,
         gueltig_bis as bis, vereinbarung_id as kennung from main.vereinbarungen
  union all select kundennummer, null, 'vermittlung:' || art, unterbreitet_am, null, vermittlung_id
    from main.vermittlungen
  union all select kundennummer, null, 'strategie:' || art, begonnen_am, null, handlungsstrategie_id
    from main.handlungsstrategien
  union all select kundennummer, null, 'strategie_ende:' || art, beendet_am, null, handlungsstrategie_id
    from main.handlungsstrategien where beendet_am is not null
  union all select kundennummer, nullif(teilnahme_id, ''), 'vorgang:' || art, tag, null, vorgang_id
    from main.vorgaenge),
strategien as (
  select kundennummer as person, art, begonnen_am as von, beendet_am as bis from main.handlungsstrategien),
kalender as (select * from main.arbeitstage)"""


class Ordner(ordner.Ordner):
    """An opened folder whose Teilnahmen get the steps of a procedure. Raises QuellenFehler."""

    def __init__(self, pfad: Path):
        super().__init__(pfad, PAKET, PFLICHT)
        if self.fehlt("personen") or self.fehlt("organisationen"):
            self.hinweise.append("Ohne personen.csv und organisationen.csv gelten die Feiertage des Regelwerks.")

    def schritte(self, verfahren: Verfahren, stichtag: date, spalten: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        """The columns `spalten` of the derived steps, in the byte order of Teilnahme, step, due day."""
        self._kalender_einrichten(verfahren.bundesland)
        quelle = QUELLE.format(verfahren=verfahren.kennung, bundesland=verfahren.bundesland)
        kopf = ableitung(quelle, als_sql(regeltabelle([verfahren])), "$stichtag")
        sql = f"{kopf} select {', '.join(spalten)} from ergebnis order by teilnahme, schritt, faellig_bis"
        return self.abfragen(sql, {"stichtag": stichtag})

    def _kalender_einrichten(self, bundesland: str) -> None:
        """Working days of every Land of the folder, for the years its Teilnahmen and their steps lie in."""
        ((von, bis),) = self.abfragen(
            "select min(eintritt), greatest(max(eintritt), max(geplantes_ende), max(austritt)) from teilnahmen", {}
        )
        laender = {
            bundesland,
            *(land for (land,) in self.abfragen("select distinct bundesland from organisationen", {})),
        }
        zeilen = [
            (land, *zeile)
            for land in sorted(filter(None, laender))
            for zeile in (arbeitstage(land, von - RAND, bis + RAND) if von else ())
        ]
        self.ausfuehren(
            "create or replace table arbeitstage (kalender varchar, tag date, arbeitstag date, nummer integer)", {}
        )
        self.anfuegen("arbeitstage", zeilen)
