"""Entwicklungsberichte of the made-up region for the last two quarters, in every state (JPS-50 to JPS-54)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from wegplan.domains.bericht.akteninhalt import akteninhalte
from wegplan.domains.bericht.arten import Berichtsstand, Kenntnisnahme
from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.bericht.queries import empfaenger_von, gesiegelt, stufe_von, zeitraum_von
from wegplan.domains.bericht.rules import davor, pruefsumme, quartal_von, quartalsende
from wegplan.domains.bericht.vorgaben import empfang
from wegplan.domains.massnahme.models import Feldklasse, Foerderart, Massnahme
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.teilnahme.models import Teilnahme

S = Berichtsstand
JUENGST = (None, S.ENTWURF, S.FREIGEGEBEN, S.UEBERMITTELT, S.ANGENOMMEN, S.ZURUECKGEGEBEN, S.UEBERMITTELT)
DAVOR = (S.ANGENOMMEN, S.ANGENOMMEN, S.ANGENOMMEN, S.ZURUECKGEGEBEN, S.ANGENOMMEN)
TEXTE = (
    {
        "theorie": "Rechnet sicher mit Maßen und Gewichten. Braucht bei Fachtexten noch Zeit und Rückfragen.",
        "praxis": "Arbeitet sorgfältig und hält Abläufe ein. Das Tempo steigt von Woche zu Woche.",
        "persoenlich": "Kommt pünktlich und bringt sich in der Gruppe ein. Die Betreuung des Kindes ist geregelt.",
        "massnahmen": "Stützunterricht Deutsch einmal in der Woche, Üben mit alten Prüfungsaufgaben.",
        "unterstuetzung": "nein",
    },
    {
        "theorie": "Die Grundlagen sitzen. Bei Prozentrechnung und Tabellen hilft eine Wiederholung.",
        "praxis": "Hat im Lager selbstständig kommissioniert. Beim Umgang mit Kundschaft noch zurückhaltend.",
        "persoenlich": "Ist verlässlich geworden und fragt rechtzeitig nach. Der Weg zur Arbeit ist lang.",
        "massnahmen": "Bewerbungstraining, zweites Praktikum ab dem nächsten Monat geplant.",
        "unterstuetzung": "Fahrkarte für die Zeit des Praktikums.",
    },
)
ABSCHLUSS = {
    "abschluss_stand": "Hat die Inhalte des Projekts überwiegend erreicht und kann sie anwenden.",
    "abschluss_empfehlung": "Bewerbung im bisherigen Praktikumsbetrieb, Begleitung in den ersten Wochen.",
}


def berichte_anlegen(stichtag: date) -> None:
    """Reports on most Teilnahmen of the programme whose provider has accounts; the newest quarter has gaps.

    Accounts, Teilnahmen and what hangs on them must be there; runs as wegplan_dienst."""
    ohne = Massnahme.objects.filter(foerderart=Foerderart.ESF).exclude(zweckbindung__contains=[Feldklasse.LEISTUNG])
    ohne.update(zweckbindung=[Feldklasse.STAMMDATEN, Feldklasse.LEISTUNG])
    konten: dict[Any, Nutzer] = {}
    for n in Nutzer.objects.filter(rolle__in=("ifk", "rb", "bdl_leitung")).order_by("-pk"):
        konten[n.organisation_id] = n
    quartal = davor(quartal_von(stichtag))
    for tag, staende in ((davor(quartal), DAVOR), (quartal, JUENGST)):
        Entwicklungsbericht.objects.bulk_create(_berichte(tag, staende, konten, stichtag), batch_size=500)


def _berichte(
    quartal: date, staende: tuple[Any, ...], konten: dict[Any, Nutzer], stichtag: date
) -> Iterator[Entwicklungsbericht]:
    esf = Teilnahme.objects.filter(
        massnahme__foerderart=Foerderart.ESF, massnahme__traeger__in=konten, eintritt__lte=quartalsende(quartal)
    ).exclude(austritt__lt=quartal)
    stellen = ("person__jobcenter", "jobcenter", "massnahme__traeger", "massnahme__regionalbuero")
    alle = list(esf.select_related(*stellen).order_by("teilnahme_id"))
    gewaehlt = {t.pk: (t, z) for t in alle if (z := zeitraum_von(t, quartal))}
    inhalte = akteninhalte(gewaehlt)
    for nummer, (t, tage) in enumerate(gewaehlt.values()):
        stand = staende[nummer % len(staende)]
        if stand is not None:
            bericht = _geschrieben(t, quartal, tage, nummer, konten[t.massnahme.traeger_id])
            if stand != S.ENTWURF:
                _weiter(bericht, stand, inhalte[t.pk], konten, stichtag)
            elif nummer % 2:
                bericht.theorie = bericht.massnahmen = ""
            yield bericht


def _geschrieben(t: Teilnahme, quartal: date, tage: tuple[date, date], nummer: int, von: Nutzer) -> Entwicklungsbericht:
    """A draft; one in seven is at risk, one in eleven better placed in another stage."""
    ausgetreten = bool(t.austritt and t.austritt <= tage[1])
    wechsel = nummer % 11 == 5
    return Entwicklungsbericht(
        person_id=t.person_id,
        teilnahme=t,
        quartal=quartal,
        von=tage[0],
        bis=tage[1],
        fassung=1,
        angelegt_von=von,
        ziel_gefaehrdet=nummer % 7 == 3,
        vorzeitiger_austritt=bool(ausgetreten and t.austritt and t.geplantes_ende and t.austritt < t.geplantes_ende),
        stufenwechsel=wechsel,
        begruendung_stufenwechsel="Ist weiter als die Gruppe; ein Abschluss ist erreichbar." if wechsel else "",
        **dict.fromkeys(("arbeitgeber", "betreuung", "qualifizierungsziel"), ""),
        **(ABSCHLUSS if ausgetreten else dict.fromkeys(ABSCHLUSS, "")),
        **TEXTE[nummer % len(TEXTE)],
    )


def _weiter(
    b: Entwicklungsbericht, stand: str, inhalt: dict[str, Any], konten: dict[Any, Nutzer], stichtag: date
) -> None:
    """From the release to `stand`, on days after the period; not further than the receiver is known."""
    wohin, weg = empfang(stufe_von(b.teilnahme), b.bis)
    b.empfaenger, b.kopie = empfaenger_von(b.teilnahme, wohin)
    if b.empfaenger is None:
        return
    frei, gesendet, entschieden = (min(b.bis + timedelta(days=tage), stichtag) for tage in (6, 8, 15))
    widerspruch = b.person_id % 9 == 0
    b.kenntnisnahme = Kenntnisnahme.NICHT_EINVERSTANDEN if widerspruch else Kenntnisnahme.EINVERSTANDEN
    b.kenntnis_grund = "Die Fehltage im Mai waren entschuldigt." if widerspruch else ""
    b.kenntnis_am, b.ort, b.empfang, b.weg = frei, "Auenmark", wohin, weg
    b.stand, b.inhalt, b.freigegeben_am, b.freigegeben_von = stand, inhalt, frei, b.angelegt_von
    b.pruefsumme = pruefsumme(gesiegelt(b))
    if stand != S.FREIGEGEBEN:
        b.uebermittelt_am, b.uebermittelt_von = gesendet, b.angelegt_von
        b.uebermittelt_an = "Poststelle" if weg == "post" else ""
    if stand in (S.ANGENOMMEN, S.ZURUECKGEGEBEN):
        b.entschieden_am, b.entschieden_von = entschieden, konten.get(b.empfaenger.pk)
    if stand == S.ZURUECKGEGEBEN:
        b.rueckgabegrund = "Bitte zum Praktikum und zu den nächsten Schritten mehr schreiben."
