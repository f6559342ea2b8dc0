"""Unexcused absence reaches AA/JC and Regionalbüro the moment it is saved, and so does its correction (JPS-31)."""

from datetime import timedelta

import pytest

from wegplan.domains.anwesenheit.models import Anwesenheit, Fehlmeldung, Krankmeldung
from wegplan.domains.anwesenheit.services import krankmeldung_eintragen

from .conftest import MONTAG

pytestmark = pytest.mark.django_db
TAG = timedelta(days=1)


def meldungen() -> list[tuple[str, str, str, bool]]:
    """Kind, new state, receiver, withdrawn or not; in the order of writing."""
    alle = Fehlmeldung.objects.select_related("empfaenger").order_by("pk")
    return sorted((m.art, m.status, m.empfaenger.kennung, m.zurueckgezogen_am is not None) for m in alle)


def test_jps31_ein_unentschuldigter_tag_wird_jobcenter_und_regionalbuero_gemeldet(gruppe, speichern, als_dienst):
    speichern(gruppe, {(0, 0): "u", (1, 0): "k", (2, 0): "a"})
    with als_dienst():
        assert meldungen() == [("fehlen", "", "JC-A", False), ("fehlen", "", "RB-A", False)]
    speichern(gruppe, {(0, 0): "u", (0, 1): "a"})
    with als_dienst():
        assert len(meldungen()) == 2, "saved again it is no second message"


@pytest.mark.parametrize(("neu", "status"), [("k", "krank"), ("", "")])
def test_jps31_die_berichtigung_erreicht_dieselben_und_zieht_die_meldung_zurueck(
    gruppe, speichern, als_dienst, neu, status
):
    speichern(gruppe, {(0, 0): "u", (1, 0): "u"})
    speichern(gruppe, {(0, 0): neu, (1, 0): "u"})
    with als_dienst():
        erste = [m for m in meldungen() if m[0] == "fehlen"]
        assert sorted(z for *_, z in erste) == [False, False, True, True]
        assert [m for m in meldungen() if m[0] == "berichtigung"] == [
            ("berichtigung", status, "JC-A", False),
            ("berichtigung", status, "RB-A", False),
        ]
        for m in Fehlmeldung.objects.filter(art="berichtigung").select_related("bezug"):
            assert (m.bezug.empfaenger_id, m.bezug.datum, m.bezug.teilnahme_id) == (
                m.empfaenger_id,
                m.datum,
                m.teilnahme_id,
            )
    speichern(gruppe, {(0, 0): "u"})
    with als_dienst():
        assert meldungen().count(("fehlen", "", "JC-A", False)) == 2, "unexcused again is told again"


def test_jps31_das_jobcenter_der_teilnahme_geht_dem_der_person_vor(gruppe, speichern, als_dienst, welt):
    with als_dienst():
        gruppe.teilnahmen[0].jobcenter = welt.stellen["JC-B"]
        gruppe.teilnahmen[0].save()
    speichern(gruppe, {(0, 0): "u"})
    with als_dienst():
        assert [m[2] for m in meldungen()] == ["JC-B", "RB-A"]


def test_jps30_eine_krankmeldung_setzt_ihre_tage_auch_nachtraeglich_und_berichtigt_meldungen(
    gruppe, speichern, als_nutzer, als_dienst, welt
):
    speichern(gruppe, {(0, 0): "a", (0, 1): "u", (0, 2): "e"})
    t = gruppe.teilnahmen[0]
    zeit = {"von": MONTAG, "bis": MONTAG + 6 * TAG}
    with als_nutzer(welt["bdl"]):
        _, neu = krankmeldung_eintragen(welt["bdl"], t.person_id, t.pk, **zeit)
        assert neu
        assert krankmeldung_eintragen(welt["bdl"], t.person_id, t.pk, **zeit)[1] is False, "a double click"
    with als_dienst():
        gesetzt = {tag: status for (_, tag, _), status in gruppe.marken().items()}
        assert gesetzt == {0: "anwesend", 1: "krank", 2: "krank", 3: "krank", 4: "krank"}, "target days; present stays"
        assert [m for m in meldungen() if m[0] == "berichtigung"] == [
            ("berichtigung", "krank", "JC-A", False),
            ("berichtigung", "krank", "RB-A", False),
        ]
    with als_nutzer(welt["bdl"]):
        krankmeldung_eintragen(welt["bdl"], t.person_id, t.pk, von=MONTAG, bis=MONTAG + 2 * TAG)
    with als_dienst():
        assert {tag for _, tag, _ in gruppe.marken()} == {0, 1, 2}, "the days it no longer holds are open again"
        assert Krankmeldung.objects.get().bis == MONTAG + 2 * TAG


def test_jps30_eine_krankmeldung_im_praktikum_setzt_das_praktikum(gruppe, als_nutzer, als_dienst, welt):
    t = gruppe.teilnahmen[0]
    with als_nutzer(welt["bdl"]):
        krankmeldung_eintragen(welt["bdl"], t.person_id, t.pk, von=MONTAG, bis=MONTAG, lernort="praktikum")
    with als_dienst():
        assert gruppe.marken() == {(0, 0, "praktikum"): "krank"}


def test_ds02_eine_fremde_teilnahme_nimmt_keine_krankmeldung(gruppe, als_nutzer, als, welt):
    t = gruppe.teilnahmen[0]
    assert als("rb").get(f"/personen/{t.person_id}/teilnahmen/{t.pk}/krankmeldung/").status_code == 403
    with als_nutzer(welt["bdl"]), pytest.raises(type(t).DoesNotExist):
        krankmeldung_eintragen(welt["bdl"], t.person_id + 1, t.pk, von=MONTAG, bis=MONTAG)
    assert not Anwesenheit.objects.exists()


def test_jps31_jede_stelle_hat_ihre_liste_und_nimmt_zur_kenntnis(gruppe, speichern, als, als_dienst, text):
    speichern(gruppe, {(0, 0): "u", (1, 0): "u"})
    for rolle in ("tl", "rb"):
        seite = als(rolle).get("/anwesenheit/meldungen/")
        assert seite.context["liste"].anzahl == 2
        assert "Name000, Kim" in text(seite) and "unentschuldigt" in text(seite)
    assert als("pap").get("/anwesenheit/meldungen/").context["liste"].anzahl == 0, "not the advisor's own cases"
    assert als("bdl").get("/anwesenheit/meldungen/").status_code == 403
    with als_dienst():
        zuerst = Fehlmeldung.objects.get(person=gruppe.teilnahmen[0].person_id, empfaenger__kennung="RB-A")
    assert als("tl").post(f"/anwesenheit/meldungen/{zuerst.pk}/kenntnis/").status_code == 404, (
        "sent to the other office"
    )
    antwort = als("rb").post(f"/anwesenheit/meldungen/{zuerst.pk}/kenntnis/", follow=True)
    assert "ist zur Kenntnis genommen" in text(antwort)
    assert als("rb").get("/anwesenheit/meldungen/?stand=neu").context["liste"].anzahl == 1
    assert als("tl").get("/anwesenheit/meldungen/?stand=neu").context["liste"].anzahl == 2
    assert "schon" in text(als("rb").post(f"/anwesenheit/meldungen/{zuerst.pk}/kenntnis/", follow=True))


def test_jps31_die_liste_zeigt_zurueckgezogene_und_berichtigung(gruppe, speichern, als, text):
    speichern(gruppe, {(0, 0): "u"})
    speichern(gruppe, {(0, 0): "e"})
    seite = text(als("rb").get("/anwesenheit/meldungen/"))
    assert "unentschuldigt, zurückgezogen" in seite and "Berichtigung: entschuldigt" in seite
