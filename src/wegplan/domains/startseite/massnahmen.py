"""The start of providers, Regionalbüros, Maßnahmebetreuung and Arbeitgeber-Service: running measures, next ends."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from wegplan.domains.akte.adressen import massnahme_url, person_url
from wegplan.domains.akte.personenliste import gefiltert
from wegplan.domains.checkliste.interventionen import eigene_faellige
from wegplan.domains.checkliste.queries import kurz, seite_von
from wegplan.domains.gespraech.queries import faellige_absprachen
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.mitsprache.queries import offene
from wegplan.domains.organisation.access import Aktion, Rolle
from wegplan.domains.person.models import Person
from wegplan.domains.profiling.queries import fehlende_vertragskopien
from wegplan.domains.projektbericht.queries import wartende
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import laeuft
from wegplan.domains.zielvereinbarung.queries import faelliges

from .fragen import fragen
from .seite import Seite, Zahl, adresse
from .tischkopf import tischkopf
from .zaehlen import Menge, gezaehlt

WOCHEN = 4
ZEILEN = 15
INTERVENTIONEN = 6


def heute_in_massnahmen(nutzer: Any, stichtag: date) -> Seite:
    """Three statements, one more each for the desk, what waits for the user, the reports on projects, the
    Checklisten and the steps of interventions of who has them, up to four for target agreements. Participants, as far
    as the user may see them; offices see only measures with such."""
    bis = stichtag + timedelta(weeks=WOCHEN)
    laufend = Teilnahme.objects.fuer(nutzer).filter(laeuft(stichtag))
    massnahmen = list(_massnahmen(nutzer, stichtag, laufend))
    enden = laufend.filter(geplantes_ende__lte=bis).select_related("person", "massnahme")
    gezeigt = list(enden.order_by("geplantes_ende", "person__sortierung", "pk")[:ZEILEN])
    # the very query of the list of persons, so that the figure is the length of the list behind it
    anzahl = gefiltert(Person.objects.fuer(nutzer), nutzer, {"endet_bis": bis}, stichtag).count()
    enden_url = adresse("akte:liste", endet_bis=f"{bis:%Y-%m-%d}", sortierung="ende")
    kontext: dict[str, Any] = {
        "stichtag": stichtag,
        "zahlen": [
            Zahl(len(massnahmen), "laufende Maßnahmen", ""),
            Zahl(sum(m.zahl for m in massnahmen), "laufende Teilnahmen", ""),
            Zahl(anzahl, f"Personen, deren Teilnahme bis {bis:%d.%m.%Y} endet", enden_url),
        ],
        "massnahmen": [(m, massnahme_url(m.pk), m.zahl) for m in massnahmen],
        "enden": [(t, person_url(t.person_id)) for t in gezeigt],
        "mehr_enden": anzahl > len({t.person_id for t in gezeigt}),
        "enden_url": enden_url,
        "alle_massnahmen": adresse("massnahme:liste"),
        "eigene": nutzer.nur_eigene_massnahmen,
        "ziele": faelliges(nutzer, stichtag)[:ZEILEN],
    }
    kontext["zahlen"] += _checkliste(nutzer, stichtag)
    if nutzer.darf(Aktion.PROJEKTBERICHT_LESEN):
        anzahl, filter = wartende(nutzer, stichtag)
        url = adresse("projektbericht:liste", **filter)
        kontext["zahlen"].append(Zahl(anzahl, "Projektberichte, die bei Ihnen liegen", url))
    kontext["zahlen"] += gezaehlt(_wartendes(nutzer, stichtag))
    kontext["interventionen"] = _interventionen(nutzer, stichtag)
    personen = [z.intervention.person_id for z in kontext["interventionen"]] + [t.person_id for t in gezeigt]
    if nutzer.darf(Aktion.VORGANG_ERFASSEN):
        kopf = tischkopf(nutzer, stichtag)
        kontext["tisch"] = kopf
        personen = kopf.personen + personen
    return Seite("startseite/massnahmen.html", kontext, list(dict.fromkeys(personen)))


def _wartendes(nutzer: Any, stichtag: date) -> list[Menge]:
    """What waits for the user, each with the filter of the list behind it; contracts that never came are the arrears
    of the provider (JPS-03)."""
    mengen = []
    if nutzer.darf(Aktion.GESPRAECH_LESEN):
        seite = "rb" if nutzer.rolle == Rolle.RB else "bdl"
        url = adresse("gespraech:liste", was="absprache", seite=seite, faellig="on")
        wort = "Absprachen aus Gesprächen, bis heute fällig"
        mengen.append(Menge(faellige_absprachen(nutzer, stichtag), wort, url))
    if nutzer.darf(Aktion.FOERDERPLAN_SCHREIBEN):
        mengen.append(Menge(offene(nutzer), "neu von Teilnehmenden geschrieben", adresse("mitsprache:liste")))
    if nutzer.darf(Aktion.UEBERGABE_ERFASSEN):
        kopien = fehlende_vertragskopien(nutzer, stichtag)
        wort, url = "Kopien von Verträgen, die dem Regionalbüro fehlen", adresse("profiling:vertragskopien")
        mengen.append(Menge(kopien, wort, url, draengt=True, nur_wenn=True))
    if nutzer.darf(Aktion.FRAGE_LESEN):
        mengen.append(fragen(nutzer))
    return mengen


def _interventionen(nutzer: Any, stichtag: date) -> list[Any]:
    """The oldest steps of interventions that the own side of a project owes by today (JPS-60)."""
    if not seite_von(nutzer) or not nutzer.darf(Aktion.INTERVENTION_ERFASSEN):
        return []
    return list(eigene_faellige(nutzer, stichtag)[:INTERVENTIONEN])


def _checkliste(nutzer: Any, stichtag: date) -> list[Zahl]:
    """What the own side owes by the Checklisten, and what lies with it; the same filters as the lists behind."""
    pflichten = kurz(nutzer, stichtag)
    if pflichten is None:
        return []
    seite = seite_von(nutzer)
    return [
        Zahl(
            pflichten.ueberfaellig,
            "Pflichten der Checkliste überfällig, die Ihre Stelle schuldet",
            adresse("checkliste:rueckstaende", wer=seite),
            f"{pflichten.bald} in einer Woche fällig",
        ),
        Zahl(
            pflichten.wartend,
            "Mal wartet jemand auf Ihre Stelle",
            adresse("checkliste:wartet", wer=seite),
        ),
        Zahl(
            pflichten.schritte,
            "Schritte aus Interventionen, bis heute fällig",
            adresse("checkliste:interventionen", wer=seite, faellig="on"),
        ),
    ]


def _massnahmen(nutzer: Any, stichtag: date, laufend: QuerySet[Teilnahme]) -> Any:
    """Measures with the number of the running Teilnahmen among `laufend` as `zahl`."""
    je_massnahme = laufend.filter(massnahme=OuterRef("pk")).order_by().values("massnahme")
    zahl = Coalesce(Subquery(je_massnahme.annotate(n=Count("pk")).values("n")), 0)
    mit_teilnahme = Q(pk__in=laufend.order_by().values("massnahme"))
    offen = Q(ende__isnull=True) | Q(ende__gte=stichtag)
    massnahmen = (
        massnahmen_fuer(nutzer)
        .select_related("traeger")
        .annotate(zahl=zahl)
        .order_by(F("ende").asc(nulls_last=True), "titel", "pk")
    )
    if nutzer.nur_eigene_massnahmen:
        return massnahmen.filter(Q(beginn__lte=stichtag) & offen | mit_teilnahme)
    return massnahmen.filter(mit_teilnahme)
