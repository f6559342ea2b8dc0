"""The fault of a rule file: every finding with file and line, in a German sentence."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Befund:
    datei: Path
    zeile: int
    satz: str

    def __str__(self) -> str:
        return f"{self.datei}, Zeile {self.zeile}: {self.satz}"


class RegelwerkFehler(Exception):
    """Raised for an unreadable or wrong rule file; `befunde` names all faults, not only the first."""

    def __init__(self, befunde: list[Befund]):
        self.befunde = befunde
        super().__init__("\n".join(str(b) for b in befunde))
