"""The named conditions of the rule file, each written once as an Ibis expression over the rows of a Bestand."""

from datetime import date
from typing import Any

import ibis

from wegplan.domains.zielindikatoren import bedingungen as ziele

from .bestaende import OHNE
from .rules import Berichtsregel

ARBEIT = "arbeit"  # outcome of an assignment (uebergang.arten.Ergebnis)


def bedingungen(basis: str, x: Any, regel: Berichtsregel, stichtag: date) -> dict[str, Any]:
    """The conditions that rows of `basis` can meet, by name; each true or false, never empty."""
    match basis:
        case "teilnahmen":
            return _teilnahmen(x, regel, stichtag)
        case "zuweisungen":
            return {"begonnen": ibis.literal(True), "in_arbeit_aus_eignungsfeststellung": x.ausgang == ARBEIT}
        case "eintritte":
            return {"begonnen": ibis.literal(True), "erster": x.rang == 0}
    geendet = _ja(x.ende < ibis.date(stichtag.isoformat()))
    return {"begonnen": ibis.literal(True), "geendet": geendet, "am_stichtag": ~geendet}


def _teilnahmen(x: Any, regel: Berichtsregel, stichtag: date) -> dict[str, Any]:
    gemeinsam = ziele.bedingungen(x, regel.ziele, stichtag)
    ohne_arbeit = _ja(~x.in_arbeit_ende_einstiegsbegleitung)
    status = {f"status_{s}": ziele.hat_status(x, "austritt", s) for s in regel.ziele.status.am(stichtag)}
    alter = {f"alter_{name}": _ja(x.alter.between(von, bis)) for name, (von, bis) in regel.alter.am(stichtag).items()}
    return {
        **gemeinsam,
        **status,
        **alter,
        **_merkmale(x, regel, stichtag),
        "laufend": ~gemeinsam["beendet"],
        "alter_bekannt": x.geburtsdatum.notnull(),
        "geschlecht_bekannt": x.geschlecht.fill_null("").notin(["", "x"]),
        "weiblich": _ja(x.geschlecht == "w"),
        "durchlaufend": _ja(x.durchlaufend),
        "verlaengert": _ja(x.verlaengert),
        "einstiegsbegleitung_ohne_arbeit": ohne_arbeit,
    }


def _merkmale(x: Any, regel: Berichtsregel, stichtag: date) -> dict[str, Any]:
    """The characteristic is what the rule file says, and whether there is an answer to it."""
    ist = {}
    for name, (merkmal, *werte) in regel.merkmale.am(stichtag).items():
        wert = x[f"merkmal_{merkmal}"].fill_null("")
        erhoben = "leistung" if merkmal == "leistungsbezug" else name
        ist[name] = wert.isin(werte)
        ist[f"{erhoben}_erhoben"] = wert.notin(list(OHNE))
    return ist


def _ja(spalte: Any) -> Any:
    return spalte.fill_null(False)
