"""Example objects for addresses of papers and questions, see beispiele.py."""

from collections.abc import Callable

from django.utils import timezone

from wegplan.domains.beleg.models import Beleg, Beleginhalt
from wegplan.domains.frage.models import Frage
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person
from wegplan.domains.pruefordner.auftraege import ART, DATEI
from wegplan.kit.auftrag.ablage import abgelegt, neue_ablage
from wegplan.kit.auftrag.models import Auftrag, Stand

from .beispiele_programm import unterschriebene_planfassung
from .beispiele_projekt import UNBEKANNT, Fall, im_programm, projekt
from .beispielpersonen import laufende_teilnahme, personen
from .welt import HEUTE, Welt


def beleg(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of papers that the user's own office filed."""

    def einer(p: Person) -> dict[str, int]:
        stelle = nutzer.organisation or w.stellen["TR-A"]
        werte = {"person": p, "teilnahme": laufende_teilnahme(p), "art": "vertrag", "klasse": "leistung"}
        werte |= {"kreis": "beteiligte", "tag": HEUTE, "eingegangen_am": HEUTE, "seiten": 1, "groesse": 1}
        werte |= {"stelle": stelle, "abgelegt_von": nutzer}
        neu, angelegt = Beleg.objects.get_or_create(beleg_id=f"B-{p.pk}-{nutzer.pk}", defaults=werte)
        if angelegt:
            Beleginhalt.objects.create(beleg=neu, pdf=b"%PDF-1.7")
        return {"pk": neu.pk}

    return {name: einer(p) for name, p in personen(w).items()} | {"unbekannt": {"pk": UNBEKANNT}}


def projektmonat(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of a project's month: those of the own office; offices without projects have none."""
    monat = f"{HEUTE:%Y-%m}"
    alle = {"eigen": w.massnahmen["M-A"].pk, "fremd": w.massnahmen["M-B"].pk, "unbekannt": UNBEKANNT}
    if not nutzer.nur_eigene_massnahmen:
        alle = {"fremd": alle["eigen"], "unbekannt": UNBEKANNT}
    return {name: {"massnahme": pk, "monat": monat} for name, pk in alle.items()}


def pruefordner(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of audit folders: everybody opens their own, nobody another's."""
    ablage = neue_ablage()
    (abgelegt(ablage) / DATEI).write_bytes(b"")
    ergebnis = {"ablage": ablage, "von": "2026-01-01", "bis": "2026-01-31", "dateien": 0, "personen": []}
    daten = {"art": ART, "stand": Stand.FERTIG, "titel": "Arbeit", "ergebnis": ergebnis}
    eigener, fremder = (Auftrag.objects.create(nutzer=wer, **daten) for wer in (nutzer, w["bl"]))
    return {"eigen": {"pk": eigener.pk}, "fremd": {"pk": fremder.pk}, "unbekannt": {"pk": UNBEKANNT}}


def frage(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of questions that wait for the user's office; not those of other offices."""

    def eine(p: Person) -> dict[str, int]:
        stelle = nutzer.organisation or w.stellen["JC-A"]
        andere = w.stellen["TR-A"] if stelle != w.stellen["TR-A"] else w.stellen["RB-A"]
        werte = {"person": p, "teilnahme": laufende_teilnahme(p), "von_stelle": andere, "an_stelle": stelle}
        werte |= {"gestellt_von": w["bdl"], "am_zug": stelle, "wartet_seit": timezone.now()}
        return {"pk": Frage.objects.get_or_create(frage_id=f"F-{p.pk}-{nutzer.pk}", defaults=werte)[0].pk}

    return {name: eine(p) for name, p in personen(w).items()} | {"unbekannt": {"pk": UNBEKANNT}}


def person_und_teilnahme(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses with a person's `pk` and a Teilnahme."""
    faelle = {name: {"pk": p.pk, "teilnahme": laufende_teilnahme(p).pk} for name, p in personen(w).items()}
    vermischt = {"pk": w.eigen.pk, "teilnahme": laufende_teilnahme(w.fremd).pk}
    return faelle | {"vermischt": vermischt, "unbekannt": {"pk": w.eigen.pk, "teilnahme": UNBEKANNT}}


def akte(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses with the number of a person as `pk`."""
    return {name: {"pk": p.pk} for name, p in personen(w).items()} | {"unbekannt": {"pk": UNBEKANNT}}


BELEGE: dict[str, Callable[[Welt, Nutzer], Fall]] = {
    **dict.fromkeys((f"beleg:{n}" for n in ("beleg", "pdf", "zurueckziehen", "wiederherstellen")), im_programm(beleg)),
    **dict.fromkeys(("beleg:monat", "beleg:monat_neu"), projektmonat),
    "frage:neu": person_und_teilnahme,
    **dict.fromkeys((f"frage:{n}" for n in ("antworten", "abgeben", "abschliessen")), frage),
    **dict.fromkeys(("beleg:person", "beleg:neu", "frage:person"), akte),
    **dict.fromkeys(
        ("foerderplan:scan", "foerderplan:vergleichen", "foerderplan:aufnehmen"), unterschriebene_planfassung
    ),
    "pruefordner:neu": projekt(),
    **dict.fromkeys(("pruefordner:ergebnis", "pruefordner:laden"), pruefordner),
}
