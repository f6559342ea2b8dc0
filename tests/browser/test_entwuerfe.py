"""Text typed into long forms survives a lost session, with and without JavaScript; two on one plan see the conflict
(DS-31, issue of the participant's file)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.welt import HEUTE, PASSWORT, Welt
from wegplan.domains.bericht import services as berichte
from wegplan.domains.bericht.rules import quartal_von
from wegplan.domains.foerderplan.models import Foerderziel, Planfassung
from wegplan.domains.foerderplan.tests.conftest import plan_anlegen
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.entwurf.models import Entwurf

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
SATZ = "Was eine halbe Stunde lang geschrieben wurde."


@pytest.fixture
def plan(welt: Welt, als_dienst: Any) -> Planfassung:
    """Frau Eigen's draft, in the programme."""
    with als_dienst():
        m = welt.massnahmen["M-A"]
        m.foerderart, m.zweckbindung = "ESF", ["stammdaten", "leistung"]
        m.save()
        return plan_anlegen(Teilnahme.objects.get(person=welt.eigen, austritt=None), welt["bdl"])


@pytest.fixture
def sitzungen_beenden(als_dienst: Any) -> Callable[[], None]:
    """What happens overnight."""

    def beenden() -> None:
        from django.contrib.sessions.models import Session

        with als_dienst():
            Session.objects.all().delete()

    return beenden


def wieder_anmelden(seite: "Page") -> None:
    expect(seite.get_by_role("heading", name="Anmelden", exact=True)).to_be_visible()
    expect(seite.get_by_text("Was Sie geschrieben haben, ist aufgehoben")).to_be_visible()
    seite.get_by_label("Anmeldename").fill("bdl-a")
    seite.get_by_label("Passwort").fill(PASSWORT)
    seite.get_by_role("button", name="Anmelden").click()


@pytest.mark.parametrize("mit_script", [True, False], ids=["mit JavaScript", "ohne JavaScript"])
def test_ds31_ein_ziel_des_plans_ueberlebt_die_verlorene_sitzung(
    plan: Planfassung,
    neue_seite: Callable[..., "Page"],
    anmelden: Callable[["Page", str], None],
    axe_pruefen: Callable[["Page"], None],
    sitzungen_beenden: Callable[[], None],
    als_dienst: Any,
    mit_script: bool,
) -> None:
    seite = neue_seite(java_script_enabled=mit_script)
    anmelden(seite, "bdl-a")
    seite.goto(f"/foerderplaene/{plan.pk}/ziele/neu/")
    seite.get_by_label("Ziel in eigenen Worten").fill(SATZ)
    seite.get_by_label("Nahziel").check()
    sitzungen_beenden()
    seite.get_by_role("button", name="Speichern").click()
    wieder_anmelden(seite)
    expect(seite.get_by_role("heading", name="Ziel eintragen", exact=True)).to_be_visible()
    expect(seite.get_by_text("Ihr Text ist wieder da")).to_be_visible()
    expect(seite.get_by_label("Ziel in eigenen Worten")).to_have_value(SATZ)
    expect(seite.get_by_label("Nahziel")).to_be_checked()
    if mit_script:
        axe_pruefen(seite)
    seite.get_by_label("fachlich", exact=True).check()
    seite.get_by_label("Bildungsdienstleister").check()
    seite.get_by_label("Bis wann").fill(f"{HEUTE:%Y-%m-%d}")
    seite.get_by_role("button", name="Speichern").click()
    expect(seite.get_by_text("Das Ziel ist gespeichert.")).to_be_visible()
    with als_dienst():
        assert Foerderziel.objects.filter(wortlaut=SATZ).count() == 1
        assert not Entwurf.objects.exclude(inhalt=b"").exists()


def test_ds31_bericht_und_gespraech_ueberleben_sie_auch(
    plan: Planfassung,
    seite: "Page",
    anmelden: Callable[["Page", str], None],
    sitzungen_beenden: Callable[[], None],
    als_nutzer: Any,
    welt: Welt,
) -> None:
    with als_nutzer(welt["bdl"]):
        bericht, _ = berichte.anlegen(welt["bdl"], plan.person_id, plan.teilnahme_id, quartal=quartal_von(HEUTE))
    adressen = {
        f"/berichte/{bericht.pk}/schreiben/": ("Praktische", "Entwurf speichern"),
        f"/personen/{plan.person_id}/teilnahmen/{plan.teilnahme_id}/gespraeche/neu/": (
            "Was wurde besprochen?",
            "Gespräch speichern",
        ),
    }
    for adresse, (feld, knopf) in adressen.items():
        anmelden(seite, "bdl-a")
        seite.goto(adresse)
        seite.get_by_label(feld).first.fill(SATZ)
        sitzungen_beenden()
        seite.get_by_role("button", name=knopf).click()
        wieder_anmelden(seite)
        expect(seite.get_by_label(feld).first).to_have_value(SATZ)


def test_ds31_beim_schreiben_gesichert_und_nach_dem_schliessen_noch_da(
    plan: Planfassung, seite: "Page", anmelden: Callable[["Page", str], None], axe_pruefen: Callable[["Page"], None]
) -> None:
    anmelden(seite, "bdl-a")
    adresse = f"/foerderplaene/{plan.pk}/ziele/neu/"
    seite.goto(adresse)
    seite.get_by_label("Ziel in eigenen Worten").press_sequentially(SATZ)
    expect(seite.get_by_text("Entwurf gesichert um")).to_be_visible()
    axe_pruefen(seite)
    seite.goto("/entwuerfe/")  # without saving
    axe_pruefen(seite)
    seite.get_by_role("link", name="Ziel eintragen").click()
    expect(seite.get_by_label("Ziel in eigenen Worten")).to_have_value(SATZ)
    assert seite.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    seite.goto("/entwuerfe/")
    seite.get_by_role("button", name="Verwerfen").click()
    expect(seite.get_by_text("ist verworfen.")).to_be_visible()


def test_ds31_zwei_an_einem_plan_der_zweite_sieht_beide_fassungen(
    plan: Planfassung,
    neue_seite: Callable[..., "Page"],
    anmelden: Callable[["Page", str], None],
    axe_pruefen: Callable[["Page"], None],
    als_dienst: Any,
) -> None:
    with als_dienst():
        ziel = Foerderziel.objects.filter(fassung=plan).earliest("kennung")
    eine, andere = neue_seite(), neue_seite()
    for seite, name in ((eine, "bdl-a"), (andere, "bdl_leitung-a")):
        anmelden(seite, name)
        seite.goto(f"/foerderplaene/ziele/{ziel.pk}/")
        seite.get_by_label("Ziel in eigenen Worten").fill(f"So schreibt es {name}.")
    eine.get_by_role("button", name="Speichern").click()
    expect(eine.get_by_text("Das Ziel ist geändert.")).to_be_visible()
    andere.get_by_role("button", name="Speichern").click()
    expect(andere.get_by_text("So schreibt es bdl-a.").first).to_be_visible()
    expect(andere.get_by_label("Ziel in eigenen Worten")).to_have_value("So schreibt es bdl_leitung-a.")
    axe_pruefen(andere)
