"""Administration of reference data: for Technik only, without persons, every change of a role kept (DS-03, DS-11)."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.sitzung import anmelden, sitzung_altern
from tests.welt import PASSWORT, Welt
from wegplan.domains.anwesenheit.models import Schliesszeit, Wochenmuster
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import STELLEN_DER_ROLLE, Rolle
from wegplan.domains.organisation.models import Nutzer, Organisation, Team
from wegplan.domains.organisation.rules import Konto, bleibt_verwaltung, konto_maengel
from wegplan.domains.organisation.verwaltung import verwaltung
from wegplan.domains.verfahren.models import Schliesstag

pytestmark = pytest.mark.django_db


@pytest.fixture
def technik(welt: Welt, client: Client) -> Client:
    anmelden(client, welt["technik"])
    return client


def konto_daten(nutzer: Nutzer, **neu: object) -> dict[str, object]:
    """What the form of an account sends."""
    daten = {
        "username": nutzer.username,
        "first_name": nutzer.first_name,
        "last_name": nutzer.last_name,
        "handzeichen": nutzer.handzeichen,
        "rolle": nutzer.rolle,
        "organisation": nutzer.organisation_id or "",
        "teams": list(nutzer.team_ids),
        "is_active": "on",
    } | neu
    return {name: wert for name, wert in daten.items() if wert is not None}


def aendern(client: Client, nutzer: Nutzer, **neu: object):
    return client.post(reverse("admin:organisation_nutzer_change", args=[nutzer.pk]), konto_daten(nutzer, **neu))


def test_ds03_verwaltet_werden_nur_stammdaten(technik: Client) -> None:
    assert set(verwaltung._registry) == {Organisation, Team, Nutzer, Massnahme, Schliesstag, Wochenmuster, Schliesszeit}
    antwort = technik.get(reverse("admin:index"))
    text = antwort.content.decode()
    assert "Zurück zu Wegplan" in text and "Konten" in text and "Maßnahmen" in text
    assert 'lang="de"' in text
    for name in ("login", "logout", "password_change", "organisation_nutzer_delete"):
        with pytest.raises(NoReverseMatch):
            reverse(f"admin:{name}", args=[1] if name.endswith("delete") else None)


@pytest.mark.parametrize(
    "modell", ["organisation_organisation", "organisation_team", "organisation_nutzer", "massnahme_massnahme"]
)
def test_ds03_jede_seite_der_verwaltung_laesst_sich_oeffnen(technik: Client, welt: Welt, modell: str) -> None:
    objekt = {
        "organisation_organisation": welt.stellen["JC-A"],
        "organisation_team": welt.teams["A1"],
        "organisation_nutzer": welt["ifk"],
        "massnahme_massnahme": welt.massnahmen["M-A"],
    }[modell]
    for adresse in (
        reverse(f"admin:{modell}_changelist") + "?q=a",
        reverse(f"admin:{modell}_add"),
        reverse(f"admin:{modell}_change", args=[objekt.pk]),
        reverse(f"admin:{modell}_history", args=[objekt.pk]),
    ):
        assert technik.get(adresse).status_code == 200, adresse


def test_ds11_ein_rollenwechsel_steht_mit_seinem_urheber_im_verlauf(technik: Client, welt: Welt) -> None:
    assert aendern(technik, welt["ifk"], rolle="tl", teams=[welt.teams["A2"].pk]).status_code == 302
    ereignis = Nutzer.pgh_event_model.objects.filter(pgh_obj=welt["ifk"]).latest("pgh_id")
    assert (ereignis.rolle, ereignis.pgh_context.metadata["nutzer"]) == ("tl", welt["technik"].pk)
    assert [t.kennung for t in Nutzer.objects.get(username="ifk-a").teams.all()] == ["A2"]


def test_ds07_wer_rollen_aendert_hat_sich_gerade_angemeldet(technik: Client, welt: Welt) -> None:
    sitzung_altern(technik, beginn=11)
    for name, argumente in (("changelist", []), ("add", []), ("change", [welt["ifk"].pk])):
        antwort = technik.get(reverse(f"admin:organisation_nutzer_{name}", args=argumente))
        assert antwort["Location"].startswith(reverse("account_reauthenticate")), name
    antwort = aendern(technik, welt["ifk"], rolle="bl")
    assert antwort["Location"].startswith(reverse("account_reauthenticate"))
    assert Nutzer.objects.get(username="ifk-a").rolle == "ifk"
    assert technik.get(reverse("admin:organisation_team_changelist")).status_code == 200


def test_ds07_ein_neues_konto_ersetzt_sein_erstes_passwort(technik: Client, welt: Welt) -> None:
    daten = konto_daten(
        Nutzer(username="neu", first_name="Kim", last_name="Neu", rolle="pap", organisation=welt.stellen["JC-A"], pk=0),
        teams=[],
        password1="Ein-erstes-Passwort-1",
        password2="Ein-erstes-Passwort-1",
    )
    assert technik.post(reverse("admin:organisation_nutzer_add"), daten).status_code == 302
    neu = Nutzer.objects.get(username="neu")
    assert neu.startpasswort and neu.check_password("Ein-erstes-Passwort-1")
    assert not neu.is_superuser and not neu.is_staff


def test_ds07_ein_vergebenes_neues_passwort_ist_wieder_ein_erstes(technik: Client, welt: Welt) -> None:
    adresse = reverse("admin:auth_user_password_change", args=[welt["ifk"].pk])
    neu = "Noch-ein-Passwort-22"
    antwort = technik.post(adresse, {"password1": neu, "password2": neu})
    assert antwort.status_code == 302
    konto = Nutzer.objects.get(username="ifk-a")
    assert konto.startpasswort and konto.check_password(neu) and not konto.check_password(PASSWORT)


def test_ds03_das_letzte_konto_der_technik_bleibt(technik: Client, welt: Welt) -> None:
    for neu in ({"rolle": "pap"}, {"is_active": None}):
        antwort = aendern(technik, welt["technik"], **neu)
        assert "das letzte aktive Konto der Technik" in antwort.content.decode()
    Nutzer.objects.create(username="technik-b", rolle=Rolle.TECHNIK, organisation=welt.stellen["RG"])
    assert aendern(technik, welt["technik"], is_active=None).status_code == 302


def test_ds02_rolle_stelle_und_team_passen_zusammen(technik: Client, welt: Welt) -> None:
    """A provider's role in a Jobcenter would open the whole Jobcenter."""
    antwort = aendern(technik, welt["bdl"], organisation=welt.stellen["JC-A"].pk)
    assert "nur in einer Stelle der Art Bildungsdienstleister" in antwort.content.decode()
    antwort = aendern(technik, welt["tl"], teams=[welt.teams["B1"].pk])
    assert "Zu einer anderen Organisation gehört: Team B1" in antwort.content.decode()
    antwort = aendern(technik, welt["tl"], sieht_alle="on")
    assert "nur Bereichsleitung und Datenqualitätsmanagement" in antwort.content.decode()
    assert aendern(technik, welt["dqm"], sieht_alle="on").status_code == 302


def test_ds03_der_zweite_faktor_laesst_sich_mit_spur_entfernen(technik: Client, welt: Welt) -> None:
    Authenticator.objects.create(user=welt["ifk"], type="totp", data={"secret": "x"})
    liste = reverse("admin:organisation_nutzer_changelist")
    technik.post(liste, {"action": "zweiten_faktor_entfernen", "_selected_action": [welt["ifk"].pk]})
    assert not Authenticator.objects.exists()
    verlauf = technik.get(reverse("admin:organisation_nutzer_history", args=[welt["ifk"].pk])).content.decode()
    assert "Zweiter Faktor entfernt" in verlauf


def test_ds05_die_zweckbindung_einer_massnahme_wird_hier_gesetzt(technik: Client, welt: Welt) -> None:
    massnahme = welt.massnahmen["M-A"]
    daten = {
        "massnahmenummer": "M-A",
        "titel": "Umschulung",
        "foerderart": "FbW",
        "traeger": massnahme.traeger_id,
        "beginn": "01.02.2026",
        "gruppenmassnahme": "unknown",
        "durchlaufend": "unknown",
        "zweckbindung": ["stammdaten", "leistung"],
    }
    adresse = reverse("admin:massnahme_massnahme_change", args=[massnahme.pk])
    assert technik.post(adresse, daten).status_code == 302
    assert Massnahme.objects.get(pk=massnahme.pk).zweckbindung == ["stammdaten", "leistung"]
    antwort = technik.post(adresse, daten | {"traeger": welt.stellen["JC-A"].pk})
    assert antwort.status_code == 200, "only providers are offered"


@pytest.mark.parametrize("rolle", Rolle)
def test_ds02_jede_rolle_gehoert_nur_in_ihre_art_von_stelle(rolle: Rolle) -> None:
    for art in ("jobcenter", "agentur", "bildungsdienstleister", "regionalbuero", "regiestelle", ""):
        maengel = konto_maengel(Konto(str(rolle), 1, art, {}, False))
        erlaubt = STELLEN_DER_ROLLE.get(rolle)
        assert ("organisation" in maengel) == (erlaubt is not None and art not in erlaubt)


def test_ds03_ohne_verwaltende_kann_keine_verloren_gehen() -> None:
    assert bleibt_verwaltung(1, "pap", True, [])
    assert bleibt_verwaltung(1, "pap", True, [1, 2])
    assert not bleibt_verwaltung(1, "pap", True, [1])
    assert not bleibt_verwaltung(1, "technik", False, [1])
