"""The figures of a project in a period, counted in the database; the only definition of each (JPS-92, AW-01).

A function with the rights of its owner: a provider loses a person some months after the exit, but the report counts
everybody. It gives numbers only, to the two sides of the project and to the service."""

from wegplan.domains.anwesenheit.fehlzeiten import fehlzeiten_sql

_MARKEN = """
  select t.massnahme_id as teilnahme, a.lernort, a.status
    from anwesenheit_anwesenheit a join teilnahme_teilnahme t on t.id = a.teilnahme_id
   where t.massnahme_id = projekt and a.datum between von and bis"""
_DARF = """
  coalesce(nullif(current_setting('role', true), 'none'), session_user) = 'wegplan_dienst'
  or (select sicht_darf('projektbericht_lesen')) and exists (
    select from massnahme_massnahme m
      join organisation_nutzer n on n.organisation_id in (m.traeger_id, m.regionalbuero_id)
     where m.id = projekt and n.id = (select sicht_ich()))"""

# (name, what is counted, from which rows, condition)
_ZAEHLUNGEN = (
    ("teilnehmende", "count(distinct person_id)", "dabei", "true"),
    ("eintritte", "count(*)", "dabei", "eintritt >= von"),
    ("austritte", "count(*)", "ende", "true"),
    ("vorzeitig", "count(*)", "ende", "austrittsgrund = any (vorzeitige)"),
    *(
        (grund, "count(*)", "ende", f"austrittsgrund = '{grund}' and austrittsgrund = any (vorzeitige)")
        for grund in ("abbruch", "stufenwechsel", "arbeitsaufnahme")
    ),
    ("soll", "coalesce(sum(soll), 0)", "fehlzeiten", "lernort = 'gesamt'"),
    ("fehltage", "coalesce(sum(fehltage), 0)", "fehlzeiten", "lernort = 'gesamt'"),
    ("unentschuldigt", "coalesce(sum(unentschuldigt), 0)", "fehlzeiten", "lernort = 'gesamt'"),
    ("fehlquote", "max(prozent)", "fehlzeiten", "lernort = 'gesamt'"),
    ("fehlquote_traeger", "max(prozent)", "fehlzeiten", "lernort = 'traeger'"),
    ("fehlquote_praktikum", "max(prozent)", "fehlzeiten", "lernort = 'praktikum'"),
    ("betreuung_personen", "count(distinct person_id)", "leistung", "art = 'sozialpaedagogisch'"),
    ("betreuung", "count(*)", "leistung", "art = 'sozialpaedagogisch'"),
    ("betreuung_minuten", "coalesce(sum(umfang_minuten), 0)", "leistung", "art = 'sozialpaedagogisch'"),
    ("stuetz_personen", "count(distinct person_id)", "leistung", "art = 'stuetzunterricht'"),
    ("stuetz_minuten", "coalesce(sum(umfang_minuten), 0)", "leistung", "art = 'stuetzunterricht'"),
    ("weitere_personen", "count(distinct person_id)", "leistung", "art = 'weitere'"),
    ("weitere_minuten", "coalesce(sum(umfang_minuten), 0)", "leistung", "art = 'weitere'"),
    ("qualifikation_personen", "count(distinct person_id)", "zertifikat", "true"),
    ("qualifikationen", "count(*)", "zertifikat", "true"),
    ("mit_zertifikat", "count(*)", "zertifikat", "mit_zertifikat"),
    *((art, "count(*)", "zertifikat", f"art = '{art}'") for art in ("teilqualifikation", "schein", "sprache")),
    ("praktikum_personen", "count(distinct person_id)", "praktikum", "true"),
    ("praktika", "count(*)", "praktikum", "true"),
    ("praktika_begonnen", "count(*)", "praktikum", "beginn >= von"),
    ("praktika_arbeitsmarkt", "count(*)", "praktikum", "erster_arbeitsmarkt"),
    ("praktika_selbst", "count(*)", "praktikum", "selbst_gesucht"),
    ("praktika_ausgewertet", "count(*)", "praktikum", "auswertung_erfolgt"),
    ("kontakte", "count(*)", "kontakt", "true"),
    ("betriebe", "count(distinct lower(btrim(unternehmen)))", "kontakt", "true"),
    ("kontakt_praktikum", "count(*)", "kontakt", "ergebnis = 'praktikum'"),
    ("kontakt_arbeit", "count(*)", "kontakt", "ergebnis = 'arbeit'"),
    ("hilfen", "count(*)", "hilfe", "true"),
    ("hilfen_personen", "coalesce(sum(personen), 0)", "hilfe", "true"),
    ("sitzungen", "count(*)", "sitzung", "true"),
)
NAMEN = tuple(name for name, *_ in _ZAEHLUNGEN)


def _zeilen(tabelle: str, tage: str) -> str:
    """Records of the Teilnahmen of the project; those keep to the period by `tage`."""
    return f"""
    select z.* from {tabelle} z join teilnahme_teilnahme t on t.id = z.teilnahme_id
     where t.massnahme_id = projekt and {tage}"""


def zahlen_sql() -> str:
    """`create function projektbericht_zahlen(project, from, to, reasons of an early end) → (name, wert)`; a figure
    without any case that is a rate is null."""
    teile = "\n  union all ".join(
        f"select '{name}', ({was})::numeric from {woher} where {wenn}" for name, was, woher, wenn in _ZAEHLUNGEN
    )
    return f"""
create function projektbericht_zahlen(projekt bigint, von date, bis date, vorzeitige text[])
returns table (name text, wert numeric) language sql stable security definer set search_path = public, pg_temp as $$
{fehlzeiten_sql(_MARKEN)},
dabei as (
  select * from teilnahme_teilnahme
   where massnahme_id = projekt and eintritt <= bis and (austritt is null or austritt >= von)),
ende as (select * from dabei where austritt <= bis),
leistung as ({_zeilen("foerderung_foerderleistung", "z.tag between von and bis")}),
zertifikat as ({_zeilen("foerderung_zertifikat", "z.erworben_am between von and bis")}),
praktikum as ({_zeilen("foerderung_praktikum", "z.beginn <= bis and (z.ende is null or z.ende >= von)")}),
kontakt as (select * from projektbericht_unternehmenskontakt where massnahme_id = projekt and tag between von and bis),
hilfe as (select * from projektbericht_mobilitaetshilfe where massnahme_id = projekt and tag between von and bis),
sitzung as (select * from projektbericht_gremiensitzung where massnahme_id = projekt and tag between von and bis),
alle as (
  {teile})
select * from alle where {_DARF}
$$;
"""


OHNE = "drop function projektbericht_zahlen(bigint, date, date, text[]);"
