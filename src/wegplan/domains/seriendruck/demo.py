"""Certificates of the made-up region (PX-11): issued at exit, one of them printed once more; one provider has a
template of its own."""

import hashlib
import io
from datetime import date
from typing import Any

from django.utils import timezone
from docx import Document

from wegplan.domains.massnahme.models import Foerderart
from wegplan.domains.organisation.models import Nutzer
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.vorlage.models import Briefvorlage
from wegplan.domains.vorlage.standard import standardvorlage
from wegplan.kit.audit.verlauf import von_hand

from .arten import Seriendruckart
from .models import Ausstellung
from .queries import inhalte
from .rules import was_fehlt
from .services import ausstellen

JE_TRAEGER = 12


def ausstellungen_anlegen(stichtag: date) -> None:
    """Write them anew for the latest exits of each provider. Accounts and files must be there; as wegplan_dienst.

    Templates uploaded by hand stay."""
    Ausstellung.objects.all().delete()
    Briefvorlage.objects.exclude(pk__in=von_hand(Briefvorlage)).delete()
    leitungen = list(Nutzer.objects.filter(rolle="bdl_leitung").select_related("organisation").order_by("pk"))
    mit_anwesenheit = []
    for leitung in leitungen:
        beendet = Teilnahme.objects.filter(
            massnahme__traeger=leitung.organisation_id, massnahme__foerderart=Foerderart.ESF, austritt__lte=stichtag
        )
        gewaehlt = list(beendet.select_related("person", "massnahme__traeger").order_by("-austritt", "pk")[:JE_TRAEGER])
        je_teilnahme = inhalte(Seriendruckart.TEILNAHME, gewaehlt, stichtag)
        ganze = [t for t in gewaehlt if not was_fehlt(Seriendruckart.TEILNAHME, je_teilnahme[t.pk])]
        for teil in (ganze, ganze[:1]):
            ausstellen(leitung, Seriendruckart.TEILNAHME, teil, je_teilnahme, stichtag)
        if ganze:
            mit_anwesenheit.append(leitung)
    for leitung in (mit_anwesenheit or leitungen)[:1]:
        _eigene_vorlage(leitung)


def _eigene_vorlage(leitung: Any) -> None:
    """The standard certificate under a letterhead, released; not beside one uploaded by hand."""
    if Briefvorlage.objects.filter(organisation=leitung.organisation_id, art=Seriendruckart.TEILNAHME).exists():
        return
    dokument, ziel = Document(io.BytesIO(standardvorlage(Seriendruckart.TEILNAHME))), io.BytesIO()
    dokument.sections[0].header.paragraphs[0].text = "Hausvorlage {{ traeger }}"
    dokument.save(ziel)
    inhalt = ziel.getvalue()
    Briefvorlage.objects.create(
        organisation_id=leitung.organisation_id,
        art=Seriendruckart.TEILNAHME,
        fassung=1,
        inhalt=inhalt,
        pruefwert=hashlib.sha256(inhalt).hexdigest(),
        hochgeladen_von=leitung,
        freigegeben_von=leitung,
        freigegeben_am=timezone.now(),
        aktiv=True,
    )
