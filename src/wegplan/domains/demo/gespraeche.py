"""Talks of the made-up region (JPS-40): most took place in time, some are overdue; some agreements are open."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.utils import timezone

from wegplan.domains.gespraech.models import Absprache, Gespraech
from wegplan.domains.gespraech.rules import quartalsende
from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import laeuft

QUARTALE = 9  # how far back talks are made up
TAG = timedelta(days=1)
INHALTE = {
    "bdl_tn": "Wir sind die Schritte aus dem Förderplan durchgegangen. Pünktlichkeit hat sich verbessert.",
    "rb_tn": "Rückblick auf die ersten Monate. Die Gruppe passt, die Praxis gefällt.",
    "fachteam": "Alle Fachkräfte haben ihre Beobachtungen abgeglichen. Der Plan bleibt, wie er ist.",
    "rb_bdl": "Stand der Gruppe, freie Plätze und die Berichte des Vierteljahrs besprochen.",
}
ABSPRACHEN = (
    ("Drei Betriebe für ein Praktikum nennen", "bdl", 10),
    ("Unterlagen für die Bewerbung mitbringen", "teilnehmende", -4),
    ("Gespräch mit der Kammer vereinbaren", "rb", 21),
)
WEGE = ("vor_ort", "vor_ort", "telefon", "video", "vor_ort", "hausbesuch")


def gespraeche_anlegen(stichtag: date) -> None:
    """Talks on running Teilnahmen and measures of the programme. Accounts must be there; runs as wegplan_dienst."""
    konten = {n.organisation_id: n for n in Nutzer.objects.filter(rolle__in=("bdl", "rb")).order_by("-pk")}
    alle = Gespraech.objects.bulk_create([*_zu_teilnahmen(konten, stichtag), *_zu_projekten(konten, stichtag)])
    Absprache.objects.bulk_create(_absprachen(alle, stichtag))


def _zu_teilnahmen(konten: dict[int | None, Nutzer], stichtag: date) -> Iterator[Gespraech]:
    laufend = Teilnahme.objects.filter(laeuft(stichtag), massnahme__foerderart=Foerderart.ESF)
    mit_konto = laufend.filter(massnahme__traeger__in=konten, massnahme__regionalbuero__in=konten)
    for nummer, t in enumerate(mit_konto.select_related("massnahme", "person").order_by("teilnahme_id")):
        ort = {"person": t.person, "teilnahme": t}
        traeger, buero = konten[t.massnahme.traeger_id], konten[t.massnahme.regionalbuero_id]
        tage = _tage(t.eintritt, stichtag, nummer)
        for runde, tag in enumerate(tage[:-1] if nummer % 6 == 5 else tage):
            yield _gespraech(f"{t.teilnahme_id}-B{runde}", "bdl_tn", traeger, tag, nummer + runde, str(t.person), **ort)
            if nummer % 4 or runde + 1 < len(tage):  # one in four owes the last one
                kennung = f"{t.teilnahme_id}-F{runde}"
                yield _gespraech(kennung, "fachteam", traeger, min(tag + 2 * TAG, stichtag), 0, "das Team", **ort)
        if nummer % 3 and tage:
            yield _gespraech(f"{t.teilnahme_id}-R", "rb_tn", buero, tage[len(tage) // 2], nummer, str(t.person), **ort)


def _zu_projekten(konten: dict[int | None, Nutzer], stichtag: date) -> Iterator[Gespraech]:
    projekte = Massnahme.objects.filter(foerderart=Foerderart.ESF, traeger__in=konten, regionalbuero__in=konten)
    for nummer, m in enumerate(projekte.select_related("traeger").order_by("massnahmenummer")):
        tage = _tage(m.beginn, min(stichtag, m.ende or stichtag), nummer)
        for runde, tag in enumerate(tage[:-1] if nummer % 3 == 2 else tage):
            kennung = f"{m.massnahmenummer}-P{runde}"
            buero = konten[m.regionalbuero_id]
            yield _gespraech(kennung, "rb_bdl", buero, tag, 0, f"Leitung von {m.traeger}", massnahme=m)


def _tage(beginn: date, stichtag: date, nummer: int) -> list[date]:
    """A day in each of the last calendar quarters, in the time from the begin to the reference day."""
    enden = [quartalsende(stichtag)]
    while len(enden) < QUARTALE:
        enden.append(quartalsende(enden[-1] - 92 * TAG))
    tage = (ende - timedelta(days=20 + nummer % 50) for ende in reversed(enden))
    return [tag for tag in tage if beginn <= tag <= stichtag]


def _gespraech(kennung: str, art: str, wer: Nutzer, tag: date, nummer: int, mit: str, **ort: Any) -> Gespraech:
    verpasst = nummer % 17 == 16
    return Gespraech(
        gespraech_id=f"DEMO-{kennung}",
        art=art,
        weg=WEGE[nummer % len(WEGE)],
        ausgang="nicht_angetroffen" if verpasst else "gefuehrt",
        tag=tag,
        beteiligte="" if verpasst else f"{wer}, {mit}",
        anlass="foerderplan" if nummer % 2 else "regelmaessig",
        inhalt="" if verpasst else INHALTE[art],
        erfasst_am=timezone.make_aware(datetime.combine(tag, time(16, 30))),
        erfasst_von=wer,
        stelle_id=cast(int, wer.organisation_id),
        **ort,
    )


def _absprachen(gespraeche: Iterable[Gespraech], stichtag: date) -> Iterator[Absprache]:
    """Of talks of the last eight weeks; one in three is done."""
    for nummer, g in enumerate(g for g in gespraeche if g.tag > stichtag - timedelta(weeks=8) and g.art != "fachteam"):
        text, wer, tage = ABSPRACHEN[nummer % 3]
        erledigt = nummer % 3 == 0 and nummer % 2 == 0
        projekt = g.projekt
        yield Absprache(
            gespraech=g,
            kennung=f"{g.gespraech_id}-1",
            text=text,
            verantwortlich=wer,
            bis=stichtag + timedelta(days=tage + nummer % 5),
            stelle_id={"bdl": projekt.traeger_id, "rb": projekt.regionalbuero_id}.get(wer) or g.stelle_id,
            erledigt_am=stichtag if erledigt else None,
            erledigt_von=g.erfasst_von if erledigt else None,
        )
