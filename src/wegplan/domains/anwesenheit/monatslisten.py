"""Released month lists: what an office was sent, to read and to download (JPS-32, DS-23)."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.aggregates import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.documents import PDF, satz
from wegplan.kit.exchange.xlsx import mappe_xlsx
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis
from wegplan.kit.listen.views import XLSX, liste_anzeigen
from wegplan.kit.ui.tags_inhalt import abzeichen

from .models import Monatsliste, Monatslistenzeile
from .monat import HINTEN, LEGENDE, VORNE, Monat, pruefsumme

DOKUMENT = "domains/anwesenheit/dokumente/monatsliste.typ"


def listen_fuer(nutzer: Any) -> QuerySet[Monatsliste]:
    """Lists of the user's office on which the user may see somebody. `sichtbar`: how many rows; `ersetzt`: whether a
    later version was released."""
    eigene = Monatslistenzeile.objects.fuer(nutzer, Aktion.ANWESENHEIT_LESEN).filter(liste=OuterRef("pk"))
    anzahl = eigene.order_by().values("liste").annotate(n=Count("pk")).values("n")
    spaeter = Monatsliste.objects.filter(
        massnahme=OuterRef("massnahme"),
        monat=OuterRef("monat"),
        empfaenger=OuterRef("empfaenger"),
        fassung__gt=OuterRef("fassung"),
    )
    listen: Any = Monatsliste.objects.fuer(nutzer).annotate(
        sichtbar=Subquery(anzahl, output_field=IntegerField()), ersetzt=Exists(spaeter)
    )
    gesehen: QuerySet[Monatsliste] = listen.filter(sichtbar__gt=0).select_related("massnahme", "empfaenger")
    return gesehen


def fassungswort(liste: Any) -> tuple[str, str]:
    """Whether the version holds, and the state of its badge."""
    return ("ersetzt", "ruhig") if liste.ersetzt else ("gilt", "gut")


def _abzeichen(liste: Any) -> SafeString:
    return abzeichen(*fassungswort(liste))


class Monatslistenliste(Liste):
    """Lists by month and receiver; no names."""

    ansicht = "anwesenheit:listen"
    titel = "Anwesenheitslisten"
    einleitung = "Die freigegebenen Monatslisten Ihrer Stelle, so wie sie gesendet wurden."
    standard = "-monat"
    mit_personen = False
    leer = ("Es liegt keine Monatsliste vor.", "Eine Liste erscheint hier, sobald der Träger sie freigegeben hat.")
    spalten = (
        Spalte(
            "monat",
            "Monat",
            fest=True,
            sortierung="monat",
            wert=lambda z: str(Monat(z.monat)),
            zelle=lambda z: verweis(f"/anwesenheit/listen/{z.pk}/", str(Monat(z.monat))),
        ),
        Spalte("massnahme", "Maßnahme", wert=lambda z: str(z.massnahme), sortierung="massnahme__massnahmenummer"),
        Spalte("empfaenger", "Empfänger", wert=lambda z: z.empfaenger.name, sortierung="empfaenger__name"),
        Spalte("anzahl", "Teilnehmende", klasse="zahl"),
        Spalte("fassung", "Fassung", klasse="zahl"),
        Spalte("stand", "Stand", wert=lambda z: fassungswort(z)[0], zelle=_abzeichen),
        Spalte("freigegeben", "freigegeben am", wert="freigegeben_am", sortierung="freigegeben_am", klasse="eng"),
        Spalte("von", "freigegeben von", wert="unterschrift"),
    )

    def zeilen(self, filter: Mapping[str, Any]) -> QuerySet[Monatsliste]:
        return listen_fuer(self.request.user)


@regel(Aktion.ANWESENHEIT_LESEN)
def listen(request: HttpRequest) -> HttpResponse:
    return liste_anzeigen(request, Monatslistenliste(request), "anwesenheit/listen.html")


@regel(Aktion.ANWESENHEIT_LESEN)
def monatsliste(request: HttpRequest, pk: int) -> HttpResponse:
    """A released list as it was sent, with the rows of persons whom the user may see."""
    liste, zeilen = _laden(request, pk)
    zugriff_vermerken(request, "liste", personen=[z.person_id for z in zeilen], filter={"pk": pk})
    kontext = {
        "z": liste,
        "titel": f"{liste.kopf['titel']}, Fassung {liste.fassung}",
        "zeilen": zeilen,
        "stand": fassungswort(liste),
        "angaben": angaben(liste, len(zeilen)),
        "stimmt": pruefsumme_stimmt(liste, zeilen),
        "legende": LEGENDE,
    }
    return TemplateResponse(request, "anwesenheit/monatsliste.html", kontext)


@regel(Aktion.ANWESENHEIT_LESEN)
def xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same list as a workbook: the rows as they were sent, and what stands above them."""
    liste, zeilen = _laden(request, pk)
    zugriff_vermerken(request, "download", personen=[z.person_id for z in zeilen], filter={"pk": pk})
    ziel = BytesIO()
    blaetter = [
        ("Anwesenheit", liste.spalten, (z.inhalt for z in zeilen)),
        ("Angaben", ("Angabe", "Wert"), angaben(liste, len(zeilen))),
    ]
    mappe_xlsx(ziel, blaetter)
    return HttpResponse(ziel.getvalue(), XLSX, headers=_dateiname(liste, zeilen, "xlsx"))


@regel(Aktion.ANWESENHEIT_LESEN)
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same list as an accessible PDF: the figures first, then the days."""
    liste, zeilen = _laden(request, pk)
    zugriff_vermerken(request, "download", personen=[z.person_id for z in zeilen], filter={"pk": pk})
    inhalt = satz(DOKUMENT, dokumentdaten(liste, zeilen), timezone.localdate(liste.freigegeben_am))
    return HttpResponse(inhalt, PDF, headers=_dateiname(liste, zeilen, "pdf"))


def dokumentdaten(liste: Monatsliste, zeilen: list[Monatslistenzeile]) -> dict[str, Any]:
    """What the PDF shows: the rows as they were sent, their columns parted into figures and days."""
    tage = range(len(VORNE), len(liste.spalten) - len(HINTEN))
    zahlen = [nr for nr in range(len(liste.spalten)) if nr not in tage]

    def teil(nummern: Sequence[int]) -> dict[str, list[Any]]:
        auswahl = [[str(z.inhalt[nr]) for nr in nummern] for z in zeilen]
        return {"koepfe": [liste.spalten[nr] for nr in nummern], "zeilen": auswahl}

    return {
        "titel": f"{liste.kopf['titel']}, Fassung {liste.fassung}",
        "massnahme": liste.kopf["massnahme"],
        "traeger": liste.kopf["traeger"],
        "stand": f"Freigegeben am {timezone.localtime(liste.freigegeben_am):%d.%m.%Y}",
        "angaben": [list(paar) for paar in angaben(liste, len(zeilen))],
        "fehlzeiten": teil(zahlen),
        "tage": teil([0, 1, 2, *tage]),
    }


def _dateiname(liste: Monatsliste, zeilen: list[Monatslistenzeile], endung: str) -> dict[str, str]:
    auszug = "" if len(zeilen) == liste.anzahl else "-auszug"
    name = f"anwesenheitsliste-{liste.monat:%Y-%m}-fassung-{liste.fassung}{auszug}.{endung}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _laden(request: HttpRequest, pk: int) -> tuple[Any, list[Monatslistenzeile]]:
    """The list and the rows that the user may see; 404 for those of others (two statements)."""
    liste = get_object_or_404(listen_fuer(request.user), pk=pk)
    zeilen = Monatslistenzeile.objects.fuer(request.user, Aktion.ANWESENHEIT_LESEN).filter(liste=liste)
    return liste, list(zeilen.order_by("nummer"))


def pruefsumme_stimmt(liste: Monatsliste, zeilen: list[Monatslistenzeile]) -> bool | None:
    """Whether what is shown is what was sent; None for an extract, which cannot tell."""
    if len(zeilen) != liste.anzahl:
        return None
    return pruefsumme(liste.kopf, liste.spalten, [z.inhalt for z in zeilen]) == liste.pruefsumme


def angaben(liste: Monatsliste, gezeigt: int) -> list[tuple[str, str]]:
    """What goes with the rows, on screen and in every document."""
    umfang = f"{liste.anzahl}"
    if gezeigt != liste.anzahl:
        umfang = f"Auszug: {gezeigt} von {liste.anzahl}, deren Akten Sie sehen"
    return [
        ("Maßnahme", liste.kopf["massnahme"]),
        ("Träger", liste.kopf["traeger"]),
        ("Empfänger", liste.kopf["empfaenger"]),
        ("Kopie an", liste.kopf["kopie"] or "–"),
        ("Teilnehmende", umfang),
        ("Monat abgeschlossen von", liste.kopf["abgeschlossen"]),
        ("Freigegeben am", f"{timezone.localtime(liste.freigegeben_am):%d.%m.%Y, %H:%M} Uhr"),
        ("Freigegeben von", liste.unterschrift),
        ("Rechtsgrundlage", liste.rechtsgrundlage),
        ("Zeichen", LEGENDE),
        ("Prüfsumme (SHA-256)", liste.pruefsumme),
    ]
