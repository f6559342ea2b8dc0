"""Two journeys of issue "Procedures as data": a team lead finds the neglected case; an office changes its procedure and
tries it on last month (VF-08, VF-10). By keyboard, on the demo."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.demo import LAUFEND
from tests.browser.tastatur import Tastatur

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


def _vernachlaessigen(als_dienst: Any, person: int) -> None:
    """Nothing has been recorded for this person for a year."""
    from django.db import connection

    from wegplan.domains.vermittlung.models import Vereinbarung, Vermittlung
    from wegplan.domains.vorgang.models import Vorgang

    with als_dienst(), connection.cursor() as c:
        for modell in (Vereinbarung, Vermittlung, Vorgang):
            modell.objects.filter(person=person).delete()
        c.execute("delete from verfahren_schritt where person_id = %s and stand <> 'offen'", [person])


def test_vf08_die_teamleitung_findet_den_vernachlaessigten_fall(
    demo: Any, als_dienst: Any, seite: "Page", anmelden: Callable[["Page", str], None], axe_pruefen: Any
) -> None:
    person = demo(LAUFEND).person
    _vernachlaessigen(als_dienst, person.pk)
    tasten = Tastatur(seite)
    anmelden(seite, "tl.nord")
    seite.goto("/")
    tasten.link("Schritte im Team")
    ueberschrift = seite.locator("#stillstand")
    anzahl = int(re.sub(r"\D", "", ueberschrift.inner_text().split("(")[-1]))
    axe_pruefen(seite)
    if seite.get_by_role("link", name=re.compile(r"Alle .* Fälle ohne Bewegung")).count():
        seite.get_by_role("link", name=re.compile(r"Alle .* Fälle ohne Bewegung")).click()
        seite.wait_for_url("**/stillstand/**")
        assert int(re.sub(r"\D", "", seite.locator("h1").inner_text())) == anzahl  # the count agrees with its list
    else:
        assert seite.locator("table").last.locator("tbody tr").count() == anzahl
    tasten.link(str(person))
    expect(seite.locator("h1")).to_contain_text(person.nachname)
    seite.goto(f"/personen/{person.pk}/verfahren/")
    expect(seite.get_by_text("überfällig", exact=True).first).to_be_visible()


def test_vf10_die_stelle_aendert_ihr_verfahren_und_probiert_es_am_letzten_monat_aus(
    demo: Any, seite: "Page", anmelden: Callable[["Page", str], None], axe_pruefen: Any, ohne_ueberlauf: Any
) -> None:
    tasten = Tastatur(seite)
    anmelden(seite, "bl.auenmark")
    seite.goto("/")
    tasten.link("Verfahren")
    axe_pruefen(seite)
    zeile = seite.locator("tbody tr").filter(has=seite.get_by_role("link", name="Absolventenmanagement Cottbus"))
    tasten.knopf("Kopieren", innerhalb=zeile)
    expect(seite.get_by_text("Sie gilt erst, wenn Sie sie in Kraft setzen.")).to_be_visible()
    axe_pruefen(seite)
    entwurf = seite.url

    tasten.link("CB-V2")
    axe_pruefen(seite)
    seite.set_viewport_size({"width": 360, "height": 760})
    ohne_ueberlauf(seite)
    seite.set_viewport_size({"width": 1280, "height": 800})
    seite.locator("#id_termin-0-bis_tage").fill("90")
    tasten.knopf("Schritt speichern")
    expect(seite.get_by_text("Der Schritt CB-V2 ist gespeichert.")).to_be_visible()

    tasten.link("Vergleichen")
    expect(seite.get_by_role("cell", name=re.compile("^90 Tage nach: Ende"))).to_be_visible()
    axe_pruefen(seite)

    seite.goto(entwurf)
    tasten.link("Ausprobieren")
    expect(seite.locator("h1")).to_have_text("Ausprobieren")
    zeile = seite.locator("tbody tr").filter(has=seite.get_by_text("CB-V2"))
    bisher, hier = (int(t.split()[0]) for t in zeile.locator("td").all_inner_texts()[:2])
    assert bisher != hier, "other cases fall due when the step moves by months"
    axe_pruefen(seite)
    seite.set_viewport_size({"width": 360, "height": 760})
    ohne_ueberlauf(seite)
    seite.set_viewport_size({"width": 1280, "height": 800})

    seite.goto(entwurf)
    tasten.link("In Kraft setzen")
    axe_pruefen(seite)
    tasten.tag("Gilt für Eintritte ab", date.today() + timedelta(days=30))
    tasten.schreiben("Was sich ändert und warum", "Das Gespräch nach dem Ende kommt später.")
    tasten.knopf("In Kraft setzen")
    expect(seite.get_by_text("Die Schritte werden neu abgeleitet.")).to_be_visible()
    expect(seite.get_by_role("button", name="Schritt hinzufügen")).to_have_count(0)
