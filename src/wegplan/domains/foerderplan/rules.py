"""Rules on plans: values in, values out. The period stands in regelwerke/jobperspektive/foerderplan.yaml."""

import calendar
import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from wegplan.kit.rules.laden import laden

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"
DATEI = REGELWERKE / "jobperspektive" / "foerderplan.yaml"
SCHEMA = REGELWERKE / "schema" / "foerderplan.schema.json"


@cache
def _werte() -> dict[str, Any]:
    return laden(DATEI, SCHEMA)[1]


def spaeteste_pruefung(tag: date) -> date:
    """The last day on which a version signed on `tag` must be looked at again (JPS-11); month steps clamp."""
    monate = tag.year * 12 + tag.month - 1 + _werte()["fortschreibung"].am(tag)
    jahr, monat = divmod(monate, 12)
    return date(jahr, monat + 1, min(tag.day, calendar.monthrange(jahr, monat + 1)[1]))


def kopie_bis(unterschrieben_am: date) -> date:
    """The last day for handing over the copy of a signed version (JPS-13)."""
    return unterschrieben_am + timedelta(days=_werte()["aushaendigung"].am(unterschrieben_am))


def spaeteste_kopie_vor(tag: date) -> date:
    """Versions signed before this day should have been handed over by the end of the day before `tag`."""
    return tag - timedelta(days=_werte()["aushaendigung"].am(tag))


def einsicht_bis(tag: date) -> date:
    """The last day of a look-in that begins on `tag` (JPS-16)."""
    return tag + timedelta(days=_werte()["einsicht"].am(tag) - 1)


def luecken_der_ausgangslage(
    einschaetzungen: Iterable[Mapping[str, Any]], wunsch: Mapping[str, Any] | None
) -> list[str]:
    """What the starting point lacks before a signature, as German sentences (JPS-10).

    An assessment is there when it has a level or words; `einschaetzungen` with the keys of the model and `name`."""
    fehlend = []
    for e in einschaetzungen:
        seiten = [
            wort
            for seite, wort in (("selbst", "die eigene Einschätzung"), ("fach", "die Einschätzung der Fachkraft"))
            if e[f"{seite}_stufe"] is None and not e[f"{seite}_text"]
        ]
        if seiten:
            fehlend.append(f"{e['name']}: Es fehlt {' und '.join(seiten)}.")
    if not wunsch or not wunsch["inhalte"]:
        fehlend.append("Es fehlt der Berufswunsch.")
    return fehlend


def vergleich(vorher: Iterable[Mapping[str, Any]], nachher: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Two versions side by side (JPS-11). Both: rows with `kennung`, `titel` and `angaben` (name -> text).

    Out, in the order of the newer version, then what fell away: {titel, art: neu|geaendert|gleich|entfallen,
    unterschiede: [(name, before, after)]}; a row that is the same has no differences."""
    alt = {zeile["kennung"]: zeile for zeile in vorher}
    zeilen = [_verglichen(alt.pop(zeile["kennung"], None), zeile) for zeile in nachher]
    return zeilen + [{"titel": z["titel"], "art": "entfallen", "unterschiede": []} for z in alt.values()]


def _verglichen(alt: Mapping[str, Any] | None, neu: Mapping[str, Any]) -> dict[str, Any]:
    if alt is None:
        return {"titel": neu["titel"], "art": "neu", "unterschiede": []}
    namen = dict.fromkeys([*alt["angaben"], *neu["angaben"]])
    unterschiede = [
        (name, alt["angaben"].get(name, ""), neu["angaben"].get(name, ""))
        for name in namen
        if alt["angaben"].get(name, "") != neu["angaben"].get(name, "")
    ]
    return {"titel": neu["titel"], "art": "geaendert" if unterschiede else "gleich", "unterschiede": unterschiede}


def luecken(ziele: Iterable[tuple[str, int]]) -> list[str]:
    """What a version lacks before it can be signed, as German sentences. `ziele`: (horizont, number of steps)."""
    alle = list(ziele)
    fehlend = [
        satz
        for horizont, satz in (("nah", "Es fehlt ein Nahziel."), ("fern", "Es fehlt ein Fernziel."))
        if horizont not in {h for h, _ in alle}
    ]
    ohne = sum(not schritte for _, schritte in alle)
    if ohne:
        fehlend.append("Ein Ziel hat noch keinen Schritt." if ohne == 1 else f"{ohne} Ziele haben noch keinen Schritt.")
    return fehlend


def pruefsumme(inhalt: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form of a version: keys in order, days as 2026-03-05, hexadecimal (JPS-12)."""
    text = json.dumps(inhalt, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat)
    return hashlib.sha256(text.encode()).hexdigest()
