"""Every change leaves before and after with the acting person, however it is made (DS-11)."""

import json
from contextlib import contextmanager

import pghistory
import pgtrigger
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.welt import HEUTE, Welt
from wegplan.domains.organisation.models import Nutzer, Teamzugehoerigkeit
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.domains.vermittlung.models import Vereinbarung
from wegplan.kit.audit.kontext import technischer_lauf

pytestmark = pytest.mark.django_db

PersonEvent = Person.pgh_event_model


@contextmanager
def rolle(name: str):
    with connection.cursor() as c:
        c.execute("select current_setting('role')")
        vorher = c.fetchone()[0]
        c.execute("select set_config('role', %s, true)", [name])
        yield c
        c.execute("select set_config('role', %s, true)", [vorher])


def letztes(tabelle: str = "person_personevent") -> tuple[str, dict]:
    """Label and context of the newest event, read as owner."""
    with rolle("wegplan_eigner") as c:
        c.execute(
            f"select e.pgh_label, k.metadata from {tabelle} e"
            " left join pghistory_context k on k.id = e.pgh_context_id order by e.pgh_id desc limit 1"
        )
        was, kontext = c.fetchone()
    return was, json.loads(kontext)


def anzahl(tabelle: str = "person_personevent") -> int:
    with rolle("wegplan_eigner") as c:
        c.execute(f"select count(*) from {tabelle}")
        return c.fetchone()[0]


def test_ds11_jede_aenderung_nennt_wer_gehandelt_hat(welt: Welt, als_nutzer) -> None:
    nutzer = welt["ifk"]
    with als_nutzer(nutzer):
        Person.objects.update(vorname="Kim")
    was, kontext = letztes()
    assert was == "update"
    assert kontext == {
        "nutzer": nutzer.pk,
        "rolle": "ifk",
        "organisation": nutzer.organisation_id,
        "zugang": "wegplan_eigner",  # the tests sign in as owner and take on the other roles
    }


def test_ds11_auch_rohes_sql_und_mehrere_zeilen_stehen_darin(welt: Welt, als_nutzer, als_dienst) -> None:
    vorher = anzahl()
    with als_dienst(), connection.cursor() as c:
        c.execute("update person_person set vorname = upper(vorname)")
        assert anzahl() == vorher + 4
        c.execute("update person_person set vorname = vorname")
        assert anzahl() == vorher + 4, "nothing changed, nothing recorded"
        c.execute("delete from vermittlung_vereinbarung")
    assert letztes("vermittlung_vereinbarungevent")[0] == "delete"


def test_ds11_die_schluessel_stehen_nicht_im_verlauf(welt: Welt, als_dienst) -> None:
    vorher = anzahl()
    with als_dienst():
        Zustaendigkeit.objects.filter(person=welt.eigen).delete()
    assert anzahl() == vorher


def test_ds11_niemand_schaltet_den_verlauf_ab(welt: Welt, als_nutzer) -> None:
    vorher = anzahl()
    with als_nutzer(welt["ifk"]), pgtrigger.ignore(), pgtrigger.ignore("person.Person:update_update"):
        Person.objects.update(vorname="Still")
    assert anzahl() == vorher + 1


@pytest.mark.parametrize("wer", ["wegplan_app", "wegplan_leitung", "wegplan_dienst"])
def test_ds11_niemand_schreibt_oder_aendert_ereignisse(welt: Welt, wer) -> None:
    for befehl in (
        "insert into person_personevent (pgh_label, pgh_created_at, id, nachname, vorname, geschlecht, erfasst_am)"
        " values ('update', now(), 1, '', '', '', now())",
        "update person_personevent set vorname = 'Falsch'",
        "delete from person_personevent",
        "truncate person_personevent",
        "update pghistory_context set metadata = '{}'",
        "insert into pghistory_context values (gen_random_uuid(), now(), now(), '{}')",
        "alter table person_person disable trigger all",
        "alter table person_person disable row level security",
        "drop policy app_lesen on person_person",
        "create or replace function _pgh_attach_context() returns uuid language sql as 'select null::uuid'",
        "set session_replication_role = replica",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), rolle(wer) as c:
            c.execute(befehl)


def test_ds11_ein_ereignis_laesst_sich_niemand_anderem_unterschieben(welt: Welt, als_nutzer) -> None:
    """The settings of the history library may be set by any statement; they must not name another person."""
    with als_nutzer(welt["tl"]):
        Person.objects.update(vorname="Vorher")
    _, alter = letztes()
    with rolle("wegplan_eigner") as c:
        c.execute("select pgh_context_id::text from person_personevent order by pgh_id desc limit 1")
        fremde_kennung = c.fetchone()[0]
    with als_nutzer(welt["ifk"]), connection.cursor() as c:
        for name in ("pghistory.context_id", "wegplan.verlauf"):
            c.execute("select set_config(%s, %s, true)", [name, fremde_kennung])
        c.execute("""select set_config('pghistory.context_metadata', '{"nutzer": 4711, "lauf": "nie"}', true)""")
        c.execute("update person_person set vorname = 'Danach'")
    assert letztes()[1]["nutzer"] == welt["ifk"].pk
    assert "lauf" not in letztes()[1]
    with rolle("wegplan_eigner") as c:
        c.execute("select metadata from pghistory_context where id = %s", [fremde_kennung])
        assert json.loads(c.fetchone()[0]) == alter


def test_px13_ein_grund_steht_neben_wer_gehandelt_hat(welt: Welt, als_nutzer) -> None:
    with als_nutzer(welt["tl"]):
        with pghistory.context(grund="verwechselt"):
            Person.objects.update(vorname="Kim")
        assert letztes()[1]["grund"] == "verwechselt"
        assert letztes()[1]["nutzer"] == welt["tl"].pk


def test_ds11_der_verlauf_einer_person_folgt_ihrer_sichtbarkeit(welt: Welt, als_nutzer) -> None:
    with als_nutzer(welt["ifk"]):
        assert set(PersonEvent.objects.values_list("pgh_obj_id", flat=True)) == {welt.eigen.pk}
    with als_nutzer(welt["technik"]):
        assert not PersonEvent.objects.exists()


def test_ds11_rolle_und_team_eines_kontos_hinterlassen_eine_spur(welt: Welt) -> None:
    konto = welt["pap"]
    konto.rolle = "tl"
    konto.save()
    assert [e.rolle for e in Nutzer.pgh_event_model.objects.filter(pgh_obj=konto).order_by("pgh_id")][-2:] == [
        "pap",
        "tl",
    ]
    konto.teams.set([welt.teams["A2"]])
    verlauf = Teamzugehoerigkeit.pgh_event_model.objects.filter(nutzer=konto).order_by("pgh_id")
    assert [(e.pgh_label, e.team.kennung) for e in verlauf] == [("insert", "A1"), ("delete", "A1"), ("insert", "A2")]


def test_ds11_kennwoerter_stehen_nicht_im_verlauf(welt: Welt) -> None:
    spalten = {f.name for f in Nutzer.pgh_event_model._meta.fields}
    assert not spalten & {"password", "last_login"}


def test_ds04_ein_technischer_lauf_nennt_seinen_zweck_und_hinterlaesst_eine_spur(welt: Welt, als_dienst) -> None:
    with als_dienst(), technischer_lauf("Nachtlauf: Schlüssel erneuern"):
        Person.objects.filter(pk=welt.eigen.pk).update(vorname="Nacht")
    _, kontext = letztes()
    assert kontext["lauf"] == "Nachtlauf: Schlüssel erneuern"
    assert "nutzer" not in kontext
    with rolle("wegplan_eigner") as c:
        c.execute("select art, zweck, nutzer_id, personen from audit_zugriff")
        assert c.fetchall() == [("lauf", "Nachtlauf: Schlüssel erneuern", None, [])]


def test_ds04_ein_lauf_im_auftrag_nennt_auch_wer_ihn_wollte(welt: Welt, als_dienst) -> None:
    with als_dienst(), technischer_lauf("Datenpaket einlesen", welt["dqm"].pk):
        Person.objects.filter(pk=welt.eigen.pk).update(vorname="Paket")
    assert letztes()[1]["nutzer"] == welt["dqm"].pk
    with rolle("wegplan_eigner") as c:
        c.execute("select nutzer_id, rolle from audit_zugriff")
        assert c.fetchall() == [(welt["dqm"].pk, "dqm")]


def test_ds04_nach_dem_lauf_gilt_sein_zweck_nicht_mehr(welt: Welt, als_dienst) -> None:
    with als_dienst():
        with technischer_lauf("außen"):
            with technischer_lauf("innen"):
                pass
            Person.objects.filter(pk=welt.eigen.pk).update(vorname="A")
            assert letztes()[1]["lauf"] == "außen"
        with pytest.raises(IntegrityError), technischer_lauf("scheitert"), transaction.atomic():
            Vereinbarung.objects.create(vereinbarung_id="X", person_id=0, art="EV", abgeschlossen_am=HEUTE)
            connection.check_constraints()
        Person.objects.filter(pk=welt.eigen.pk).update(vorname="B")
        assert "lauf" not in letztes()[1]
        with pytest.raises(ValueError, match="Zweck"), technischer_lauf(" "):
            pass
