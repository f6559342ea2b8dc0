"""A folder of Parquet files judged to the finished cases and rates, 1 and 5 million exits (AM-17).

Rival: DuckDB SQL written and tuned by hand over the same files, one fixed rule set, with the same output, which is
compared byte for byte. Each run is a fresh process, measured from its start to its end, rivals in turns, the best of
`--laeufe`; memory is the peak of the process. Reach: at most 1.5 times the time at 1 million, 1.2 times at 5 million,
1.5 times the memory.

    python -m benchmarks.ordner_auswertung [--teil 0.1] [--laeufe 3]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.austritte import BIS, VON, schreiben

GROESSEN = {1_000_000: 1.5, 5_000_000: 1.2}
SPEICHER = 1.5
MONATE = ["--von", f"{VON:%Y-%m}", "--bis", f"{BIS:%Y-%m}"]

# One bit per finding and element: there / there in the wide window / counts / counts in the wide window.
FAELLE = """
with ein as (
  select teilnahme_id, kundennummer, austritt,
         case when foerderart is null or foerderart not in
                   ('FbW-A', 'FbW-T', 'FbW', 'MAT', 'AVGS', 'MAG', 'BaE', 'REHA', 'BvB') then 'foerderart'
              when austrittsgrund in ('abbruch', 'stufenwechsel', 'arbeitsaufnahme') then 'abbruch'
              when austritt - eintritt + 1 < 91 then 'dauer' end as grund
    from '{ordner}/teilnahmen.parquet' left join '{ordner}/massnahmen.parquet' using (massnahmenummer)
   where austritt between date '{von}' and date '{bis}'),
beleg as (
  select kundennummer as p, abgeschlossen_am as d, vereinbarung_id as id, 1 as w, true as ok, gueltig_bis as g
    from '{ordner}/vereinbarungen.parquet' where art in ('EV', 'KOOP')
  union all
  select kundennummer, unterbreitet_am, vermittlung_id, 16,
         coalesce(sv_pflichtig and profil_betreut and stellenart in ('arbeit', 'kuenstler')
                  and (art = 'SI' or stelle_betreut), false), null
    from '{ordner}/vermittlungen.parquet'),
treffer as (
  select teilnahme_id, d::varchar || id as k,
         w * case when not (ok and (g is null or g >= greatest(austritt, d))) then if(d <= austritt, 3, 2)
                  else if(d <= austritt, 15, 10) end as bits
    from ein join beleg on ein.kundennummer = p and grund is null and d >= austritt - 90 and d <= austritt + 14),
befund as (
  select teilnahme_id, bit_or(bits) as bits, max(k) filter (bits & 4 > 0) as e, max(k) filter (bits & 8 > 0) as e2,
         max(k) filter (bits & 64 > 0) as v, max(k) filter (bits & 128 > 0) as v2
    from treffer group by teilnahme_id)
select teilnahme_id, austritt, grund is null as gezaehlt, grund as ausschlussgrund,
       case when grund is null then b & 68 = 68 end as erfuellt_ies,
       case when grund is null then case b & 85
         when 0 then 'keine_vereinbarung|keine_vermittlung' when 16 then 'keine_vereinbarung|vermittlung_zaehlt_nicht'
         when 80 then 'keine_vereinbarung' when 1 then 'keine_vermittlung|vereinbarung_abgelaufen'
         when 17 then 'vereinbarung_abgelaufen|vermittlung_zaehlt_nicht' when 81 then 'vereinbarung_abgelaufen'
         when 5 then 'keine_vermittlung' when 21 then 'vermittlung_zaehlt_nicht' end end as gruende_ies,
       case when grund is null then b & 136 = 136 end as erfuellt_iws,
       case when grund is null then case b & 170
         when 0 then 'keine_vereinbarung|keine_vermittlung' when 32 then 'keine_vereinbarung|vermittlung_zaehlt_nicht'
         when 160 then 'keine_vereinbarung' when 2 then 'keine_vermittlung|vereinbarung_abgelaufen'
         when 34 then 'vereinbarung_abgelaufen|vermittlung_zaehlt_nicht' when 162 then 'vereinbarung_abgelaufen'
         when 10 then 'keine_vermittlung' when 42 then 'vermittlung_zaehlt_nicht' end end as gruende_iws,
       substr(case when b & 68 = 68 then e when b & 136 = 136 then e2 end, 11) as vereinbarung_id,
       substr(case when b & 68 = 68 then v when b & 136 = 136 then v2 end, 11) as vermittlung_id
  from (select ein.*, coalesce(bits, 0) as b, e, e2, v, v2 from ein left join befund using (teilnahme_id))
 order by teilnahme_id
"""
# Rates need no reasons and no ids: only records that count, only counted exits.
QUOTEN = """
with ein as (
  select teilnahme_id, kundennummer, austritt
    from '{ordner}/teilnahmen.parquet' join '{ordner}/massnahmen.parquet' using (massnahmenummer)
   where austritt between date '{von}' and date '{bis}' and austritt - eintritt + 1 >= 91
     and foerderart in ('FbW-A', 'FbW-T', 'FbW', 'MAT', 'AVGS', 'MAG', 'BaE', 'REHA', 'BvB')
     and coalesce(austrittsgrund not in ('abbruch', 'stufenwechsel', 'arbeitsaufnahme'), true)),
beleg as (
  select kundennummer as p, abgeschlossen_am as d, 1 as w, gueltig_bis as g
    from '{ordner}/vereinbarungen.parquet' where art in ('EV', 'KOOP')
  union all
  select kundennummer, unterbreitet_am, 4, null from '{ordner}/vermittlungen.parquet'
   where sv_pflichtig and profil_betreut and stellenart in ('arbeit', 'kuenstler') and (art = 'SI' or stelle_betreut)),
befund as (
  select teilnahme_id, bit_or(w * if(d <= austritt, 3, 2)) as bits
    from ein join beleg on kundennummer = p and d >= austritt - 90 and d <= austritt + 14
     and (g is null or g >= greatest(austritt, d))
   group by teilnahme_id),
summe as (
  select strftime(austritt, '%Y-%m') as monat, count(*) as n, count(*) filter (bits & 5 = 5) as ies,
         count(*) filter (bits & 10 = 10) as iws
    from ein left join befund using (teilnahme_id) group by monat)
select monat, n as gezaehlt, ies as erfuellt_ies, (((ies * 2000 + n) // (2 * n)) / 10)::decimal(5, 1) as quote_ies,
       iws as erfuellt_iws, (((iws * 2000 + n) // (2 * n)) / 10)::decimal(5, 1) as quote_iws
  from summe order by monat
"""
FRAGEN = {"Fälle": (["--faelle"], FAELLE), "Quoten": (["--gruppe", "monat"], QUOTEN)}


@dataclass
class Lauf:
    sekunden: float
    rechenzeit: float
    mb: float


def laufen(befehl: list[str], ziel: Path) -> Lauf:
    """Run a fresh process with its output in a file."""
    with ziel.open("wb") as aus:
        beginn = time.perf_counter()
        prozess = subprocess.Popen(befehl, stdout=aus)
        _, stand, verbrauch = os.wait4(prozess.pid, 0)
        dauer = time.perf_counter() - beginn
    if stand:
        raise SystemExit(f"{befehl[:4]} endete mit {stand}")
    return Lauf(dauer, verbrauch.ru_utime + verbrauch.ru_stime, verbrauch.ru_maxrss / 1024)


def eigener(ordner: Path, angaben: list[str], ziel: Path) -> Lauf:
    programm = [sys.executable, "-m", "wegplan.befehle", "auswertung", "absolventenmanagement"]
    return laufen([*programm, "--regelwerk", "cottbus", *MONATE, *angaben, "--quelle", str(ordner)], ziel)


def fremder(ordner: Path, sql: str, ziel: Path) -> Lauf:
    anweisung = f"copy ({sql.format(ordner=ordner, von=VON, bis=BIS)}) to '{ziel}' (format csv, header)"
    programm = (
        "import duckdb, sys; c = duckdb.connect(); c.execute('set enable_progress_bar=false'); c.execute(sys.argv[1])"
    )
    return laufen([sys.executable, "-c", programm, anweisung], ziel)


def messen(anzahl: int, laeufe: int, platz: Path) -> tuple[float, float]:
    """Ratio of time and of memory over both questions; prints each."""
    ordner = platz / f"n{anzahl}"
    schreiben(anzahl, ordner)
    zeit, speicher = [0.0, 0.0], [0.0, 0.0]
    for name, (angaben, sql) in FRAGEN.items():
        unsere, fremde = platz / "unsere.csv", platz / "fremde.csv"
        erster = eigener(ordner, angaben, unsere).sekunden  # compiles, if nobody has before
        paare = [(eigener(ordner, angaben, unsere), fremder(ordner, sql, fremde)) for _ in range(laeufe)]
        if unsere.read_bytes() != fremde.read_bytes():
            raise SystemExit(f"{name}: die Ausgaben sind verschieden")
        beste = [min(lauf.sekunden for lauf in seite) for seite in zip(*paare, strict=True)]
        spitze = [max(lauf.mb for lauf in seite) for seite in zip(*paare, strict=True)]
        rechen = [min(lauf.rechenzeit for lauf in seite) for seite in zip(*paare, strict=True)]
        zeit = [summe + wert for summe, wert in zip(zeit, beste, strict=True)]
        speicher = [max(summe, wert) for summe, wert in zip(speicher, spitze, strict=True)]
        print(
            f"Ordner n={anzahl} {name}: {beste[0]:.2f} s / {spitze[0]:.0f} MB, von Hand {beste[1]:.2f} s /"
            f" {spitze[1]:.0f} MB, Verhältnis {beste[0] / beste[1]:.2f} / {spitze[0] / spitze[1]:.2f}"
            f" (Rechenzeit {rechen[0] / rechen[1]:.2f}, erster Lauf {erster:.2f} s)",
            flush=True,
        )
    return zeit[0] / zeit[1], speicher[0] / speicher[1]


def main(argv: list[str] | None = None) -> int:
    """Exit code 1 when a reach is missed (at full size)."""
    leser = argparse.ArgumentParser()
    leser.add_argument("--teil", type=float, default=1.0, help="Anteil der vollen Größe")
    leser.add_argument("--laeufe", type=int, default=3)
    angaben = leser.parse_args(argv)
    verfehlt = False
    with tempfile.TemporaryDirectory(prefix="wegplan-bench-") as platz:
        for anzahl, ziel in GROESSEN.items():
            zeit, speicher = messen(int(anzahl * angaben.teil), angaben.laeufe, Path(platz))
            print(
                f"Ordner n={int(anzahl * angaben.teil)} zusammen: Verhältnis {zeit:.2f} (≤ {ziel}),"
                f" Speicher {speicher:.2f} (≤ {SPEICHER})",
                flush=True,
            )
            verfehlt |= zeit > ziel or speicher > SPEICHER
    return int(angaben.teil >= 1 and verfehlt)


if __name__ == "__main__":
    sys.exit(main())
