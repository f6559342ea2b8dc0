"""What templates may ask: `{% if darf.PERSON_AENDERN %}`."""

from django.http import HttpRequest


class Darf:
    """Looks an action up by its name in the access table for the signed-in user."""

    def __init__(self, nutzer) -> None:
        self._nutzer = nutzer

    def __getitem__(self, aktion: str) -> bool:
        return self._nutzer.is_authenticated and self._nutzer.darf(aktion.lower())


def darf(request: HttpRequest) -> dict[str, Darf]:
    """Context processor."""
    return {"darf": Darf(request.user)} if hasattr(request, "user") else {}
