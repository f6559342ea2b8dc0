"""The 80 measures of the made-up region, over all Förderarten and stages."""

from dataclasses import dataclass
from datetime import date, timedelta

from .gegend import JOBCENTER, REGIONALBUERO_VON, TRAEGER_JE_JOBCENTER
from .zeilen import MassnahmeZeile, TeilnahmeZeile
from .zufall import Zufall, monatsanfang

LAND = {jc.kennung: jc.bundesland for jc in JOBCENTER}


@dataclass(frozen=True)
class Kurs:
    """A kind of measure. `dauer` in calendar days and `alter` in years at entry, from and to; `gewicht` is
    its share of the Teilnahmen beside the other kinds."""

    foerderart: str
    dauer: tuple[int, int]
    alter: tuple[int, int]
    gewicht: float
    titel: tuple[str, ...]
    stufe: str = ""
    gruppe: bool = True


KURSE = (
    Kurs(
        "FbW-A",
        (540, 1000),
        (22, 48),
        9,
        (
            "Umschulung Pflegefachfrau/Pflegefachmann",
            "Umschulung Fachkraft für Lagerlogistik",
            "Umschulung Kaufleute für Büromanagement",
            "Umschulung Fachinformatik Systemintegration",
            "Umschulung Elektronik für Betriebstechnik",
            "Umschulung Berufskraftfahren",
            "Umschulung Anlagenmechanik Sanitär, Heizung, Klima",
            "Umschulung Köchin/Koch",
        ),
    ),
    Kurs(
        "FbW-T",
        (150, 330),
        (22, 52),
        8,
        (
            "Teilqualifizierung Lager und Versand",
            "Teilqualifizierung Metalltechnik",
            "Teilqualifizierung Elektrotechnik",
            "Teilqualifizierung Gastgewerbe",
            "Teilqualifizierung Verkauf",
            "Teilqualifizierung Garten- und Landschaftsbau",
        ),
    ),
    Kurs(
        "FbW",
        (100, 300),
        (22, 58),
        24,
        (
            "Pflegehilfe mit Praktikum",
            "Betreuungskraft nach § 43b SGB XI",
            "Staplerschein und Lagerpraxis",
            "Schweißen, Grund- und Aufbaukurs",
            "Büro und Buchhaltung",
            "Lohn und Gehalt",
            "Digitale Arbeit im Büro",
            "CNC-Grundlagen",
            "Sicherheit und Service nach § 34a GewO",
            "Reinigungstechnik",
            "Küche und Service",
            "Solartechnik für Helferinnen und Helfer",
            "Deutsch für den Beruf mit Fachmodul",
        ),
    ),
    Kurs(
        "MAT",
        (60, 270),
        (19, 60),
        21,
        (
            "Aktivierung und Orientierung",
            "Orientierung für Frauen",
            "Neustart ab 50",
            "Bewerbung und Vermittlung",
            "Werkstatt Holz und Metall",
            "Werkstatt Küche und Hauswirtschaft",
            "Sprache und Arbeit",
            "Gesund in Arbeit",
            "Wege für Eltern",
            "Junge Menschen unter 25",
            "Praxisnah im Handwerk",
            "Praxisnah in der Pflege",
            "Stabil im Alltag",
            "Ankommen im Betrieb",
        ),
    ),
    Kurs(
        "AVGS",
        (42, 220),
        (19, 60),
        13,
        (
            "Einzelcoaching Bewerbung",
            "Einzelcoaching Neuorientierung",
            "Coaching für Alleinerziehende",
            "Coaching Gesundheit und Arbeit",
            "Coaching Selbstständigkeit",
            "Begleitung am Arbeitsplatz",
            "Coaching nach der Familienzeit",
            "Coaching mit Sprachbegleitung",
            "Kompetenzen erkennen",
            "Jobcoaching in der Gruppe",
        ),
        gruppe=False,
    ),
    Kurs(
        "MAG",
        (7, 42),
        (19, 60),
        5,
        ("Erprobung im Betrieb", "Erprobung in der Pflege", "Erprobung im Handwerk"),
        gruppe=False,
    ),
    Kurs(
        "AGH",
        (120, 360),
        (22, 62),
        8,
        (
            "Arbeitsgelegenheit Stadtgrün",
            "Arbeitsgelegenheit Möbelhaus",
            "Arbeitsgelegenheit Fahrradwerkstatt",
            "Arbeitsgelegenheit Kleiderkammer",
            "Arbeitsgelegenheit Wanderwege",
            "Arbeitsgelegenheit Nachbarschaftshilfe",
            "Arbeitsgelegenheit Tafel",
        ),
    ),
    Kurs(
        "BaE",
        (700, 1200),
        (17, 23),
        3,
        (
            "Ausbildung Verkauf, kooperativ",
            "Ausbildung Malen und Lackieren, integrativ",
            "Ausbildung Fachpraktik Küche, integrativ",
            "Ausbildung Tischlerei, kooperativ",
        ),
    ),
    Kurs(
        "EQ",
        (180, 360),
        (17, 23),
        2,
        ("Einstiegsqualifizierung Handwerk", "Einstiegsqualifizierung Handel"),
        gruppe=False,
    ),
    Kurs(
        "BvB",
        (190, 320),
        (16, 22),
        4,
        (
            "Berufsvorbereitung Technik",
            "Berufsvorbereitung Soziales",
            "Berufsvorbereitung Wirtschaft",
            "Berufsvorbereitung mit Produktionsschule",
        ),
    ),
    Kurs(
        "REHA",
        (200, 700),
        (22, 52),
        4,
        (
            "Reha-Umschulung Verwaltung",
            "Reha-Integrationsmaßnahme",
            "Reha-Weiterbildung Technik",
        ),
    ),
    Kurs("ESF", (500, 900), (22, 45), 2, ("Berufsabschluss im Betrieb",), stufe="QAB-D"),
    Kurs("ESF", (400, 700), (22, 45), 2, ("Berufsabschluss beim Träger",), stufe="QAB-K"),
    Kurs("ESF", (330, 365), (25, 45), 1, ("Umschulung Erziehung, drittes Jahr",), stufe="EZU"),
    Kurs(
        "ESF",
        (180, 365),
        (22, 55),
        3,
        ("Integration und Einstiegsbegleitung Binnenland", "Integration und Einstiegsbegleitung Küste"),
        stufe="IEB",
    ),
    Kurs("ESF", (100, 270), (22, 58), 2, ("Vorbereitung und dauerhafte Begleitung",), stufe="VDB"),
)


@dataclass(frozen=True)
class Platz:
    """A measure before its days are known: they follow from the Teilnahmen."""

    massnahmenummer: str
    titel: str
    kurs: Kurs
    jobcenter: str
    traeger: str


def plaetze(zufall: Zufall) -> list[Platz]:
    """One per title, in turn for both Jobcenter; the providers share them evenly."""
    ergebnis: list[Platz] = []
    for kurs in KURSE:
        for titel in kurs.titel:
            jc = JOBCENTER[len(ergebnis) % 2]
            reihe = TRAEGER_JE_JOBCENTER[jc.kennung]
            traeger = reihe[(len(ergebnis) // 2) % len(reihe)]
            nummer = f"{jc.vorspann}/{1000 + 10 * len(ergebnis) + zufall.randint(0, 9)}"
            ergebnis.append(Platz(nummer, titel, kurs, jc.kennung, traeger))
    return ergebnis


def massnahmen(angebot: list[Platz], teilnahmen: list[TeilnahmeZeile], zufall: Zufall) -> list[MassnahmeZeile]:
    """The rows: a measure begins before its first entry, ends after its last planned end unless it goes on
    without end, and has room for the most people that were there at once."""
    je_massnahme: dict[str, list[TeilnahmeZeile]] = {platz.massnahmenummer: [] for platz in angebot}
    for teilnahme in teilnahmen:
        je_massnahme[teilnahme.massnahmenummer].append(teilnahme)
    return [_zeile(platz, je_massnahme[platz.massnahmenummer], zufall) for platz in angebot]


def _zeile(platz: Platz, teilnahmen: list[TeilnahmeZeile], zufall: Zufall) -> MassnahmeZeile:
    beginn = monatsanfang(min(t.eintritt for t in teilnahmen))
    ende = max(_bis(t) for t in teilnahmen) + timedelta(days=zufall.randint(0, 60))
    durchlaufend = not platz.kurs.gruppe or zufall.ja(0.6)
    belegung = _hoechste_belegung(teilnahmen)
    return MassnahmeZeile(
        platz.massnahmenummer,
        platz.titel,
        platz.kurs.foerderart,
        platz.kurs.stufe,
        platz.traeger,
        REGIONALBUERO_VON[platz.traeger],
        beginn,
        None if durchlaufend else ende,
        belegung + zufall.randint(0, max(2, belegung // 8)),
        platz.kurs.gruppe,
        LAND[platz.jobcenter],
        durchlaufend,
    )


def _bis(t: TeilnahmeZeile) -> date:
    return max(t.austritt or t.eintritt, t.geplantes_ende or t.eintritt)


def _hoechste_belegung(teilnahmen: list[TeilnahmeZeile]) -> int:
    bewegungen = [(t.eintritt, 1) for t in teilnahmen] + [(_bis(t) + timedelta(days=1), -1) for t in teilnahmen]
    belegt = hoechste = 0
    for _, schritt in sorted(bewegungen):
        belegt += schritt
        hoechste = max(hoechste, belegt)
    return hoechste
