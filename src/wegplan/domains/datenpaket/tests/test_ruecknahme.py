"""Undoing a wrong import (PX-13)."""

import pytest
from django.db import connection

from wegplan.domains.datenpaket.ausgabe import exportieren
from wegplan.domains.datenpaket.ruecknahme import (
    RuecknahmeAbgelehnt,
    aenderungen,
    betroffene,
    hindernisse,
    umfang,
    zuruecknehmen,
)
from wegplan.domains.person.models import Person, PersonEvent
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vermittlung.models import Vereinbarung

from .test_ausgeben import inhalt


def verfaelschen(paket):
    """A second delivery with a wrong name, a moved Teilnahme and rows that should not be there."""
    for datei, alt, neu in (
        ("personen.csv", "Vogel,Anna,1980-05-17,w,JC1,JC1-T1", "Falsch,Anna,1980-05-17,w,JC2,JC2-T1"),
        ("teilnahmen.csv", "T2,K001,M1,2025-07-01", "T9,K001,M1,2025-09-01,,,,,T2\nT2,K001,M1,2025-07-01"),
        ("teilnahmen.csv", "2025-12-31,,,,T1", "2025-08-31,2025-08-31,abbruch,,T1"),
    ):
        text = (paket / datei).read_text(encoding="utf-8")
        assert alt in text
        (paket / datei).write_text(text.replace(alt, neu), encoding="utf-8")
    with (paket / "personen.csv").open("a", encoding="utf-8") as f:
        f.write("K999,Zuviel,Zoe,,,JC1,\n")


def test_px13_nach_der_ruecknahme_ist_alles_wie_vorher(lies, paket, tmp_path):
    lies(paket)
    exportieren(tmp_path / "vorher")
    sicht = dict(Person.objects.values_list("kundennummer", "sicht"))
    verfaelschen(paket)
    ergebnis = lies(paket)
    assert ergebnis.gelungen, [f.als_text() for f in ergebnis.bericht.fehler]
    exportieren(tmp_path / "falsch")
    zuruecknehmen(ergebnis.datenimport, None, "Falsche Lieferung")
    exportieren(tmp_path / "nachher")
    assert inhalt(tmp_path / "vorher") == inhalt(tmp_path / "nachher") != inhalt(tmp_path / "falsch")
    assert dict(Person.objects.values_list("kundennummer", "sicht")) == sicht


def test_px13_vorher_und_nachher_sind_zu_sehen_bevor_man_zuruecknimmt(lies, paket):
    lies(paket)
    verfaelschen(paket)
    falsch = lies(paket).datenimport
    assert {u.titel: (u.neu, u.geaendert) for u in umfang(falsch)} == {"Personen": (1, 1), "Teilnahmen": (1, 1)}
    zeilen = {(a.kennzeichen, a.feld): (a.jetzt, a.dann) for a in aenderungen(falsch, 100)}
    assert zeilen["K001", "Nachname"] == ("Falsch", "Vogel")
    assert zeilen["K001", "jobcenter"] == ("Jobcenter Beispielau", "Jobcenter Musterstadt")
    assert zeilen["T2", "Austrittsgrund"] == ("Abbruch", "–")
    assert zeilen["T2", "geplantes Ende"] == ("31.08.2025", "31.12.2025")
    assert betroffene(falsch, 100) == [Person.objects.get(kundennummer="K001").pk]
    assert hindernisse(falsch) == []


def test_px13_die_ruecknahme_steht_mit_ihrem_grund_im_verlauf(lies, paket):
    lies(paket)
    verfaelschen(paket)
    falsch = lies(paket).datenimport
    zuruecknehmen(falsch, None, "Falsche Lieferung")
    letztes = PersonEvent.objects.filter(pgh_obj__kundennummer="K001").order_by("-pgh_id").first()
    assert letztes.nachname == "Vogel"
    assert letztes.pgh_context.metadata["grund"] == "Falsche Lieferung"
    assert PersonEvent.objects.filter(kundennummer="K999", pgh_label="delete").count() == 1


def test_px13_abgelehnt_wenn_seitdem_jemand_etwas_geaendert_hat(lies, paket):
    lies(paket)
    verfaelschen(paket)
    falsch = lies(paket).datenimport
    Person.objects.filter(kundennummer="K001").update(vorname="Anne")
    with pytest.raises(RuecknahmeAbgelehnt) as e:
        zuruecknehmen(falsch, None, "Falsche Lieferung")
    assert e.value.args == ("Personen: 1 Datensätze sind seitdem geändert oder gelöscht worden.",)
    assert Person.objects.filter(kundennummer="K999").exists()


def test_px13_abgelehnt_wenn_etwas_spaeteres_daran_haengt(lies, paket):
    erstes = lies(paket).datenimport
    person = Person.objects.get(kundennummer="K004")
    Vereinbarung.objects.bulk_create(
        [Vereinbarung(vereinbarung_id="NEU", person=person, art="EV", abgeschlossen_am="2025-01-01")]
    )
    assert hindernisse(erstes) == ["Personen: 1 Datensätze werden inzwischen verwendet (Vereinbarungen)."]
    with pytest.raises(RuecknahmeAbgelehnt):
        zuruecknehmen(erstes, None, "Versehen")


def test_px13_das_erste_einlesen_laesst_sich_ganz_zuruecknehmen(lies, paket):
    zuruecknehmen(lies(paket).datenimport, None, "Versehen")
    assert not Person.objects.exists()
    assert not Teilnahme.objects.exists()


def test_px13_zweimal_zuruecknehmen_geht_nicht(lies, paket):
    datenimport = lies(paket).datenimport
    zuruecknehmen(datenimport, None, "Versehen")
    with pytest.raises(RuecknahmeAbgelehnt, match="schon zurückgenommen"):
        zuruecknehmen(datenimport, None, "Versehen")


def test_px13_abgelehnt_wenn_der_alte_stand_keinen_platz_mehr_hat(lies, paket):
    """T2 was shortened by the import; since then somebody entered another Teilnahme where it had been."""
    lies(paket)
    verfaelschen(paket)
    falsch = lies(paket).datenimport
    Teilnahme.objects.filter(teilnahme_id="T9").delete()
    with connection.cursor() as c:  # as if T9 had never been part of the import
        c.execute("select set_config('role', 'wegplan_eigner', true)")
        c.execute("delete from teilnahme_teilnahmeevent where teilnahme_id = 'T9'")
        c.execute("select set_config('role', 'wegplan_dienst', true)")
    t2 = Teilnahme.objects.get(teilnahme_id="T2")
    Teilnahme.objects.bulk_create(
        [Teilnahme(teilnahme_id="T10", person=t2.person, massnahme=t2.massnahme, eintritt="2025-10-01")]
    )
    with pytest.raises(RuecknahmeAbgelehnt, match="überschneiden"):
        zuruecknehmen(falsch, None, "Versehen")
    t2.refresh_from_db()
    assert str(t2.austritt) == "2025-08-31"
