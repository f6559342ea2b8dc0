"""The way of a person as a timeline: before, during and after each measure. Values in, values out."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vorgang.models import Vorgang
from wegplan.kit.ui.bausteine import Abschnitt, Schritt
from wegplan.kit.ui.textfilter import datum

from .queries import Akte


@dataclass(frozen=True)
class Erfassung:
    """Day of the event and day of recording, side by side (PX-03)."""

    tag: date
    erfasst: date

    @property
    def nachgetragen(self) -> bool:
        return self.erfasst > self.tag

    @property
    def satz(self) -> str:
        if not self.nachgetragen:
            return "am selben Tag eingetragen" if self.erfasst == self.tag else f"eingetragen am {datum(self.erfasst)}"
        return f"eingetragen erst am {datum(self.erfasst)}"


def erfassung(tag: date, erfasst_am: datetime) -> Erfassung:
    return Erfassung(tag, timezone.localdate(erfasst_am))


def nach_austritt_erfasst(tag: date, erfasst_am: datetime, teilnahmen: list[Teilnahme]) -> Teilnahme | None:
    """The Teilnahme after whose exit a record with an earlier day was entered (PX-03), or None."""
    erfasst = timezone.localdate(erfasst_am)
    return next((t for t in teilnahmen if t.austritt and tag <= t.austritt < erfasst), None)


def weg(akte: Akte) -> list[Abschnitt]:
    """The sections in the order of time; empty ones are left out.

    A day that falls into several Teilnahmen belongs to the one that began last."""
    teilnahmen = sorted(akte.teilnahmen, key=lambda t: (t.eintritt, t.pk))
    abschnitte: dict[tuple[int, str], list[tuple[date, Schritt]]] = {(0, "vorher"): []}
    for nr, _ in enumerate(teilnahmen, 1):
        abschnitte[nr, "waehrend"], abschnitte[nr, "danach"] = [], []
    for tag, nr, schritt in _schritte(akte, teilnahmen):
        platz = (nr, "waehrend") if nr else _platz(tag, teilnahmen)
        abschnitte[platz].append((tag, schritt))
    return [
        Abschnitt(_titel(nr, teil, teilnahmen), [s for _, s in sorted(schritte, key=lambda paar: paar[0])])
        for (nr, teil), schritte in abschnitte.items()
        if schritte
    ]


def _platz(tag: date, teilnahmen: list[Teilnahme]) -> tuple[int, str]:
    """Section of a day: (number of the Teilnahme, waehrend or danach), or (0, vorher)."""
    for nr, t in reversed(list(enumerate(teilnahmen, 1))):
        if t.eintritt <= tag <= (t.austritt or date.max):
            return nr, "waehrend"
    for nr, t in reversed(list(enumerate(teilnahmen, 1))):
        if t.austritt and t.austritt < tag:
            return nr, "danach"
    return 0, "vorher"


def _titel(nr: int, teil: str, teilnahmen: list[Teilnahme]) -> str:
    if nr == 0:
        return "Vor der Maßnahme" if teilnahmen else "Bisher"
    massnahme = teilnahmen[nr - 1].massnahme
    name = massnahme.titel or massnahme.massnahmenummer
    return f"Während: {name}" if teil == "waehrend" else f"Nach dem Austritt aus: {name}"


def _schritte(akte: Akte, teilnahmen: list[Teilnahme]) -> list[tuple[date, int, Schritt]]:
    """(day, number of the Teilnahme it belongs to or 0, step)."""
    schritte: list[tuple[date, int, Schritt]] = []
    for nr, t in enumerate(teilnahmen, 1):
        schritte += [(tag, nr, schritt) for tag, schritt in _teilnahme(t, akte)]
    for v in akte.vereinbarungen:
        gueltig = f"gültig bis {datum(v.gueltig_bis)}" if v.gueltig_bis else "gültig bis auf Weiteres"
        titel = f"{v.get_art_display()}{' fortgeschrieben' if v.vorgaenger_id else ' abgeschlossen'}"
        schritte.append((v.abgeschlossen_am, 0, _beleg(akte, v, v.abgeschlossen_am, titel, gueltig)))
    for m in akte.vermittlungen:
        stelle = m.get_stellenart_display()
        schritte.append((m.unterbreitet_am, 0, _beleg(akte, m, m.unterbreitet_am, m.get_art_display(), stelle)))
    for s in akte.strategien:
        bis = f"beendet am {datum(s.beendet_am)}" if s.beendet_am else "läuft"
        titel = f"Handlungsstrategie {s.get_art_display()}"
        schritte.append((s.begonnen_am, 0, _beleg(akte, s, s.begonnen_am, titel, bis)))
    for vorgang in (v.vorgang for v in akte.vorgaenge):
        schritte.append((vorgang.tag, 0, _vorgang(akte, vorgang)))
    return schritte


def _beleg(akte: Akte, eintrag: Any, tag: date, titel: str, text: str) -> Schritt:
    """A record with its link; both days side by side, said where it was entered after an exit (PX-03)."""
    beide = erfassung(tag, eintrag.erfasst_am)
    spaet = nach_austritt_erfasst(tag, eintrag.erfasst_am, akte.teilnahmen)
    saetze = [text, beide.satz, f"nach dem Austritt am {datum(spaet.austritt)} eingetragen" if spaet else ""]
    return Schritt(
        titel=titel,
        zustand="erledigt",
        wort="nachgetragen" if spaet else "erledigt",
        datum=tag,
        text="; ".join(s for s in saetze if s),
        url=beleg_url(akte.person.pk, eintrag),
    )


def _vorgang(akte: Akte, vorgang: Vorgang) -> Schritt:
    """An appointment ahead is open; everything else has happened."""
    text = vorgang.get_ergebnis_display()
    if vorgang.tag <= akte.stichtag:
        return _beleg(akte, vorgang, vorgang.tag, vorgang.get_art_display(), text)
    url = beleg_url(akte.person.pk, vorgang)
    return Schritt(vorgang.get_art_display(), "offen", "bevorstehend", vorgang.tag, text=text, url=url)


def beleg_url(person_id: int, eintrag: Any) -> str:
    """The row of a record on its tab, "Vorgänge" or "Vermittlung"."""
    reiter = "akte:vorgaenge" if isinstance(eintrag, Vorgang) else "akte:vermittlung"
    return f"{reverse(reiter, args=[person_id])}#{eintrag._meta.model_name}-{eintrag.pk}"


def _teilnahme(t: Teilnahme, akte: Akte) -> list[tuple[date, Schritt]]:
    """Entry, planned end and exit of one Teilnahme."""
    beide = erfassung(t.eintritt, t.erfasst_am)
    traeger = str(t.massnahme.traeger) if t.massnahme.traeger else ""
    schritte = [(t.eintritt, Schritt("Eintritt", "erledigt", "erledigt", t.eintritt, wer=traeger, text=beide.satz))]
    if t.austritt:
        grund = t.get_austrittsgrund_display() or "ohne Angabe eines Grundes"
        getan = t.austritt <= akte.stichtag
        stand, wort = ("erledigt", "erledigt") if getan else ("offen", "bevorstehend")
        schritte.append((t.austritt, Schritt("Austritt", stand, wort, t.austritt, text=grund)))
    elif t.geplantes_ende:
        spaet = t.geplantes_ende < akte.stichtag
        stand, wort = ("ueberfaellig", "Austritt fehlt") if spaet else ("offen", "offen")
        schritte.append((t.geplantes_ende, Schritt("Geplantes Ende", stand, wort, t.geplantes_ende)))
    return schritte
