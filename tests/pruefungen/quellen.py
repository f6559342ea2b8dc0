"""What the checks look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WURZEL = Path(__file__).resolve().parents[2]
ORTE = ("src", "tests", "benchmarks", "conftest.py")


@dataclass(frozen=True)
class Fund:
    """One thing that has to be mended: where and what."""

    datei: Path
    zeile: int
    satz: str

    def __str__(self) -> str:
        datei = self.datei.relative_to(WURZEL) if self.datei.is_relative_to(WURZEL) else self.datei
        return f"{datei}:{self.zeile}: {self.satz}"


def python_dateien(*orte: Path) -> Iterator[Path]:
    """All Python files below the places, default the project's own; no generated migrations."""
    for ort in orte or tuple(WURZEL / name for name in ORTE):
        dateien = [ort] if ort.is_file() else sorted(ort.rglob("*.py"))
        yield from (d for d in dateien if "migrations" not in d.parts)
