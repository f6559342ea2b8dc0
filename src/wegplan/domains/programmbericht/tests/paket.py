"""Small packages for the tests: rows as they are counted by hand, as a folder and as tables of PostgreSQL."""

import csv
import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from wegplan.domains.programmbericht.ausdruck import als_sql
from wegplan.domains.programmbericht.quelle import PAKET
from wegplan.kit.exchange.schema import laden

TAG = date(2022, 5, 2)
TYPEN = {"string": "text", "date": "date", "boolean": "boolean", "integer": "integer"}
Tabellen = dict[str, list[dict[str, Any]]]


def ordner_schreiben(tabellen: Tabellen, ordner: Path) -> Path:
    """The rows as CSV files; a column that a row lacks is empty."""
    for name, spalten in PAKET.items():
        with (ordner / f"{name}.csv").open("w", encoding="utf-8", newline="") as datei:
            schreiber = csv.writer(datei, lineterminator="\n")
            schreiber.writerow(spalten)
            for zeile in tabellen.get(name, ()):
                schreiber.writerow([{True: "true", False: "false"}.get(w, w) for w in map(zeile.get, spalten)])
    return ordner


class Postgres:
    """The tables of the package, given to the live database with each statement."""

    def __init__(self, tabellen: Tabellen) -> None:
        self._werte = {
            name: json.dumps([{s: zeile.get(s) for s in PAKET[name]} for zeile in tabellen.get(name, ())])
            for name in PAKET
        }

    def merken(self, name: str, ausdruck: Any) -> None:
        with connection.cursor() as c:
            c.execute(f"create temporary table {name} as {self._sql(ausdruck)}", self._werte)

    def zaehlen(self, ausdruck: Any) -> list[dict[str, Any]]:
        with connection.cursor() as c:
            c.execute(self._sql(ausdruck), self._werte)
            return [dict(zip(ausdruck.columns, zeile, strict=True)) for zeile in c.fetchall()]

    def _sql(self, ausdruck: Any) -> str:
        mit = ", ".join(
            f"{name} as (select * from jsonb_to_recordset(%({name})s::jsonb) as x({_felder(name)}))" for name in PAKET
        )
        sql = als_sql(ausdruck, "postgres").replace("%", "%%")
        return f"with {mit} select * from ({sql}) as antwort"


def _felder(name: str) -> str:
    return ", ".join(f"{spalte} {TYPEN[laden()[name].spalte(spalte).typ]}" for spalte in PAKET[name])


MASSNAHMEN = [
    {"massnahmenummer": "QD", "programmstufe": "QAB-D", "traeger": "T1", "regionalbuero": "RB1"},
    {"massnahmenummer": "QK", "programmstufe": "QAB-K", "traeger": "T1", "regionalbuero": "RB2"},
    {"massnahmenummer": "E", "programmstufe": "EZU", "traeger": "T2", "regionalbuero": "RB1"},
    {"massnahmenummer": "I", "programmstufe": "IEB", "traeger": "T1", "regionalbuero": "RB1", "durchlaufend": True},
    {"massnahmenummer": "I2", "programmstufe": "IEB", "traeger": "T2", "regionalbuero": "RB2", "ende": "2021-12-31"},
    {"massnahmenummer": "V", "programmstufe": "VDB", "traeger": "T2", "regionalbuero": "RB2"},
]
STELLEN = [{"kennung": "RB1", "name": "RB Eins"}, {"kennung": "RB2", "name": "RB Zwei"}]


def grundlage() -> Tabellen:
    """Offices and measures, nobody in them."""
    leer: Tabellen = {name: [] for name in PAKET}
    return leer | {"organisationen": STELLEN, "massnahmen": [{"beginn": "2018-01-01"} | m for m in MASSNAHMEN]}


def zufaellig(samen: int, personen: int) -> Tabellen:
    """A made-up programme of so many persons, with everything that a table looks at, gaps included."""
    r = random.Random(samen)
    t = grundlage()

    def tag(von: int = 2018, bis: int = 2022) -> str:
        return (date(von, 1, 1) + timedelta(days=r.randrange((bis - von) * 365 + 150))).isoformat()

    for nr in range(personen):
        person = {"kundennummer": f"K{nr}", "geburtsdatum": r.choice([tag(1960, 2001), None])}
        t["personen"].append(person | {"geschlecht": r.choice("wwmdx")})
        for mal in range(r.randrange(3)):
            ende = r.choice([tag(2021), None])
            t["zuweisungen"].append(
                {"zuweisung_id": f"Z{nr}-{mal}", "kundennummer": f"K{nr}", "regionalbuero": r.choice(["RB1", "RB2"])}
                | {"zugewiesen_am": tag(), "beendet_am": ende}
                | {"ergebnis": ende and r.choice(["eintritt", "arbeit", "nicht_erschienen"])}
            )
        for mal in range(r.randrange(1, 3)):
            _teilnahme(t, r, tag, f"K{nr}", f"T{nr}-{mal}")
    return t


def _teilnahme(t: Tabellen, r: random.Random, tag: Any, person: str, kennung: str) -> None:
    ein = tag(2018, 2021)
    aus = r.choice([max(ein, tag(2021)), None, max(ein, tag(2019))])
    grund = aus and r.choice(["regulaer", "abbruch", "stufenwechsel", None])
    massnahme = r.choice(MASSNAHMEN)["massnahmenummer"]
    zeile = {"teilnahme_id": kennung, "kundennummer": person, "massnahmenummer": massnahme}
    t["teilnahmen"].append(zeile | {"eintritt": ein, "austritt": aus, "austrittsgrund": grund})
    ja = [True, False, None]
    t["ergebnisse"].append(
        {"teilnahme_id": kennung, "ergebnis": r.choice(["berufsabschluss", "teilqualifikation", "ohne", None])}
        | {name: r.choice(ja) for name in PAKET["ergebnisse"] if name.startswith(("verk", "in_arbeit"))}
        | {"anschluss": r.choice(["arbeit", "keine", None]), "berufsfeld": r.choice(["Büro", "Metall", None])}
    )
    for status in r.sample(["arbeitsuchend", "minijob", "sv_beschaeftigt", "elternzeit", "unbekannt"], r.randrange(3)):
        t["verbleibe"].append({"teilnahme_id": kennung, "zeitpunkt": "austritt", "status": status})
    for merkmal, werte in (("langzeitarbeitslos", ["ja", "nein"]), ("leistungsbezug", ["alg1", "alg2", "ohne"])):
        for stichtag in {ein, tag(2020)}:
            wert = r.choice([*werte, "unbekannt", None])
            zeile = {"teilnahme_id": kennung, "merkmal": merkmal, "stichtag": stichtag, "wert": wert}
            t["merkmale"].append(zeile)
    if r.random() < 0.4:
        t["praktika"].append(
            {"praktikum_id": kennung, "teilnahme_id": kennung, "beginn": tag(), "erster_arbeitsmarkt": r.choice(ja)}
        )
        t["verlaengerungen"] += [{"teilnahme_id": kennung, "beschlossen_am": tag()} for _ in range(r.randrange(3))]
