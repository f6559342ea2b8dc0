"""A procedure in words, as a person reads it: values in, German out."""

from datetime import date
from typing import Any

from wegplan.domains.verfahren.rules import Abstand, Grenze, Nachweis, Schritt, Termin
from wegplan.domains.verfahren.worte import ROLLEN
from wegplan.domains.vermittlung.models import Vereinbarungsart, Vermittlungsart
from wegplan.domains.vorgang.arten import Vorgangsart

PHASEN = {"vorher": "vor der Maßnahme", "waehrend": "während der Maßnahme", "nachher": "nach der Maßnahme"}
VERBINDLICHKEITEN = {"zwingend": "zwingend", "soll": "soll", "bei_bedarf": "bei Bedarf"}
ANKER = {
    "eintritt": "Eintritt",
    "geplantes_ende": "geplantes Ende",
    "austritt": "Ende (Austritt, bis dahin das geplante Ende)",
    "mitte": "Mitte der Teilnahme",
    "probezeit_ende": "Ende der Probezeit",
    "zwischenpruefung": "Zwischenprüfung",
    "abschlusspruefung": "Abschlussprüfung",
    "ausbildungsjahr_ende:1": "Ende des 1. Ausbildungsjahres",
    "ausbildungsjahr_ende:2": "Ende des 2. Ausbildungsjahres",
    "ausbildungsjahr_ende:3": "Ende des 3. Ausbildungsjahres",
    "ausbildungsjahr_ende:4": "Ende des 4. Ausbildungsjahres",
    "monatsende": "Ende jedes Monats",
    "quartalsende": "Ende jedes Quartals",
    "massnahme_beginn": "Beginn der Maßnahme",
    "massnahme_ende": "Ende der Maßnahme",
    "massnahme_verteilt:1": "Mitte der Maßnahme",
    "massnahme_verteilt:2": "zwei Tage, gleichmäßig über die Maßnahme verteilt",
    "massnahme_verteilt:3": "drei Tage, gleichmäßig über die Maßnahme verteilt",
    "massnahme_verteilt:4": "vier Tage, gleichmäßig über die Maßnahme verteilt",
    "kalenderjahr": "Ende jedes Kalenderjahres, in dem die Maßnahme läuft",
}
KURZ = ANKER | {"austritt": "Ende"}
BELEGE = {
    **{f"vereinbarung:{art}": str(art.label) for art in Vereinbarungsart},
    **{f"vermittlung:{art}": str(art.label) for art in Vermittlungsart},
    "strategie:absolventenmanagement": "Handlungsstrategie Absolventenmanagement begonnen",
    "strategie_ende:absolventenmanagement": "Handlungsstrategie Absolventenmanagement beendet",
    **{f"vorgang:{art}": str(art.label) for art in Vorgangsart},
}
MONATE = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()  # noqa: SIM905
_DAUER = (
    ("ab_tagen", "ab {} Tagen"),
    ("bis_tagen", "bis {} Tage"),
    ("ab_monaten", "ab {} Monaten"),
    ("ueber_monaten", "über {} Monate"),
    ("unter_monaten", "unter {} Monaten"),
)


def rollen(schritt: Schritt) -> str:
    """Who owes the step, then who takes part."""
    erste, *weitere = (ROLLEN[rolle] for rolle in schritt.zustaendig)
    return f"{erste} (mit: {', '.join(weitere)})" if weitere else erste


def _mehrzahl(zahl: int, eins: str, viele: str) -> str:
    return f"{zahl} {eins if zahl == 1 else viele}"


def abstand(weg: Abstand, anker: str) -> str:
    """`3 Monate vor: geplantes Ende`; the anchor's name alone where there is no distance."""
    teile = [
        _mehrzahl(abs(zahl), eins, viele)
        for zahl, eins, viele in ((weg.monate, "Monat", "Monate"), (weg.tage, "Tag", "Tage"))
        if zahl
    ]
    ort = " und ".join(teile) + (" vor: " if weg.monate < 0 or weg.tage < 0 else " nach: ") + anker if teile else anker
    return f"{weg.arbeitstage}. Arbeitstag nach: {ort}" if weg.arbeitstage else ort


def tage(termin: Termin) -> str:
    """When a step is due by this way."""
    anker = KURZ[f"{termin.anker}:{termin.nummer}" if termin.nummer else termin.anker]
    if termin.alle_monate and termin.anker == "eintritt":
        return f"alle {_mehrzahl(termin.alle_monate, 'Monat', 'Monate')} nach dem Eintritt, solange die Teilnahme läuft"
    bis = abstand(termin.bis, anker)
    if termin.letzter:
        monat, tag = termin.letzter
        return f"letzter {tag}. {MONATE[monat - 1]} vor oder am Tag „{bis}“"
    return f"{abstand(termin.von, anker)} … {bis}" if termin.von else bis


def bedingung(termin: Termin) -> str:
    """For which Teilnahmen or measures."""
    teile = [", ".join(sorted(termin.foerderarten))]
    teile += [text.format(termin.dauer[name]) for name, text in _DAUER if name in termin.dauer]
    if termin.stufen:
        teile.append(f"Stufe {', '.join(sorted(termin.stufen))}")
    if termin.strategie:
        teile.append("nur mit Handlungsstrategie Absolventenmanagement")
    return "; ".join(teile)


def nachweis(beweis: Nachweis | None) -> str:
    """What proves the step."""
    if not beweis:
        return "von Hand abzuhaken"
    text = " oder ".join(BELEGE.get(beleg, beleg) for beleg in beweis.belege)
    for wort, grenze in (("ab", beweis.von), ("bis", beweis.bis)):
        if grenze:
            text += f", {wort} {_grenze(grenze)}"
    return text + (", gültig am Tag des Eintritts" if beweis.gueltig_am_eintritt else "")


def _grenze(grenze: Grenze) -> str:
    return abstand(Abstand(tage=grenze.tage), KURZ[grenze.anker])


def zeilen(schritt: Schritt) -> list[tuple[str, str]]:
    """All of a step as name and text, in the order of the form; what versions are compared by."""
    angaben: list[tuple[str, str]] = [
        ("Titel", schritt.titel),
        ("Phase", PHASEN[schritt.phase]),
        ("Zuständig", rollen(schritt)),
        ("Verbindlichkeit", VERBINDLICHKEITEN[schritt.verbindlichkeit]),
    ]
    angaben += [(f"Termin {nr}", f"{tage(t)} ({bedingung(t)})") for nr, t in enumerate(schritt.termine, 1)]
    angaben += [
        ("Anlass", schritt.anlass),
        ("Nachweis", nachweis(schritt.nachweis)),
        ("Schließt die Strategie", "ja" if schritt.schliesst else "nein"),
        ("Erklärung", schritt.erklaerung),
        ("Fundstelle", schritt.fundstelle),
        ("Lesart", schritt.lesart),
    ]
    return [(name, text) for name, text in angaben if text]


def tag_wort(tag: date | None) -> str:
    return f"{tag:%d.%m.%Y}" if tag else ""


def gruppenworte(inhalt: dict[str, Any]) -> list[tuple[str, str]]:
    """The groups of Förderarten of a procedure, with what they hold."""
    return [(name, ", ".join(arten)) for name, arten in inhalt["gruppen"].items()]
