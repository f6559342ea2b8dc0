"""Reading a measure's month: every participant, their days, what is missing, what has changed since the release."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Organisation
from wegplan.domains.teilnahme.models import Teilnahme

from .live import fehlzeiten_von
from .models import Anwesenheit, Lernort, Monatsabschluss, Monatskorrektur, Monatsliste, Monatslistenzeile
from .monat import Monat, Unterschied, Zahlen, nummeriert, stand, unterschiede, zeile
from .queries import ZEICHEN, ansprueche, massnahmekalender
from .rules import solltage

IM_PRAKTIKUM = "P"  # stands in front of the mark


@dataclass(frozen=True)
class Teilnehmerzeile:
    """A participant of the month. `inhalt`: the row of the list without its number; `fehlend`: target days without a
    mark; `stelle`: the AA/JC that gets the row, None where nobody is named."""

    teilnahme: Teilnahme
    inhalt: list[Any]
    fehlend: tuple[date, ...]
    stelle: Organisation | None


@dataclass(frozen=True)
class Stellenliste:
    """What one AA/JC gets or got. `letzte`: the newest version; `verdeckt`: rows of it that the user sees no more."""

    stelle: Organisation
    zeilen: dict[int, list[Any]]
    letzte: Monatsliste | None
    unterschiede: list[Unterschied]
    verdeckt: int = 0

    @property
    def neu_freizugeben(self) -> bool:
        return not self.verdeckt and (self.letzte is None or bool(self.unterschiede))


@dataclass
class Monatsbild:
    """A measure's month as the user sees it."""

    massnahme: Massnahme
    monat: Monat
    zeilen: list[Teilnehmerzeile] = field(default_factory=list)
    abschluss: Monatsabschluss | None = None
    stellen: list[Stellenliste] = field(default_factory=list)

    @property
    def fehlend(self) -> int:
        """Target days without a mark."""
        return sum(len(z.fehlend) for z in self.zeilen)

    @property
    def unvollstaendig(self) -> list[Teilnehmerzeile]:
        return [z for z in self.zeilen if z.fehlend]

    @property
    def ohne_stelle(self) -> list[Teilnehmerzeile]:
        """Participants whose AA/JC is not known: they would stand on no list."""
        return [z for z in self.zeilen if z.stelle is None]


def monat_laden(nutzer: Any, massnahme: Massnahme, monat: Monat) -> Monatsbild:
    """The month with everybody who ever entered by its end, as far as the user sees them, in ten statements."""
    teilnahmen = list(
        Teilnahme.objects.fuer(nutzer, Aktion.ANWESENHEIT_ERFASSEN)
        .filter(massnahme=massnahme, eintritt__lte=monat.letzter)
        .select_related("person__jobcenter", "jobcenter")
        .order_by("person__sortierung", "pk")
    )
    letzte = _letzte_listen(nutzer, massnahme, monat)
    gesendet = _gesendete_zeilen(nutzer, letzte.values())
    empfaenger = {teilnahme: letzte_stelle for letzte_stelle, z in gesendet.items() for teilnahme in z}
    bild = Monatsbild(massnahme, monat, abschluss=abschluss_von(massnahme, monat))
    bild.zeilen = _zeilen(massnahme, monat, teilnahmen, {pk: letzte[s].empfaenger for pk, s in empfaenger.items()})
    bild.stellen = _stellen(bild, letzte, gesendet)
    return bild


def abschluss_von(massnahme: Massnahme, monat: Monat) -> Monatsabschluss | None:
    """Who closed the month and when, None while it is open."""
    return Monatsabschluss.objects.filter(massnahme=massnahme, monat=monat.erster).first()


def korrekturen_in(nutzer: Any, massnahme: Massnahme, monat: Monat) -> list[Monatskorrektur]:
    """What was changed in the month after it was closed, the newest first."""
    eigene = Monatskorrektur.objects.fuer(nutzer, Aktion.ANWESENHEIT_ERFASSEN).filter(
        teilnahme__massnahme=massnahme, datum__range=(monat.erster, monat.letzter)
    )
    return list(eigene.select_related("person", "erfasst_von").order_by("-erfasst_am", "-pk"))


def _letzte_listen(nutzer: Any, massnahme: Massnahme, monat: Monat) -> dict[int, Monatsliste]:
    """The newest version by receiver."""
    listen = Monatsliste.objects.fuer(nutzer).filter(massnahme=massnahme, monat=monat.erster)
    return {liste.empfaenger_id: liste for liste in listen.select_related("empfaenger").order_by("fassung")}


def _gesendete_zeilen(nutzer: Any, listen: Iterable[Monatsliste]) -> dict[int, dict[int, list[Any]]]:
    """Receiver → Teilnahme → row, of the newest versions."""
    zeilen = Monatslistenzeile.objects.fuer(nutzer, Aktion.ANWESENHEIT_LESEN)
    ergebnis: dict[int, dict[int, list[Any]]] = {liste.empfaenger_id: {} for liste in listen}
    gesucht = zeilen.filter(liste__in=[liste.pk for liste in listen]).order_by("nummer")
    for stelle, teilnahme, inhalt in gesucht.values_list("liste__empfaenger", "teilnahme", "inhalt"):
        ergebnis[stelle][teilnahme] = inhalt
    return ergebnis


def _zeilen(
    massnahme: Massnahme, monat: Monat, teilnahmen: list[Teilnahme], empfaenger: Mapping[int, Organisation]
) -> list[Teilnehmerzeile]:
    """Who was on a list before stays on the one of the same receiver, also after a move to another Jobcenter."""
    kalender = massnahmekalender(massnahme, monat.erster, monat.letzter)
    anspruch = ansprueche(massnahme, teilnahmen)
    zeichen = _zeichen(teilnahmen, monat)
    zahlen = _zahlen(teilnahmen, monat)
    ergebnis = []
    for t in teilnahmen:
        eigene = zeichen.get(t.pk, {})
        soll = solltage(kalender, anspruch[t.pk], monat.erster, monat.letzter)
        wer = [t.person.nachname, t.person.vorname, t.person.kundennummer or "", f"{t.eintritt:%d.%m.%Y}"]
        wer.append(stand(t.eintritt, t.austritt, t.geplantes_ende, monat))
        inhalt = zeile(monat, wer, eigene, zahlen.get(t.pk, Zahlen()))
        fehlend = tuple(tag for tag in soll if tag.day not in eigene)
        stelle = empfaenger.get(t.pk) or t.jobcenter or t.person.jobcenter
        ergebnis.append(Teilnehmerzeile(t, inhalt, fehlend, stelle))
    return ergebnis


def _zeichen(teilnahmen: list[Teilnahme], monat: Monat) -> dict[int, dict[int, str]]:
    """Teilnahme → day of the month → signs, of both places of learning."""
    marken = Anwesenheit.objects.filter(
        teilnahme__in=[t.pk for t in teilnahmen], datum__range=(monat.erster, monat.letzter)
    )
    ergebnis: dict[int, dict[int, str]] = {}
    for pk, tag, ort, status in marken.order_by("-lernort").values_list("teilnahme", "datum", "lernort", "status"):
        wort = (IM_PRAKTIKUM if ort == Lernort.PRAKTIKUM else "") + ZEICHEN[status]
        tage = ergebnis.setdefault(pk, {})
        tage[tag.day] = f"{tage[tag.day]} {wort}" if tag.day in tage else wort
    return ergebnis


def _zahlen(teilnahmen: list[Teilnahme], monat: Monat) -> dict[int, Zahlen]:
    orte: dict[int, dict[str, tuple[Any, ...]]] = {}
    for pk, ort, *rest in fehlzeiten_von([t.pk for t in teilnahmen], monat.erster, monat.letzter):
        orte.setdefault(pk, {})[ort] = tuple(rest)
    return {pk: Zahlen(*je_ort["gesamt"], *je_ort.get(Lernort.PRAKTIKUM, (0, 0))[:2]) for pk, je_ort in orte.items()}


def _stellen(
    bild: Monatsbild, letzte: Mapping[int, Monatsliste], gesendet: Mapping[int, dict[int, list[Any]]]
) -> list[Stellenliste]:
    """The lists of the month by receiver, by name."""
    stellen = {z.stelle.pk: z.stelle for z in bild.zeilen if z.stelle}
    ergebnis = []
    for stelle in sorted(stellen.values(), key=lambda s: s.name):
        eigene = [z for z in bild.zeilen if z.stelle and z.stelle.pk == stelle.pk]
        zeilen = dict(zip((z.teilnahme.pk for z in eigene), nummeriert(z.inhalt for z in eigene), strict=True))
        liste, alt = letzte.get(stelle.pk), gesendet.get(stelle.pk, {})
        anders = unterschiede(liste.spalten, alt, zeilen) if liste else []
        verdeckt = liste.anzahl - len(zeilen.keys() & alt.keys()) if liste else 0
        ergebnis.append(Stellenliste(stelle, zeilen, liste, anders, verdeckt))
    return ergebnis


def listenkopf(bild: Monatsbild, stelle: Organisation) -> dict[str, str]:
    """What stands above the rows of a list, frozen with them."""
    massnahme = bild.massnahme
    return {
        "titel": f"Anwesenheitsliste {bild.monat}",
        "massnahme": str(massnahme),
        "traeger": massnahme.traeger.name if massnahme.traeger else "",
        "empfaenger": stelle.name,
        "kopie": massnahme.regionalbuero.name if massnahme.regionalbuero else "",
        "abgeschlossen": bild.abschluss.unterschrift if bild.abschluss else "",
    }
