"""The questions asked of the one definition in `ausdruck`: cases, rates, preventive list, single verdict."""

from itertools import product
from typing import Any

import ibis
from ibis import _

from .ausdruck import (
    ab_zeichen,
    austritte,
    einzeln,
    gefiltert,
    im_fenster,
    je_stand,
    mit_ausschlussgrund,
    mit_befunden,
    mit_fenster,
    tag,
    teilnahmen,
    vor_dem_ende,
    zaehlt,
)
from .befund import DA_ENG, DA_WEIT, VEREINBARUNG, VERMITTLUNG, ZAEHLT_ENG, ZAEHLT_ERFASST, ZAEHLT_WEIT
from .gestalt import Gestalt
from .quelle import Form
from .rules import Regelwerk
from .rules import zehntel as ganze_zehntel

ENG, WEIT = (DA_ENG, ZAEHLT_ENG), (DA_WEIT, ZAEHLT_WEIT)
# By what the records of the window show: nothing, some but none that counts, one that counts.
GRUENDE = {
    VEREINBARUNG: ("keine_vereinbarung", "vereinbarung_abgelaufen", ""),
    VERMITTLUNG: ("keine_vermittlung", "vermittlung_zaehlt_nicht", ""),
}
ZUSTAENDE = {
    VEREINBARUNG: ("fehlt", "laeuft_vor_austritt_ab", "erledigt"),
    VERMITTLUNG: ("fehlt", "zaehlt_nicht", "erledigt"),
}


def erfuellt(bits: Any, zaehlt: int) -> Any:
    """Both elements are there (AM-08, AM-09, AM-11)."""
    beide = zaehlt * VEREINBARUNG | zaehlt * VERMITTLUNG
    return (bits & beide) == beide


def gruende(bits: Any, fenster: tuple[int, int]) -> Any:
    """Every missing element, joined by | in alphabetical order (AM-12); null when none is missing."""
    da, zaehlt = fenster
    stufen = (0, da, da | zaehlt)
    zweige = []
    for (e, stufe_e), (v, stufe_v) in product(enumerate(stufen), repeat=2):
        worte = sorted(filter(None, (GRUENDE[VEREINBARUNG][e], GRUENDE[VERMITTLUNG][v])))
        if worte:
            zweige.append((stufe_e * VEREINBARUNG | stufe_v * VERMITTLUNG, "|".join(worte)))
    return (bits & ((da | zaehlt) * (VEREINBARUNG | VERMITTLUNG))).cases(*zweige, else_=ibis.null("string"))


def zustand(bits: Any, element: int) -> Any:
    """State of one element of the preventive list (AM-20)."""
    fehlt, da, erledigt = ZUSTAENDE[element]
    zweige = [(0, fehlt), (DA_ENG * element, da)]
    return (bits & ((DA_ENG | ZAEHLT_ENG) * element)).cases(*zweige, else_=erledigt)


def hat_iws(x: Any, regel: Regelwerk) -> Any:
    return je_stand(regel.nachlauf, x.ende, lambda nachlauf: ibis.literal(nachlauf is not None))


def mit_ergebnis(x: Any, regel: Regelwerk) -> Any:
    """The answer AM-12, AM-13 beside the findings; what does not apply is null."""
    gezaehlt = x.ausschlussgrund.isnull()
    eng, weit = erfuellt(x.bits, ZAEHLT_ENG), hat_iws(x, regel) & erfuellt(x.bits, ZAEHLT_WEIT)
    mit_iws = gezaehlt & hat_iws(x, regel)

    def nur(bedingung: Any, wert: Any) -> Any:
        return ibis.ifelse(bedingung, wert, ibis.null(wert.type()))

    def beleg(element: str) -> Any:
        schluessel = ibis.cases((eng, x[f"{element}_eng"]), (weit, x[f"{element}_weit"]), else_=ibis.null("string"))
        return ab_zeichen(schluessel, len("2025-01-31") + 1)

    return x.mutate(
        gezaehlt=gezaehlt,
        erfuellt_ies=nur(gezaehlt, eng),
        gruende_ies=nur(gezaehlt, gruende(x.bits, ENG)),
        erfuellt_iws=nur(mit_iws, erfuellt(x.bits, ZAEHLT_WEIT)),
        gruende_iws=nur(mit_iws, gruende(x.bits, WEIT)),
        vereinbarung_id=beleg("vereinbarung"),
        vermittlung_id=beleg("vermittlung"),
    )


FALL = (
    "teilnahme_id",
    "austritt",
    "gezaehlt",
    "ausschlussgrund",
    "erfuellt_ies",
    "gruende_ies",
    "erfuellt_iws",
    "gruende_iws",
    "vereinbarung_id",
    "vermittlung_id",
)
VORSCHAU = ("teilnahme_id", "geplantes_ende", "vereinbarung", "vermittlung", "tage_bis_ende")


def _bewertete_austritte(form: Form, regel: Regelwerk, gestalt: Gestalt) -> Any:
    x = gefiltert(teilnahmen(form, regel, gestalt.bedarf), form, gestalt)
    return mit_ausschlussgrund(austritte(x), regel)


def _weitere(form: Form, gestalt: Gestalt) -> tuple[str, ...]:
    """Columns for pages, behind those of the command line."""
    schluessel = (form.teilnahme, "p") if form.erfassung else ()
    return (*schluessel, *sorted(gestalt.merkmale))


def faelle(form: Form, regel: Regelwerk, gestalt: Gestalt) -> Any:
    """One row per Teilnahme with an exit from `von` to `bis`: the columns FALL (AM-12, AM-13, AM-21).

    From the database also the keys, the wanted features, and `nachgetragen`: fulfilled only by records entered
    after the exit with an earlier day (PX-03)."""
    x = _bewertete_austritte(form, regel, gestalt)
    x = mit_ergebnis(mit_befunden(x, im_fenster(x, form, regel), form), regel)
    if form.erfassung:
        x = x.mutate(nachgetragen=x.erfuellt_ies & ~erfuellt(x.bits, ZAEHLT_ERFASST))
    return x.select(*FALL, *_weitere(form, gestalt), *(("nachgetragen",) if form.erfassung else ()))


def quoten(form: Form, regel: Regelwerk, gestalt: Gestalt) -> Any:
    """One row per group with at least one counted case (AM-15): the groups in the order given, `gezaehlt`,
    `erfuellt_ies`, `zehntel_ies`, `gezaehlt_iws`, `erfuellt_iws`, `zehntel_iws`; rates in tenths of a percent, rounded
    half up.

    A case counts for the iwS rate only while the rule set knows one; without any, its columns are null."""
    x = _bewertete_austritte(form, regel, gestalt)
    x = x.filter(x.ausschlussgrund.isnull())
    # a rate asks neither for reasons nor for ids: records that do not count need not be looked at
    fenster = im_fenster(x, form, regel, nur=lambda j: zaehlt(j, regel))
    if "monat" in gestalt.gruppen:
        x = x.mutate(monat=x.ende.cast("string").left(len("2025-01")))
    x = mit_ergebnis(mit_befunden(x, fenster, form), regel)
    z = x.group_by(*gestalt.gruppen) if gestalt.gruppen else x
    z = z.agg(
        gezaehlt=_.count(),
        erfuellt_ies=_.count(where=_.erfuellt_ies),
        mit_iws=_.erfuellt_iws.count().nullif(0),
        erfuellt_iws=_.count(where=_.erfuellt_iws),
    )
    z = z.filter(z.gezaehlt > 0)
    return z.select(
        *gestalt.gruppen,
        "gezaehlt",
        "erfuellt_ies",
        zehntel_ies=zehntel(z.erfuellt_ies, z.gezaehlt),
        gezaehlt_iws=z.mit_iws,
        erfuellt_iws=ibis.ifelse(z.mit_iws.notnull(), z.erfuellt_iws, ibis.null("int64")),
        zehntel_iws=zehntel(z.erfuellt_iws, z.mit_iws),
    )


def zehntel(zaehler: Any, nenner: Any) -> Any:
    """Tenths of a percent, see `rules.zehntel`; null where there is nothing to divide by."""
    return ganze_zehntel(zaehler, nenner).cast("int64")


def vorschau(form: Form, regel: Regelwerk, gestalt: Gestalt) -> Any:
    """The preventive list on `stichtag` (AM-20): the columns VORSCHAU.

    From the database also the keys, the wanted features, and `nachgetragen`: an element is done only by records entered
    after the planned end with an earlier day, which a list of a past day can show (PX-03)."""
    x = gefiltert(teilnahmen(form, regel, gestalt.bedarf), form, gestalt)
    x = mit_ausschlussgrund(vor_dem_ende(x, regel), regel)
    x = x.filter(x.ausschlussgrund.isnull())
    fenster = im_fenster(x, form, regel, nur=lambda j: j.tag <= tag("stichtag"))
    x = mit_befunden(x, fenster, form)
    x = x.filter(~erfuellt(x.bits, ZAEHLT_ENG))
    x = x.mutate(
        vereinbarung=zustand(x.bits, VEREINBARUNG),
        vermittlung=zustand(x.bits, VERMITTLUNG),
        tage_bis_ende=x.geplantes_ende.delta(tag("stichtag"), unit="day"),
    )
    if form.erfassung:
        x = x.mutate(nachgetragen=_nur_nachgetragen(x.bits, VEREINBARUNG) | _nur_nachgetragen(x.bits, VERMITTLUNG))
    return x.select(*VORSCHAU, *_weitere(form, gestalt), *(("nachgetragen",) if form.erfassung else ()))


def _nur_nachgetragen(bits: Any, element: int) -> Any:
    return (bits & ((ZAEHLT_ENG | ZAEHLT_ERFASST) * element)) == ZAEHLT_ENG * element


def urteile(form: Form, regel: Regelwerk, gestalt: Gestalt) -> Any:
    """One row per Teilnahme and record in its wide window (one with empty record columns when there is none).

    Ended ones carry the answer of AM-12 and AM-13, running ones (`laeuft`) the states of AM-20 at their planned end,
    looking at nothing dated after `stichtag`."""
    x = gefiltert(teilnahmen(form, regel, gestalt.bedarf), form, gestalt)
    x = mit_ausschlussgrund(einzeln(x), regel)
    fenster = im_fenster(x, form, regel, nur=lambda j: ~j.laeuft | (j.tag <= tag("stichtag")), ausfuehrlich=True)
    x = mit_ergebnis(mit_befunden(mit_fenster(x, regel), fenster, form), regel)
    x = x.mutate(vereinbarung=zustand(x.bits, VEREINBARUNG), vermittlung=zustand(x.bits, VERMITTLUNG))
    x = x.select(
        *dict.fromkeys((*FALL, *_weitere(form, gestalt))),
        *(
            "foerderart",
            "eintritt",
            "geplantes_ende",
            "austrittsgrund",
            "ende",
            "ab",
            "nach",
            "laeuft",
            "vereinbarung",
            "vermittlung",
        ),
        *(() if form.erfassung else ("p",)),
    )
    f = fenster.rename(f_schluessel=form.teilnahme, beleg_bits="bits", beleg_id="id", beleg_tag="tag", beleg_art="art")
    f = f.drop("beleg")
    return x.left_join(f, x[form.teilnahme] == f.f_schluessel).drop("f_schluessel")
