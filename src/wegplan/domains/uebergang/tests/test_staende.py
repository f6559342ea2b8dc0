"""Where everybody stands, and that nobody gets lost at a seam (JPS-01, JPS-04)."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.welt import HEUTE
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.uebergang.models import Stand, Zuweisung
from wegplan.domains.uebergang.queries import am, eintritte
from wegplan.domains.verbleib.models import Verbleib

from .conftest import zuweisung_anlegen

pytestmark = pytest.mark.django_db
WURZEL = Path(__file__).parents[5]
FAELLE = yaml.safe_load((WURZEL / "regelwerke/jobperspektive/faelle/uebergang/staende.yaml").read_text("utf-8"))
# one cast for all examples: each makes and removes its own rows
VIELE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
GESCHEHENES = ["wartet", "profiling", "profiling_fertig", "uebergeben", "auftakt", "ende", "eintritt", "austritt"]
ABSCHNITTE = st.lists(st.integers(0, 30), min_size=5, max_size=5)
VERSATZ = st.tuples(st.integers(0, 60), st.integers(0, 60))


def teilnahme(welt, person, **tage):
    return Teilnahme.objects.create(
        teilnahme_id=f"T-{person.pk}-{tage['eintritt']}", person=person, massnahme=welt.massnahmen["M-A"], **tage
    )


def nachstellen(welt, fall):
    """The person of a case. Herr Morgen has nothing else in the programme."""
    danach = teilnahme(welt, welt.morgen, **fall["teilnahme"]) if "teilnahme" in fall else None
    if "verbleib" in fall:
        kopf = {"person": welt.morgen, "teilnahme": danach, "zeitpunkt": "nach_6_monaten"}
        Verbleib.objects.create(**kopf, status="minijob", erhoben_am=fall["verbleib"])
    if "zuweisung" in fall:
        ende = {"beendet_am": danach.eintritt, "ergebnis": "eintritt", "teilnahme": danach} if danach else {}
        zuweisung_anlegen(welt, welt.morgen, **fall["zuweisung"], **ende)
    return welt.morgen


@pytest.mark.parametrize("fall", FAELLE, ids=lambda f: f["fall"])
def test_jps04_wo_jemand_steht_und_wer_am_zug_ist(welt, als_dienst, fall):
    with als_dienst():
        person = nachstellen(welt, fall)
        for tag, erwartet in fall["am"].items():
            gefunden = list(Stand.objects.filter(am(tag), person=person).values_list("station", "am_zug"))
            assert gefunden == ([tuple(erwartet)] if erwartet else []), tag


@VIELE
@given(tage=ABSCHNITTE, profiling=VERSATZ, wie=st.sets(st.sampled_from(GESCHEHENES)))
def test_jps04_wer_offen_zugewiesen_oder_ausgetreten_ist_steht_an_jedem_tag_auf_genau_einer_liste(
    welt, als_dienst, tage, profiling, wie
):
    """Random histories: from the assignment to its end, or through the Teilnahme to a year after the exit. The
    Profiling may begin and be finished at any time, also while somebody waits or after the handover (new version)."""
    start = HEUTE - timedelta(days=200)
    t = [start + timedelta(days=sum(tage[: n + 1])) for n in range(5)]
    werte = {"zugewiesen_am": start}
    werte |= {"wartet_seit": t[0], "wartegrund": "kein_platz"} if "wartet" in wie else {}
    werte |= {"uebergeben_am": t[1]} if wie & {"uebergeben", "auftakt", "eintritt"} else {}
    werte |= {"auftakt_am": t[2]} if "auftakt" in wie else {}
    begonnen = start + timedelta(days=profiling[0])
    if wie & {"profiling", "profiling_fertig"}:
        werte |= {"profiling_begonnen_am": begonnen}
    if "profiling_fertig" in wie:
        werte |= {"profiling_fertig_am": begonnen + timedelta(days=profiling[1]), "profiling_ergebnis": "geeignet"}
    with als_dienst():
        schluss = None
        if "eintritt" in wie:
            austritt = {"austritt": t[4]} if "austritt" in wie else {}
            danach = teilnahme(welt, welt.morgen, eintritt=t[3], **austritt)
            werte |= {"beendet_am": t[3], "ergebnis": "eintritt", "teilnahme": danach}
            schluss = t[4] + timedelta(days=365) if austritt else None
        elif "ende" in wie:
            werte |= {"beendet_am": t[3], "ergebnis": "abgelehnt"}
            schluss = t[3] - timedelta(days=1)
        zuweisung_anlegen(welt, welt.morgen, **werte)
        spannen = list(Stand.objects.filter(person=welt.morgen))
        tag, ende = start, schluss or HEUTE + timedelta(days=60)
        while tag <= ende:
            hier = [s for s in spannen if s.ab <= tag and (s.bis is None or s.bis >= tag)]
            assert len(hier) == 1, (tag, [str(s) for s in hier])
            assert hier[0].stelle_id is not None, "somebody owes the next move"
            tag += timedelta(days=1)
        Zuweisung.objects.filter(person=welt.morgen).delete()
        welt.morgen.teilnahmen.all().delete()


def test_jps04_rueckt_der_eintritt_nach_hinten_faellt_dazwischen_niemand_heraus(welt, als_dienst):
    with als_dienst():
        danach = teilnahme(welt, welt.morgen, eintritt=date(2026, 3, 1))
        zuweisung_anlegen(
            welt,
            welt.morgen,
            zugewiesen_am=date(2026, 2, 1),
            uebergeben_am=date(2026, 2, 2),
            beendet_am=date(2026, 3, 1),
            ergebnis="eintritt",
            teilnahme=danach,
        )
        danach.eintritt = date(2026, 4, 1)
        danach.save()
        assert Stand.objects.get(am(date(2026, 3, 15)), person=welt.morgen).station == "uebergeben"


def test_jps04_nach_einem_stufenwechsel_geht_der_weg_in_der_neuen_teilnahme_weiter(welt, als_dienst):
    with als_dienst():
        alt = teilnahme(welt, welt.morgen, eintritt=date(2025, 1, 1), austritt=date(2025, 6, 30))
        neu = teilnahme(welt, welt.morgen, eintritt=date(2025, 7, 1))
        neu.vorherige_teilnahme = alt
        neu.save()
        (stand,) = Stand.objects.filter(am(date(2025, 8, 1)), person=welt.morgen)
        assert (stand.station, stand.teilnahme_id) == ("teilnahme", neu.pk)


def test_jps01_ersteintritte_und_eintritte_gesamt_werden_getrennt_gezaehlt(welt, als_dienst):
    with als_dienst():
        andere = Person.objects.create(nachname="Neu", vorname="Kim")
        for nr, (person, tag) in enumerate(
            [(welt.morgen, date(2025, 1, 1)), (welt.morgen, date(2025, 9, 1)), (andere, date(2025, 9, 1))]
        ):
            danach = teilnahme(welt, person, eintritt=tag, austritt=tag + timedelta(days=60))
            werte = {"zugewiesen_am": tag, "uebergeben_am": tag, "beendet_am": tag, "ergebnis": "eintritt"}
            zuweisung_anlegen(welt, person, f"Z{nr}", teilnahme=danach, **werte)
        zuweisung_anlegen(welt, welt.morgen, "offen")
        alle = Zuweisung.objects.all()
        assert eintritte(alle, date(2025, 12, 31)) == (2, 3)
        assert eintritte(alle, date(2025, 6, 30)) == (1, 1)
