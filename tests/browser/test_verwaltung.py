"""The administration and passkeys in a real browser: nothing in them breaks the strict CSP (DS-07, DS-34)."""

import pytest

from tests.welt import PASSWORT


@pytest.fixture
def welt(als_dienst, live_server):
    """The cast, committed so that the server sees it."""
    from tests.welt import welt_bauen

    with als_dienst():
        return welt_bauen()


def zur_anmeldung(seite, name: str) -> None:
    seite.goto("/konto/login/?next=/konto/2fa/")
    seite.get_by_label("Anmeldename").fill(name)
    seite.get_by_label("Passwort").fill(PASSWORT)
    seite.get_by_role("button", name="Anmelden").click()


def anmelden(seite, name: str) -> None:
    zur_anmeldung(seite, name)
    seite.wait_for_url("**/konto/2fa/")


@pytest.mark.django_db(transaction=True)
def test_ds34_ein_konto_anlegen_im_browser(seite, welt) -> None:
    anmelden(seite, "technik-a")
    seite.goto("/verwaltung/")
    for adresse in ("organisation/organisation/", "organisation/team/add/", "massnahme/massnahme/add/"):
        seite.goto(f"/verwaltung/{adresse}")
    seite.goto("/verwaltung/organisation/nutzer/add/")
    seite.locator("#id_username").fill("neu-a")
    seite.locator("#id_rolle").select_option("tl")
    seite.locator("#id_organisation").select_option(label="Stelle JC-A")
    seite.get_by_label("Stelle JC-A: Team A2").check()
    for feld in ("#id_password1", "#id_password2"):
        seite.locator(feld).fill("Ein-erstes-Passwort-1")
    seite.locator("[name=_save]").click()
    seite.wait_for_url("**/organisation/nutzer/**/change/**")
    assert seite.get_by_label("Stelle JC-A: Team A2").is_checked()
    seite.get_by_role("button", name="Abmelden").click()
    seite.goto("/verwaltung/")
    assert "/konto/login/" in seite.url


@pytest.mark.django_db(transaction=True)
def test_ds07_ein_passkey_als_zweiter_faktor(seite, welt) -> None:
    """Passkeys need a host with a name: the office's own, here localhost."""
    schluessel = seite.context.new_cdp_session(seite)
    schluessel.send("WebAuthn.enable")
    eigenschaften = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    schluessel.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": eigenschaften | {"isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    anmelden(seite, "ifk-a")
    seite.goto("/konto/2fa/webauthn/add/")
    seite.get_by_role("button", name="Passkey hinzufügen").click()
    seite.wait_for_url("**/konto/2fa/recovery-codes/")

    seite.goto("/konto/logout/")
    seite.get_by_role("button", name="Abmelden").last.click()
    zur_anmeldung(seite, "ifk-a")
    seite.wait_for_url("**/konto/2fa/authenticate/")
    seite.get_by_role("button", name="Passkey").click()
    seite.wait_for_url("**/konto/2fa/")
