"""All plans of running Teilnahmen of the programme: which is missing, due, to be handed over (JPS-11, JPS-13)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from wegplan.domains.akte.adressen import person_url
from wegplan.domains.massnahme.models import Foerderart
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.planvorlage.queries import wartende
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import laeuft
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.listen.formulare import Auswahlfilter, Filterformular
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.tags_inhalt import abzeichen
from wegplan.kit.ui.textfilter import datum, tage_relativ

from .arten import Planstand
from .models import Aushaendigung, Planfassung, Zielanmerkung
from .rules import spaeteste_kopie_vor

STAENDE = {
    "fehlt": ("Plan fehlt", "schlecht"),
    "ueberfaellig": ("Überprüfung überfällig", "schlecht"),
    "kopie": ("Exemplar noch nicht ausgehändigt", "achtung"),
    "entwurf": ("erster Entwurf", "achtung"),
    "gut": ("in Ordnung", "gut"),
}


class Planfilter(Filterformular):
    stand = Auswahlfilter(label="Stand", coerce=str, choices=[(s, wort) for s, (wort, _) in STAENDE.items()])
    rueckmeldung = Auswahlfilter(
        label="Regionalbüro",
        coerce=str,
        choices=[("offen", "Rückmeldung fehlt"), ("einverstanden", "einverstanden"), ("anmerkung", "Anmerkung")],
    )


RUECKMELDUNGEN = {
    "offen": ("Rückmeldung fehlt", "achtung"),
    "einverstanden": ("einverstanden", "gut"),
    "anmerkung": ("Anmerkung", "info"),
    "": ("–", "ruhig"),
}


class Planliste(Liste):
    ansicht = "foerderplan:liste"
    titel = "Förderpläne"
    einleitung = "Laufende Teilnahmen im Programm und der Stand ihres Plans. Was zuerst zu tun ist, steht oben."
    formular: type[Filterformular] = Planfilter
    standard = "dringend"
    leer = (
        "Hier steht niemand.",
        "Es läuft keine Teilnahme im Programm, die Sie sehen, oder der Filter blendet sie aus.",
    )

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        self.spalten = (
            Spalte(
                "person",
                "Person",
                wert=lambda t: str(t.person),
                zelle=lambda t: verweis(f"{person_url(t.person_id)}foerderplan/", str(t.person)),
                sortierung=("person__sortierung",),
                fest=True,
            ),
            Spalte("massnahme", "Maßnahme", wert=lambda t: str(t.massnahme), sortierung=("massnahme__titel",)),
            Spalte(
                "stand",
                "Stand",
                wert=lambda t: STAENDE[t.planstand][0],
                zelle=lambda t: abzeichen(*STAENDE[t.planstand]),
            ),
            Spalte(
                "pruefung", "Nächste Überprüfung", wert="pruefung", zelle=self._pruefung, sortierung=True, klasse="eng"
            ),
            Spalte(
                "rueckmeldung",
                "Regionalbüro",
                wert=lambda t: RUECKMELDUNGEN[t.rueckmeldung][0],
                zelle=lambda t: abzeichen(*RUECKMELDUNGEN[t.rueckmeldung]) if t.rueckmeldung else "–",
            ),
            Spalte("dringend", "Rang", wert="rang", sortierung=("rang", "pruefung"), standard=False, klasse="zahl"),
        )

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Any]:
        laufend = Teilnahme.objects.fuer(self.nutzer, Aktion.FOERDERZIELE_LESEN).filter(
            laeuft(self.stichtag), massnahme__foerderart=Foerderart.ESF
        )
        alle = mit_planstand(laufend, self.stichtag).select_related("person", "massnahme")
        gewaehlt = {"planstand": filter["stand"], "rueckmeldung": filter.get("rueckmeldung")}
        return alle.filter(**{name: wert for name, wert in gewaehlt.items() if wert})

    def ohne_filter(self) -> frozenset[str]:
        return frozenset() if self._mit_rueckmeldung() else frozenset({"rueckmeldung"})

    def sichtbare_spalten(self) -> tuple[Spalte, ...]:
        return tuple(s for s in self.spalten if s.name != "rueckmeldung" or self._mit_rueckmeldung())

    def _mit_rueckmeldung(self) -> bool:
        """What the Regionalbüro says is between it and the provider."""
        nutzer: Any = self.nutzer
        return bool(nutzer.darf(Aktion.FOERDERPLAN_SCHREIBEN) or nutzer.darf(Aktion.FOERDERZIELE_ANMERKEN))

    def _pruefung(self, t: Any) -> SafeString | str:
        return zweizeilig(datum(t.pruefung), tage_relativ(t.pruefung, self.stichtag)) if t.pruefung else "–"


def mit_planstand(teilnahmen: QuerySet[Any], stichtag: date) -> QuerySet[Any]:
    """With `planstand` (key of STAENDE), `rang` (0 = first to do), `pruefung` (day of the next review or None) and
    `rueckmeldung` (key of RUECKMELDUNGEN, to the newest signed version).

    Readers who see no drafts see a first draft as a missing plan."""
    unterschrieben = Planfassung.objects.filter(teilnahme=OuterRef("pk"), stand=Planstand.UNTERSCHRIEBEN).order_by(
        "-nummer"
    )
    entwurf = Planfassung.objects.filter(teilnahme=OuterRef("pk"), stand=Planstand.ENTWURF)
    anmerkung = Zielanmerkung.objects.filter(fassung=OuterRef("letzte")).order_by("-am", "-pk")
    stand = Case(
        When(letzte__isnull=True, ist_entworfen=True, then=Value("entwurf")),
        When(letzte__isnull=True, then=Value("fehlt")),
        When(pruefung__lt=stichtag, then=Value("ueberfaellig")),
        When(unterschrieben__lt=spaeteste_kopie_vor(stichtag), ausgehaendigt=False, then=Value("kopie")),
        default=Value("gut"),
    )
    return teilnahmen.annotate(
        letzte=Subquery(unterschrieben.values("pk")[:1]),
        pruefung=Subquery(unterschrieben.values("pruefung_am")[:1]),
        unterschrieben=Subquery(unterschrieben.values("unterschrieben_am")[:1]),
        ist_entworfen=Exists(entwurf),
        ausgehaendigt=Exists(Aushaendigung.objects.filter(fassung=OuterRef("letzte"))),
        planstand=stand,
        rueckmeldung=Case(
            When(letzte__isnull=True, then=Value("")),
            default=Coalesce(Subquery(anmerkung.values("rueckmeldung")[:1]), Value("offen")),
        ),
    ).annotate(rang=Case(*(When(planstand=s, then=Value(nr)) for nr, s in enumerate(STAENDE))))


@regel(Aktion.FOERDERZIELE_LESEN)
def liste(request: HttpRequest) -> HttpResponse:
    """The plans of all running Teilnahmen that the user may see; the way to the templates."""
    nutzer: Any = request.user
    pruefend = nutzer.darf(Aktion.PLANVORLAGE_FREIGEBEN)
    kontext = {"wartende_vorlagen": wartende(nutzer) if pruefend else 0}
    return liste_anzeigen(request, Planliste(request), "foerderplan/liste.html", **kontext)
