"""The list "Entwicklungsberichte": what one has to do comes first; the answers of JPS-54 are filters."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular, Hakenfilter
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.ui.tags_inhalt import abzeichen
from wegplan.kit.ui.textfilter import datum, tage_relativ

from .arten import Berichtsstand
from .darstellung import BEIM_TRAEGER, NAECHSTES, ZUSTAND
from .models import Entwicklungsbericht
from .queries import faelligkeiten, neueste
from .rules import davor, quartal_von, wort

QUARTALE = 8  # to choose from
ANTWORTEN = {"gefaehrdet": "ziel_gefaehrdet", "austritt": "vorzeitiger_austritt", "wechsel": "stufenwechsel"}
# whoever writes has drafts and returned ones before everything else, whoever receives what was sent
ORDNUNG = {
    True: ("zurueckgegeben", "entwurf", "freigegeben", "uebermittelt", "angenommen"),
    False: ("uebermittelt", "zurueckgegeben", "angenommen"),
}


class Berichtsfilter(Filterformular):
    stand = Auswahlfilter(label="Stand", coerce=str, choices=Berichtsstand.choices)
    quartal = Auswahlfilter(label="Quartal", coerce=str)
    massnahme = Auswahlfilter(label="Projekt")
    gefaehrdet = Hakenfilter(label="Maßnahmeziel gefährdet")
    austritt = Hakenfilter(label="vorzeitiger Austritt")
    wechsel = Hakenfilter(label="Empfehlung Stufenwechsel")


class Berichtsliste(Liste):
    """The newest version of each quarter."""

    ansicht = "bericht:liste"
    titel = "Entwicklungsberichte"
    einleitung = "Oben steht, was als Nächstes bei Ihnen liegt. Gezeigt wird je Quartal die neueste Fassung."
    formular: type[Filterformular] = Berichtsfilter
    standard = "stand"
    leer = ("Hier steht kein Bericht.", "Setzen Sie den Filter zurück, oder beginnen Sie Berichte für ein Quartal.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        rang = enumerate(ORDNUNG[self.nutzer.darf(Aktion.BERICHT_SCHREIBEN)])
        folge: Any = Case(*(When(stand=stand, then=Value(nr)) for nr, stand in rang), output_field=IntegerField())
        self.spalten = (
            Spalte(
                "person",
                "Person",
                wert=lambda b: f"{b.person.nachname}, {b.person.vorname}",
                zelle=_person,
                sortierung=("person__sortierung",),
                fest=True,
            ),
            Spalte("quartal", "Quartal", wert=lambda b: wort(b.quartal), sortierung=("quartal",), klasse="eng"),
            Spalte("projekt", "Projekt", wert=lambda b: str(b.teilnahme.massnahme)),
            Spalte(
                "stand",
                "Stand",
                wert=lambda b: b.get_stand_display(),
                zelle=lambda b: zweizeilig(abzeichen(b.get_stand_display(), ZUSTAND[b.stand]), b.herkunft_satz),
                sortierung=(folge, "quartal", "person__sortierung"),
                fest=True,
            ),
            Spalte("faellig", "Fällig am", wert="frist", zelle=self._faellig, klasse="eng"),
            Spalte("empfaenger", "Empfänger", wert=lambda b: str(b.empfaenger or "")),
            Spalte("gefaehrdet", "Ziel gefährdet", wert="ziel_gefaehrdet"),
            Spalte("wechsel", "Stufenwechsel", wert="stufenwechsel"),
            Spalte("naechstes", "Nächster Schritt", wert=lambda b: NAECHSTES[b.stand]),
        )

    def auswahl(self) -> dict[str, Any]:
        quartale = [quartal_von(self.stichtag)]
        while len(quartale) < QUARTALE:
            quartale.append(davor(quartale[-1]))
        eigene = Massnahme.objects.filter(
            pk__in=Entwicklungsbericht.objects.fuer(self.nutzer).values("teilnahme__massnahme")
        )
        return {
            "quartal": [(q.isoformat(), wort(q)) for q in quartale],
            "massnahme": [(m.pk, str(m)) for m in eigene],
        }

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Any]:
        gesetzt = {name: filter[name] for name in ("stand", "quartal") if filter[name]}
        if filter["massnahme"]:
            gesetzt["teilnahme__massnahme"] = filter["massnahme"]
        gesetzt |= {feld: True for name, feld in ANTWORTEN.items() if filter[name]}
        alle: QuerySet[Any] = neueste(Entwicklungsbericht.objects.fuer(self.nutzer)).filter(**gesetzt)
        return alle.select_related("person", "teilnahme__massnahme", "empfaenger").defer("inhalt")

    def einrichten(self, zeilen: list[Any]) -> list[Any]:
        fristen = faelligkeiten(zeilen)
        for b in zeilen:
            b.frist = fristen[b.pk] if b.stand in BEIM_TRAEGER else None
        return zeilen

    def _faellig(self, b: Any) -> Any:
        if b.frist is None:
            return "–"
        if b.frist < self.stichtag:
            return SafeString(f"{datum(b.frist)}<br>{abzeichen('überfällig', 'schlecht')}")
        return zweizeilig(datum(b.frist), tage_relativ(b.frist, self.stichtag))


def _person(b: Any) -> SafeString:
    return verweis(reverse("bericht:bericht", args=[b.pk]), f"{b.person.nachname}, {b.person.vorname}")
