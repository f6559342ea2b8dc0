"""From the published figures to a data package of made-up persons (JPS-95, chapter 80): pure, no database, no clock."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from mimesis import Gender, Locale
from mimesis import Person as Namensgeber

from wegplan.domains.demo.zufall import SAMEN, Zufall
from wegplan.kit.exchange.schema import laden

from .faelle import GRUENDE, STATUS, Fall, faelle
from .fakten import Fakten, fakten
from .menschen import beschreiben, geburtstag
from .wege import BUEROS, Wege, regionen, tage, zuweisen

Zeilen = dict[str, list[dict[str, Any]]]
TRAEGER_JE_BUERO = 3
CODES = ("QAB-D", "QAB-K", "EZU", "IEB", "VDB")
TITEL = {
    "QAB-D": "Berufsabschluss im Betrieb",
    "QAB-K": "Berufsabschluss beim Träger",
    "EZU": "Umschulung Erziehung, drittes Jahr",
    "IEB": "Einstiegsbegleitung",
    "VDB": "Verbesserung der Beschäftigungsfähigkeit",
}
DURCHLAUFEND = ("IEB", "VDB")  # of the two measures of an office, the second lets people in at any time
HALBES_JAHR = timedelta(days=183)


def ordner_schreiben(dateien: Zeilen, ordner: Path) -> Path:
    """Write the files into a new or empty folder."""
    ordner.mkdir(parents=True, exist_ok=True)
    for name, zeilen in dateien.items():
        spalten = [s.name for s in laden()[name].spalten]
        with (ordner / f"{name}.csv").open("w", encoding="utf-8", newline="") as datei:
            schreiber = csv.writer(datei, lineterminator="\n")
            schreiber.writerow(spalten)
            schreiber.writerows([_text(zeile.get(s)) for s in spalten] for zeile in zeilen)
    return ordner


def programm(samen: int = SAMEN) -> Zeilen:
    """The rows of every file; the same seed gives the same rows."""
    f = fakten()
    alle = faelle(f, Zufall(samen, "programm/faelle"))
    regionen(f, alle)
    beschreiben(f, alle, Zufall(samen, "programm/menschen"))
    tage(alle, f.stichtag, Zufall(samen, "programm/tage"))
    wege = zuweisen(f, alle, Zufall(samen, "programm/wege"))
    zeilen: Zeilen = {"organisationen": _stellen(), "teams": _teams(), "massnahmen": list(_massnahmen())}
    zeilen["personen"] = list(_personen(alle, wege, samen))
    for name in ("teilnahmen", "ergebnisse", "verbleibe", "praktika", "merkmale", "verlaengerungen"):
        zeilen[name] = []
    zufall = Zufall(samen, "programm/zeilen")
    for nummer, x in enumerate(alle, 1):
        _teilnahme(zeilen, x, f"P{nummer:05}", f, zufall)
    zeilen["zuweisungen"] = [_zuweisung(z, nummer) for nummer, z in enumerate(wege.zuweisungen, 1)]
    return zeilen


def kundennummer(person: int) -> str:
    """Made-up: no office begins with these figures."""
    return f"999P{person:06}"


def _stellen() -> list[dict[str, Any]]:
    land = {"bundesland": "DE-SN"}
    stellen = [{"kennung": "RS-PROGRAMM", "art": "regiestelle", "name": "Regiestelle des Programms", **land}]
    for rb, name in BUEROS.items():
        kurz = rb.removeprefix("RB-")
        stellen.append({"kennung": rb, "art": "regionalbuero", "name": name, "uebergeordnet": "RS-PROGRAMM", **land})
        stellen.append({"kennung": f"JC-{kurz}", "art": "jobcenter", "name": f"Erfundenes Jobcenter {kurz}", **land})
        for nr in range(1, TRAEGER_JE_BUERO + 1):
            wort = f"Erfundener Träger {kurz} {nr}"
            stellen.append({"kennung": f"BDL-{kurz}-{nr}", "art": "bildungsdienstleister", "name": wort, **land})
    return stellen


def _teams() -> list[dict[str, Any]]:
    kurz = [rb.removeprefix("RB-") for rb in BUEROS]
    return [{"kennung": f"JC-{k}-T1", "organisation": f"JC-{k}", "name": "Team 1"} for k in kurz]


def _massnahmen() -> Iterator[dict[str, Any]]:
    """Two per stage and office: one with a common begin, one that people join at any time."""
    for rb in BUEROS:
        kurz = rb.removeprefix("RB-")
        for nummer, code in enumerate(CODES):
            for reihe in (1, 2):
                yield {
                    "massnahmenummer": f"{kurz}-{code}-{reihe}",
                    "titel": TITEL[code],
                    "foerderart": "ESF",
                    "programmstufe": code,
                    "traeger": f"BDL-{kurz}-{(nummer + reihe) % TRAEGER_JE_BUERO + 1}",
                    "regionalbuero": rb,
                    "beginn": date(2015, 1, 1),
                    "ende": date(2021, 12, 31) if reihe == 1 else date(2022, 12, 31),
                    "gruppenmassnahme": True,
                    "durchlaufend": reihe == 2 and code in DURCHLAUFEND,
                }


def _personen(alle: list[Fall], wege: Wege, samen: int) -> Iterator[dict[str, Any]]:
    zufall, namen = Zufall(samen, "programm/namen"), Namensgeber(Locale.DE, seed=f"{samen}/programm")
    erster: dict[int, Fall] = {}
    for fall in sorted(alle, key=lambda fall: fall.eintritt):
        erster.setdefault(fall.person, fall)
    buero = {z.person: z.regionalbuero for z in wege.zuweisungen} | {x.person: x.regionalbuero for x in alle}
    for person in range(1, wege.personen + 1):
        x = erster.get(person)
        geschlecht = x.geschlecht if x else zufall.choice("wm")
        geboren = geburtstag(x, zufall) if x else zufall.tag(date(1960, 1, 1), date(1998, 1, 1))
        jobcenter = f"JC-{buero[person].removeprefix('RB-')}"
        yield {
            "kundennummer": kundennummer(person),
            "nachname": namen.last_name(),
            "vorname": namen.first_name(gender=Gender.FEMALE if geschlecht == "w" else Gender.MALE),
            "geburtsdatum": geboren,
            "geschlecht": geschlecht,
            "jobcenter": jobcenter,
            "team": f"{jobcenter}-T1",
        }


def _teilnahme(zeilen: Zeilen, x: Fall, kennung: str, f: Fakten, zufall: Zufall) -> None:
    reihe = 1 if x.beendet and x.eintritt.year % 2 else 2
    zeilen["teilnahmen"].append(
        {
            "teilnahme_id": kennung,
            "kundennummer": kundennummer(x.person),
            "massnahmenummer": f"{x.regionalbuero.removeprefix('RB-')}-{x.code}-{reihe}",
            "eintritt": x.eintritt,
            "geplantes_ende": x.austritt or f.stichtag + HALBES_JAHR,
            "austritt": x.austritt,
            "austrittsgrund": zufall.choice(GRUENDE[x.ende]) if x.ende in GRUENDE else "",
        }
    )
    for merkmal, wert in x.merkmale.items():
        zeilen["merkmale"].append({"teilnahme_id": kennung, "merkmal": merkmal, "stichtag": x.eintritt, "wert": wert})
    if x.austritt:
        _ausgang(zeilen, x, kennung, x.austritt, zufall)


def _ausgang(zeilen: Zeilen, x: Fall, kennung: str, austritt: date, zufall: Zufall) -> None:
    zeilen["ergebnisse"].append(
        {
            "teilnahme_id": kennung,
            "ergebnis": x.ergebnis,
            "verkuerzbar": x.verkuerzbar,
            "verkuerzt": x.verkuerzt,
            "in_arbeit_nach_qualifizierung": x.nach_qualifizierung,
            "in_arbeit_ende_einstiegsbegleitung": x.nach_begleitung,
            "anschluss": x.anschluss,
            "berufsfeld": x.berufsfeld,
        }
    )
    spaeter = zufall.choice(STATUS["erwerbstaetig"]) if x.in_arbeit_spaeter else "arbeitsuchend"
    status = [("austritt", austritt, zufall.choice(STATUS[name])) for name in x.status]
    for zeitpunkt, tag, wort in [
        *(status or [("austritt", austritt, "unbekannt")]),
        ("nach_6_monaten", austritt + HALBES_JAHR, spaeter),
    ]:
        zeilen["verbleibe"].append({"teilnahme_id": kennung, "zeitpunkt": zeitpunkt, "erhoben_am": tag, "status": wort})
    if x.praktikum:
        beginn = x.eintritt + (austritt - x.eintritt) // 2
        zeilen["praktika"].append(
            {
                "praktikum_id": f"{kennung}-P1",
                "teilnahme_id": kennung,
                "beginn": beginn,
                "ende": min(beginn + timedelta(days=20), austritt),
                "erster_arbeitsmarkt": True,
            }
        )
    if x.verlaengert:
        zeilen["verlaengerungen"].append(
            {
                "teilnahme_id": kennung,
                "beschlossen_am": austritt - timedelta(days=40),
                "altes_ende": austritt - timedelta(days=30),
                "neues_ende": austritt,
                "grund": "ziel_nicht_erreicht",
            }
        )


def _zuweisung(z: Any, nummer: int) -> dict[str, Any]:
    return {
        "zuweisung_id": f"P{nummer:05}",
        "kundennummer": kundennummer(z.person),
        "regionalbuero": z.regionalbuero,
        "jobcenter": f"JC-{z.regionalbuero.removeprefix('RB-')}",
        "stufe": z.fall.code if z.fall else "",
        "zugewiesen_am": z.zugewiesen_am,
        "beendet_am": z.beendet_am,
        "ergebnis": z.ergebnis,
    }


def _text(wert: Any) -> str:
    if wert is None:
        return ""
    if isinstance(wert, bool):
        return "true" if wert else "false"
    return wert.isoformat() if isinstance(wert, date) else str(wert)
