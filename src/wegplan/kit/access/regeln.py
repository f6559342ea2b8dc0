"""The declared rule of a view (DS-01). A view without one answers 403 and fails the test suite."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest

View = Callable[..., Any]


@dataclass(frozen=True)
class Zugriffsregel:
    """`art`: regel (an action of the access table), angemeldet (every signed-in user, own matters only),
    oeffentlich or geheimlink (the two declared exceptions of DS-01). `aktion` only with art regel."""

    art: str
    aktion: str = ""


def regel(aktion: str) -> Callable[[View], View]:
    """Decorate a view: only roles that the access table allows `aktion` in some relation may call it."""
    return _mit(Zugriffsregel("regel", str(aktion)))


def _mit(zugriffsregel: Zugriffsregel) -> Callable[[View], View]:
    def kennzeichnen(view: View) -> View:
        view.zugriffsregel = zugriffsregel  # type: ignore[attr-defined]
        return view

    return kennzeichnen


angemeldet = _mit(Zugriffsregel("angemeldet"))
oeffentlich = _mit(Zugriffsregel("oeffentlich"))
geheimlink = _mit(Zugriffsregel("geheimlink"))


def regel_von(view: View, ansicht: str, fremde: dict[str, Zugriffsregel]) -> Zugriffsregel | None:
    """The rule of a resolved view: its own mark, else the one that the project declares for a view of a
    library, by full view name (`account_login`) or by namespace (`verwaltung:`)."""
    eigene = getattr(view, "zugriffsregel", None)
    if eigene is not None:
        return eigene
    return fremde.get(ansicht) or fremde.get(ansicht.split(":")[0] + ":")


@cache
def fremde_regeln() -> dict[str, Zugriffsregel]:
    """The project's rules for the views of libraries: FREMDE_REGELN beside the addresses."""
    return import_module(settings.ROOT_URLCONF).FREMDE_REGELN


def regel_von_anfrage(request: HttpRequest, view: View) -> Zugriffsregel | None:
    """The rule of the view that this request has been resolved to."""
    treffer = request.resolver_match
    return regel_von(view, treffer.view_name if treffer else "", fremde_regeln())
