"""Projects with their light, a project's Checkliste, arrears, who waits for whom, and ticking by hand."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.textfilter import prozent

from . import services
from .forms import ENTFAELLT, ERLEDIGT, Beginn, Haken, Ruecknahme
from .listen import Projektliste, Rueckstandsliste, Schrittliste, Warteliste
from .models import Pflichthaken
from .queries import Projekt, projekte_laden, teilnahmen_zu
from .urteil import ERLEDIGT as RECHTZEITIG
from .urteil import OFFEN, RUHT, UEBERFAELLIG, VERSAEUMT, VERSPAETET, Pflicht
from .vorgaben import BEGINN, regeln
from .worte import AMPELN, AMPELSAETZE, STELLEN, aufgabe, haken_titel, zahlwort

VERSAEUMTES = "War am Ende der Teilnahme oder des Projekts überfällig und kann nicht mehr nachgeholt werden."
RECHTZEITIGES = (
    "Anteil der rechtzeitig erledigten an allen Pflichten, die erledigt, überfällig oder versäumt sind; "
    "aller Stellen, ohne Entfallenes."
)


@regel(Aktion.CHECKLISTE_SEHEN)
def projekte(request: HttpRequest) -> HttpResponse:
    """All projects of the user with their light; names nobody."""
    return liste_anzeigen(request, Projektliste(request), "checkliste/projekte.html", saetze=AMPELSAETZE.values())


@regel(Aktion.CHECKLISTE_SEHEN)
@require_safe
def projekt(request: HttpRequest, pk: int) -> HttpResponse:
    """The Checkliste of a project: each item with its light and counts; names nobody."""
    nutzer: Any = request.user
    gesucht = _projekt(request, pk)
    genau = nutzer.darf(Aktion.CHECKLISTE_ABHAKEN)
    punkte = [
        {
            "punkt": stand.punkt,
            "ampel": AMPELN[stand.ampel],
            "schritte": [_schritt(gesucht, regel, stand.pflichten, genau) for regel in stand.punkt.regeln],
        }
        for stand in gesucht.punkte()
    ]
    kontext = {
        "projekt": gesucht,
        "massnahme": gesucht.massnahme,
        "ampel": AMPELN[gesucht.ampel],
        "satz": AMPELSAETZE[gesucht.ampel],
        "punkte": punkte,
        "genau": genau,
        "gefuehrt": gesucht.gefuehrt,
        "zahlen": _zahlen(gesucht, genau),
        "heute": gesucht.tag,
    }
    return TemplateResponse(request, "checkliste/projekt.html", kontext)


def _zahlen(p: Projekt, genau: bool) -> list[tuple[Any, str, str, str]]:
    """Figure, its word, the list dahinter it, its definition; who sees no persons gets the first three kinds only."""

    def zahl(anzahl: int) -> Any:
        return zahlwort(anzahl, genau=genau)

    zahlen = [
        (zahl(p.anzahl(UEBERFAELLIG)), "überfällig", "", ""),
        (zahl(len(p.bald)), "in einer Woche fällig", "", ""),
        (zahl(p.anzahl(VERSAEUMT)), "versäumt", "", VERSAEUMTES),
    ]
    if genau:
        dahinter = f"{reverse('checkliste:rueckstaende')}?massnahme={p.pk}"
        zahlen = [
            (p.anzahl(UEBERFAELLIG), "überfällig", dahinter, ""),
            (p.anzahl(UEBERFAELLIG, "bdl"), "davon beim Träger", f"{dahinter}&wer=bdl", ""),
            zahlen[1],
            (p.anzahl(RUHT, "rb"), "liegen beim Regionalbüro", "", ""),
            (p.anzahl(VERSAEUMT), "versäumt", f"{dahinter}&stand={VERSAEUMT}", VERSAEUMTES),
            (prozent(p.rechtzeitig), "rechtzeitig", "", RECHTZEITIGES),
        ]
    return zahlen


def _schritt(p: Projekt, regel: Any, pflichten: list[Pflicht], genau: bool) -> dict[str, Any]:
    """A step of an item: how many of its duties stand how, and its next day. Only who sees persons gets numbers."""
    seine = [x for x in pflichten if x.schritt == regel.schluessel]
    staende = {stand: sum(x.stand == stand for x in seine) for stand in (UEBERFAELLIG, RUHT, OFFEN, VERSAEUMT)}
    gemacht = [x for x in seine if x.stand in (RECHTZEITIG, VERSPAETET)]
    return {
        "regel": regel,
        "url": reverse("checkliste:schritt", args=[p.pk, regel.schluessel]) if genau else "",
        "schuldet": STELLEN[regel.schuldet],
        "wartet": STELLEN[regel.wartet],
        "ueberfaellig": zahlwort(staende[UEBERFAELLIG], genau=genau),
        "ruht": zahlwort(staende[RUHT], genau=genau),
        "offen": zahlwort(staende[OFFEN], genau=genau),
        "versaeumt": zahlwort(staende[VERSAEUMT], genau=genau),
        "gemacht": zahlwort(len(gemacht), genau=genau),
        "spaet": zahlwort(sum(x.spaet for x in gemacht), genau=genau),
        "naechste": min((x.faellig for x in seine if x.stand == OFFEN), default=None),
    }


def _projekt(request: HttpRequest, pk: int) -> Projekt:
    """A project of the user, or 404."""
    gefunden = projekte_laden(request.user, heute(), [pk])
    if not gefunden:
        raise Http404
    return gefunden[0]


@regel(Aktion.CHECKLISTE_ABHAKEN)
def rueckstaende(request: HttpRequest) -> HttpResponse:
    """Everything overdue in the user's projects, with the persons dahinter it."""
    return liste_anzeigen(request, Rueckstandsliste(request), "checkliste/rueckstaende.html")


@regel(Aktion.CHECKLISTE_ABHAKEN)
def wartet(request: HttpRequest) -> HttpResponse:
    """Who waits for whom, since when."""
    liste = Warteliste(request)
    return liste_anzeigen(request, liste, "checkliste/wartet.html", paare=liste.paare, heute=liste.stichtag)


@regel(Aktion.CHECKLISTE_ABHAKEN)
def schritt(request: HttpRequest, pk: int, schritt: str) -> HttpResponse:
    """All duties of one step of a project."""
    if schritt not in regeln():
        raise Http404
    liste = Schrittliste(request, pk=pk, schritt=schritt)
    if not liste.projekte:
        raise Http404
    haken = Pflichthaken.objects.fuer(request.user).filter(massnahme=pk, schritt=schritt)
    verlauf = haken.select_related("person", "gesetzt_von", "zurueckgenommen_von").order_by("-gesetzt_am")
    return liste_anzeigen(
        request,
        liste,
        "checkliste/schritt.html",
        projekt=liste.projekte[0],
        massnahme=liste.projekte[0].massnahme,
        regel=liste.regel,
        verlauf=list(verlauf) if liste.regel.haken else [],
    )


def _pflicht(request: HttpRequest, pk: int, schritt: str) -> tuple[Projekt, Pflicht, Any]:
    """The duty that the address names, with its Teilnahme; 404 for what is unknown or not the user's."""
    gesucht = _projekt(request, pk)
    teilnahme, bezug = request.GET.get("teilnahme", ""), request.GET.get("bezug", "")
    for p in gesucht.pflichten:
        if (p.schritt, str(p.teilnahme or ""), p.bezug) == (schritt, teilnahme, bezug) and regeln()[schritt].haken:
            sichtbar = teilnahmen_zu(request.user, [p]).get(p.teilnahme or 0)
            if p.teilnahme is None or sichtbar:
                return gesucht, p, sichtbar
    raise Http404


@regel(Aktion.CHECKLISTE_ABHAKEN)
def abhaken(request: HttpRequest, pk: int, schritt: str) -> HttpResponse:
    """Tick a duty by hand, with a note."""
    gesucht, p, teilnahme = _pflicht(request, pk, schritt)
    regel_ = regeln()[schritt]

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        wie = werte.pop("wie")
        person = teilnahme.person_id if teilnahme else None
        return services.abhaken(request.user, p, person, entfaellt=wie == ENTFAELLT, **werte)

    form = Haken(request.POST or None, stichtag=heute(), initial={"wie": ERLEDIGT, "am": heute()})
    return formularseite(
        request,
        Formularseite(
            person=teilnahme.person if teilnahme else None,
            bezug=gesucht.name,
            titel="Pflicht abhaken",
            knopf="Abhaken",
            einleitung=f"{aufgabe(regel_, p)}, fällig am {p.faellig:%d.%m.%Y}. {regel_.schritt.fundstelle}.",
            form=form,
            schreiben=schreiben,
            satz=lambda _: f"Abgehakt: {aufgabe(regel_, p)}.",
            zurueck=reverse("checkliste:schritt", args=[pk, schritt]),
        ),
    )


@regel(Aktion.ZIELVEREINBARUNG_SCHREIBEN)
def beginn(request: HttpRequest, pk: int) -> HttpResponse:
    """Say from which day on the project's Checkliste is kept here."""
    gesucht = _projekt(request, pk)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.fuehrung_beginnen(request.user, pk, **werte)

    return formularseite(
        request,
        Formularseite(
            person=None,
            bezug=gesucht.name,
            titel="Von wann an die Checkliste geführt wird",
            knopf="Tag festlegen",
            einleitung=(
                "Für ein Projekt, das lief, bevor es in Wegplan geführt wurde. Der Tag gilt für alle Stellen und für "
                "alle Pflichten; er steht auf der Seite des Projekts und kann mit Grund zurückgenommen werden."
            ),
            form=Beginn(request.POST or None, stichtag=heute()),
            schreiben=schreiben,
            satz=lambda haken: f"Die Checkliste wird vom {haken.am:%d.%m.%Y} an geführt.",
            zurueck=reverse("checkliste:projekt", args=[pk]),
        ),
    )


@regel(Aktion.CHECKLISTE_ABHAKEN)
def zuruecknehmen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a tick back, with a reason."""
    erlaubt = Pflichthaken.objects.fuer(request.user, Aktion.CHECKLISTE_ABHAKEN)
    haken = get_object_or_404(erlaubt.select_related("person", "massnahme", "gesetzt_von"), pk=pk)
    titel = haken_titel(haken.schritt)
    zurueck = reverse("checkliste:projekt", args=[haken.massnahme_id])
    if haken.schritt != BEGINN:
        zurueck = reverse("checkliste:schritt", args=[haken.massnahme_id, haken.schritt])
    return formularseite(
        request,
        Formularseite(
            person=haken.person,
            bezug=str(haken.massnahme),
            titel="Haken zurücknehmen",
            knopf="Haken zurücknehmen",
            einleitung=f"{titel}: abgehakt zum {haken.am:%d.%m.%Y} von {haken.gesetzt_von}. Notiz: {haken.notiz}",
            form=Ruecknahme(request.POST or None),
            schreiben=lambda werte: services.zuruecknehmen(request.user, pk, werte["grund"], heute()),
            satz=lambda _: f"Der Haken ist zurückgenommen: {titel}.",
            zurueck=zurueck,
        ),
    )
