"""DS-40, DS-34: every component in all states, errors and error pages, checked by axe in each way of looking."""

import pytest
from playwright.sync_api import expect

from tests.browser.beobachter import Beobachter

ANSICHTEN = {
    "hell": {"color_scheme": "light"},
    "dunkel": {"color_scheme": "dark"},
    "kontrast": {"forced_colors": "active"},
    "schmal": {"viewport": {"width": 320, "height": 640}},
    "schmal_dunkel": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
}
FEHLERSEITEN = {
    "/muster/fehler/400/": "Diese Anfrage konnten wir nicht verstehen",
    "/muster/fehler/403/": "Diese Seite ist für Sie nicht freigegeben",
    "/gibt/es/nicht/": "Hier ist nichts zu finden",
    "/muster/fehler/500/": "Da ist uns ein Fehler unterlaufen",
}


@pytest.fixture
def team_leitung(als_dienst, live_server) -> str:
    """A team lead's account, by her username."""
    from wegplan.domains.organisation.access import Rolle
    from wegplan.domains.organisation.models import Nutzer, Organisation

    with als_dienst():
        amt = Organisation.objects.create(kennung="JC-1", art="jobcenter", name="Jobcenter Spreetal")
        Nutzer.objects.create_user(
            "tl1",
            password="ein langes Passwort",
            first_name="Marta",
            last_name="Kranz",
            rolle=Rolle.TL,
            organisation=amt,
        )
    return "tl1"


@pytest.mark.parametrize("ansicht", ANSICHTEN)
def test_ds40_alle_bausteine_sind_barrierefrei(
    ansicht, neue_seite, anmelden, team_leitung, axe_pruefen, ohne_ueberlauf
):
    seite = neue_seite(**ANSICHTEN[ansicht])
    anmelden(seite, team_leitung)
    seite.goto("/muster/?meldung=1")
    expect(seite.locator("h1")).to_have_text("Alle Bausteine 5.000")
    axe_pruefen(seite)
    ohne_ueberlauf(seite)
    seite.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    axe_pruefen(seite)
    ohne_ueberlauf(seite)


@pytest.mark.parametrize("ansicht", ANSICHTEN)
def test_ds40_ein_formular_mit_fehlern_ist_barrierefrei(
    ansicht, neue_seite, anmelden, team_leitung, axe_pruefen, ohne_ueberlauf
):
    seite = neue_seite(**ANSICHTEN[ansicht])
    anmelden(seite, team_leitung)
    seite.goto("/muster/formular/")
    axe_pruefen(seite)
    seite.get_by_role("button", name="Vereinbarung speichern").click()
    expect(seite).to_have_title("Fehler: Formular – Wegplan")
    expect(seite.get_by_role("alert")).to_be_focused()
    axe_pruefen(seite)
    ohne_ueberlauf(seite)


@pytest.mark.parametrize("ansicht", ["hell", "schmal_dunkel"])
@pytest.mark.parametrize("angemeldet", [True, False], ids=["angemeldet", "fremd"])
def test_ds40_die_fehlerseiten_sind_freundlich_und_barrierefrei(
    ansicht, angemeldet, neue_seite, anmelden, team_leitung, axe_pruefen, ohne_ueberlauf
):
    seite = neue_seite(**ANSICHTEN[ansicht])
    if angemeldet:
        anmelden(seite, team_leitung)
    for adresse, ueberschrift in FEHLERSEITEN.items():
        if not angemeldet and "muster" in adresse:
            continue  # leads to the sign-in
        seite.goto(adresse)
        expect(seite.locator("h1")).to_have_text(ueberschrift)
        expect(seite.get_by_role("link", name="Zu Ihrer Startseite")).to_be_visible()
        axe_pruefen(seite)
        ohne_ueberlauf(seite)


@pytest.mark.parametrize("ansicht", ANSICHTEN)
def test_ds40_anmeldung_konto_und_erklaerung_sind_barrierefrei(
    ansicht, neue_seite, team_leitung, axe_pruefen, ohne_ueberlauf
):
    seite = neue_seite(**ANSICHTEN[ansicht])
    for adresse in ("/barrierefreiheit/", "/konto/login/?next=/konto/2fa/"):
        seite.goto(adresse)
        axe_pruefen(seite)
        ohne_ueberlauf(seite)
    seite.get_by_label("Anmeldename").fill(team_leitung)
    seite.get_by_label("Passwort").fill("falsch")
    seite.get_by_role("button", name="Anmelden").click()
    expect(seite.get_by_role("alert")).to_contain_text("Anmeldename")
    axe_pruefen(seite)
    seite.get_by_label("Passwort").fill("ein langes Passwort")
    seite.get_by_role("button", name="Anmelden").click()
    expect(seite.locator("h1")).to_have_text("Mein Konto")
    for adresse in ("/konto/2fa/", "/konto/password/change/", "/konto/2fa/webauthn/", "/konto/logout/", "/hilfe/"):
        seite.goto(adresse)
        expect(seite.locator("h1")).to_have_count(1)
        axe_pruefen(seite)
        ohne_ueberlauf(seite)


def test_ds07_der_zweite_faktor_laesst_sich_im_browser_einrichten_und_verlangen(
    neue_seite, anmelden, team_leitung, axe_pruefen
):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    seite = neue_seite()
    anmelden(seite, team_leitung)
    seite.goto("/konto/2fa/totp/activate/")
    seite.get_by_label("Passwort").fill("ein langes Passwort")
    seite.get_by_role("button", name="Bestätigen").click()
    axe_pruefen(seite)
    geheimnis = seite.locator("dd").inner_text()
    seite.locator("input[name=code]").fill(
        format_hotp_value(hotp_value(geheimnis, next(iter(yield_hotp_counters_from_time()))))
    )
    seite.get_by_role("button", name="App einrichten").click()
    expect(seite.locator("h1")).to_have_text("Wiederherstellungscodes")
    ersatz = seite.locator("code").first.inner_text()
    axe_pruefen(seite)

    neu = neue_seite()
    neu.goto("/konto/login/?next=/hilfe/")
    neu.get_by_label("Anmeldename").fill(team_leitung)
    neu.get_by_label("Passwort").fill("ein langes Passwort")
    neu.get_by_role("button", name="Anmelden").click()
    expect(neu.locator("h1")).to_have_text("Zweiter Faktor")
    axe_pruefen(neu)
    neu.locator("input[name=code]").fill(ersatz)
    neu.get_by_role("button", name="Anmelden", exact=True).click()
    expect(neu.locator("h1")).to_have_text("Hilfe")


def test_ds40_die_tastatur_allein_genuegt(neue_seite, anmelden, team_leitung, monkeypatch):
    from wegplan.config import navigation
    from wegplan.kit.ui.navigation import Eintrag

    monkeypatch.setattr(navigation, "SUCHE", Eintrag("Person suchen", "ui:hilfe", "search"))
    seite = neue_seite()
    anmelden(seite, team_leitung)
    seite.goto("/muster/formular/")
    seite.keyboard.press("Tab")
    expect(seite.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    seite.keyboard.press("Enter")
    expect(seite.locator("main")).to_be_focused()
    seite.keyboard.press("/")
    expect(seite.get_by_label("Person suchen")).to_be_focused()
    seite.keyboard.type("Vogel/Anna")
    expect(seite.get_by_label("Person suchen")).to_have_value("Vogel/Anna")
    assert seite.locator(".wp-suche").get_attribute("method") == "post"  # DS-35: no name in an address
    seite.get_by_label("Bezeichnung").press("Enter")
    expect(seite.get_by_role("alert")).to_be_focused()
    seite.keyboard.press("Tab")
    seite.keyboard.press("Enter")
    expect(seite.get_by_label("Bezeichnung")).to_be_focused()


def test_ds40_das_tastenkuerzel_laesst_sich_abschalten(neue_seite, anmelden, team_leitung):
    """WCAG 2.1.4: a shortcut of one character can be turned off."""
    seite = neue_seite()
    anmelden(seite, team_leitung)
    seite.goto("/hilfe/")
    seite.get_by_label("Die Taste / benutzen").press("Space")
    seite.reload()
    expect(seite.get_by_label("Die Taste / benutzen")).not_to_be_checked()
    seite.locator("main").focus()
    seite.keyboard.press("/")
    expect(seite.locator("main")).to_be_focused()


def test_ds34_die_seiten_gehen_ohne_javascript(neue_seite, anmelden, team_leitung):
    seite = neue_seite(java_script_enabled=False, viewport={"width": 360, "height": 740})
    anmelden(seite, team_leitung)
    seite.goto("/muster/formular/")
    seite.get_by_text("Menü").click()
    expect(seite.get_by_role("button", name="Abmelden")).to_be_visible()
    seite.get_by_role("button", name="Vereinbarung speichern").click()
    seite.get_by_role("link", name="Bezeichnung: Bitte machen Sie hier eine Angabe.").click()
    assert seite.url.endswith("#id_bezeichnung")
    seite.get_by_text("Menü").click()
    seite.get_by_role("button", name="Abmelden").click()
    seite.goto("/hilfe/")
    expect(seite.locator("h1")).to_have_text("Anmelden")


def test_ds34_der_beobachter_sieht_einen_verstoss_gegen_die_richtlinie(browser, live_server, team_leitung):
    """The watch itself: an inline style and a request to another host do not stay unseen."""
    kontext = browser.new_context(base_url=live_server.url)
    seite = kontext.new_page()
    beobachter = Beobachter(seite, live_server.url.removeprefix("http://"))
    seite.goto("/barrierefreiheit/")
    assert beobachter.maengel == []
    seite.evaluate("document.body.setAttribute('style', 'color: red')")
    seite.evaluate("fetch('http://127.0.0.1:9/').catch(() => 0)")
    seite.goto("/konto/login/")
    kontext.close()
    assert any("style-src" in m for m in beobachter.maengel)
    assert any("connect-src" in m or "another host" in m for m in beobachter.maengel)
