"""Migrations without quadratic cost: a step that only adds renders the one model it adds to.

While migrating, Django keeps every model of the project as a class and builds all related ones anew after each
operation. Here almost all models hang together (persons, offices, histories), so every one of some 700 operations
built some 150 classes: four minutes of computing before a new installation or a test database stood. Nothing in the
database depends on those copies as long as an operation only adds (a model, a field, an index, a constraint, a
trigger). Whatever else an operation does, all classes are built anew (ADR 0064)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.migrations.state import ProjectState


@contextmanager
def schlanke_zustaende() -> Iterator[None]:
    """Inside, the states between two operations build the changed model only, where that is enough."""
    ueblich = ProjectState.reload_model
    ProjectState.reload_model = _nachfuehren  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        ProjectState.reload_model = ueblich  # type: ignore[method-assign]


def _nachfuehren(zustand: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:
    """In place of ProjectState.reload_model. `delay` is Django's word for: no relation of the model changes."""
    if "apps" not in vars(zustand):
        return  # nothing built so far: the first use builds all
    if delay or _kommt_hinzu(zustand, app_label, model_name):
        zustand._reload({(app_label, model_name)})  # type: ignore[attr-defined]
    else:
        del vars(zustand)["apps"]  # what is built next is built from the whole state


def _kommt_hinzu(zustand: ProjectState, app_label: str, model_name: str) -> bool:
    """Whether the model, or a field of it, is new to the classes built so far."""
    try:
        gebaut = zustand.apps.get_model(app_label, model_name)._meta
    except LookupError:
        return True
    felder = zustand.models[app_label, model_name].fields
    return len(felder) > len(gebaut.local_fields) + len(gebaut.local_many_to_many)
