"""Grants: the same in every database, and histories that the application can neither switch off nor forge."""

import pytest
from django.db import ProgrammingError, connection, transaction

from wegplan.kit.database.rechte import rechte

pytestmark = pytest.mark.django_db


def _sql(text: str) -> list[tuple]:
    with connection.cursor() as c:
        c.execute(text)
        return c.fetchall() if c.description else []


def _verboten(text: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        _sql(text)


def test_ds04_die_tests_laufen_als_anwendung() -> None:
    assert _sql("select current_user::text, rolsuper, rolbypassrls from pg_roles where rolname = current_user") == [
        ("wegplan_app", False, False)
    ]


def test_ds11_die_anwendung_kann_keine_geschichte_schreiben_oder_aendern() -> None:
    tabellen = [
        name
        for (name,) in _sql(
            "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid"
            " where a.attname = 'pgh_label' and c.relkind = 'r'"
        )
    ]
    assert "person_personevent" in tabellen
    for tabelle in [*tabellen, "pghistory_context"]:
        _verboten(f"delete from {tabelle}")
        _verboten(f"truncate {tabelle}")
        assert _sql(f"select has_table_privilege('{tabelle}', 'insert, update, delete, truncate')") == [(False,)]


def test_ds11_die_anwendung_kann_keinen_ausloeser_abschalten() -> None:
    _verboten("alter table person_person disable trigger all")
    _verboten("set session_replication_role = replica")
    with connection.cursor() as c:
        c.execute("select set_config('pgtrigger.ignore', '{irgendeiner}', true)")
        c.execute("select public._pgtrigger_should_ignore('irgendeiner')")
        assert c.fetchone() == (False,)


def test_ds11_ausloeser_laufen_mit_rechten_der_eignerin() -> None:
    offen = _sql(
        "select proname::text from pg_proc where pronamespace = 'public'::regnamespace and not prosecdef"
        " and (proname = '_pgh_attach_context' or proname like 'pgtrigger\\_%' and prorettype = 'trigger'::regtype)"
    )
    assert offen == []


def test_ds11_die_geschichte_vieler_zeilen_kostet_nicht_deren_quadrat() -> None:
    """A connection keeps the plan of the first, small statement; with it ten thousand rows took minutes."""
    verbunden = _sql(
        "select proname::text, coalesce(array_to_string(proconfig, ' '), '') from pg_proc"
        " where pronamespace = 'public'::regnamespace and prosrc like '%old_values JOIN new_values%'"
    )
    assert "enable_nestloop=off" in dict(verbunden)[_ausloeser("person_person", "update")]
    assert [name for name, einstellungen in verbunden if "enable_nestloop=off" not in einstellungen] == []


def _ausloeser(tabelle: str, wann: str) -> str:
    ((name,),) = _sql(
        f"select p.proname::text from pg_trigger t join pg_proc p on p.oid = t.tgfoid"
        f" where t.tgrelid = '{tabelle}'::regclass and t.tgname like 'pgtrigger\\_{wann}\\_{wann}%'"
    )
    return name


def test_ds10_die_spur_nimmt_nur_neues_an() -> None:
    _verboten("update audit_zugriff set zweck = ''")
    _verboten("delete from audit_zugriff")


def test_die_anwendung_legt_nichts_an() -> None:
    _verboten("create table eigene (x int)")
    _verboten("create temporary table eigene (x int)")


def test_der_dienst_darf_zwischentabellen_anlegen(als_dienst) -> None:
    with als_dienst():
        _sql("create temporary table zwischen (x int)")


def test_rechte_zweimal_geben_dasselbe() -> None:
    abfrage = "select relname::text, relacl::text from pg_class where relnamespace = 'public'::regnamespace order by 1"
    vorher = _sql(abfrage)
    with transaction.atomic():
        _sql("set local role wegplan_eigner")
        rechte()
    assert _sql(abfrage) == vorher
