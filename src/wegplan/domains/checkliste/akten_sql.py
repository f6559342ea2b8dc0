"""SQL that gathers what the file says of a project's duties: kinds and days of records, no contents (JPS-83).

The traffic light of a project must be the same for provider, Regionalbüro and Regiestelle, though none of them reads
every record. So this function reads with the rights of the owner, gives out days only, and no persons; for the projects
of the own office, for the Regiestelle all of them. Used by migrations."""

_LOKAL = "(({}) at time zone 'Europe/Berlin')::date"


def _beleg(art: str, quelle: str, tag: str, weiterer: str = "null", angaben: str = "null", *, je: str = "") -> str:
    """One kind of record: kind (SQL), Teilnahme or null, day, further day, further facts, number."""
    teilnahme = je or "x.teilnahme_id"
    massnahme = "x.massnahme_id" if je else "t.massnahme_id"
    join = "join m on m.id = x.massnahme_id" if je else "join t on t.id = x.teilnahme_id"
    return (
        f"select {massnahme} as massnahme, {art} as art, {teilnahme} as teilnahme, ({tag})::date as tag,"
        f" x.id as nummer, jsonb_build_array({art}, {teilnahme}, ({tag})::date, {weiterer}, {angaben}, x.id) as beleg"
        f" from {quelle.format(join=join)}"
    )


_PROJEKT = "null::bigint"
BELEGE = (
    _beleg("'gespraech_' || x.art", "gespraech_gespraech x {join} where x.ausgang = 'gefuehrt'", "x.tag"),
    _beleg("'gespraech_' || x.art", "gespraech_gespraech x {join} where x.ausgang = 'gefuehrt'", "x.tag", je=_PROJEKT),
    _beleg(
        "'foerderplan'",
        "foerderplan_planfassung x {join} where x.stand = 'unterschrieben'",
        "x.unterschrieben_am",
        angaben="jsonb_build_array(x.nummer, x.stufenfrage <> '')",
    ),
    _beleg(
        "'entwicklungsbericht'",
        "bericht_entwicklungsbericht x {join} where x.uebermittelt_am is not null",
        "x.uebermittelt_am",
        "x.quartal",
        "jsonb_build_array(x.stand, x.entschieden_am, x.empfang)",
    ),
    _beleg("'auftakt'", "uebergang_zuweisung x {join} where x.auftakt_am is not null", "x.auftakt_am"),
    _beleg(
        "'vertragskopie'", "uebergang_zuweisung x {join} where x.vertragskopie_am is not null", "x.vertragskopie_am"
    ),
    _beleg(
        "'qualifizierungsplan'",
        "qualifizierungsplan_qualifizierungsplan x {join} where x.uebergeben_am is not null",
        "x.uebergeben_am",
    ),
    _beleg("'stufenpruefung'", "qualifizierungsplan_wechselpruefung x {join}", "x.geprueft_am"),
    _beleg(
        "'fehlmeldung'",
        "(select teilnahme_id, datum, min(erfasst_am) as am, min(id) as id from anwesenheit_fehlmeldung"
        " where art = 'fehlen' and zurueckgezogen_am is null group by teilnahme_id, datum) x {join}",
        _LOKAL.format("x.am"),
        "x.datum",
    ),
    _beleg(
        "'stufenwechsel'",
        "stufenwechsel_stufenwechsel x {join}",
        "x.empfohlen_am",
        angaben="jsonb_build_array(x.eingeschaetzt_am, x.entschieden_am, x.zurueckgezogen_am,"
        " 'nein' in (x.einschaetzung, x.zustimmung))",
    ),
    _beleg(
        "'verbleib_' || x.zeitpunkt",
        "verbleib_verbleib x {join}",
        f"coalesce(x.erhoben_am, {_LOKAL.format('x.erfasst_am')})",
    ),
    _beleg("'fragebogen_' || x.zeitpunkt", "verbleib_fragebogen x {join}", "x.ausgefuellt_am"),
    _beleg("'ruht'", "anwesenheit_ausnahmezeit x {join} where x.art = 'unterbrechung'", "x.von", "x.bis"),
    _beleg(
        "'monatsliste'",
        "(select massnahme_id, monat, empfaenger_id, min(freigegeben_am) as am, min(id) as id"
        " from anwesenheit_monatsliste group by massnahme_id, monat, empfaenger_id) x {join}",
        _LOKAL.format("x.am"),
        "x.monat",
        "x.empfaenger_id",
        je=_PROJEKT,
    ),
    _beleg(
        "'projektbericht'",
        "projektbericht_projektbericht x {join} where x.freigegeben_am is not null",
        "x.freigegeben_am",
        "x.quartal",
        "jsonb_build_array(x.stand, x.entschieden_am, 'rb')",
        je=_PROJEKT,
    ),
    _beleg("'gremiensitzung'", "projektbericht_gremiensitzung x {join}", "x.tag", je=_PROJEKT),
    _beleg(
        "'standardverfahren'",
        "stufenwechsel_standardverfahren x {join} where x.vereinbart_am is not null",
        "x.vereinbart_am",
        je=_PROJEKT,
    ),
    _beleg(
        "'haken'",
        "checkliste_pflichthaken x {join} where x.zurueckgenommen_am is null",
        "x.am",
        "x.bezug",
        "jsonb_build_array(x.schritt, x.entfaellt)",
        je="x.teilnahme_id",
    ),
)


def akten_funktion(belege: tuple[str, ...]) -> str:
    """checkliste_akten(projects or null: all, day, since): one row per project of the user that has begun and did
    not end before `since`: the project and its agreed deadlines, its records, both as JSON text, and how many steps of
    interventions are due by whom. Teilnahmen that ended before `since` are left out."""
    alle = "\n  union all ".join(belege)
    return f"""
create or replace function checkliste_akten(massnahmen bigint[], stichtag date, seit date)
returns table (massnahme bigint, lage text, inhalt text, schritte jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  with m as materialized (
    select m.* from massnahme_massnahme m
     where (massnahmen is null or m.id = any (massnahmen)) and m.foerderart = 'ESF'
       and m.beginn <= stichtag and coalesce(m.ende, 'infinity') >= seit
       and (select sicht_darf('checkliste_sehen'))
       and ((select sicht_stelle()) is null or (select sicht_stelle()) in (m.traeger_id, m.regionalbuero_id))),
  t as materialized (
    select t.id, t.massnahme_id, coalesce(nullif(t.programmstufe, ''), m.programmstufe) as stufe, t.eintritt,
           t.geplantes_ende, t.austritt, coalesce(t.jobcenter_id, p.jobcenter_id) as amt
      from teilnahme_teilnahme t
      join m on m.id = t.massnahme_id
      join person_person p on p.id = t.person_id
     where coalesce(t.austritt, 'infinity') >= seit),
  belege as (
  {alle}),
  je_belege as (
    select b.massnahme, jsonb_agg(b.beleg order by b.art, b.teilnahme, b.tag, b.nummer) as b
      from belege b group by b.massnahme),
  je_teilnahmen as (
    select t.massnahme_id, jsonb_agg(jsonb_build_object(
             'id', t.id, 'stufe', t.stufe, 'eintritt', t.eintritt, 'ende', t.geplantes_ende, 'austritt', t.austritt,
             'amt', t.amt) order by t.id) as t
      from t group by t.massnahme_id),
  je_fristen as (
    select z.massnahme_id, jsonb_agg(jsonb_build_array(z.geschlossen_zum, z.fristen) order by z.nummer) as f
      from zielvereinbarung_zielvereinbarung z join m on m.id = z.massnahme_id
     where z.stand = 'geschlossen' group by z.massnahme_id),
  je_wer as (
    select t.massnahme_id, s.wer, count(*) as n
      from stufenwechsel_interventionsschritt s
      join stufenwechsel_intervention i on i.id = s.intervention_id and i.beendet_am is null
      join t on t.id = i.teilnahme_id
     where s.erledigt_am is null and s.faellig <= stichtag group by t.massnahme_id, s.wer),
  je_schritte as (
    select w.massnahme_id, jsonb_object_agg(w.wer, w.n) as s from je_wer w group by w.massnahme_id)
  select m.id,
         jsonb_build_object('stufe', m.programmstufe, 'beginn', m.beginn, 'ende', m.ende,
           'land', coalesce(nullif(m.ort_land, ''), o.bundesland, ''), 'fristen', coalesce(jf.f, '[]'))::text,
         jsonb_build_object('t', coalesce(jt.t, '[]'), 'b', coalesce(jb.b, '[]'))::text,
         coalesce(js.s, '{{}}')
    from m
    left join organisation_organisation o on o.id = m.traeger_id
    left join je_teilnahmen jt on jt.massnahme_id = m.id
    left join je_belege jb on jb.massnahme = m.id
    left join je_fristen jf on jf.massnahme_id = m.id
    left join je_schritte js on js.massnahme_id = m.id
$$;
revoke execute on function checkliste_akten(bigint[], date, date) from public;
grant execute on function checkliste_akten(bigint[], date, date) to wegplan_app, wegplan_leitung, wegplan_dienst;
"""


OHNE_FUNKTION = "drop function checkliste_akten(bigint[], date, date);"
