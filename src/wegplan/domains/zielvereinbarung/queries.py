"""Reading the measured figures: always "for this user"."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.text import Truncator

from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.zielindikatoren.live import Datenbank
from wegplan.domains.zielindikatoren.rules import Indikator, regelwerk_laden

from .arten import Gegenstand, Seite, Vereinbarungsstand
from .models import Gegenmassnahme, Messung, Messwert, Zielvereinbarung
from .rules import geltendes_konzept
from .zahlen import Zahl, klein, leer, summe, verdeckte

STICHTAGE = 13  # a year of month ends, and today


@dataclass(frozen=True)
class Messstand:
    """Figures of one measurement, by indicator and project, as far as the user may see the projects."""

    messung: Messung
    projekte: dict[int, Massnahme]
    werte: dict[str, dict[int, Zahl]]
    sieht_personen: bool

    def gesamt(self, indikator: Indikator, projekte: Iterable[int]) -> Zahl:
        """The figure of several projects together."""
        je_projekt = self.werte.get(indikator.name, {})
        teile = [je_projekt[pk] for pk in projekte if pk in je_projekt]
        if not teile:
            return leer(indikator)
        zahl = teile[0] if len(teile) == 1 else summe(teile)
        if self.sieht_personen or len(teile) == 1:
            return zahl
        verdeckt = sum(teil.verdeckt for teil in teile)
        return replace(zahl, verdeckt=verdeckt == 1 or klein(zahl))


def messungen() -> list[Messung]:
    """The newest measurement of each reference day, the latest day first."""
    neueste = Messung.objects.order_by("-stichtag", "-pk").distinct("stichtag")
    return list(neueste[:STICHTAGE])


def erste_messung(messung: Messung) -> Messung | None:
    """What was counted first for the same day; None where that is this one (PX-05)."""
    return Messung.objects.filter(stichtag=messung.stichtag, pk__lt=messung.pk).order_by("pk").first()


def messstaende(nutzer: Any, messungen: Iterable[Messung], indikator: str = "") -> dict[int, Messstand]:
    """The figures of measurements, by their number, of all indicators or of one. One statement."""
    auswahl = list(messungen)
    werte = Messwert.objects.filter(messung__in=auswahl, massnahme__in=massnahmen_fuer(nutzer))
    if indikator:
        werte = werte.filter(indikator=indikator)
    gelesen: dict[int, list[Messwert]] = {m.pk: [] for m in auswahl}
    for wert in werte.select_related("massnahme__traeger", "massnahme__regionalbuero").order_by("massnahme__titel"):
        gelesen[wert.messung_id].append(wert)
    sieht = nutzer.darf(Aktion.PERSON_LESEN)
    return {m.pk: _messstand(m, gelesen[m.pk], sieht) for m in auswahl}


def _messstand(messung: Messung, werte: list[Messwert], sieht_personen: bool) -> Messstand:
    projekte = {w.massnahme_id: w.massnahme for w in werte}
    zahlen: dict[str, dict[int, Zahl]] = {}
    for w in werte:
        zahlen.setdefault(w.indikator, {})[w.massnahme_id] = Zahl(w.zaehler, w.nenner, w.erhoben, w.gruende)
    if not sieht_personen:
        zahlen = {name: _verdecken(je_projekt, projekte) for name, je_projekt in zahlen.items()}
    return Messstand(messung, projekte, zahlen, sieht_personen)


def _verdecken(je_projekt: dict[int, Zahl], projekte: dict[int, Massnahme]) -> dict[int, Zahl]:
    """Small figures hidden, so that no total of the page's groups gives them away (AW-06)."""
    gruppen: dict[tuple[Any, ...], set[int]] = {}
    for pk in je_projekt:
        m = projekte[pk]
        for schluessel in ((), ("t", m.traeger_id), ("r", m.regionalbuero_id), (m.traeger_id, m.regionalbuero_id)):
            gruppen.setdefault(schluessel, set()).add(pk)
    verdeckt = verdeckte(je_projekt, [frozenset(gruppe) for gruppe in gruppen.values()])
    return {pk: replace(zahl, verdeckt=pk in verdeckt) for pk, zahl in je_projekt.items()}


def juengste(messungen: list[Messung], stichtag: date | None) -> Messung | None:
    """The measurement of a reference day, else the newest one; None where nothing was measured yet."""
    return next((m for m in messungen if m.stichtag == stichtag), messungen[0] if messungen else None)


def letzter_wert(massnahme: Massnahme, indikator: Indikator, tag: date) -> Messwert | None:
    """The newest count of an indicator in a project up to a day."""
    werte = Messwert.objects.filter(massnahme=massnahme, indikator=indikator.name, messung__stichtag__lte=tag)
    return werte.select_related("messung").order_by("-messung__stichtag", "-messung").first()


def gegenmassnahmen_fuer(nutzer: Any) -> QuerySet[Gegenmassnahme]:
    """Counter-measures of the user's own projects."""
    if not nutzer.nur_eigene_massnahmen:
        return Gegenmassnahme.objects.none()
    eigene = Gegenmassnahme.objects.filter(massnahme__in=massnahmen_fuer(nutzer))
    return eigene.select_related("massnahme", "verantwortlich", "vereinbart_von")


def faellige_gegenmassnahmen(nutzer: Any, stichtag: date) -> list[Gegenmassnahme]:
    """Those that the user is responsible for and has to look at by now, the oldest first."""
    if not nutzer.darf(Aktion.GEGENMASSNAHME_VEREINBAREN):
        return []
    offen = gegenmassnahmen_fuer(nutzer).filter(verantwortlich=nutzer, stand=Gegenstand.VEREINBART)
    return list(offen.filter(faellig_am__lte=stichtag).order_by("faellig_am", "pk"))


@dataclass(frozen=True)
class Fallzeile:
    """A Teilnahme behind a figure. `gruppe`: zaehler, nicht, or ohne_antwort."""

    teilnahme: Teilnahme
    gruppe: str

    @property
    def pk(self) -> int:
        return self.teilnahme.pk

    @property
    def person_id(self) -> int:
        return self.teilnahme.person_id


def faelle_hinter_zahl(nutzer: Any, massnahme: Massnahme, indikator: Indikator, stichtag: date) -> list[Fallzeile]:
    """The cases in the denominator whose persons the user may see today, judged by the same expression (AW-01)."""
    from wegplan.domains.zielindikatoren.ausdruck import faelle_hinter  # Ibis: only this page pays for it

    erlaubt = Teilnahme.objects.fuer(nutzer, Aktion.VERBLEIB_LESEN).filter(massnahme=massnahme)
    sichtbar = {t.teilnahme_id: t for t in erlaubt.select_related("person").order_by("person__sortierung", "pk")}
    if not sichtbar:
        return []
    ausdruck = faelle_hinter(regelwerk_laden(), stichtag, indikator)
    urteile = {z["teilnahme_id"]: z for z in Datenbank(massnahme.pk).zaehlen(ausdruck)}
    return [Fallzeile(t, _gruppe(urteile[kennung])) for kennung, t in sichtbar.items() if kennung in urteile]


def _gruppe(urteil: dict[str, bool]) -> str:
    if urteil["zaehler"]:
        return "zaehler"
    return "nicht" if urteil["erhoben"] else "ohne_antwort"


def vereinbarungen_fuer(nutzer: Any) -> QuerySet[Zielvereinbarung]:
    """Versions that the user may read: the Regionalbüro all of its projects, the provider those given out for
    signature, the Regiestelle what is agreed."""
    if not nutzer.darf(Aktion.ZIELVEREINBARUNG_LESEN):
        return Zielvereinbarung.objects.none()
    alle = Zielvereinbarung.objects.filter(massnahme__in=massnahmen_fuer(nutzer))
    if not nutzer.nur_eigene_massnahmen:
        alle = alle.filter(stand=Vereinbarungsstand.GESCHLOSSEN)
    elif not nutzer.darf(Aktion.ZIELVEREINBARUNG_SCHREIBEN):
        alle = alle.exclude(stand=Vereinbarungsstand.ENTWURF)
    return alle.select_related("massnahme__traeger", "massnahme__regionalbuero")


def geltende(massnahmen: Iterable[int], tag: date) -> dict[int, Zielvereinbarung]:
    """The agreed version in force on a day, by project, as far as the connection sees it."""
    geschlossen = Zielvereinbarung.objects.filter(
        massnahme__in=massnahmen, stand=Vereinbarungsstand.GESCHLOSSEN, geschlossen_zum__lte=tag
    )
    return {v.massnahme_id: v for v in geschlossen.order_by("nummer")}


def fristverlaeufe(massnahmen: Iterable[int]) -> dict[int, list[tuple[date, dict[str, int]]]]:
    """The agreed deadlines of projects over time, for areas further left (massnahme.fristen). Every office reads these
    numbers, though not the agreements themselves: a due day must be the same for all who see it. One statement."""
    verlaeufe: dict[int, list[tuple[date, dict[str, int]]]] = {}
    with connection.cursor() as c:
        c.execute("select massnahme, ab, fristen::text from vereinbarte_fristen(%s)", [list(massnahmen)])
        for massnahme, ab, werte in c.fetchall():
            verlaeufe.setdefault(massnahme, []).append((ab, json.loads(werte)))
    return verlaeufe


def sollwerte(vereinbart: dict[int, Zielvereinbarung]) -> dict[int, dict[str, Decimal]]:
    """The targets of the agreements of `geltende`, by project and indicator."""
    return {pk: {name: Decimal(str(wert)) for name, wert in v.ziele.items()} for pk, v in vereinbart.items()}


def soll_im_projekt(vereinbart: dict[int, dict[str, Decimal]], projekt: int, indikator: Indikator) -> Decimal | None:
    """The target of an indicator in a project: the agreed one, else that of the programme for each project."""
    vorgabe = None if indikator.nur_programm else indikator.soll
    return vereinbart.get(projekt, {}).get(indikator.name, vorgabe)


@dataclass(frozen=True)
class Projektzeile:
    """A project with its newest version and the one in force. `hinweise`: what is to be done, the most urgent first."""

    massnahme: Massnahme
    letzte: Zielvereinbarung | None
    gilt: Zielvereinbarung | None
    hinweise: list[str]

    @property
    def pk(self) -> int:
        return self.massnahme.pk


def projektzeilen(nutzer: Any, tag: date) -> list[Projektzeile]:
    """The running projects of the programme and those with an agreement, as far as the user sees them. Three
    statements."""
    je_projekt: dict[int, list[Zielvereinbarung]] = {}
    versionen = vereinbarungen_fuer(nutzer).select_related("pruefung").prefetch_related("unterschriften")
    for v in versionen.order_by("nummer"):
        je_projekt.setdefault(v.massnahme_id, []).append(v)
    offen = Q(ende__isnull=True) | Q(ende__gte=tag)
    massnahmen = massnahmen_fuer(nutzer).filter(Q(foerderart=Foerderart.ESF) & offen | Q(pk__in=je_projekt))
    zeilen = []
    for m in massnahmen.select_related("traeger", "regionalbuero").order_by("titel", "pk"):
        versionen_hier = je_projekt.get(m.pk, [])
        geschlossen = [v for v in versionen_hier if v.stand == Vereinbarungsstand.GESCHLOSSEN]
        letzte = versionen_hier[-1] if versionen_hier else None
        zeilen.append(Projektzeile(m, letzte, geschlossen[-1] if geschlossen else None, hinweise(versionen_hier, tag)))
    return zeilen


FEHLT = "Unterschrift fehlt: {}."


def hinweise(versionen: list[Zielvereinbarung], tag: date) -> list[str]:
    """What is to be done about a project's agreement, as German sentences (JPS-80, JPS-81)."""
    if not versionen:
        return ["Es gibt noch keine Zielvereinbarung."]
    letzte = versionen[-1]
    if letzte.stand == Vereinbarungsstand.ENTWURF:
        return [f"Fassung {letzte.nummer} ist noch ein Entwurf."]
    if letzte.stand == Vereinbarungsstand.VORGELEGT:
        da = {u.seite for u in letzte.unterschriften.all()}
        return [FEHLT.format(seite.label) for seite in Seite if seite not in da]
    gefunden = []
    pruefung = getattr(letzte, "pruefung", None)
    if pruefung is None and letzte.pruefung_am and letzte.pruefung_am <= tag <= letzte.laufzeit_bis:
        gefunden.append(f"Überprüfung zur Halbzeit fällig seit {letzte.pruefung_am:%d.%m.%Y}.")
    if pruefung and pruefung.fortschreiben:
        gefunden.append("Die Überprüfung verlangt eine Fortschreibung.")
    if letzte.eckpunkte < geltendes_konzept(tag) and tag <= letzte.laufzeit_bis:
        gefunden.append("Es gilt ein neueres Eckpunktekonzept.")
    return gefunden


@dataclass(frozen=True)
class Faellig:
    """Something that waits for the user: what, of which project, since or until when, and where it is done."""

    satz: str
    projekt: str
    bis: date | None
    url: str


def faelliges(nutzer: Any, tag: date) -> list[Faellig]:
    """What calls the user of a project's two sides today: counter-measures first, then agreements, where a provider's
    lead is only called to sign. At most four statements; none for others."""
    if not nutzer.darf(Aktion.GEGENMASSNAHME_VEREINBAREN):
        return []
    gegen = [
        Faellig(
            f"Gegenmaßnahme nachsehen: {Truncator(g.text).chars(80)}",
            _name(g.massnahme),
            g.faellig_am,
            f"/gegenmassnahmen/{g.pk}/",
        )
        for g in faellige_gegenmassnahmen(nutzer, tag)
    ]
    liste, schreibt = "/zielvereinbarungen/", nutzer.darf(Aktion.ZIELVEREINBARUNG_SCHREIBEN)
    return gegen + [
        Faellig(satz, _name(z.massnahme), None, f"{liste}{z.letzte.pk}/" if z.letzte else liste)
        for z in projektzeilen(nutzer, tag)
        for satz in z.hinweise
        if schreibt or satz == FEHLT.format(Seite.BDL.label)
    ]


def _name(massnahme: Massnahme) -> str:
    return massnahme.titel or massnahme.massnahmenummer
