"""The one definition of the compliance rules AM-01 to AM-13, AM-15, AM-20, AM-21 (AM-17).

Ibis expressions over unbound tables, parameterised by a rule file. The same expression is compiled for DuckDB over
folders and for PostgreSQL; nothing here is written a second time in Python or SQL. Days and filters come in as
parameters (`tag("von")`), which the compiled text keeps as placeholders.

Form of the whole: Teilnahmen to be judged -> reason why not counted -> only the counted ones meet the records of
their person (one union of both kinds, one join, one grouping) -> findings as bits -> answer."""

from collections.abc import Callable
from functools import reduce
from itertools import chain
from typing import Any

import ibis
import ibis.expr.datatypes as dt
from ibis import _

from wegplan.kit.rules.werte import Eintrag, Wert

from .befund import (
    DA_ENG,
    DA_WEIT,
    VEREINBARUNG,
    VERMITTLUNG,
    ZAEHLT_ENG,
    ZAEHLT_ERFASST,
    ZAEHLT_WEIT,
)
from .gestalt import Gestalt
from .quelle import MASSNAHMEN, PERSONEN, TEILNAHMEN, VEREINBARUNGEN, VERMITTLUNGEN, Form
from .rules import Regelwerk

FEHLT, DA, ZAEHLT = 0, 1, 2  # what a single record is worth: of no account, there, counts


# Ibis reads the signatures only; the bodies stay empty.
@ibis.udf.scalar.builtin(name="parameter_tag")
def tag(wofuer: str) -> dt.date:
    """A day that is given when the statement runs."""


@ibis.udf.scalar.builtin(name="parameter_liste")
def in_texten(wert: str, wofuer: str) -> bool:  # type: ignore[empty-body]
    """True when `wert` is one of the texts that are given when the statement runs."""


@ibis.udf.scalar.builtin(name="parameter_liste")
def in_zahlen(wert: dt.int64, wofuer: str) -> bool:  # type: ignore[empty-body]
    """True when `wert` is one of the numbers that are given when the statement runs."""


@ibis.udf.agg.builtin(name="bit_or")
def alle_bits(bits: dt.int64) -> dt.int64:
    """The bits that any of the numbers has (Ibis has no word of its own for it in Spark)."""


@ibis.udf.scalar.builtin(name="substr")
def ab_zeichen(wert: str, zeichen: int) -> str:  # type: ignore[empty-body]
    """The rest of a text from a place counted from 1 (Ibis' own `substr` brings a case distinction along)."""


def je_stand(wert: Wert, am: Any, bilde: Callable[[Any], Any]) -> Any:
    """`bilde(value)` for the value in force on the day `am`; a single dated value needs no case distinction."""
    erster, *weitere = wert.eintraege
    if not weitere:
        return bilde(erster.wert)
    zweige = [(am >= ibis.date(e.gilt_ab.isoformat()), bilde(e.wert)) for e in reversed(weitere)]
    return ibis.cases(*zweige, else_=bilde(erster.wert))


def _nummern(*werte: Wert) -> Wert:
    """The days on which any of the values changed, as a dated value of their own: 0, 1, …"""
    tage_ = sorted({eintrag.gilt_ab for wert in werte for eintrag in wert.eintraege})
    return Wert("stand", "", tuple(Eintrag(ab, nummer, "") for nummer, ab in enumerate(tage_)))


def tage(anzahl: int) -> Any:
    return ibis.interval(days=anzahl)


# --- which Teilnahmen ------------------------------------------------------------------------------------------


def teilnahmen(form: Form, regel: Regelwerk, bedarf: frozenset[str]) -> Any:
    """Every Teilnahme with its Förderart and the wanted features; Jobcenter and Team: its own, else the person's.

    `gruppe_0`, `gruppe_1`, … say for the stands of the rule file in turn whether the Förderart is counted (AM-04):
    asked once per Maßnahme, not once per Teilnahme."""
    t = form.tabelle(TEILNAHMEN)
    m = form.tabelle(MASSNAHMEN)
    gruppen = {
        f"gruppe_{nummer}": m.foerderart.isin(list(chain(*stand.wert.values()))).fill_null(False)
        for nummer, stand in enumerate(regel.foerdergruppen.eintraege)
    }
    rechts = m.select(
        m_schluessel=m[form.massnahme], foerderart=m.foerderart, traeger=m.traeger, nr=m.massnahmenummer, **gruppen
    )
    eigene = [name for name in ("jobcenter", "team") if name in bedarf]
    x = t.left_join(rechts, t[form.massnahme] == rechts.m_schluessel).select(
        *(t[name] for name in dict.fromkeys(("teilnahme_id", form.teilnahme))),
        *(t.eintritt, t.geplantes_ende, t.austritt, t.austrittsgrund),
        *(t[name] for name in eigene),
        *((rechts.traeger,) if "traeger" in bedarf else ()),
        *(rechts[name] for name in ("foerderart", *gruppen)),
        p=t[form.person],
        **({"massnahme": rechts.nr} if "massnahme" in bedarf else {}),
    )
    if not eigene:
        return x
    person = form.tabelle(PERSONEN)
    person = person.select(p_schluessel=person[form.person], **{f"p_{name}": person[name] for name in eigene})
    return (
        x.left_join(person, x.p == person.p_schluessel)
        .mutate(**{name: ibis.coalesce(_[name], _[f"p_{name}"]) for name in eigene})
        .drop("p_schluessel", *(f"p_{name}" for name in eigene))
    )


def gefiltert(x: Any, form: Form, gestalt: Gestalt) -> Any:
    """Narrowed to what is asked for, before anything is judged."""
    for name in sorted(gestalt.filter):
        match name:
            case "person":
                x = x.filter(in_zahlen(x.p, "person"))
            case "teilnahme":
                x = x.filter(in_zahlen(x[form.teilnahme], "teilnahme"))
            case "amt":
                x = x.filter(in_texten(x.jobcenter.fill_null(""), name))
            case _:
                x = x.filter(in_texten(x[name].fill_null(""), name))
    return x


def austritte(x: Any) -> Any:
    """Exits of the period, judged at their exit (AM-07: the month of the exit is the report month)."""
    x = x.filter(x.austritt.between(tag("von"), tag("bis")))
    return x.mutate(ende=x.austritt, grund=x.austrittsgrund)


def laeuft(x: Any) -> Any:
    """Running on the reference day (AM-20)."""
    return (x.eintritt <= tag("stichtag")) & (x.austritt.isnull() | (x.austritt > tag("stichtag")))


def vor_dem_ende(x: Any, regel: Regelwerk) -> Any:
    """Running Teilnahmen that end as planned within the next months; the planned end stands in for the exit (AM-20)."""
    bis = je_stand(regel.vorschau, tag("stichtag"), lambda monate: tag("stichtag") + ibis.interval(months=monate))
    x = x.filter(laeuft(x), x.geplantes_ende > tag("stichtag"), x.geplantes_ende <= bis)
    return x.mutate(ende=x.geplantes_ende, grund=ibis.null("string"))


def einzeln(x: Any) -> Any:
    """Running ones at their planned end, the others at their exit: what a person's page shows."""
    x = x.mutate(laeuft=laeuft(x))
    return x.mutate(
        ende=ibis.ifelse(x.laeuft, x.geplantes_ende, x.austritt),
        grund=ibis.ifelse(x.laeuft, ibis.null("string"), x.austrittsgrund),
    )


def mit_ausschlussgrund(x: Any, regel: Regelwerk) -> Any:
    """`ausschlussgrund`: the first reason why it is not counted, null when it is (AM-01, AM-04 to AM-06, AM-12)."""
    gruppen = [f"gruppe_{nummer}" for nummer in range(len(regel.foerdergruppen.eintraege))]
    gezaehlt = je_stand(_nummern(regel.foerdergruppen), x.ende, lambda nummer: x[gruppen[nummer]])
    vorzeitig = je_stand(regel.vorzeitige_enden, x.ende, lambda gruende: x.grund.isin(gruende))
    # both ends are days of participation: fewer than n days means an entry later than n - 1 days before the end
    zu_kurz = je_stand(regel.mindestdauer, x.ende, lambda mindestens: x.eintritt > x.ende - tage(mindestens - 1))
    x = x.mutate(
        ausschlussgrund=ibis.cases(
            (x.ende.isnull(), "kein_austritt"),
            (~gezaehlt.fill_null(False), "foerderart"),
            (vorzeitig.fill_null(False), "abbruch"),
            (zu_kurz, "dauer"),
            else_=ibis.null("string"),
        )
    )
    # not `drop`: only what ends in a selection becomes a common table, read once by both of its readers
    return x.select(name for name in x.columns if name not in ("grund", *gruppen))


# --- records of the persons --------------------------------------------------------------------------------------


def bedingungen(v: Any, regel: Regelwerk, am: Any) -> dict[str, Any]:
    """What a Vermittlung must fulfil to count (AM-10, AM-11), by name; an empty value does not fulfil."""
    arten = regel.vermittlungsarten.am(am)
    ja = {
        "art": v.art.isin(list(arten)),
        "stellenart": v.stellenart.isin(regel.stellenarten.am(am)),
    }
    if regel.nur_sv_pflichtig.am(am):
        ja["sv_pflichtig"] = v.sv_pflichtig
    for merkmal in ("stelle_betreut", "profil_betreut"):
        ohne = [art for art, noetig in arten.items() if merkmal not in noetig]
        ja[merkmal] = v[merkmal] | v.art.isin(ohne) if ohne else v[merkmal]
    return {name: bedingung.fill_null(False) for name, bedingung in ja.items()}


def belege(form: Form, regel: Regelwerk, ausfuehrlich: bool = False) -> Any:
    """Both kinds of records in one table: person `p`, `tag`, `id`, `gueltig_bis`, `element`, and what each is worth.

    `wert_0`, `wert_1`, … hold for the stands of the rule file in turn: FEHLT (of no account), DA or ZAEHLT.
    `ausfuehrlich` adds what a page shows of a record: `art` and the `maengel` why a Vermittlung does not count."""
    e, v = form.tabelle(VEREINBARUNGEN), form.tabelle(VERMITTLUNGEN)
    zusatz = {"erfasst_am": "erfasst_am", "schluessel": "beleg_schluessel"} if form.erfassung else {}
    je_e, je_v = {}, {}
    for nummer, stand in enumerate(_staende(regel).eintraege):
        noetig = bedingungen(v, regel, stand.gilt_ab)
        arten = regel.vereinbarungsarten.am(stand.gilt_ab)
        je_e[f"wert_{nummer}"] = ibis.ifelse(e.art.isin(arten), ZAEHLT, FEHLT)
        je_v[f"wert_{nummer}"] = ibis.ifelse(ibis.and_(*noetig.values()), ZAEHLT, DA)
        if ausfuehrlich:
            je_e[f"maengel_{nummer}"] = ibis.literal("")
            je_v[f"maengel_{nummer}"] = _maengel(noetig)
    if ausfuehrlich:
        je_e["art"], je_v["art"] = e.art, v.art
    e = e.select(
        **{neu: e[alt] for alt, neu in zusatz.items()},
        p=e[form.person],
        tag=e.abgeschlossen_am,
        id=e.vereinbarung_id,
        gueltig_bis=e.gueltig_bis,
        element=ibis.literal(VEREINBARUNG),
        **je_e,
    )
    v = v.select(
        **{neu: v[alt] for alt, neu in zusatz.items()},
        p=v[form.person],
        tag=v.unterbreitet_am,
        id=v.vermittlung_id,
        gueltig_bis=ibis.null("date"),
        element=ibis.literal(VERMITTLUNG),
        **je_v,
    )
    return e.union(v)


def _staende(regel: Regelwerk) -> Wert:
    """The days on which anything changed that decides what a single record is worth; the value is their number."""
    return _nummern(regel.vereinbarungsarten, regel.vermittlungsarten, regel.stellenarten, regel.nur_sv_pflichtig)


def _maengel(noetig: dict[str, Any]) -> Any:
    """Names of the conditions not fulfilled, each followed by a blank."""
    teile = [ibis.ifelse(bedingung, "", f"{name} ") for name, bedingung in noetig.items()]
    return reduce(lambda links, rechts: links + rechts, teile)


def mit_fenster(x: Any, regel: Regelwerk) -> Any:
    """`ab` and `nach`: first and last day of the wide window (AM-02, AM-03); without an iwS it ends with the exit."""
    return x.mutate(
        ab=je_stand(regel.fensterbeginn, x.ende, lambda n: x.ende - tage(n)),
        nach=je_stand(regel.nachlauf, x.ende, lambda n: x.ende + tage(n) if n else x.ende),
    )


def zaehlt(j: Any, regel: Regelwerk) -> Any:
    """The record counts (AM-10, AM-11) and, a Vereinbarung, is valid on the exit day, or on the day of its conclusion
    when that is later (AM-08, AM-09)."""
    wert = je_stand(_staende(regel), j.ende, lambda nummer: j[f"wert_{nummer}"])
    return (wert == ZAEHLT) & (j.gueltig_bis.isnull() | (j.gueltig_bis >= ibis.greatest(j.ende, j.tag)))


def im_fenster(x: Any, form: Form, regel: Regelwerk, nur: Any = None, ausfuehrlich: bool = False) -> Any:
    """Each counted Teilnahme with each record of its person in the wide window and what it shows.

    `nur(joined)` gives a further condition, such as "dated up to the reference day"."""
    k = mit_fenster(x.filter(x.ausschlussgrund.isnull()), regel)
    k = k.select(form.teilnahme, "p", "ende", "ab", "nach", *(("laeuft",) if "laeuft" in k.columns else ()))
    b = belege(form, regel, ausfuehrlich).rename(beleg_p="p")
    j = k.inner_join(b, [k.p == b.beleg_p, b.tag >= k.ab, b.tag <= k.nach])
    if nur is not None:
        j = j.filter(nur(j))
    fehlt = je_stand(_staende(regel), j.ende, lambda nummer: j[f"wert_{nummer}"] == FEHLT)
    eng, gut = j.tag <= j.ende, zaehlt(j, regel)
    zeigt_eng, zeigt_weit = ZAEHLT_ENG | ZAEHLT_WEIT | DA_ENG | DA_WEIT, ZAEHLT_WEIT | DA_WEIT
    faelle_ = [(fehlt, 0), (eng & gut, zeigt_eng), (eng, DA_ENG | DA_WEIT), (gut, zeigt_weit)]
    if form.erfassung:
        faelle_.insert(1, (eng & gut & (j.erfasst_am <= j.ende), zeigt_eng | ZAEHLT_ERFASST))
    bits = ibis.cases(*faelle_, else_=DA_WEIT) * j.element
    if not ausfuehrlich:
        return j.select(form.teilnahme, bits=bits, beleg=j.tag.cast("string") + j.id)
    return j.select(
        form.teilnahme,
        *(("beleg_schluessel", "erfasst_am") if form.erfassung else ()),
        *("element", "id", "tag", "gueltig_bis", "art"),
        maengel=je_stand(_staende(regel), j.ende, lambda nummer: j[f"maengel_{nummer}"]),
        bits=bits,
        beleg=j.tag.cast("string") + j.id,
    )


def befunde(fenster: Any, form: Form) -> Any:
    """One row per Teilnahme: the bits of all its records, and the latest record that counts per element and window.

    "Latest, on a tie the greatest id" (AM-13) is the greatest text of day and id."""

    def letzter(bit: int) -> Any:
        return _.beleg.max(where=(_.bits & bit) != 0)

    return fenster.group_by(form.teilnahme).agg(
        bits=alle_bits(_.bits),
        vereinbarung_eng=letzter(ZAEHLT_ENG * VEREINBARUNG),
        vereinbarung_weit=letzter(ZAEHLT_WEIT * VEREINBARUNG),
        vermittlung_eng=letzter(ZAEHLT_ENG * VERMITTLUNG),
        vermittlung_weit=letzter(ZAEHLT_WEIT * VERMITTLUNG),
    )


def mit_befunden(x: Any, fenster: Any, form: Form) -> Any:
    """`x` with its findings; no record at all is no bit."""
    b = befunde(fenster, form).rename(b_schluessel=form.teilnahme)
    x = x.left_join(b, x[form.teilnahme] == b.b_schluessel).drop("b_schluessel")
    return x.mutate(bits=x.bits.fill_null(0))
