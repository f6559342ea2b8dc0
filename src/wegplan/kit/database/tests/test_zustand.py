"""Slim states while migrating: fewer classes built, the same statements for the database."""

from collections.abc import Callable
from contextlib import nullcontext

import pytest
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState, StateApps
from django.db.models.functions import Now

from wegplan.kit.database.zustand import schlanke_zustaende

pytestmark = pytest.mark.django_db


def _nummer() -> models.AutoField:
    return models.AutoField(primary_key=True)


def _verweis(ziel: str) -> models.ForeignKey:
    return models.ForeignKey(f"probe.{ziel}", models.CASCADE)


SCHRITTE: list[Operation] = [
    migrations.CreateModel("Stelle", [("id", _nummer())]),
    migrations.CreateModel("Fall", [("id", _nummer()), ("stelle", _verweis("Stelle"))]),
    migrations.CreateModel("Notiz", [("id", _nummer()), ("fall", _verweis("Fall"))]),
    migrations.AddField(
        "Fall", "zweite", models.ForeignKey("probe.Stelle", models.CASCADE, null=True, related_name="+")
    ),
    migrations.AddField("Fall", "am", models.DateTimeField(db_default=Now())),
    migrations.AddIndex("Fall", models.Index(fields=["am"], name="fall_am")),
    migrations.AddConstraint("Notiz", models.UniqueConstraint(fields=["fall"], name="notiz_einmal")),
    # from here on not only adding: the references of others have to follow
    migrations.AlterField("Stelle", "id", models.BigAutoField(primary_key=True)),
    migrations.AlterField("Fall", "id", models.BigAutoField(primary_key=True)),
    migrations.RenameField("Fall", "stelle", "amt"),
    migrations.RenameModel("Stelle", "Amt"),
    migrations.RemoveField("Fall", "zweite"),
    migrations.RemoveConstraint("Notiz", "notiz_einmal"),
    migrations.DeleteModel("Notiz"),
]


def _anweisungen() -> list[str]:
    """The SQL that the steps above would run, collected without touching the database."""
    migration = migrations.Migration("0001_probe", "probe")
    migration.operations = SCHRITTE
    zustand = ProjectState()
    assert not zustand.apps.get_models()  # built from the start, as in a run of migrate
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        migration.apply(zustand, editor)
    return [zeile for zeile in editor.collected_sql if not zeile.startswith("--")]


def test_schlanke_zustaende_geben_der_datenbank_dieselben_anweisungen() -> None:
    ueblich = _anweisungen()
    with schlanke_zustaende():
        schlank = _anweisungen()
    assert schlank == ueblich
    assert any("ALTER COLUMN" in zeile and "stelle_id" in zeile for zeile in ueblich)  # the reference follows


@pytest.mark.parametrize(("art", "gebaut"), [(nullcontext, 20), (schlanke_zustaende, 1)])
def test_ein_index_an_einem_modell_baut_nur_dieses_modell_neu(
    art: Callable, gebaut: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    zustand = ProjectState()
    migrations.CreateModel("Mitte", [("id", _nummer())]).state_forwards("probe", zustand)
    for i in range(19):
        migrations.CreateModel(f"Rand{i}", [("id", _nummer()), ("m", _verweis("Mitte"))]).state_forwards(
            "probe", zustand
        )
    assert len(zustand.apps.get_models()) == 20
    namen: list[str] = []
    ueblich = StateApps.register_model
    monkeypatch.setattr(StateApps, "register_model", lambda s, a, m: (namen.append(m.__name__), ueblich(s, a, m)))
    with art():
        migrations.AddIndex("Mitte", models.Index(fields=["id"], name="mitte_id")).state_forwards("probe", zustand)
    assert len(namen) == gebaut


def test_nach_dem_befehl_gilt_wieder_der_uebliche_weg() -> None:
    vorher = ProjectState.reload_model
    with pytest.raises(LookupError), schlanke_zustaende():
        assert ProjectState.reload_model is not vorher
        raise LookupError
    assert ProjectState.reload_model is vorher
