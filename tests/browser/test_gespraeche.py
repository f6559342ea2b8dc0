"""A provider records a talk with an agreement; it stands on the list and is ticked (JPS-40, JPS-41)."""

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.welt import MORGEN, Welt
from wegplan.domains.gespraech.models import Gespraech
from wegplan.domains.teilnahme.models import Teilnahme

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fall(welt: Welt, als_dienst: Any) -> Teilnahme:
    """Frau Eigen's running Teilnahme, in the programme."""
    with als_dienst():
        welt.massnahmen["M-A"].foerderart = "ESF"
        welt.massnahmen["M-A"].save()
        return Teilnahme.objects.get(person=welt.eigen, austritt=None)


def test_jps40_ein_gespraech_mit_absprache_steht_auf_der_liste_und_wird_abgehakt(
    fall: Teilnahme,
    seite: "Page",
    anmelden: "Callable[[Page, str], None]",
    axe_pruefen: "Callable[[Page], None]",
    als_dienst: Any,
) -> None:
    anmelden(seite, "bdl-a")
    seite.goto(f"/personen/{fall.person_id}/gespraeche/")
    expect(seite.get_by_role("heading", name="Gespräche", exact=True)).to_be_visible()
    axe_pruefen(seite)
    seite.get_by_role("link", name="Gespräch eintragen").click()
    axe_pruefen(seite)
    seite.get_by_label("Was wurde besprochen?").fill("Das Praktikum ist besprochen.")
    seite.get_by_label("1. Absprache: Was?").fill("Betrieb anrufen")
    seite.get_by_label("1. Absprache: Wer macht es?").select_option("bdl")
    seite.get_by_label("1. Absprache: Bis wann?").fill(f"{MORGEN:%Y-%m-%d}")
    seite.get_by_role("button", name="Gespräch speichern").click()
    expect(seite.get_by_text("mit 1 Absprache auf der Liste")).to_be_visible()
    with als_dienst():
        nummer = Gespraech.objects.get().pk
    seite.goto(f"/gespraeche/{nummer}/")
    axe_pruefen(seite)
    seite.goto("/gespraeche/?was=absprache")
    expect(seite.get_by_role("heading", level=1)).to_contain_text("Gespräche und Absprachen")
    axe_pruefen(seite)
    seite.get_by_role("button", name="Erledigt").click()
    expect(seite.get_by_text("Erledigt: Betrieb anrufen.", exact=True)).to_be_visible()
    expect(seite.get_by_role("link", name="Betrieb anrufen")).to_have_count(0)
