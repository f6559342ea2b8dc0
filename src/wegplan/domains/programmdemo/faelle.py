"""Who took part in which stage and what came of it: as many as the published tables say (JPS-95)."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from wegplan.domains.demo.zufall import Zufall

from .fakten import Fakten

STUFEN = ("QAB", "EZU", "IEB", "VDB")
STATUS = {  # row of the tables → codes of the package
    "elternzeit": ("elternzeit",),
    "arbeitsuchend": ("arbeitsuchend",),
    "weiterfuehrend": ("weiterfuehrende_massnahme",),
    "erwerbstaetig": ("sv_beschaeftigt", "sv_beschaeftigt", "minijob", "selbststaendig"),
    "sonstiges": ("reha_rente_sonstiges",),
}
GRUENDE = {"vorzeitig": ("abbruch", "abbruch", "stufenwechsel", "arbeitsaufnahme"), "abgeschlossen": ("regulaer",)}
# what the source leaves open and the made-up programme settles
DUAL, VERKUERZBAR, VOLLE_ABSCHLUESSE, VERLAENGERT = 220, 300, 300, Decimal(38)
BERUFSFELDER = (
    ("Büro und Verwaltung", 0.42),
    ("Lager und Logistik", 0.16),
    ("Gesundheit und Soziales", 0.14),
    ("Metall und Technik", 0.12),
    ("Küche und Gastgewerbe", 0.10),
    ("Handwerk", 0.06),
)


@dataclass
class Fall:
    """A Teilnahme in the making. `ende`: vorzeitig, abgeschlossen, ohne_grund or laufend; `status` at exit."""

    stufe: str
    ende: str
    status: list[str] = field(default_factory=list)
    code: str = ""
    regionalbuero: str = ""
    ergebnis: str = "teilgenommen"
    berufsfeld: str = ""
    verkuerzbar: bool | None = None
    verkuerzt: bool | None = None
    nach_qualifizierung: bool | None = None
    nach_begleitung: bool | None = None
    anschluss: str = ""
    in_arbeit_spaeter: bool = False
    praktikum: bool = False
    verlaengert: bool = False
    geschlecht: str = ""
    altersgruppe: str = ""
    merkmale: dict[str, str] = field(default_factory=dict)
    eintritt: date = date.min
    austritt: date | None = None
    person: int = 0
    vorher: "Fall | None" = None

    @property
    def beendet(self) -> bool:
        return self.ende != "laufend"

    @property
    def erfolgreich(self) -> bool:
        return self.ergebnis in ("berufsabschluss", "teilqualifikation")


def anteil(prozent: str | int | Decimal, von: int) -> int:
    """How many of `von` a printed rate is."""
    return int((Decimal(prozent) * von / 100).quantize(Decimal(1), ROUND_HALF_UP))


def faelle(f: Fakten, zufall: Zufall) -> list[Fall]:
    """All of them, in a random order, without place, day and person."""
    alle = []
    for stufe in STUFEN:
        je_stufe = _enden(f, stufe)
        {"QAB": _qab, "EZU": _ezu, "IEB": _ieb, "VDB": _vdb}[stufe](f, je_stufe, zufall)
        for x in je_stufe:
            x.code = x.code or stufe
        alle += je_stufe
    zufall.shuffle(alle)
    return alle


def _enden(f: Fakten, stufe: str) -> list[Fall]:
    """As many of each end as printed, with their status: several where the status are more than the persons."""
    vorzeitig, abgeschlossen = (f.zahl(t, "n", stufe) for t in ("abbruch_status", "abschluss_status"))
    begonnen, beendet = (f.zahl("bestand", name, stufe) for name in ("begonnen", "beendet"))
    alle = [*_mit_status(f, "abbruch_status", stufe, "vorzeitig", vorzeitig)]
    alle += _mit_status(f, "abschluss_status", stufe, "abgeschlossen", abgeschlossen)
    alle += [Fall(stufe, "ohne_grund") for _ in range(beendet - vorzeitig - abgeschlossen)]
    return alle + [Fall(stufe, "laufend") for _ in range(begonnen - beendet)]


def _mit_status(f: Fakten, tafel: str, stufe: str, ende: str, anzahl: int) -> list[Fall]:
    gruppe = [Fall(stufe, ende) for _ in range(anzahl)]
    nennungen = [name for name in STATUS for _ in range(f.zahl(tafel, name, stufe))]
    for nummer, name in enumerate(nennungen):
        gruppe[nummer % anzahl].status.append(name)
    return gruppe


def _waehlen(zufall: Zufall, aus: list[Fall], anzahl: int) -> list[Fall]:
    return zufall.sample(aus, anzahl)


def _abgeschlossene(alle: list[Fall], in_arbeit: bool) -> list[Fall]:
    return [x for x in alle if x.ende == "abgeschlossen" and ("erwerbstaetig" in x.status) == in_arbeit]


def _erfolg(alle: list[Fall], erfolgreich: int, in_arbeit: int, zufall: Zufall) -> list[Fall]:
    """The successful in a random order, so many of them in work at the exit."""
    gewaehlt = _waehlen(zufall, _abgeschlossene(alle, True), in_arbeit)
    gewaehlt += _waehlen(zufall, _abgeschlossene(alle, False), erfolgreich - in_arbeit)
    zufall.shuffle(gewaehlt)
    for x in gewaehlt:
        x.ergebnis = "berufsabschluss"
    return gewaehlt


def _spaeter(f: Fakten, tafel: str, aus: list[Fall], zufall: Zufall) -> None:
    for x in _waehlen(zufall, aus, anteil(f.gedruckt[tafel, "ist", "vermittlungsquote_2"], len(aus))):
        x.in_arbeit_spaeter = True


def _qab(f: Fakten, alle: list[Fall], zufall: Zufall) -> None:
    erfolgreiche = _erfolg(
        alle,
        f.zahl("berufsfelder", "zusammen", "gesamt"),
        f.zahl("ziele_qab", "zaehler", "vermittlungsquote_1"),
        zufall,
    )
    for x in erfolgreiche[VOLLE_ABSCHLUESSE:]:
        x.ergebnis = "teilqualifikation"
    for x in erfolgreiche:
        x.berufsfeld = zufall.eins_von(BERUFSFELDER)
    verkuerzt = anteil(f.gedruckt["ziele_qab", "ist", "verkuerzt"], VERKUERZBAR)
    for x in erfolgreiche[:verkuerzt]:
        x.verkuerzbar = x.verkuerzt = True
    for x in [x for x in alle if x.verkuerzbar is None][: VERKUERZBAR - verkuerzt]:
        x.verkuerzbar, x.verkuerzt = True, False
    _spaeter(f, "ziele_qab", erfolgreiche, zufall)
    dual = set(map(id, _waehlen(zufall, alle, DUAL)))
    for x in alle:
        x.code = "QAB-D" if id(x) in dual else "QAB-K"


def _ezu(f: Fakten, alle: list[Fall], zufall: Zufall) -> None:
    erfolgreich, in_arbeit = (f.zahl("ziele_ezu", "zaehler", name) for name in ("abschluss", "vermittlungsquote_1"))
    _spaeter(f, "ziele_ezu", _erfolg(alle, erfolgreich, in_arbeit, zufall), zufall)


def _ieb(f: Fakten, alle: list[Fall], zufall: Zufall) -> None:
    """Who is placed is chosen per office, see wege.regionen."""
    _spaeter(f, "ziele_ieb", [x for x in alle if x.beendet], zufall)


def _vdb(f: Fakten, alle: list[Fall], zufall: Zufall) -> None:
    abgeschlossene = [x for x in alle if x.ende == "abgeschlossen"]
    zufall.shuffle(abgeschlossene)
    mit = f.zahl("ziele_vdb", "zaehler", "anschlussperspektive")
    quali = anteil(f.gedruckt["ziele_vdb", "ist", "ausbildung_qualifizierung"], len(abgeschlossene))
    for nummer, x in enumerate(abgeschlossene):
        x.anschluss = "ausbildung_qualifizierung" if nummer < quali else "keine"
        if quali <= nummer < mit:
            x.anschluss = "arbeit" if "erwerbstaetig" in x.status else "weiterfuehrende_massnahme"
    beendet = [x for x in alle if x.beendet]
    for x in _waehlen(zufall, beendet, anteil(f.gedruckt["praktikum", "quote", "gesamt"], len(beendet))):
        x.praktikum = True
    for x in _waehlen(zufall, beendet, anteil(VERLAENGERT, len(alle))):
        x.verlaengert = True
