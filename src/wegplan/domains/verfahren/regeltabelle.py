"""The steps of procedures as one table of rules that the derivation joins with: one row per way a step gets its day."""

from collections.abc import Iterable
from typing import Any

from .rules import NACH_DEM_ENDE, Abstand, Grenze, Schritt, Termin, Verfahren, massnahmentermine, termine

OHNE_MONATE = 9999  # as an upper bound: no bound
SPALTEN = (
    "regel",
    "regelwerk",
    "schritt",
    "zustaendig",
    "anker",
    "nummer",
    "im_monat",
    "am_tag",
    "von_monate",
    "von_tage",
    "bis_monate",
    "bis_tage",
    "bis_arbeitstage",
    "alle_monate",
    "jede_dauer",
    "ab_tagen",
    "bis_tagen",
    "ab_monaten",
    "unter_monaten",
    "ueber_monaten",
    "strategie",
    "nach_dem_ende",
    "schliesst",
    "beleg_von",
    "beleg_von_tage",
    "beleg_bis",
    "beleg_bis_tage",
    "beleg_gueltig",
    "spaet_monate",
)


MASSNAHMENSPALTEN = (
    "regelwerk",
    "schritt",
    "zustaendig",
    "anker",
    "nummer",
    "foerderarten",
    "stufen",
    "von_monate",
    "von_tage",
    "bis_monate",
    "bis_tage",
    "jede_dauer",
    "ab_tagen",
    "bis_tagen",
    "ab_monaten",
    "unter_monaten",
    "ueber_monaten",
)  # the columns of verfahren_massnahmenregel; lists of words are written with commas


def massnahmenregeln(alle: Iterable[Verfahren]) -> list[tuple[Any, ...]]:
    """The rows of the steps that hang on a measure (VF-13), columns MASSNAHMENSPALTEN."""
    return [
        (
            v.kennung,
            schritt.schluessel,
            schritt.zustaendig[0],
            termin.anker,
            termin.nummer,
            ",".join(sorted(termin.foerderarten)),
            ",".join(sorted(termin.stufen)),
            termin.von.monate if termin.von else None,
            termin.von.tage if termin.von else None,
            termin.bis.monate,
            termin.bis.tage,
            *_dauer(termin),
        )
        for v in alle
        for schritt, termin in massnahmentermine(v)
    ]


def regeltabelle(alle: Iterable[Verfahren]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of three tables: `regeln` (columns SPALTEN), `regel_arten` (regel, foerderart, stufe; an empty stufe
    holds for every stage) and `regel_belege` (regel, beleg)."""
    regeln, arten, belege = [], [], []
    paare = ((v, schritt, termin) for v in alle for schritt, termin in termine(v))
    for nummer, (v, schritt, termin) in enumerate(paare, 1):
        regeln.append(_zeile(nummer, v, schritt, termin))
        arten += [
            (nummer, art, stufe) for art in sorted(termin.foerderarten) for stufe in sorted(termin.stufen) or [""]
        ]
        belege += [(nummer, beleg) for beleg in (schritt.nachweis.belege if schritt.nachweis else ())]
    return {"regeln": regeln, "regel_arten": arten, "regel_belege": belege}


def _zeile(nummer: int, v: Verfahren, schritt: Schritt, termin: Termin) -> tuple[Any, ...]:
    von = termin.von or Abstand()
    beleg_von = _beleg_von(schritt, termin)
    beleg_bis = schritt.nachweis.bis if schritt.nachweis else None
    return (
        nummer,
        v.kennung,
        schritt.schluessel,
        schritt.zustaendig[0],
        termin.anker,
        termin.nummer,
        *(termin.letzter or (0, 0)),
        von.monate if termin.von else None,
        von.tage if termin.von else None,
        termin.bis.monate,
        termin.bis.tage,
        termin.bis.arbeitstage,
        termin.alle_monate,
        *_dauer(termin),
        termin.strategie,
        termin.anker == NACH_DEM_ENDE,
        schritt.schliesst,
        beleg_von.anker,
        beleg_von.tage,
        beleg_bis.anker if beleg_bis else "",
        beleg_bis.tage if beleg_bis else 0,
        bool(schritt.nachweis and schritt.nachweis.gueltig_am_eintritt),
        v.spaet_monate,
    )


def _dauer(termin: Termin) -> tuple[bool, int, int, int, int, int]:
    """jede_dauer, ab_tagen, bis_tagen, ab_monaten, unter_monaten, ueber_monaten."""
    dauer = termin.dauer
    return (
        not dauer,
        dauer.get("ab_tagen", 0),
        dauer.get("bis_tagen", OHNE_MONATE * 31),
        dauer.get("ab_monaten", 0),
        dauer.get("unter_monaten", OHNE_MONATE),
        dauer.get("ueber_monaten", 0),
    )


def _beleg_von(schritt: Schritt, termin: Termin) -> Grenze:
    """The first day on which a record counts: printed, else the begin of the window, else 90 days before entry (before
    and during the Teilnahme) or the end itself (after it)."""
    if schritt.nachweis and schritt.nachweis.von:
        return schritt.nachweis.von
    if termin.von:
        return Grenze("faellig_von")
    if termin.alle_monate:
        return Grenze("vorige", 1)
    return Grenze(NACH_DEM_ENDE) if termin.anker == NACH_DEM_ENDE else Grenze("eintritt", -90)


def als_sql(tabellen: dict[str, list[tuple[Any, ...]]]) -> str:
    """The rows as common tables of a statement, for PostgreSQL and DuckDB alike."""
    spalten = {"regeln": SPALTEN, "regel_arten": ("regel", "foerderart", "stufe"), "regel_belege": ("regel", "beleg")}
    teile = []
    for name, zeilen in tabellen.items():
        inhalt = ",\n  ".join(f"({', '.join(map(_wert, zeile))})" for zeile in zeilen) or _leer(len(spalten[name]))
        teile.append(f"{name}({', '.join(spalten[name])}) as (values\n  {inhalt})")
    return ",\n".join(teile)


def _wert(wert: Any) -> str:
    match wert:
        case None:
            return "null::int"
        case bool():
            return "true" if wert else "false"
        case int():
            return str(wert)
    return "'" + str(wert).replace("'", "''") + "'"


def _leer(anzahl: int) -> str:
    return f"(0{', null::text' * (anzahl - 1)})"
