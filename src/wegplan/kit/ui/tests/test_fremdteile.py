"""Third-party files lie here unmodified, complete and without a hole (VENDOR.md)."""

import hashlib
import re
from pathlib import Path

import pytest

UI = Path(__file__).parents[1]
VENDOR = UI / "static" / "vendor"


def summen() -> dict[str, str]:
    text = (UI / "VENDOR.md").read_text()
    return {pfad: summe for summe, pfad in re.findall(r"^([0-9a-f]{64})  (\S+)$", text, re.MULTILINE)}


def test_jede_fremde_datei_ist_unveraendert():
    gefunden = {
        str(p.relative_to(VENDOR)): hashlib.sha256(p.read_bytes()).hexdigest() for p in VENDOR.rglob("*") if p.is_file()
    }
    assert gefunden == summen()


def test_jeder_teil_traegt_seine_lizenz():
    assert {p.parent.name for p in VENDOR.rglob("*") if p.name.startswith(("LIZENZ", "OFL"))} == {
        "kern",
        "htmx",
        "fira-sans",
    }


def test_ds34_keine_fremde_datei_holt_etwas_von_anderswo():
    for datei in VENDOR.rglob("*"):
        if datei.suffix in {".css", ".js"}:
            adressen = set(re.findall(r"https?://[^\s'\"\\)]+", datei.read_text()))
            assert adressen <= {"http://www.w3.org/2000/svg"}, datei


@pytest.mark.parametrize("datei", sorted((UI / "static" / "ui").glob("*.css")), ids=lambda p: p.name)
def test_jede_genannte_datei_eines_stils_gibt_es(datei):
    for ziel in re.findall(r'url\("([^"]+)"\)', datei.read_text()):
        if not ziel.startswith("data:"):
            assert (datei.parent / ziel).is_file(), ziel


def test_die_statischen_dateien_lassen_sich_sammeln(tmp_path, settings):
    """As in production: every reference in every style sheet is resolved, or collectstatic fails."""
    from django.core.management import call_command

    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert list(tmp_path.glob("vendor/kern/kern.min.*.css"))
