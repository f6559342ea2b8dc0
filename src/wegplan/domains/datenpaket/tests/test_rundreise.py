"""Any package that is right comes out as it went in, and goes in again (DP-01, DP-03)."""

import csv
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wegplan.domains.datenpaket.ausgabe import exportieren
from wegplan.kit.exchange.schema import laden

from .test_ausgeben import alles_loeschen, inhalt

WIEDERHOLT = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
ANFANG = date(2024, 1, 1)
# everything that spoils naive CSV: separators, quotes, line ends, formulas, other scripts
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from('",;\n\r\t=+-@'), max_size=12
)
LEER_ODER = lambda s: st.just("") | s  # noqa: E731
WAHRHEIT = st.sampled_from(["", "true", "false"])
STELLEN = ["", "O0", "O1"]
SCHLUSS = "2025-12-31T10:00:00Z"


def tag(von: int, bis: int) -> st.SearchStrategy[str]:
    return st.integers(von, bis).map(lambda n: (ANFANG + timedelta(days=n)).isoformat())


def zeitpunkt() -> st.SearchStrategy[str]:
    return st.datetimes(datetime(2024, 1, 1), datetime(2025, 12, 31)).map(
        lambda z: f"{z:%Y-%m-%dT%H:%M:%S.%f}".rstrip("0").rstrip(".") + "Z"
    )


Zeile = dict[str, str]


def organisation(z: Any, i: int) -> Zeile:
    return {
        "kennung": f"O{i}",
        "art": "jobcenter" if i < 2 else "bildungsdienstleister",
        "name": z(TEXT),
        "uebergeordnet": "O0" if i else "",
        "bundesland": z(st.sampled_from(["", "DE-SN"])),
        "regelwerk": z(st.sampled_from(["", "cottbus"])),
    }


def person(z: Any, i: int, teams: list[str]) -> Zeile:
    return {
        "kundennummer": f"K{i}",
        "nachname": z(TEXT),
        "vorname": z(TEXT),
        "geburtsdatum": z(LEER_ODER(tag(-20000, -6000))),
        "geschlecht": z(st.sampled_from(["", "w", "x"])),
        "jobcenter": z(st.sampled_from(STELLEN)),
        "team": z(st.sampled_from(teams)),
    }


def massnahme(z: Any, i: int) -> Zeile:
    return {
        "massnahmenummer": f"M{i}",
        "titel": z(TEXT),
        "foerderart": "ESF",
        "programmstufe": z(st.sampled_from(["", "IEB"])),
        "traeger": z(st.sampled_from(STELLEN)),
        "regionalbuero": "",
        "beginn": z(tag(-50, 0)),
        "ende": z(LEER_ODER(tag(0, 900))),
        "plaetze": z(LEER_ODER(st.integers(0, 99).map(str))),
        "gruppenmassnahme": z(WAHRHEIT),
        "durchlaufend": z(WAHRHEIT),
    }


def teilnahmen_von(z: Any, kundennummer: str, massnahmen: list[Zeile], teams: list[str]) -> list[Zeile]:
    """Up to two in each measure, one after the other; the later ones may name the one before."""
    zeilen: list[Zeile] = []
    for n, m in enumerate(massnahmen):
        for teil in range(z(st.integers(0, 2))):
            von = z(st.integers(teil * 400, teil * 400 + 100))
            zeilen.append(
                {
                    "teilnahme_id": f"T-{kundennummer}-{n}-{teil}",
                    "kundennummer": kundennummer,
                    "massnahmenummer": m["massnahmenummer"],
                    "eintritt": z(tag(von, von)),
                    "geplantes_ende": z(tag(von, von + 299)),
                    "austritt": z(LEER_ODER(tag(von, von + 299))),
                    "austrittsgrund": z(st.sampled_from(["", "abbruch"])),
                    "vorherige_teilnahme": zeilen[-1]["teilnahme_id"] if teil else "",
                    "team": z(st.sampled_from(teams)),
                }
            )
    return zeilen


def vereinbarungen_von(z: Any, kundennummer: str) -> list[Zeile]:
    """Up to two; the second may continue the first when it is not older."""
    zeilen: list[Zeile] = []
    for i in range(z(st.integers(0, 2))):
        am = z(st.integers(0, 500))
        tag_am = z(tag(am, am))
        folgt = bool(zeilen) and z(st.booleans()) and zeilen[0]["abgeschlossen_am"] <= tag_am
        zeilen.append(
            {
                "vereinbarung_id": f"E-{kundennummer}-{i}",
                "kundennummer": kundennummer,
                "art": z(st.sampled_from(["EV", "KOOP"])),
                "abgeschlossen_am": tag_am,
                "gueltig_bis": z(st.just("9999-12-31") | LEER_ODER(tag(am, am + 200))),
                "vorgaenger": zeilen[0]["vereinbarung_id"] if folgt else "",
            }
        )
    return zeilen


def vermittlungen_von(z: Any, kundennummer: str) -> list[Zeile]:
    return [
        {
            "vermittlung_id": f"V-{kundennummer}-{i}",
            "kundennummer": kundennummer,
            "art": z(st.sampled_from(["VV", "SI"])),
            "unterbreitet_am": z(tag(0, 500)),
            "stellenart": z(st.sampled_from(["", "minijob"])),
            "sv_pflichtig": z(WAHRHEIT),
            "stelle_betreut": z(WAHRHEIT),
            "profil_betreut": z(WAHRHEIT),
        }
        for i in range(z(st.integers(0, 2)))
    ]


def strategien_von(z: Any, kundennummer: str) -> list[Zeile]:
    if not z(st.booleans()):
        return []
    return [
        {
            "handlungsstrategie_id": f"H-{kundennummer}",
            "kundennummer": kundennummer,
            "art": "absolventenmanagement",
            "begonnen_am": z(tag(0, 9)),
            "beendet_am": "",
        }
    ]


def vorgaenge_von(z: Any, kundennummer: str, teilnahmen: list[Zeile]) -> list[Zeile]:
    """Up to two; each belongs to one of the person's Teilnahmen or to none."""
    eigene = ["", *(t["teilnahme_id"] for t in teilnahmen if t["kundennummer"] == kundennummer)]
    arten = [("profil", ""), ("stellensuchlauf", "negativ"), ("einladung", ""), ("einladung", "erschienen")]
    zeilen = []
    for i in range(z(st.integers(0, 2))):
        art, ergebnis = z(st.sampled_from(arten))
        zeilen.append(
            {
                "vorgang_id": f"G-{kundennummer}-{i}",
                "kundennummer": kundennummer,
                "teilnahme_id": z(st.sampled_from(eigene)),
                "art": art,
                "tag": z(tag(0, 500)),
                "ergebnis": ergebnis,
                "notiz": z(TEXT),
            }
        )
    return zeilen


def anhaenge_von(z: Any, t: Zeile) -> dict[str, list[Zeile]]:
    """What hangs on a Teilnahme: perhaps one record in each of the files."""
    k = {"teilnahme_id": t["teilnahme_id"]}
    status, arbeitgeber = z(st.sampled_from([("minijob", TEXT), ("unbekannt", st.just(""))]))
    alle = {
        "praktika": {
            "praktikum_id": f"P-{t['teilnahme_id']}",
            **k,
            "unternehmen": z(TEXT),
            "beginn": t["eintritt"],
            "ende": z(st.sampled_from(["", t["geplantes_ende"]])),
            "taetigkeit": z(TEXT),
            **{n: z(WAHRHEIT) for n in ("selbst_gesucht", "auswertung_erfolgt", "erster_arbeitsmarkt")},
        },
        "foerderleistungen": {
            "leistung_id": f"L-{t['teilnahme_id']}",
            **k,
            "art": z(st.sampled_from(["sozialpaedagogisch", "stuetzunterricht", "weitere"])),
            "tag": t["eintritt"],
            "inhalt": z(TEXT),
            "umfang_minuten": z(LEER_ODER(st.integers(1, 600).map(str))),
        },
        "zertifikate": {
            "zertifikat_id": f"Z-{t['teilnahme_id']}",
            **k,
            "bezeichnung": z(TEXT.filter(str.strip)),
            "art": z(st.sampled_from(["schein", "sonstige"])),
            "erworben_am": z(LEER_ODER(tag(0, 500))),
            "mit_zertifikat": z(WAHRHEIT),
        },
        "verbleibe": {
            **k,
            "zeitpunkt": z(st.sampled_from(["austritt", "nach_6_monaten"])),
            "erhoben_am": z(LEER_ODER(tag(0, 500))),
            "status": status,
            "arbeitgeber": z(arbeitgeber),
        },
        "ergebnisse": {
            **k,
            "ergebnis": z(st.sampled_from(["", "zertifikat", "ohne"])),
            **{n: z(WAHRHEIT) for n in ("verkuerzbar", "verkuerzt", "in_arbeit_nach_qualifizierung")},
            "in_arbeit_ende_einstiegsbegleitung": z(WAHRHEIT),
            "anschluss": z(st.sampled_from(["", "arbeit", "unbekannt"])),
            "berufsfeld": z(TEXT),
        },
        "merkmale": {**k, "merkmal": "migration", "stichtag": t["eintritt"], "wert": z(TEXT)},
        **worte_von(z, t, k),
    }
    return {name: [zeile] if z(st.booleans()) else [] for name, zeile in alle.items()}


def worte_von(z: Any, t: Zeile, k: Zeile) -> dict[str, Zeile]:
    """A participant's word and a question, open or closed."""
    alle = {
        "eigenworte": {
            "eigenwort_id": f"W-{t['teilnahme_id']}",
            **k,
            "art": "ziel",
            "bezug": z(TEXT),
            "text": z(TEXT),
            "weg": "zugang",
            "geschrieben_am": z(zeitpunkt()),
            "erledigt_am": z(LEER_ODER(zeitpunkt())),
        },
        "fragen": {
            "frage_id": f"F-{t['teilnahme_id']}",
            **k,
            "von_stelle": "O0",
            "an_stelle": "O1",
            "gestellt_am": z(zeitpunkt()),
            **z(st.sampled_from([{"am_zug": "O1", "geschlossen_am": ""}, {"am_zug": "", "geschlossen_am": SCHLUSS}])),
        },
    }
    alle["fragen"]["wartet_seit"] = alle["fragen"]["gestellt_am"] if alle["fragen"]["am_zug"] else ""
    return alle


def profiling_von(z: Any, kundennummer: str) -> dict[str, list[Zeile]]:
    """Perhaps an assignment with a Gutachten; its texts may be anything but empty."""
    if not z(st.booleans()):
        return {}
    zuweisung = {"zuweisung_id": f"W-{kundennummer}", "kundennummer": kundennummer, "zugewiesen_am": z(tag(0, 9))}
    k = {"zuweisung_id": zuweisung["zuweisung_id"], "art": "kurzgutachten", "nummer": "1"}
    tage = {"begonnen_am": z(tag(10, 20)), "abgeschlossen_am": z(tag(20, 30))}
    return {
        "zuweisungen": [zuweisung],
        "gutachten": [{**k, **tage, "ergebnis": "geeignet", "name_fachkraft": z(TEXT.filter(str.strip))}],
        **{
            name: [
                {**k, "abschnitt": abschnitt, "text": z(TEXT.filter(str.strip))}
                for abschnitt in abschnitte
                if z(st.booleans())
            ]
            for name, abschnitte in (
                ("gutachtentexte", ("anlass", "wunsch")),
                ("gutachtenschutz", ("gesundheit", "lebenslage")),
            )
        },
    }


@st.composite
def pakete(zeichne: Any) -> dict[str, list[Zeile]]:
    """A small package that is right: keys once, references met, dates in order, nobody twice at the same time."""
    z = zeichne
    teams = [
        {"kennung": f"O{i % 2}-T{i}", "organisation": f"O{i % 2}", "name": z(TEXT)} for i in range(z(st.integers(0, 3)))
    ]
    gruppen = ["", *(t["kennung"] for t in teams)]
    massnahmen = [massnahme(z, i) for i in range(z(st.integers(0, 2)))]
    personen = [person(z, i, gruppen) for i in range(z(st.integers(0, 4)))]
    nummern = [p["kundennummer"] for p in personen]
    teilnahmen = [t for k in nummern for t in teilnahmen_von(z, k, massnahmen, gruppen)]
    anhaenge: dict[str, list[Zeile]] = {}
    for t in teilnahmen:
        for name, zeilen in anhaenge_von(z, t).items():
            anhaenge.setdefault(name, []).extend(zeilen)
    for k in nummern:
        for name, zeilen in profiling_von(z, k).items():
            anhaenge.setdefault(name, []).extend(zeilen)
    return {
        "organisationen": [organisation(z, i) for i in range(z(st.integers(2, 4)))],
        "teams": teams,
        "personen": personen,
        "massnahmen": massnahmen,
        "teilnahmen": teilnahmen,
        "vereinbarungen": [e for k in nummern for e in vereinbarungen_von(z, k)],
        "vermittlungen": [v for k in nummern for v in vermittlungen_von(z, k)],
        "handlungsstrategien": [h for k in nummern for h in strategien_von(z, k)],
        "vorgaenge": [v for k in nummern for v in vorgaenge_von(z, k, teilnahmen)],
        **anhaenge,
    }


def schreiben(paket: dict[str, list[dict[str, str]]], ordner: Path) -> None:
    ordner.mkdir()
    for name, zeilen in paket.items():
        spalten = [s.name for s in laden()[name].spalten if not s.darf_fehlen or any(s.name in z for z in zeilen)]
        with (ordner / f"{name}.csv").open("w", encoding="utf-8", newline="") as f:
            schreiber = csv.DictWriter(f, spalten, restval="")
            schreiber.writeheader()
            schreiber.writerows(zeilen)


def lesen(ordner: Path, name: str) -> list[dict[str, str]]:
    datei = ordner / f"{name}.csv"
    if not datei.exists():
        return []
    with datei.open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


@WIEDERHOLT
@given(pakete())
def test_dp03_einlesen_ausgeben_einlesen_ausgeben(lies, paket):
    alles_loeschen()
    with tempfile.TemporaryDirectory() as ort:
        schreiben(paket, Path(ort) / "ein")
        ergebnis = lies(Path(ort) / "ein")
        assert ergebnis.gelungen, [f.als_text() for f in ergebnis.bericht.fehler]
        exportieren(Path(ort) / "aus")
        for name, zeilen in paket.items():
            heraus = {
                tuple(z.get(s, "") for s in (zeilen[0] if zeilen else ())) for z in lesen(Path(ort) / "aus", name)
            }
            assert heraus == {tuple(z.values()) for z in zeilen} | (heraus if not zeilen else set()), name
        noch_einmal = lies(Path(ort) / "aus")
        assert noch_einmal.gelungen, [f.als_text() for f in noch_einmal.bericht.fehler]
        assert all(z.neu == z.geaendert == 0 for z in noch_einmal.zahlen.values())
        alles_loeschen()
        assert lies(Path(ort) / "aus").gelungen
        exportieren(Path(ort) / "wieder")
        assert inhalt(Path(ort) / "aus") == inhalt(Path(ort) / "wieder")
