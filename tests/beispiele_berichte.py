"""Example reports for the addresses of the access matrix, see tests/beispiele.py."""

from collections.abc import Callable
from typing import Any

from wegplan.domains.bericht.auftraege import DATEI, ENTWUERFE, PAKET
from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.massnahme.models import Feldklasse, Massnahme
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.person.models import Person
from wegplan.kit.auftrag.ablage import abgelegt, neue_ablage
from wegplan.kit.auftrag.models import Auftrag, Stand

from .beispiele_projekt import UNBEKANNT, Fall
from .beispielpersonen import laufende_teilnahme, personen
from .welt import HEUTE, Welt


def entwicklungsbericht(stand: str) -> Callable[[Welt, Nutzer], Fall]:
    """Addresses of a report in this state; what was sent went to the user's own office."""

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        empfaenger = nutzer.organisation or w.stellen["RB-A"]
        tage = {"freigegeben_am": HEUTE, "uebermittelt_am": HEUTE if stand == "uebermittelt" else None}
        fest = {"empfaenger": empfaenger, "inhalt": _berichtsinhalt(), "pruefsumme": "x", "kenntnisnahme": "gelesen"}
        fest |= {"freigegeben_von": w["bdl_leitung"]}

        def einer(p: Person) -> dict[str, int]:
            t = laufende_teilnahme(p)
            Massnahme.objects.filter(pk=t.massnahme_id).update(zweckbindung=Feldklasse.values)
            quartal = t.eintritt.replace(month=1, day=1)
            rahmen = {"person": p, "von": t.eintritt, "bis": HEUTE, "angelegt_von": w["bdl"]}
            if stand == "entwurf":
                fassung = 1
            else:
                rahmen, fassung = rahmen | fest | tage, empfaenger.pk + (10_000 if stand == "uebermittelt" else 20_000)
                quartal = quartal.replace(month=4, year=quartal.year - 1)
            schluessel = {"teilnahme": t, "quartal": quartal, "fassung": fassung}
            bericht, _ = Entwicklungsbericht.objects.get_or_create(**schluessel, defaults={"stand": stand, **rahmen})
            return {"pk": bericht.pk}

        return {name: einer(p) for name, p in personen(w).items()} | {"unbekannt": {"pk": UNBEKANNT}}

    return faelle


def papier_im_buero(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of reports that went by post to the Jobcenter, with a copy to the user's office."""

    def einer(p: Person) -> dict[str, int]:
        t = laufende_teilnahme(p)
        Massnahme.objects.filter(pk=t.massnahme_id).update(zweckbindung=Feldklasse.values)
        kopie = nutzer.organisation or w.stellen["RB-A"]
        werte = {"person": p, "von": t.eintritt, "bis": HEUTE, "angelegt_von": w["bdl"], "stand": "uebermittelt"}
        werte |= {"empfaenger": w.stellen["JC-A"], "kopie": kopie, "empfang": "aajc", "weg": "post"}
        werte |= {"inhalt": _berichtsinhalt(), "pruefsumme": "x", "kenntnisnahme": "gelesen"}
        werte |= {"freigegeben_am": HEUTE, "freigegeben_von": w["bdl_leitung"], "uebermittelt_am": HEUTE}
        quartal = t.eintritt.replace(month=7, day=1, year=t.eintritt.year - 1)
        schluessel = {"teilnahme": t, "quartal": quartal, "fassung": kopie.pk}
        return {"pk": Entwicklungsbericht.objects.get_or_create(**schluessel, defaults=werte)[0].pk}

    return {name: einer(p) for name, p in personen(w).items()} | {"unbekannt": {"pk": UNBEKANNT}}


def _berichtsinhalt() -> dict[str, Any]:
    """Content of a report as the file of nobody gives it."""
    leer: dict[str, Any] = {"zeilen": []}
    kopf = dict.fromkeys(("name", "kundennummer", "projekt", "stufe", "stelle", "traeger"), "")
    return {
        "kopf": {**kopf, "beginn": HEUTE.isoformat(), "geplantes_ende": None, "austritt": None},
        "fehlzeiten": {**leer, "bis": HEUTE.isoformat(), "eintraege": 0, "offene_monate": []},
        "praktika": leer,
        "foerderung": leer,
        "zertifikate": leer,
        "plan": {**leer, "fassung": None, "vom": None},
    }


def berichtsquartal(w: Welt, nutzer: Nutzer) -> Fall:
    """Addresses of a measure's quarter: those of the own provider."""
    faelle = {"eigen": w.massnahmen["M-A"].pk, "fremd": w.massnahmen["M-B"].pk, "unbekannt": UNBEKANNT}
    return {name: {"massnahme": pk, "quartal": "2025-01-01"} for name, pk in faelle.items()}


def berichtsauftrag(art: str) -> Callable[[Welt, Nutzer], Fall]:
    """Addresses of long work on reports: everybody opens their own, nobody another's."""

    def faelle(w: Welt, nutzer: Nutzer) -> Fall:
        ablage = neue_ablage()
        (abgelegt(ablage) / DATEI).write_bytes(b"")
        ergebnis = {"massnahme": w.massnahmen["M-A"].pk, "quartal": "2025-01-01", "ablage": ablage}
        daten = {"art": art, "stand": Stand.FERTIG, "titel": "Arbeit", "ergebnis": ergebnis}
        eigener, fremder = (Auftrag.objects.create(nutzer=wer, **daten) for wer in (nutzer, w["bl"]))
        return {"eigen": {"pk": eigener.pk}, "fremd": {"pk": fremder.pk}, "unbekannt": {"pk": UNBEKANNT}}

    return faelle


BERICHTE: dict[str, Callable[[Welt, Nutzer], Fall]] = {
    **dict.fromkeys(("bericht:schreiben", "bericht:freigeben"), entwicklungsbericht("entwurf")),
    **dict.fromkeys(("bericht:uebermitteln", "bericht:verschluesselt"), entwicklungsbericht("freigegeben")),
    **dict.fromkeys(
        ("bericht:bericht", "bericht:pdf", "bericht:entscheiden", "bericht:papierantwort", "bericht:neue_fassung"),
        entwicklungsbericht("uebermittelt"),
    ),
    "bericht:papierantwort_im_buero": papier_im_buero,
    "bericht:aufnehmen": entwicklungsbericht("uebermittelt"),
    **dict.fromkeys((f"bericht:{n}" for n in ("projekt", "alle_uebermitteln", "entwuerfe", "paket")), berichtsquartal),
    "bericht:entwuerfe_ergebnis": berichtsauftrag(ENTWUERFE),
    **dict.fromkeys(("bericht:paket_ergebnis", "bericht:paket_laden"), berichtsauftrag(PAKET)),
}
