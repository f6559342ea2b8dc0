"""Proposals of the made-up region: a few wait in every team, a few are decided (JPS-63)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from django.utils import timezone

from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vorschlag.arten import GRUENDE, Vorschlagsart, Vorschlagsstand
from wegplan.domains.vorschlag.models import Aenderungsvorschlag

from .gegend import JOBCENTER

OFFEN, ENTSCHIEDEN = 4, 3  # in each team
VON, BIS = 20, 80  # days: whose measure ends then, is talked about now
VERLAENGERT = 14  # days; a longer extension could meet the next measure of the person
TAGE = 12  # days since the oldest proposal


def vorschlaege_anlegen(stichtag: date) -> None:
    """Open and refused proposals of providers, the same on every load. Accounts and Teilnahmen must be there; runs as
    wegplan_dienst."""
    konten = {n.organisation_id: n for n in Nutzer.objects.filter(rolle="bdl").order_by("-pk")}
    leitungen = {n.username: n for n in Nutzer.objects.filter(rolle="tl")}
    neue = []
    for jc in JOBCENTER:
        for team in jc.teams:
            faelle = islice(_faelle(team.kennung, stichtag, konten), OFFEN + ENTSCHIEDEN)
            for nummer, teilnahme in enumerate(faelle):
                vorschlag = _vorschlag(nummer, teilnahme, konten[teilnahme.massnahme.traeger_id], stichtag)
                if nummer >= OFFEN:
                    vorschlag.stand = Vorschlagsstand.ABGELEHNT
                    vorschlag.entschieden_von = leitungen[f"tl.{team.kurz}"]
                    vorschlag.entschieden_am = stichtag
                    vorschlag.entscheidung = "Das Maßnahmeziel ist nach dem letzten Bericht erreichbar."
                neue.append(vorschlag)
    Aenderungsvorschlag.objects.bulk_create(neue)


def _faelle(team: str, stichtag: date, konten: dict[int | None, Nutzer]) -> Iterator[Teilnahme]:
    laufend = Teilnahme.objects.filter(
        person__team__kennung=team,
        austritt__isnull=True,
        eintritt__lte=stichtag,
        geplantes_ende__range=(stichtag + timedelta(days=VON), stichtag + timedelta(days=BIS)),
        massnahme__traeger__in=list(konten),
    )
    yield from laufend.select_related("person", "massnahme").order_by("teilnahme_id")


def _vorschlag(nummer: int, teilnahme: Teilnahme, von: Nutzer, stichtag: date) -> Aenderungsvorschlag:
    art = Vorschlagsart.VORZEITIGES_ENDE if nummer % 3 == 2 else Vorschlagsart.VERLAENGERUNG
    ende = teilnahme.geplantes_ende or stichtag
    tag = stichtag - timedelta(days=TAGE - nummer)
    return Aenderungsvorschlag(
        vorschlag_id=f"DEMO-{teilnahme.teilnahme_id}",
        person=teilnahme.person,
        teilnahme=teilnahme,
        art=art,
        altes_datum=ende,
        neues_datum=ende + timedelta(days=-7 if art == Vorschlagsart.VORZEITIGES_ENDE else VERLAENGERT),
        grund=GRUENDE[art][nummer % 3],
        vorgeschlagen_von=von,
        vorgeschlagen_am=timezone.make_aware(datetime.combine(tag, time(10, 0))),
    )
