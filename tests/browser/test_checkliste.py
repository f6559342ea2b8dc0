"""JPS-83: the Regionalbüro finds what is overdue, the provider ticks what no record can prove."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.welt import HEUTE, Welt
from wegplan.domains.massnahme.models import Massnahme

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def projekt(welt: Welt, als_dienst: Any) -> Massnahme:
    """The own project in the programme, with Frau Eigen and much that is overdue."""
    with als_dienst():
        Massnahme.objects.update(
            foerderart="ESF",
            programmstufe="VDB",
            beginn=HEUTE - timedelta(days=100),
            ende=HEUTE + timedelta(days=300),
            zweckbindung=["stammdaten", "leistung"],
        )
    return welt.massnahmen["M-A"]


def test_jps83_regionalbuero_und_traeger_arbeiten_mit_der_checkliste(
    projekt: Massnahme,
    neue_seite: "Callable[..., Page]",
    anmelden: "Callable[[Page, str], None]",
    axe_pruefen: "Callable[..., None]",
) -> None:
    rb = neue_seite()
    anmelden(rb, "rb-a")
    rb.goto("/checkliste/")
    expect(rb.get_by_role("row", name=projekt.titel)).to_contain_text("rot")
    axe_pruefen(rb)
    rb.get_by_role("link", name=projekt.titel, exact=True).click()
    expect(rb.get_by_role("heading", level=1)).to_have_text(projekt.titel)
    expect(rb.get_by_role("table")).to_contain_text("Erfassung der Zielindikatoren")
    axe_pruefen(rb)
    rb.get_by_role("link", name="Rückstände").click()
    expect(rb.get_by_role("heading", level=1)).to_contain_text("Rückstände")
    expect(rb.get_by_role("table")).to_contain_text("Auftaktgespräch zur Übernahme führen")
    axe_pruefen(rb)
    rb.goto("/checkliste/wartet/")
    expect(rb.get_by_role("heading", name="Im Einzelnen")).to_be_visible()
    axe_pruefen(rb)

    bdl = neue_seite(viewport={"width": 320, "height": 640}, color_scheme="dark")
    anmelden(bdl, "bdl-a")
    bdl.goto(f"/projekte/{projekt.pk}/checkliste/ZV-11/")
    bdl.get_by_role("link", name="Abhaken").first.click()
    expect(bdl.get_by_role("heading", level=1)).to_have_text("Pflicht abhaken")
    axe_pruefen(bdl)
    bdl.get_by_label("Notiz").fill("Beirat im Rathaus, das Protokoll liegt vor.")
    bdl.get_by_role("button", name="Abhaken").click()
    expect(bdl.get_by_role("heading", name="Verlauf der Haken")).to_be_visible()
    axe_pruefen(bdl)
