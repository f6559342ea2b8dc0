"""The steps of a person's Teilnahmen by the office's procedure: what is due, what is done, what proves it, and where it
is written (VF-09). Values in, values out."""

from datetime import date
from typing import Any

from django.urls import reverse

from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.verfahren import models, rules
from wegplan.domains.verfahren.worte import ROLLEN, Regeltexte
from wegplan.domains.vermittlung.models import Vereinbarungsart, Vermittlungsart
from wegplan.domains.vorgang.arten import Vorgangsart
from wegplan.kit.ui.bausteine import Abschnitt, Schritt
from wegplan.kit.ui.textfilter import datum

from .queries import Akte

PHASEN = {
    "vorher": "Vor der Maßnahme",
    "waehrend": "Während der Maßnahme",
    "nachher": "Nach der Maßnahme",
    "": "Nicht mehr im Verfahren",  # the rule file holds the step no more
}
STRATEGIEN = {"strategie": "Handlungsstrategie begonnen", "strategie_ende": "Handlungsstrategie beendet"}


def wege(akte: Akte, schritte: list[models.Schritt]) -> list[tuple[Teilnahme, list[Abschnitt], list[rules.Schritt]]]:
    """Per Teilnahme, the latest first: its steps in three phases, and what the procedure asks for on an occasion.

    Teilnahmen without a procedure are left out."""
    texte = Regeltexte()
    je_teilnahme: dict[int, list[models.Schritt]] = {}
    for schritt in schritte:
        je_teilnahme.setdefault(schritt.teilnahme_id, []).append(schritt)
    return [
        (t, _abschnitte(akte, je_teilnahme[t.pk], texte), texte.mit_anlass({s.verfahren for s in je_teilnahme[t.pk]}))
        for t in akte.teilnahmen
        if t.pk in je_teilnahme
    ]


def _abschnitte(akte: Akte, schritte: list[models.Schritt], texte: Regeltexte) -> list[Abschnitt]:
    paare = [(s, texte(s)) for s in schritte]
    paare.sort(key=lambda paar: (paar[0].faellig_bis, paar[0].schluessel))
    belege = _belege(akte)
    teile = {phase: [_bild(akte, s, regel, belege) for s, regel in paare if regel.phase == phase] for phase in PHASEN}
    return [Abschnitt(PHASEN[phase], teil) for phase, teil in teile.items() if teil]


def _bild(akte: Akte, s: models.Schritt, regel: rules.Schritt, belege: dict[str, str]) -> Schritt:
    zustand, wort = _zustand(s, akte.stichtag)
    quelle = " ".join(filter(None, (regel.erklaerung, f"Fundstelle: {regel.fundstelle}.", regel.lesart)))
    return Schritt(
        titel=f"{regel.titel} ({s.lauf}.)" if s.lauf else regel.titel,
        zustand=zustand,
        wort=wort,
        datum=s.faellig_von or s.faellig_bis,
        bis=s.faellig_bis if s.faellig_von else None,
        wer=ROLLEN.get(s.rolle, s.rolle),
        text=". ".join(filter(None, (_wie(s, regel, belege), s.notiz))),
        url=_beleg_url(akte.person.pk, s.beleg),
        quelle=f"{s.schluessel}: {quelle}",
    )


def _zustand(s: models.Schritt, stichtag: date) -> tuple[str, str]:
    """State of the picture and its word."""
    if s.stand == models.Stand.ERLEDIGT:
        return "erledigt", "verspätet erledigt" if s.verspaetet else "erledigt"
    if s.stand == models.Stand.ENTFALLEN:
        return "entfaellt", "entfallen"
    if s.faellig_bis < stichtag:
        return "ueberfaellig", "überfällig"
    if s.faellig_von and s.faellig_von <= stichtag:
        return "laeuft", "jetzt fällig"
    return "offen", "offen"


def _wie(s: models.Schritt, regel: rules.Schritt, belege: dict[str, str]) -> str:
    """What proved it, why it fell away, or what will prove it."""
    if s.stand == models.Stand.ERLEDIGT:
        womit = f"belegt durch: {belege.get(s.beleg, 'Eintrag')}" if s.beleg else "von Hand abgehakt"
        return f"{datum(s.erledigt_am)}, {womit}"
    if s.stand == models.Stand.ENTFALLEN:
        return str(models.Wegfall(s.grund).label)
    if not regel.nachweis:
        return "Von Hand abzuhaken"
    worte = [_belegart(beleg) for beleg in regel.nachweis.belege]
    return f"Es belegt: {' oder '.join(worte)}"


def _belegart(beleg: str) -> str:
    """A kind of proof of a rule file in words."""
    tabelle, _, art = beleg.partition(":")
    arten = {"vorgang": Vorgangsart, "vereinbarung": Vereinbarungsart, "vermittlung": Vermittlungsart}
    return str(arten[tabelle](art).label) if tabelle in arten else STRATEGIEN[tabelle]


def _belege(akte: Akte) -> dict[str, str]:
    """The records of the file in words, by the key that a step names."""
    listen: dict[str, list[Any]] = {
        "vereinbarung": akte.vereinbarungen,
        "vermittlung": akte.vermittlungen,
        "vorgang": [v.vorgang for v in akte.vorgaenge],
    }
    worte = {f"{name}:{e.pk}": e.get_art_display() for name, liste in listen.items() for e in liste}
    return worte | {f"strategie:{e.pk}": f"Handlungsstrategie {e.get_art_display()}" for e in akte.strategien}


def _beleg_url(person: int, beleg: str) -> str:
    """The row of the record that proves a step, on its tab."""
    tabelle, _, nummer = beleg.partition(":")
    if not nummer:
        return ""
    reiter = "akte:vorgaenge" if tabelle == "vorgang" else "akte:vermittlung"
    name = {"strategie": "handlungsstrategie"}.get(tabelle, tabelle)
    return f"{reverse(reiter, args=[person])}#{name}-{nummer}"
