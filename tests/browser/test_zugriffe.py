"""The pages of Datenschutz in the browser, in both colour schemes and at 320 px (DS-12, DS-40)."""

import pytest

from tests.sitzung import anmelden
from wegplan.kit.audit.spur import spur_schreiben


@pytest.fixture
def welt(als_dienst, als_nutzer, live_server):
    from tests.welt import welt_bauen

    with als_dienst():
        welt = welt_bauen()
    with als_nutzer(welt["ifk"]):
        for _ in range(3):
            spur_schreiben("oeffnen", personen=[welt.eigen.pk], zweck="Beratung")
        spur_schreiben("export", personen=list(range(1, 700)))
    return welt


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("farben", ["light", "dark"])
def test_ds12_die_seiten_des_datenschutzes(
    neue_seite, axe_pruefen, ohne_ueberlauf, welt, client, settings, live_server, farben
) -> None:
    anmelden(client, welt["datenschutz"])
    for breite in (1280, 320):
        seite = neue_seite(viewport={"width": breite, "height": 900}, color_scheme=farben)
        kennung = client.cookies[settings.SESSION_COOKIE_NAME].value
        seite.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": kennung, "url": live_server.url}])
        for adresse in ("/zugriffe/", "/zugriffe/auffaelligkeiten/", "/berechtigungen/"):
            seite.goto(adresse)
            axe_pruefen(seite)
            ohne_ueberlauf(seite)
        seite.goto("/zugriffe/")
        seite.get_by_label("Kundennummer").fill("KD-EIGEN")
        seite.get_by_role("button", name="Zugriffe zeigen").click()
        seite.get_by_text("Nur Zugriffe auf eine Person").wait_for()
        assert "KD-" not in seite.url
