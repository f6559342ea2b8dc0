"""A version as Word: the provider's released template, else the one that ships, filled from the plan (JPS-14)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.planvorlage.arten import Planvorlagenart
from wegplan.domains.planvorlage.queries import geltende
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.ui.meldungen import melden
from wegplan.kit.vorlagen import DOCX, Vorlagenfehler, fuellen

from .arten import Horizont, Planstand
from .kopie import einschaetzungen, tag, wer, wunsch
from .models import Foerderziel, Planfassung
from .queries import Ausgangslage, ausgangslagen, mit_zielen

OHNE_AUSGANGSLAGE = "Word gibt es nur für den ganzen Plan. Seine Ausgangslage lesen Sie zurzeit nicht."
LINIE = "_" * 30  # where a signature goes


@regel(Aktion.FOERDERPLAN_LESEN)
@require_safe
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """For those who may read the whole version: others have no such document."""
    fassung: Planfassung = get_object_or_404(mit_zielen(Planfassung.objects.fuer(request.user)), pk=pk)
    lage = ausgangslagen(request.user, [pk], heute()).get(pk)
    if lage is None:
        melden(request, OHNE_AUSGANGSLAGE, art="warnung")
        return redirect("foerderplan:fassung", pk)
    vorlage, _ = geltende(fassung.teilnahme.massnahme, Planvorlagenart.FOERDERPLAN)
    zugriff_vermerken(request, "druck", fassung.person_id, zweck="Förderplan als Word")
    try:
        inhalt = fuellen(vorlage, werte(fassung, lage, heute()))
    except Vorlagenfehler as fehler:
        melden(request, f"Die Vorlage lässt sich nicht füllen. {fehler}", art="warnung")
        return redirect("foerderplan:fassung", pk)
    name = f"foerderplan-{fassung.pk}.docx"  # nothing about the person in the name of the file (DS-35)
    return HttpResponse(inhalt, DOCX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def werte(fassung: Planfassung, lage: Ausgangslage, stichtag: date) -> dict[str, Any]:
    """By the placeholders of planvorlage.arten; a test compares both."""
    teilnahme, person = fassung.teilnahme, fassung.person
    massnahme = teilnahme.massnahme
    unterschrieben = fassung.stand == Planstand.UNTERSCHRIEBEN
    ziele = list(fassung.ziele.all())
    return {
        "name": f"{person.vorname} {person.nachname}".strip(),
        "geburtsdatum": tag(person.geburtsdatum),
        "kundennummer": person.kundennummer or "",
        "massnahme": str(massnahme),
        "projektziel": teilnahme.get_programmstufe_display() or massnahme.get_programmstufe_display(),
        "traeger": str(massnahme.traeger or ""),
        "eintritt": tag(teilnahme.eintritt),
        "geplantes_ende": tag(teilnahme.geplantes_ende),
        "ansprechperson": str(fassung.angelegt_von or fassung.name_fachkraft),
        "kontakt": fassung.angelegt_von.email if fassung.angelegt_von else "",
        "fassung": str(fassung.nummer),
        "pruefung_am": tag(fassung.pruefung_am),
        **_ausgangslage(lage),
        "ziele": _ziele(ziele),
        "nahziele": _ziele(z for z in ziele if z.horizont == Horizont.NAH),
        "fernziele": _ziele(z for z in ziele if z.horizont == Horizont.FERN),
        "stufenfrage": fassung.get_stufenfrage_display(),
        "stufengrund": fassung.stufengrund,
        "unterschrieben": unterschrieben,
        "unterschrieben_am": tag(fassung.unterschrieben_am) or LINIE,
        "unterschrift_teilnehmend": fassung.name_teilnehmend or LINIE,
        "unterschrift_fachkraft": fassung.name_fachkraft or LINIE,
        "pruefsumme": fassung.pruefsumme or fassung.herkunft_satz,
        "heute": tag(stichtag),
    }


def _ausgangslage(lage: Ausgangslage) -> dict[str, Any]:
    """As a list, by area, and the wishes."""
    zeilen = einschaetzungen(lage)
    je_bereich = {
        f"{e.bereich}_{seite}": zeile[seite]
        for e, zeile in zip(lage.einschaetzungen, zeilen, strict=True)
        for seite in ("selbst", "fach")
    }
    wuensche = wunsch(lage) or {"inhalte": "", "alternativen": "", "wochenstunden": ""}
    return {
        **je_bereich,
        "einschaetzungen": zeilen,
        **{f"wunsch_{name}": wert for name, wert in wuensche.items()},
    }


def _ziele(ziele: Iterable[Foerderziel]) -> list[dict[str, Any]]:
    return [
        {
            "horizont": z.get_horizont_display(),
            "bereich": z.get_bereich_display(),
            "wortlaut": z.wortlaut,
            "fachsprache": z.fachsprache,
            "methode": z.methode,
            "wer": wer(z),
            "bis": tag(z.bis),
            "stand": z.get_zielstand_display(),
            "ergebnis": z.ergebnis,
            "schritte": [
                {"text": s.text, "wer": wer(s), "bis": tag(s.bis), "erledigt_am": tag(s.erledigt_am)}
                for s in z.schritte.all()
            ],
        }
        for z in ziele
    ]
