"""Rules of the participants' access: values in, values out; numbers in regelwerke/jobperspektive/zugang.yaml."""

import calendar
import hashlib
import secrets
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from wegplan.kit.eingabe.kennzeichen import ZIFFERN
from wegplan.kit.rules.laden import laden

REGELWERKE = Path(__file__).resolve().parents[4] / "regelwerke"
DATEI = REGELWERKE / "jobperspektive" / "zugang.yaml"
SCHEMA = REGELWERKE / "schema" / "zugang.schema.json"
LAENGE = 12  # characters of 5 bits each: 60 bits, not to be guessed
VERWECHSELT = str.maketrans("OIL", "011")  # as Crockford reads them


@cache
def _werte() -> dict[str, Any]:
    return laden(DATEI, SCHEMA)[1]


def brief_bis(tag: date) -> date:
    """The last day on which the code of a letter made on `tag` can be used."""
    return tag + timedelta(days=_werte()["brief_gilt"].am(tag))


def versuche(tag: date) -> int:
    """After so many wrong birthdays a code is void."""
    anzahl: int = _werte()["falsche_versuche"].am(tag)
    return anzahl


def fruehestes_ende(tag: date) -> date:
    """Who left before this day has no access of their own any more on `tag`; month steps clamp."""
    monate = tag.year * 12 + tag.month - 1 - _werte()["nach_austritt"].am(tag)
    jahr, monat = divmod(monate, 12)
    return date(jahr, monat + 1, min(tag.day, calendar.monthrange(jahr, monat + 1)[1]))


def letzter_tag(ende: date, tag: date) -> date:
    """The last day of access after a Teilnahme that ends on `ende`, by the rule in force on `tag`; the other way round
    of `fruehestes_ende`."""
    danach = ende + timedelta(days=1)
    jahr, monat = divmod(danach.year * 12 + danach.month - 1 + _werte()["nach_austritt"].am(tag), 12)
    tage = calendar.monthrange(jahr, monat + 1)[1]
    return date(jahr, monat + 1, min(danach.day, tage)) - timedelta(days=danach.day <= tage)


def neuer_code() -> str:
    """A code to be typed from paper: KD7P-3M9Q-XA2B."""
    zeichen = "".join(secrets.choice(ZIFFERN) for _ in range(LAENGE))
    return "-".join(zeichen[i : i + 4] for i in range(0, LAENGE, 4))


def pruefwert(code: str) -> str:
    """What is kept of a code, however it was typed; long and random, it cannot be guessed back from its hash."""
    rein = "".join(z for z in code.upper().translate(VERWECHSELT) if z in ZIFFERN)
    return hashlib.sha256(f"einladung:{rein}".encode()).hexdigest() if len(rein) == LAENGE else ""


def neuer_anmeldename() -> str:
    """A user name that says nothing about the person."""
    return "weg-" + "".join(secrets.choice(ZIFFERN) for _ in range(6)).lower()
