"""The page of a person: head, tabs, timeline, verdict, who may see what (section G, AM-14, PX-03, DS-05, DS-10)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.welt import HEUTE
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vermittlung.models import Vereinbarung, Vermittlung

pytestmark = pytest.mark.django_db
REITER = ["person", "weg", "vermittlung"]


def url(welt, seite: str = "person") -> str:
    return reverse(f"akte:{seite}", args=[welt.eigen.pk])


def eintraege(welt, tag, erfasst=None) -> None:
    """A Vereinbarung and a Vermittlung of a day that count; `erfasst`: when they were entered."""
    zeit = {"erfasst_am": erfasst} if erfasst else {}
    welt.eigen.vereinbarungen.all().delete()
    welt.eigen.vermittlungen.all().delete()
    Vereinbarung.objects.create(vereinbarung_id="V-NEU", person=welt.eigen, art="KOOP", abgeschlossen_am=tag, **zeit)
    Vermittlung.objects.create(
        vermittlung_id="S-NEU", person=welt.eigen, art="VV", unterbreitet_am=tag, stellenart="arbeit",
        sv_pflichtig=True, stelle_betreut=True, profil_betreut=True, **zeit,
    )  # fmt: skip


def teilnahme(welt, **werte) -> Teilnahme:
    """The one running Teilnahme, ended or moved as `werte` say."""
    laufend = welt.eigen.teilnahmen.get(austritt=None)
    for name, wert in {"eintritt": HEUTE - timedelta(days=200), **werte}.items():
        setattr(laufend, name, wert)
    laufend.save()
    return laufend


@pytest.mark.parametrize("rolle", ["pap", "tl", "bl", "dqm"])
@pytest.mark.parametrize("seite", REITER)
def test_akte_zeigt_kopf_und_reiter(als, welt, text, rolle, seite):
    gezeigt = text(als(rolle).get(url(welt, seite)))
    for wort in ("Eigen, Robin", "KD-EIGEN", "17.05.1990", "Team A1", "Überblick", "Weg", "Vermittlung"):
        assert wort in gezeigt
    assert ("Zuständigkeiten" in gezeigt) == (rolle in ("pap", "tl"))


def test_ds10_jeder_reiter_hinterlaesst_genau_eine_spur(als, welt, spuren):
    for seite in (*REITER, "zustaendigkeiten"):
        als("pap").get(url(welt, seite))
    assert [(s["art"], s["ansicht"], s["personen"]) for s in spuren()] == [
        ("oeffnen", f"akte:{seite}", [welt.eigen.pk]) for seite in (*REITER, "zustaendigkeiten")
    ]


def test_ds10_eine_fremde_akte_hinterlaesst_keine_spur(als, welt, spuren):
    assert als("pap").get(reverse("akte:person", args=[welt.fremd.pk])).status_code == 404
    assert spuren() == []


def test_am14_laufende_teilnahme_sagt_was_bis_wann_fehlt(als, welt, als_dienst, text):
    with als_dienst():
        welt.eigen.vermittlungen.all().delete()
        teilnahme(welt, geplantes_ende=HEUTE + timedelta(days=40))
    seite = text(als("pap").get(url(welt)))
    ende = f"{HEUTE + timedelta(days=40):%d.%m.%Y}"
    assert f"Noch nicht erfüllt: bis zum {ende} fehlt" in seite
    assert "Nächste Schritte" in seite and f"Eine Vermittlung, die zählt, fehlt bis {ende}" in seite


def test_am14_beendete_teilnahme_nennt_fenster_fund_und_verlinkt_die_belege(als, welt, als_dienst, text):
    tag = HEUTE - timedelta(days=20)
    with als_dienst():
        teilnahme(welt, austritt=HEUTE - timedelta(days=10), austrittsgrund="regulaer")
        eintraege(welt, tag)
        nummer = welt.eigen.vereinbarungen.get().pk
        # entered in time
        Vereinbarung.objects.update(erfasst_am=f"{tag}T10:00:00+01:00")
        Vermittlung.objects.update(erfasst_am=f"{tag}T10:00:00+01:00")
    antwort = als("pap").get(url(welt))
    seite = text(antwort)
    assert "Erfüllt im engeren Sinne." in seite
    assert f"vom {tag:%d.%m.%Y}" in seite and f"Austritt am {HEUTE - timedelta(days=10):%d.%m.%Y}" in seite
    assert f'href="{url(welt, "vermittlung")}#vereinbarung-{nummer}"' in antwort.content.decode()
    assert "<svg" in antwort.content.decode()
    assert "nachgetragene" not in seite


def test_am14_das_amt_beurteilt_nach_seinem_eigenen_regelwerk(als, welt, als_dienst, text):
    with als_dienst():
        teilnahme(welt, austritt=HEUTE - timedelta(days=10), austrittsgrund="ziel_vorzeitig_erreicht")
    assert "Nicht erfüllt" in text(als("pap").get(url(welt)))
    with als_dienst():
        welt.stellen["JC-A"].regelwerk = "goslar"
        welt.stellen["JC-A"].save()
    assert "ist ein vorzeitiges Ende" in text(als("pap").get(url(welt)))


def test_px03_nach_dem_austritt_nachgetragenes_faellt_auf_wo_es_das_urteil_gedreht_hat(als, welt, als_dienst, text):
    tag = HEUTE - timedelta(days=20)
    with als_dienst():
        teilnahme(welt, austritt=HEUTE - timedelta(days=10), austrittsgrund="regulaer")
        eintraege(welt, tag)  # entered today
    assert "Erst durch nachgetragene Einträge erfüllt" in text(als("pap").get(url(welt)))
    vermittlung = text(als("pap").get(url(welt, "vermittlung")))
    assert f"{tag:%d.%m.%Y} {HEUTE:%d.%m.%Y} nach Austritt nachgetragen" in vermittlung
    weg = text(als("pap").get(url(welt, "weg")))
    assert f"eingetragen erst am {HEUTE:%d.%m.%Y}" in weg and "nachgetragen" in weg


def test_px03_ein_rechtzeitiger_beleg_daneben_und_das_urteil_ist_nicht_gedreht(als, welt, als_dienst, text):
    tag = HEUTE - timedelta(days=20)
    with als_dienst():
        teilnahme(welt, austritt=HEUTE - timedelta(days=10), austrittsgrund="regulaer")
        eintraege(welt, tag, f"{tag}T10:00:00+01:00")
        Vereinbarung.objects.create(
            vereinbarung_id="V-SPAET", person=welt.eigen, art="EV", abgeschlossen_am=tag + timedelta(days=1)
        )
    assert "Erst durch nachgetragene" not in text(als("pap").get(url(welt)))


def test_weg_steht_in_der_reihenfolge_vorher_waehrend_danach(als, welt, text):
    seite = text(als("pap").get(url(welt, "weg")))
    teile = ["Während: Maßnahme B", "Während: Maßnahme A"]
    stellen = [seite.index(teil) for teil in teile]
    assert stellen == sorted(stellen)


@pytest.mark.parametrize("rolle", ["bdl", "bdl_leitung", "rb", "mb"])
def test_ds05_ohne_recht_an_vermittlung_ist_nichts_davon_zu_sehen(als, welt, text, rolle):
    for seite in ("person", "weg"):
        gezeigt = text(als(rolle).get(url(welt, seite)))
        for wort in ("Eingliederungsvereinbarung", "Vermittlungsvorschlag", "Handlungsstrategie", "Absolventen"):
            assert wort not in gezeigt
    assert als(rolle).get(url(welt, "vermittlung")).status_code == 403


def test_ds05_traeger_sehen_nur_die_eigenen_teilnahmen(als, welt, text):
    for seite in ("person", "weg"):
        gezeigt = text(als("bdl").get(url(welt, seite)))
        assert "Maßnahme A" in gezeigt and "Maßnahme B" not in gezeigt


@pytest.mark.parametrize(
    ("klassen", "geboren", "team"),
    [([], False, False), (["stammdaten"], True, False), (["verwaltung"], False, True)],
)
def test_ds05_zweckbindung_der_massnahme_begrenzt_was_traeger_sehen(
    als, welt, als_dienst, text, klassen, geboren, team
):
    with als_dienst():
        welt.massnahmen["M-A"].zweckbindung = klassen
        welt.massnahmen["M-A"].save()
    seite = text(als("bdl").get(url(welt)))
    assert "KD-EIGEN" in seite and "Eigen, Robin" in seite
    assert ("17.05.1990" in seite) == geboren
    assert ("Team A1" in seite and "pap-a" in seite) == team


def test_ds05_eine_laengst_beendete_massnahme_erlaubt_dem_traeger_nichts_mehr(als, welt, als_dienst, text):
    with als_dienst():
        erste = welt.massnahmen["M-A"]
        erste.zweckbindung = []
        erste.save()
        alte = welt.massnahmen["M-B"]
        alte.traeger, alte.zweckbindung = welt.stellen["TR-A"], ["stammdaten"]
        alte.save()
    assert "17.05.1990" not in text(als("bdl").get(url(welt)))  # M-B ended 200 days ago


@pytest.mark.parametrize("seite", [*REITER, "zustaendigkeiten"])
def test_akte_kostet_bei_tausend_eintraegen_so_viele_anweisungen_wie_bei_zehn(
    als, welt, als_dienst, anweisungen, seite
):
    def mehr(anzahl: int) -> None:
        Vermittlung.objects.bulk_create(
            Vermittlung(vermittlung_id=f"{anzahl}-{nr}", person=welt.eigen, art="SI", unterbreitet_am=HEUTE)
            for nr in range(anzahl)
        )

    with als_dienst():
        mehr(10)
    wenige = anweisungen(als("pap"), url(welt, seite))
    with als_dienst():
        mehr(1000)
    assert anweisungen(als("pap"), url(welt, seite)) == wenige <= 8
