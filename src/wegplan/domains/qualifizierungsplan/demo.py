"""Plans of the made-up region, called by area demo: a catalogue per project, most participants have a plan, some passed
modules; trainings with their chamber and checks. A share is left out, so that the list has something to say."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import laeuft
from wegplan.domains.verbleib.models import Ergebnis
from wegplan.domains.verbleib.queries import stufe_von

from .arten import EZU, QAB
from .models import (
    Ausbildungsrahmen,
    Katalogmodul,
    Lernmodul,
    Modulergebnis,
    Qualifizierungsplan,
    Verkuerzungspruefung,
)
from .queries import MODUL, inhalt, mit_modulen
from .rules import pruefsumme

NACH_EINTRITT = 20  # days until a plan is handed over
# name, what follows from it, kind, hours, of the Ausbildungsordnung
MODULE = (
    ("Grundlagen und Arbeitsschutz", "Kennt Gefahren am Arbeitsplatz und kann ihnen vorbeugen.", "fachlich", 80, True),
    ("Werkstoffe und Waren", "Erkennt, prüft und lagert Waren fachgerecht.", "fachlich", 120, True),
    ("Rechnen und Schreiben im Beruf", "Füllt Lieferscheine und Berichte sicher aus.", "uebergreifend", 60, False),
    ("Übung in der Lehrwerkstatt", "Führt einen kleinen Auftrag von Anfang bis Ende aus.", "praxis", 160, True),
    ("Praktikum im Betrieb", "Arbeitet in einem Team nach dessen Regeln mit.", "praxis", 160, False),
)
ZIELE = {"QAB-K": "Fachkraft für Lagerlogistik", "QAB-D": "Verkäuferin oder Verkäufer"}
ZIEL = "Einstieg in Lager, Verkauf oder Handwerk"
KAMMER = "Kammer für Handel und Gewerbe Auenmark"


def qualifizierungsplaene_anlegen(stichtag: date) -> None:
    """Accounts and Teilnahmen must be there; runs as wegplan_dienst, one statement per table."""
    konten = {n.organisation_id: n for n in Nutzer.objects.filter(rolle="bdl").order_by("-pk")}
    projekte = Massnahme.objects.filter(foerderart="ESF", traeger__in=konten)
    Katalogmodul.objects.bulk_create(m for p in projekte for m in _katalog(p))
    laufend = Teilnahme.objects.filter(laeuft(stichtag), massnahme__in=projekte).select_related("massnahme")
    faelle = [
        (nr, t, konten[t.massnahme.traeger_id])
        for nr, t in enumerate(laufend.order_by("teilnahme_id"))
        if stufe_von(t) != EZU
    ]
    plaene = Qualifizierungsplan.objects.bulk_create(_plan(t, wer) for nr, t, wer in faelle if nr % 8 != 6)
    Lernmodul.objects.bulk_create(m for p in plaene for m in _module(p))
    _uebergeben(stichtag)
    ausbildungen = [fall for fall in faelle if stufe_von(fall[1]) in QAB]
    Modulergebnis.objects.bulk_create(e for fall in faelle for e in _ergebnisse(*fall, stichtag))
    Ausbildungsrahmen.objects.bulk_create(_rahmen(*fall) for fall in ausbildungen if fall[0] % 5 != 4)
    pruefungen = [_verkuerzung(*fall) for fall in ausbildungen if fall[0] % 4 != 3]
    Verkuerzungspruefung.objects.bulk_create(pruefungen)
    Ergebnis.objects.bulk_create(
        (
            Ergebnis(
                person_id=v.person_id,
                teilnahme_id=v.teilnahme_id,
                verkuerzbar=v.ergebnis != "nicht_verkuerzbar",
                verkuerzt=v.ergebnis == "verkuerzt",
            )
            for v in pruefungen
        ),
        ignore_conflicts=True,
    )


def _katalog(projekt: Massnahme) -> Iterator[Katalogmodul]:
    for nr, (name, ziel, art, stunden, nach_ordnung) in enumerate(MODULE, 1):
        angaben = {"bezeichnung": name, "lernziel": ziel, "art": art, "stunden": stunden, "nach_ordnung": nach_ordnung}
        yield Katalogmodul(massnahme=projekt, kennung=f"DEMO-{nr}", reihe=nr, teilqualifikation=nr == 4, **angaben)


def _plan(t: Teilnahme, wer: Nutzer) -> Qualifizierungsplan:
    return Qualifizierungsplan(
        person_id=t.person_id,
        teilnahme=t,
        nummer=1,
        angelegt_von=wer,
        ziel=ZIELE.get(stufe_von(t), ZIEL),
        inhalte="Fachkunde, Werkstoffe, Rechnen im Beruf, Arbeitsschutz.",
        praxis="Lehrwerkstatt des Trägers, danach ein Praktikum im Betrieb.",
    )


def _module(plan: Qualifizierungsplan) -> Iterator[Lernmodul]:
    for nr, vorlage in enumerate(_katalog(plan.teilnahme.massnahme), 1):
        bis = plan.teilnahme.eintritt + timedelta(days=60 * nr)
        yield Lernmodul(plan=plan, geplant_bis=bis, **{name: getattr(vorlage, name) for name in MODUL})


def _uebergeben(stichtag: date) -> None:
    """All but each sixth; the checksum is that of the pages."""
    fertige = []
    for nr, p in enumerate(mit_modulen(Qualifizierungsplan.objects.filter(stand="entwurf")).order_by("pk")):
        am = p.teilnahme.eintritt + timedelta(days=NACH_EINTRITT)
        if nr % 6 != 5 and am <= stichtag:
            p.stand, p.uebergeben_am, p.name_fachkraft = "uebergeben", am, str(p.angelegt_von)
            p.pruefsumme = pruefsumme(inhalt(p))
            fertige.append(p)
    felder = ["stand", "uebergeben_am", "name_fachkraft", "pruefsumme"]
    Qualifizierungsplan.objects.bulk_update(fertige, felder, batch_size=1000)


def _hang(t: Teilnahme, wer: Nutzer) -> dict[str, Any]:
    return {"person_id": t.person_id, "teilnahme": t, "erfasst_von": wer}


def _ergebnisse(nr: int, t: Teilnahme, wer: Nutzer, stichtag: date) -> Iterator[Modulergebnis]:
    for stelle in range(1, 1 + nr % 4):
        am = t.eintritt + timedelta(days=60 * stelle - 5)
        if am <= stichtag and nr % 8 != 6:
            ausgang = "nicht_bestanden" if (nr + stelle) % 9 == 8 else "bestanden"
            yield Modulergebnis(kennung=f"DEMO-{stelle}", ausgang=ausgang, am=am, **_hang(t, wer))


def _rahmen(nr: int, t: Teilnahme, wer: Nutzer) -> Ausbildungsrahmen:
    stelle = {"stelle": KAMMER, "abgestimmt_am": t.eintritt, "aktenzeichen": f"AB-{1000 + nr}"} if nr % 3 else {}
    return Ausbildungsrahmen(beginn=t.eintritt, **stelle, **_hang(t, wer))


def _verkuerzung(nr: int, t: Teilnahme, wer: Nutzer) -> Verkuerzungspruefung:
    ergebnis = ("verkuerzt", "nicht_verkuerzt", "verkuerzt", "nicht_verkuerzbar")[nr // 2 % 4]
    return Verkuerzungspruefung(
        verkuerzung_id=f"DEMO-V-{t.teilnahme_id}",
        geprueft_am=t.eintritt,
        ergebnis=ergebnis,
        monate=6 if ergebnis == "verkuerzt" else None,
        grund="Nach Vorbildung und Berufserfahrung beurteilt.",
        **_hang(t, wer),
    )
