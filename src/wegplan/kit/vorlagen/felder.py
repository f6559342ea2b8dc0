"""What a template may ask for."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Feld:
    """A placeholder. `beispiel` is shown to people and used to try a template out: a text, a truth value, or a list
    (of texts, or of dicts whose keys the template may name). `pflicht`: a template without it is refused."""

    name: str
    bedeutung: str
    beispiel: Any
    pflicht: bool = False

    @property
    def angaben(self) -> list[str]:
        """Of a list of dicts the names that a template may ask each of them for; else nothing."""
        erste = self.beispiel[0] if isinstance(self.beispiel, list) and self.beispiel else None
        return list(erste) if isinstance(erste, dict) else []

    @property
    def gezeigt(self) -> str:
        """The sample in words."""
        if isinstance(self.beispiel, list):
            return f"Liste mit {', '.join(self.angaben)}" if self.angaben else " / ".join(self.beispiel)
        return "ja" if self.beispiel is True else str(self.beispiel)
