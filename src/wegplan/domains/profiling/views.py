"""The tab "Profiling" of the file, the pages of a Gutachten, and its PDF."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from wegplan.domains.akte.aktenseite import seite_zeigen
from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.akte.queries import akte_laden
from wegplan.domains.massnahme.models import Foerderart
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.uebergang.arten import Profilingergebnis
from wegplan.domains.uebergang.models import Zuweisung
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.documents import PDF, satz
from wegplan.kit.eingabe.pruefsumme import pruefsumme
from wegplan.kit.eingabe.stand import stand_von

from . import services
from .arten import ABSCHNITTE, GESCHUETZT, Abschnitt, Gutachtenart, Gutachtenstand
from .dokument import dokumentdaten
from .forms import Abschlussformular, Abschnittsformular, Beginnformular, Grundformular
from .models import Einladung, Gutachten, Schutzteil
from .queries import art_von, auftaktgespraeche, darf_geschuetztes, gutachten_der_person, inhalt, neuestes, schutzteil

VORLAGE = "domains/profiling/dokumente/gutachten.typ"


@regel(Aktion.PROFILING_LESEN)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """All documents of the Profiling, the opening talks, and the invitations of a person."""
    nutzer: Any = request.user
    akte = akte_laden(nutzer, pk, heute(), Aktion.PROFILING_LESEN)
    einladungen = Einladung.objects.fuer(nutzer).filter(person=pk).select_related("veranstaltung")
    return seite_zeigen(
        request,
        akte,
        "profiling/person.html",
        "profiling:person",
        gutachten=gutachten_der_person(nutzer, pk),
        beginnbar=_beginnbar(nutzer, pk),
        auftaktgespraeche=auftaktgespraeche(nutzer, pk),
        einladungen=einladungen.order_by("-veranstaltung__am", "-pk"),
    )


def _beginnbar(nutzer: Any, person_id: int) -> list[Zuweisung]:
    """Open assignments on which this user may write a new version; EZU's document comes with the handover."""
    offen = Zuweisung.objects.fuer(nutzer, Aktion.UEBERGABE_ERFASSEN).filter(person=person_id, beendet_am__isnull=True)
    return [
        z
        for z in offen.select_related("massnahme")
        if nutzer.darf(services.schreibrecht(art_von(z)))
        and (art_von(z) == Gutachtenart.KURZGUTACHTEN or z.uebergeben_am)
    ]


@regel(Aktion.UEBERGABE_ERFASSEN)
def zuweisung(request: HttpRequest, pk: int) -> HttpResponse:
    """The document that belongs to an assignment: the draft that is there, else the form that begins one."""
    erlaubt = Zuweisung.objects.fuer(request.user, Aktion.UEBERGABE_ERFASSEN).select_related("person", "massnahme")
    gesucht: Zuweisung = get_object_or_404(erlaubt, pk=pk)
    art = art_von(gesucht)
    vorhanden = neuestes(request.user, pk, art)
    if vorhanden and vorhanden.stand == Gutachtenstand.ENTWURF and request.method == "GET":
        return redirect("profiling:gutachten", vorhanden.pk)
    if not request.user.darf(services.schreibrecht(art)):  # the provider reads the Kurzgutachten, it begins none
        return redirect("profiling:person", gesucht.person_id)
    seite = Formularseite(
        person=gesucht.person,
        titel="Profiling beginnen" if art == Gutachtenart.KURZGUTACHTEN else "Unterstützungsbedarf aufschreiben",
        knopf="Entwurf anlegen",
        einleitung=f"{Gutachtenart(art).label}. Was Zuweisung und Akte schon sagen, steht dann im Entwurf.",
        form=Beginnformular(request.POST or None, initial={"begonnen_am": heute()}, stichtag=heute()),
        schreiben=lambda werte: services.beginnen(request.user, pk, art, **werte),
        satz=lambda g: f"{g} ist als Entwurf angelegt. Schreiben Sie die Abschnitte.",
        zurueck=reverse("profiling:person", args=[gesucht.person_id]),
    )
    return formularseite(request, seite)


def _gutachten(request: HttpRequest, pk: int) -> Gutachten:
    erlaubt = Gutachten.objects.fuer(request.user)
    mit = erlaubt.select_related("person", "zuweisung__massnahme", "zuweisung__traeger", "massnahme", "angelegt_von")
    gesucht: Gutachten = get_object_or_404(mit.select_related("zuweisung__uebergeben_von"), pk=pk)
    return gesucht


def _entwurf(request: HttpRequest, pk: int) -> Gutachten:
    """A finished one has no forms."""
    gesucht = _gutachten(request, pk)
    if gesucht.stand != Gutachtenstand.ENTWURF or not request.user.darf(services.schreibrecht(gesucht.art)):
        raise Http404
    return gesucht


@regel(Aktion.PROFILING_LESEN)
@require_safe
def gutachten(request: HttpRequest, pk: int) -> HttpResponse:
    """One version; of a finished one whether it still has its checksum."""
    nutzer: Any = request.user
    gesucht = _gutachten(request, pk)
    zugriff_vermerken(request, "oeffnen", gesucht.person_id, zweck=f"{gesucht.get_art_display()} ansehen")
    ist_entwurf = gesucht.stand == Gutachtenstand.ENTWURF
    kontext = {
        "gutachten": gesucht,
        "person": gesucht.person,
        "abschnitte": _mit_texten(ABSCHNITTE[gesucht.art], gesucht.texte, gesucht.quellen),
        "ist_entwurf": ist_entwurf,
        "schreibt": nutzer.darf(services.schreibrecht(gesucht.art)),
        "geschuetztes": darf_geschuetztes(nutzer, gesucht),
        "unveraendert": not ist_entwurf and pruefsumme(inhalt(gesucht)) == gesucht.pruefsumme,
        "naechster": _naechster(nutzer, gesucht),
    }
    return TemplateResponse(request, "profiling/gutachten.html", kontext)


def _naechster(nutzer: Any, gesucht: Gutachten) -> dict[str, Any] | None:
    """What the Regionalbüro does with a finished Kurzgutachten: one sentence, and the ways there."""
    zuweisung = gesucht.zuweisung
    offen = not (zuweisung.beendet_am or zuweisung.uebergeben_am)
    if not offen or not gesucht.ergebnis or not nutzer.darf(Aktion.PROFILING_SCHREIBEN):
        return None
    nach, projekt = [zuweisung.pk], f"?massnahme={gesucht.massnahme_id}" if gesucht.massnahme_id else ""
    wege = {
        Profilingergebnis.GEEIGNET: [("Übergeben", reverse("uebergang:uebergeben", args=nach) + projekt)],
        Profilingergebnis.WARTESCHLEIFE: [("Warten lassen", reverse("uebergang:warten", args=nach))],
        Profilingergebnis.NICHT_GEEIGNET: [("Zuweisung beenden", reverse("uebergang:profiling_ende", args=nach))],
    }
    satz = f"Ergebnis: {gesucht.get_ergebnis_display()}. Das ist jetzt zu tun:"
    return {"satz": satz, "wege": wege[gesucht.ergebnis]}


def _mit_texten(
    abschnitte: tuple[Abschnitt, ...], texte: dict[str, str], quellen: dict[str, str]
) -> list[tuple[str, str, str]]:
    """Title, text and source of each section."""
    return [(a.titel, texte.get(a.schluessel, ""), quellen.get(a.schluessel, "")) for a in abschnitte]


@regel(Aktion.UEBERGABE_ERFASSEN)
def schreiben(request: HttpRequest, pk: int) -> HttpResponse:
    """All sections of a draft on one screen."""
    gesucht = _entwurf(request, pk)
    form = Abschnittsformular(
        request.POST or None,
        initial={**gesucht.texte, "stand": stand_von(gesucht)},
        abschnitte=ABSCHNITTE[gesucht.art],
        quellen=gesucht.quellen,
    )
    return _entwurfsseite(
        request,
        gesucht,
        str(gesucht),
        form,
        lambda werte: services.schreiben(request.user, pk, **werte),
        einleitung="Sie können jederzeit speichern und später weiterschreiben. "
        "Nichts über Gesundheit, Schulden oder Sucht: dafür gibt es die geschützten Angaben.",
    )


@regel(Aktion.UEBERGABE_ERFASSEN)
def schuetzen(request: HttpRequest, pk: int) -> HttpResponse:
    """The protected part of a draft."""
    gesucht = _entwurf(request, pk)
    teil = schutzteil(request.user, gesucht)
    if teil is None:
        raise Http404
    form = Abschnittsformular(
        request.POST or None, initial={**teil.texte, "stand": stand_von(teil)}, abschnitte=GESCHUETZT
    )
    return _entwurfsseite(
        request,
        gesucht,
        "Geschützte Angaben",
        form,
        lambda werte: services.schuetzen(request.user, pk, **werte),
        einleitung="Nur was für die Maßnahme nötig ist. Der Träger liest es, soweit die Maßnahme es erlaubt, und "
        "nennt dabei einen Grund; Agentur und Jobcenter lesen es nicht.",
    )


@regel(Aktion.UEBERGABE_ERFASSEN)
def abschliessen(request: HttpRequest, pk: int) -> HttpResponse:
    """Result and recommendation; then it is frozen."""
    gesucht = _entwurf(request, pk)
    stichtag = heute()
    offen = massnahmen_fuer(request.user).filter(foerderart=Foerderart.ESF, traeger__isnull=False)
    massnahmen = [m for m in offen.order_by("titel", "pk") if m.ende is None or m.ende >= stichtag]
    anfang = {"abgeschlossen_am": stichtag, "name_fachkraft": str(request.user), "stufe": gesucht.zuweisung.stufe}
    form = Abschlussformular(
        request.POST or None,
        initial=anfang,
        stichtag=stichtag,
        mit_ergebnis=gesucht.art == Gutachtenart.KURZGUTACHTEN,
        massnahmen=massnahmen,
    )
    return _entwurfsseite(
        request,
        gesucht,
        "Gutachten abschließen",
        form,
        lambda werte: services.abschliessen(request.user, pk, **werte),
        knopf="Abschließen",
        einleitung="Danach ändert sich diese Fassung nicht mehr. Agentur oder Jobcenter sehen sie, der Träger ab der "
        "Übergabe.",
        satz="Das Gutachten ist abgeschlossen und ändert sich nicht mehr.",
    )


def _entwurfsseite(
    request: HttpRequest,
    gesucht: Gutachten,
    titel: str,
    form: forms.Form,
    schreiben: Any,
    *,
    einleitung: str = "",
    knopf: str = "Speichern",
    satz: str = "Gespeichert.",
) -> HttpResponse:
    seite = Formularseite(
        person=gesucht.person,
        titel=titel,
        knopf=knopf,
        einleitung=einleitung,
        form=form,
        schreiben=schreiben,
        satz=lambda g: satz,
        zurueck=reverse("profiling:gutachten", args=[gesucht.pk]),
    )
    return formularseite(request, seite)


@regel(Aktion.UEBERGABE_ERFASSEN)
def geschuetzt(request: HttpRequest, pk: int) -> HttpResponse:
    """The protected part opens with an own reason, which stands in the record of accesses (DS-05)."""
    gesucht = _gutachten(request, pk)
    teil = schutzteil(request.user, gesucht)
    if teil is None:
        raise Http404
    form = Grundformular(request.POST or None)
    offen = request.method == "POST" and form.is_valid()
    zweck = f"Geschützte Angaben: {form.cleaned_data['grund']}" if offen else "Geschützte Angaben: Grund gefragt"
    if offen and request.POST.get("ausgabe") == "pdf":
        return _als_pdf(request, gesucht, teil, zweck)
    zugriff_vermerken(request, "oeffnen", gesucht.person_id, zweck=zweck)
    kontext = {
        "gutachten": gesucht,
        "person": gesucht.person,
        "form": form,
        "offen": offen,
        "abschnitte": _mit_texten(GESCHUETZT, teil.texte, {}) if offen else [],
        "unveraendert": gesucht.pruefsumme_geschuetzt in ("", pruefsumme(teil.texte)),
    }
    status = 422 if request.method == "POST" and not offen else 200
    return TemplateResponse(request, "profiling/geschuetzt.html", kontext, status=status)


@regel(Aktion.PROFILING_LESEN)
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """A version as document, without the protected part."""
    gesucht = _gutachten(request, pk)
    return _als_pdf(request, gesucht, None, f"{gesucht.get_art_display()} als PDF")


def _als_pdf(request: HttpRequest, gesucht: Gutachten, teil: Schutzteil | None, zweck: str) -> HttpResponse:
    inhalt_des_dokuments = dokumentdaten(gesucht, teil)
    zugriff_vermerken(request, "druck", gesucht.person_id, zweck=zweck)
    name = f"gutachten-{gesucht.pk}.pdf"  # nothing about the person in the name of the file (DS-35)
    return HttpResponse(
        satz(VORLAGE, inhalt_des_dokuments, gesucht.abgeschlossen_am or heute()),
        PDF,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
