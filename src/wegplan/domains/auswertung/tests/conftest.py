"""Two offices by different rules on 5 March 2025, their people, and what the pages left behind."""

import html
import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.sitzung import anmelden
from tests.statistik import statistik
from wegplan.domains.absolventenmanagement.tests.conftest import eigene_ablage  # noqa: F401
from wegplan.domains.absolventenmanagement.tests.paket import Paket
from wegplan.domains.organisation.models import Nutzer, Organisation, Team
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vermittlung.models import Handlungsstrategie

HEUTE = date(2025, 3, 5)
AUSTRITT = date(2025, 2, 25)  # a Tuesday; im weiteren Sinne until 11 March
ENDE = date(2025, 4, 10)  # a Thursday, 36 days ahead
ERSTER_ZUGANG = date(2024, 1, 1)


class Amt:
    """Accounts by name; `teilnahme("T1")` by its id."""

    def __init__(self) -> None:
        self.nutzer: dict[str, Nutzer] = {}

    def __getitem__(self, name: str) -> Nutzer:
        return self.nutzer[name]


def _person(paket: Paket, nr: int, jobcenter: str, team: str, **teilnahme: Any) -> None:
    k = f"K{nr}"
    paket.personen.append(
        {"kundennummer": k, "nachname": f"Name{nr}", "vorname": "Robin", "jobcenter": jobcenter, "team": team}
    )
    paket.teilnahmen.append(
        {
            "teilnahme_id": f"T{nr}",
            "kundennummer": k,
            "massnahmenummer": "M1",
            "eintritt": date(2024, 6, 1),
            "geplantes_ende": AUSTRITT,
            "austritt": AUSTRITT,
            "austrittsgrund": "regulaer",
            **teilnahme,
        }
    )


def _vereinbarung(paket: Paket, nr: int, tag: date, bis: date | None = None) -> None:
    paket.vereinbarungen.append(
        {
            "vereinbarung_id": f"E{nr}",
            "kundennummer": f"K{nr}",
            "art": "EV",
            "abgeschlossen_am": tag,
            "gueltig_bis": bis,
            "erfasst_am": tag,
        }
    )


def _vermittlung(paket: Paket, nr: int, tag: date, zaehlt: bool = True) -> None:
    paket.vermittlungen.append(
        {
            "vermittlung_id": f"V{nr}",
            "kundennummer": f"K{nr}",
            "art": "VV",
            "unterbreitet_am": tag,
            "stellenart": "arbeit" if zaehlt else "minijob",
            "sv_pflichtig": True,
            "stelle_betreut": True,
            "profil_betreut": True,
            "erfasst_am": tag,
        }
    )


LAEUFT: dict[str, Any] = {"austritt": None, "austrittsgrund": "", "geplantes_ende": ENDE}


def _region() -> Paket:
    """T1 to T4 left JC1 in February, T5 to T7 run there; T8 left JC2, T9 runs there; T6, T7 and T9 belong to others
    than team Eins."""
    paket = Paket(
        organisationen=[
            {"kennung": "JC1", "art": "jobcenter", "name": "Jobcenter Eins", "regelwerk": "cottbus"},
            {"kennung": "JC2", "art": "jobcenter", "name": "Jobcenter Zwei", "regelwerk": "goslar"},
            {"kennung": "BDL", "art": "bildungsdienstleister", "name": "Bildungswerk"},
        ],
        teams=[
            {"kennung": "T-1", "organisation": "JC1", "name": "Team Eins"},
            {"kennung": "T-2", "organisation": "JC1", "name": "Team Zwei"},
            {"kennung": "T-3", "organisation": "JC2", "name": "Team Drei"},
        ],
        massnahmen=[
            {
                "massnahmenummer": "M1",
                "titel": "Lager",
                "foerderart": "FbW",
                "traeger": "BDL",
                "beginn": ERSTER_ZUGANG,
            },
            {"massnahmenummer": "M2", "titel": "Büro", "foerderart": "MAT", "beginn": ERSTER_ZUGANG},
        ],
    )
    _person(paket, 1, "JC1", "T-1")
    _person(paket, 2, "JC1", "T-1")
    _person(paket, 3, "JC1", "T-1", massnahmenummer="M2")
    _person(paket, 4, "JC1", "T-1", austrittsgrund="abbruch")
    _person(paket, 5, "JC1", "T-1", **LAEUFT)
    _person(paket, 6, "JC1", "T-2", **LAEUFT)
    _person(paket, 7, "JC1", "T-2", **LAEUFT)
    _person(paket, 8, "JC2", "T-3")
    _person(paket, 9, "JC2", "T-3", **LAEUFT)
    for nr in (1, 2, 3):
        _vereinbarung(paket, nr, date(2025, 1, 7))
    _vermittlung(paket, 1, date(2025, 1, 8))
    _vermittlung(paket, 3, date(2025, 3, 3))  # after the exit: im weiteren Sinne
    _vereinbarung(paket, 6, date(2025, 2, 3), bis=date(2025, 3, 31))
    _vermittlung(paket, 6, date(2025, 2, 3), zaehlt=False)
    _vereinbarung(paket, 7, date(2025, 2, 3))
    return paket


@pytest.fixture
def amt(als_dienst: Any, settings: Any) -> Amt:
    """The region and its accounts: tl (Team Eins), tl2 (Team Zwei), pap (responsible for Name5), bl and dqm of JC1,
    alles (sees the whole installation)."""
    settings.WEGPLAN_STICHTAG = HEUTE.isoformat()
    amt = Amt()
    with als_dienst():
        _region().in_datenbank()
        jc1 = Organisation.objects.get(kennung="JC1")
        for name, rolle, teams, alles in (
            ("tl", "tl", ["T-1"], False),
            ("tl2", "tl", ["T-2"], False),
            ("pap", "pap", ["T-1"], False),
            ("bl", "bl", [], False),
            ("dqm", "dqm", [], False),
            ("alles", "dqm", [], True),
        ):
            konto = Nutzer(
                username=name,
                first_name=name.title(),
                last_name="Muster",
                rolle=rolle,
                organisation=jc1,
                sieht_alle=alles,
            )
            konto.set_unusable_password()
            konto.save()
            konto.teams.set(Team.objects.filter(kennung__in=teams))
            amt.nutzer[name] = konto
        fuenf = Person.objects.get(kundennummer="K5")
        Zustaendigkeit.objects.create(
            person=fuenf, grund="fachkraft", rolle="pap", nutzer=amt["pap"], von=ERSTER_ZUGANG
        )
        Handlungsstrategie.objects.create(
            handlungsstrategie_id="H5", person=fuenf, art="absolventenmanagement", begonnen_am=date(2025, 3, 3)
        )
    return amt


@pytest.fixture
def als(amt: Amt) -> Callable[[str], Client]:
    def client(name: str) -> Client:
        neu = Client()
        anmelden(neu, amt[name])
        return neu

    return client


@pytest.fixture
def nummer(als_dienst: Any) -> Callable[[str], int]:
    """The number of a Teilnahme by its id."""

    def suchen(kennzeichen: str) -> int:
        with als_dienst():
            return Teilnahme.objects.get(teilnahme_id=kennzeichen).pk

    return suchen


@pytest.fixture
def spuren(als_dienst: Any) -> Callable[[], list[dict[str, Any]]]:
    """All traces so far, read as owner: the application may not."""

    def lesen() -> list[dict[str, Any]]:
        with als_dienst(), connection.cursor() as c:
            c.execute("reset role")
            c.execute("select art, ansicht, personen, filter::text from audit_zugriff order by id")
            return [
                {"art": art, "ansicht": ansicht, "personen": personen, "filter": json.loads(filter)}
                for art, ansicht, personen, filter in c.fetchall()
            ]

    return lesen


@pytest.fixture
def anweisungen() -> Callable[[Client, str], int]:
    """How many statements a GET costs, without the savepoints that stand for begin and commit."""

    def zaehlen(client: Client, url: str) -> int:
        with CaptureQueriesContext(connection) as gezaehlt:
            antwort = client.get(url)
        assert antwort.status_code == 200
        return sum("SAVEPOINT" not in q["sql"] for q in gezaehlt.captured_queries)

    return zaehlen


@pytest.fixture
def text() -> Callable[[Any], str]:
    """The words of a page, without tags, in one line."""

    def lesen(antwort: Any) -> str:
        ohne = re.sub(r"<(script|style|svg).*?</\1>|<[^>]+>", " ", antwort.content.decode(), flags=re.S)
        return re.sub(r"\s+", " ", html.unescape(ohne))

    return lesen


def zeilen(antwort: Any) -> list[str]:
    """The rows of the list on a page, each as its words in one line."""
    koerper = re.findall(r"<tbody>(.*?)</tbody>", antwort.content.decode(), flags=re.S)
    gefunden = re.findall(r"<tr>(.*?)</tr>", koerper[-1], flags=re.S) if koerper else []
    ohne = [re.sub(r"<details>.*?</details>|<[^>]+>", " ", zeile, flags=re.S) for zeile in gefunden]
    return [re.sub(r"\s+", " ", html.unescape(zeile)).strip() for zeile in ohne]


def viele(anzahl: int, start: int) -> None:
    """More persons of team Eins with the same gaps, half of them running; to be called as wegplan_dienst."""
    paket = Paket()
    for nr in range(start, start + anzahl):
        _person(paket, nr, "JC1", "T-1", **(LAEUFT if nr % 2 else {}))
    orte = {o.kennung: o for o in Organisation.objects.all()}
    teams = {t.kennung: t for t in Team.objects.all()}
    from wegplan.domains.massnahme.models import Massnahme

    m1 = Massnahme.objects.get(massnahmenummer="M1")
    personen = Person.objects.bulk_create(
        Person(**{**z, "jobcenter": orte[z["jobcenter"]], "team": teams[z["team"]]}) for z in paket.personen
    )
    Teilnahme.objects.bulk_create(
        Teilnahme(
            **{k: v for k, v in z.items() if k not in ("kundennummer", "massnahmenummer")}, person=p, massnahme=m1
        )
        for p, z in zip(personen, paket.teilnahmen, strict=True)
    )
    statistik("person_person", "teilnahme_teilnahme")
