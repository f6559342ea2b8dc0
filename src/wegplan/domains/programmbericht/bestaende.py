"""What is counted, each as one Ibis table: Teilnahmen, assignments, entries into the programme, measures.

Only what is dated up to the reference day is looked at (JPS-95)."""

from datetime import date
from typing import Any

import ibis

from wegplan.domains.zielindikatoren.bedingungen import faelle
from wegplan.domains.zielindikatoren.quelle import ERGEBNISSE, MASSNAHMEN, TEILNAHMEN

from .quelle import MERKMALE, PERSONEN, VERLAENGERUNGEN, ZUWEISUNGEN, tabelle
from .rules import Berichtsregel

OHNE = ("", "unbekannt")  # no answer


def bestand(basis: str, regel: Berichtsregel, stichtag: date) -> Any:
    """The rows that `basis` counts."""
    return {
        "teilnahmen": teilnahmen,
        "zuweisungen": zuweisungen,
        "eintritte": eintritte,
        "massnahmen": massnahmen,
    }[basis](regel, stichtag)


def teilnahmen(regel: Berichtsregel, stichtag: date) -> Any:
    """One row per case of the target indicators, with person, measure, field, characteristics and extensions."""
    x = faelle(regel.ziele, stichtag)
    t, m = tabelle(TEILNAHMEN).select("teilnahme_id", "kundennummer"), tabelle(MASSNAHMEN)
    e = tabelle(ERGEBNISSE).select("teilnahme_id", "berufsfeld")
    m = m.select(massnahme="massnahmenummer", durchlaufend="durchlaufend")
    for rechts, spalte in (
        (t, "teilnahme_id"),
        (m, "massnahme"),
        (e, "teilnahme_id"),
        (_merkmale(regel, stichtag), "teilnahme_id"),
        (_verlaengert(stichtag), "teilnahme_id"),
        (tabelle(PERSONEN), "kundennummer"),
    ):
        x = x.left_join(rechts, spalte).drop(f"{spalte}_right")
    geboren, ein = x.geburtsdatum, x.eintritt
    gefeiert = (ein.month() > geboren.month()) | ((ein.month() == geboren.month()) & (ein.day() >= geboren.day()))
    return x.mutate(
        berufsfeld=x.berufsfeld.fill_null(""),
        eintrittsjahr=ein.year().cast("string"),
        alter=ein.year() - geboren.year() - ibis.ifelse(gefeiert, 0, 1),
    )


def _merkmale(regel: Berichtsregel, stichtag: date) -> Any:
    """One row per Teilnahme: the last answer of each characteristic (`merkmal_<name>`)."""
    m = tabelle(MERKMALE)
    m = m.filter(m.stichtag <= _tag(stichtag))
    reihe = ibis.row_number().over(group_by=[m.teilnahme_id, m.merkmal], order_by=m.stichtag.desc())
    m = m.mutate(reihe=reihe, wert=m.wert.fill_null(""))
    m = m.filter(m.reihe == 0)
    namen = dict.fromkeys(werte[0] for werte in regel.merkmale.am(stichtag).values())
    return m.group_by("teilnahme_id").aggregate(
        **{f"merkmal_{name}": m.wert.max(where=m.merkmal == name) for name in namen}
    )


def _verlaengert(stichtag: date) -> Any:
    v = tabelle(VERLAENGERUNGEN)
    return v.filter(v.beschlossen_am <= _tag(stichtag)).select("teilnahme_id", verlaengert=True).distinct()


def zuweisungen(regel: Berichtsregel, stichtag: date) -> Any:
    """One row per assignment; its outcome counts once it is dated up to the reference day."""
    z = tabelle(ZUWEISUNGEN)
    z = z.filter(z.zugewiesen_am <= _tag(stichtag))
    beendet = (z.beendet_am <= _tag(stichtag)).fill_null(False)
    return z.mutate(
        regionalbuero=z.regionalbuero.fill_null(""), ausgang=ibis.ifelse(beendet, z.ergebnis.fill_null(""), "")
    )


def eintritte(regel: Berichtsregel, stichtag: date) -> Any:
    """One row per entry into the programme: an assignment that arrived, or a Teilnahme of a person without any.

    `rang` 0 is the first of the person."""
    z = zuweisungen(regel, stichtag)
    t = faelle(regel.ziele, stichtag).select("teilnahme_id", "regionalbuero", "eintritt")
    t = t.join(tabelle(TEILNAHMEN).select("teilnahme_id", "kundennummer"), "teilnahme_id")
    t = t.anti_join(z, "kundennummer")
    angekommen = z.filter(z.ausgang.notin(list(regel.nicht_angekommen.am(stichtag))))
    x = ibis.union(
        angekommen.select("kundennummer", "regionalbuero", tag="zugewiesen_am", kennung=angekommen.zuweisung_id),
        t.select("kundennummer", "regionalbuero", tag="eintritt", kennung=t.teilnahme_id),
    )
    return x.mutate(rang=ibis.row_number().over(group_by=x.kundennummer, order_by=[x.tag, x.kennung]))


def massnahmen(regel: Berichtsregel, stichtag: date) -> Any:
    """One row per measure of a stage that has begun."""
    m = tabelle(MASSNAHMEN)
    m = m.filter(m.beginn <= _tag(stichtag))
    stufen = regel.ziele.stufen.am(stichtag)
    return m.mutate(
        stufe=ibis.cases(*((m.programmstufe.isin(list(codes)), s) for s, codes in stufen.items()), else_=""),
        traeger=m.traeger.nullif(""),
    ).filter(lambda x: x.stufe != "")


def _tag(tag: date) -> Any:
    return ibis.date(tag.isoformat())
