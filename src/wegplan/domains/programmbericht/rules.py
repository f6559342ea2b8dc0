"""The tables of the report, read from `regelwerke/<programme>/programmbericht.yaml` (JPS-95, AW-01).

Pure values: standard library and the rule files, no database, no reference day of its own."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from wegplan.domains.absolventenmanagement.rules import REGELWERKE
from wegplan.domains.zielindikatoren.rules import regelwerk_laden as zielindikatoren_laden
from wegplan.kit.rules.werte import Wert

DATEI = "jobperspektive/programmbericht.yaml"
SCHEMA = "schema/programmbericht.schema.json"
TAFEL = "tafel."
TEILNAHMEN = "teilnahmen"


@dataclass(frozen=True)
class Zahl:
    """A number of a table: how many of `basis` meet all of `bedingungen`, or the sum of other numbers (`summe`).

    `verschieden`: count the different values of this column instead. `still`: not a row or column of its own, but
    readable from a rate."""

    schluessel: str
    titel: str
    basis: str = TEILNAHMEN
    bedingungen: tuple[str, ...] = ()
    summe: tuple[str, ...] = ()
    verschieden: str = ""
    still: bool = False


@dataclass(frozen=True)
class Quote:
    """Two numbers of the table divided. `an_gesamt`: by the number of all groups; `verhaeltnis`: no part of a whole."""

    schluessel: str
    titel: str
    zaehler: str
    nenner: str
    an_gesamt: bool = False
    verhaeltnis: bool = False


@dataclass(frozen=True)
class Tafel:
    """A table as it holds on a day. `gruppe`: what divides it ("" for nothing); `quer`: groups are columns.

    `indikatoren`: the stage whose target indicators it shows; such a table has nothing else."""

    schluessel: str
    titel: str
    einheit: str
    gruppe: str
    quer: bool
    gesamt: bool
    zahlen: tuple[Zahl, ...]
    quoten: tuple[Quote, ...]
    bild: tuple[str, ...]
    indikatoren: str
    fundstelle: str
    lesart: str


@dataclass(frozen=True, eq=False)
class Berichtsregel:
    """The rule file. `worte`: every condition in words, with those of the target indicators; `ziele`: their rules."""

    name: str
    basen: dict[str, str]
    worte: dict[str, str]
    alter: Wert
    merkmale: Wert
    nicht_angekommen: Wert
    tafeln_roh: tuple[Wert, ...]
    ziele: Any

    def tafeln(self, tag: date) -> tuple[Tafel, ...]:
        """The tables in force on `tag`, in the order of the file."""
        return tuple(_tafel(wert, tag) for wert in self.tafeln_roh)


def _tafel(wert: Wert, tag: date) -> Tafel:
    eintrag = wert.eintrag(tag)
    angaben = eintrag.wert
    nur = angaben.get("nur", ())
    return Tafel(
        schluessel=wert.name.removeprefix(TAFEL),
        titel=wert.bedeutung,
        einheit=wert.einheit,
        gruppe=angaben.get("gruppe", ""),
        quer=angaben.get("quer", False),
        gesamt=not angaben.get("ohne_gesamt", False),
        zahlen=tuple(_zahl(name, z, nur) for name, z in angaben.get("zahlen", {}).items()),
        quoten=tuple(Quote(name, **q) for name, q in angaben.get("quoten", {}).items()),
        bild=angaben.get("bild", ()),
        indikatoren=angaben.get("indikatoren", ""),
        fundstelle=eintrag.fundstelle,
        lesart=eintrag.lesart,
    )


def _zahl(name: str, angaben: dict[str, Any], nur: tuple[str, ...]) -> Zahl:
    rest = {schluessel: wert for schluessel, wert in angaben.items() if schluessel != "zaehlt"}
    if "summe" in angaben:
        return Zahl(name, **rest)
    return Zahl(name, bedingungen=tuple(dict.fromkeys((*nur, *angaben["zaehlt"]))), **rest)


def berichtsregel_laden(ordner: Path = REGELWERKE) -> Berichtsregel:
    """The tables of the programme.

    Raises wegplan.kit.rules.fehler.RegelwerkFehler with file and line of every fault."""
    datei = ordner / DATEI
    return _laden(datei, ordner / SCHEMA, datei.stat().st_mtime_ns if datei.is_file() else 0)


@lru_cache(maxsize=4)
def _laden(datei: Path, schema: Path, stand: int) -> Berichtsregel:
    from wegplan.kit.rules.laden import laden

    kopf, werte = laden(datei, schema)
    ziele = zielindikatoren_laden(datei.parents[1])
    return Berichtsregel(
        kopf["name"],
        kopf["basen"],
        ziele.bedingungen | kopf["bedingungen"],
        **{name: wert for name, wert in werte.items() if not name.startswith(TAFEL)},
        tafeln_roh=tuple(wert for name, wert in werte.items() if name.startswith(TAFEL)),
        ziele=ziele,
    )


def zahl_in_worten(zahl: Zahl, tafel: Tafel, regel: Berichtsregel) -> str:
    """What a number counts, as one German line."""
    if zahl.summe:
        titel = {z.schluessel: z.titel for z in tafel.zahlen}
        return "Summe aus: " + ", ".join(titel[name] for name in zahl.summe)
    bedingungen = " und ".join(_in_worten(name, regel) for name in zahl.bedingungen if name != "eingetreten")
    was = f"verschiedene {zahl.titel} der {regel.basen[zahl.basis]}" if zahl.verschieden else regel.basen[zahl.basis]
    return f"{was}: {bedingungen or 'alle bis zum Stichtag'}"


def quote_in_worten(quote: Quote, tafel: Tafel) -> str:
    """Numerator and denominator as one German line (AW-01)."""
    titel = {z.schluessel: z.titel for z in tafel.zahlen}
    nenner = f"{titel[quote.nenner]} insgesamt" if quote.an_gesamt else titel[quote.nenner]
    return f"{titel[quote.zaehler]} / {nenner}"


def _in_worten(name: str, regel: Berichtsregel) -> str:
    was, ist, wert = name.partition("=")
    return f"Stufe {wert}" if ist and was in ("stufe", "code") else regel.worte[name]
