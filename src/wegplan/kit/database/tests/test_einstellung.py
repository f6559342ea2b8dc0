"""The connection settings: embedded by default, a real server by address."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from wegplan.kit.database.einstellung import datenbank


@pytest.fixture(autouse=True)
def leere_umgebung(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "DATABASE_URL_DIENST", "DATABASE_URL_EIGNER", "WEGPLAN_DB_ROLLE"):
        monkeypatch.delenv(name, raising=False)


def test_ohne_adresse_gilt_der_eingebettete_server(tmp_path: Path) -> None:
    werte = datenbank(Path("/srv/w"))
    assert (werte["HOST"], werte["USER"], werte["NAME"]) == ("/srv/w/pg/s", "wegplan_app", "wegplan")


@pytest.mark.parametrize("rolle", ["app", "dienst", "eigner"])
def test_die_umgebung_waehlt_die_rolle(rolle: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGPLAN_DB_ROLLE", rolle)
    assert datenbank(Path("/srv/w"))["USER"] == f"wegplan_{rolle}"


def test_unbekannte_rolle_ist_ein_fehler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGPLAN_DB_ROLLE", "postgres")
    with pytest.raises(ImproperlyConfigured, match="erlaubt sind app, dienst, eigner"):
        datenbank()


def test_eine_adresse_wird_ganz_gelesen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://wegplan_app:p%40ss@db.example:5433/wegplan?sslmode=verify-full")
    werte = datenbank()
    assert (werte["HOST"], werte["PORT"], werte["USER"], werte["PASSWORD"]) == (
        "db.example",
        "5433",
        "wegplan_app",
        "p@ss",
    )
    assert werte["OPTIONS"]["sslmode"] == "verify-full"


def test_andere_rolle_ersetzt_den_namen_oder_hat_ihre_eigene_adresse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://wegplan_app@db.example/wegplan")
    monkeypatch.setenv("WEGPLAN_DB_ROLLE", "dienst")
    assert datenbank()["USER"] == "wegplan_dienst"
    monkeypatch.setenv("DATABASE_URL_DIENST", "postgresql://worker:geheim@db.example/wegplan")
    assert (datenbank()["USER"], datenbank()["PASSWORD"]) == ("worker", "geheim")


@pytest.mark.parametrize("adresse", ["mysql://a:geheim@b/c", "postgresql://a:geheim@b", "unsinn geheim"])
def test_ds35_falsche_adresse_ist_ein_satz_ohne_das_passwort(adresse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", adresse)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as fehler:
        datenbank()
    assert "geheim" not in str(fehler.value)
