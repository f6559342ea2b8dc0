"""Reading the file of one person in three statements: the person, the Teilnahmen, what was agreed and proposed.

The person is fetched "for this user"; what hangs on it is then read by its number (row security stands behind)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, DateField, F, IntegerField, OuterRef, Value
from django.db.models.functions import Cast, JSONObject
from django.http import Http404

from wegplan.domains.massnahme.models import Feldklasse
from wegplan.domains.organisation.access import Aktion, Rolle
from wegplan.domains.person.models import Person, Zustaendigkeit, Zustaendigkeitsgrund
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import klassen
from wegplan.domains.vermittlung.models import Handlungsstrategie, Vereinbarung, Vermittlung


@dataclass(frozen=True)
class Zustaendig:
    """An assignment of a colleague as the page shows it."""

    id: int
    name: str
    rolle: str
    grund: str
    von: date
    bis: date | None

    def gilt(self, stichtag: date) -> bool:
        return self.von <= stichtag and (self.bis is None or self.bis >= stichtag)


@dataclass
class Akte:
    """One person's file as far as the user may read it. `klassen`: the classes of data allowed (DS-05)."""

    person: Person
    stichtag: date
    klassen: frozenset[str]
    darf_vermittlung: bool
    teilnahmen: list[Teilnahme]
    zustaendigkeiten: list[Zustaendig] = field(default_factory=list)
    vereinbarungen: list[Vereinbarung] = field(default_factory=list)
    vermittlungen: list[Vermittlung] = field(default_factory=list)
    strategien: list[Handlungsstrategie] = field(default_factory=list)

    @property
    def zustaendige(self) -> list[Zustaendig]:
        """Who is responsible on the reference day."""
        return [z for z in self.zustaendigkeiten if z.gilt(self.stichtag)]

    @property
    def zustaendige_namen(self) -> str:
        return ", ".join(dict.fromkeys(z.name for z in self.zustaendige)) or "niemand"

    @property
    def laufende(self) -> list[Teilnahme]:
        """Running Teilnahmen, the one that ends next first."""
        laufen = [t for t in self.teilnahmen if t.eintritt <= self.stichtag and not _beendet(t, self.stichtag)]
        return sorted(laufen, key=lambda t: t.geplantes_ende or date.max)

    @property
    def alter(self) -> int | None:
        geboren = self.person.geburtsdatum
        if geboren is None or Feldklasse.STAMMDATEN not in self.klassen:
            return None
        return jahre(geboren, self.stichtag)


def _beendet(teilnahme: Teilnahme, stichtag: date) -> bool:
    return teilnahme.austritt is not None and teilnahme.austritt <= stichtag


def jahre(geboren: date, stichtag: date) -> int:
    """Age in whole years; born on 29 February, the birthday is 1 March in other years."""
    return stichtag.year - geboren.year - ((stichtag.month, stichtag.day) < (geboren.month, geboren.day))


def akte_laden(nutzer: Any, pk: int, stichtag: date, aktion: str = Aktion.PERSON_LESEN) -> Akte:
    """The whole file. Raises Http404 for an unknown person and for one the user may not do `aktion` with."""
    person = Person.objects.fuer(nutzer, aktion).select_related("jobcenter", "team").annotate(zustaendig=_wer())
    person = person.filter(pk=pk).first()
    if person is None:
        raise Http404
    teilnahmen = Teilnahme.objects.filter(person_id=pk).in_eigenen_massnahmen(nutzer)
    teilnahmen = teilnahmen.select_related("massnahme", "massnahme__traeger", "jobcenter").order_by("-eintritt", "-pk")
    akte = Akte(person, stichtag, frozenset(), nutzer.darf(Aktion.VERMITTLUNG_LESEN), list(teilnahmen))
    akte.klassen = klassen(nutzer, akte.teilnahmen, stichtag)
    if Feldklasse.VERWALTUNG in akte.klassen:
        akte.zustaendigkeiten = [_zustaendig(z) for z in person.zustaendig]
    if akte.darf_vermittlung:
        for eintrag in _belege(nutzer, pk, aktion):
            _einsortieren(akte, eintrag)
    return akte


def _wer() -> ArraySubquery:
    zeilen = Zustaendigkeit.objects.filter(person=OuterRef("pk"), nutzer__isnull=False).order_by("-von", "-pk")
    return ArraySubquery(
        zeilen.values(
            json=JSONObject(
                id="pk",
                vorname="nutzer__first_name",
                nachname="nutzer__last_name",
                konto="nutzer__username",
                rolle="rolle",
                grund="grund",
                von="von",
                bis="bis",
            )
        )
    )


def _zustaendig(z: dict[str, Any]) -> Zustaendig:
    """A row of the subquery; `rolle` may be a code that only the data package knows."""
    return Zustaendig(
        id=z["id"],
        name=f"{z['vorname']} {z['nachname']}".strip() or z["konto"],
        rolle=Rolle(z["rolle"]).label if z["rolle"] in Rolle.values else z["rolle"],
        grund=Zustaendigkeitsgrund(z["grund"]).label,
        von=date.fromisoformat(z["von"]),
        bis=date.fromisoformat(z["bis"]) if z["bis"] else None,
    )


def _belege(nutzer: Any, pk: int, aktion: str) -> list[dict[str, Any]]:
    """Vereinbarungen, Vermittlungen and strategies in one statement, the latest first."""

    def von(modell: Any, **spalten: Any) -> Any:
        # where both actions reach equally far, the person was fetched by this very condition
        gleich = nutzer.schluessel(aktion) == nutzer.schluessel(Aktion.VERMITTLUNG_LESEN)
        zeilen = modell.objects if gleich else modell.objects.fuer(nutzer, Aktion.VERMITTLUNG_LESEN)
        leer = {"bis": _nichts(DateField()), "vorgaenger_nr": _nichts(IntegerField()), "stelle": Value("")}
        leer |= {name: _nichts(BooleanField()) for name in ("sv", "stelle_b", "profil_b")}
        alle = {"typ": Value(modell.__name__), **leer, **spalten}
        namen = ("typ", "pk", "kennzeichen", "art", "tag", "bis", "erfasst_am", *[n for n in leer if n != "bis"])
        return zeilen.filter(person_id=pk).annotate(**alle).values(*namen)

    vereinbarungen = von(
        Vereinbarung,
        kennzeichen=F("vereinbarung_id"),
        tag=F("abgeschlossen_am"),
        bis=F("gueltig_bis"),
        vorgaenger_nr=Cast("vorgaenger_id", IntegerField()),
    )
    vermittlungen = von(
        Vermittlung,
        kennzeichen=F("vermittlung_id"),
        tag=F("unterbreitet_am"),
        stelle=F("stellenart"),
        sv=F("sv_pflichtig"),
        stelle_b=F("stelle_betreut"),
        profil_b=F("profil_betreut"),
    )
    strategien = von(
        Handlungsstrategie, kennzeichen=F("handlungsstrategie_id"), tag=F("begonnen_am"), bis=F("beendet_am")
    )
    return list(vereinbarungen.union(vermittlungen, strategien, all=True).order_by("-tag", "-pk"))


def _nichts(art: Any) -> Cast:
    return Cast(Value(None), art)


def _einsortieren(akte: Akte, e: dict[str, Any]) -> None:
    """A row of the union as what it is."""
    gemeinsam = {"pk": e["pk"], "person_id": akte.person.pk, "art": e["art"], "erfasst_am": e["erfasst_am"]}
    match e["typ"]:
        case "Vereinbarung":
            akte.vereinbarungen.append(
                Vereinbarung(
                    vereinbarung_id=e["kennzeichen"],
                    abgeschlossen_am=e["tag"],
                    gueltig_bis=e["bis"],
                    vorgaenger_id=e["vorgaenger_nr"],
                    **gemeinsam,
                )
            )
        case "Vermittlung":
            akte.vermittlungen.append(
                Vermittlung(
                    vermittlung_id=e["kennzeichen"],
                    unterbreitet_am=e["tag"],
                    stellenart=e["stelle"],
                    sv_pflichtig=e["sv"],
                    stelle_betreut=e["stelle_b"],
                    profil_betreut=e["profil_b"],
                    **gemeinsam,
                )
            )
        case _:
            akte.strategien.append(
                Handlungsstrategie(
                    handlungsstrategie_id=e["kennzeichen"], begonnen_am=e["tag"], beendet_am=e["bis"], **gemeinsam
                )
            )
