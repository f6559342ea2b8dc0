"""Rows of the desk as a page shows them: title and source of the step, what it is grouped by, what can be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from wegplan.domains.akte.adressen import massnahme_url, person_url
from wegplan.domains.verfahren.rules import Schritt
from wegplan.domains.verfahren.worte import ROLLEN, Regeltexte

from .models import Schrittplatz
from .rules import VERBINDLICHKEIT, Formular, formulare

# an advisor is called pAp in one office and IFK in the other
EIGENE_ROLLEN = {"pap": {"pap", "ifk", "ifk_bae"}, "ifk": {"pap", "ifk", "ifk_bae"}}
NACH = {"person": "nach Person", "massnahme": "nach Maßnahme"}


@dataclass
class Zeile:
    """A step on the desk. `formulare`: entry forms (word, address) that prove it; none = it is ticked here. `fuer`:
    whom one stands in for. `schuldet`: the role that owes it, where the user has another. `danach`: number of the row
    below, where the focus goes when this one is done."""

    platz: Schrittplatz
    regel: Schritt
    formulare: list[tuple[str, str]]
    fuer: str = ""
    schuldet: str = ""
    danach: int = 0

    @property
    def pk(self) -> int:
        return self.platz.pk

    @property
    def verbindlichkeit(self) -> tuple[str, str]:
        return VERBINDLICHKEIT[self.regel.verbindlichkeit]

    @property
    def person_url(self) -> str:
        return person_url(self.platz.person_id)

    @property
    def erledigen_url(self) -> str:
        """The form to record the proof where there is one, else the page of the step."""
        return self.formulare[0][1] if len(self.formulare) == 1 else self.url("erledigen")

    @property
    def aktionen(self) -> list[tuple[str, str]]:
        """What else can be done with it."""
        ohne = [("Ohne Eintrag abhaken" if self.formulare else "Mit Notiz erledigen", self.url("erledigen"))]
        weitere = (("Verschieben", "verschieben"), ("Abgeben", "abgeben"), ("Vergeblich versucht", "vergeblich"))
        return ohne + [(wort, self.url(name)) for wort, name in weitere]

    def url(self, name: str) -> str:
        return schritt_url(name, self.pk)


@dataclass
class Gruppe:
    """The rows of one person or one measure."""

    name: str
    url: str
    zeilen: list[Zeile]


@lru_cache
def _muster(name: str) -> str:
    return reverse(f"tisch:{name}", args=[0])


def schritt_url(name: str, pk: int) -> str:
    """An action on a step; much cheaper than reverse()."""
    return _muster(name).replace("0", str(pk))


def zeilen(nutzer: Any, plaetze: Iterable[Schrittplatz], texte: Regeltexte | None = None) -> list[Zeile]:
    """Rows of the places, in their order. No statement when they come with their names (queries.mit_namen)."""
    texte = texte or Regeltexte()
    ergebnis = []
    for platz in plaetze:
        regel = texte(platz)
        fremd = platz.besitzer is not None and platz.besitzer_id != nutzer.pk
        fuer = str(platz.besitzer) if fremd else ""
        wege = formularwege(nutzer, regel, platz.person_id, platz.teilnahme_id)
        schuldet = "" if platz.rolle in EIGENE_ROLLEN.get(nutzer.rolle, {nutzer.rolle}) else ROLLEN.get(platz.rolle, "")
        ergebnis.append(Zeile(platz, regel, wege, fuer, schuldet))
    return ergebnis


def formularwege(nutzer: Any, regel: Schritt, person_id: int, teilnahme_id: int) -> list[tuple[str, str]]:
    """Word and address of the entry forms that prove a step and that this user may open, filled in."""
    belege = regel.nachweis.belege if regel.nachweis else ()
    return [(f.wort, _adresse(f, person_id, teilnahme_id)) for f in formulare(belege) if nutzer.darf(f.aktion)]


def _adresse(formular: Formular, person_id: int, teilnahme_id: int) -> str:
    """`von=tisch` brings back to the desk after saving."""
    vorgang = {"art": formular.art, "teilnahme": teilnahme_id} if formular.art else {}
    return f"{_formular(formular.ansicht).replace('0', str(person_id))}?{urlencode({**vorgang, 'von': 'tisch'})}"


@lru_cache
def _formular(ansicht: str) -> str:
    return reverse(ansicht, args=[0])


def gruppiert(zeilen: list[Zeile], nach: str) -> list[Gruppe]:
    """By person or by measure, the most urgent group first; every row knows the one below it."""
    gruppen: dict[int, Gruppe] = {}
    for zeile in zeilen:
        if nach == "massnahme":
            massnahme = zeile.platz.massnahme
            name = massnahme.titel or massnahme.massnahmenummer
            gruppe = gruppen.setdefault(massnahme.pk, Gruppe(name, massnahme_url(massnahme.pk), []))
        else:
            gruppe = gruppen.setdefault(zeile.platz.person_id, Gruppe(str(zeile.platz.person), zeile.person_url, []))
        gruppe.zeilen.append(zeile)
    return list(gruppen.values())


def verketten(gruppen: Iterable[Gruppe]) -> None:
    """Tell every row which one follows it on the page."""
    folge = [zeile for gruppe in gruppen for zeile in gruppe.zeilen]
    for zeile, naechste in zip(folge, [*folge[1:], *folge[-1:]], strict=True):
        zeile.danach = naechste.pk
