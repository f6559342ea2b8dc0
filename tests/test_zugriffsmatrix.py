"""The access matrix, generated from the URL resolver: every URL × every role × {own, other office, ended} (DS-01).

What must happen follows from the declared rule and the access table alone. Everything runs twice: behind both
walls, and as wegplan_dienst, whom row security lets through, to show that the first wall alone holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from wegplan.domains.organisation.access import TABELLE, Aktion, Beziehung, Rolle, rolle_darf
from wegplan.kit.access.regeln import Zugriffsregel, regel_von

from .beispiele import BEISPIELE
from .sitzung import anmelden
from .welt import Welt

pytestmark = pytest.mark.django_db

OFFEN = {200, 302, 400, 405, 409, 422}  # reached the view: shown, done, or told what is wrong with the input
VERSCHLOSSEN = ("fremd", "ehemals", "vermischt")
PERSON = re.compile(r"KD-(?:EIGEN|FREMD|EHEMALS|MORGEN)|Robin")  # what only pages about a person of the cast contain
UNBENANNT = re.compile("‹unbekannt:([^›]*)›")
WEGE = ("GET", "POST")
NUR_GET = ("ehemals", "unbekannt")  # a POST is tried on the own and the foreign person, and on a mixture


@dataclass(frozen=True)
class Adresse:
    name: str
    parameter: frozenset[str]
    regel: Zugriffsregel | None


def adressen(muster: Any = None, vorsatz: str = "", parameter: frozenset[str] = frozenset()) -> Iterator[Adresse]:
    """Every address of the project, from the resolver."""
    from wegplan.config.urls import FREMDE_REGELN

    for eintrag in get_resolver().url_patterns if muster is None else muster:
        alle = parameter | set(eintrag.pattern.converters) | set(eintrag.pattern.regex.groupindex)
        if isinstance(eintrag, URLResolver):
            raum = f"{vorsatz}{eintrag.namespace}:" if eintrag.namespace else vorsatz
            yield from adressen(eintrag.url_patterns, raum, alle)
        elif isinstance(eintrag, URLPattern):
            name = f"{vorsatz}{eintrag.name or ''}"
            yield Adresse(name, alle, regel_von(eintrag.callback, name, FREMDE_REGELN))


ALLE = sorted(set(adressen()), key=lambda a: a.name)


def test_ds01_jede_adresse_hat_einen_namen_und_eine_regel() -> None:
    assert [a for a in ALLE if not a.name or a.name.endswith(":")] == []
    ohne = [a.name for a in ALLE if a.regel is None]
    assert ohne == [], "closed by default: declare a rule with kit.access (regel, angemeldet, oeffentlich)"


def test_ds01_jede_regel_nennt_eine_aktion_der_tabelle() -> None:
    worte = {a.regel.aktion for a in ALLE if a.regel and a.regel.art == "regel"}
    assert worte <= set(Aktion.values)
    benutzbar = {str(aktion) for zeile in TABELLE.values() for aktionen in zeile.values() for aktion in aktionen}
    assert worte <= benutzbar, "a page that no role may open"


def test_ds01_oeffentlich_sind_nur_anmeldung_und_erklaerungen() -> None:
    oeffentlich = {a.name for a in ALLE if a.regel and a.regel.art in ("oeffentlich", "geheimlink")}
    anmeldung = {"account_login", "account_logout", "account_inactive", "mfa_authenticate"}
    geheim, projekte = {"tisch:ics", "zugang:einloesen"}, {"einwilligung:oeffentlich"}  # the page of JPS-82
    assert oeffentlich - {a.name for a in ALLE if a.name.startswith("ui:")} == anmeldung | geheim | projekte
    assert {a.name for a in ALLE if a.regel and a.regel.art == "geheimlink"} == geheim


def test_ds01_jede_adresse_mit_parametern_hat_ein_beispiel() -> None:
    ohne = [a.name for a in ALLE if a.parameter and a.name not in BEISPIELE]
    assert ohne == [], "add example objects to tests/beispiele.py"
    assert set(BEISPIELE) <= {a.name for a in ALLE}, "an example for an address that is gone"


@dataclass
class Gang:
    """One account on its way through all addresses; `fehler` collects what was wrong."""

    welt: Welt
    rolle: Rolle
    rolle_der_datenbank: str
    fehler: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.nutzer = self.welt[self.rolle]
        Authenticator.objects.create(user=self.nutzer, type="totp", data={"secret": encrypt("JBSWY3DPEHPK3PXP")})
        codes = {"seed": encrypt("ab" * 20), "used_mask": 0}
        Authenticator.objects.create(user=self.nutzer, type="recovery_codes", data=codes)
        self.client = Client(raise_request_exception=False)
        anmelden(self.client, self.nutzer)
        self.sitzung = self.client.cookies[settings.SESSION_COOKIE_NAME].value

    def hole(self, weg: str, pfad: str) -> tuple[HttpResponse, list[list[int]]]:
        """The answer, and the persons of every trace that the request has left; then everything is undone."""
        self.client.cookies.clear()
        self.client.cookies[settings.SESSION_COOKIE_NAME] = self.sitzung
        with transaction.atomic():
            _rolle(self.rolle_der_datenbank)
            antwort = self.client.generic(weg, pfad, content_type="application/x-www-form-urlencoded")
            if antwort.streaming:
                antwort.getvalue()
            _rolle("wegplan_eigner")
            with connection.cursor() as c:
                c.execute("select personen from audit_zugriff")
                spuren = [personen for (personen,) in c.fetchall()]
            transaction.set_rollback(True)
        return antwort, spuren

    def erwarte(self, adresse: Adresse, weg: str, fall: str, pfad: str) -> HttpResponse:
        antwort, spuren = self.hole(weg, pfad)
        erlaubt = erwartet(adresse, self.rolle, fall)
        wo = f"{self.rolle} {weg} {adresse.name} ({fall})"
        if antwort.status_code not in erlaubt:
            self.fehler.append(f"{wo}: {antwort.status_code}, expected {sorted(erlaubt)}")
        if not adresse.name.startswith("admin:") and _text(antwort):
            self.fehler += [
                f"{wo}: the template knows no {name}" for name in UNBENANNT.findall(antwort.content.decode())
            ]
        self._spur_pruefen(wo, antwort, spuren)
        return antwort

    def _spur_pruefen(self, wo: str, antwort: HttpResponse, spuren: list[list[int]]) -> None:
        """Exactly one trace, of the right persons, where a person is shown; none where the door stayed shut."""
        zeigt = _zeigt_personen(antwort)
        if zeigt and (len(spuren) != 1 or not spuren[0]):
            self.fehler.append(f"{wo}: shows persons and leaves the traces {spuren}")
        elif not zeigt and any(spuren) and antwort.status_code == 200 and _text(antwort):
            self.fehler.append(f"{wo}: shows nobody, but the trace says {spuren}")
        elif antwort.status_code in (403, 404) and spuren:
            self.fehler.append(f"{wo}: closed, but leaves the traces {spuren}")
        elif len(spuren) > 1:
            self.fehler.append(f"{wo}: {len(spuren)} traces")
        fremde = {self.welt.fremd.pk, self.welt.ehemals.pk, self.welt.morgen.pk}
        if any(fremde & set(personen) for personen in spuren):
            self.fehler.append(f"{wo}: the trace names somebody else's person")


def _text(antwort: HttpResponse) -> bool:
    """Pages that a person's name would show on; a calendar names nobody and says in its trace whose steps it holds."""
    art = antwort.get("Content-Type", "")
    return art.startswith("text/") and not art.startswith("text/calendar")


def _zeigt_personen(antwort: HttpResponse) -> bool:
    return _text(antwort) and PERSON.search(antwort.content.decode()) is not None


def _rolle(name: str) -> None:
    with connection.cursor() as c:
        c.execute("select set_config('role', %s, true), set_config('wegplan.nutzer', '', true)", [name])


def erwartet(adresse: Adresse, rolle: Rolle, fall: str) -> set[int]:
    """The statuses that rule and table allow; nothing here knows a page."""
    regel = adresse.regel
    assert regel is not None
    if regel.art == "regel" and not rolle_darf(rolle, regel.aktion):
        return {403}
    if fall == "eigen":
        return OFFEN
    return {404, 405}  # 405: this method is refused whatever the object


def faelle(adresse: Adresse, welt: Welt, rolle: Rolle) -> dict[str, dict[str, Any]]:
    if not adresse.parameter:
        return {"eigen": {}}
    if adresse.name not in BEISPIELE:
        return {}  # a test of its own says so
    alle = BEISPIELE[adresse.name](welt, welt[rolle])
    if adresse.regel and adresse.regel.art == "regel" and not _darf(adresse, rolle):
        return dict(list(alle.items())[:1])  # refused before anybody looks for the object
    return alle


@pytest.fixture
def strenge_vorlagen(monkeypatch) -> None:
    """A variable that the view does not give stands on the page, instead of nothing at all."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "‹unbekannt:%s›")


@pytest.fixture
def feste_csrf_maske(monkeypatch) -> None:
    """The token in the page's own forms is masked by chance; two equal pages must be equal."""
    monkeypatch.setattr("django.middleware.csrf._mask_cipher_secret", lambda secret: secret * 2)
    monkeypatch.setattr("django.middleware.csrf._get_new_csrf_string", lambda: "a" * 32)


@pytest.mark.parametrize("rolle", Rolle)
def test_ds01_zugriffsmatrix(welt: Welt, als_dienst, feste_csrf_maske, strenge_vorlagen, rolle: Rolle) -> None:
    with als_dienst():
        gaenge = [(a, fall, werte) for a in ALLE for fall, werte in faelle(a, welt, rolle).items()]
    gehen(Gang(welt, rolle, "wegplan_app"), gaenge)


MIT_AKTEN = [rolle for rolle in Rolle if rolle_darf(rolle, Aktion.PERSON_LESEN)]


@pytest.mark.parametrize("rolle", MIT_AKTEN)
def test_ds04_die_erste_mauer_haelt_auch_allein(welt: Welt, als_dienst, feste_csrf_maske, rolle: Rolle) -> None:
    """The addresses of persons once more with the database's wall down: what is somebody else's, and the lists."""
    with als_dienst():
        gaenge = [(a, fall, werte) for a in ALLE if _darf(a, rolle) for fall, werte in faelle(a, welt, rolle).items()]
    mit_person = {a.name for a, fall, _ in gaenge if fall == "fremd" or a.regel.aktion == Aktion.PERSON_LESEN}
    assert len(mit_person) > 2
    zu = [g for g in gaenge if g[0].name in mit_person and (g[1] != "eigen" or not g[0].parameter)]
    gehen(Gang(welt, rolle, "wegplan_dienst"), zu)


def _darf(adresse: Adresse, rolle: Rolle) -> bool:
    return bool(adresse.regel and adresse.regel.art == "regel" and rolle_darf(rolle, adresse.regel.aktion))


def gehen(gang: Gang, gaenge: list[tuple[Adresse, str, dict[str, Any]]]) -> None:
    gesehen: dict[tuple[str, str, str], HttpResponse] = {}
    for adresse, fall, werte in gaenge:
        pfad = reverse(adresse.name, kwargs=werte)
        for weg in WEGE[: 1 if fall in NUR_GET else 2]:
            gesehen[adresse.name, weg, fall] = gang.erwarte(adresse, weg, fall, pfad)
    gang.fehler += ununterscheidbar(gesehen)
    assert gang.fehler == [], "\n" + "\n".join(gang.fehler)


def ununterscheidbar(gesehen: dict[tuple[str, str, str], HttpResponse]) -> list[str]:
    """A foreign or ended person answers byte for byte as one that does not exist."""
    maengel = []
    for (name, weg, fall), antwort in gesehen.items():
        unbekannt = gesehen.get((name, weg, "unbekannt"))
        if fall not in VERSCHLOSSEN or unbekannt is None or antwort.status_code != 404:
            continue
        if (antwort.content, _kopf(antwort)) != (unbekannt.content, _kopf(unbekannt)):
            maengel.append(f"{weg} {name}: {fall} can be told from unknown")
    return maengel


def _kopf(antwort: HttpResponse) -> dict[str, str]:
    return {name: wert for name, wert in antwort.items() if name not in ("Content-Length", "Expires")}


def test_ds01_ohne_anmeldung_fuehrt_jede_adresse_zur_anmeldung(welt: Welt, als_dienst) -> None:
    fehler = []
    with als_dienst():
        gaenge = [(a, werte) for a in ALLE for werte in faelle(a, welt, Rolle.TL).values()]
    for adresse, werte in gaenge:
        if adresse.regel and adresse.regel.art in ("oeffentlich", "geheimlink"):
            continue
        pfad = reverse(adresse.name, kwargs=werte)
        for weg in WEGE:
            antwort = Client().generic(weg, pfad)
            if antwort.status_code != 302 or not antwort["Location"].startswith(reverse("account_login")):
                fehler.append(f"{weg} {adresse.name}: {antwort.status_code}")
    assert fehler == []


def test_ds01_ein_gesperrtes_konto_kommt_mit_seiner_alten_sitzung_nirgends_hin(welt: Welt) -> None:
    gang = Gang(welt, Rolle.TL, "wegplan_app")
    gang.nutzer.is_active = False
    gang.nutzer.save()
    for adresse in ALLE:
        if adresse.regel and adresse.regel.art == "regel" and not adresse.parameter:
            antwort, _ = gang.hole("GET", reverse(adresse.name))
            assert antwort.status_code == 302 and antwort["Location"].startswith(reverse("account_login"))


def test_ds02_die_tabelle_gibt_personen_nur_ueber_eine_beziehung() -> None:
    """Nobody reads files "without relation"; the whole installation only where it can be given one by one."""
    for rolle, zeile in TABELLE.items():
        assert Aktion.PERSON_LESEN not in zeile.get(Beziehung.OHNE, ()), rolle
        if Beziehung.ALLES in zeile:
            assert rolle in (Rolle.BL, Rolle.DQM)
