"""Vorgänge on the person's page: the tab, entering, changing, taking back (VF-06, PX-02)."""

from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person
from wegplan.domains.verfahren.einladungen import schritte_zur_wahl, vergeblich, versuche_nachfuehren
from wegplan.domains.vermittlung.services import NichtMehrRuecknehmbar
from wegplan.domains.vorgang import services
from wegplan.domains.vorgang.arten import GRUPPEN, Vorgangsart
from wegplan.domains.vorgang.brief import Unvollstaendig, einladungsbrief
from wegplan.domains.vorgang.forms import GeaenderterVorgang, NeuerVorgang
from wegplan.domains.vorgang.models import Vorgang
from wegplan.domains.vorgang.queries import naheliegende, teilnahmen_zur_wahl
from wegplan.domains.vorgang.rules import einladungsnummern
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.stand import stand_von
from wegplan.kit.ui.meldungen import melden
from wegplan.kit.vorlagen import DOCX, Vorlagenfehler

from ..aktenseite import seite_zeigen
from ..formularseite import Formularseite, formularseite
from ..queries import akte_laden
from .person import akte_zeilen


def _person(request: HttpRequest, pk: int) -> Person:
    return get_object_or_404(Person.objects.fuer(request.user, Aktion.VORGANG_ERFASSEN), pk=pk)


def _liste(pk: int) -> str:
    return reverse("akte:vorgaenge", args=[pk])


@regel(Aktion.VORGANG_LESEN)
def liste(request: HttpRequest, pk: int) -> HttpResponse:
    """All Vorgänge, the latest first, with day of the event and day of recording (PX-03)."""
    akte = akte_laden(request.user, pk, heute(), Aktion.VORGANG_LESEN)
    teilnahmen = {t.pk: t for t in akte.teilnahmen}
    nummern = einladungsnummern(v.vorgang for v in akte.vorgaenge)
    zeilen = akte_zeilen(akte, [v.vorgang for v in akte.vorgaenge], "tag")
    for zeile, eintrag in zip(zeilen, akte.vorgaenge, strict=True):
        zeile["von"] = eintrag.von
        zeile["termin"] = eintrag.termin
        zeile["teilnahme"] = teilnahmen.get(eintrag.vorgang.teilnahme_id or 0)
        zeile["einladung"] = nummern.get(eintrag.vorgang.pk)
    return seite_zeigen(request, akte, "akte/vorgaenge.html", "akte:vorgaenge", vorgaenge=zeilen)


@regel(Aktion.VORGANG_ERFASSEN)
def neu(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the kind, then enter. `?art=`, `?tag=` (ISO) and `?teilnahme=` (number) fill the form in."""
    person = _person(request, pk)
    art = request.POST.get("art") or request.GET.get("art", "")
    if art not in Vorgangsart.values:
        return _art_waehlen(request, person)
    stichtag = heute()
    teilnahmen = teilnahmen_zur_wahl(request.user, pk)
    tag = _tag(request.GET.get("tag", "")) or stichtag
    nahe = naheliegende(teilnahmen, tag)
    teilnahme = request.GET.get("teilnahme", nahe.pk if nahe else "")
    schritte = schritte_zur_wahl(request.user, pk) if art == Vorgangsart.EINLADUNG else []
    form = NeuerVorgang(
        request.POST or None,
        initial={"art": art, "tag": tag, "teilnahme": teilnahme, "ergebnis": "", "schritt": _naechster(schritte)},
        stichtag=stichtag,
        art=Vorgangsart(art),
        teilnahmen=teilnahmen,
        schritte=schritte,
    )

    def schreiben(_: dict[str, Any]) -> tuple[Vorgang, bool]:
        eingetragen, ist_neu = services.vorgang_eintragen(request.user, pk, stichtag=stichtag, **form.vorgangswerte)
        if ist_neu:
            versuche_nachfuehren(request.user, None, vergeblich(eingetragen))
        return eingetragen, ist_neu

    return formularseite(
        request,
        Formularseite(
            person=person,
            titel=f"Eintragen: {Vorgangsart(art).label}",
            knopf="Eintrag speichern",
            form=form,
            schreiben=schreiben,
            satz=lambda v: f"Gespeichert: {v}.",
            zurueck=_liste(pk),
            rueckgaengig=lambda v: reverse("akte:vorgang_zuruecknehmen", args=[pk, v.pk]),
        ),
    )


def _naechster(schritte: list[tuple[str, str, int]]) -> str:
    """The choice of the step that is due next."""
    return f"{schritte[0][2]}:{schritte[0][0]}" if schritte else ""


def _tag(text: str) -> date | None:
    """A day of the address; None for an empty, wrong or impossible one."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def _art_waehlen(request: HttpRequest, person: Person) -> HttpResponse:
    """The kinds by group, as links that keep day and Teilnahme of the address."""
    zugriff_vermerken(request, "oeffnen", person.pk, zweck="Formular: Vorgang eintragen")
    kontext = {"person": person, "zurueck": _liste(person.pk), "gruppen": GRUPPEN}
    return TemplateResponse(request, "akte/vorgangsarten.html", kontext)


@regel(Aktion.VORGANG_ERFASSEN)
def aendern(request: HttpRequest, pk: int, eintrag: int) -> HttpResponse:
    """Put right, or record whether the person came."""
    person = _person(request, pk)
    vorgang = get_object_or_404(Vorgang, person=person, pk=eintrag)
    stichtag = heute()
    anfang, schritte = _anfang(request, vorgang)
    vorher = vergeblich(vorgang)
    if request.method != "POST":
        anfang["stand"] = stand_von(vorgang)
    form = GeaenderterVorgang(
        request.POST or None,
        initial=anfang,
        stichtag=stichtag,
        art=Vorgangsart(vorgang.art),
        teilnahmen=teilnahmen_zur_wahl(request.user, pk),
        schritte=schritte,
    )

    def schreiben(_: dict[str, Any]) -> tuple[Vorgang, bool]:
        geaendert, neu = services.vorgang_aendern(request.user, pk, eintrag, stichtag=stichtag, **form.vorgangswerte)
        if neu:
            versuche_nachfuehren(request.user, vorher, vergeblich(geaendert))
        return geaendert, neu

    return formularseite(
        request,
        Formularseite(
            person=person,
            titel=f"Ändern: {vorgang.get_art_display()}",
            knopf="Änderung speichern",
            form=form,
            schreiben=schreiben,
            satz=lambda v: f"Geändert: {v}.",
            zurueck=_liste(pk),
        ),
    )


def _anfang(request: HttpRequest, vorgang: Vorgang) -> tuple[dict[str, Any], list[tuple[str, str, int]]]:
    """What the form shows first, and the steps to choose from."""
    felder = ("tag", "ergebnis", "notiz", "uhrzeit", "ort", "anlass")
    anfang: dict[str, Any] = {name: getattr(vorgang, name) for name in felder}
    anfang["teilnahme"] = vorgang.teilnahme_id or ""
    if vorgang.art != Vorgangsart.EINLADUNG:
        return anfang, []
    gewaehlt = (vorgang.teilnahme_id, vorgang.schritt) if vorgang.teilnahme_id and vorgang.schritt else None
    anfang["schritt"] = f"{gewaehlt[0]}:{gewaehlt[1]}" if gewaehlt else ""
    return anfang, schritte_zur_wahl(request.user, vorgang.person_id, gewaehlt)


@regel(Aktion.VORGANG_ERFASSEN)
@require_safe
def brief(request: HttpRequest, pk: int, eintrag: int) -> HttpResponse:
    """The invitation as a letter from the office's template (PX-02)."""
    person = _person(request, pk)
    einladungen = Vorgang.objects.select_related("person__jobcenter", "teilnahme__massnahme")
    vorgang = get_object_or_404(einladungen, person=person, pk=eintrag, art=Vorgangsart.EINLADUNG)
    try:
        inhalt = einladungsbrief(request.user, vorgang, heute())
    except (Unvollstaendig, Vorlagenfehler) as grund:
        melden(request, str(grund), art="warnung")
        return redirect("akte:vorgang_aendern", pk, eintrag)
    zugriff_vermerken(request, "download", pk, zweck="Einladung als Brief")
    # nothing about the person in the name of the file (DS-35)
    return HttpResponse(inhalt, DOCX, headers={"Content-Disposition": 'attachment; filename="einladung.docx"'})


@regel(Aktion.VORGANG_ERFASSEN)
@require_POST
def zuruecknehmen(request: HttpRequest, pk: int, eintrag: int) -> HttpResponse:
    """Take back what one has entered oneself today; the history keeps both."""
    vorher = vergeblich(get_object_or_404(Vorgang, person=_person(request, pk), pk=eintrag))
    try:
        services.vorgang_zuruecknehmen(request.user, pk, eintrag, heute())
        versuche_nachfuehren(request.user, vorher, None)
    except ObjectDoesNotExist as weg:
        raise Http404 from weg
    except NichtMehrRuecknehmbar as grund:
        melden(request, str(grund), art="warnung")
    else:
        melden(request, "Der Eintrag ist zurückgenommen. Im Verlauf der Akte bleibt er sichtbar.")
    return redirect(_liste(pk))
