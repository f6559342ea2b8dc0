"""What the frame of every page needs, worked out only when a page draws it."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from .navigation import Punkt, punkte, suche


class Rahmen:
    """In templates: `rahmen.navigation`, `rahmen.such_url`, `rahmen.start`, `rahmen.demo`."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def angemeldet(self) -> bool:
        nutzer = getattr(self._request, "user", None)
        return nutzer is not None and nutzer.is_authenticated

    @cached_property
    def navigation(self) -> list[Punkt]:
        return punkte(self._request) if self.angemeldet else []

    @cached_property
    def such_url(self) -> str:
        return suche(self._request) if self.angemeldet else ""

    @property
    def start(self) -> Punkt | None:
        """The start page of the role: the first entry."""
        return self.navigation[0] if self.navigation else None

    @property
    def demo(self) -> bool:
        return settings.WEGPLAN_DEMO


def rahmen(request: HttpRequest) -> dict[str, Rahmen]:
    """Context processor."""
    return {"rahmen": Rahmen(request)}
