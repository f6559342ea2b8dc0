"""The list "Personen": own cases for advisors, the team or office for leads, participants for providers."""

from collections.abc import Mapping
from datetime import date, timedelta
from html import escape
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Concat, JSONObject, NullIf, Trim
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from wegplan.domains.massnahme.models import Feldklasse
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion, Rolle
from wegplan.domains.organisation.models import Organisation, Organisationsart, Team
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import ist_traeger, klasse_erlaubt, laeuft
from wegplan.domains.vermittlung.models import Vereinbarung, Vermittlung
from wegplan.domains.verteilung.queries import zustaendige
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular, Hakenfilter, Tagfilter
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.ui.textfilter import datum, tage_relativ

from .adressen import person_url
from .queries import jahre

OHNE_FILTER_FUER_TRAEGER = frozenset({"team", "traeger", "ruht", "ohne_fachkraft"})
EIGENE_FAELLE = frozenset({Rolle.PAP, Rolle.IFK, Rolle.BOV})


class Personenfilter(Filterformular):
    team = Auswahlfilter(label="Team")
    traeger = Auswahlfilter(label="Träger")
    massnahme = Auswahlfilter(label="Laufende Maßnahme")
    endet_bis = Tagfilter(label="Endet bis")
    ruht = Auswahlfilter(
        label="Ohne Eintrag seit",
        alle="nicht gefiltert",
        choices=[(4, "4 Wochen"), (8, "8 Wochen"), (12, "12 Wochen"), (26, "26 Wochen")],
    )
    ohne_fachkraft = Hakenfilter(label="ohne Fachkraft")
    laufend = Hakenfilter(label="nur laufende Teilnahmen")


class Personenliste(Liste):
    """Rows are dicts: the fields of SPALTEN, `zustaendig` (names), `lauf` (the Teilnahme that ends next, or None)."""

    ansicht = "akte:liste"
    formular = Personenfilter
    standard = "name"
    leer = (
        "Ihnen ist keine Person zugewiesen.",
        "Personen erscheinen hier, sobald Ihnen jemand die Zuständigkeit gibt oder Sie selbst eine Person anlegen.",
    )

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        self.titel = _titel(self.nutzer)
        self.spalten = spalten(self.stichtag)

    def sichtbare_spalten(self) -> list[Spalte]:
        ohne = {"zustaendig", "team"} if ist_traeger(self.nutzer) else set()
        if not self.nutzer.darf(Aktion.FAELLE_VERTEILEN):
            ohne = ohne | {"wahl"}
        return [s for s in self.spalten if s.name not in ohne]

    def ohne_filter(self) -> frozenset[str]:
        return OHNE_FILTER_FUER_TRAEGER if ist_traeger(self.nutzer) else frozenset()

    def person_id(self, zeile: Any) -> int:
        return zeile["pk"]

    def auswahl(self) -> Mapping[str, QuerySet]:
        teams = Team.objects.annotate(wort=_wort("name", "kennung"))
        if self.nutzer.organisation_id:
            teams = teams.filter(organisation_id=self.nutzer.organisation_id)
        traeger = Organisation.objects.filter(art=Organisationsart.BILDUNGSDIENSTLEISTER)
        laufend = massnahmen_fuer(self.nutzer).filter(Q(ende__isnull=True) | Q(ende__gte=self.stichtag))
        alle = {
            "team": teams,
            "traeger": traeger.annotate(wort=_wort("name", "kennung")),
            "massnahme": laufend.annotate(
                wort=Concat("massnahmenummer", Value(" "), "titel", output_field=CharField())
            ),
        }
        return {name: wahl for name, wahl in alle.items() if name not in self.ohne_filter()}

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet:
        personen = gefiltert(Person.objects.fuer(self.nutzer), self.nutzer, filter, self.stichtag)
        lauf = _laufende(self.nutzer, self.stichtag).filter(person_id=OuterRef("pk"))
        erlaubt = klasse_erlaubt(self.nutzer, Feldklasse.STAMMDATEN, self.stichtag)
        return personen.annotate(
            team_name=_wort("team__name", "team__kennung"),
            zustaendig=ArraySubquery(zustaendige(self.stichtag).values(wort=_nutzername())),
            lauf=Subquery(lauf.order_by(F("geplantes_ende").asc(nulls_last=True), "pk").values(json=_kurz())[:1]),
            stammdaten=Value(True) if erlaubt is None else Exists(erlaubt),
        ).values(
            "pk",
            "kundennummer",
            "nachname",
            "vorname",
            "geburtsdatum",
            "team_name",
            "zustaendig",
            "lauf",
            "stammdaten",
        )


def _titel(nutzer: Any) -> str:
    if ist_traeger(nutzer):
        return "Teilnehmende"
    return "Meine Personen" if nutzer.rolle in EIGENE_FAELLE else "Personen"


def _wort(name: str, kennung: str) -> Coalesce:
    """The name, or the code where there is no name."""
    return Coalesce(NullIf(name, Value("")), kennung, output_field=CharField())


def _nutzername() -> Any:
    voll = Trim(Concat("nutzer__first_name", Value(" "), "nutzer__last_name"))
    return Coalesce(NullIf(voll, Value("")), "nutzer__username", output_field=CharField())


def _laufende(nutzer: Any, stichtag: date) -> QuerySet[Teilnahme]:
    return Teilnahme.objects.filter(laeuft(stichtag)).in_eigenen_massnahmen(nutzer)


def _kurz() -> JSONObject:
    return JSONObject(
        massnahme="massnahme_id",
        nummer="massnahme__massnahmenummer",
        titel="massnahme__titel",
        traeger="massnahme__traeger__name",
        ende="geplantes_ende",
    )


def gefiltert(personen: Any, nutzer: Any, filter: Mapping[str, Any], stichtag: date) -> Any:
    """Narrow persons to what the filter says."""
    if filter.get("team"):
        personen = personen.filter(team_id=filter["team"])
    lauf = Q()
    if filter.get("traeger"):
        lauf &= Q(massnahme__traeger_id=filter["traeger"])
    if filter.get("massnahme"):
        lauf &= Q(massnahme_id=filter["massnahme"])
    if filter.get("endet_bis"):
        lauf &= Q(geplantes_ende__lte=filter["endet_bis"])
    if lauf or filter.get("laufend"):
        personen = personen.filter(Exists(_laufende(nutzer, stichtag).filter(lauf, person_id=OuterRef("pk"))))
    if filter.get("ohne_fachkraft"):
        personen = personen.exclude(Exists(zustaendige(stichtag)))
    if filter.get("ruht") and nutzer.darf(Aktion.VERMITTLUNG_LESEN):
        ab = stichtag - timedelta(weeks=filter["ruht"])
        for modell in (Vereinbarung, Vermittlung, Teilnahme):
            personen = personen.exclude(
                Exists(modell.objects.filter(person_id=OuterRef("pk"), erfasst_am__date__gt=ab))
            )
    return personen


def _haken(z: dict[str, Any]) -> SafeString:
    """The checkbox of a row; it belongs to the form below the list."""
    name = escape(f"{z['nachname']}, {z['vorname']}")
    return mark_safe(
        f'<input class="kern-form-check__checkbox" type="checkbox" name="wahl" form="umstellen" value="{z["pk"]}"'
        f' aria-label="{name} auswählen">'
    )


def spalten(stichtag: date) -> tuple[Spalte, ...]:
    def alter(z: dict[str, Any]) -> int | None:
        return jahre(z["geburtsdatum"], stichtag) if z["stammdaten"] and z["geburtsdatum"] else None

    def ende(z: dict[str, Any]) -> date | None:
        return date.fromisoformat(z["lauf"]["ende"]) if z["lauf"] and z["lauf"]["ende"] else None

    def massnahme(z: dict[str, Any]) -> str:
        return (z["lauf"]["titel"] or z["lauf"]["nummer"]) if z["lauf"] else ""

    return (
        Spalte(
            "name",
            "Name",
            wert=lambda z: f"{z['nachname']}, {z['vorname']}",
            zelle=lambda z: verweis(person_url(z["pk"]), f"{z['nachname']}, {z['vorname']}"),
            sortierung=("sortierung",),
            klasse="eng",
            fest=True,
        ),
        Spalte("wahl", "Auswahl", zelle=_haken, wert=lambda z: "", fest=True, ausgeben=False),
        Spalte("kundennummer", "Kundennummer", sortierung=F("kundennummer"), klasse="eng"),
        Spalte(
            "geburtsdatum",
            "Geburtsdatum",
            wert=lambda z: z["geburtsdatum"] if z["stammdaten"] else None,
            standard=False,
            klasse="eng",
        ),
        Spalte("alter", "Alter", wert=alter, klasse="zahl"),
        Spalte("team", "Team", wert="team_name", sortierung=F("team__kennung"), klasse="eng"),
        Spalte("zustaendig", "Zuständig", wert=lambda z: ", ".join(z["zustaendig"])),
        Spalte(
            "massnahme",
            "Laufende Maßnahme",
            wert=massnahme,
            zelle=lambda z: zweizeilig(massnahme(z), z["lauf"]["traeger"]) if z["lauf"] else "–",
        ),
        Spalte("nummer", "Maßnahmenummer", wert=lambda z: z["lauf"]["nummer"] if z["lauf"] else "", standard=False),
        Spalte(
            "ende",
            "Geplantes Ende",
            wert=ende,
            zelle=lambda z: zweizeilig(datum(ende(z)), tage_relativ(ende(z), stichtag)),
            sortierung=KT("lauf__ende"),
            klasse="eng",
        ),
    )
