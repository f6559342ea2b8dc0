"""The main job in the browser, on the demo, by keyboard alone (DS-40): the team lead's and the advisor's journey.

`seite` fails on every console error, violation of the Content-Security-Policy and request to another host (DS-34)."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.demo import HEUTE_BEENDET, LAUFEND
from tests.browser.tastatur import Tastatur
from wegplan.domains.demo.konten import DEMO_PASSWORT
from wegplan.domains.teilnahme.models import Teilnahme

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.django_db(transaction=True)


def _anmelden(seite: "Page", tasten: Tastatur, benutzername: str, ueberschrift: str) -> None:
    seite.goto("/")
    tasten.schreiben("Anmeldename", benutzername)
    tasten.schreiben("Passwort", DEMO_PASSWORT)
    with seite.expect_navigation():
        seite.keyboard.press("Enter")
    expect(seite.locator("h1")).to_have_text(ueberschrift)


def _vereinbarung_eintragen(seite: "Page", tasten: Tastatur) -> None:
    """The form is open; what it proposes is right for today."""
    tasten.knopf("Vereinbarung speichern")
    expect(seite.get_by_text(re.compile(r"Der Kooperationsplan vom .* ist gespeichert\.")).first).to_be_visible()


def _vermittlung_eintragen(seite: "Page", tasten: Tastatur) -> None:
    """A proposal for a job that counts in both offices."""
    for frage in ("Ist die Stelle sozialversicherungspflichtig", "Wird die Stelle betreut", "Wird das Bewerberprofil"):
        tasten.waehlen(frage, "ja")
    tasten.knopf("Vermittlung speichern")
    expect(seite.get_by_text(re.compile(r"Der Vermittlungsvorschlag vom .* ist gespeichert\.")).first).to_be_visible()


def _quote(seite: "Page", tasten: Tastatur) -> tuple[int, int, Decimal]:
    """The current month on the evaluation page: counted, fulfilled im engeren Sinne, rate in percent."""
    tasten.link("Auswertung")
    zellen = seite.locator("tbody tr").last.locator("th, td").all_inner_texts()
    gezaehlt, erfuellt, quote = zellen[1], zellen[2], zellen[3].split()[0]
    return int(gezaehlt), int(erfuellt), Decimal(quote.replace(",", "."))


def _zeile(seite: "Page", name: str) -> "Locator":
    return seite.locator("tbody tr").filter(has=seite.get_by_role("link", name=name, exact=True))


def test_hauptaufgabe_die_teamleitung_holt_nach_was_fehlt_und_die_quote_bewegt_sich(
    demo: Callable[[str], Teilnahme],
    seite: "Page",
) -> None:
    tasten = Tastatur(seite)
    name = str(demo(LAUFEND).person)
    _anmelden(seite, tasten, "tl.nord", "Team heute")
    gezaehlt, erfuellt, _ = _quote(seite, tasten)

    tasten.link("Vorschau")
    offen = int(seite.locator("h1").inner_text().split()[-1])
    expect(_zeile(seite, name).get_by_text("fehlt", exact=True)).to_have_count(2)
    tasten.link(name, innerhalb=_zeile(seite, name))

    expect(seite.get_by_text("noch offen", exact=True)).to_be_visible()
    tasten.link("Vereinbarung eintragen")
    _vereinbarung_eintragen(seite, tasten)
    expect(seite.get_by_text("noch offen", exact=True)).to_be_visible()
    tasten.link("Vermittlung eintragen")
    _vermittlung_eintragen(seite, tasten)
    expect(seite.get_by_text("alles da", exact=True)).to_be_visible()
    expect(seite.get_by_text("noch offen", exact=True)).to_have_count(0)

    tasten.link("Vorschau")
    expect(seite.locator("h1")).to_have_text(f"Vorschau {offen - 1}")
    expect(_zeile(seite, name)).to_have_count(0)

    tasten.link("Personen")
    seite.keyboard.press("/")
    seite.keyboard.type(name)
    with seite.expect_navigation():
        seite.keyboard.press("Enter")
    tasten.link(name)
    tasten.link("Austritt eintragen")
    tasten.waehlen("Grund", "regulär beendet")
    tasten.knopf("Austritt speichern")
    expect(seite.get_by_text("Erfüllt im engeren Sinne.")).to_be_visible()

    danach = _quote(seite, tasten)
    assert danach[:2] == (gezaehlt + 1, erfuellt + 1)
    assert danach[2] == round(Decimal(100 * (erfuellt + 1)) / (gezaehlt + 1), 1)


def test_am08_die_fachkraft_heilt_einen_austritt_von_heute(
    demo: Callable[[str], Teilnahme],
    seite: "Page",
    axe_pruefen: Callable[["Page"], None],
) -> None:
    tasten = Tastatur(seite)
    fall = demo(HEUTE_BEENDET)
    name = str(fall.person)
    assert fall.austritt == date.today()
    _anmelden(seite, tasten, "ifk.nord", "Start")

    expect(_zeile(seite, name).get_by_text("nicht erfüllt", exact=True)).to_be_visible()
    tasten.link(name, innerhalb=_zeile(seite, name))
    expect(seite.get_by_text("nicht erfüllt", exact=True)).to_be_visible()

    tasten.link("Vereinbarung eintragen")
    tasten.zu(seite.get_by_label("Abgeschlossen am"))
    seite.keyboard.press("Backspace")
    tasten.knopf("Vereinbarung speichern")
    expect(seite).to_have_title(re.compile("^Fehler: "))
    expect(seite.get_by_role("alert")).to_be_focused()
    axe_pruefen(seite)
    tasten.tag("Abgeschlossen am", fall.austritt)
    _vereinbarung_eintragen(seite, tasten)

    tasten.link("Vermittlung eintragen")
    _vermittlung_eintragen(seite, tasten)
    expect(seite.get_by_text("Erfüllt im engeren Sinne.")).to_be_visible()
    expect(seite.get_by_text("nicht erfüllt", exact=True)).to_have_count(0)

    tasten.link("Start")
    expect(_zeile(seite, name)).to_have_count(0)


def test_am23_die_fachkraft_zeichnet_eine_zeile_der_vorschau_ab_und_nimmt_es_zurueck(
    demo: Callable[[str], Teilnahme],
    seite: "Page",
) -> None:
    tasten = Tastatur(seite)
    name = str(demo(LAUFEND).person)
    _anmelden(seite, tasten, "ifk.nord", "Start")
    tasten.link("Vorschau")
    tasten.knopf("Abzeichnen", innerhalb=_zeile(seite, name))
    expect(seite.get_by_text("Die Zeile ist abgezeichnet.").first).to_be_visible()
    tasten.knopf("zurücknehmen", innerhalb=_zeile(seite, name))
    expect(seite.get_by_text("Die Abzeichnung ist zurückgenommen.").first).to_be_visible()
