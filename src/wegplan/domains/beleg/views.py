"""The tab "Belege" of the file, one paper with its pages, filing and withdrawing."""

from base64 import b64encode
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wegplan.domains.akte.aktenseite import seite_zeigen
from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.akte.queries import akte_laden
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.documents import PDF
from wegplan.kit.ui.meldungen import melden

from . import services
from .arten import PERSON, Belegart, arten_fuer, artname, belegarten, wiederherstellbar_bis
from .forms import Artformular, Belegformular, Grundformular, Rueckzugsformular
from .models import Beleg
from .queries import belege_der_person, bezuege, bezugswort, fehlende, mit_namen, personen_im_monat

# a paper is shown to who asks for it now, and kept nowhere on the way
NICHT_AUFHEBEN = {"Cache-Control": "no-store, private"}
NUR_ANSEHEN = NICHT_AUFHEBEN | {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


@regel(Aktion.BELEG_LESEN)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers of a person, and those that are still missing."""
    akte = akte_laden(request.user, pk, heute(), Aktion.BELEG_LESEN)
    belege = belege_der_person(request.user, pk)
    fehlend = [(artname(f.art), f) for f in fehlende(request.user, pk, belege)]
    return seite_zeigen(request, akte, "beleg/person.html", "beleg:person", belege=belege, fehlend=fehlend)


@regel(Aktion.BELEG_ABLEGEN)
def neu(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the kind (`?art=`), then file."""
    nutzer: Any = request.user
    gesucht: Person = get_object_or_404(Person.objects.fuer(nutzer, Aktion.BELEG_ABLEGEN), pk=pk)
    art = belegarten().get(request.GET.get("art", ""))
    if art is None or art.gehoert_zu != PERSON:
        zugriff_vermerken(request, "oeffnen", pk, zweck="Formular: Beleg ablegen")
        kontext = {"person": gesucht, "form": Artformular(arten=arten_fuer(PERSON))}
        return TemplateResponse(request, "beleg/art.html", kontext)
    seite = Formularseite(
        person=gesucht,
        titel=f"{art.name} ablegen",
        knopf="Ablegen",
        einleitung=_wer_liest(art),
        form=_formular(request, gesucht, art),
        schreiben=lambda werte: _ablegen(nutzer, pk, art, werte),
        satz=lambda b: f"Abgelegt: {b}, {_seitenwort(b.seiten)}.",
        zurueck=reverse("beleg:person", args=[pk]),
    )
    return formularseite(request, seite)


def _wer_liest(art: Belegart) -> str:
    if art.besonders:
        return "Das Papier sieht nur Ihre Stelle; wer es öffnet, nennt einen Grund."
    if art.kreis == "stelle":
        return "Das Papier sieht nur Ihre Stelle."
    return "Das Papier sehen alle Stellen, die diese Teilnahme begleiten."


def _seitenwort(anzahl: int) -> str:
    return "1 Seite" if anzahl == 1 else f"{anzahl} Seiten"


def _formular(request: HttpRequest, gesucht: Person, art: Belegart) -> Belegformular:
    nutzer: Any = request.user
    teilnahmen = Teilnahme.objects.fuer(nutzer, Aktion.BELEG_ABLEGEN).filter(person=gesucht)
    wahl = [(t.pk, str(t)) for t in teilnahmen.select_related("massnahme").order_by("-eintritt", "-pk")]
    belegbar = [(bezugswort(art.bezug, x.pk), str(x)) for _, x in bezuege(nutzer, gesucht.pk, art.bezug)]
    vorgabe = {
        "eingegangen_am": heute(),
        "teilnahme": request.GET.get("teilnahme") or (wahl[0][0] if wahl else None),
        "bezug": request.GET.get("bezug", ""),
    }
    return Belegformular(
        request.POST or None,
        request.FILES or None,
        initial=vorgabe,
        stichtag=heute(),
        art=art,
        teilnahmen=wahl,
        bezuege=belegbar,
        nur_mit_teilnahme=nutzer.nur_eigene_massnahmen,
    )


def _ablegen(nutzer: Any, pk: int, art: Belegart, werte: dict[str, Any]) -> tuple[Beleg, bool]:
    teilnahme, bezug = werte.get("teilnahme"), werte.get("bezug", "")
    services.bezug_pruefen(art, teilnahme, bezug)
    return services.ablegen(nutzer, pk, art.schluessel, services.eingang_aus(werte), teilnahme, bezug)


def _gesucht(request: HttpRequest, pk: int) -> Beleg:
    beleg: Beleg = get_object_or_404(mit_namen(Beleg.objects.fuer(request.user)), pk=pk)
    return beleg


def _vermerken(request: HttpRequest, beleg: Beleg, art: str, zweck: str) -> None:
    """Exactly one trace: of the person, or of all whom the list of a month names."""
    if beleg.massnahme_id is None or beleg.monat is None:
        zugriff_vermerken(request, art, beleg.person_id, zweck=zweck)
    else:
        behind = personen_im_monat(request.user, beleg.massnahme_id, beleg.monat)
        zugriff_vermerken(request, art, personen=behind, zweck=zweck)


@regel(Aktion.BELEG_LESEN)
def beleg(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper with its pages; data of Art. 9 only after a reason was given (DS-05)."""
    gesucht = _gesucht(request, pk)
    form = Grundformular(request.POST or None) if gesucht.besonders else None
    offen = gesucht.zurueckgezogen_am is None and (form is None or form.is_valid())
    grund = form.cleaned_data["grund"] if form and offen else ""
    bilder = list(gesucht.bilder.order_by("nummer")) if offen else []
    _vermerken(request, gesucht, "oeffnen", f"Beleg ansehen: {grund}" if grund else "Beleg ansehen")
    kontext = {
        "beleg": gesucht,
        "person": gesucht.person,
        "form": form,
        "offen": offen,
        "grund": grund,
        "bilder": [(b.nummer, "data:image/jpeg;base64," + b64encode(b.bild).decode()) for b in bilder],
        "eigener": gesucht.stelle_id == request.user.organisation_id,
        "wiederherstellbar_bis": _wiederherstellbar_bis(gesucht),
        "monatsname": f"{gesucht.monat:%Y-%m}" if gesucht.monat else "",
    }
    status = 422 if form and form.is_bound and not offen and not gesucht.zurueckgezogen_am else 200
    return TemplateResponse(request, "beleg/beleg.html", kontext, status=status, headers=NICHT_AUFHEBEN)


def _wiederherstellbar_bis(beleg: Beleg) -> Any:
    return wiederherstellbar_bis(beleg.zurueckgezogen_am.date()) if beleg.zurueckgezogen_am else None


@regel(Aktion.BELEG_LESEN)
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The checked PDF; of Art. 9 by POST with the reason."""
    gesucht = _gesucht(request, pk)
    if gesucht.zurueckgezogen_am:
        raise Http404
    zweck = "Beleg als PDF"
    if gesucht.besonders:
        form = Grundformular(request.POST or None)
        if not form.is_valid():
            return redirect("beleg:beleg", pk=pk)
        zweck = f"{zweck}: {form.cleaned_data['grund']}"
    _vermerken(request, gesucht, "download", zweck)
    # nothing about the person or the kind of paper in the name of the file (DS-35)
    name = f'attachment; filename="beleg-{pk}.pdf"'
    return HttpResponse(bytes(gesucht.inhalt.pdf), PDF, headers=NUR_ANSEHEN | {"Content-Disposition": name})


@regel(Aktion.BELEG_ABLEGEN)
def zurueckziehen(request: HttpRequest, pk: int) -> HttpResponse:
    """Only for the office that filed it."""
    gesucht = _gesucht(request, pk)
    if gesucht.stelle_id != request.user.organisation_id:
        raise Http404
    seite = Formularseite(
        person=gesucht.person,
        titel="Beleg zurückziehen",
        knopf="Zurückziehen",
        einleitung=f"{gesucht}. Der Inhalt öffnet sich danach nicht mehr; der Eintrag bleibt mit Ihrem Grund stehen. "
        "Liegt das Papier bei der falschen Person, legen Sie es bei der richtigen neu ab.",
        bezug=str(gesucht.massnahme or ""),
        form=Rueckzugsformular(request.POST or None),
        schreiben=lambda werte: services.zurueckziehen(request.user, pk, **werte),
        satz=lambda b: f"Zurückgezogen: {b}.",
        zurueck=reverse("beleg:beleg", args=[pk]),
    )
    return formularseite(request, seite)


@regel(Aktion.BELEG_ABLEGEN)
@require_POST
def wiederherstellen(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        zurueck = services.wiederherstellen(request.user, pk)
        melden(request, f"Wiederhergestellt: {zurueck}.")
    except Beleg.DoesNotExist as e:
        raise Http404 from e
    except ValidationError as fehler:
        melden(request, fehler.messages[0], art="warnung")
    return redirect("beleg:beleg", pk=pk)
