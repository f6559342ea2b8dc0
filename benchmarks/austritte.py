"""Made-up exits for the benchmarks, the same for the same number: as Parquet files, and as rows of the live tables."""

from datetime import date
from pathlib import Path

VON, BIS = date(2020, 1, 1), date(2025, 12, 31)
TAGE = 2192 - 2  # of exits from VON on
MASSNAHMEN = 5000
FOERDERARTEN = ("FbW-A", "FbW-T", "FbW", "MAT", "AVGS", "MAG", "AGH", "BaE", "EQ", "BvB", "REHA")
GRUENDE = ("regulaer",) * 6 + ("ziel_vorzeitig_erreicht", "abbruch", "stufenwechsel", "arbeitsaufnahme")
STELLENARTEN = ("arbeit",) * 4 + ("kuenstler", "ausbildung", "minijob", "sonstige")


def wurf(salz: int, seiten: int, was: str = "i") -> str:
    """A number below `seiten` that looks thrown, from the row's number `was`, as DuckDB SQL."""
    return f"(hash({was} * 1000 + {salz}) % {seiten})::int"


def tabellen(anzahl: int) -> dict[str, str]:
    """DuckDB SQL of the tables of chapter 80 for `anzahl` exits: 0.8 persons, 1.2 Vereinbarungen and 2 Vermittlungen
    each, dated from 20 days after to 120 days before the exit."""
    personen = max(anzahl * 8 // 10, 1)
    person = f"hash({{}} * 7 + 1) % {personen}"
    austritt = f"date '{VON}' + {{}}"
    liste = "[" + ", ".join(f"'{wort}'" for wort in FOERDERARTEN) + "]"
    gruende = "[" + ", ".join(f"'{wort}'" for wort in GRUENDE) + "]"
    stellen = "[" + ", ".join(f"'{wort}'" for wort in STELLENARTEN) + "]"
    return {
        "massnahmen": f"""
            select printf('M%05d', i) as massnahmenummer, {liste}[1 + {wurf(1, len(FOERDERARTEN))}] as foerderart,
                   'BDL' || {wurf(2, 200)} as traeger, date '2018-01-01' as beginn
              from range({MASSNAHMEN}) t(i)""",
        "personen": f"""
            select printf('K%09d', i) as kundennummer, 'JC' || ({wurf(5, 80)} // 4) as jobcenter,
                   'JC' || ({wurf(5, 80)} // 4) || '-T' || ({wurf(5, 80)} % 4) as team
              from range({personen}) t(i)""",
        "teilnahmen": f"""
            with a as (select i, {austritt.format(wurf(6, TAGE))} as austritt from range({anzahl}) t(i))
            select printf('T%09d', i) as teilnahme_id, printf('K%09d', {person.format("i")}) as kundennummer,
                   printf('M%05d', {wurf(9, MASSNAHMEN)}) as massnahmenummer, austritt - {wurf(7, 400)} as eintritt,
                   austritt as geplantes_ende, austritt, {gruende}[1 + {wurf(8, 10)}] as austrittsgrund
              from a""",
        "vereinbarungen": f"""
            with a as (select i, {austritt.format(wurf(6, TAGE))} + 20 - {wurf(11, 140)} as am
                         from range({anzahl * 12 // 10}) t(i))
            select printf('E%09d', i) as vereinbarung_id, printf('K%09d', {person.format("i")}) as kundennummer,
                   if({wurf(12, 4)} = 0, 'KOOP', 'EV') as art, am as abgeschlossen_am,
                   case when {wurf(12, 4)} = 1 then null else am + {wurf(13, 200)} end as gueltig_bis
              from a""",
        "vermittlungen": f"""
            with a as (select i, {austritt.format(wurf(6, TAGE, "(i // 2)"))} + 20 - {wurf(11, 140)} as am
                         from range({anzahl * 2}) t(i))
            select printf('V%09d', i) as vermittlung_id, printf('K%09d', {person.format("(i // 2)")}) as kundennummer,
                   if({wurf(14, 3)} = 0, 'SI', 'VV') as art, am as unterbreitet_am,
                   {stellen}[1 + {wurf(15, len(STELLENARTEN))}] as stellenart, {wurf(16, 10)} > 0 as sv_pflichtig,
                   case when {wurf(17, 20)} = 0 then null else {wurf(17, 20)} > 4 end as stelle_betreut,
                   {wurf(18, 5)} > 0 as profil_betreut
              from a""",
    }


def schreiben(anzahl: int, ordner: Path, form: str = "parquet") -> None:
    """Write the package as `<table>.parquet` (or csv)."""
    import duckdb

    ordner.mkdir(parents=True, exist_ok=True)
    db = duckdb.connect()
    db.execute("set enable_progress_bar=false")
    for name, sql in tabellen(anzahl).items():
        db.execute(f"copy ({sql}) to '{ordner / name}.{form}' (format {form})")
