"""The named conditions of the rule file, each written once as an Ibis expression over a case.

A case is a Teilnahme of a stage, entered up to the reference day, with all that is dated up to it (JPS-91). A record
without a day counts as known."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import ibis

from .quelle import ERGEBNISSE, MASSNAHMEN, PRAKTIKA, TEILNAHMEN, VERBLEIBE, tabelle
from .rules import Indikator, Regelwerk

IN_ARBEIT = "erwerbstaetig"  # the status that employment, minijob and self-employment roll up to
ABSCHLUSS, TEILQUALIFIKATION = "berufsabschluss", "teilqualifikation"
ZEITPUNKTE = ("austritt", "nach_6_monaten")


def faelle(regel: Regelwerk, stichtag: date) -> Any:
    """One row per case: `stufe`, `code` (of the stage), `massnahme`, `traeger`, `regionalbuero`, `eintritt`, and the
    columns the conditions look at."""
    t, m = tabelle(TEILNAHMEN), tabelle(MASSNAHMEN)
    t = t.filter(t.eintritt <= ibis.date(stichtag.isoformat()))
    m = m.rename(m_nummer="massnahmenummer", m_stufe="programmstufe")
    x = t.left_join(m, t.massnahmenummer == m.m_nummer)
    x = x.mutate(
        code=ibis.coalesce(x.programmstufe.nullif(""), x.m_stufe, ""),
        massnahme=x.massnahmenummer,
        **{name: x[name].fill_null("") for name in ("traeger", "regionalbuero", "austrittsgrund")},
    )
    stufen = regel.stufen.am(stichtag)
    x = x.mutate(stufe=ibis.cases(*((x.code.isin(list(codes)), stufe) for stufe, codes in stufen.items()), else_=""))
    spalten = "teilnahme_id stufe code massnahme traeger regionalbuero eintritt austritt austrittsgrund"
    x = x.filter(x.stufe != "").select(*spalten.split())
    for rechts in (_ergebnisse(), _verbleibe(regel, stichtag), _praktika(stichtag)):
        x = x.left_join(rechts, "teilnahme_id").drop("teilnahme_id_right")
    return x


def _ergebnisse() -> Any:
    return tabelle(ERGEBNISSE)


def _verbleibe(regel: Regelwerk, stichtag: date) -> Any:
    """One row per Teilnahme: which status it had when (`austritt_elternzeit`, …), several being possible."""
    v = tabelle(VERBLEIBE)
    v = v.filter(v.erhoben_am.isnull() | (v.erhoben_am <= ibis.date(stichtag.isoformat())))
    return v.group_by("teilnahme_id").aggregate(
        **{
            f"{zeitpunkt}_{status}": ((v.zeitpunkt == zeitpunkt) & v.status.isin(list(codes))).any()
            for zeitpunkt in ZEITPUNKTE
            for status, codes in regel.status.am(stichtag).items()
        }
    )


def _praktika(stichtag: date) -> Any:
    p = tabelle(PRAKTIKA)
    p = p.filter(p.erster_arbeitsmarkt & (p.beginn <= ibis.date(stichtag.isoformat())))
    return p.select("teilnahme_id", praktikum=ibis.literal(True)).distinct()


def bedingungen(x: Any, regel: Regelwerk, stichtag: date) -> dict[str, Any]:
    """The conditions of the rule file over the cases `x`, by name; each true or false, never empty."""
    beendet = _ja(x.austritt <= ibis.date(stichtag.isoformat()))
    vorzeitig = beendet & x.austrittsgrund.isin(list(regel.vorzeitige_enden.am(stichtag)))
    ergebnis, anschluss = x.ergebnis.fill_null(""), x.anschluss.fill_null("")
    return {
        "eingetreten": ibis.literal(True),
        "beendet": beendet,
        "vorzeitig": vorzeitig,
        "abgeschlossen": beendet & (x.austrittsgrund != "") & ~vorzeitig,
        "berufsabschluss": beendet & (ergebnis == ABSCHLUSS),
        "abschluss_oder_teilqualifikation": beendet & ergebnis.isin([ABSCHLUSS, TEILQUALIFIKATION]),
        "verkuerzbar": _ja(x.verkuerzbar),
        "verkuerzt": _ja(x.verkuerzt),
        "in_arbeit_bei_austritt": hat_status(x, "austritt", IN_ARBEIT),
        "in_arbeit_nach_6_monaten": hat_status(x, "nach_6_monaten", IN_ARBEIT),
        "in_arbeit_nach_qualifizierung": _ja(x.in_arbeit_nach_qualifizierung),
        "in_arbeit_nach_einstiegsbegleitung": _ja(x.in_arbeit_ende_einstiegsbegleitung),
        "praktikum_erster_arbeitsmarkt": _ja(x.praktikum),
        "mit_anschluss": ~anschluss.isin(["", *regel.kein_anschluss.am(stichtag)]),
        "in_ausbildung_qualifizierung": anschluss == "ausbildung_qualifizierung",
    }


def hat_status(x: Any, zeitpunkt: str, status: str) -> Any:
    """True when one of the case's status at this time is `status`."""
    return _ja(x[f"{zeitpunkt}_{status}"])


def wartezeit_um(x: Any, indikator: Indikator, stichtag: date) -> Any:
    """True when the months the indicator waits for are over on the reference day."""
    if not indikator.wartet_monate:
        return ibis.literal(True)
    return _ja(x.austritt + ibis.interval(months=indikator.wartet_monate) <= ibis.date(stichtag.isoformat()))


def beantwortet(x: Any, indikator: Indikator, regel: Regelwerk, stichtag: date) -> Any:
    """True when the answer the indicator needs is there: no row, an empty cell and `unbekannt` are none (JPS-91)."""
    match indikator.antwort:
        case "":
            return ibis.literal(True)
        case "anschluss":
            return ~x.anschluss.fill_null("").isin(["", "unbekannt"])
    zeitpunkt = {"verbleib_bei_austritt": "austritt", "verbleib_nach_6_monaten": "nach_6_monaten"}[indikator.antwort]
    return reduce(or_, (hat_status(x, zeitpunkt, status) for status in regel.status.am(stichtag)))


def _ja(spalte: Any) -> Any:
    return spalte.fill_null(False)
