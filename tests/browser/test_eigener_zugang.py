"""From the invitation on paper to the word that the provider reads (JPS-10, JPS-52, DS-40)."""

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.welt import HEUTE, Welt
from wegplan.domains.bericht import services as berichte
from wegplan.domains.bericht.tests.conftest import FREIGABE, bericht_anlegen
from wegplan.domains.bericht.tests.conftest import fall as fall
from wegplan.domains.foerderplan.tests.conftest import plan_anlegen
from wegplan.domains.teilnahme.models import Teilnahme

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORT = "Drei grüne Stühle tanzen"
CODE = re.compile(r"(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}")
DUNKEL = {"viewport": {"width": 360, "height": 780}, "color_scheme": "dark"}


@pytest.fixture
def akte(welt: Welt, fall: Teilnahme, als_dienst: Any, als_nutzer: Any) -> int:
    """A draft of a plan and a released report; gives the number of the draft."""
    with als_dienst():
        bericht = bericht_anlegen(fall, welt["bdl"])
        entwurf = plan_anlegen(fall, welt["bdl"])
    with als_nutzer(welt["bdl_leitung"]):
        berichte.freigeben(welt["bdl_leitung"], bericht.pk, HEUTE, **FREIGABE)
    return entwurf.pk


def test_jps10_von_der_einladung_bis_der_traeger_die_einschaetzung_liest(
    welt: Welt,
    akte: int,
    neue_seite: "Callable[..., Page]",
    anmelden: "Callable[[Page, str], None]",
    axe_pruefen: "Callable[[Page], None]",
    ohne_ueberlauf: "Callable[[Page], None]",
) -> None:
    def beides(page: "Page") -> None:
        axe_pruefen(page)
        ohne_ueberlauf(page)

    fachkraft = neue_seite()
    anmelden(fachkraft, "pap-a")
    fachkraft.goto(f"/personen/{welt.eigen.pk}/zugang/")
    axe_pruefen(fachkraft)
    fachkraft.get_by_role("button", name="Einladen und Brief zeigen").click()
    expect(fachkraft.get_by_role("heading", level=1)).to_have_text("Brief mit dem Code")
    axe_pruefen(fachkraft)
    brief = fachkraft.locator("main").inner_text()
    code, name = CODE.findall(brief)[-1], re.findall(r"weg-[0-9a-z]+", brief)[0]

    seite = neue_seite(**DUNKEL)
    seite.goto("/einladung/")
    beides(seite)
    seite.get_by_label("Ihr Code").fill(code.lower())
    seite.get_by_label("Ihr Geburtsdatum").fill("1990-05-17")
    seite.get_by_label("Ihr neues Passwort", exact=True).fill(PASSWORT)
    seite.get_by_label("Ihr neues Passwort noch einmal").fill(PASSWORT)
    seite.get_by_role("button", name="Zugang öffnen").click()
    seite.locator("[name=login]").fill(name)
    seite.locator("[name=password]").fill(PASSWORT)
    seite.get_by_role("button", name="Anmelden").click()
    expect(seite.get_by_role("heading", level=1)).to_have_text("Mein Weg")
    for pfad in ("/mein-plan/", "/meine-anwesenheit/", "/meine-ziele/", "/wer-hat-gelesen/", "/meine-hilfe/", "/"):
        seite.goto(pfad)
        beides(seite)

    seite.get_by_role("link", name="Schreiben Sie, wie Sie sich selbst sehen").click()
    seite.get_by_label("Lernen und Arbeiten: Das möchte ich dazu sagen").fill("Ich rechne gut.")
    seite.get_by_role("button", name="Einschätzung speichern").click()
    expect(seite.get_by_text("Gespeichert.")).to_be_visible()
    seite.goto("/meine-berichte/")
    seite.get_by_role("link", name="Bericht lesen").click()
    beides(seite)
    seite.get_by_role("link", name="Dazu etwas sagen").click()
    seite.get_by_label("Ich bin einverstanden.").check()
    seite.get_by_role("button", name="Antwort speichern").click()
    expect(seite.get_by_text("Ich bin einverstanden")).to_be_visible()

    traeger = neue_seite()
    anmelden(traeger, "bdl-a")
    traeger.goto("/von-teilnehmenden/")
    axe_pruefen(traeger)
    expect(traeger.get_by_role("link", name="Antwort zum Entwicklungsbericht")).to_be_visible()
    traeger.goto(f"/foerderplaene/{akte}/")
    expect(traeger.get_by_text("Ich rechne gut.")).to_be_visible()
    axe_pruefen(traeger)
    traeger.get_by_role("button", name="In den Entwurf übernehmen").click()
    expect(traeger.get_by_text("Die Worte der Person stehen jetzt im Entwurf.")).to_be_visible()
