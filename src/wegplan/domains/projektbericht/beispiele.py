"""Reports on the made-up projects in every state, with contacts, mobility support and boards (JPS-92)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from wegplan.domains.bericht.rules import davor, quartal_von
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Nutzer

from . import services
from .models import Gremiensitzung, Mobilitaetshilfe, Projektbericht, Unternehmenskontakt
from .nachweise import NACHWEISE
from .queries import zeitraum

FIRMEN = ("Bau Nord GmbH", "Pflegedienst Auenmark", "Lager und Logistik Heide", "Gartenbau Lind", "Gasthof Linde")
KONTAKTE = (("besuch", "praktikum"), ("telefon", "weiter"), ("schreiben", "offen"), ("besuch", "arbeit"))
HILFEN = (
    ("fahrtkosten", 6, "Monatskarten für die Zeit der Praktika"),
    ("training", 4, "Der Weg mit dem Bus zum Betrieb ist geübt"),
    ("fahrgemeinschaft", 3, "Zwei Fahrgemeinschaften fahren ins Gewerbegebiet"),
)
GREMIEN = (
    ("Regionaler Beirat", "Regionalbüro, Jobcenter, Kammer", "Bedarf an Kursen im Lager bestätigt."),
    ("Fachlicher Austausch", "Regionalbüro, drei Bildungsdienstleister", "Gemeinsame Liste von Betrieben vereinbart."),
)
TEXTE = {
    "fehlzeiten": "Im Januar fehlten mehrere wegen Erkältungen. Nach dem zweiten Fehltag ruft die Fachkraft an.",
    "betreuung": "Es ging vor allem um Kinderbetreuung, Wege zu Ämtern und die Vorbereitung auf Gespräche.",
    "qualifikationen": "Staplerschein und Hygieneschulung sind am meisten gefragt.",
    "praktika": "Die Betriebe nehmen unsere Leute gern wieder. Auswertungen gibt es zu jedem beendeten Praktikum.",
    "unternehmen": "Zwei neue Betriebe sind dabei, einer hat einen Arbeitsplatz zugesagt.",
    "mobilitaet": "Ins Gewerbegebiet fährt früh kein Bus, Fahrgemeinschaften helfen.",
    "ziele": "Bei den Abbrüchen sind wir auf Kurs. Für die Vermittlung fehlen noch Betriebe in der Pflege.",
}
VERLAEUFE = ("", "entwurf", "freigegeben", "angenommen", "zurueckgegeben")


def projektberichte_anlegen(stichtag: date) -> None:
    """The last two quarters of the projects whose two sides have accounts; runs as wegplan_dienst."""
    leitungen = {n.organisation_id: n for n in Nutzer.objects.filter(rolle__in=("bdl_leitung", "rb"))}
    projekte = Massnahme.objects.filter(foerderart="ESF", traeger__in=leitungen, regionalbuero__in=leitungen)
    alle = list(projekte.select_related("traeger", "regionalbuero").order_by("pk"))
    nachweise: list[Any] = [n for m in alle for n in _nachweise(m, leitungen[m.traeger_id], stichtag)]
    for modell in NACHWEISE.values():
        modell._default_manager.bulk_create([n for n in nachweise if isinstance(n, modell)])
    quartal = davor(quartal_von(stichtag))
    for nummer, massnahme in enumerate(alle):
        seiten = (leitungen[massnahme.traeger_id], leitungen[massnahme.regionalbuero_id])
        _bericht(massnahme, davor(quartal), "angenommen", *seiten, stichtag)
        _bericht(massnahme, quartal, VERLAEUFE[(nummer + 1) % len(VERLAEUFE)], *seiten, stichtag)


def _nachweise(m: Massnahme, wer: Nutzer, stichtag: date) -> Iterator[Any]:
    for nr in range(12):
        kopf = {"massnahme": m, "erfasst_von": wer, "tag": max(m.beginn, stichtag - timedelta(days=5 + 17 * nr))}
        art, ergebnis = KONTAKTE[nr % len(KONTAKTE)]
        firma = FIRMEN[(nr + m.pk) % len(FIRMEN)]
        yield Unternehmenskontakt(kennung=f"DK-{m.pk}-{nr}", unternehmen=firma, art=art, ergebnis=ergebnis, **kopf)
        if nr % 3 == 0:
            art, personen, text = HILFEN[nr // 3 % len(HILFEN)]
            yield Mobilitaetshilfe(kennung=f"DH-{m.pk}-{nr}", art=art, personen=personen, ergebnis=text, **kopf)
        if nr % 5 == 0:
            gremium, wer_dabei, text = GREMIEN[nr // 5 % len(GREMIEN)]
            werte = {"gremium": gremium, "beteiligte": wer_dabei, "ergebnis": text}
            yield Gremiensitzung(kennung=f"DG-{m.pk}-{nr}", **werte, **kopf)


def _bericht(m: Massnahme, quartal: date, stand: str, leitung: Nutzer, buero: Nutzer, stichtag: date) -> None:
    spanne = zeitraum(m, quartal, stichtag)
    if not stand or spanne is None or spanne[1] >= stichtag:
        return
    b, _ = services.beginnen(leitung, m, quartal, spanne)
    Projektbericht.objects.filter(pk=b.pk).update(**TEXTE)
    if stand == "entwurf":
        return
    tag = min(spanne[1] + timedelta(days=8), stichtag)
    services.freigeben(leitung, b.pk, tag)
    if stand != "freigegeben":
        grund = "Bitte die Praktika im Lager noch auswerten und den Stand der Gegenmaßnahme nennen."
        am = min(tag + timedelta(days=4), stichtag)
        services.entscheiden(buero, b.pk, am, annehmen=stand == "angenommen", grund=grund)
