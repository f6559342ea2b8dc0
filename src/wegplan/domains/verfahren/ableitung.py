"""The one derivation of dated steps (VF-02 to VF-06), as SQL that PostgreSQL and DuckDB both run.

It reads these tables, which a source brings: `teilnahmen` (schluessel, person, verfahren, gilt_ab, gilt_vor, kalender,
foerderart, stufe, eintritt, geplantes_ende, austritt, austrittsgrund, probezeit_ende, zwischenpruefung,
abschlusspruefung), `belege` (person, teilnahme or null, beleg, tag, bis, kennung), `strategien` (person, art, von,
bis), `kalender` (kalender, tag, arbeitstag, nummer) and the tables of rules. A Teilnahme that was moved to another
version of its procedure has one row per version, each with the first day of its time and the first day after it; all
others have one row without. Every rule stands in the rule file; what stands here is arithmetic of days and the Lesarten
of chapter 30, VF-03."""

from .regeltabelle import OHNE_MONATE

ERGEBNIS = (
    "teilnahme",
    "person",
    "verfahren",
    "schritt",
    "lauf",
    "zustaendig",
    "faellig_von",
    "faellig_bis",
    "erste_erinnerung",
    "erinnerung",
    "zustand",
    "grund",
    "beleg",
    "beleg_tag",
)

# The end is the exit once it is known. Lengths are the planned ones, also after an early exit.
FAELLE = """
faelle as (
  select t.*, t.geplantes_ende - t.eintritt + 1 as dauer, coalesce(t.austritt, t.geplantes_ende) as ende
    from teilnahmen t),
passend as (
  select f.*, r.*,
         date_trunc(case r.anker when 'quartalsende' then 'quarter' else 'month' end, f.eintritt)::date as anfang
    from faelle f
    join regel_arten a on a.foerderart = f.foerderart and (a.stufe = '' or a.stufe = f.stufe)
    join regeln r on r.regel = a.regel and r.regelwerk = f.verfahren
   where (r.jede_dauer or (
           f.dauer between r.ab_tagen and r.bis_tagen
           and f.geplantes_ende + 1 >= (f.eintritt + r.ab_monaten * interval '1 month')::date
           and f.geplantes_ende + 1 > (f.eintritt + r.ueber_monaten * interval '1 month')::date
           and (r.unter_monaten = {ohne_monate}
                or f.geplantes_ende + 1 < (f.eintritt + r.unter_monaten * interval '1 month')::date)))
     and (r.strategie = '' or exists (
           select 1 from strategien s
            where s.person = f.person and s.art = r.strategie and s.von <= f.geplantes_ende
              and (s.bis is null or s.bis >= f.eintritt))))"""

# A single step hangs on its anchor; a repeated one on entry + n months, or on the ends of its months or quarters.
ANKER = """
verankert as (
  select p.*, 0 as lauf, null::date as vorige,
         case p.anker
           when 'eintritt' then p.eintritt
           when 'geplantes_ende' then p.geplantes_ende
           when 'austritt' then p.ende
           when 'mitte' then p.eintritt + floor((p.geplantes_ende - p.eintritt) / 2.0)::int
           when 'ausbildungsjahr_ende' then (p.eintritt + 12 * p.nummer * interval '1 month')::date - 1
           when 'probezeit_ende' then p.probezeit_ende
           when 'zwischenpruefung' then p.zwischenpruefung
           when 'abschlusspruefung' then p.abschlusspruefung
         end as ankertag
    from passend p where p.alle_monate = 0
  union all
  select p.*, z.k::int,
         case when p.anker = 'eintritt' then (p.eintritt + (z.k - 1) * p.alle_monate * interval '1 month')::date
              else (p.anfang + z.k * p.alle_monate * interval '1 month')::date - 1 end,
         case when p.anker = 'eintritt' then (p.eintritt + z.k * p.alle_monate * interval '1 month')::date
              else (p.anfang + (z.k + 1) * p.alle_monate * interval '1 month')::date - 1 end
    from passend p
    join generate_series(0, 600) z(k)
      on z.k >= case when p.anker = 'eintritt' then 1 else 0 end
     and (p.anfang + z.k * p.alle_monate * interval '1 month')::date <= p.geplantes_ende
   where p.alle_monate > 0
     and (p.anker <> 'eintritt'
          or (p.eintritt + z.k * p.alle_monate * interval '1 month')::date <= p.geplantes_ende))"""


# Months clamp to the end of the month by the engines' own arithmetic; a fixed day of the year is the last one that is
# not after the anchor; working days count on from there.
TAGE = """
versetzt as (
  select v.*,
         case when v.von_monate is not null
              then (v.ankertag + v.von_monate * interval '1 month')::date + v.von_tage end as faellig_von,
         (v.ankertag + v.bis_monate * interval '1 month')::date + v.bis_tage as bis_roh
    from verankert v where v.ankertag is not null),
im_jahr as (
  select v.*,
         case when v.im_monat = 0 then v.bis_roh
              when make_date(extract(year from v.bis_roh)::int, v.im_monat, v.am_tag) <= v.bis_roh
              then make_date(extract(year from v.bis_roh)::int, v.im_monat, v.am_tag)
              else make_date(extract(year from v.bis_roh)::int - 1, v.im_monat, v.am_tag) end as bis_tag
    from versetzt v),
datiert as (
  select j.*, coalesce(spaeter.tag, j.bis_tag) as faellig_bis
    from im_jahr j
    left join kalender ab
      on j.bis_arbeitstage > 0 and ab.kalender = j.kalender and ab.tag = j.bis_tag
    left join kalender spaeter
      on j.bis_arbeitstage > 0 and spaeter.kalender = j.kalender and spaeter.tag = spaeter.arbeitstag
     and spaeter.nummer = ab.nummer + j.bis_arbeitstage),
erinnert as (
  select d.*, letzte.arbeitstag as erinnerung, coalesce(erste.arbeitstag, letzte.arbeitstag) as erste_erinnerung
    from datiert d
    left join kalender letzte on letzte.kalender = d.kalender and letzte.tag = d.faellig_bis
    left join kalender erste on erste.kalender = d.kalender and erste.tag = d.faellig_von)"""

# The earliest record that counts; text of day and key, so that both engines find it by one minimum.
NACHWEISE = """
nachweise as (
  select e.schluessel, e.verfahren, e.schritt, e.lauf, min(cast(b.tag as varchar) || b.kennung) as fund
    from erinnert e
    join regel_belege rb on rb.regel = e.regel
    join belege b
      on b.person = e.person and b.beleg = rb.beleg and (b.teilnahme is null or b.teilnahme = e.schluessel)
     and b.tag <= {stichtag}
     and b.tag >= case e.beleg_von
           when 'faellig_von' then e.faellig_von
           when 'vorige' then e.vorige
           when 'eintritt' then e.eintritt
           when 'geplantes_ende' then e.geplantes_ende
           else e.ende end + e.beleg_von_tage
     and b.tag <= case e.beleg_bis
           when 'eintritt' then e.eintritt + e.beleg_bis_tage
           when 'geplantes_ende' then e.geplantes_ende + e.beleg_bis_tage
           when 'austritt' then e.ende + e.beleg_bis_tage
           else greatest(e.faellig_bis, (coalesce(e.ende, e.faellig_bis) + e.spaet_monate * interval '1 month')::date)
         end
     and (not e.beleg_gueltig or b.bis is null or b.bis >= e.eintritt)
   group by 1, 2, 3, 4)"""

# What comes before the end falls away when the exit came first; a month or a quarter only when none of it is left.
AUSTRITT = """
beurteilt as not materialized (
  select e.*, not e.nach_dem_ende and e.austritt is not null
              and case when e.anker in ('monatsende', 'quartalsende') then e.austritt <= e.vorige
                       else e.austritt < e.faellig_bis end as zu_spaet
    from erinnert e)"""

# Of a Teilnahme that was moved: a step already due before the move stays with the old version; every other one follows
# the new, if it falls due in its time or the old version knew it, too. So none is asked for twice and none is lost.
EINMAL = """
einmal as (
  select b.* from beurteilt b where b.gilt_ab is null and b.gilt_vor is null
  union all
  select b.* from beurteilt b
   where (b.gilt_ab is not null or b.gilt_vor is not null) and (b.gilt_vor is null or b.faellig_bis < b.gilt_vor)
     and not exists (
       select 1 from beurteilt alt
        where alt.schluessel = b.schluessel and alt.schritt = b.schritt and alt.lauf = b.lauf
          and alt.gilt_vor <= b.gilt_ab and alt.faellig_bis < alt.gilt_vor)
     and (b.gilt_ab is null or b.faellig_bis >= b.gilt_ab or exists (
       select 1 from beurteilt alt
        where alt.schluessel = b.schluessel and alt.schritt = b.schritt and alt.lauf = b.lauf
          and alt.gilt_vor <= b.gilt_ab)))"""

# A record outweighs everything; then what the exit took away; then the days.
ERGEBNISSE = """
ergebnis as (
  select e.schluessel as teilnahme, e.person, e.verfahren, e.schritt, e.lauf, e.zustaendig,
         e.faellig_von, e.faellig_bis, e.erste_erinnerung, e.erinnerung,
         case when n.fund is not null and cast(substr(n.fund, 1, 10) as date) <= e.faellig_bis then 'erledigt'
              when n.fund is not null then 'verspaetet'
              when e.zu_spaet then 'entfallen'
              when e.nach_dem_ende and e.austrittsgrund = 'arbeitsaufnahme' and not e.schliesst then 'entfallen'
              when e.faellig_bis < {stichtag} then 'ueberfaellig'
              else 'offen' end as zustand,
         case when n.fund is not null then ''
              when e.zu_spaet then 'austritt'
              when e.nach_dem_ende and e.austrittsgrund = 'arbeitsaufnahme' and not e.schliesst then 'arbeit'
              else '' end as grund,
         substr(n.fund, 11) as beleg, cast(substr(n.fund, 1, 10) as date) as beleg_tag
    from einmal e
    left join nachweise n
      on n.schluessel = e.schluessel and n.verfahren = e.verfahren and n.schritt = e.schritt and n.lauf = e.lauf)"""


def ableitung(quelle: str, regeln: str, stichtag: str) -> str:
    """Common tables up to `ergebnis` (columns ERGEBNIS), to be followed by a statement over it.

    `quelle`: the common tables of the source, `regeln`: those of the rules (regeltabelle.als_sql), `stichtag`: the
    engine's placeholder of the reference day."""
    teile = (FAELLE.format(ohne_monate=OHNE_MONATE), ANKER, TAGE, NACHWEISE, AUSTRITT, EINMAL, ERGEBNISSE)
    vorne = [teil for teil in (quelle, regeln) if teil]
    return "with " + ",".join([*vorne, *(teil.replace("{stichtag}", stichtag) for teil in teile)])
