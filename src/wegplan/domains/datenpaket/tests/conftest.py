"""A small whole package, and importing as the service role."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from wegplan.domains.datenpaket.services import Ergebnis, einlesen

BEISPIEL = Path(__file__).with_name("beispiel")


@pytest.fixture(autouse=True)
def eigenes_var(settings, tmp_path_factory) -> None:
    settings.VAR = tmp_path_factory.mktemp("var")


@pytest.fixture
def paket(tmp_path: Path) -> Path:
    """A copy of the example package that a test may spoil."""
    ziel = tmp_path / "paket"
    shutil.copytree(BEISPIEL, ziel)
    return ziel


@pytest.fixture
def dienst(db: None) -> Iterator[None]:
    """The whole test works as wegplan_dienst, as worker and command line do."""
    with connection.cursor() as c:
        c.execute("select set_config('role', 'wegplan_dienst', true)")
        yield
        if not connection.needs_rollback:
            c.execute("select set_config('role', 'wegplan_app', true)")


@pytest.fixture
def lies(dienst: None) -> Callable[..., Ergebnis]:
    """Import a folder."""
    return einlesen


def schreibe(pfad: Path, kopf: str, *zeilen: str) -> None:
    """Write a CSV line by line."""
    pfad.write_text("\n".join([kopf, *zeilen, ""]), encoding="utf-8")


def tabelle(pfad: Path) -> list[dict[str, str]]:
    """A CSV as rows."""
    with pfad.open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))
