"""The lists of the Checkliste: projects with their light, arrears, who waits for whom, the duties of one step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Filterformular
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.ui.tags_inhalt import abzeichen
from wegplan.kit.ui.textfilter import datum, tage_relativ

from .adressen import abhaken_url, beleg_url, tun_url
from .forms import Pflichtenfilter, Projektfilter, Rueckstandsfilter, Wartefilter
from .queries import Projekt, aelteste, projekte_laden, teilnahmen_zu, wartendes
from .urteil import ENTFALLEN, GEMACHT, OFFEN, RUHT, UEBERFAELLIG, VERSAEUMT, VON_HAND, VORHER, Pflicht
from .vorgaben import Regel, regeln
from .worte import AMPELN, STAENDE, STELLEN, aufgabe, standwort, zahlwort

UNSICHTBAR = "nicht mehr in Ihrer Sicht"


@dataclass
class Zeile:
    """A duty on a list. `teilnahme` is filled in for the rows that are shown, where the user may see the person."""

    projekt: Projekt
    pflicht: Pflicht
    teilnahme: Teilnahme | None = None

    @property
    def pk(self) -> tuple[int, int, str, str]:
        p = self.pflicht
        return (p.massnahme, p.teilnahme or 0, p.schritt, p.bezug)

    @property
    def person_id(self) -> int | None:
        return self.teilnahme.person_id if self.teilnahme else None

    @property
    def regel(self) -> Regel:
        return regeln()[self.pflicht.schritt]

    @property
    def aufgabe(self) -> str:
        return aufgabe(self.regel, self.pflicht)

    @property
    def wen(self) -> str:
        if self.teilnahme:
            return str(self.teilnahme.person)
        return UNSICHTBAR if self.pflicht.teilnahme else "ganzes Projekt"

    @property
    def tun_url(self) -> str:
        return "" if self.pflicht.stand in (ENTFALLEN, *GEMACHT) else tun_url(self.pflicht, self.teilnahme)

    @property
    def beleg_url(self) -> str:
        return beleg_url(self.pflicht, self.teilnahme)

    @property
    def abhaken(self) -> bool:
        """Whether it may be ticked by hand: no record can prove it, and it is open."""
        return self.regel.haken and self.pflicht.stand in (OFFEN, UEBERFAELLIG, RUHT, VERSAEUMT) and not self.unsichtbar

    @property
    def abhaken_url(self) -> str:
        return abhaken_url(self.pflicht)

    @property
    def unsichtbar(self) -> bool:
        return bool(self.pflicht.teilnahme) and self.teilnahme is None

    @property
    def haken(self) -> str:
        """The number of the tick that settles it, or empty."""
        art, _, nummer = self.pflicht.beleg.partition(":")
        return nummer if art == VON_HAND and self.pflicht.grund != VORHER else ""


def _projekt_url(pk: int) -> str:
    return reverse("checkliste:projekt", args=[pk])


def _frist(p: Pflicht, tag: date) -> Any:
    return zweizeilig(datum(p.faellig), tage_relativ(p.faellig, tag))


def _stand(p: Pflicht) -> Any:
    wort, zustand = STAENDE[p.stand]
    return zweizeilig(abzeichen(wort, zustand), standwort(p).removeprefix(wort).strip(" :"))


def _wahlen(projekte: list[Projekt], feld: str) -> list[tuple[int, str]]:
    stellen = {getattr(p.massnahme, f"{feld}_id"): getattr(p.massnahme, feld) for p in projekte}
    return sorted(((pk, stelle.name) for pk, stelle in stellen.items() if stelle), key=lambda paar: paar[1])


class _Projektbezogen(Liste):
    """What all lists share: the projects are read once."""

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        self.projekte = projekte_laden(self.nutzer, self.stichtag, [kwargs["pk"]] if "pk" in kwargs else None)

    def auswahl(self) -> Mapping[str, Any]:
        wahlen = {
            "traeger": _wahlen(self.projekte, "traeger"),
            "regionalbuero": _wahlen(self.projekte, "regionalbuero"),
            "massnahme": [(p.pk, str(p.massnahme)) for p in self.projekte],
        }
        return {name: wahlen[name] for name in wahlen if name in self.formular.base_fields}


class Projektliste(_Projektbezogen):
    """No persons. Who has no right to persons sees no number of one or two (AW-06)."""

    ansicht = "checkliste:projekte"
    titel = "Checklisten der Projekte"
    standard = "ampel"
    mit_personen = False
    formular: type[Filterformular] = Projektfilter
    leer = ("Es gibt kein Projekt des Programms.", "Projekte erscheinen hier von ihrem ersten Tag an.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        genau = self.nutzer.darf(Aktion.CHECKLISTE_ABHAKEN)
        self.spalten = _projektspalten(self.stichtag, genau=genau)

    def zeilen(self, filter: Mapping[str, Any]) -> list[Projekt]:
        return [p for p in self.projekte if _passt(p, filter) and filter.get("ampel") in (None, "", p.ampel)]


def _passt(p: Projekt, filter: Mapping[str, Any]) -> bool:
    return all(
        not filter.get(feld) or getattr(p.massnahme, f"{feld}_id") == filter[feld]
        for feld in ("traeger", "regionalbuero")
    )


def _projektspalten(tag: date, *, genau: bool) -> tuple[Spalte, ...]:
    def zahl(lesen: Any) -> Any:
        return lambda p: zahlwort(lesen(p), genau=genau)

    def anzahl(stand: str, wer: str = "") -> Any:
        return lambda p: p.anzahl(stand, wer)

    zahlen = [
        ("ueberfaellig", "überfällig", anzahl(UEBERFAELLIG)),
        ("bald", "in 7 Tagen fällig", lambda p: len(p.bald)),
        (VERSAEUMT, "versäumt", anzahl(VERSAEUMT)),
    ]
    if genau:
        zahlen.insert(1, ("traeger_ueberfaellig", "davon Träger", anzahl(UEBERFAELLIG, "bdl")))
        zahlen.append(("liegt", "beim Regionalbüro", anzahl(RUHT, "rb")))
    return (
        Spalte(
            "name",
            "Projekt",
            fest=True,
            wert="name",
            sortierung=lambda p: p.name.casefold(),
            zelle=lambda p: zweizeilig(verweis(_projekt_url(p.pk), p.name), p.massnahme.massnahmenummer),
        ),
        Spalte(
            "ampel",
            "Ampel",
            wert=lambda p: AMPELN[p.ampel][0],
            sortierung=lambda p: (list(AMPELN).index(p.ampel), -p.anzahl(UEBERFAELLIG), p.name.casefold()),
            zelle=lambda p: abzeichen(*AMPELN[p.ampel]),
        ),
        *(Spalte(name, titel, wert=zahl(lesen), sortierung=lesen, klasse="zahl") for name, titel, lesen in zahlen),
        Spalte(
            "naechste",
            "Nächste Frist",
            wert="naechste",
            sortierung=lambda p: p.naechste or date.max,
            zelle=lambda p: zweizeilig(datum(p.naechste), tage_relativ(p.naechste, tag)) if p.naechste else "–",
            klasse="eng",
        ),
        Spalte("traeger", "Träger", wert=lambda p: str(p.massnahme.traeger or ""), sortierung=True),
        Spalte("regionalbuero", "Regionalbüro", wert=lambda p: str(p.massnahme.regionalbuero or ""), standard=False),
    )


class _Pflichtenliste(_Projektbezogen):
    """Duties with the persons behind them, as far as the user sees these; one statement for all rows shown."""

    def einrichten(self, zeilen: list[Zeile]) -> list[Zeile]:
        teilnahmen = teilnahmen_zu(self.nutzer, [z.pflicht for z in zeilen])
        for z in zeilen:
            z.teilnahme = teilnahmen.get(z.pflicht.teilnahme or 0)
        return zeilen

    def _spalten(self, *weitere: Spalte) -> tuple[Spalte, ...]:
        return (
            Spalte("aufgabe", "Aufgabe", fest=True, vorlage="checkliste/zelle_aufgabe.html", wert="aufgabe"),
            Spalte("wen", "Person oder Projekt", vorlage="checkliste/zelle_wen.html", wert="wen"),
            *weitere,
            Spalte(
                "faellig",
                "Fällig",
                wert=lambda z: z.pflicht.faellig,
                zelle=lambda z: _frist(z.pflicht, self.stichtag),
                sortierung=lambda z: (z.pflicht.faellig, z.pk),
                klasse="eng",
            ),
            Spalte("projekt", "Projekt", wert=lambda z: z.projekt.name, sortierung=True, zelle=_projektzelle),
            Spalte("tun", "Erledigen", vorlage="checkliste/zelle_tun.html", klasse="aktion", ausgeben=False),
        )


def _projektzelle(z: Zeile) -> Any:
    return verweis(_projekt_url(z.projekt.pk), z.projekt.name)


def _wer(z: Zeile) -> str:
    return STELLEN[z.pflicht.wer]


def _wartet(z: Zeile) -> str:
    return STELLEN[z.pflicht.wartet]


RUECKSTANDSWORTE = {
    UEBERFAELLIG: (
        "Rückstände",
        "Alles, was nach den Checklisten überfällig ist, das Älteste zuerst.",
        ("Nichts ist überfällig.", "Was bald fällig ist, steht auf der Seite des Projekts."),
    ),
    VERSAEUMT: (
        "Versäumtes",
        "Was bis zum Austritt oder zum Ende des Projekts nicht getan war und nicht mehr nachgeholt werden kann. "
        "Es zählt nicht für die Ampel. War es getan und nur nicht eingetragen, tragen Sie es nach.",
        ("Nichts ist versäumt.", "Hier steht, was nicht mehr nachgeholt werden kann."),
    ),
}


class Rueckstandsliste(_Pflichtenliste):
    ansicht = "checkliste:rueckstaende"
    standard = "faellig"
    formular: type[Filterformular] = Rueckstandsfilter

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stand = VERSAEUMT if request.GET.get("stand") == VERSAEUMT else UEBERFAELLIG
        self.titel, self.einleitung, self.leer = RUECKSTANDSWORTE[self.stand]
        self.spalten = self._spalten(
            Spalte("stand", "Stand", wert=lambda z: standwort(z.pflicht), standard=self.stand == VERSAEUMT),
            Spalte("wer", "Schuldet", wert=_wer, sortierung=True),
            Spalte("wartet", "Wartet", wert=_wartet, sortierung=True, standard=False),
            Spalte("traeger", "Träger", wert=lambda z: str(z.projekt.massnahme.traeger or ""), standard=False),
        )

    def zeilen(self, filter: Mapping[str, Any]) -> list[Zeile]:
        alle = [Zeile(projekt, p) for projekt, p in aelteste(self.projekte, self.stand)]
        return [z for z in alle if _passt(z.projekt, filter) and _gefragt(z, filter)]


def _gefragt(z: Zeile, filter: Mapping[str, Any]) -> bool:
    return (
        filter.get("massnahme") in (None, z.projekt.pk)
        and filter.get("punkt") in (None, "", f"{z.regel.liste}-{z.regel.punkt}")
        and filter.get("wer") in (None, "", z.pflicht.wer)
        and filter.get("wartet") in (None, "", z.pflicht.wartet)
    )


class Warteliste(_Pflichtenliste):
    """`paare`: who owes, who waits, how often, since when, of all rows of the filter."""

    ansicht = "checkliste:wartet"
    titel = "Wer wartet auf wen"
    einleitung = (
        "Seit wann jemand auf jemanden wartet, das Älteste zuerst. Was beim Empfänger liegt, schuldet der Empfänger."
    )
    standard = "seit"
    formular: type[Filterformular] = Wartefilter
    leer = ("Niemand wartet.", "Hier steht, was überfällig ist und was bei einem Empfänger liegt.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.spalten = self._spalten(
            Spalte("wer", "Schuldet", wert=_wer, sortierung=True),
            Spalte("wartet", "Wartet", wert=_wartet, sortierung=True),
            Spalte(
                "seit",
                "Seit",
                wert=lambda z: z.pflicht.seit,
                zelle=lambda z: zweizeilig(datum(z.pflicht.seit), tage_relativ(z.pflicht.seit, self.stichtag)),
                sortierung=lambda z: (z.pflicht.seit, z.pk),
                klasse="eng",
            ),
        )

    def zeilen(self, filter: Mapping[str, Any]) -> list[Zeile]:
        alle = [Zeile(projekt, p) for projekt, p in wartendes(self.projekte)]
        return [z for z in alle if _gefragt(z, filter)]

    @property
    def paare(self) -> list[tuple[str, str, int, date]]:
        je: dict[tuple[str, str], list[date]] = {}
        for _, p in wartendes(self.projekte):
            je.setdefault((p.wer, p.wartet), []).append(p.seit or self.stichtag)
        paare = [(STELLEN[wer], STELLEN[wartet], len(seit), min(seit)) for (wer, wartet), seit in je.items()]
        return sorted(paare, key=lambda paar: paar[3])


class Schrittliste(_Pflichtenliste):
    """All duties of one step in one project, in every state."""

    ansicht = "checkliste:schritt"
    standard = "faellig"
    formular: type[Filterformular] = Pflichtenfilter
    leer = ("Hier gibt es noch keine Pflicht.", "Sie entsteht mit ihrem Zeitraum oder ihrem Anlass.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.regel = regeln()[kwargs["schritt"]]
        self.titel = self.regel.schritt.titel
        self.einleitung = self.regel.schritt.erklaerung
        self.spalten = self._spalten(
            Spalte("stand", "Stand", wert=lambda z: standwort(z.pflicht), zelle=lambda z: _stand(z.pflicht)),
            Spalte("wer", "Schuldet", wert=_wer),
            Spalte("wartet", "Wartet", wert=_wartet),
        )

    def auswahl(self) -> Mapping[str, Any]:
        return {}

    def zeilen(self, filter: Mapping[str, Any]) -> list[Zeile]:
        return [
            Zeile(projekt, p)
            for projekt in self.projekte
            for p in projekt.pflichten
            if p.schritt == self.regel.schluessel and filter.get("stand") in (None, "", p.stand)
        ]
