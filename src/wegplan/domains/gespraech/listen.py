"""One list of what is owed: required talks that are due, and open agreements (Wiedervorlagen)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from wegplan.domains.akte.adressen import massnahme_url
from wegplan.domains.massnahme.models import Foerderart
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular, Hakenfilter
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.ui.tags_inhalt import abzeichen
from wegplan.kit.ui.textfilter import datum, tage_relativ

from .arten import Gespraechsart
from .models import Absprache
from .queries import Faellig, faellige, offene_absprachen

VORSCHAU = timedelta(weeks=6)
GESPRAECH, ABSPRACHE = "gespraech", "absprache"
WAS = [(GESPRAECH, "Gespräche"), (ABSPRACHE, "Absprachen")]
SEITE = [("bdl", "Träger"), ("rb", "Regionalbüro")]
# A talk between both is owed by both sides; the provider brings the papers it is based on.
SCHULDET = {Gespraechsart.BDL_TN: "bdl", Gespraechsart.FACHTEAM: "bdl", Gespraechsart.RB_TN: "rb"}


@dataclass(frozen=True)
class Zeile:
    """A row: a due talk or an open agreement. `seite`: who owes it, bdl, rb, or empty for both."""

    was: str
    person_id: int | None
    person: str
    sortierung: str
    projekt: str
    massnahme_id: int
    aufgabe: str
    wer: str
    seite: str
    faellig: date
    adresse: str
    absprache_id: int | None = None
    hinweis: str = ""


def _aus_pflicht(f: Faellig) -> Zeile:
    t = f.teilnahme
    adresse = (
        reverse("gespraech:neu", args=[t.person_id, t.pk])
        if t
        else reverse("gespraech:projekt_neu", args=[f.massnahme.pk])
    )
    seite = SCHULDET.get(Gespraechsart(f.pflicht.art), "")
    return Zeile(
        was=GESPRAECH,
        person_id=t.person_id if t else None,
        person=str(t.person) if t else "",
        sortierung=t.person.sortierung if t else "",
        projekt=str(f.massnahme),
        massnahme_id=f.massnahme.pk,
        aufgabe=f"Gespräch: {f.pflicht.titel}",
        wer=dict(SEITE).get(seite, "beide"),
        seite=seite,
        faellig=f.pflicht.faellig or date.max,
        adresse=f"{adresse}?art={f.pflicht.art}" if t else adresse,
        hinweis=f"{f.pflicht.gefuehrt} von {f.pflicht.gefordert} geführt",
    )


def _aus_absprache(a: Absprache) -> Zeile:
    g = a.gespraech
    projekt = g.projekt
    return Zeile(
        was=ABSPRACHE,
        person_id=g.person_id,
        person=str(g.person) if g.person else "",
        sortierung=g.person.sortierung if g.person else "",
        projekt=str(projekt),
        massnahme_id=projekt.pk,
        aufgabe=a.text,
        wer=a.wer,
        seite="rb" if a.stelle_id == projekt.regionalbuero_id else "bdl",
        faellig=a.bis,
        adresse=reverse("gespraech:gespraech", args=[g.pk]),
        absprache_id=a.pk,
        hinweis=f"verschoben: {a.verschoben_grund}" if a.verschoben_grund else "",
    )


class Gespraechsfilter(Filterformular):
    was = Auswahlfilter(label="Was", coerce=str, choices=WAS)
    seite = Auswahlfilter(label="Liegt bei", coerce=str, choices=SEITE)
    massnahme = Auswahlfilter(label="Projekt")
    faellig = Hakenfilter(label="nur bis heute Fälliges")


class Gespraechsliste(Liste):
    ansicht = "gespraech:liste"
    titel = "Gespräche und Absprachen"
    einleitung = "Vorgeschriebene Gespräche der nächsten sechs Wochen und offene Absprachen. Inhalte stehen hier nicht."
    formular: type[Filterformular] = Gespraechsfilter
    standard = "faellig"
    leer = ("Nichts ist fällig.", "Gespräche erscheinen hier sechs Wochen vor ihrem Tag, Absprachen sofort.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        self.spalten = (
            Spalte("wen", "Person oder Projekt", wert=_wen, zelle=_wen_zelle, sortierung=_wen_ordnung, fest=True),
            Spalte("aufgabe", "Aufgabe", zelle=_aufgabe, fest=True),
            Spalte("wer", "Wer", sortierung=True),
            Spalte("faellig", "Fällig", zelle=self._faellig, sortierung=True, klasse="eng"),
            Spalte("projekt", "Projekt", zelle=_projekt, sortierung=True),
            Spalte("tun", "Erledigen", vorlage="gespraech/zelle.html", klasse="aktion", ausgeben=False),
        )

    def auswahl(self) -> Mapping[str, Any]:
        projekte = massnahmen_fuer(self.nutzer).filter(foerderart=Foerderart.ESF).order_by("titel", "pk")
        return {"massnahme": [(m.pk, str(m)) for m in projekte]}

    def zeilen(self, filter: Mapping[str, Any]) -> list[Zeile]:
        zeilen: list[Zeile] = []
        if filter["was"] != ABSPRACHE:
            zeilen += map(_aus_pflicht, faellige(self.nutzer, self.stichtag, self.stichtag + VORSCHAU))
        if filter["was"] != GESPRAECH:
            zeilen += map(_aus_absprache, offene_absprachen(self.nutzer))
        return [z for z in zeilen if self._passt(z, filter)]

    def _passt(self, z: Zeile, filter: Mapping[str, Any]) -> bool:
        return (
            (not filter["seite"] or z.seite in (filter["seite"], ""))
            and (not filter["massnahme"] or z.massnahme_id == filter["massnahme"])
            and (not filter["faellig"] or z.faellig <= self.stichtag)
        )

    def _faellig(self, z: Zeile) -> Any:
        relativ = tage_relativ(z.faellig, self.stichtag)
        if z.faellig < self.stichtag:
            return zweizeilig(datum(z.faellig), abzeichen(f"überfällig {relativ}", "schlecht"))
        return zweizeilig(datum(z.faellig), relativ)


def _wen(z: Zeile) -> str:
    return z.person or z.projekt


def _wen_ordnung(z: Zeile) -> tuple[str, str]:
    return (z.sortierung or z.projekt.casefold(), z.projekt)


def _wen_zelle(z: Zeile) -> Any:
    if z.person_id:
        return verweis(reverse("gespraech:person", args=[z.person_id]), z.person)
    return verweis(reverse("gespraech:projekt", args=[z.massnahme_id]), z.projekt)


def _aufgabe(z: Zeile) -> Any:
    text = verweis(z.adresse, z.aufgabe) if z.was == ABSPRACHE else z.aufgabe
    return zweizeilig(text, z.hinweis)


def _projekt(z: Zeile) -> Any:
    return verweis(massnahme_url(z.massnahme_id), z.projekt)
