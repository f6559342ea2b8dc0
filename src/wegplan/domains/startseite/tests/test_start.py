"""The first page of every role: headings, figures that agree with their lists, trace, statements (section D)."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from tests.welt import HEUTE
from wegplan.config.navigation import NAVIGATION
from wegplan.domains.auswertung.fristen import monatserster, monatsname
from wegplan.domains.organisation.access import Rolle
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Zustaendigkeit

from .conftest import viele

pytestmark = pytest.mark.django_db
MIT_PERSONEN = ["pap", "ifk", "bov", "ags", "mb", "bdl", "bdl_leitung", "rb"]
NUR_ZAHLEN = ["tl", "bl", "dqm", "regiestelle", "datenschutz", "technik", "teilnehmende"]


def ueberschrift(antwort) -> str:
    treffer = re.findall(r"<h1>(.*?)</h1>", antwort.content.decode(), flags=re.S)
    assert len(treffer) == 1
    return treffer[0].strip()


def test_ds03_wer_sich_anmeldet_landet_auf_seiner_startseite():
    assert reverse(settings.LOGIN_REDIRECT_URL) == "/"


@pytest.mark.parametrize("rolle", Rolle)
def test_ds03_jede_rolle_hat_eine_startseite_unter_dem_namen_ihrer_navigation(als, text, rolle):
    antwort = als(rolle).get("/")
    assert antwort.status_code == 200
    ohne_einladung = rolle == Rolle.TEILNEHMENDE  # with one, see the tests of zugang
    assert ueberschrift(antwort) == ("Ihr Zugang ist beendet" if ohne_einladung else NAVIGATION[rolle][0].name)
    inhalt = text(antwort).split("Hauptnavigation")[-1]
    assert len(inhalt) > 100


def test_ds03_ein_konto_ohne_rolle_erfaehrt_an_wen_es_sich_wendet(als, als_dienst, text):
    with als_dienst():
        konto = Nutzer.objects.create(username="ohne")
    assert "Ihr Konto hat noch keine Rolle." in text(als(konto).get("/"))


@pytest.mark.parametrize("rolle", MIT_PERSONEN)
def test_ds10_wer_personen_sieht_hinterlaesst_genau_eine_spur(als, bald_zu_ende, ausgetreten, spuren, text, rolle):
    assert "Eigen, Robin" in text(als(rolle).get("/"))
    (spur,) = spuren()
    assert (spur["art"], spur["ansicht"]) == ("liste", "startseite:start")
    assert spur["personen"] == [bald_zu_ende.pk]


@pytest.mark.parametrize("rolle", NUR_ZAHLEN)
def test_ds10_wer_nur_zahlen_sieht_hinterlaesst_keine_spur(als, bald_zu_ende, ausgetreten, spuren, text, rolle):
    assert "Eigen" not in text(als(rolle).get("/"))
    assert spuren() == []


@pytest.mark.parametrize("rolle", ["pap", "ags", "mb", "bdl", "rb"])
def test_ds10_ohne_personen_bleibt_auch_die_spur_aus(als, welt, spuren, rolle):
    als(rolle).get("/")
    assert spuren() == []


@pytest.mark.parametrize("rolle", MIT_PERSONEN)
def test_ds02_niemand_sieht_auf_der_startseite_fremde_oder_ehemalige_personen(als, welt, als_dienst, text, rolle):
    with als_dienst():
        for person in (welt.eigen, welt.fremd, welt.ehemals, welt.morgen):
            person.teilnahmen.filter(austritt=None).update(geplantes_ende=HEUTE + timedelta(days=10))
    seite = text(als(rolle).get("/"))
    assert "Eigen, Robin" in seite
    assert not any(name in seite for name in ("Fremd", "Ehemals", "Morgen,"))


# --- advisor ----------------------------------------------------------------------------------------------------


def test_am20_mein_tag_zeigt_den_zustand_je_element_und_fuehrt_zum_passenden_formular(als, bald_zu_ende, text):
    antwort = als("pap").get("/")
    seite, html = text(antwort), antwort.content.decode()
    assert "in 10 Tagen" in seite
    assert "erledigt" in seite and "zählt nicht" in seite
    assert reverse("akte:vermittlung_neu", args=[bald_zu_ende.pk]) in html
    assert reverse("akte:vereinbarung_neu", args=[bald_zu_ende.pk]) not in html, "nothing is missing there"
    assert reverse("akte:person", args=[bald_zu_ende.pk]) in html


def test_am20_eine_nicht_begonnene_strategie_steht_mit_ihrem_formular_da(als, bald_zu_ende, als_dienst, text):
    formular = reverse("akte:strategie_neu", args=[bald_zu_ende.pk])
    assert formular not in als("pap").get("/").content.decode()
    with als_dienst():
        bald_zu_ende.handlungsstrategien.all().delete()
    antwort = als("pap").get("/")
    assert formular in antwort.content.decode()
    assert "1 ohne begonnene Strategie" in text(antwort)


def test_am20_mein_tag_beginnt_mit_dem_naechsten_ende(als, welt, als_dienst):
    with als_dienst():
        viele(welt, 40)
    tage = [zeile.a.tage_bis_ende for zeile in als("pap").get("/").context["offen"]]
    assert len(tage) == 15
    assert tage == sorted(tage)


def test_am21_was_nach_dem_austritt_noch_zu_retten_ist_steht_mit_frist_und_formular(als, ausgetreten, text):
    antwort = als("pap").get("/")
    bis = ausgetreten.austritt + timedelta(days=14)
    assert f"im weiteren Sinne bis {bis:%d.%m.%Y}" in text(antwort)
    assert "Vermittlungsvorschlag zählt nicht" in text(antwort)
    assert reverse("akte:vermittlung_neu", args=[ausgetreten.person_id]) in antwort.content.decode()


def test_am21_wo_die_frist_vorbei_ist_steht_kein_formular(als, ausgetreten, als_dienst):
    with als_dienst():
        ausgetreten.person.teilnahmen.filter(pk=ausgetreten.pk).update(
            eintritt=HEUTE - timedelta(days=140), austritt=HEUTE - timedelta(days=15)
        )
    antwort = als("pap").get("/")
    (zeile,) = antwort.context["austritte"]
    assert zeile.schritte == []
    assert zeile.moeglich[1] == ""


def test_vf08_die_startseite_beginnt_mit_dem_was_auf_dem_eigenen_tisch_liegt(als, bald_zu_ende, text):
    antwort = als("ifk").get("/")
    tisch = antwort.context["tisch"]
    assert tisch.zahlen[0].wert and tisch.zeilen
    seite = text(antwort)
    assert seite.index("Auf Ihrem Tisch") < seite.index("Bald zu Ende")
    assert tisch.zeilen[0].regel.titel in seite and f'href="{reverse("tisch:mein")}"' in antwort.content.decode()
    assert len(tisch.zeilen) <= 6


# --- figures agree with the lists ----------------------------------------------------------------------------------


def zahlen_von(antwort) -> list:
    namen = ("zahlen", "vorschauzahlen", "fehlerzahlen")
    tisch = antwort.context.get("tisch")
    alle = [*(tisch.zahlen if tisch else ()), *(z for name in namen for z in antwort.context.get(name) or [])]
    return [z for z in alle if z.url]


@pytest.mark.parametrize("rolle", ["pap", "tl", "mb", "ags", "bdl", "rb"])
def test_am20_am21_jede_zahl_ist_die_laenge_der_liste_hinter_ihr(
    als, welt, bald_zu_ende, ausgetreten, als_dienst, rolle
):
    with als_dienst():
        viele(welt, 20)
    client = als(rolle)
    zahlen = zahlen_von(client.get("/"))
    assert zahlen and any(z.wert for z in zahlen)
    for zahl in zahlen:
        liste = client.get(zahl.url).context["liste"]
        assert liste.anzahl == zahl.wert, zahl


def test_am23_team_heute_zaehlt_was_noch_nicht_abgezeichnet_ist(als, welt, bald_zu_ende, als_dienst):
    from wegplan.domains.auswertung.models import Liste
    from wegplan.domains.auswertung.services import abzeichnung_setzen

    def offen() -> int:
        return als("tl").get("/").context["vorschauzahlen"][2].wert

    assert offen() == 1
    with als_dienst():
        teilnahme = bald_zu_ende.teilnahmen.get(austritt=None)
        abzeichnung_setzen(welt["tl"], {teilnahme.pk: ""}, Liste.VORSCHAU, HEUTE, "TL")
    assert offen() == 0


def test_team_heute_nennt_personen_ohne_fachkraft_mit_ihrer_liste(als, welt, als_dienst, text):
    tl = als("tl")
    assert tl.get("/").context["ohne_fachkraft"] == 0
    with als_dienst():
        Zustaendigkeit.objects.filter(person=welt.eigen, nutzer__isnull=False).delete()
    antwort = tl.get("/")
    assert "1 Person hat zurzeit keine Fachkraft." in text(antwort)
    assert tl.get(antwort.context["ohne_fachkraft_url"]).context["liste"].anzahl == 1


def test_team_heute_zeigt_die_last_je_fachkraft_wie_die_vorschau_sie_filtert(als, welt, bald_zu_ende, als_dienst):
    with als_dienst():
        viele(welt, 10)
    tl = als("tl")
    lasten = {last.name: last for last in tl.get("/").context["lasten"]}
    assert (lasten["pap-a"].personen, lasten["pap-a"].offen) == (11, 6)
    assert (lasten["ifk-a"].personen, lasten["ifk-a"].offen) == (1, 1)
    for last in lasten.values():
        if last.url:
            assert tl.get(last.url).context["liste"].anzahl == last.offen


@pytest.mark.parametrize("rolle", ["tl", "bl", "dqm"])
@pytest.mark.parametrize(
    ("regelwerk", "satz"),
    [("cottbus", "Geschäftsanweisung, Abschnitt 6"), ("goslar", "Konzept, Abschnitt 1.4.2")],
)
def test_am22_die_fristen_des_amtes_stehen_mit_ihrer_quelle_da(als, welt, als_dienst, text, rolle, regelwerk, satz):
    with als_dienst():
        welt.stellen["JC-A"].regelwerk = regelwerk
        welt.stellen["JC-A"].save()
    assert satz in text(als(rolle).get("/"))


def test_am15_team_heute_zeigt_die_quote_der_letzten_monate(als, ausgetreten, text):
    (verlauf,) = als("tl").get("/").context["verlaeufe"]
    assert len(verlauf.monate) == 6
    assert sum(m.ies.gezaehlt for m in verlauf.monate) == 1
    assert verlauf.bild


@pytest.mark.parametrize("rolle", ["tl", "bl", "dqm"])
def test_am16_jede_quote_fuehrt_zu_genau_ihren_faellen(als, welt, ausgetreten, als_dienst, rolle):
    with als_dienst():
        viele(welt, 20)
    client = als(rolle)
    kontext = client.get("/").context
    if rolle == "tl":
        paare = [(m.ies.gezaehlt, m.url) for v in kontext["verlaeufe"] for m in v.monate]
    else:
        paare = [(s.gezaehlt, url) for b in kontext["bloecke"] for z in b.zeilen for s, url in z.monate]
    assert any(url for _, url in paare)
    for gezaehlt, url in paare:
        if url:
            assert client.get(url).context["liste"].anzahl == gezaehlt


def test_am15_leitung_und_dqm_sehen_die_quoten_ihrer_teams_dieses_und_des_letzten_monats(als, ausgetreten, text):
    seite = text(als("dqm").get("/"))
    for monat in (monatserster(HEUTE, -1), monatserster(HEUTE)):
        assert monatsname(monat) in seite
    assert "Team A1" in seite and "Team A2" in seite
    assert "Team B1" not in seite
    assert "keine Fälle" in seite, "a team without a case is shown, never as 0 %"


# --- providers and the others --------------------------------------------------------------------------------------


@pytest.mark.parametrize("rolle", ["bdl", "bdl_leitung", "rb", "mb", "ags"])
def test_ds02_laufende_massnahmen_mit_der_zahl_der_sichtbaren_teilnehmenden(als, welt, rolle):
    massnahmen = als(rolle).get("/").context["massnahmen"]
    assert [(m.massnahmenummer, anzahl) for m, _, anzahl in massnahmen] == [("M-A", 1)]


def test_ein_ueberschrittenes_ende_ist_kein_vergessenes(als, welt, als_dienst, text):
    with als_dienst():
        welt.eigen.teilnahmen.filter(austritt=None).update(geplantes_ende=HEUTE - timedelta(days=3))
    assert "Austritt nicht eingetragen" in text(als("bdl").get("/"))


@pytest.mark.parametrize(
    ("rolle", "ansichten"),
    [
        ("regiestelle", ["massnahme:liste"]),
        ("datenschutz", ["audit:liste", "audit:muster", "audit:berechtigungen"]),
        ("technik", ["admin:index", "audit:berechtigungen"]),
    ],
)
def test_ds03_wer_keine_akten_sieht_findet_was_er_hier_darf(als, rolle, ansichten):
    client = als(rolle)
    html = client.get("/").content.decode().split("<main")[1]
    for ansicht in ansichten:
        assert f'href="{reverse(ansicht)}"' in html
    for url in re.findall(r'<a class="kern-btn[^"]*" href="([^"]+)"', html):
        assert client.get(url).status_code in (200, 302)


# --- cost ------------------------------------------------------------------------------------------------------------


def test_startseite_kostet_bei_zweihundert_zeilen_so_viele_anweisungen_wie_bei_zehn(als, welt, als_dienst, anweisungen):
    for anzahl in (10, 200):
        with als_dienst():
            viele(welt, anzahl, FACHKRAEFTE)
        assert {rolle: anweisungen(als(rolle), "/") for rolle in Rolle} == ANWEISUNGEN
    assert max(ANWEISUNGEN.values()) <= 15


FACHKRAEFTE = ("pap", "ifk", "bov", "mb", "ags")
ANWEISUNGEN = {
    **dict.fromkeys(("pap", "ifk", "bov"), 10),
    "tl": 8,
    **dict.fromkeys(("bl", "dqm"), 5),
    **dict.fromkeys(("mb", "ags"), 8),
    "bdl": 11,
    "bdl_leitung": 14,
    "rb": 14,
    **dict.fromkeys(("regiestelle", "datenschutz", "technik"), 3),
    "teilnehmende": 4,  # of an account without an invitation; with one see the tests of zugang
}
