"""The target indicators of a programme, read from `regelwerke/<programme>/zielindikatoren.yaml` (JPS-90, JPS-91).

Pure values: standard library and the rule file, no database, no reference day of its own."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from wegplan.domains.absolventenmanagement.rules import REGELWERKE, prozent, zehntel
from wegplan.kit.rules.werte import Eintrag, Wert

DATEI = "jobperspektive/zielindikatoren.yaml"
SCHEMA = "schema/zielindikatoren.schema.json"
ANZAHL = "Teilnehmende"
VORZEITIG = "vorzeitig"


@dataclass(frozen=True)
class Indikator:
    """One indicator of one stage as it holds on a day.

    Among the cases of `nenner` it counts those with every condition of `zaehler`. An empty `nenner` makes it a mere
    number of cases. `antwort` names the answer that can be missing ("" for none); `wartet_monate`: a case counts only
    when so many months have passed since its exit. `soll` and `richtung` are empty where there is no target;
    `nur_programm`: the target is one of the whole programme, not of its parts."""

    stufe: str
    schluessel: str
    titel: str
    zaehler: tuple[str, ...]
    nenner: tuple[str, ...]
    antwort: str
    wartet_monate: int
    soll: Decimal | None
    richtung: str
    nur_programm: bool
    fundstelle: str
    lesart: str

    @property
    def name(self) -> str:
        """Unique over all stages."""
        return f"{self.stufe}.{self.schluessel}"

    @property
    def ist_anzahl(self) -> bool:
        return not self.nenner

    @property
    def zaehlt_enden(self) -> bool:
        """True for the rates of early ends, beside which the reasons are counted apart (JPS-90)."""
        return self.zaehler == (VORZEITIG,)


@dataclass(frozen=True, eq=False)
class Regelwerk:
    """The rule file. `bedingungen`: the named conditions in words."""

    name: str
    bedingungen: dict[str, str]
    stufen: Wert
    vorzeitige_enden: Wert
    status: Wert
    kein_anschluss: Wert
    indikatoren_roh: tuple[Wert, ...]

    def indikatoren(self, tag: date) -> tuple[Indikator, ...]:
        """The indicators in force on `tag`, in the order of the file."""
        return tuple(_indikator(wert, wert.eintrag(tag)) for wert in self.indikatoren_roh)


def _indikator(wert: Wert, eintrag: Eintrag) -> Indikator:
    stufe, schluessel = wert.name.split(".")
    angaben = eintrag.wert
    soll = angaben.get("soll")
    return Indikator(
        stufe=stufe,
        schluessel=schluessel,
        titel=wert.bedeutung,
        zaehler=angaben["zaehler"],
        nenner=angaben.get("nenner", ()),
        antwort=angaben.get("antwort", ""),
        wartet_monate=angaben.get("wartet_monate", 0),
        soll=None if soll is None else Decimal(str(soll)).quantize(Decimal("0.1")),
        richtung=angaben.get("richtung", ""),
        nur_programm=angaben.get("soll_gilt") == "programm",
        fundstelle=eintrag.fundstelle,
        lesart=eintrag.lesart,
    )


def regelwerk_laden(ordner: Path = REGELWERKE) -> Regelwerk:
    """The indicators of the programme.

    Raises wegplan.kit.rules.fehler.RegelwerkFehler with file and line of every fault."""
    datei = ordner / DATEI
    return _laden(datei, ordner / SCHEMA, datei.stat().st_mtime_ns if datei.is_file() else 0)


@lru_cache(maxsize=4)
def _laden(datei: Path, schema: Path, stand: int) -> Regelwerk:
    from wegplan.kit.rules.laden import laden  # brings YAML and JSON Schema: only when a file is really read

    kopf, werte = laden(datei, schema)
    return Regelwerk(
        kopf["name"],
        kopf["bedingungen"],
        **{name: wert for name, wert in werte.items() if "." not in name},
        indikatoren_roh=tuple(wert for name, wert in werte.items() if "." in name),
    )


def quote(zaehler: int, nenner: int) -> Decimal | None:
    """The rate in percent, half up to one decimal; None for a denominator of 0 (AW-04)."""
    return prozent(zehntel(zaehler, nenner)) if nenner else None


def in_worten(indikator: Indikator, regel: Regelwerk) -> str:
    """Numerator and denominator as one German line (AW-01)."""
    zaehler = " und ".join(regel.bedingungen[name] for name in indikator.zaehler)
    if indikator.ist_anzahl:
        return f"Anzahl: {zaehler}"
    nenner = " und ".join(regel.bedingungen[name] for name in indikator.nenner)
    frist = f", Austritt mindestens {indikator.wartet_monate} Monate her" if indikator.wartet_monate else ""
    return f"{zaehler} / {nenner}{frist}"
