"""VF-12: rules of an office propose the advisor of a new case; the team lead accepts."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext

from tests.welt import GESTERN, HEUTE, MORGEN
from wegplan.domains.organisation.access import Aktion, Beziehung, Rolle, beziehungen
from wegplan.domains.person.models import Zustaendigkeit
from wegplan.domains.verteilung.models import Verteilregel, Zuteilungsvorschlag
from wegplan.domains.verteilung.queries import FACHKRAEFTE
from wegplan.domains.verteilung.verteilung_sql import FACHKRAEFTE as IM_SQL

from .conftest import viele

pytestmark = pytest.mark.django_db
SEITE = "/verteilung/"


def vorgeschlagen(person, als_dienst):
    """Username of the proposed advisor; None when no rule fits."""
    with als_dienst():
        gefunden = Zuteilungsvorschlag.objects.filter(person=person).select_related("fachkraft").first()
        return gefunden.fachkraft.username if gefunden else None


@pytest.mark.parametrize(
    ("nachname", "wer"),
    [("Adler", "ifk-a"), ("Fuchs", "ifk-a"), ("Ganter", None), ("Ärmel", "ifk-a"), ("Öztürk", None), ("", None)],
)
def test_vf12_nach_dem_buchstaben_des_nachnamens(regel, neuer_fall, als_dienst, nachname, wer):
    regel("ifk", buchstabe_von="a", buchstabe_bis="f")
    assert vorgeschlagen(neuer_fall(nachname), als_dienst) == wer


def test_vf12_mehrere_buchstaben_trennen_sch_von_st(regel, neuer_fall, als_dienst):
    regel("ifk", buchstabe_von="s", buchstabe_bis="sch")
    assert vorgeschlagen(neuer_fall("Schmidt"), als_dienst) == "ifk-a"
    assert vorgeschlagen(neuer_fall("Stein"), als_dienst) is None


def test_vf12_nach_alter_mit_grenzen_am_geburtstag(regel, neuer_fall, als_dienst):
    regel("bov", alter_von=18, alter_bis=24)
    tag = HEUTE if (HEUTE.month, HEUTE.day) != (2, 29) else HEUTE - timedelta(days=1)
    vor = {jahre: tag.replace(year=tag.year - jahre) for jahre in (18, 25)}
    assert vorgeschlagen(neuer_fall("Achtzehn", geburtsdatum=vor[18]), als_dienst) == "bov-a"
    assert vorgeschlagen(neuer_fall("Morgen", geburtsdatum=vor[18] + timedelta(days=1)), als_dienst) is None
    assert vorgeschlagen(neuer_fall("Letzter", geburtsdatum=vor[25] + timedelta(days=1)), als_dienst) == "bov-a"
    assert vorgeschlagen(neuer_fall("Fünfundzwanzig", geburtsdatum=vor[25]), als_dienst) is None
    assert vorgeschlagen(neuer_fall("Unbekannt"), als_dienst) is None, "no age known, no rule by age"


def test_vf12_nach_foerderart_einer_teilnahme_die_laeuft_oder_bevorsteht(regel, welt, als_dienst):
    regel("bov", foerderart="FbW")
    with als_dienst():
        (person,) = viele(welt, 1)
    assert vorgeschlagen(person, als_dienst) == "bov-a"
    with als_dienst():
        person.teilnahmen.update(austritt=GESTERN)
    assert vorgeschlagen(person, als_dienst) is None


def test_vf12_die_erste_passende_regel_gilt_und_nur_an_ihren_tagen(regel, neuer_fall, als_dienst):
    regel("bov", reihenfolge=20)
    zuerst = regel("ifk", reihenfolge=10)
    fall = neuer_fall("Adler")
    assert vorgeschlagen(fall, als_dienst) == "ifk-a"
    for tage in ({"von": MORGEN, "bis": None}, {"von": GESTERN, "bis": GESTERN}):
        with als_dienst():
            Verteilregel.objects.filter(pk=zuerst.pk).update(**tage)
        assert vorgeschlagen(fall, als_dienst) == "bov-a", tage


def test_vf12_regeln_eines_teams_eines_anderen_amtes_und_gesperrter_konten(regel, welt, neuer_fall, als_dienst):
    fall = neuer_fall("Adler")
    regel("ifk", team=welt.teams["A2"], reihenfolge=1)
    regel("ifk", organisation=welt.stellen["JC-B"], reihenfolge=2)
    assert vorgeschlagen(fall, als_dienst) is None
    regel("pap", team=welt.teams["A1"], reihenfolge=3)
    assert vorgeschlagen(fall, als_dienst) == "pap-a"
    with als_dienst():
        type(welt["pap"]).objects.filter(pk=welt["pap"].pk).update(is_active=False)
    assert vorgeschlagen(fall, als_dienst) is None


def test_vf12_wer_spaeter_jemanden_bekommt_braucht_keinen_vorschlag(regel, welt, neuer_fall, als_dienst):
    regel("ifk")
    fall = neuer_fall("Adler")
    with als_dienst():
        Zustaendigkeit.objects.create(person=fall, nutzer=welt["pap"], rolle="pap", grund="fachkraft", von=MORGEN)
    assert vorgeschlagen(fall, als_dienst) is None


def test_vf12_die_teamleitung_sieht_den_grund_und_nimmt_einen_oder_viele_an(
    als, regel, welt, neuer_fall, als_dienst, text
):
    regel("ifk", buchstabe_von="a", buchstabe_bis="f", team=welt.teams["A1"])
    a, b, ohne = neuer_fall("Adler"), neuer_fall("Berg"), neuer_fall("Zander")
    client = als("tl")
    seite = client.get(SEITE)
    assert "Buchstabe A–F, Team A1" in text(seite) and "kein Vorschlag" in text(seite)
    assert [p.pk for p in seite.context["liste"].zeilen] == [a.pk, b.pk, ohne.pk]
    ifk = welt["ifk"].pk
    client.post(f"{SEITE}annehmen/", {"wahl": [f"{a.pk}-{ifk}"], "gezeigt": [f"{b.pk}-{ifk}"]})
    with als_dienst():
        neu = Zustaendigkeit.objects.get(person=a)
        assert (neu.nutzer_id, neu.rolle, neu.grund, neu.von, neu.bis) == (ifk, "ifk", "fachkraft", HEUTE, None)
        assert not Zustaendigkeit.objects.filter(person=b).exists(), "shown, but not chosen"
    assert als("ifk").get(f"/personen/{a.pk}/").status_code == 200
    antwort = client.post(f"{SEITE}annehmen/", {"alle": "ja", "gezeigt": [f"{b.pk}-{ifk}"]}, follow=True)
    assert "Zugeteilt: ifk-a (1)." in text(antwort)
    assert [p.pk for p in antwort.context["liste"].zeilen] == [ohne.pk]


def test_vf12_angenommen_wird_nur_was_gezeigt_war_und_noch_gilt(als, regel, welt, neuer_fall, als_dienst, text):
    alt = regel("ifk")
    fall, vergeben = neuer_fall("Adler"), neuer_fall("Berg")
    with als_dienst():
        Verteilregel.objects.filter(pk=alt.pk).update(fachkraft=welt["bov"])
        Zustaendigkeit.objects.create(person=vergeben, nutzer=welt["pap"], rolle="pap", grund="fachkraft", von=HEUTE)
    wahl = [f"{fall.pk}-{welt['ifk'].pk}", f"{vergeben.pk}-{welt['bov'].pk}", f"{welt.fremd.pk}-{welt['bov'].pk}"]
    antwort = als("tl").post(f"{SEITE}annehmen/", {"wahl": wahl}, follow=True)
    assert "3 Fälle bleiben, wie sie sind" in text(antwort)
    with als_dienst():
        assert not Zustaendigkeit.objects.filter(person=fall).exists()
        assert Zustaendigkeit.objects.filter(person=vergeben).count() == 1
        assert not Zustaendigkeit.objects.filter(person=welt.fremd, nutzer=welt["bov"]).exists()


@pytest.mark.parametrize("falsch", ["", "x-1", "1", "1-", "9" * 60 + "-1", "1-2-3"])
def test_ds32_eine_verbogene_auswahl_aendert_nichts(als, welt, falsch):
    assert als("tl").post(f"{SEITE}annehmen/", {"wahl": [falsch]}).status_code == 302


def test_vf12_tausend_neue_faelle_kosten_so_viele_anweisungen_wie_zehn(als, regel, welt, als_dienst, anweisungen):
    regel("ifk")
    gezaehlt, seiten = [], []
    for anzahl in (10, 1000):
        with als_dienst():
            personen = viele(welt, anzahl)
        client = als("tl")
        seiten.append(anweisungen(client, SEITE))
        wahl = [f"{p.pk}-{welt['ifk'].pk}" for p in personen]
        with CaptureQueriesContext(connection) as anfragen:
            assert client.post(f"{SEITE}annehmen/", {"wahl": wahl}).status_code == 302
        gezaehlt.append(len(anfragen))
        with als_dienst():
            assert Zustaendigkeit.objects.filter(nutzer=welt["ifk"], person__in=personen).count() == anzahl
    assert gezaehlt[0] == gezaehlt[1] <= 12
    assert seiten[0] == seiten[1] <= 8


def regelwerte(welt, **anders):
    werte = {"fachkraft": welt["ifk"].pk, "team": welt.teams["A1"].pk, "reihenfolge": 10, "von": f"{HEUTE:%Y-%m-%d}"}
    return werte | {"buchstabe_von": "Ä", "buchstabe_bis": "F"} | anders


def test_vf12_die_teamleitung_pflegt_regeln_im_formular(als, welt, als_dienst, text):
    client = als("tl")
    assert client.get(f"{SEITE}regeln/neu/").status_code == 200
    for _ in range(2):  # a double click makes one rule
        antwort = client.post(f"{SEITE}regeln/neu/", regelwerte(welt), follow=True)
    assert "Buchstabe A–F, Team A1" in text(antwort)
    with als_dienst():
        neu = Verteilregel.objects.get()
        assert (neu.buchstabe_von, neu.angelegt_von_id) == ("a", welt["tl"].pk)
    pfad = f"{SEITE}regeln/{neu.pk}/"
    stand = client.get(pfad).context["form"].initial["stand"]
    client.post(pfad, regelwerte(welt, buchstabe_bis="K", bis=f"{MORGEN:%Y-%m-%d}", stand=stand))
    with als_dienst():
        assert (Verteilregel.objects.get().buchstabe_bis, Verteilregel.objects.get().bis) == ("k", MORGEN)
    assert client.post(pfad, regelwerte(welt, buchstabe_bis="M", stand=stand)).status_code == 409


@pytest.mark.parametrize(
    ("feld", "falsch"),
    [
        ("buchstabe_bis", {"buchstabe_bis": ""}),
        ("buchstabe_bis", {"buchstabe_von": "K"}),
        ("buchstabe_von", {"buchstabe_von": "1"}),
        ("alter_bis", {"alter_von": 30, "alter_bis": 20}),
        ("bis", {"bis": f"{GESTERN:%Y-%m-%d}"}),
        ("fachkraft", {"fachkraft": 987654321}),
        ("team", {"team": 987654321}),
    ],
)
def test_ds32_falsche_angaben_stehen_am_feld(als, welt, als_dienst, feld, falsch):
    antwort = als("tl").post(f"{SEITE}regeln/neu/", regelwerte(welt, **falsch))
    assert antwort.status_code == 422 and feld in antwort.context["form"].errors
    with als_dienst():
        assert not Verteilregel.objects.exists()


def test_ds02_regeln_anderer_teams_und_aemter_bleiben_zu(als, regel, welt):
    anderes_team = regel("ifk", team=welt.teams["A2"])
    anderes_amt = regel("ifk", organisation=welt.stellen["JC-B"])
    for fremde in (anderes_team, anderes_amt):
        assert als("tl").get(f"{SEITE}regeln/{fremde.pk}/").status_code == 404
    assert als("ifk").get(SEITE).status_code == 403


def test_ds04_auch_die_datenbank_laesst_nur_die_teamleitung_des_amtes_regeln_schreiben(welt, als_nutzer):
    werte = {"reihenfolge": 1, "von": HEUTE, "fachkraft": welt["ifk"]}
    with als_nutzer(welt["tl"]):
        Verteilregel.objects.create(organisation=welt.stellen["JC-A"], **werte)
    for rolle, stelle in (("ifk", "JC-A"), ("bl", "JC-A"), ("tl", "JC-B")):
        with pytest.raises(ProgrammingError, match="row-level security"), als_nutzer(welt[rolle]):
            Verteilregel.objects.create(organisation=welt.stellen[stelle], **werte)


def test_ds10_die_liste_hinterlaesst_eine_spur_der_genannten_personen(als, neuer_fall, spuren):
    fall = neuer_fall("Adler")
    als("tl").get(SEITE)
    (spur,) = spuren()
    assert (spur["ansicht"], spur["personen"]) == ("verteilung:liste", [fall.pk])


def test_vf12_das_sql_kennt_die_fachkraefte_der_berechtigungstabelle():
    eigene = {r for r in Rolle if Beziehung.FALL in beziehungen(r, Aktion.PERSON_AENDERN)} - {Rolle.TL}
    assert set(FACHKRAEFTE) == eigene == {rolle.strip("'") for rolle in IM_SQL.split(",")}
