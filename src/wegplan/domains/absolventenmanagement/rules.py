"""The rule set of an office for the Absolventenmanagement, read from `regelwerke/<office>/absolventenmanagement.yaml`.

Pure values: standard library and the rule file, no database, no reference day of its own."""

import hashlib
import re
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import sqrt
from pathlib import Path
from typing import Any

from wegplan.kit.rules.werte import Wert

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"
DATEI = "absolventenmanagement.yaml"
SCHEMA = "schema/absolventenmanagement.schema.json"


@dataclass(frozen=True, eq=False)
class Regelwerk:
    """All dated values of one rule set; `abdruck` changes with every change of the file."""

    kennung: str
    name: str
    quelle: str
    stand: str
    abdruck: str
    foerdergruppen: Wert
    begleitet: Wert
    mindestdauer: Wert
    vorzeitige_enden: Wert
    fensterbeginn: Wert
    nachlauf: Wert
    vereinbarungsarten: Wert
    vermittlungsarten: Wert
    stellenarten: Wert
    nur_sv_pflichtig: Wert
    vorschau: Wert
    frist_abarbeitung: Wert | None = None
    frist_anforderung: Wert | None = None
    frist_uebergabe: Wert | None = None

    @property
    def werte(self) -> tuple[Wert, ...]:
        return tuple(wert for feld in fields(self) if isinstance(wert := getattr(self, feld.name), Wert))

    @property
    def hat_iws(self) -> bool:
        """True when an "im weiteren Sinne" exists on at least one day (AM-09; Goslar has none)."""
        return any(tage is not None for tage in self.nachlauf.alle())


class UnbekanntesRegelwerk(LookupError):
    """No rule file of this name; the text is a German sentence with the names that exist."""


def regelwerke(ordner: Path = REGELWERKE) -> list[str]:
    """Names of all rule sets that judge the Absolventenmanagement."""
    return sorted(datei.parent.name for datei in ordner.glob(f"*/{DATEI}"))


def regelwerk_datei(kennung: str, ordner: Path = REGELWERKE) -> Path:
    """Path of the rule file; raises UnbekanntesRegelwerk."""
    datei = ordner / kennung / DATEI
    if not re.fullmatch(r"[\w-]+", kennung) or not datei.is_file():
        bekannt = ", ".join(regelwerke(ordner)) or "keines"
        raise UnbekanntesRegelwerk(f"Das Regelwerk „{kennung}“ gibt es nicht. Vorhanden: {bekannt}.")
    return datei


def regelwerk_laden(kennung: str, ordner: Path = REGELWERKE) -> Regelwerk:
    """The rule set named `kennung`.

    Raises UnbekanntesRegelwerk, or wegplan.kit.rules.fehler.RegelwerkFehler with file and line of every fault."""
    datei = regelwerk_datei(kennung, ordner)
    return _laden(datei, ordner / SCHEMA, datei.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _laden(datei: Path, schema: Path, stand: int) -> Regelwerk:
    from wegplan.kit.rules.laden import laden  # brings YAML and JSON Schema: only when a file is really read

    kopf, werte = laden(datei, schema)
    quelle = kopf["quelle"]
    return Regelwerk(kopf["regelwerk"], kopf["name"], quelle["titel"], quelle["stand"], abdruck(datei, schema), **werte)


def abdruck(*dateien: Path) -> str:
    """Fingerprint of the content of files."""
    summe = hashlib.sha256()
    for datei in dateien:
        summe.update(datei.read_bytes())
    return summe.hexdigest()


def zehntel(zaehler: Any, nenner: Any) -> Any:
    """Tenths of a percent, rounded half up, in whole numbers so that every engine agrees (AM-15). For numbers (then
    `nenner` > 0) as for columns of an expression: this is the one place that rounds a rate."""
    return (zaehler * 2000 + nenner) // (nenner * 2)


def prozent(zehntel: int) -> Decimal:
    """Tenths of a percent as a number with exactly one decimal: 333 -> 33.3 (AM-15)."""
    return Decimal(zehntel).scaleb(-1).quantize(Decimal("0.1"))


def wilson(erfuellt: int, gezaehlt: int) -> tuple[Decimal, Decimal]:
    """95 % Wilson interval of a rate in percent, rounded half up to one decimal (AW-04). `gezaehlt` > 0."""
    z = 1.959963984540054
    anteil, q = erfuellt / gezaehlt, z * z / gezaehlt
    mitte, weite = anteil + q / 2, z * sqrt(anteil * (1 - anteil) / gezaehlt + q / (4 * gezaehlt))
    grenzen = ((mitte - weite) / (1 + q), (mitte + weite) / (1 + q))
    unten, oben = (
        Decimal(min(max(g, 0.0), 1.0) * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) for g in grenzen
    )
    return unten, oben
