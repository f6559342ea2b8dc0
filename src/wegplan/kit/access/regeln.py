"""The declared rule of a view (DS-01). A view without one answers 403 and fails the test suite."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
