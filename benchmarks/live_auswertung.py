"""200,000 exits judged in the live database to the finished cases and rates (AM-17).

Rival: SQL for PostgreSQL written and tuned by hand over the same tables on the same server and connection, one fixed
rule set, with the same rows, which are compared. In turns, the best of `--laeufe`. Reach: at most 1.3 times its time.

    python -m benchmarks.live_auswertung [--teil 0.1] [--laeufe 5]
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.austritte import BIS, VON, schreiben

ANZAHL, ZIEL = 200_000, 1.3
FOERDERARTEN = "'{FbW-A,FbW-T,FbW,MAT,AVGS,MAG,BaE,REHA,BvB}'"
FRUEH = "'{abbruch,stufenwechsel,arbeitsaufnahme}'"
ZAEHLT = "sv_pflichtig and profil_betreut and stellenart in ('arbeit', 'kuenstler') and (art = 'SI' or stelle_betreut)"

# One bit per finding and element: there / there in the wide window / counts / counts in the wide window.
FAELLE = f"""
with ein as (
  select t.id, t.teilnahme_id, t.person_id, t.austritt,
         case when m.foerderart <> all ({FOERDERARTEN}) then 'foerderart'
              when t.austrittsgrund = any ({FRUEH}) then 'abbruch'
              when t.austritt - t.eintritt < 90 then 'dauer' end as grund
    from teilnahme_teilnahme t join massnahme_massnahme m on m.id = t.massnahme_id
   where t.austritt between %(von)s and %(bis)s),
befund as (
  select e.id, bit_or(x.bits) as bits,
         max(k) filter (where bits & 4 > 0) as e, max(k) filter (where bits & 8 > 0) as e2,
         max(k) filter (where bits & 64 > 0) as v, max(k) filter (where bits & 128 > 0) as v2
    from ein e, lateral (
      select case when gueltig_bis is null or gueltig_bis >= greatest(e.austritt, abgeschlossen_am)
                  then case when abgeschlossen_am <= e.austritt then 15 else 10 end
                  else case when abgeschlossen_am <= e.austritt then 3 else 2 end end as bits,
             abgeschlossen_am::text || vereinbarung_id collate "C" as k
        from vermittlung_vereinbarung
       where person_id = e.person_id and abgeschlossen_am between e.austritt - 90 and e.austritt + 14
         and art in ('EV', 'KOOP')
      union all
      select 16 * case when {ZAEHLT} then case when unterbreitet_am <= e.austritt then 15 else 10 end
                       else case when unterbreitet_am <= e.austritt then 3 else 2 end end,
             unterbreitet_am::text || vermittlung_id collate "C"
        from vermittlung_vermittlung
       where person_id = e.person_id and unterbreitet_am between e.austritt - 90 and e.austritt + 14) x
   where e.grund is null group by e.id)
select teilnahme_id, austritt, grund is null, grund, case when grund is null then b & 68 = 68 end,
       case when grund is null then case b & 85
         when 0 then 'keine_vereinbarung|keine_vermittlung' when 16 then 'keine_vereinbarung|vermittlung_zaehlt_nicht'
         when 80 then 'keine_vereinbarung' when 1 then 'keine_vermittlung|vereinbarung_abgelaufen'
         when 17 then 'vereinbarung_abgelaufen|vermittlung_zaehlt_nicht' when 81 then 'vereinbarung_abgelaufen'
         when 5 then 'keine_vermittlung' when 21 then 'vermittlung_zaehlt_nicht' end end,
       case when grund is null then b & 136 = 136 end,
       case when grund is null then case b & 170
         when 0 then 'keine_vereinbarung|keine_vermittlung' when 32 then 'keine_vereinbarung|vermittlung_zaehlt_nicht'
         when 160 then 'keine_vereinbarung' when 2 then 'keine_vermittlung|vereinbarung_abgelaufen'
         when 34 then 'vereinbarung_abgelaufen|vermittlung_zaehlt_nicht' when 162 then 'vereinbarung_abgelaufen'
         when 10 then 'keine_vermittlung' when 42 then 'vermittlung_zaehlt_nicht' end end,
       substr(case when b & 68 = 68 then e when b & 136 = 136 then e2 end, 11),
       substr(case when b & 68 = 68 then v when b & 136 = 136 then v2 end, 11)
  from (select ein.*, coalesce(bits, 0) as b, e, e2, v, v2 from ein left join befund using (id)) alle
 order by teilnahme_id collate "C"
"""
# Rates need no reasons and no ids: only records that count, only counted exits.
QUOTEN = f"""
with ein as (
  select t.id, t.person_id, t.austritt
    from teilnahme_teilnahme t join massnahme_massnahme m on m.id = t.massnahme_id
   where t.austritt between %(von)s and %(bis)s and m.foerderart = any ({FOERDERARTEN})
     and t.austrittsgrund <> all ({FRUEH}) and t.austritt - t.eintritt >= 90),
befund as (
  select e.id, bit_or(x.bits) as bits
    from ein e, lateral (
      select case when abgeschlossen_am <= e.austritt then 3 else 2 end as bits from vermittlung_vereinbarung
       where person_id = e.person_id and abgeschlossen_am between e.austritt - 90 and e.austritt + 14
         and art in ('EV', 'KOOP') and (gueltig_bis is null or gueltig_bis >= greatest(e.austritt, abgeschlossen_am))
      union all
      select case when unterbreitet_am <= e.austritt then 12 else 8 end from vermittlung_vermittlung
       where person_id = e.person_id and unterbreitet_am between e.austritt - 90 and e.austritt + 14 and {ZAEHLT}) x
   group by e.id),
summe as (
  select to_char(austritt, 'YYYY-MM') as monat, count(*) as n, count(*) filter (where bits & 5 = 5) as ies,
         count(*) filter (where bits & 10 = 10) as iws
    from ein left join befund using (id) group by 1)
select monat, n, ies, (ies * 2000 + n) / (2 * n), iws, (iws * 2000 + n) / (2 * n) from summe order by monat
"""
ZEITRAUM: dict[str, Any] = {"von": VON, "bis": BIS}


def _eigner(**weiteres: Any) -> Any:
    from django.db import connection
    from psycopg import connect

    e = connection.settings_dict
    return connect(host=e["HOST"], port=e["PORT"], dbname=e["NAME"], user="wegplan_eigner", **weiteres)


def fuellen(anzahl: int) -> None:
    """The made-up exits as rows of the live tables, as owner and without the triggers of history and visibility."""
    with _eigner() as c:
        for tabelle, _ in EINFUEGEN:
            c.execute(f"alter table {tabelle} disable trigger user")
    with tempfile.TemporaryDirectory() as platz, _eigner() as c:
        schreiben(anzahl, Path(platz), "csv")
        for name, spalten in ROH.items():
            c.execute(f"create temporary table {name} ({spalten}) on commit drop")
            datei = Path(platz) / f"{name}.csv"
            with datei.open("rb") as zeilen, c.cursor().copy(f"copy {name} from stdin (format csv, header)") as kopie:
                while stueck := zeilen.read(1 << 20):
                    kopie.write(stueck)
        for _, befehl in EINFUEGEN:
            c.execute(befehl)
    with _eigner() as c:
        for tabelle, _ in EINFUEGEN:
            c.execute(f"alter table {tabelle} enable trigger user")
    with _eigner(autocommit=True) as c:
        c.execute("vacuum analyze")


ROH = {
    "massnahmen": "nr text, foerderart text, traeger text, beginn date",
    "personen": "k text, jobcenter text, team text",
    "teilnahmen": "id text, k text, nr text, eintritt date, ende date, austritt date, grund text",
    "vereinbarungen": "id text, k text, art text, am date, bis date",
    "vermittlungen": "id text, k text, art text, am date, stelle text, sv bool, stelle_betreut bool, profil bool",
}
# A person may not be twice in the same Maßnahme at the same time: of such exits one remains.
EINFUEGEN = (
    (
        "organisation_organisation",
        "insert into organisation_organisation (kennung, art, name, bundesland, regelwerk)"
        " select distinct traeger, 'bildungsdienstleister', '', '', '' from massnahmen"
        " union all select distinct jobcenter, 'jobcenter', '', '', 'cottbus' from personen",
    ),
    (
        "organisation_team",
        "insert into organisation_team (kennung, name, organisation_id)"
        " select distinct p.team, '', o.id from personen p join organisation_organisation o on o.kennung = p.jobcenter",
    ),
    (
        "person_person",
        "insert into person_person (kundennummer, nachname, vorname, geschlecht, jobcenter_id, team_id)"
        " select p.k, 'Name ' || p.k, '', '', t.organisation_id, t.id"
        " from personen p join organisation_team t on t.kennung = p.team",
    ),
    (
        "massnahme_massnahme",
        "insert into massnahme_massnahme (massnahmenummer, titel, foerderart, programmstufe, traeger_id, beginn,"
        " ort_land, zaehlweise) select m.nr, '', m.foerderart, '', o.id, m.beginn, '', ''"
        " from massnahmen m join organisation_organisation o on o.kennung = m.traeger",
    ),
    (
        "teilnahme_teilnahme",
        "insert into teilnahme_teilnahme (teilnahme_id, person_id, massnahme_id, eintritt, geplantes_ende, austritt,"
        " austrittsgrund, programmstufe)"
        " select distinct on (p.id, m.id) t.id, p.id, m.id, t.eintritt, t.ende, t.austritt,"
        " t.grund, '' from teilnahmen t"
        " join person_person p on p.kundennummer = t.k join massnahme_massnahme m on m.massnahmenummer = t.nr",
    ),
    (
        "vermittlung_vereinbarung",
        "insert into vermittlung_vereinbarung (vereinbarung_id, person_id, art, abgeschlossen_am, gueltig_bis,"
        " erfasst_am) select v.id, p.id, v.art, v.am, v.bis, v.am"
        " from vereinbarungen v join person_person p on p.kundennummer = v.k",
    ),
    (
        "vermittlung_vermittlung",
        "insert into vermittlung_vermittlung (vermittlung_id, person_id, art, unterbreitet_am, stellenart,"
        " sv_pflichtig, stelle_betreut, profil_betreut, erfasst_am)"
        " select v.id, p.id, v.art, v.am, v.stelle, v.sv, v.stelle_betreut, v.profil, v.am from vermittlungen v"
        " join person_person p on p.kundennummer = v.k",
    ),
)


def fragen() -> dict[str, tuple[str, str]]:
    """Per question the compiled statement (with the names of chapter 80 in front) and the rival's."""
    from wegplan.domains.absolventenmanagement.befehl import FALL_SPALTEN, QUOTEN_ROH
    from wegplan.domains.absolventenmanagement.gestalt import Gestalt
    from wegplan.domains.absolventenmanagement.quelle import DATENBANK
    from wegplan.domains.absolventenmanagement.uebersetzung import anweisung, geordnet

    faelle = anweisung("cottbus", DATENBANK, "faelle", Gestalt())
    quoten = anweisung("cottbus", DATENBANK, "quoten", Gestalt(("monat",)))
    return {
        "Fälle": (geordnet(faelle, FALL_SPALTEN, ("teilnahme_id",)), FAELLE),
        "Quoten": (geordnet(quoten, ("monat", *QUOTEN_ROH), ("monat",)), QUOTEN),
    }


def unsere(sql: str) -> tuple[float, list[tuple[Any, ...]]]:
    from wegplan.domains.absolventenmanagement.live import ausfuehren

    beginn = time.perf_counter()
    zeilen = ausfuehren(sql, ZEITRAUM)
    return time.perf_counter() - beginn, zeilen


def fremde(sql: str) -> tuple[float, list[tuple[Any, ...]]]:
    from django.db import connection

    beginn = time.perf_counter()
    with connection.cursor() as c:
        c.execute(sql, ZEITRAUM)
        zeilen = c.fetchall()
    return time.perf_counter() - beginn, zeilen


def messen(laeufe: int) -> float:
    """Ratio over both questions; prints each."""
    summe = [0.0, 0.0]
    for name, (eigenes, von_hand) in fragen().items():
        beste = [float("inf"), float("inf")]
        for _ in range(laeufe):
            (a, unser), (b, ihr) = unsere(eigenes), fremde(von_hand)
            if unser != ihr:
                raise SystemExit(f"{name}: die Ausgaben sind verschieden")
            beste = [min(beste[0], a), min(beste[1], b)]
        anzahl = sum(zeile[1] for zeile in unser) if name == "Quoten" else len(unser)
        print(f"Datenbank n={anzahl} {name}: {beste[0]:.2f} s, von Hand {beste[1]:.2f} s, {beste[0] / beste[1]:.2f}")
        summe = [links + rechts for links, rechts in zip(summe, beste, strict=True)]
    return summe[0] / summe[1]


def main(argv: list[str] | None = None) -> int:
    """Exit code 1 when the reach is missed (at full size)."""
    leser = argparse.ArgumentParser()
    leser.add_argument("--teil", type=float, default=1.0, help="Anteil der vollen Größe")
    leser.add_argument("--laeufe", type=int, default=5)
    angaben = leser.parse_args(argv)
    var = tempfile.mkdtemp(prefix="wegplan-bench-")
    os.chmod(var, 0o755)
    os.environ["WEGPLAN_VAR"] = var
    try:
        subprocess.run([sys.executable, "-m", "wegplan.befehle", "migrieren"], check=True, env=os.environ)
        from wegplan.befehle import django_bereit

        django_bereit("dienst")
        fuellen(int(ANZAHL * angaben.teil))
        verhaeltnis = messen(angaben.laeufe)
    finally:
        from wegplan.kit.database.einbettung import anmelden

        if halter := anmelden():
            halter.abmelden()
        shutil.rmtree(var, ignore_errors=True)
    print(f"Datenbank n={int(ANZAHL * angaben.teil)} zusammen: Verhältnis {verhaeltnis:.2f} (≤ {ZIEL})")
    return int(angaben.teil >= 1 and verhaeltnis > ZIEL)


if __name__ == "__main__":
    sys.exit(main())
