"""DP-05: a checked import of 100,000 personen, 150,000 teilnahmen and 500,000 vereinbarungen/vermittlungen.

Rival: bare COPY of the same finished rows into the same tables with their keys and indexes, in one transaction, as
the owner (no row security) and without the triggers of history and visibility. Reach: at most 3 times its time.

    python -m benchmarks.import_datenpaket [--teil 0.1] [--laeufe 3]
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PERSONEN, TEILNAHMEN, VEREINBARUNGEN, VERMITTLUNGEN = 100_000, 150_000, 200_000, 300_000
MASSNAHMEN, ZIEL = 800, 3.0
TABELLEN = (
    "organisation_organisation",
    "organisation_team",
    "person_person",
    "massnahme_massnahme",
    "teilnahme_teilnahme",
    "vermittlung_vereinbarung",
    "vermittlung_vermittlung",
)


def paket(ordner: Path, teil: float) -> int:
    """Write a made-up package; gives the number of its rows of personen, teilnahmen and events."""
    import duckdb

    n = {k: int(v * teil) for k, v in (("p", PERSONEN), ("t", TEILNAHMEN), ("e", VEREINBARUNGEN), ("v", VERMITTLUNGEN))}
    p = n["p"]
    tag = "(date '2023-01-01' + cast({} as integer))"
    eintritt = tag.format(f"(i * 37) % 500 + (i // {p}) * 600")
    dateien = {
        "organisationen": "select * from (values ('JC1','jobcenter','Jobcenter 1',null,'DE-BB'),"
        " ('JC2','jobcenter','Jobcenter 2',null,'DE-NI'), ('BDL1','bildungsdienstleister','Lernwerk',null,null))"
        " t(kennung, art, name, uebergeordnet, bundesland)",
        "teams": "select 'JC' || (i % 2 + 1) || '-T' || i as kennung, 'JC' || (i % 2 + 1) as organisation,"
        " 'Team ' || i as name from range(8) t(i)",
        "personen": "select printf('K%08d', i) as kundennummer, 'Nachname' || i % 9973 as nachname,"
        f" 'Vorname' || i % 499 as vorname, {tag.format('-(i * 13) % 15000 - 7000')} as geburtsdatum,"
        " ['w','m','d','x'][i % 4 + 1] as geschlecht, 'JC' || (i % 2 + 1) as jobcenter,"
        f" 'JC' || (i % 2 + 1) || '-T' || (i % 8) as team from range({p}) t(i)",
        "massnahmen": "select printf('M%05d', i) as massnahmenummer, 'Maßnahme ' || i as titel,"
        " ['FbW','MAT','AVGS','AGH'][i % 4 + 1] as foerderart, null as programmstufe, 'BDL1' as traeger,"
        " null as regionalbuero, date '2022-01-01' as beginn, date '2027-12-31' as ende, 20 as plaetze,"
        f" true as gruppenmassnahme from range({MASSNAHMEN}) t(i)",
        "teilnahmen": f"select printf('T%08d', i) as teilnahme_id, printf('K%08d', i % {p}) as kundennummer,"
        f" printf('M%05d', (i * 7) % {MASSNAHMEN}) as massnahmenummer, {eintritt} as eintritt,"
        f" {eintritt} + 180 as geplantes_ende,"
        f" case when i % 3 > 0 then {eintritt} + cast(170 + i % 10 as integer) end as austritt,"
        f" case when i % 3 > 0 then 'abbruch' end as austrittsgrund from range({n['t']}) t(i)",
        "vereinbarungen": "select printf('E%08d', i) as vereinbarung_id,"
        f" printf('K%08d', (i * 3) % {p}) as kundennummer,"
        f" 'KOOP' as art, {tag.format('(i * 11) % 1000')} as abgeschlossen_am,"
        f" {tag.format('(i * 11) % 1000 + 180')} as gueltig_bis from range({n['e']}) t(i)",
        "vermittlungen": f"select printf('V%08d', i) as vermittlung_id, printf('K%08d', (i * 7) % {p}) as kundennummer,"
        f" ['VV','SI'][i % 2 + 1] as art, {tag.format('(i * 17) % 1000')} as unterbreitet_am, 'arbeit' as stellenart,"
        f" true as sv_pflichtig, i % 3 > 0 as stelle_betreut, i % 5 > 0 as profil_betreut from range({n['v']}) t(i)",
    }
    db = duckdb.connect()
    for name, sql in dateien.items():
        db.execute(f"copy ({sql}) to '{ordner / name}.csv' (header true)")
    return sum(n.values())


def einlesen(ordner: Path) -> float:
    """Seconds of the checked import into empty tables, from the folder to the commit."""
    from wegplan.domains.datenpaket.services import einlesen as lies

    _leeren()
    beginn = time.perf_counter()
    marken: list[tuple[str, float]] = []
    ergebnis = lies(ordner, fortschritt=lambda schritt, *_: marken.append((schritt, time.perf_counter())))
    dauer = time.perf_counter() - beginn
    if not ergebnis.gelungen:
        raise SystemExit(ergebnis.bericht.fehler[0].als_text())
    if os.environ.get("BENCH_SCHRITTE"):
        for (schritt, ab), (_, bis) in zip(marken, [*marken[1:], ("", beginn + dauer)], strict=True):
            print(f"    {bis - ab:6.2f} s  {schritt}", file=sys.stderr)
    return dauer


def _eigner():
    import psycopg
    from django.db import connection

    einstellung = connection.settings_dict
    return psycopg.connect(
        host=einstellung["HOST"], port=einstellung["PORT"], dbname=einstellung["NAME"], user="wegplan_eigner"
    )


def _leeren() -> None:
    with _eigner() as c:
        c.execute(f"truncate {', '.join(TABELLEN)}, datenpaket_datenimport, pghistory_context, audit_zugriff cascade")
        for tabelle in TABELLEN:
            c.execute(f"truncate {tabelle}event")


def merken(ordner: Path) -> dict[str, tuple[str, Path]]:
    """The finished rows of every table as COPY files, with their columns (without generated ones)."""
    ergebnis = {}
    with _eigner() as c:
        for tabelle in TABELLEN:
            spalten = ", ".join(
                z
                for (z,) in c.execute(
                    "select quote_ident(attname) from pg_attribute where attrelid = %s::regclass and attnum > 0"
                    " and not attisdropped and attgenerated = '' order by attnum",
                    [tabelle],
                )
            )
            datei = ordner / tabelle
            with datei.open("wb") as f, c.cursor().copy(f"copy {tabelle} ({spalten}) to stdout") as kopie:
                for stueck in kopie:
                    f.write(stueck)
            ergebnis[tabelle] = (spalten, datei)
    return ergebnis


def kopieren(dateien: dict[str, tuple[str, Path]]) -> float:
    """Seconds of the bare COPY into empty tables, to the commit."""
    _leeren()
    with _eigner() as c:
        for tabelle in TABELLEN:
            c.execute(f"alter table {tabelle} disable trigger user")
    with _eigner() as c:
        beginn = time.perf_counter()
        for tabelle, (spalten, datei) in dateien.items():
            with datei.open("rb") as f, c.cursor().copy(f"copy {tabelle} ({spalten}) from stdin") as kopie:
                while stueck := f.read(1 << 20):
                    kopie.write(stueck)
        c.commit()
        dauer = time.perf_counter() - beginn
    with _eigner() as c:
        for tabelle in TABELLEN:
            c.execute(f"alter table {tabelle} enable trigger user")
    return dauer


def messen(teil: float, laeufe: int) -> tuple[float, float, int]:
    """(seconds of the import, seconds of the rival, rows), the best of `laeufe` each, taken in turns."""
    with tempfile.TemporaryDirectory() as platz:
        ordner, kopien = Path(platz) / "paket", Path(platz) / "kopien"
        ordner.mkdir()
        kopien.mkdir()
        zeilen = paket(ordner, teil)
        eigene, fremde = [], []
        for _ in range(laeufe):
            eigene.append(einlesen(ordner))
            fremde.append(kopieren(merken(kopien)))
            print(f"  Import {eigene[-1]:.2f} s, COPY {fremde[-1]:.2f} s", file=sys.stderr)
    return min(eigene), min(fremde), zeilen


def main(argv: list[str] | None = None) -> int:
    """Exit code 1 when the reach is missed (at full size)."""
    leser = argparse.ArgumentParser()
    leser.add_argument("--teil", type=float, default=1.0, help="Anteil der vollen Größe")
    leser.add_argument("--laeufe", type=int, default=3)
    angaben = leser.parse_args(argv)
    var = tempfile.mkdtemp(prefix="wegplan-bench-")
    os.chmod(var, 0o755)
    os.environ["WEGPLAN_VAR"] = var
    try:
        subprocess.run([sys.executable, "-m", "wegplan.befehle", "migrieren"], check=True, env=os.environ)
        from wegplan.befehle import django_bereit

        django_bereit("dienst")
        eigene, fremde, zeilen = messen(angaben.teil, angaben.laeufe)
    finally:
        from wegplan.kit.database.einbettung import anmelden

        if halter := anmelden():
            halter.abmelden()
        shutil.rmtree(var)
    print(f"Einlesen n={zeilen}: {eigene:.2f} s, COPY {fremde:.2f} s, Verhältnis {eigene / fremde:.2f} (≤ {ZIEL})")
    return int(angaben.teil >= 1 and eigene > ZIEL * fremde)


if __name__ == "__main__":
    sys.exit(main())
