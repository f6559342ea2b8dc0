"""The absence figures (JPS-33) as one statement for DuckDB and PostgreSQL.

Lesart: a target day is a day with a mark, in a folder as in the live database. The entry offers the target days of the
measure's pattern; a target day without a mark is not entered yet, and counts neither as present nor as missed."""

SPALTEN = ("teilnahme_id", "lernort", "soll", "fehltage", "unentschuldigt", "prozent")

# Half up to one decimal in whole numbers: both engines divide a multiple, so nothing is left to their rounding.
PROZENT = """cast(cast((2000 * fehltage + soll - mod(2000 * fehltage + soll, 2 * soll)) / (2 * soll) as bigint) * 0.1
       as decimal(5, 1))"""


def fehlzeiten_sql(marken: str) -> str:
    """Head of a statement whose `fehlzeiten` holds one row per Teilnahme and place of learning and their sum `gesamt`.

    `marken`: SELECT of teilnahme, lernort, status, one row per mark that counts."""
    return f"""
with marken as ({marken}),
zahlen as (
  select teilnahme, case when grouping(lernort) = 1 then 'gesamt' else lernort end as lernort, count(*) as soll,
         count(*) filter (where status <> 'anwesend') as fehltage,
         count(*) filter (where status = 'unentschuldigt') as unentschuldigt
    from marken group by grouping sets ((teilnahme, lernort), (teilnahme))),
fehlzeiten as (
  select teilnahme, lernort, soll, fehltage, unentschuldigt,
       {PROZENT} as prozent
    from zahlen)
"""
