"""A group's week by keyboard: 20 people × 5 days in under a minute, measured by counting keys (JPS-30, DS-40)."""

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.welt import Welt
from wegplan.domains.anwesenheit.tests.conftest import Gruppe, gruppe_bauen

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
TASTEN_JE_MINUTE = 150  # two and a half a second: slow typing, with looking at a paper list in between


@pytest.fixture
def zwanzig(welt: Welt, als_dienst: Any) -> Gruppe:
    with als_dienst():
        return gruppe_bauen(welt, 20)


class Gezaehlt:
    """A keyboard that counts."""

    def __init__(self, seite: "Page") -> None:
        self.seite, self.tasten = seite, 0

    def __call__(self, *tasten: str) -> None:
        for taste in tasten:
            self.seite.keyboard.press(taste)
            self.tasten += 1


def _felder(seite: "Page", gruppe: Gruppe, nr: int, tag: int) -> Any:
    return seite.locator(f"select[name='{gruppe.feld(nr, tag)}']")


def test_jps30_zwanzig_personen_fuenf_tage_in_weniger_als_einer_minute(
    zwanzig: Gruppe,
    seite: "Page",
    anmelden: "Callable[[Page, str], None]",
    axe_pruefen: "Callable[[Page], None]",
    als_dienst: Any,
) -> None:
    anmelden(seite, "bdl-a")
    seite.goto(zwanzig.url)
    expect(seite.locator("h1")).to_contain_text("Gruppe")
    axe_pruefen(seite)
    druecke = Gezaehlt(seite)
    _felder(seite, zwanzig, 0, 0).focus()
    woche = "".join("akeu"[(nr * 7 + tag) % 4] if (nr + tag) % 6 == 0 else "a" for tag in range(5) for nr in range(20))
    druecke(*woche, "Enter")
    expect(seite.get_by_text("100 Einträge sind gespeichert.")).to_be_visible()
    assert druecke.tasten < TASTEN_JE_MINUTE
    with als_dienst():
        gespeichert = zwanzig.marken()
    erwartet = {(nr, tag, "traeger"): woche[tag * 20 + nr] for tag in range(5) for nr in range(20)}
    assert {stelle: status[0] for stelle, status in gespeichert.items()} == erwartet


def test_jps30_alle_anwesend_und_pfeile(
    zwanzig: Gruppe, seite: "Page", anmelden: "Callable[[Page, str], None]", als_dienst: Any
) -> None:
    anmelden(seite, "bdl-a")
    seite.goto(zwanzig.url)
    druecke = Gezaehlt(seite)
    _felder(seite, zwanzig, 3, 0).focus()
    # after a mark the focus is one below: 4/0 → 4/1 k → 5/1 → 4/1 emptied → 3/1 e
    druecke("u", "ArrowRight", "k", "ArrowUp", "Delete", "ArrowUp", "e")
    for knopf in seite.get_by_role("button", name="alle anwesend").all():
        knopf.press("Enter")
        druecke.tasten += 1
    _felder(seite, zwanzig, 0, 0).focus()
    druecke("Enter")
    expect(seite.get_by_text("100 Einträge sind gespeichert.")).to_be_visible()
    assert druecke.tasten < 20
    with als_dienst():
        anders = {stelle[:2]: s for stelle, s in zwanzig.marken().items() if s != "anwesend"}
    assert anders == {(3, 0): "unentschuldigt", (3, 1): "entschuldigt"}


@pytest.mark.parametrize(
    "ansicht",
    [
        {"java_script_enabled": False},
        {"color_scheme": "dark"},
        {"forced_colors": "active"},
        {"viewport": {"width": 320, "height": 640}},
    ],
    ids=["ohne Skript", "dunkel", "erzwungene Farben", "schmal"],
)
def test_ds40_die_woche_geht_in_jeder_ansicht_und_ohne_skript(
    zwanzig: Gruppe,
    neue_seite: Any,
    anmelden: "Callable[[Page, str], None]",
    axe_pruefen: "Callable[[Page], None]",
    ansicht: dict[str, Any],
) -> None:
    seite = neue_seite(**ansicht)
    anmelden(seite, "bdl-a")
    seite.goto(zwanzig.url)
    expect(seite.locator("h1")).to_contain_text("Gruppe")
    _felder(seite, zwanzig, 0, 0).select_option("k")
    if ansicht.get("java_script_enabled", True):
        axe_pruefen(seite)
        seite.get_by_role("button", name="Woche speichern").click()
        expect(seite.get_by_text("1 Eintrag ist gespeichert.")).to_be_visible()
    else:
        seite.get_by_role("button", name="alle anwesend").first.click()
        expect(seite.get_by_text("20 Einträge sind gespeichert.")).to_be_visible()
        assert _felder(seite, zwanzig, 0, 0).input_value() == "k"
        assert _felder(seite, zwanzig, 1, 0).input_value() == "a"
