"""Duties of the Checkliste and steps of interventions that are open with a person, for the overview of the file."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from wegplan.domains.akte.anstehend import Anstehend
from wegplan.domains.akte.foerderung import im_programm
from wegplan.domains.akte.queries import Akte
from wegplan.domains.organisation.access import Aktion

from .adressen import tun_url
from .interventionen import eigene_seite, offene_schritte
from .queries import projekte_laden, seite_von
from .urteil import OFFEN, UEBERFAELLIG
from .vorgaben import regeln
from .worte import STELLEN, aufgabe


def pflichten(nutzer: Any, akte: Akte, bis: date) -> Iterable[Anstehend]:
    """Of every Teilnahme in the programme, up to `bis`; two statements."""
    teilnahmen = {t.pk: t for t in im_programm(akte.teilnahmen)}
    seite = seite_von(nutzer)
    for projekt in projekte_laden(nutzer, akte.stichtag, [t.massnahme_id for t in teilnahmen.values()]):
        for p in projekt.pflichten:
            if p.teilnahme in teilnahmen and (p.stand == UEBERFAELLIG or (p.stand == OFFEN and p.faellig <= bis)):
                eigenes = p.wer == seite
                url = tun_url(p, teilnahmen[p.teilnahme]) if eigenes else ""
                yield Anstehend(aufgabe(regeln()[p.schritt], p), STELLEN[p.wer], p.faellig, eigenes, url)


def schritte(nutzer: Any, akte: Akte, bis: date) -> Iterable[Anstehend]:
    """Open steps of running interventions; one statement."""
    if not nutzer.darf(Aktion.INTERVENTION_LESEN):
        return
    eigene = eigene_seite(nutzer)
    seite = reverse("stufenwechsel:person", args=[akte.person.pk])
    for s in offene_schritte(nutzer).filter(intervention__person=akte.person.pk, faellig__lte=bis):
        wer = STELLEN.get(s.wer, s.get_wer_display())
        yield Anstehend(f"Intervention: {s.text}", wer, s.faellig, s.wer == eigene, seite)
