"""The report on a project from provider over Regionalbüro to Regiestelle; what the public reads of the same project
(JPS-92, JPS-82)."""

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.welt import HEUTE, Welt
from wegplan.domains.bericht.rules import davor, quartal_von
from wegplan.domains.massnahme.models import Massnahme

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
SCHMAL = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}
TEXTE = ("Fehlzeiten und Abbrüche", "Sozialpädagogische Betreuung", "Stand der Zielerreichung")


@pytest.fixture
def projekt(welt: Welt, als_dienst: Any) -> Massnahme:
    """A running project of stage 3."""
    with als_dienst():
        m = welt.massnahmen["M-A"]
        m.foerderart, m.programmstufe, m.zweckbindung = "ESF", "IEB", ["stammdaten", "leistung"]
        m.save()
        return m


def test_jps92_vom_traeger_ueber_das_regionalbuero_zur_regiestelle(
    projekt: Massnahme,
    neue_seite: "Callable[..., Page]",
    anmelden: "Callable[[Page, str], None]",
    axe_pruefen: "Callable[[Page], None]",
) -> None:
    liste = f"/projektberichte/?quartal={davor(quartal_von(HEUTE))}"

    def als(konto: str, **ansicht: Any) -> "Page":
        seite = neue_seite(**ansicht)
        anmelden(seite, konto)
        seite.goto(liste)
        expect(seite.get_by_role("heading", level=1)).to_contain_text("Projektberichte")
        axe_pruefen(seite)
        return seite

    traeger = als("bdl-a")
    traeger.get_by_role("button", name="Beginnen").click()
    axe_pruefen(traeger)
    for titel in TEXTE:
        traeger.get_by_role("textbox", name=titel).fill("Auf Kurs.")
    traeger.get_by_role("button", name="Texte speichern").click()
    expect(traeger.get_by_text("ist gespeichert.")).to_be_visible()
    axe_pruefen(traeger)

    leitung = als("bdl_leitung-a")
    leitung.get_by_role("link", name="Maßnahme A").click()
    leitung.get_by_role("button", name="Freigeben und übergeben").click()
    expect(leitung.get_by_text("liegt jetzt beim Regionalbüro")).to_be_visible()
    axe_pruefen(leitung)

    rb = als("rb-a", **SCHMAL)
    rb.get_by_role("link", name="Maßnahme A").click()
    axe_pruefen(rb)
    rb.get_by_role("link", name="Annehmen oder zurückgeben").click()
    rb.get_by_label("annehmen", exact=True).check()
    axe_pruefen(rb)
    rb.get_by_role("button", name="Entscheidung speichern").click()
    expect(rb.get_by_text("Die Entscheidung ist gespeichert.")).to_be_visible()

    regie = als("regiestelle-a")
    regie.get_by_role("link", name="Maßnahme A").click()
    expect(regie.get_by_text("Sie sehen die Zahlen ohne Personenbezug")).to_be_visible()
    expect(regie.get_by_text("Auf Kurs.")).to_have_count(0)
    axe_pruefen(regie)


def test_jps82_wer_nicht_angemeldet_ist_liest_projekt_und_freigegebenen_link(
    projekt: Massnahme,
    neue_seite: "Callable[..., Page]",
    anmelden: "Callable[[Page, str], None]",
    axe_pruefen: "Callable[[Page], None]",
    ohne_ueberlauf: "Callable[[Page], None]",
) -> None:
    gast, link = neue_seite(**SCHMAL), "https://kurse.example/ieb"
    gast.goto("/programm/projekte/")
    expect(gast.get_by_role("row").filter(has_text="Maßnahme A")).to_be_visible()
    expect(gast.get_by_role("link", name="Stelle TR-A")).to_have_count(0)

    rb = neue_seite()
    anmelden(rb, "rb-a")
    rb.goto(f"/projekte/{projekt.pk}/einwilligung/")
    axe_pruefen(rb)
    rb.get_by_role("link", name="Einwilligung eintragen").click()
    axe_pruefen(rb)
    for feld, wert in {
        "Link zum Angebot": link,
        "Wer hat unterschrieben": "Kim Kurs",
        "Erreichbar unter": "0341 1234",
        "Unterschrieben am": HEUTE.isoformat(),
    }.items():
        rb.get_by_label(feld).fill(wert)
    rb.get_by_role("button", name="Speichern").click()
    rb.get_by_role("button", name="An die Regiestelle geben").click()

    regie = neue_seite()
    anmelden(regie, "regiestelle-a")
    regie.goto("/einwilligungen/")
    axe_pruefen(regie)
    regie.get_by_role("link", name="Maßnahme A").click()
    regie.get_by_role("button", name="Veröffentlichen").click()
    axe_pruefen(regie)

    gast.reload()
    expect(gast.get_by_role("link", name="Stelle TR-A")).to_have_attribute("href", link)
    expect(gast.get_by_text("Kim Kurs")).to_have_count(0)
    axe_pruefen(gast)
    ohne_ueberlauf(gast)
