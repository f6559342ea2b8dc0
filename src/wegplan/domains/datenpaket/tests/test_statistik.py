"""After a large import the planner knows how many rows there are (DP-05): the first pages are as fast as the later."""

from django.db import connection

from wegplan.domains.datenpaket import schritte


def _personen_laut_planer() -> float:
    with connection.cursor() as c:
        c.execute("select reltuples from pg_class where relname = 'person_person'")
        return float(c.fetchone()[0])


def test_dp05_nach_einem_grossen_paket_weiss_der_planer_wie_viele_personen_es_gibt(lies, paket, monkeypatch):
    monkeypatch.setattr(schritte, "VIELE", 3)
    lies(paket)
    assert _personen_laut_planer() == 4


def test_dp05_ein_kleines_paket_laesst_die_statistik_in_ruhe(lies, paket):
    vorher = _personen_laut_planer()
    lies(paket)
    assert _personen_laut_planer() == vorher
