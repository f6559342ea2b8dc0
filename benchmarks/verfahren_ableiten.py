"""Row 4 of the speed table: all steps of 100,000 running Teilnahmen derived from scratch (VF-11).

Rival: one INSERT … SELECT of as many finished rows into the same empty table with its keys, indexes and histories, on
the same connection. In turns, the best of `--laeufe`. Reach: at most 4 times its time. The nightly run, which finds
nothing to change, is timed beside it.

    python -m benchmarks.verfahren_ableiten [--teil 0.1] [--laeufe 3]
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from typing import Any

ANZAHL, ZIEL = 100_000, 4.0

# One office by Goslar and one by Cottbus; every kind of measure, lengths from 60 to 900 days, all running today.
DATEN = """
select set_config('wegplan.sammel', '1', false);
insert into organisation_organisation (kennung, art, name, bundesland, regelwerk)
  values ('JC1', 'jobcenter', '', 'DE-BB', 'cottbus'), ('JC2', 'jobcenter', '', 'DE-NI', 'goslar'),
         ('TR1', 'bildungsdienstleister', '', '', '');
insert into massnahme_massnahme (massnahmenummer, titel, foerderart, programmstufe, traeger_id, beginn, ort_land,
                                 zaehlweise)
  select 'M' || i, '', (array['FbW-A','FbW-T','FbW','MAT','AVGS','MAG','AGH','BaE','EQ'])[i % 9 + 1], '', o.id,
         current_date - 2000, '', ''
    from generate_series(1, 900) i, organisation_organisation o where o.kennung = 'TR1';
insert into person_person (kundennummer, nachname, vorname, geschlecht, jobcenter_id)
  select 'K' || i, 'Name' || i, '', '', o.id from generate_series(1, {n}) i
    join organisation_organisation o on o.kennung = 'JC' || (i % 2 + 1);
insert into teilnahme_teilnahme (teilnahme_id, person_id, massnahme_id, eintritt, geplantes_ende, austrittsgrund,
                                 programmstufe)
  select 'T' || p.id, p.id, m.id, e.tag, e.tag + (60 + p.id * 31 % 840)::int, '', '' from person_person p
    join massnahme_massnahme m on m.massnahmenummer = 'M' || (p.id % 900 + 1)
    cross join lateral (select current_date - (p.id * 37 % (60 + p.id * 31 % 840))::int as tag) e;
insert into vermittlung_vereinbarung (vereinbarung_id, person_id, art, abgeschlossen_am, gueltig_bis)
  select 'E' || z || '-' || p.id, p.id, 'EV', current_date - (p.id * 11 % 300 + z * 90)::int, null
    from person_person p, generate_series(0, 1) z;
insert into vorgang_vorgang (vorgang_id, person_id, art, tag, ergebnis, notiz)
  select 'G' || z || '-' || p.id, p.id, (array['gespraech_fg','gespraech_telefon','buchung'])[z + 1],
         current_date - (p.id * 13 % 200 + z * 60)::int, '', '' from person_person p, generate_series(0, 2) z;
"""
LEEREN = "truncate verfahren_schritt, verfahren_schrittevent"


def fuellen(n: int) -> None:
    """The made-up running Teilnahmen with their records, nothing derived yet."""
    from django.db import connection

    with connection.cursor() as c:
        for sql in filter(str.strip, DATEN.format(n=n).split(";\n")):
            c.execute(sql)
        c.execute("vacuum analyze")


def gemessen(c: Any, sql: str) -> float:
    beginn = time.perf_counter()
    c.execute(sql)
    return time.perf_counter() - beginn


def messen(laeufe: int) -> tuple[int, float, float, float]:
    """Number of steps; best times of deriving, of the rival, and of deriving again."""
    from django.db import connection

    unsere, fremde, wieder, anzahl = [], [], [], 0
    with connection.cursor() as c:
        for _ in range(laeufe):
            c.execute(LEEREN)
            unsere.append(gemessen(c, "select verfahren_alle_ableiten()"))
            c.execute("create temporary table fertig as select * from verfahren_schritt")
            anzahl = c.rowcount
            wieder.append(gemessen(c, "select verfahren_alle_ableiten()"))
            c.execute(LEEREN)
            fremde.append(gemessen(c, "insert into verfahren_schritt overriding system value select * from fertig"))
            c.execute("drop table fertig")
    return anzahl, min(unsere), min(fremde), min(wieder)


def main(argv: list[str] | None = None) -> int:
    """Exit code 1 when the reach is missed (at full size)."""
    leser = argparse.ArgumentParser()
    leser.add_argument("--teil", type=float, default=1.0, help="Anteil der vollen Größe")
    leser.add_argument("--laeufe", type=int, default=3)
    angaben = leser.parse_args(argv)
    teilnahmen = int(ANZAHL * angaben.teil)
    var = tempfile.mkdtemp(prefix="wegplan-bench-")
    os.chmod(var, 0o755)
    os.environ["WEGPLAN_VAR"] = var
    try:
        subprocess.run([sys.executable, "-m", "wegplan.befehle", "migrieren"], check=True, env=os.environ)
        from wegplan.befehle import django_bereit

        django_bereit("eigner")
        fuellen(teilnahmen)
        anzahl, unsere, fremde, wieder = messen(angaben.laeufe)
    finally:
        from wegplan.kit.database.einbettung import anmelden

        if halter := anmelden():
            halter.abmelden()
        shutil.rmtree(var, ignore_errors=True)
    print(f"Ableiten n={teilnahmen} Teilnahmen, {anzahl} Schritte: {unsere:.2f} s, INSERT {fremde:.2f} s, "
          f"Verhältnis {unsere / fremde:.2f} (≤ {ZIEL}); nächtlicher Lauf ohne Änderung {wieder:.2f} s")  # fmt: skip
    return int(angaben.teil >= 1 and unsere / fremde > ZIEL)


if __name__ == "__main__":
    sys.exit(main())
