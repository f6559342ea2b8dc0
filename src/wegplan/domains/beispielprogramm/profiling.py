"""Profilings of the made-up region in every state, opening talks, and information events (JPS-01 to JPS-03)."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import cycle, groupby

from wegplan.domains.organisation.access import Rolle
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.profiling.arten import Besuch, Gutachtenart, Gutachtenstand
from wegplan.domains.profiling.models import Auftaktgespraech, Einladung, Gutachten, Schutzteil, Veranstaltung
from wegplan.domains.profiling.queries import art_von, inhalt
from wegplan.domains.uebergang.models import Zuweisung
from wegplan.kit.eingabe.pruefsumme import pruefsumme

ALLES = {
    "anlass": "Zuweisung durch das Jobcenter, Wunsch nach einer Arbeit mit festen Zeiten.",
    "verfahren": "Zwei Gespräche, eine Arbeitsprobe in der Werkstatt, ein Rechentest.",
    "berufsweg": "Lehre begonnen und nach dem ersten Jahr beendet; danach Helfertätigkeiten im Lager.",
    "fachlich": "Sicher mit Werkzeug und Plänen. Unsicher am Rechner.",
    "wunsch": "Ich möchte etwas mit den Händen machen und abends wissen, was ich geschafft habe.",
    "begruendung": "Zuverlässig in der Arbeitsprobe, braucht anfangs kleine Schritte und klare Absprachen.",
    "fernziel": "Arbeit in einem Betrieb der Region.",
    "nahziele": "Einen Praktikumsplatz finden. Jeden Tag pünktlich beginnen.",
    "qualifizierung": "Grundlagen Holz, danach Lagerlogistik.",
    "unterstuetzung": "Coaching in den ersten acht Wochen, Hilfe beim Fahrplan.",
}
EZU = {
    "verlauf": "Das zweite Jahr ist bestanden, die Praxisstelle steht fest.",
    "ziele": "Ich will die Prüfung im Sommer schaffen und in der Kita bleiben.",
    "stuetzunterricht": "Pädagogik, zwei Stunden in der Woche.",
    "mobilitaet": "Fahrt zur Praxisstelle mit dem Bus, Zuschuss beantragt.",
}
GESCHUETZT = {"gesundheit": "Langes Stehen nur mit Pausen.", "persoenlich": "Spricht in großen Gruppen ungern."}
VEREINBART = {
    "mit_rb": "Kim Regionalbüro",
    "mit_bdl": "Chris Träger",
    "mit_tn": True,
    "qualifizierung": "Vier Wochen Grundlagen, dann Praktikum.",
    "betreuung": "Ein Gespräch in der Woche.",
    "unterstuetzung": "Begleitung beim ersten Tag im Betrieb.",
}


def profilings_anlegen(stichtag: date) -> None:
    """The same on every load. Assignments and accounts must be there; runs as wegplan_dienst."""
    konten = {n.organisation_id: n for n in Nutzer.objects.filter(rolle=Rolle.RB).order_by("-username")}
    alle = Zuweisung.objects.select_related("massnahme").filter(zuweisung_id__startswith="DEMO-Z-")
    zuweisungen = [z for z in alle.order_by("regionalbuero", "zugewiesen_am", "pk") if z.regionalbuero_id in konten]
    _gutachten([z for z in zuweisungen if z.profiling_begonnen_am or z.auftakt_am], konten)
    Auftaktgespraech.objects.bulk_create(
        Auftaktgespraech(person_id=z.person_id, zuweisung=z, erfasst_von=konten[z.regionalbuero_id], **VEREINBART)
        for z in zuweisungen
        if z.auftakt_am
    )
    _veranstaltungen(zuweisungen, stichtag)


def _gutachten(zuweisungen: list[Zuweisung], konten: dict[int | None, Nutzer]) -> None:
    """All as drafts first: the protected part of a finished one can no longer be written."""
    neue = [_entwurf(z, konten[z.regionalbuero_id]) for z in zuweisungen]
    Gutachten.objects.bulk_create(neue)
    Schutzteil.objects.bulk_create(Schutzteil(gutachten=g, texte=GESCHUETZT) for g in neue)
    fertige = [g for g in neue if g.zuweisung.profiling_fertig_am or g.art == Gutachtenart.UNTERSTUETZUNGSBEDARF]
    for g in fertige:
        _abschliessen(g)
    felder = ["stand", "abgeschlossen_am", "name_fachkraft", "ergebnis", "stufe", "massnahme"]
    Gutachten.objects.bulk_update(fertige, [*felder, "pruefsumme", "pruefsumme_geschuetzt"])


def _entwurf(z: Zuweisung, konto: Nutzer) -> Gutachten:
    art = art_von(z) if z.auftakt_am else Gutachtenart.KURZGUTACHTEN
    ezu = art == Gutachtenart.UNTERSTUETZUNGSBEDARF
    return Gutachten(
        person_id=z.person_id,
        zuweisung=z,
        art=art,
        nummer=1,
        begonnen_am=(z.auftakt_am if ezu else None) or z.profiling_begonnen_am or z.zugewiesen_am,
        angelegt_von=konto,
        texte=EZU if ezu else ALLES,
        quellen={} if ezu else {"anlass": f"Zuweisung vom {z.zugewiesen_am:%d.%m.%Y}"},
    )


def _abschliessen(g: Gutachten) -> None:
    z = g.zuweisung
    g.stand, g.name_fachkraft = Gutachtenstand.ABGESCHLOSSEN, str(g.angelegt_von)
    g.abgeschlossen_am = g.begonnen_am
    if g.art == Gutachtenart.KURZGUTACHTEN:
        g.abgeschlossen_am = z.profiling_fertig_am
        g.ergebnis, g.stufe, g.massnahme = z.profiling_ergebnis, z.stufe, z.massnahme
    g.pruefsumme_geschuetzt = pruefsumme(GESCHUETZT)
    g.pruefsumme = pruefsumme(inhalt(g))


def _veranstaltungen(zuweisungen: Iterable[Zuweisung], stichtag: date) -> None:
    """Two per Regionalbüro: one last week with what came of it, one in two weeks with invitations."""
    einladungen: list[Einladung] = []
    for buero, gruppe in groupby(zuweisungen, key=lambda z: z.regionalbuero_id):
        offene = [z for z in gruppe if not z.beendet_am and not z.uebergeben_am and z.zugewiesen_am < stichtag]
        for tag, ergebnisse in ((-7, Besuch.values[1:]), (14, Besuch.values[:1])):
            veranstaltung = Veranstaltung.objects.create(
                kennung=f"DEMO-V-{buero}-{tag}",
                regionalbuero_id=buero,
                am=stichtag + timedelta(days=tag),
                ort="Bürgerhaus, Saal 2",
                plaetze=12,
            )
            einladungen += [
                Einladung(
                    person_id=z.person_id,
                    zuweisung=z,
                    veranstaltung=veranstaltung,
                    eingeladen_am=stichtag - timedelta(days=12),
                    besuch=besuch,
                )
                for z, besuch in zip(offene, cycle(ergebnisse), strict=False)
            ]
    Einladung.objects.bulk_create(einladungen)
