"""Own templates of the made-up providers (JPS-14): in use, handed in, returned, and one that lacks something."""

import hashlib
import io
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from docx import Document

from wegplan.domains.massnahme.models import Foerderart, Massnahme
from wegplan.domains.organisation.models import Nutzer
from wegplan.kit.audit.verlauf import von_hand

from .arten import Planvorlagenart, Planvorlagenstand
from .models import Planvorlage
from .services import geprueft
from .standard import standardvorlage

ART = Planvorlagenart.FOERDERPLAN
ENTWURF, EINGEREICHT, FREIGEGEBEN, ZURUECK = (
    Planvorlagenstand.ENTWURF,
    Planvorlagenstand.EINGEREICHT,
    Planvorlagenstand.FREIGEGEBEN,
    Planvorlagenstand.ZURUECKGEGEBEN,
)
# the states of a provider's versions, the providers by turns; days before the reference day
REIHEN = (
    ((ZURUECK, 60), (FREIGEGEBEN, 45), (EINGEREICHT, 2)),
    ((EINGEREICHT, 5),),
    ((FREIGEGEBEN, 90), (ENTWURF, 1)),
)
GRUND = "Die Unterschrift der Fachkraft fehlt auf dem Ausdruck. Bitte ergänzen."


def planvorlagen_anlegen(stichtag: date) -> None:
    """Write the templates anew. Accounts and measures must be there; runs as wegplan_dienst.

    What was uploaded by hand stays, and beside it nothing is made up for that provider and Regionalbüro."""
    Planvorlage.objects.exclude(pk__in=von_hand(Planvorlage)).delete()
    belegt = set(Planvorlage.objects.values_list("organisation", "regionalbuero"))
    leitungen = {n.organisation_id: n for n in Nutzer.objects.filter(rolle="bdl_leitung").order_by("-pk")}
    bueros = {n.organisation_id: n for n in Nutzer.objects.filter(rolle="rb").order_by("-pk")}
    projekte = Massnahme.objects.filter(foerderart=Foerderart.ESF, traeger__in=leitungen, regionalbuero__in=bueros)
    paare = sorted(set(projekte.values_list("traeger__kennung", "traeger", "regionalbuero")))
    befunde = {voll: geprueft(ART, _vorlage(voll), stichtag) for voll in (True, False)}
    Planvorlage.objects.bulk_create(
        _fassung(
            (traeger, leitungen[traeger]),
            (buero, bueros[buero]),
            nummer,
            stand,
            stichtag - timedelta(days=tage),
            befunde,
        )
        for nr, (_, traeger, buero) in enumerate(paare)
        if (traeger, buero) not in belegt
        for nummer, (stand, tage) in enumerate(REIHEN[nr % len(REIHEN)], start=1)
    )


def _fassung(
    traeger: tuple[int, Nutzer],
    buero: tuple[int, Nutzer],
    nummer: int,
    stand: str,
    tag: date,
    befunde: dict[bool, list[dict[str, object]]],
) -> Planvorlage:
    """`traeger`, `buero`: number of the office and the account that acts for it."""
    voll = stand != ENTWURF
    inhalt = _vorlage(voll)
    wann = timezone.make_aware(datetime.combine(tag, time(10)))
    vorlage = Planvorlage(
        organisation_id=traeger[0],
        regionalbuero_id=buero[0],
        art=ART,
        fassung=nummer,
        inhalt=inhalt,
        pruefwert=hashlib.sha256(inhalt).hexdigest(),
        befund=befunde[voll],
        stand=stand,
        hochgeladen_von=traeger[1],
        hochgeladen_am=wann,
        eingereicht_am=wann if voll else None,
        grund=GRUND if stand == ZURUECK else "",
    )
    if stand in (FREIGEGEBEN, ZURUECK):
        vorlage.entschieden_von, vorlage.entschieden_am = buero[1], wann + timedelta(days=1)
    return vorlage


def _vorlage(voll: bool) -> bytes:
    """The standard template under a letterhead; without the signatures where not `voll`."""
    dokument = Document(io.BytesIO(standardvorlage(ART)))
    dokument.sections[0].header.paragraphs[0].text = "Hausvorlage {{ traeger }}"
    for absatz in [] if voll else [p for p in dokument.paragraphs if "unterschrift" in p.text]:
        absatz._element.getparent().remove(absatz._element)
    ziel = io.BytesIO()
    dokument.save(ziel)
    return ziel.getvalue()
