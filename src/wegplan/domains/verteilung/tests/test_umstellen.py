"""PX-04, PX-13: many cases at once with preview, handover note, no hole in access, and undo by the lead."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.welt import GESTERN, HEUTE, MORGEN
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.tisch.models import Schrittplatz, Vertretung
from wegplan.domains.verfahren.models import Schritt
from wegplan.domains.verteilung.models import Sammelposten, Sammelwechsel

from .conftest import viele

pytestmark = pytest.mark.django_db
SEITE = "/verteilung/umstellen/"
BIS = HEUTE + timedelta(days=14)
KENNZEICHEN = "W" + "1" * 26


def angaben(personen, **anders):
    nummern = ",".join(str(p.pk) for p in personen)
    return {"art": "fachkraft", "ab": f"{HEUTE:%Y-%m-%d}", "personen": nummern, "kennzeichen": KENNZEICHEN} | anders


def ausfuehren(client, werte, **anders):
    """The preview, then the change with its fingerprint; gives the answer to the change."""
    vorschau = client.post(SEITE, werte)
    assert vorschau.status_code == 200, vorschau.context["form"].errors
    return client.post(SEITE, werte | {"ausfuehren": "ja", "pruefsumme": vorschau.context["pruefsumme"]} | anders)


def zurueck(client, als_dienst, grund="falsche Kollegin"):
    with als_dienst():
        pk = Sammelwechsel.objects.get().pk
    return client.post(f"/verteilung/umstellungen/{pk}/", {"grund": grund}, follow=True)


def zustand(als_dienst, personen):
    """Assignments by hand of the persons, without their numbers."""
    with als_dienst():
        alle = Zustaendigkeit.objects.filter(person__in=personen, nutzer__isnull=False)
        return sorted(alle.values_list("person", "nutzer", "rolle", "grund", "von", "bis"), key=str)


def test_px04_gewaehlte_und_alle_gefilterten_gehen_in_das_formular(als, welt, als_dienst):
    with als_dienst():
        personen = viele(welt, 60, welt["ifk"])
    client = als("tl")
    seite = client.get("/personen/").content.decode()
    assert f'form="umstellen" value="{personen[0].pk}"' in seite
    assert 'form="umstellen"' not in als("ifk").get("/personen/").content.decode(), "only who may do it is offered it"
    client.post("/personen/auswaehlen/", {"wahl": [personen[3].pk, personen[5].pk]})
    assert client.get(SEITE).context["anzahl"] == 2
    team = welt.teams["A1"].pk
    antwort = client.post(f"/personen/auswaehlen/?team={team}&laufend=on", {"alle": "ja"}, follow=True)
    assert antwort.context["anzahl"] == 61, "all pages of the filter, and Frau Eigen"
    assert client.post("/personen/auswaehlen/", {}).status_code == 302
    assert als("ifk").post("/personen/auswaehlen/", {"wahl": [personen[0].pk]}).status_code == 403


def test_px04_die_vorschau_sagt_je_person_was_geschieht_und_warum_nicht(als, welt, kollegin, als_dienst, text):
    with als_dienst():
        a, b, c = viele(welt, 3, welt["ifk"])
        Zustaendigkeit.objects.create(person=b, nutzer=kollegin, rolle="ifk", grund="fachkraft", von=MORGEN)
        Zustaendigkeit.objects.filter(person=c).update(von=HEUTE)
    vorher = zustand(als_dienst, [a, b, c])
    werte = angaben([a, b, c, welt.fremd], fachkraft=kollegin.pk, uebergabe_bis=f"{BIS:%Y-%m-%d}")
    antwort = als("tl").post(SEITE, werte)
    seite = text(antwort)
    assert f"Die Zuständigkeit von ifk-a endet mit dem {GESTERN:%d.%m.%Y}." in seite
    assert f"ifk-a sieht den Fall zur Übergabe bis {BIS:%d.%m.%Y}." in seite
    assert f"Kranz ist ab {HEUTE:%d.%m.%Y} zuständig." in seite
    gruende = {z.person.pk: z.abgelehnt for z in antwort.context["abgelehnt"]}
    assert gruende.keys() == {b.pk, c.pk} and antwort.context["unbekannt"] == 1
    assert "schon zuständig" in gruende[b.pk] and "Wählen Sie einen späteren Tag" in gruende[c.pk]
    assert "Fremd" not in seite and zustand(als_dienst, [a, b, c]) == vorher, "a preview changes nothing"


def test_px04_der_neue_tisch_hat_alle_schritte_und_der_zugang_keine_luecke(als, welt, kollegin, als_dienst, text):
    with als_dienst():
        personen = viele(welt, 5, welt["ifk"])
        offen = set(Schritt.objects.filter(person__in=personen, stand="offen").values_list("pk", flat=True))
        abgegeben = Schritt.objects.filter(person=personen[0], stand="offen").first()
        Schritt.objects.filter(pk=abgegeben.pk).update(an=welt["ifk"])
        assert offen
    werte = angaben(personen, fachkraft=kollegin.pk, uebergabe_bis=f"{BIS:%Y-%m-%d}", notiz="Bitte bald anrufen.")
    antwort = ausfuehren(als("tl"), werte)
    assert antwort.status_code == 302
    with als_dienst():
        plaetze = dict(Schrittplatz.objects.filter(person__in=personen).values_list("pk", "besitzer"))
    assert plaetze.keys() == offen and set(plaetze.values()) == {kollegin.pk}, "union of the desks = open steps"
    for wer in (kollegin, "ifk"):
        assert als(wer).get(f"/personen/{personen[0].pk}/").status_code == 200, "handover overlaps"
    assert "Bitte bald anrufen." in text(als(kollegin).get("/mein-tag/"))
    assert "Bitte bald anrufen." in text(als(kollegin).get(f"/personen/{personen[0].pk}/zustaendigkeiten/"))
    assert "Bitte bald anrufen." not in text(als("ifk").get("/mein-tag/"))


def test_px04_kein_tag_ohne_zustaendige_und_keiner_doppelt(als, welt, kollegin, als_dienst):
    with als_dienst():
        (person,) = viele(welt, 1, welt["ifk"])
    ausfuehren(als("tl"), angaben([person], fachkraft=kollegin.pk, ab=f"{MORGEN:%Y-%m-%d}"))
    with als_dienst():
        alt, neu = Zustaendigkeit.objects.filter(person=person, grund="fachkraft").order_by("von")
    assert (alt.bis, neu.von, neu.bis, neu.rolle) == (HEUTE, MORGEN, None, "ifk")
    assert als("ifk").get(f"/personen/{person.pk}/").status_code == 200
    assert als(kollegin).get(f"/personen/{person.pk}/").status_code == 404, "not before its first day"


def test_px04_andere_rollen_bleiben_zustaendig(als, welt, kollegin, als_dienst):
    ausfuehren(als("tl"), angaben([welt.eigen], fachkraft=kollegin.pk))
    with als_dienst():
        laufend = Zustaendigkeit.objects.filter(person=welt.eigen, nutzer__isnull=False, bis=None)
        rollen = set(laufend.values_list("nutzer__username", flat=True))
    assert rollen == {"kranz", "bov-a", "ags-a", "mb-a", "tl-a", "bl-a"}, "pAp and IFK are one responsibility"


def test_px13_die_leitung_nimmt_zurueck_und_alles_ist_wie_zuvor(als, welt, kollegin, als_dienst, text):
    with als_dienst():
        personen = viele(welt, 3, welt["ifk"])
        schritt = Schritt.objects.filter(person=personen[0], stand="offen").first()
        Schritt.objects.filter(pk=schritt.pk).update(an=welt["ifk"])
        vertreterin = Nutzer.objects.create(username="vogt", rolle="ifk", organisation=welt.stellen["JC-A"])
        Vertretung.objects.create(fuer=kollegin, durch=vertreterin, von=HEUTE, bis=BIS)
    vorher = zustand(als_dienst, personen)
    ausfuehren(als("tl"), angaben(personen, fachkraft=kollegin.pk, uebergabe_bis=f"{BIS:%Y-%m-%d}"))
    assert als(vertreterin).get(f"/personen/{personen[0].pk}/").status_code == 200, "the stand-in got them, too"
    with als_dienst():
        pk = Sammelwechsel.objects.get().pk
    seite = text(als("tl").get(f"/verteilung/umstellungen/{pk}/"))
    assert "Kranz, zuständige Fachkraft" in seite and f"bis {GESTERN:%d.%m.%Y}" in seite
    antwort = zurueck(als("tl"), als_dienst)
    assert "Jeder Fall ist wieder so, wie er war." in text(antwort) and "falsche Kollegin" in text(antwort)
    assert zustand(als_dienst, personen) == vorher
    for wer in (kollegin, vertreterin):
        assert als(wer).get(f"/personen/{personen[0].pk}/").status_code == 404
    with als_dienst():
        assert Schritt.objects.get(pk=schritt.pk).an_id == welt["ifk"].pk
    assert "schon zurückgenommen" in text(zurueck(als("tl"), als_dienst))


def test_px13_nach_einer_neueren_aenderung_geht_es_nicht_mehr(als, welt, kollegin, als_dienst, text):
    with als_dienst():
        personen = viele(welt, 2, welt["ifk"])
    ausfuehren(als("tl"), angaben(personen, fachkraft=kollegin.pk))
    with als_dienst():
        Zustaendigkeit.objects.filter(person=personen[0], nutzer=kollegin).update(bis=BIS)
    stand = zustand(als_dienst, personen)
    antwort = zurueck(als("tl"), als_dienst)
    assert "Inzwischen wurde etwas Neueres geändert bei: Viel0000, Kim." in text(antwort)
    assert zustand(als_dienst, personen) == stand
    assert zurueck(als("tl"), als_dienst, grund="").status_code == 422
    assert als("ifk").get("/verteilung/umstellungen/").status_code == 403


def test_px13_tage_spaeter_bleibt_sichtbar_wer_zugang_hatte(als, welt, kollegin, als_dienst):
    with als_dienst():
        (person,) = viele(welt, 1, welt["ifk"])
    ausfuehren(als("tl"), angaben([person], fachkraft=kollegin.pk))
    vor_drei_tagen = HEUTE - timedelta(days=3)
    with als_dienst():  # as if it had been done three days ago
        Zustaendigkeit.objects.filter(person=person, nutzer=kollegin).update(von=vor_drei_tagen)
        posten = Sammelposten.objects.get()
        for zeile in posten.nachher["zustaendigkeiten"]:
            if zeile[1] == kollegin.pk:
                zeile[4] = vor_drei_tagen.isoformat()
        posten.save()
    zurueck(als("tl"), als_dienst)
    with als_dienst():
        assert Zustaendigkeit.objects.get(person=person, nutzer=kollegin).bis == GESTERN
        assert Zustaendigkeit.objects.get(person=person, nutzer=welt["ifk"]).bis is None
    assert als(kollegin).get(f"/personen/{person.pk}/").status_code == 404


def test_px04_ein_anderes_team_nimmt_zurueck_wer_die_faelle_jetzt_fuehrt(als, welt, als_dienst, text):
    with als_dienst():
        personen = viele(welt, 2, welt["ifk"])
        drueben = Nutzer.objects.create(username="tl-2", rolle="tl", organisation=welt.stellen["JC-A"])
        drueben.teams.add(welt.teams["A2"])
        fremdes = Person.objects.create(nachname="Weg", jobcenter=welt.stellen["JC-B"], team=welt.teams["A1"])
    werte = angaben([*personen, fremdes], art="team", team=welt.teams["A2"].pk)
    vorschau = als("tl").post(SEITE, werte)
    assert [z.person.pk for z in vorschau.context["abgelehnt"]] == [fremdes.pk]
    assert ausfuehren(als("tl"), werte).status_code == 302
    assert als("tl").get(f"/personen/{personen[0].pk}/").status_code == 404
    assert als(drueben).get(f"/personen/{personen[0].pk}/").status_code == 200
    assert als("ifk").get(f"/personen/{personen[0].pk}/").status_code == 200, "the advisor stays"
    assert "die Leitung des Teams, das sie hat" in text(zurueck(als("tl"), als_dienst))
    assert "wieder so, wie er war" in text(zurueck(als(drueben), als_dienst))
    assert als("tl").get(f"/personen/{personen[0].pk}/").status_code == 200


def test_px04_andere_massnahme_ohne_austritt_und_mit_grenzen(als, welt, als_dienst, text):
    with als_dienst():
        a, b, ohne = viele(welt, 3, welt["ifk"])
        ziel = welt.massnahmen["M-B"]
        Teilnahme.objects.filter(person=ohne).update(austritt=GESTERN)
        Teilnahme.objects.filter(person=b).update(eintritt=ziel.beginn - timedelta(days=1))
        alt = Teilnahme.objects.get(person=a)
    werte = angaben([a, b, ohne], art="massnahme", massnahme=ziel.pk)
    vorschau = als("tl").post(SEITE, werte)
    gruende = {z.person.pk: z.abgelehnt for z in vorschau.context["abgelehnt"]}
    assert "keine laufende Teilnahme" in gruende[ohne.pk] and "vor dem Beginn" in gruende[b.pk]
    assert "Der bisherige Träger sieht die Person damit nicht mehr." in text(vorschau)
    ausfuehren(als("tl"), werte)
    with als_dienst():
        neu = Teilnahme.objects.get(person=a)
        assert (neu.pk, neu.massnahme_id, neu.eintritt, neu.austritt) == (alt.pk, ziel.pk, alt.eintritt, None)
    assert als("bdl").get(f"/personen/{a.pk}/").status_code == 404
    zurueck(als("tl"), als_dienst)
    with als_dienst():
        assert Teilnahme.objects.get(person=a).massnahme_id == alt.massnahme_id
    assert als("bdl").get(f"/personen/{a.pk}/").status_code == 200


def test_px04_andere_foerderart_ist_eine_neue_teilnahme_und_wird_abgelehnt(als, welt, als_dienst):
    with als_dienst():
        (person,) = viele(welt, 1, welt["ifk"])
        type(welt.massnahmen["M-B"]).objects.filter(massnahmenummer="M-B").update(foerderart="AGH")
    vorschau = als("tl").post(SEITE, angaben([person], art="massnahme", massnahme=welt.massnahmen["M-B"].pk))
    assert "andere Förderart" in vorschau.context["abgelehnt"][0].abgelehnt


def test_px04_was_nicht_gezeigt_war_geschieht_nicht(als, welt, kollegin, als_dienst):
    with als_dienst():
        personen = viele(welt, 2, welt["ifk"])
    vorher = zustand(als_dienst, personen)
    werte = angaben(personen, fachkraft=kollegin.pk)
    assert ausfuehren(als("tl"), werte, pruefsumme="").status_code == 409
    assert ausfuehren(als("tl"), werte, fachkraft=welt["bov"].pk).status_code == 409
    client = als("tl")
    gezeigt = client.post(SEITE, werte).context["pruefsumme"]
    with als_dienst():
        Zustaendigkeit.objects.filter(person=personen[0]).update(bis=GESTERN)
    assert client.post(SEITE, werte | {"ausfuehren": "ja", "pruefsumme": gezeigt}).status_code == 409
    with als_dienst():
        assert not Sammelwechsel.objects.exists()
        Zustaendigkeit.objects.filter(person=personen[0]).update(bis=None)
    assert zustand(als_dienst, personen) == vorher


def test_ds31_zweimal_gesendet_ist_es_eine_umstellung(als, welt, kollegin, als_dienst):
    with als_dienst():
        personen = viele(welt, 2, welt["ifk"])
    client, werte = als("tl"), angaben(personen, fachkraft=kollegin.pk)
    gezeigt = {"ausfuehren": "ja", "pruefsumme": client.post(SEITE, werte).context["pruefsumme"]}
    assert {client.post(SEITE, werte | gezeigt).url for _ in range(2)} == {client.post(SEITE, werte | gezeigt).url}
    with als_dienst():
        assert Sammelwechsel.objects.count() == 1
        assert Zustaendigkeit.objects.filter(nutzer=kollegin).count() == 2


@pytest.mark.parametrize(
    ("feld", "falsch"),
    [
        ("fachkraft", {"fachkraft": ""}),
        ("team", {"art": "team"}),
        ("massnahme", {"art": "massnahme"}),
        ("ab", {"ab": f"{GESTERN:%Y-%m-%d}"}),
        ("uebergabe_bis", {"uebergabe_bis": f"{GESTERN:%Y-%m-%d}"}),
        ("personen", {"personen": "1,x"}),
        ("personen", {"personen": ",".join(map(str, range(2001)))}),
        ("kennzeichen", {"kennzeichen": "frei erfunden"}),
    ],
)
def test_ds32_falsche_angaben_stehen_am_feld(als, welt, kollegin, feld, falsch):
    antwort = als("tl").post(SEITE, angaben([welt.eigen], fachkraft=kollegin.pk) | falsch)
    assert antwort.status_code == 422 and feld in antwort.context["form"].errors


@pytest.mark.parametrize("art", ["fachkraft", "team", "massnahme"])
def test_px04_fuenfhundert_faelle_kosten_so_viele_anweisungen_wie_fuenf(als, welt, kollegin, als_dienst, art):
    gezaehlt = []
    with als_dienst():
        drueben = Nutzer.objects.create(username="tl-2", rolle="tl", organisation=welt.stellen["JC-A"])
        drueben.teams.add(welt.teams["A1"], welt.teams["A2"])
    for nr, anzahl in enumerate((5, 500)):
        with als_dienst():
            personen = viele(welt, anzahl, welt["ifk"])
        ziel = {"fachkraft": kollegin.pk, "team": welt.teams["A2"].pk, "massnahme": welt.massnahmen["M-B"].pk}
        werte = angaben(personen, art=art, kennzeichen="W" + f"{nr}" * 26, **{art: ziel[art]})
        client = als(drueben)
        gezeigt = client.post(SEITE, werte).context["pruefsumme"]
        with CaptureQueriesContext(connection) as hin:
            antwort = client.post(SEITE, werte | {"ausfuehren": "ja", "pruefsumme": gezeigt})
        with CaptureQueriesContext(connection) as sehen:
            assert client.get(antwort.url).status_code == 200
        with CaptureQueriesContext(connection) as her:
            assert client.post(antwort.url, {"grund": "Test"}).status_code == 302
        gezaehlt.append((len(hin), len(sehen), len(her)))
        with als_dienst():
            assert Sammelwechsel.objects.exclude(zurueckgenommen_am=None).count() == nr + 1
    assert gezaehlt[0] == gezaehlt[1]


def test_ds10_vorschau_und_vergleich_hinterlassen_je_eine_spur(als, welt, kollegin, als_dienst, spuren):
    with als_dienst():
        (person,) = viele(welt, 1, welt["ifk"])
    client = als("tl")
    antwort = ausfuehren(client, angaben([person, welt.fremd], fachkraft=kollegin.pk))
    client.get(antwort.url)
    assert [(s["ansicht"], s["personen"]) for s in spuren()] == [
        ("verteilung:umstellen", [person.pk]),
        ("verteilung:umstellung", [person.pk]),
    ]


def test_ds35_keine_adresse_nennt_personen(als, welt, als_dienst):
    antwort = als("tl").post("/personen/auswaehlen/", {"wahl": [welt.eigen.pk]})
    assert re.fullmatch(r"/verteilung/umstellen/", antwort.url)
