"""The small cast of tests/welt.py, signed-in clients by role, and what the pages left behind."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.sitzung import anmelden
from tests.welt import Welt, welt_bauen
from wegplan.kit.access.middleware import sicht_setzen


@pytest.fixture
def welt(als_dienst) -> Welt:
    """The cast. Between requests the test itself reads as the team lead, who sees Frau Eigen alone."""
    with als_dienst():
        gebaut = welt_bauen()
    sicht_setzen(gebaut["tl"].pk)
    return gebaut


@pytest.fixture
def als(welt) -> Callable[[Any], Client]:
    """`als("pap").get(…)`: a client signed in as the account of a role, or as the given account."""

    def client(wer: Any) -> Client:
        neu = Client()
        anmelden(neu, welt[wer] if isinstance(wer, str) else wer)
        return neu

    return client


@pytest.fixture
def spuren(als_dienst) -> Callable[[], list[dict[str, Any]]]:
    """All traces so far, read as owner: the application may not."""

    def lesen() -> list[dict[str, Any]]:
        with als_dienst(), connection.cursor() as c:
            c.execute("reset role")
            c.execute("select art, ansicht, personen, zweck, filter::text from audit_zugriff order by id")
            spalten = ("art", "ansicht", "personen", "zweck")
            return [dict(zip(spalten, z, strict=False)) | {"filter": json.loads(z[4])} for z in c.fetchall()]

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
    import html
    import re

    def lesen(antwort: Any) -> str:
        ohne = re.sub(r"<(script|style|svg).*?</\1>|<[^>]+>", " ", antwort.content.decode(), flags=re.S)
        return re.sub(r"\s+", " ", html.unescape(ohne))

    return lesen


@pytest.fixture
def tag() -> Callable[[date], str]:
    return lambda d: f"{d:%d.%m.%Y}"
