"""The second wall: row security holds for what no view has filtered (DS-04)."""

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from tests.welt import HEUTE, MORGEN
from wegplan.domains.auswertung.models import Abzeichnung
from wegplan.domains.organisation.access import Rolle
from wegplan.domains.person.models import Person, Zugang, Zustaendigkeit
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vermittlung.models import Handlungsstrategie, Vereinbarung, Vermittlung
from wegplan.domains.vorgang.models import Vorgang

pytestmark = pytest.mark.django_db

AKTE = (Vereinbarung, Vermittlung, Handlungsstrategie, Vorgang)
AN_DER_PERSON = (Zustaendigkeit, Zugang, Teilnahme, *AKTE)
VERLAEUFE = ("person_personevent", "person_zustaendigkeitevent", "teilnahme_teilnahmeevent")


def zaehle(tabelle: str) -> int:
    with connection.cursor() as c:
        c.execute(f"select count(*) from {tabelle}")
        return c.fetchone()[0]


def test_ds04_ohne_nutzer_liefert_keine_abfrage_etwas(welt) -> None:
    for modell in (Person, *AN_DER_PERSON):
        assert modell.objects.count() == 0
    for tabelle in VERLAEUFE:
        assert zaehle(tabelle) == 0


def test_ds04_ohne_filter_sieht_man_nur_die_eigenen(welt, als_nutzer) -> None:
    with als_nutzer(welt["ifk"]):
        assert list(Person.objects.all()) == [welt.eigen]
        for modell in AN_DER_PERSON:
            assert set(modell.objects.values_list("person_id", flat=True)) == {welt.eigen.pk}


@pytest.mark.parametrize("rolle", ["regiestelle", "datenschutz", "technik", "teilnehmende"])
def test_ds03_rollen_ohne_akten_sehen_niemanden(welt, als_nutzer, rolle) -> None:
    with als_nutzer(welt[rolle]):
        for modell in (Person, *AN_DER_PERSON):
            assert modell.objects.count() == 0


def test_ds04_aendern_und_loeschen_ohne_where_trifft_nur_die_eigenen(welt, als_nutzer, als_dienst) -> None:
    """UPDATE SET x reads no column: only the policy of UPDATE itself protects the others."""
    with als_nutzer(welt["ifk"]), connection.cursor() as c:
        for tabelle, spalte in (
            ("person_person", "vorname = 'X'"),
            ("person_zustaendigkeit", "rolle = 'x'"),
            ("teilnahme_teilnahme", "programmstufe = 'EZU'"),
            ("vermittlung_vereinbarung", "art = 'KOOP'"),
            ("vermittlung_vermittlung", "art = 'SI'"),
            ("vorgang_vorgang", "notiz = 'X'"),
        ):
            c.execute(f"select count(*) from {tabelle}")
            eigene = c.fetchone()[0]
            c.execute(f"update {tabelle} set {spalte}")
            assert c.rowcount == eigene > 0, tabelle
        c.execute("delete from vermittlung_vermittlung")
        assert c.rowcount == 1
    with als_dienst():
        assert set(Person.objects.exclude(pk=welt.eigen.pk).values_list("vorname", flat=True)) == {"Robin"}
        assert Vermittlung.objects.count() == 2


def test_ds03_wer_nur_lesen_darf_aendert_auch_in_der_datenbank_nichts(welt, als_nutzer) -> None:
    """Provider staff see the person: the action of the access table, not the row, forbids the change."""
    with als_nutzer(welt["bdl"]), connection.cursor() as c:
        assert Person.objects.count() == 1
        for tabelle in ("person_person", "person_zustaendigkeit", "teilnahme_teilnahme"):
            c.execute(f"delete from {tabelle}")
            assert c.rowcount == 0, tabelle
        verweigert(
            lambda: Zustaendigkeit.objects.create(person=welt.eigen, grund="fachkraft", nutzer=welt["bdl"], von=HEUTE)
        )


def verweigert(tat) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        tat()


@pytest.mark.parametrize("rolle", ["bdl", "bdl_leitung", "rb"])
def test_ds02_traeger_sieht_von_der_person_nur_die_eigene_massnahme(welt, als_nutzer, rolle) -> None:
    nutzer = welt[rolle]
    with als_nutzer(nutzer):
        assert [t.massnahme.massnahmenummer for t in Teilnahme.objects.all()] == ["M-A"]
        assert Teilnahme.objects.fuer(nutzer).count() == 1
        assert zaehle("teilnahme_teilnahmeevent") == 1
        for modell in AKTE:
            assert modell.objects.count() == 0
        assert zaehle("vermittlung_vereinbarungevent") == 0
        assert zaehle("vorgang_vorgangevent") == 0


def test_ds02_traeger_sieht_auch_hinter_der_ersten_mauer_nur_die_eigene_massnahme(welt, als_dienst) -> None:
    with als_dienst():
        assert [t.massnahme.massnahmenummer for t in Teilnahme.objects.fuer(welt["bdl"])] == ["M-A"]
        assert Teilnahme.objects.fuer(welt["ifk"]).count() == 2


def test_ds04_eine_neue_person_sieht_wer_sie_anlegt_bis_zur_zustaendigkeit_nur_heute(welt, als_nutzer) -> None:
    with als_nutzer(welt["ifk"]):
        neu = Person.objects.create(nachname="Neu", team=welt.teams["B1"], jobcenter=welt.stellen["JC-B"])
        assert Person.objects.filter(pk=neu.pk).exists()
        neu.refresh_from_db()
        assert (neu.sicht_bis, welt["ifk"].pk * 4 in neu.sicht, welt.teams["B1"].pk * 4 + 1 in neu.sicht) == (
            HEUTE,
            True,
            True,
        )
        Zustaendigkeit.objects.create(person=neu, grund="anlage", nutzer=welt["ifk"], von=HEUTE)
        neu.refresh_from_db()
        assert neu.sicht_bis.year == 9999


@pytest.mark.parametrize("rolle", ["bdl", "mb", "bl", "technik"])
def test_ds03_wer_niemanden_anlegen_darf_kann_es_nicht_einmal_ohne_returning(welt, als_nutzer, rolle) -> None:
    with als_nutzer(welt[rolle]), connection.cursor() as c:
        verweigert(
            lambda: c.execute("insert into person_person (nachname, vorname, geschlecht) values ('Neu', '', '')")
        )


def test_ds04_ein_kind_einer_fremden_person_wird_abgelehnt(welt, als_nutzer) -> None:
    with als_nutzer(welt["ifk"]):
        fremd = {"person_id": welt.fremd.pk}
        verweigert(lambda: Vereinbarung.objects.create(**fremd, vereinbarung_id="V", art="EV", abgeschlossen_am=HEUTE))
        verweigert(lambda: Vermittlung.objects.create(**fremd, vermittlung_id="S", art="VV", unterbreitet_am=HEUTE))
        verweigert(lambda: Vorgang.objects.create(**fremd, vorgang_id="G", art="profil", tag=HEUTE))
        verweigert(lambda: Zustaendigkeit.objects.create(**fremd, grund="fachkraft", nutzer=welt["ifk"], von=HEUTE))
        verweigert(
            lambda: Teilnahme.objects.create(
                **fremd, teilnahme_id="T", massnahme=welt.massnahmen["M-A"], eintritt=HEUTE
            )
        )
        verweigert(
            lambda: Abzeichnung.objects.create(
                **fremd, teilnahme_id=1, liste="vorschau", monat=HEUTE, handzeichen="x", nutzer=welt["ifk"]
            )
        )


def test_ds04_ein_eigenes_kind_laesst_sich_nicht_an_eine_fremde_person_haengen(welt, als_nutzer) -> None:
    with als_nutzer(welt["ifk"]):
        verweigert(lambda: Vereinbarung.objects.update(person=welt.fremd))


@pytest.mark.parametrize("rolle", ["app", "dienst"])
def test_ds04_die_schluessel_schreibt_niemand_von_hand(welt, als_nutzer, als_dienst, rolle) -> None:
    vorher = Person.objects.none()
    with als_nutzer(welt["ifk"]) if rolle == "app" else als_dienst(), connection.cursor() as c:
        vorher = (welt.eigen.pk, *Person.objects.values_list("sicht", "sicht_bis").get(pk=welt.eigen.pk))
        c.execute("update person_person set sicht = '{1,2,3}', sicht_bis = '9999-12-31'")
        assert (welt.eigen.pk, *Person.objects.values_list("sicht", "sicht_bis").get(pk=welt.eigen.pk)) == vorher
        c.execute(
            "insert into person_person (nachname, vorname, geschlecht, sicht) values ('Neu', '', '', '{1,2,3}')"
            " on conflict (kundennummer) do update set sicht = excluded.sicht returning sicht"
        )
        assert c.fetchone()[0] == ([welt["ifk"].pk * 4] if rolle == "app" else [])


def test_ds04_ein_alter_stand_der_person_bringt_keinen_zugang_zurueck(welt, als_nutzer, als_dienst) -> None:
    """save() writes every field: the keys read before the assignment ended must not come back."""
    with als_dienst():
        alt = Person.objects.get(pk=welt.eigen.pk)
        Zustaendigkeit.objects.filter(person=alt).delete()
        alt.save()
    with als_nutzer(welt["ifk"]):
        assert not Person.objects.exists()


def test_ds04_eine_seite_kann_die_erneuerung_der_schluessel_nicht_aussetzen(welt, als_nutzer) -> None:
    """wegplan.sammel is for bulk imports; a page that set it would keep an ended assignment open."""
    with als_nutzer(welt["tl"]), connection.cursor() as c:
        c.execute("select set_config('wegplan.sammel', '1', true)")
        Zustaendigkeit.objects.all().delete()
        Person.objects.update(team=welt.teams["A2"])
        assert not Person.objects.exists()


def test_ds04_sieht_alle_gilt_nur_fuer_bl_und_dqm(welt, als_nutzer) -> None:
    for rolle in Rolle:
        nutzer = welt[rolle]
        nutzer.sieht_alle = True
        nutzer.save()
        erwartet = 4 if rolle in (Rolle.BL, Rolle.DQM) else None
        with transaction.atomic(), connection.cursor() as c:
            c.execute(
                "select set_config('wegplan.nutzer', %s, true), set_config('role', 'wegplan_leitung', true)",
                [str(nutzer.pk)],
            )
            assert Person.objects.count() == (erwartet or 0), rolle
            assert Vereinbarung.objects.count() == (3 if erwartet else 0), rolle
            transaction.set_rollback(True)
        assert nutzer.darf_alles_sehen == bool(erwartet)
        with als_nutzer(nutzer):
            if erwartet:
                assert Person.objects.fuer(nutzer).count() == erwartet


def test_ds04_leitung_ohne_das_einzelne_recht_sieht_ueber_ihre_rolle_nichts(welt) -> None:
    with transaction.atomic(), connection.cursor() as c:
        c.execute(
            "select set_config('wegplan.nutzer', %s, true), set_config('role', 'wegplan_leitung', true)",
            [str(welt["bl"].pk)],
        )
        assert Person.objects.count() == 0
        transaction.set_rollback(True)


def test_ds04_leitung_sieht_alles_und_aendert_nur_was_ihre_rolle_darf(welt, als_nutzer) -> None:
    welt["bl"].sieht_alle = True
    welt["bl"].save()
    with als_nutzer(welt["bl"]), connection.cursor() as c:
        c.execute("update person_person set vorname = 'X'")
        assert c.rowcount == 0
        c.execute("update teilnahme_teilnahme set austritt = null, austrittsgrund = ''")  # takes exits back
        assert c.rowcount == 4


def test_ds04_ein_gesperrtes_konto_sieht_nichts(welt, als_nutzer) -> None:
    nutzer = welt["ifk"]
    nutzer.is_active = False
    nutzer.save()
    with als_nutzer(nutzer):
        assert Person.objects.count() == 0
        assert Person.objects.fuer(nutzer).count() == 0


def test_ds04_die_sicht_zugang_verraet_nichts(welt, als_nutzer) -> None:
    with als_nutzer(welt["pap"]), connection.cursor() as c:
        c.execute("select distinct person_id from person_zugang")
        assert c.fetchall() == [(welt.eigen.pk,)]
        c.execute("select sicht_person(%s), sicht_person(%s)", [welt.eigen.pk, welt.fremd.pk])
        assert c.fetchone() == (True, False)
        c.execute("select * from spur_kundennummern(array[%s::bigint])", [welt.eigen.pk])
        assert c.fetchall() == []
        c.execute("select spur_person('KD-FREMD')")
        assert c.fetchone() == (None,)


def test_ds04_die_anwendung_kann_sich_keinen_schluessel_verschaffen(welt, als_nutzer) -> None:
    """The functions that renew keys read the assignments; calling them by hand changes nothing."""
    with als_nutzer(welt["ifk"]), connection.cursor() as c:
        c.execute("select sicht_fuer(array[%s::bigint]), sicht_neu()", [welt.fremd.pk])
        assert Person.objects.count() == 1
        for funktion in ("sicht_nach_anlage", "sicht_nach_massnahme", "person_anlegen"):
            with pytest.raises(DatabaseError), transaction.atomic():
                c.execute(f"select {funktion}()")


def test_ds02_vertretung_und_uebergabe_haben_ein_ende(welt, als_dienst) -> None:
    with als_dienst():
        for grund in ("vertretung", "uebergabe"):
            with pytest.raises(DatabaseError, match="zustaendigkeit_vertretung_endet"), transaction.atomic():
                Zustaendigkeit.objects.create(person=welt.fremd, grund=grund, nutzer=welt["ifk"], von=HEUTE)
        Zustaendigkeit.objects.create(person=welt.fremd, grund="vertretung", nutzer=welt["ifk"], von=HEUTE, bis=MORGEN)
