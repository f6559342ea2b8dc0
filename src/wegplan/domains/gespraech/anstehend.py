"""Open agreements of talks with or about a person, for the overview of the file."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from wegplan.domains.akte.anstehend import TRAEGER, Anstehend
from wegplan.domains.akte.queries import Akte
from wegplan.domains.foerderplan.arten import Planverantwortung
from wegplan.domains.organisation.access import Aktion

from .queries import offene_absprachen


def absprachen(nutzer: Any, akte: Akte, bis: date) -> Iterable[Anstehend]:
    """Up to `bis`; one statement."""
    if not nutzer.darf(Aktion.GESPRAECH_LESEN):
        return
    for a in offene_absprachen(nutzer).filter(gespraech__person=akte.person.pk, bis__lte=bis):
        seite = reverse("gespraech:gespraech", args=[a.gespraech_id])
        wer = TRAEGER if a.verantwortlich == Planverantwortung.BDL else a.wer
        yield Anstehend(f"Absprache: {a.text}", wer, a.bis, a.stelle_id == nutzer.organisation_id, seite)
