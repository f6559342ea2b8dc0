"""What somebody types into the person search, read without a database (names, customer number, day of birth)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

# The same folding makes the column Person.suchname in the database; a test compares both.
_OHNE_ZEICHEN = str.maketrans("äöüéèêáàâóòôíìîúùûçñ", "aoueeeaaaoooiiiuuucn")
_PUNKTE = re.compile(r"(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_AM_STUECK = re.compile(r"(\d{2})(\d{2})(\d{4})")
KUERZESTES_WORT = 2
HOECHSTENS_WOERTER = 6


def falten(text: str) -> str:
    """Small letters without umlauts and accents; ae, oe, ue like ä, ö, ü: Mueller, Müller, Muller are alike."""
    form = unicodedata.normalize("NFC", text).lower().translate(_OHNE_ZEICHEN).replace("ß", "ss")
    return form.replace("ae", "a").replace("oe", "o").replace("ue", "u")


# Spellings that sound alike; the search for like names applies them on both sides, in this order.
KLANG = (("y", "i"), ("ai", "ei"), ("th", "t"), ("dt", "t"), ("tz", "z"), ("ck", "k"), ("ph", "f"))


def klang(gefaltet: str) -> str:
    """A folded name with Maier, Mayer, Meyer spelt alike, likewise Schmidt, Schmitt, Schmid nearly so."""
    for lang, kurz in KLANG:
        gefaltet = gefaltet.replace(lang, kurz)
    return gefaltet


@dataclass(frozen=True)
class Suchbegriff:
    """What was understood: folded words of the name, the beginning of a customer number, a day of birth."""

    woerter: tuple[str, ...] = ()
    nummern: tuple[str, ...] = ()
    tag: date | None = None
    tagwort: str = ""  # the day as typed: eight digits may be a customer number as well

    @property
    def leer(self) -> bool:
        return not (self.woerter or self.nummern or self.tag)


def suchbegriff_lesen(text: str, stichtag: date) -> Suchbegriff:
    """Read a search text; the order of the words does not matter.

    A two-digit year is the latest one not after `stichtag`. Words of one letter are dropped."""
    woerter, nummern, tag, tagwort = [], [], None, ""
    for wort in re.split(r"[\s,;]+", text.replace("\x00", "")):
        gelesen = tag_lesen(wort, stichtag)
        if gelesen and tag is None:
            tag, tagwort = gelesen, wort
        elif any(z.isdigit() for z in wort):
            nummern.append(wort.upper())
        elif len(gefaltet := falten(wort)) >= KUERZESTES_WORT:
            woerter.append(gefaltet)
    return Suchbegriff(tuple(woerter[:HOECHSTENS_WOERTER]), tuple(nummern[:2]), tag, tagwort)


def tag_lesen(wort: str, stichtag: date) -> date | None:
    """A day as people write it: 05.03.1980, 5.3.80, 5/3/1980, 05031980 or 1980-03-05; None when it is none."""
    if treffer := _ISO.fullmatch(wort):
        jahr, monat, tag = (int(t) for t in treffer.groups())
    elif treffer := _PUNKTE.fullmatch(wort) or _AM_STUECK.fullmatch(wort):
        tag, monat, jahr = (int(t) for t in treffer.groups())
        if len(treffer[3]) == 2:
            jahr += 1900 if 2000 + jahr > stichtag.year else 2000
    else:
        return None
    try:
        gelesen = date(jahr, monat, tag)
    except ValueError:
        return None
    return gelesen if jahr >= 1900 and gelesen <= stichtag else None
