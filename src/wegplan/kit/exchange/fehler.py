"""Faults of a package: file, line, column, value and a plain German sentence (DP-02)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

HOECHSTENS = 1000  # shown; the rest is counted
WERT_LAENGE = 80  # characters of a value that are repeated


@dataclass(frozen=True)
class Fehler:
    """One fault. `zeile` is the line of the file where the record begins (header = 1; in a workbook the row),
    None for a fault of the whole file. `spalte` and `wert` are empty where there is none."""

    datei: str
    zeile: int | None
    spalte: str
    wert: str
    satz: str

    def als_text(self) -> str:
        """One line for a terminal."""
        ort = self.datei
        if self.zeile is not None:
            ort += f", Zeile {self.zeile}"
        if self.spalte:
            ort += f", Spalte {self.spalte}"
        wert = f" [{self.wert}]" if self.wert else ""
        return f"{ort}{wert}: {self.satz}"


@dataclass(frozen=True)
class Warnung:
    """Something worth a look that stops nothing. `anzahl` cases of the kind, `zeilen` the first few of them."""

    datei: str
    spalte: str
    satz: str
    anzahl: int = 1
    zeilen: tuple[int, ...] = ()

    def als_text(self) -> str:
        zeilen = ""
        if self.zeilen:
            mehr = " …" if self.anzahl > len(self.zeilen) else ""
            zeilen = f" (Zeile {', '.join(map(str, self.zeilen))}{mehr})"
        return f"{self.datei}: {self.satz}{zeilen}"


@dataclass
class Bericht:
    """The faults of one package in the order of files, lines and columns; at most HOECHSTENS are kept."""

    fehler: list[Fehler] = field(default_factory=list)
    gesamt: int = 0
    warnungen: list[Warnung] = field(default_factory=list)
    je_datei: Counter[str] = field(default_factory=Counter)

    @property
    def einwandfrei(self) -> bool:
        return self.gesamt == 0

    @property
    def ungezeigt(self) -> int:
        """How many faults are only counted."""
        return self.gesamt - len(self.fehler)

    def melden(self, fehler: Fehler) -> None:
        """Add one fault; beyond HOECHSTENS of one file it is only counted."""
        self.aufnehmen([fehler] if self.je_datei[fehler.datei] < HOECHSTENS else [], 1, fehler.datei)

    def aufnehmen(self, fehler: Iterable[Fehler], gesamt: int, datei: str) -> None:
        """Add faults of one file, of which `gesamt` exist, the given ones being the first of them."""
        self.fehler += fehler
        self.gesamt += gesamt
        self.je_datei[datei] += gesamt

    def warnen(self, warnung: Warnung) -> None:
        self.warnungen.append(warnung)

    def ordnen(self, dateien: Iterable[str] = ()) -> None:
        """Sort by file (as in `dateien`, others after), line and column, and keep the first HOECHSTENS."""
        rang = {name: i for i, name in enumerate(dateien)}
        self.fehler.sort(key=lambda f: (rang.get(f.datei, len(rang)), f.datei, f.zeile or 0, f.spalte, f.satz))
        del self.fehler[HOECHSTENS:]

    def als_daten(self) -> dict[str, Any]:
        """For JSON: keeps everything `aus_daten` needs."""
        return {
            "fehler": [asdict(f) for f in self.fehler],
            "gesamt": self.gesamt,
            "warnungen": [asdict(w) for w in self.warnungen],
            "je_datei": dict(self.je_datei),
        }

    @classmethod
    def aus_daten(cls, daten: dict[str, Any]) -> "Bericht":
        """The inverse of `als_daten`."""
        return cls(
            fehler=[Fehler(**f) for f in daten.get("fehler", [])],
            gesamt=daten.get("gesamt", 0),
            warnungen=[Warnung(**{**w, "zeilen": tuple(w["zeilen"])}) for w in daten.get("warnungen", [])],
            je_datei=Counter(daten.get("je_datei", {})),
        )


def kurz(wert: object) -> str:
    """A value as it is repeated in a fault: one line, at most WERT_LAENGE characters."""
    text = "" if wert is None else str(wert)
    text = "".join(z if z.isprintable() else "\N{REPLACEMENT CHARACTER}" if z not in "\r\n\t" else "⏎" for z in text)
    return text if len(text) <= WERT_LAENGE else text[: WERT_LAENGE - 1] + "…"
