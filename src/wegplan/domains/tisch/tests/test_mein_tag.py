""" "Mein Tag": counts that agree with the rows, every step on exactly one desk, trace and cost (VF-08)."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from tests.welt import HEUTE, Welt
from wegplan.domains.organisation.access import Aktion, Rolle, rolle_darf
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Zustaendigkeit
from wegplan.domains.tisch import platz_sql
from wegplan.domains.tisch.models import Schrittplatz, Zeit
from wegplan.domains.tisch.queries import auf_tisch, mit_zeit
from wegplan.domains.verfahren.models import Schritt

from .conftest import viele

pytestmark = pytest.mark.django_db
MEIN = "/mein-tag/"


def zeilen(antwort) -> list[int]:
    return [int(nr) for nr in re.findall(r'id="schritt-(\d+)"', antwort.content.decode())]


def anzahlen(antwort) -> dict[str, int]:
    return {a["zeit"]: a["anzahl"] for a in antwort.context["abschnitte"]}


def besitzer(schritt: Schritt) -> str:
    platz = Schrittplatz.objects.select_related("besitzer").get(pk=schritt.pk)
    return platz.besitzer.username if platz.besitzer else ""


# --- counts and rows ---------------------------------------------------------------------------------------------


def test_vf08_die_zahlen_stimmen_mit_den_zeilen_und_den_listen_dahinter_ueberein(als, fall):
    client = als("ifk")
    antwort = client.get(MEIN)
    gezaehlt = anzahlen(antwort)
    assert gezaehlt["ueberfaellig"] and sum(gezaehlt.values()) == len(zeilen(antwort))
    for wert, _, url, _ in antwort.context["zahlen"]:
        assert client.get(url).context["liste"].anzahl == wert
    spaeter = client.get("/mein-tag/liste/?zeit=spaeter").context["liste"].anzahl
    assert spaeter == antwort.context["spaeter"] > 0
    assert client.get("/mein-tag/liste/").context["liste"].anzahl == sum(gezaehlt.values()) + spaeter


@pytest.mark.parametrize(
    ("bis", "erinnert", "wieder", "zeit"),
    [
        (-1, -1, None, "ueberfaellig"),
        (-1, -1, 5, "ueberfaellig"),
        (0, 0, None, "heute"),
        (9, -3, None, "heute"),
        (9, -3, 3, "woche"),
        (7, 7, None, "woche"),
        (8, 8, None, "spaeter"),
        (9, 0, 8, "spaeter"),
    ],
)
def test_vf03_der_tag_der_erinnerung_ordnet_ein_der_tag_der_faelligkeit_macht_ueberfaellig(
    als_dienst, offen, bis, erinnert, wieder, zeit
):
    schritt = offen()
    with als_dienst():
        Schritt.objects.filter(pk=schritt.pk).update(
            faellig_von=None,
            faellig_bis=HEUTE + timedelta(days=bis),
            erste_erinnerung=HEUTE + timedelta(days=erinnert),
            wieder_am=None if wieder is None else HEUTE + timedelta(days=wieder),
        )
        assert mit_zeit(Schrittplatz.objects.all(), HEUTE).get(pk=schritt.pk).zeit == zeit


def test_vf08_nach_massnahme_stehen_dieselben_schritte_in_anderer_ordnung(als, welt, fall, als_dienst, text):
    with als_dienst():
        viele(welt, 3, welt["ifk"], "M-B")
    client = als("ifk")
    person, massnahme = client.get(MEIN), client.get(MEIN, {"nach": "massnahme"})
    assert sorted(zeilen(person)) == sorted(zeilen(massnahme))
    koepfe = [g.name for a in massnahme.context["abschnitte"] for g in a["gruppen"]]
    assert set(koepfe) == {"Maßnahme A", "Maßnahme B"}
    assert "Eigen, Robin" in {g.name for a in person.context["abschnitte"] for g in a["gruppen"]}


def test_vf08_jede_zeile_sagt_was_zu_tun_ist_warum_und_wo_es_steht(als, fall, text):
    seite = text(als("ifk").get(MEIN))
    assert "Geschäftsanweisung" in seite and "Lesart:" in seite
    assert "seit " in seite and "Verschieben" in seite


def test_vf08_ein_leerer_tisch_sagt_das(als, welt, text, spuren):
    assert "Nichts." in text(als("bov").get(MEIN))
    assert spuren() == []


# --- whose desk ----------------------------------------------------------------------------------------------------


def test_vf08_bearbeiten_darf_wer_vorgaenge_erfasst():
    rollen = {f"'{rolle}'" for rolle in Rolle if rolle_darf(rolle, Aktion.VORGANG_ERFASSEN)}
    assert rollen == set(platz_sql.BEARBEITENDE.split(","))


def test_vf08_der_schritt_liegt_bei_der_passenden_rolle_sonst_bei_der_integrationsfachkraft(welt, offen, als_dienst):
    schritt = offen()
    with als_dienst():
        for rolle, erwartet in (("bov", "bov-a"), ("ifk", "ifk-a"), ("bl", "pap-a"), ("bb", "pap-a")):
            Schritt.objects.filter(pk=schritt.pk).update(rolle=rolle)
            assert besitzer(schritt) == erwartet, rolle
        Zustaendigkeit.objects.filter(person=welt.eigen, rolle__in=("pap", "ifk")).delete()
        assert besitzer(schritt) == "bov-a"


def test_vf08_wer_gegangen_ist_oder_nicht_mehr_zustaendig_ist_behaelt_keinen_schritt(welt, offen, als_dienst):
    schritt = offen()
    with als_dienst():
        Nutzer.objects.filter(username="ifk-a").update(is_active=False)
        assert besitzer(schritt) == "pap-a"
        Zustaendigkeit.objects.filter(person=welt.eigen, nutzer__isnull=False).update(bis=HEUTE - timedelta(days=1))
        assert besitzer(schritt) == ""


def test_vf08_ein_abgegebener_schritt_liegt_bei_wem_er_gegeben_wurde_solange_die_person_sichtbar_ist(
    welt, offen, als_dienst
):
    schritt = offen()
    with als_dienst():
        Schritt.objects.filter(pk=schritt.pk).update(an=welt["bov"])
        assert besitzer(schritt) == "bov-a"
        Zustaendigkeit.objects.filter(person=welt.eigen, nutzer=welt["bov"]).delete()
        assert besitzer(schritt) == "ifk-a"
        Schritt.objects.filter(pk=schritt.pk).update(an=welt["tl"])
        Zustaendigkeit.objects.filter(person=welt.eigen, nutzer=welt["tl"]).delete()
        assert besitzer(schritt) == "tl-a", "the lead of the person's team sees her without an assignment"


def test_vf12_die_funktion_der_datenbank_nennt_dieselbe_person_wie_die_sicht(welt, fall, als_dienst):
    with als_dienst(), connection.cursor() as c:
        c.execute(
            "select count(*), count(*) filter (where besitzer_id is distinct from schritt_besitzer(person_id, rolle))"
            " from tisch_schrittplatz"
        )
        anzahl, anders = c.fetchone()
    assert anzahl > 5 and anders == 0


def test_vf08_alle_tische_zusammen_sind_alle_offenen_schritte_und_keiner_liegt_doppelt(
    welt: Welt, fall, als_dienst, als_nutzer
):
    with als_dienst():
        viele(welt, 5, welt["pap"])
        ohne = viele(welt, 3, None)
        alle = set(Schritt.objects.filter(stand="offen", person__jobcenter=welt.stellen["JC-A"]).values_list(flat=True))
        konten = list(Nutzer.objects.filter(is_active=True))
    tische: list[int] = []
    for nutzer in konten:
        with als_nutzer(nutzer):
            tische += auf_tisch(nutzer).values_list("pk", flat=True)
    with als_nutzer(welt["tl"]):
        niemand = list(Schrittplatz.objects.fuer(welt["tl"]).filter(besitzer=None))
    assert {platz.person_id for platz in niemand} == {p.pk for p in ohne}
    zusammen = [pk for pk in tische if pk in alle] + [platz.pk for platz in niemand]
    assert len(zusammen) == len(set(zusammen))
    assert set(zusammen) == alle


@pytest.mark.parametrize("rolle", ["pap", "ifk", "bov", "ags", "mb", "tl"])
def test_ds02_niemand_sieht_schritte_fremder_oder_ehemaliger_personen(als, welt, fall, text, rolle):
    seite = text(als(rolle).get(MEIN)) + text(als(rolle).get("/mein-tag/liste/"))
    assert not any(name in seite for name in ("Fremd", "Ehemals", "Morgen,"))


# --- trace, XLSX, cost ---------------------------------------------------------------------------------------------


def test_ds10_mein_tag_hinterlaesst_genau_eine_spur_mit_allen_gezeigten_personen(als, welt, fall, spuren):
    als("ifk").get(MEIN, {"nach": "massnahme"})
    (spur,) = spuren()
    assert (spur["art"], spur["ansicht"], spur["filter"]) == ("liste", "tisch:mein", {"nach": "massnahme"})
    assert spur["personen"] == [welt.eigen.pk]


def test_vf08_die_schritte_gibt_es_als_tabelle(als, welt, fall, spuren):
    antwort = als("ifk").get("/mein-tag/liste/", {"ausgabe": "xlsx", "zeit": "ueberfaellig"})
    blatt = load_workbook(BytesIO(antwort.content)).active
    assert [z.value for z in blatt[1]][:4] == ["Person", "Schritt", "Maßnahme", "Fällig bis"]
    assert blatt.max_row - 1 == anzahlen(als("ifk").get(MEIN))["ueberfaellig"]
    assert spuren()[0]["art"] == "export"


@pytest.mark.parametrize("pfad", [MEIN, "/mein-tag/?nach=massnahme", "/mein-tag/liste/"])
def test_vf08_tausend_faelle_kosten_so_viele_anweisungen_wie_zehn(als, welt, als_dienst, anweisungen, pfad):
    with als_dienst():
        viele(welt, 10, welt["ifk"])
    wenige = anweisungen(als("ifk"), pfad)
    with als_dienst():
        viele(welt, 1000, welt["ifk"])
    assert anweisungen(als("ifk"), pfad) == wenige <= 9


def test_vf08_hoechstens_fuenfzig_zeilen_je_abschnitt_der_rest_in_der_liste(als, welt, als_dienst, text):
    with als_dienst():
        viele(welt, 200, welt["ifk"])
    client = als("ifk")
    antwort = client.get(MEIN)
    gezaehlt = anzahlen(antwort)
    assert gezaehlt["ueberfaellig"] > 50
    assert len(zeilen(antwort)) == sum(min(50, n) for n in gezaehlt.values())
    assert "Hier stehen die ersten 50." in text(antwort)
    assert set(gezaehlt) == {Zeit.UEBERFAELLIG, Zeit.HEUTE, Zeit.WOCHE}
    assert (
        client.get(reverse("tisch:liste"), {"zeit": "ueberfaellig"}).context["liste"].anzahl == gezaehlt["ueberfaellig"]
    )
