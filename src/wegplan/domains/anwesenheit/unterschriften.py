"""The blank monthly list that participants sign on paper, as evidence for the funder (PX-06)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.documents import PDF, satz
from wegplan.kit.ui.meldungen import melden

from .queries import ansprueche, massnahme_laden, massnahmekalender, monat_der_adresse, teilnahmen_in
from .rules import grund_ohne_soll, tage

VORLAGE = "domains/anwesenheit/dokumente/unterschriften.typ"
KEIN_SOLLTAG = "–"


@regel(Aktion.ANWESENHEIT_ERFASSEN)
def unterschriften(request: HttpRequest, massnahme: int, monat: str) -> HttpResponse:
    """The list of a measure's month as PDF; back to the groups where nobody takes part in it."""
    gesucht, gemeint = massnahme_laden(request.user, massnahme), monat_der_adresse(monat)
    erster, letzter = gemeint.erster, gemeint.letzter
    teilnahmen = list(teilnahmen_in([gesucht.pk], erster, letzter, request.user, Aktion.ANWESENHEIT_ERFASSEN))
    if not teilnahmen:
        melden(request, f"Im {date_format(erster, 'F Y')} nimmt an {gesucht} niemand teil.", art="info")
        return redirect("anwesenheit:gruppen")
    inhalt = satz(VORLAGE, listendaten(gesucht, teilnahmen, erster, letzter, heute()), heute())
    zugriff_vermerken(request, "druck", personen=[t.person_id for t in teilnahmen], zweck="Unterschriftenliste")
    # nothing about persons in the name of the file (DS-35)
    name = f"unterschriften-{monat}.pdf"
    return HttpResponse(inhalt, PDF, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def listendaten(
    massnahme: Massnahme, teilnahmen: Sequence[Teilnahme], von: date, bis: date, gedruckt: date
) -> dict[str, Any]:
    """What the document shows: the days on which the measure takes place, and per participant a field for each, empty
    to be signed. Three statements for any number of participants."""
    kalender = massnahmekalender(massnahme, von, bis)
    anspruch = ansprueche(massnahme, teilnahmen)
    spalten = [tag for tag in tage(von, bis) if not kalender.grund(tag)]
    return {
        "monat": date_format(von, "F Y"),
        "massnahme": massnahme.titel,
        "nummer": massnahme.massnahmenummer,
        "traeger": massnahme.traeger.name if massnahme.traeger else "",
        "regionalbuero": massnahme.regionalbuero.name if massnahme.regionalbuero else "",
        "anzahl": str(len(teilnahmen)),
        "gedruckt": date_format(gedruckt, "d.m.Y"),
        "tage": [{"wochentag": date_format(tag, "D"), "nummer": f"{tag:%d.%m.}"} for tag in spalten],
        "zeilen": [
            {
                "name": f"{t.person.nachname}, {t.person.vorname}",
                "felder": [KEIN_SOLLTAG if grund_ohne_soll(kalender, anspruch[t.pk], tag) else "" for tag in spalten],
            }
            for t in teilnahmen
        ],
    }
