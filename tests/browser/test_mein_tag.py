"""An advisor's morning by keyboard alone: ten steps done from the desk, each way of doing it once, checked by axe
(VF-08, DS-40)."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.tastatur import Tastatur
from tests.welt import HEUTE, Welt
from wegplan.domains.verfahren.models import Schritt
from wegplan.domains.vermittlung.models import Handlungsstrategie, Vereinbarung

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.django_db(transaction=True)
ANSICHTEN: dict[str, dict[str, Any]] = {
    "hell": {"color_scheme": "light"},
    "schmal_dunkel": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
}
HAKEN, BELEG, SPAETER = "CB-K4a", "CB-K3", "CB-W1"


@pytest.fixture
def morgen(welt: Welt, als_dienst: Any) -> Callable[[str], Schritt]:
    """Frau Eigen's case with steps of every kind; `morgen("CB-K3")` reads one of them as it is now."""
    with als_dienst():
        Vereinbarung.objects.filter(person=welt.eigen).delete()
        Handlungsstrategie.objects.filter(person=welt.eigen).delete()
        teilnahme = welt.eigen.teilnahmen.get(austritt=None)
        teilnahme.geplantes_ende = HEUTE + timedelta(days=5)
        teilnahme.save()

    def lesen(schluessel: str) -> Schritt:
        with als_dienst():
            return Schritt.objects.get(teilnahme=teilnahme, schluessel=schluessel)

    return lesen


def _zeile(seite: "Page", schritt: Schritt) -> "Locator":
    return seite.locator(f"#schritt-{schritt.pk}")


def test_vf08_die_fachkraft_erledigt_morgens_zehn_schritte_mit_der_tastatur(
    morgen: Callable[[str], Schritt],
    seite: "Page",
    anmelden: Callable[["Page", str], None],
    axe_pruefen: Callable[["Page"], None],
) -> None:
    tasten = Tastatur(seite)
    anmelden(seite, "ifk-a")
    seite.goto("/")
    tasten.link("Mein Tag")
    expect(seite.locator("h1")).to_have_text("Mein Tag")
    axe_pruefen(seite)

    # ticked from the row, taken back by the message, ticked again
    haken = morgen(HAKEN)
    tasten.knopf("Erledigt", innerhalb=_zeile(seite, haken))
    expect(seite.get_by_text("ist erledigt.").first).to_be_visible()
    expect(_zeile(seite, haken)).to_have_count(0)
    tasten.knopf("Rückgängig")
    expect(seite.get_by_text("ist wieder offen.").first).to_be_visible()
    tasten.knopf("Erledigt", innerhalb=_zeile(seite, haken))
    expect(_zeile(seite, haken)).to_have_count(0)
    axe_pruefen(seite)

    # proved by a record: the form opens filled in, and the record ticks the step
    beleg = morgen(BELEG)
    tasten.link("Erledigen", innerhalb=_zeile(seite, beleg))
    expect(seite.locator("h1")).to_contain_text("Mobilitätserklärung")
    tasten.waehlen("Wo kann die Person arbeiten?", "regional")
    tasten.knopf("Eintrag speichern")
    expect(seite.get_by_text("Gespeichert: ").first).to_be_visible()
    tasten.link("Mein Tag")
    expect(_zeile(seite, beleg)).to_have_count(0)

    # postponed with a reason
    spaeter = morgen(SPAETER)
    zeile = _zeile(seite, spaeter)
    tasten.zu(zeile.locator("summary", has_text="Weiteres"))
    seite.keyboard.press("Enter")
    tasten.link("Verschieben", innerhalb=zeile)
    axe_pruefen(seite)
    tasten.tag("Wieder erinnern am", HEUTE + timedelta(days=3))
    tasten.schreiben("Grund", "Der Betrieb meldet sich erst dann.")
    tasten.knopf("Verschieben")
    expect(seite.get_by_text("erinnert Sie wieder am").first).to_be_visible()

    assert [morgen(s).stand for s in (HAKEN, BELEG, SPAETER)] == ["erledigt", "erledigt", "offen"]
    assert morgen(SPAETER).wieder_am == HEUTE + timedelta(days=3)
    _weitere_abhaken(seite, tasten, 7)


def _weitere_abhaken(seite: "Page", tasten: Tastatur, anzahl: int) -> None:
    """Tick so many more, row after row from the top, without an entry and with a note."""
    for nummer in range(anzahl):
        zeile = seite.locator("tr[id^=schritt-]").first
        kennung = zeile.get_attribute("id")
        tasten.zu(zeile.locator("summary", has_text="Weiteres"))
        seite.keyboard.press("Enter")
        seite.keyboard.press("Tab")
        with seite.expect_navigation():
            seite.keyboard.press("Enter")
        tasten.zu(seite.get_by_label("Notiz"))
        seite.keyboard.type(f"Am Telefon geklärt, {nummer + 1}.")
        with seite.expect_navigation():
            tasten.knopf("Abhaken")
        expect(seite.locator("h1")).to_have_text("Mein Tag")
        expect(seite.locator(f"#{kennung}")).to_have_count(0)


@pytest.mark.parametrize("ansicht", ANSICHTEN)
def test_ds40_die_seiten_des_tisches_sind_barrierefrei(
    ansicht: str,
    morgen: Callable[[str], Schritt],
    neue_seite: Callable[..., "Page"],
    anmelden: Callable[["Page", str], None],
    axe_pruefen: Callable[["Page"], None],
    ohne_ueberlauf: Callable[["Page"], None],
) -> None:
    schritt = morgen(BELEG)
    for konto, adressen in {
        "ifk-a": (
            "",
            "liste/",
            *(f"{schritt.pk}/{was}/" for was in ("erledigen", "verschieben", "abgeben", "vergeblich")),
            "vertretung/",
            "kalender/",
        ),
        "tl-a": ("team/", "team/liste/", "team/stillstand/?wochen=2"),
    }.items():
        seite = neue_seite(**ANSICHTEN[ansicht])
        anmelden(seite, konto)
        for adresse in adressen:
            antwort = seite.goto(f"/mein-tag/{adresse}")
            assert antwort is not None and antwort.status == 200, adresse
            for auf in seite.locator("main details:not([open]) > summary").all()[:4]:
                auf.click()
            axe_pruefen(seite)
            ohne_ueberlauf(seite)
