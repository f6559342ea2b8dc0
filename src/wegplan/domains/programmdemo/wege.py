"""Where and when: offices, days, persons with their assignments, as the published tables say (JPS-95)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from wegplan.domains.demo.zufall import Zufall

from .faelle import STUFEN, Fall
from .fakten import Fakten

BUEROS = {
    "RB-BZ": "RB Bautzen",
    "RB-DD": "RB DD/SSOE/MEI",
    "RB-CMS": "RB CMS",
    "RB-ERZ": "RB Erzgebirge",
    "RB-Z": "RB Zwickau",
    "RB-V": "RB Vogtland",
}
DAUER = {"QAB": (620, 760), "EZU": (320, 340), "IEB": (200, 330), "VDB": (120, 260)}  # days
ANFANG, LETZTER_AUSTRITT = date(2015, 3, 1), date(2021, 10, 29)
JAHRGAENGE = (2015, 2016, 2017, 2018)  # of EZU
AUSGAENGE = ("abgelehnt", "andere_massnahme", "nicht_geeignet", "warteschleife_beendet")


@dataclass
class Zuweisung:
    """An assignment; `fall` is the Teilnahme that followed."""

    person: int
    regionalbuero: str
    zugewiesen_am: date
    beendet_am: date
    ergebnis: str
    fall: Fall | None = None


@dataclass
class Wege:
    """Persons are numbers; each has its cases and assignments."""

    personen: int = 0
    zuweisungen: list[Zuweisung] = field(default_factory=list)


def regionen(f: Fakten, alle: Sequence[Fall]) -> None:
    """Every case gets its office: stages in proportion, the last stage what is left; then who of IEB was placed."""
    frei = {rb: f.zahl("aufnahme", "begonnen", rb) for rb in BUEROS}
    gesamt = sum(frei.values())
    anteile = {rb: anzahl / gesamt for rb, anzahl in frei.items()}
    for stufe in STUFEN:
        gruppe = [x for x in alle if x.stufe == stufe]
        bueros = list(frei) if stufe != STUFEN[-1] else []
        plaetze = {rb: int(len(gruppe) * anteile[rb]) for rb in bueros} or dict(frei)
        for rb in bueros[: len(gruppe) - sum(plaetze.values())]:
            plaetze[rb] += 1
        folge = iter(gruppe)
        for rb, anzahl in plaetze.items():
            frei[rb] -= anzahl
            for _, x in zip(range(anzahl), folge, strict=False):
                x.regionalbuero = rb
    for rb in BUEROS:
        _vermitteln(f, [x for x in alle if x.stufe == "IEB" and x.regionalbuero == rb and x.beendet], rb)


def _vermitteln(f: Fakten, beendete: list[Fall], rb: str) -> None:
    vermittelt, danach, ohne = (f.zahl("ieb_region", n, rb) for n in ("vermittelt", "danach_in_arbeit", "danach_ohne"))
    beendete.sort(key=lambda x: "erwerbstaetig" not in x.status)
    for nummer, x in enumerate(beendete):
        x.nach_qualifizierung = nummer < vermittelt
        if nummer < danach + ohne:
            x.nach_begleitung = nummer < danach


def tage(alle: Sequence[Fall], stichtag: date, zufall: Zufall) -> None:
    """Begin and end; every end is more than six months before the reference day, so that the follow-up is due."""
    for x in alle:
        kurz, lang = DAUER[x.stufe]
        dauer = timedelta(days=zufall.randint(kurz, lang) // (2 if x.ende == "vorzeitig" else 1))
        if x.stufe == "EZU":
            x.eintritt = date(zufall.choice(JAHRGAENGE) if x.beendet else stichtag.year - 1, 9, 1)
        elif x.beendet:
            x.eintritt = zufall.tag(ANFANG, LETZTER_AUSTRITT - dauer)
        else:
            x.eintritt = zufall.tag(stichtag - timedelta(days=kurz - 20), stichtag - timedelta(days=10))
        x.austritt = x.eintritt + dauer if x.beendet else None


def zuweisen(f: Fakten, alle: Sequence[Fall], zufall: Zufall) -> Wege:
    """Persons and assignments per office: first entries, all entries and assignments as printed."""
    w = Wege()
    for rb in BUEROS:
        _buero(f, w, rb, [x for x in alle if x.regionalbuero == rb], zufall)
    ohne = [z for z in w.zuweisungen if z.fall is None and z.ergebnis != "nicht_erschienen"]
    in_arbeit = set(map(id, zufall.sample(ohne, f.zahl("uebergaenge", "aus_eignungsfeststellung", "gesamt"))))
    for z in ohne:
        z.ergebnis = "arbeit" if id(z) in in_arbeit else zufall.choice(AUSGAENGE)
    return w


def _buero(f: Fakten, w: Wege, rb: str, faelle: list[Fall], zufall: Zufall) -> None:
    """More entries than assignments: the rest came without one."""
    erste, eintritte = f.zahl("eintritte", "erste", rb), f.zahl("eintritte", "alle", rb)
    zuweisungen = f.zahl("aufnahme", "zuweisungen", rb)
    ohne_zuweisung = max(eintritte - zuweisungen, 0)
    for x in faelle[:ohne_zuweisung]:
        w.personen += 1
        x.person = w.personen
    personen = list(range(w.personen + 1, w.personen + 1 + erste - ohne_zuweisung))
    w.personen += len(personen)
    rest = faelle[ohne_zuweisung:]
    zweite = _paare(rest, len(rest) - len(personen))
    einzelne = [x for x in rest if id(x) not in set(map(id, zweite))]
    for nummer, person in enumerate(personen):
        fall = einzelne[nummer] if nummer < len(einzelne) else None
        w.zuweisungen.append(_zuweisung(person, rb, fall, zufall))
    for x in zweite:
        x.person = x.vorher.person if x.vorher else 0
        w.zuweisungen.append(_zuweisung(x.person, rb, x, zufall))
    for person in zufall.choices(personen[-200:], k=eintritte - ohne_zuweisung - len(personen) - len(zweite)):
        w.zuweisungen.append(_zuweisung(person, rb, None, zufall))
    for person in zufall.choices(personen, k=max(zuweisungen - eintritte, 0)):
        w.zuweisungen.append(_zuweisung(person, rb, None, zufall, "nicht_erschienen"))


def _zuweisung(person: int, rb: str, fall: Fall | None, zufall: Zufall, ergebnis: str = "") -> Zuweisung:
    if fall is None:
        tag = zufall.tag(ANFANG, date(2022, 3, 1))
        return Zuweisung(person, rb, tag, tag + timedelta(days=zufall.randint(20, 50)), ergebnis)
    fall.person = person
    return Zuweisung(
        person, rb, fall.eintritt - timedelta(days=zufall.randint(20, 90)), fall.eintritt, "eintritt", fall
    )


def _paare(faelle: list[Fall], anzahl: int) -> list[Fall]:
    """So many second Teilnahmen: each becomes the later one of a person with another of the same sex and age group.

    The first ends at least two months before; its person follows from the case that is left (see _buero)."""
    zweite: list[Fall] = []
    if anzahl <= 0:
        return zweite
    offen: dict[tuple[str, str], Fall] = {}
    for x in faelle:
        if x.stufe != "VDB" or not x.beendet or len(zweite) == anzahl:
            continue
        erster = offen.pop((x.geschlecht, x.altersgruppe), None)
        if erster is None:
            offen[x.geschlecht, x.altersgruppe] = x
            continue
        _hintereinander(erster, x)
        x.vorher = erster
        zweite.append(x)
    return zweite


def _hintereinander(erster: Fall, zweiter: Fall) -> None:
    """The first within five years after the programme's begin, the second soon after it."""
    for x, beginn in ((erster, min(erster.eintritt, date(2019, 6, 3))), (zweiter, None)):
        dauer = x.austritt - x.eintritt if x.austritt else timedelta()
        x.eintritt = beginn or (erster.austritt or date.min) + timedelta(days=70)
        x.austritt = x.eintritt + dauer
