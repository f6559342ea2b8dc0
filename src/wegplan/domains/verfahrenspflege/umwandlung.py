"""Between a step of a rule file and the form that changes it: values in, values out."""

from typing import Any

Inhalt = dict[str, Any]
DAUER = ("ab_tagen", "bis_tagen", "ab_monaten", "ueber_monaten", "unter_monaten")
EINHEITEN = ("monate", "wochen", "tage")
_TERMINFELDER = ("fuer", "programmstufen", "anker", "alle_monate")
_SCHRITTFELDER = ("schluessel", "titel", "phase", "verbindlichkeit", "anlass", "erklaerung", "fundstelle", "lesart")


def _ohne_leere(werte: Inhalt) -> Inhalt:
    return {name: wert for name, wert in werte.items() if wert not in ("", None, [], {}, False)}


# --- from the rule file into the form ----------------------------------------------------------------------------


def schritt_vorgaben(schritt: Inhalt) -> Inhalt:
    """What the form of a step is filled in with."""
    beweis = schritt.get("nachweis", {})
    erste, *weitere = schritt["zustaendig"]
    vorgaben = {name: schritt.get(name, "") for name in _SCHRITTFELDER}
    for ende in ("von", "bis"):
        grenze = beweis.get(ende, {})
        vorgaben |= {f"beleg_{ende}": grenze.get("anker", ""), f"beleg_{ende}_tage": grenze.get("tage")}
    return vorgaben | {
        "zustaendig": erste,
        "mitwirkend": weitere,
        "belege": beweis.get("belege", []),
        "gueltig_am_eintritt": beweis.get("gueltig_am") == "eintritt",
        "schliesst": schritt.get("schliesst", False),
    }


def termin_vorgaben(termin: Inhalt) -> Inhalt:
    """What the form of one of its days is filled in with."""
    vorgaben = {name: termin[name] for name in _TERMINFELDER if name in termin} | termin.get("dauer", {})
    monat, _, tag = termin.get("letzter", "").partition("-")
    for ende in ("von", "bis"):
        vorgaben |= _abstand_vorgaben(ende, termin.get(ende, {}))
    return vorgaben | {
        "letzter": f"{tag}.{monat}." if tag else "",
        "strategie": "handlungsstrategie" in termin,
        "bis_arbeitstage": termin.get("bis", {}).get("arbeitstage"),
    }


def _abstand_vorgaben(ende: str, abstand: Inhalt) -> Inhalt:
    davor = any(abstand.get(einheit, 0) < 0 for einheit in EINHEITEN)
    werte = {f"{ende}_{einheit}": abs(abstand[einheit]) for einheit in EINHEITEN if einheit in abstand}
    return werte | {f"{ende}_richtung": "vor" if davor else "nach"}


# --- from the form into the rule file ----------------------------------------------------------------------------


def schritt_aus(daten: Inhalt, termine: list[Inhalt]) -> Inhalt:
    """The step as a rule file writes it, from the checked values of its form and of those of its days."""
    schritt = _ohne_leere({name: daten[name].strip() for name in _SCHRITTFELDER})
    schritt["zustaendig"] = [daten["zustaendig"], *(r for r in daten["mitwirkend"] if r != daten["zustaendig"])]
    schritt |= _ohne_leere({"schliesst": daten["schliesst"], "termine": [termin_aus(t) for t in termine]})
    if daten["belege"]:
        beweis: Inhalt = {"belege": daten["belege"]}
        for ende in ("von", "bis"):
            if daten[f"beleg_{ende}"]:
                beweis[ende] = {"anker": daten[f"beleg_{ende}"]} | _ohne_null(daten[f"beleg_{ende}_tage"])
        schritt["nachweis"] = beweis | ({"gueltig_am": "eintritt"} if daten["gueltig_am_eintritt"] else {})
    return schritt


def _ohne_null(tage: int | None) -> Inhalt:
    return {"tage": tage} if tage else {}


def termin_aus(daten: Inhalt) -> Inhalt:
    """One of its days."""
    termin = _ohne_leere({name: daten[name] for name in _TERMINFELDER})
    termin |= _ohne_leere(
        {
            "dauer": {name: daten[name] for name in DAUER if daten[name]},
            "handlungsstrategie": "absolventenmanagement" if daten["strategie"] else "",
            "letzter": daten["letzter"],
            "bis": _abstand("bis", daten)
            | ({"arbeitstage": daten["bis_arbeitstage"]} if daten["bis_arbeitstage"] else {}),
        }
    )
    von = {einheit: daten[f"von_{einheit}"] for einheit in EINHEITEN}
    if any(wert is not None for wert in von.values()):  # 0 days, too, begin a window
        termin["von"] = _abstand("von", daten) or {"tage": 0}
    return termin


def _abstand(ende: str, daten: Inhalt) -> Inhalt:
    faktor = -1 if daten[f"{ende}_richtung"] == "vor" else 1
    return {einheit: faktor * daten[f"{ende}_{einheit}"] for einheit in EINHEITEN if daten[f"{ende}_{einheit}"]}
