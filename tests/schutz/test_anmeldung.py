"""Sign-in, second factor, lock, idle time and renewed login (DS-07); what is not needed does not exist (DS-01)."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axes.models import AccessAttempt
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from tests.sitzung import sitzung_altern
from tests.welt import PASSWORT, Welt
from wegplan.domains.organisation.access import Rolle
from wegplan.domains.organisation.models import Nutzer
from wegplan.kit.access import frisch_angemeldet, hintergrund
from wegplan.kit.access.adresse import client_adresse
from wegplan.kit.access.sitzung import SCHLUESSEL, SitzungMiddleware

pytestmark = pytest.mark.django_db

KONTO = "/konto/2fa/"


@pytest.fixture(autouse=True)
def _ohne_bremse():
    """The brake of allauth counts in the process's memory, beyond one test."""
    cache.clear()


def anmelden(client: Client, name: str, passwort: str = PASSWORT, **extra) -> HttpResponse:
    return client.post(f"{reverse('account_login')}?next={KONTO}", {"login": name, "password": passwort}, **extra)


def angemeldet(client: Client) -> bool:
    return client.get(reverse("mfa_index")).status_code == 200


def totp(geheimnis: str) -> str:
    zaehler = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(geheimnis, zaehler[len(zaehler) // 2]))


def test_ds07_anmelden_und_abmelden_mit_post(welt: Welt, client: Client) -> None:
    antwort = anmelden(client, "ifk-a")
    assert (antwort.status_code, antwort["Location"]) == (302, KONTO)
    assert angemeldet(client)
    assert client.get(reverse("account_logout")).status_code == 200
    assert angemeldet(client), "a link or picture must not sign anybody out"
    client.post(reverse("account_logout"))
    assert not angemeldet(client)


def test_ds07_falsches_passwort_und_unbekanntes_konto_sehen_gleich_aus(welt: Welt, client: Client) -> None:
    falsch = anmelden(client, "ifk-a", "falsch")
    fremd = anmelden(client, "gibt-es-nicht", "falsch")
    meldungen = [list(a.context["form"].non_field_errors()) for a in (falsch, fremd)]
    assert meldungen[0] == meldungen[1]
    assert meldungen[0]


def test_ds07_ein_gesperrtes_konto_kommt_nicht_herein_und_ist_sofort_draussen(welt: Welt, client: Client) -> None:
    anmelden(client, "ifk-a")
    assert angemeldet(client)
    Nutzer.objects.filter(username="ifk-a").update(is_active=False)
    assert not angemeldet(client)
    anmelden(client, "ifk-a")
    assert not angemeldet(client)


def test_ds07_nach_zehn_fehlversuchen_ist_konto_und_adresse_gesperrt(welt: Welt, client: Client) -> None:
    """Upper and lower case are one account: otherwise every spelling would have ten tries of its own."""
    for nummer in range(9):
        assert anmelden(client, "ifk-a" if nummer % 2 else "IFK-A", "falsch").status_code == 200
    gesperrt = anmelden(client, "Ifk-a", "falsch")
    assert gesperrt.status_code == 429
    assert "gesperrt" in gesperrt.content.decode()
    assert anmelden(client, "ifk-a").status_code == 429, "the right password does not help"
    assert not angemeldet(client)
    assert anmelden(client, "tl-a").status_code == 302, "another account of the same office"
    assert anmelden(Client(), "ifk-a", REMOTE_ADDR="192.0.2.7").status_code == 302, "another address"
    assert PASSWORT not in str(list(AccessAttempt.objects.values()))
    assert "falsch" not in str(list(AccessAttempt.objects.values_list("post_data", flat=True)))


def test_ds07_neun_fehlversuche_und_ein_richtiger_fangen_von_vorn_an(welt: Welt, client: Client) -> None:
    for _ in range(2):
        for _ in range(9):
            anmelden(client, "ifk-a", "falsch")
        assert anmelden(client, "IFK-a").status_code == 302
        client.post(reverse("account_logout"))


def test_ds07_hinter_dem_proxy_zaehlt_nur_was_er_selbst_angehaengt_hat(settings) -> None:
    anfrage = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "10.0.0.1, 192.0.2.9"})
    assert client_adresse(anfrage) == "127.0.0.1"
    settings.WEGPLAN_HINTER_PROXY = True
    assert client_adresse(anfrage) == "192.0.2.9"
    unsinn = RequestFactory().get("/", REMOTE_ADDR="", headers={"X-Forwarded-For": "'; drop"})
    assert client_adresse(unsinn) == "0.0.0.0"


def test_ds07_nach_15_minuten_ohne_taetigkeit_ist_die_sitzung_zu_ende(welt: Welt, client: Client) -> None:
    anmelden(client, "ifk-a")
    assert angemeldet(client)
    sitzung_altern(client, zuletzt=14)
    assert angemeldet(client)
    sitzung_altern(client, zuletzt=15.1)
    antwort = client.get(f"{KONTO}?seite=2", follow=True)
    assert antwort.redirect_chain == [("/konto/login/?next=%2Fkonto%2F2fa%2F%3Fseite%3D2", 302)]
    assert "15 Minuten nicht tätig" in antwort.content.decode()
    assert not angemeldet(client)


def test_ds07_ein_seitenteil_fuehrt_die_ganze_seite_zur_anmeldung(welt: Welt, client: Client) -> None:
    anmelden(client, "ifk-a")
    angemeldet(client)
    sitzung_altern(client, zuletzt=16)
    antwort = client.get(KONTO, headers={"HX-Request": "true"})
    assert (antwort.status_code, antwort["HX-Redirect"]) == (204, "/konto/login/?next=%2Fkonto%2F2fa%2F")


def test_ds07_nach_zwoelf_stunden_endet_auch_eine_benutzte_sitzung(welt: Welt, client: Client) -> None:
    anmelden(client, "ifk-a")
    for _ in range(48):
        assert angemeldet(client)
        sitzung_altern(client, beginn=14.9, zuletzt=14.9)
    sitzung_altern(client, beginn=10)
    assert not angemeldet(client)


def test_ds07_eine_seite_die_sich_selbst_auffrischt_haelt_niemanden_angemeldet(welt: Welt, client: Client) -> None:
    middleware = SitzungMiddleware(lambda request: HttpResponse())
    anfrage = RequestFactory().get("/")
    anfrage.user = welt["ifk"]
    anfrage.session = {SCHLUESSEL: (time.time() - 300, time.time() - 300)}
    vorher = dict(anfrage.session)
    assert middleware.process_view(anfrage, hintergrund(lambda request: HttpResponse()), (), {}) is None
    assert anfrage.session == vorher
    assert middleware.process_view(anfrage, lambda request: HttpResponse(), (), {}) is None
    assert anfrage.session[SCHLUESSEL][1] > time.time() - 5


def test_ds07_die_taetigkeit_kostet_nur_einmal_in_der_minute_ein_schreiben(
    welt: Welt, client: Client, django_assert_num_queries
) -> None:
    anmelden(client, "ifk-a")
    angemeldet(client)
    with django_assert_num_queries(7) as ohne:
        angemeldet(client)
    assert not [a for a in ohne.captured_queries if "UPDATE" in a["sql"]]
    sitzung_altern(client, zuletzt=2)
    with django_assert_num_queries(10) as mit:
        angemeldet(client)
    assert len([a for a in mit.captured_queries if 'UPDATE "django_session"' in a["sql"]]) == 1


@pytest.mark.parametrize("rolle", Rolle)
def test_ds07_ohne_zweiten_faktor_kommt_keine_fachliche_rolle_weiter(
    welt: Welt, client: Client, settings, rolle
) -> None:
    settings.WEGPLAN_ZWEITER_FAKTOR = True
    client.force_login(welt[rolle])
    antwort = client.get(reverse("account_change_password"))
    if rolle == Rolle.TEILNEHMENDE:
        assert antwort.status_code == 200
    else:
        assert (antwort.status_code, antwort["Location"]) == (302, reverse("mfa_activate_totp"))


def faktor_einrichten(client: Client) -> str:
    antwort = client.get(reverse("mfa_activate_totp"))
    geheimnis = antwort.context["form"].secret
    assert geheimnis in antwort.content.decode()
    fertig = client.post(reverse("mfa_activate_totp"), {"code": totp(geheimnis)})
    assert fertig["Location"] == reverse("mfa_view_recovery_codes")
    return geheimnis


def test_ds07_den_zweiten_faktor_richtet_man_in_der_anwendung_ein(welt: Welt, client: Client, settings) -> None:
    settings.WEGPLAN_ZWEITER_FAKTOR = True
    anmelden(client, "ifk-a")
    assert not angemeldet(client)
    geheimnis = faktor_einrichten(client)
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert angemeldet(client)

    client.post(reverse("account_logout"))
    cache.clear()  # a code counts once; the test has no half minute to wait for the next
    assert anmelden(client, "ifk-a")["Location"] == reverse("mfa_authenticate")
    assert not angemeldet(client), "the password alone opens nothing"
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert not angemeldet(client)
    client.post(reverse("mfa_authenticate"), {"code": totp(geheimnis)})
    assert angemeldet(client)


def test_ds07_die_datenbank_allein_macht_keinen_code(welt: Welt, client: Client, settings) -> None:
    anmelden(client, "ifk-a")
    geheimnis = faktor_einrichten(client)
    gespeichert = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert geheimnis not in gespeichert
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "ein neues Geheimnis"
    faktor = Authenticator.objects.get(type="totp").wrap()
    cache.clear()
    assert faktor.validate_code(totp(geheimnis))


def test_ds07_ein_wiederherstellungscode_ersetzt_das_telefon_einmal(welt: Welt, client: Client, settings) -> None:
    settings.WEGPLAN_ZWEITER_FAKTOR = True
    anmelden(client, "ifk-a")
    faktor_einrichten(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    for erwartet in (True, False):
        client.post(reverse("account_logout"))
        anmelden(client, "ifk-a")
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert angemeldet(client) is erwartet


def test_ds07_eine_sitzung_von_vor_dem_zweiten_faktor_wird_beendet(welt: Welt, client: Client, settings) -> None:
    """Somebody with the password alone waits at the set-up page; the owner sets the factor up elsewhere."""
    settings.WEGPLAN_ZWEITER_FAKTOR = True
    anmelden(client, "ifk-a")
    besitzerin = Client()
    anmelden(besitzerin, "ifk-a")
    faktor_einrichten(besitzerin)
    assert client.get(reverse("mfa_activate_totp"))["Location"] == reverse("account_login")
    assert client.get(reverse("mfa_deactivate_totp"))["Location"].startswith(reverse("account_login"))
    assert Authenticator.objects.filter(user=welt["ifk"], type="totp").exists()
    assert angemeldet(besitzerin)


def test_ds07_ein_vergebenes_passwort_muss_zuerst_ersetzt_werden(welt: Welt, client: Client, settings) -> None:
    settings.WEGPLAN_ZWEITER_FAKTOR = True
    Nutzer.objects.filter(username="ifk-a").update(startpasswort=True)
    anmelden(client, "ifk-a")
    ziel = reverse("account_change_password")
    assert client.get(KONTO)["Location"] == client.get(reverse("mfa_activate_totp"))["Location"] == ziel
    neu = "Ein-ganz-anderes-2026"
    client.post(ziel, {"oldpassword": PASSWORT, "password1": neu, "password2": neu})
    assert not Nutzer.objects.get(username="ifk-a").startpasswort
    assert client.get(KONTO)["Location"] == reverse("mfa_activate_totp")


def test_ds07_kurze_und_bekannte_passwoerter_werden_abgelehnt(welt: Welt, client: Client) -> None:
    anmelden(client, "ifk-a")
    for schwach in ("kurz", "passwortpasswort1"[:11], "1234567890123"):
        daten = {"oldpassword": PASSWORT, "password1": schwach, "password2": schwach}
        antwort = client.post(reverse("account_change_password"), daten)
        assert antwort.status_code == 200 and antwort.context["form"].errors, schwach


def test_ds07_export_loeschen_und_rollen_verlangen_eine_frische_anmeldung(welt: Welt, client: Client) -> None:
    anmelden(client, "ifk-a")
    angemeldet(client)
    sitzung_altern(client, beginn=11)
    anfrage = RequestFactory().get("/ausgabe/")
    anfrage.user, anfrage.session = welt["ifk"], client.session
    anfrage._messages = type("Stumm", (), {"add": lambda *_: None})()
    ansicht = frisch_angemeldet(lambda request: HttpResponse("Daten"))
    ziel = ansicht(anfrage)["Location"]
    assert ziel == "/konto/reauthenticate/?next=%2Fausgabe%2F"
    assert client.post(ziel, {"password": "falsch"}).status_code == 200
    assert client.post(ziel, {"password": PASSWORT})["Location"] == "/ausgabe/"
    anfrage.session = client.session
    assert ansicht(anfrage).content == b"Daten"


@pytest.mark.parametrize(
    ("name", "pfad"),
    [
        ("account_signup", "signup/"),
        ("account_email", "email/"),
        ("account_reset_password", "password/reset/"),
        ("account_set_password", "password/set/"),
        ("account_email_verification_sent", "confirm-email/"),
        ("account_confirm_login_code", "login/code/confirm/"),
    ],
)
def test_ds01_was_niemand_braucht_gibt_es_nicht(client: Client, name: str, pfad: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)
    assert client.get(f"/konto/{pfad}").status_code == 404


def test_ds07_die_einstellungen_der_anmeldung(settings) -> None:
    from wegplan.config.settings import base

    assert base.WEGPLAN_ZWEITER_FAKTOR is True
    assert (base.AXES_FAILURE_LIMIT, base.AXES_LOCKOUT_PARAMETERS) == (10, [["username", "ip_address"]])
    assert (base.WEGPLAN_LEERLAUF_MINUTEN, base.SESSION_COOKIE_AGE) == (15, 43_200)
    assert settings.SESSION_COOKIE_HTTPONLY and settings.SESSION_EXPIRE_AT_BROWSER_CLOSE
