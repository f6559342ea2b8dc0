"""Words of the Checkliste: states, sides, lights, reasons; and where a proof is read."""

from datetime import date

from wegplan.domains.organisation.access import Rolle

from .urteil import (
    AUSTRITT,
    EMPFAENGER,
    ENTFALLEN,
    ERLEDIGT,
    GELB,
    GRUEN,
    NIEMAND,
    OFFEN,
    ROT,
    RUHT,
    UEBERFAELLIG,
    UNTERBRECHUNG,
    VERSAEUMT,
    VERSPAETET,
    VON_HAND,
    VORHER,
    Pflicht,
)
from .vorgaben import BEGINN, Regel, regeln

STELLEN = {
    "bdl": "Träger",
    "rb": "Regionalbüro",
    "aajc": "Agentur oder Jobcenter",
    "tn": "Teilnehmende",
    "regiestelle": "Regiestelle",
}
SEITEN = {Rolle.BDL: "bdl", Rolle.BDL_LEITUNG: "bdl", Rolle.RB: "rb"}
AMPELN = {ROT: ("rot", "schlecht"), GELB: ("gelb", "achtung"), GRUEN: ("grün", "gut")}
AMPELSAETZE = {
    ROT: "Rot: Der Träger ist mit etwas überfällig.",
    GELB: (
        "Gelb: In einer Woche ist etwas fällig, ein verspäteter Bericht liegt beim Empfänger, "
        "oder eine andere Stelle ist überfällig."
    ),
    GRUEN: "Grün: Nichts ist überfällig.",
}
STAENDE = {
    OFFEN: ("offen", "info"),
    ERLEDIGT: ("erledigt", "gut"),
    VERSPAETET: ("verspätet erledigt", "achtung"),
    UEBERFAELLIG: ("überfällig", "schlecht"),
    RUHT: ("ruht", "ruhig"),
    VERSAEUMT: ("versäumt", "achtung"),
    ENTFALLEN: ("entfallen", "ruhig"),
}
GRUENDE = {
    EMPFAENGER: "liegt beim Empfänger",
    UNTERBRECHUNG: "die Teilnahme ist unterbrochen",
    AUSTRITT: "die Teilnahme endete vorher",
    NIEMAND: "niemand nahm teil",
    VORHER: "fällig, bevor die Checkliste hier geführt wurde",
    VON_HAND: "von Hand als nicht nötig vermerkt",
    "zurueckgezogen": "die Empfehlung ist zurückgezogen",
}
# where the record of a proof is read: address by its kind; on a person's page the number of the person
ADRESSEN = {
    "gespraech": "/gespraeche/{nummer}/",
    "entwicklungsbericht": "/berichte/{nummer}/",
    "monatsliste": "/anwesenheit/listen/{nummer}/",
}


def standwort(p: Pflicht) -> str:
    """The state in a few words, with its day."""
    wort = STAENDE[p.stand][0]
    if p.stand in (ERLEDIGT, VERSPAETET) and p.seit:
        return f"{wort} am {p.seit:%d.%m.%Y}"
    if p.stand == UEBERFAELLIG and p.seit:
        return f"{wort} seit {p.seit:%d.%m.%Y}"
    if p.stand == VERSAEUMT and p.seit:
        return f"{wort}, seit {p.seit:%d.%m.%Y} nicht mehr nachzuholen"
    if p.grund:
        wann = f" seit {p.seit:%d.%m.%Y}" if p.stand == RUHT and p.seit else ""
        spaet = ", verspätet vorgelegt" if p.stand == RUHT and p.spaet else ""
        return f"{wort}: {GRUENDE[p.grund]}{wann}{spaet}"
    return wort


def haken_titel(schritt: str) -> str:
    """What a tick by hand is set for."""
    return "Beginn der Checkliste" if schritt == BEGINN else regeln()[schritt].schritt.titel


def wofuer(p: Pflicht) -> str:
    """Which of a repeated duty: month, quarter, year, day, or number; empty for a single one."""
    if not p.bezug:
        return ""
    if p.bezug.isdecimal():
        return f"{p.bezug}. Fortschreibung"
    tag = date.fromisoformat(p.bezug)
    termine = regeln()[p.schritt].termine
    match termine[0].anker if termine else "":
        case "monatsende":
            return f"{tag:%m/%Y}"
        case "quartalsende":
            return f"{(tag.month + 2) // 3}. Quartal {tag.year}"
        case "jahresende":
            return str(tag.year)
    return f"{tag:%d.%m.%Y}"


def aufgabe(regel: Regel, p: Pflicht) -> str:
    """What is to be done, and for which period."""
    zusatz = wofuer(p)
    return f"{regel.schritt.titel}, {zusatz}" if zusatz else regel.schritt.titel


KLEIN = 3  # a smaller number is shown to nobody without a right to persons (AW-06)


def zahlwort(anzahl: int, *, genau: bool) -> int | str:
    """A number as the user may see it."""
    return anzahl if genau or anzahl == 0 or anzahl >= KLEIN else f"unter {KLEIN}"
