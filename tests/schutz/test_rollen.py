"""The access table and its repetition in the database are the same for every role (DS-03, DS-04)."""

import pytest
from django.db import connection

from tests.welt import Welt
from wegplan.domains.organisation.access import (
    STELLEN_DER_ROLLE,
    TABELLE,
    Aktion,
    Beziehung,
    Rolle,
    beziehungen,
    rolle_darf,
)
from wegplan.domains.organisation.models import Nutzer, Organisationsart
from wegplan.domains.person import sicht_sql

pytestmark = pytest.mark.django_db

IN_DER_DATENBANK = tuple(Aktion(aktion) for aktion in sicht_sql.AKTIONEN_ALLE)


def frage(ausdruck: str, *werte: object) -> object:
    with connection.cursor() as c:
        c.execute(f"select {ausdruck}", werte)
        return c.fetchone()[0]


def test_ds03_die_tabelle_kennt_jede_rolle() -> None:
    assert set(TABELLE) == set(Rolle)


@pytest.mark.parametrize("rolle", Rolle)
def test_ds04_die_schluessel_der_datenbank_sind_die_der_tabelle(welt: Welt, als_nutzer, rolle) -> None:
    nutzer = Nutzer.objects.get(pk=welt[rolle].pk)
    nutzer.teams.add(welt.teams["A1"], welt.teams["A2"])  # more than one, and for every role
    with als_nutzer(nutzer):
        assert sorted(frage("sicht_rechte()")) == sorted(nutzer.schluessel())


@pytest.mark.parametrize("rolle", Rolle)
def test_ds04_die_aktionen_der_datenbank_sind_die_der_tabelle(welt: Welt, als_nutzer, rolle) -> None:
    with als_nutzer(welt[rolle]):
        for aktion in IN_DER_DATENBANK:
            assert frage("sicht_darf(%s)", str(aktion)) == rolle_darf(rolle, aktion), aktion
        assert frage("sicht_darf('gibt es nicht')") is False


@pytest.mark.parametrize("rolle", Rolle)
def test_ds04_alles_sehen_und_nur_eigene_massnahmen_wie_in_der_tabelle(welt: Welt, als_nutzer, rolle) -> None:
    nutzer = welt[rolle]
    nutzer.sieht_alle = True
    nutzer.save()
    with als_nutzer(nutzer):
        assert frage("sicht_alles()") == (Beziehung.ALLES in TABELLE[rolle]) == nutzer.darf_alles_sehen
        assert frage("sicht_stelle() is not null") == nutzer.nur_eigene_massnahmen


@pytest.mark.parametrize("rolle", Rolle)
def test_ds04_richtlinien_fragen_nur_aktionen_die_die_datenbank_kennt(rolle) -> None:
    """A word in a policy that sicht_darf() does not know would close the table for everybody."""
    with connection.cursor() as c:
        c.execute(
            "select distinct m[1] from pg_policies, regexp_matches("
            " coalesce(qual, '') || ' ' || coalesce(with_check, ''), 'sicht_darf\\(VARIADIC ARRAY\\[([^]]*)\\]', 'g') m"
            " where coalesce(qual, '') || coalesce(with_check, '') like '%sicht_darf%'"
        )
        worte = {w.strip().split("::")[0].strip("'") for (liste,) in c.fetchall() for w in liste.split(",")}
    assert worte and worte <= set(IN_DER_DATENBANK)


def test_ds03_ein_konto_ohne_oder_mit_unbekannter_rolle_darf_nichts() -> None:
    for rolle in ("", "erfunden"):
        nutzer = Nutzer(pk=1, rolle=rolle, organisation_id=1, sieht_alle=True)
        assert not any(nutzer.darf(aktion) for aktion in Aktion)
        assert nutzer.schluessel() == [] and not nutzer.darf_alles_sehen


def test_ds03_ein_gesperrtes_konto_darf_nichts() -> None:
    nutzer = Nutzer(pk=1, rolle=Rolle.BL, organisation_id=1, sieht_alle=True, is_active=False)
    assert not any(nutzer.darf(aktion) for aktion in Aktion)
    assert nutzer.schluessel() == []


def test_ds03_wer_akten_sieht_hat_eine_feste_art_von_stelle() -> None:
    mit_akten = {rolle for rolle in Rolle if beziehungen(rolle, Aktion.PERSON_LESEN)}
    assert mit_akten <= set(STELLEN_DER_ROLLE)
    assert {art for arten in STELLEN_DER_ROLLE.values() for art in arten} <= set(Organisationsart.values)
