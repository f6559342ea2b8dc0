"""The verdict of each Teilnahme as the page shows it, by the rule set of the office (AM-14), and what to do next."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from wegplan.domains.absolventenmanagement.queries import Filter, urteile
from wegplan.domains.absolventenmanagement.rules import regelwerk_laden
from wegplan.domains.absolventenmanagement.saetze import ARTEN, Satz, geltung, kurz, saetze
from wegplan.domains.absolventenmanagement.urteil import Beleg, Urteil
from wegplan.domains.absolventenmanagement.worte import NICHT_GEZAEHLT, ergebnis
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.ui.diagramme import Fenster, Marke, fenster
from wegplan.kit.ui.textfilter import datum

from .queries import Akte

RAND = timedelta(days=7)  # shown before and after the window
NAECHSTE = 3
OFFEN = ("noch offen", "achtung")
ALLES_DA = ("alles da", "gut")


@dataclass(frozen=True)
class Verweis:
    text: str
    url: str


@dataclass(frozen=True)
class Beurteilung:
    """One verdict: word and state for the badge, the line that says it, sentences with links, picture of the window.

    `nachgetragen`: records that count though entered after the exit; `gedreht`: without them it would not be
    fulfilled (PX-03)."""

    urteil: Urteil
    wort: tuple[str, str]
    kurz: str
    saetze: list[tuple[Satz, list[Verweis]]]
    bild: SafeString | str
    hinweis: str
    nachgetragen: list[Verweis]
    gedreht: bool
    regelwerk: str


def beurteilungen(akte: Akte) -> dict[int, Beurteilung]:
    """The verdicts by the number of the Teilnahme; none for who may not read Vereinbarungen and Vermittlungen,
    and none of a Teilnahme that has not begun.

    One statement. Where all offices of the Teilnahmen work by one rule set, only that one is asked."""
    if not (akte.teilnahmen and akte.darf_vermittlung):
        return {}
    aemter = [t.jobcenter or akte.person.jobcenter for t in akte.teilnahmen]
    namen = {amt.regelwerk for amt in aemter if amt and amt.regelwerk}
    if not namen:
        return {}
    einziges = namen.pop() if len(namen) == 1 and all(amt and amt.regelwerk for amt in aemter) else None
    # no user: the person was fetched "for this user", and `darf_vermittlung` holds for this very person
    gefunden = urteile(einziges, akte.stichtag, nutzer=None, filter=Filter(personen=[akte.person.pk]))
    return {u.teilnahme: beurteilung(u) for u in gefunden if u.eintritt <= akte.stichtag}


def beurteilung(urteil: Urteil) -> Beurteilung:
    """A verdict made ready for the page."""
    return Beurteilung(
        urteil=urteil,
        wort=_wort(urteil),
        kurz=kurz(urteil),
        saetze=[(satz, [verweis(urteil.person, b) for b in satz.belege]) for satz in saetze(urteil)],
        bild=_bild(urteil),
        hinweis=geltung(urteil),
        nachgetragen=[verweis(urteil.person, b) for b in urteil.nachgetragen],
        gedreht=gedreht(urteil),
        regelwerk=regelwerk_laden(urteil.regelwerk).name,
    )


def _wort(urteil: Urteil) -> tuple[str, str]:
    if not urteil.laeuft:
        return ergebnis(urteil.gezaehlt, urteil.erfuellt_ies, urteil.erfuellt_iws)
    if not urteil.gezaehlt:
        return NICHT_GEZAEHLT
    return ALLES_DA if urteil.erfuellt_ies else OFFEN


def gedreht(urteil: Urteil) -> bool:
    """True when an ended Teilnahme is fulfilled only by records entered after its exit (PX-03)."""
    if urteil.laeuft or not urteil.erfuellt_ies:
        return False
    zaehlende = [
        [b for b in urteil.belege_fuer(element) if b.zaehlt_ies] for element in ("vereinbarung", "vermittlung")
    ]
    return any(all(b.nachgetragen for b in element) for element in zaehlende)


def verweis(person_id: int, beleg: Beleg) -> Verweis:
    """The link to a record on the tab "Vermittlung"."""
    name = ARTEN.get(beleg.art, ("", beleg.art))[1]
    seite = reverse("akte:vermittlung", args=[person_id])
    return Verweis(f"{name} vom {datum(beleg.tag)}", f"{seite}#{beleg.element}-{beleg.schluessel}")


def _bild(urteil: Urteil) -> SafeString | str:
    """The window on a time axis with the records on it; nothing for a Teilnahme that is not counted."""
    if not urteil.gezaehlt or urteil.ab is None or urteil.ende is None:
        return ""
    weit = urteil.nach if urteil.nach and urteil.nach > urteil.ende else None
    spannen = [Fenster("Zeitraum im engeren Sinne" if weit else "Zeitraum", urteil.ab, urteil.ende)]
    if weit:
        spannen.append(Fenster("im weiteren Sinne", urteil.ab, weit))
    marken = [Marke(b.tag, ARTEN.get(b.art, ("", b.art))[1], _zustand(b)) for b in urteil.belege]
    marken.append(Marke(urteil.ende, "geplantes Ende" if urteil.laeuft else "Austritt"))
    return fenster(
        "Zeitraum der Prüfung",
        kurz(urteil),
        urteil.ab - RAND,
        (weit or urteil.ende) + RAND,
        spannen,
        marken,
        heute=urteil.stichtag,
    )


def _zustand(beleg: Beleg) -> str:
    if beleg.zaehlt_ies:
        return "gut"
    return "achtung" if beleg.zaehlt_iws else "schlecht"


# --- what to do next -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Naechster:
    """A next step with its button. `frist` in words."""

    titel: str
    frist: str
    knopf: str
    url: str


def naechste(nutzer: Any, akte: Akte, urteile: dict[int, Beurteilung]) -> list[Naechster]:
    """The next three steps, the most urgent first: only what this user may do."""
    schritte: list[tuple[date, Naechster]] = []
    for teilnahme in akte.teilnahmen:
        if nutzer.darf(Aktion.TEILNAHME_AENDERN):
            schritte += _austritt_fehlt(akte, teilnahme)
        if teilnahme.pk in urteile and nutzer.darf(Aktion.VERMITTLUNG_ERFASSEN):
            schritte += _fehlendes(akte, urteile[teilnahme.pk].urteil)
    if nutzer.darf(Aktion.PERSON_AENDERN) and not akte.zustaendige:
        url = reverse("akte:zustaendigkeit_neu", args=[akte.person.pk])
        schritte.append((date.max, Naechster("Niemand ist zuständig", "", "Zuständigkeit geben", url)))
    eindeutig = {schritt.url: (tag, schritt) for tag, schritt in sorted(schritte, key=lambda s: s[0], reverse=True)}
    return [schritt for _, schritt in sorted(eindeutig.values(), key=lambda s: s[0])][:NAECHSTE]


def _austritt_fehlt(akte: Akte, t: Teilnahme) -> list[tuple[date, Naechster]]:
    if t.austritt or not t.geplantes_ende or t.geplantes_ende >= akte.stichtag:
        return []
    url = reverse("akte:austritt", args=[akte.person.pk, t.pk])
    frist = f"Das geplante Ende war am {datum(t.geplantes_ende)}."
    return [(t.geplantes_ende, Naechster("Der Austritt ist nicht eingetragen", frist, "Austritt eintragen", url))]


def _fehlendes(akte: Akte, u: Urteil) -> list[tuple[date, Naechster]]:
    """What can still be mended: up to the planned end, or in the wide window after the exit."""
    if not u.gezaehlt or u.ende is None or u.ab is None or u.erfuellt_ies or u.erfuellt_iws:
        return []
    schluss = u.ende if u.laeuft or not u.hat_iws or u.nach is None else u.nach
    if schluss < akte.stichtag:
        return []
    frist = f"bis {datum(schluss)}" if u.ab <= akte.stichtag else f"vom {datum(u.ab)} bis {datum(schluss)}"
    fehlt = {
        "vereinbarung": u.vereinbarung != "erledigt" if u.laeuft else _fehlt(u, "vereinbarung"),
        "vermittlung": u.vermittlung != "erledigt" if u.laeuft else _fehlt(u, "vermittlung"),
    }
    texte = {
        "vereinbarung": ("Eine gültige Vereinbarung fehlt", "Vereinbarung eintragen", "akte:vereinbarung_neu"),
        "vermittlung": ("Eine Vermittlung, die zählt, fehlt", "Vermittlung eintragen", "akte:vermittlung_neu"),
    }
    return [
        (schluss, Naechster(titel, frist, knopf, reverse(name, args=[akte.person.pk])))
        for element, (titel, knopf, name) in texte.items()
        if fehlt[element]
    ]


def _fehlt(u: Urteil, element: str) -> bool:
    return any(element in grund for grund in u.gruende_iws or ())
