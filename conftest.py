"""What every test stands on: an embedded server of the suite's own, and the roles of the product.

The owner makes and migrates the test database; the tests themselves run as wegplan_app with row security on,
as the product does. `als_dienst` and `als_nutzer` change that for a few lines.
"""

import fcntl
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GENUG = 4 * 1024**3  # bytes in memory that the databases of a whole run fit into


def pytest_configure() -> None:
    """SIGTERM, too, ends a run with its teardown, which stops the server."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: begun last, one of them would keep a single core busy for minutes after all others."""
    items.sort(key=lambda item: item.get_closest_marker("dauert") is None)


@pytest.fixture(scope="session")
def fluechtiger_ort() -> Path:
    """Folder for databases that nobody keeps: in memory where there is room, else the temporary folder."""
    speicher = Path("/dev/shm")
    if speicher.is_dir() and os.access(speicher, os.W_OK) and shutil.disk_usage(speicher).free > GENUG:
        return speicher
    return Path(tempfile.gettempdir())


@pytest.fixture(scope="session")
def testserver(fluechtiger_ort: Path) -> Iterator[dict[str, Any]]:
    """Connection settings of the owner. Each process of a run has a server of its own, gone afterwards.

    WEGPLAN_TEST_VAR names a folder to keep instead (with --reuse-db the next run starts at once);
    DATABASE_URL tests on a real server."""
    from wegplan.kit.database.einbettung import ServerHalter
    from wegplan.kit.database.einstellung import datenbank

    with pytest.MonkeyPatch.context() as umgebung:
        umgebung.setenv("WEGPLAN_DB_ROLLE", "eigner")
        if os.environ.get("DATABASE_URL"):
            yield datenbank()
            return
        behalten = os.environ.get("WEGPLAN_TEST_VAR")
        _verwaistes_entfernen(fluechtiger_ort)
        var = Path(behalten or tempfile.mkdtemp(prefix="wegplan-test-", dir=fluechtiger_ort))
        if not behalten:
            var.chmod(0o755)  # so that an account lent by root reaches it
        halter = ServerHalter(var, fluechtig=True).anmelden()
        einstellung = datenbank(var)
    yield einstellung
    halter.abmelden()
    if not behalten:
        shutil.rmtree(var)


def _verwaistes_entfernen(ort: Path) -> None:
    """Stop and delete what runs left that were killed: nobody holds their lock any more."""
    from wegplan.kit.database.einbettung import ServerHalter
    from wegplan.kit.database.fehler import ServerFehler

    for sperre in ort.glob("wegplan-test-*/pg/nutzung.sperre"):
        try:
            with sperre.open("w") as griff:
                fcntl.flock(griff, fcntl.LOCK_EX | fcntl.LOCK_NB)
            var = sperre.parents[1]
            if time.time() - var.stat().st_mtime > 60:  # younger: its owner is about to take the lock
                ServerHalter(var).anmelden().abmelden()
                shutil.rmtree(var, ignore_errors=True)
        except (OSError, ServerFehler):
            continue  # in use, or somebody else's


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, testserver: dict[str, Any]
) -> None:
    from django.db import connection

    for name in ("HOST", "PORT", "USER", "PASSWORD", "OPTIONS"):
        if name in testserver:
            connection.settings_dict[name] = testserver[name]
    connection.settings_dict["CONN_MAX_AGE"] = 0  # threads of a live server leave no connection behind


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Made and migrated as owner; from here on every connection becomes wegplan_app."""
    from django.db import connection
    from django.test import TransactionTestCase

    flush = TransactionTestCase._fixture_teardown

    def flush_als_eigner(test: TransactionTestCase) -> None:
        with connection.cursor() as c:
            c.execute("set role wegplan_eigner")
            flush(test)
            c.execute("truncate procrastinate_jobs cascade")  # unmanaged: Django's flush forgets it
        connection.close()

    with django_db_blocker.unblock():
        connection.close()
    connection.settings_dict["OPTIONS"]["assume_role"] = "wegplan_app"
    TransactionTestCase._fixture_teardown = flush_als_eigner
    yield
    TransactionTestCase._fixture_teardown = flush
    with django_db_blocker.unblock():
        connection.close()
    del connection.settings_dict["OPTIONS"]["assume_role"]


@contextmanager
def _andere_rolle(wechseln: Callable[[], None]) -> Iterator[None]:
    """Change role and user inside a savepoint; an error rolls the change back with the rest."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as c:
        c.execute("select current_setting('role'), coalesce(current_setting('wegplan.nutzer', true), '')")
        vorher = c.fetchone()
        wechseln()
        yield
        c.execute("select set_config('role', %s, true), set_config('wegplan.nutzer', %s, true)", vorher)


@pytest.fixture
def als_dienst(db: None) -> Callable[[], AbstractContextManager[None]]:
    """`with als_dienst(): …` works as wegplan_dienst, which sees and writes all: for setting up a case."""
    from django.db import connection

    def wechseln() -> None:
        with connection.cursor() as c:
            c.execute("select set_config('role', 'wegplan_dienst', true)")

    return lambda: _andere_rolle(wechseln)


@pytest.fixture
def als_nutzer(db: None) -> Callable[[Any], AbstractContextManager[None]]:
    """`with als_nutzer(nutzer): …` reads and writes as a request of this Nutzer would."""
    from django.db import connection

    from wegplan.kit.access.middleware import sicht_setzen

    def als(nutzer: Any) -> AbstractContextManager[None]:
        def wechseln() -> None:
            with connection.cursor() as c:
                c.execute("select set_config('role', 'wegplan_app', true)")
            sicht_setzen(nutzer.pk, nutzer.darf_alles_sehen)

        return _andere_rolle(wechseln)

    return als


@pytest.fixture(scope="session")
def chromium_pfad() -> str:
    """The installed Chromium. Without one the test fails: a skipped journey would look like a passed one."""
    namen = (os.environ.get("WEGPLAN_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    for name in filter(None, namen):
        if pfad := shutil.which(name):
            return pfad
    pytest.fail(
        "Chromium fehlt, darum läuft kein Test im Browser. Bitte installieren (Debian: apt-get install chromium) "
        "oder den Pfad in WEGPLAN_CHROMIUM nennen. / Chromium is missing, so no browser test can run.",
        pytrace=False,
    )


@pytest.fixture(scope="session")
def browser(chromium_pfad: str) -> "Iterator[Browser]":
    """Headless Chromium, driven by Playwright; open pages with browser.new_context()."""
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as umgebung, sync_playwright() as p:
        # Playwright's own event loop makes Django believe that the test were asynchronous
        umgebung.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        argumente = ["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []
        chromium = p.chromium.launch(executable_path=chromium_pfad, args=argumente)
        yield chromium
        chromium.close()
