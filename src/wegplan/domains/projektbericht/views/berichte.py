"""Reports: list, one version with its figures and texts, writing, releasing, deciding, documents (JPS-92)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from wegplan.domains.bericht.rules import wort
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.zielvereinbarung.formular import Formular, formular_zeigen
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.documents import PDF
from wegplan.kit.eingabe.stand import stand_von
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.meldungen import melden
from wegplan.kit.ui.tags_inhalt import abzeichen
from wegplan.kit.ui.textfilter import datum, tage_relativ
from wegplan.kit.vorlagen import DOCX

from .. import dokument, services
from ..arten import Stand
from ..forms import Berichtsfilter, Entscheidung, Textformular
from ..inhalt import aufbauen, geschuetzt, inhalt_von, siegel, texte_von
from ..models import Projektbericht
from ..queries import LANGE_FELDER, Berichtszeile, berichte_fuer, berichtszeilen, projekte_fuer, zeitraum
from ..rules import abweichungen

FEHLT = ("nicht begonnen", "achtung")
ZUSTAENDE = {"entwurf": "ruhig", "freigegeben": "info", "angenommen": "gut", "zurueckgegeben": "schlecht"}
BEI = {"bdl": "Bildungsdienstleister", "rb": "Regionalbüro", "": "–"}


def adresse(pk: int) -> str:
    return reverse("projektbericht:bericht", args=[pk])


def _abzeichen(stand: str, wort: str) -> SafeString:
    return abzeichen(wort, ZUSTAENDE[stand])


class Projektberichtsliste(Liste):
    """A row per project and period; no persons' data."""

    ansicht = "projektbericht:liste"
    titel = "Projektberichte"
    einleitung = "Die letzten vier Quartale jedes Projekts; bei EZU ein Bericht am Ende."
    formular: Any = Berichtsfilter
    standard = "-quartal"
    mit_personen = False
    leer = ("Kein Projekt schuldet einen Bericht.", "Setzen Sie den Filter zurück.")

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.stichtag = heute()
        self.alle = berichtszeilen(self.nutzer, self.stichtag)
        self.spalten = (
            Spalte(
                "projekt",
                "Projekt",
                fest=True,
                sortierung=True,
                wert=_name,
                zelle=lambda z: zweizeilig(self._verweis(z), str(z.massnahme.traeger or "")),
            ),
            Spalte("quartal", "Quartal", wert=lambda z: wort(z.quartal), sortierung=lambda z: z.quartal, klasse="eng"),
            Spalte(
                "regionalbuero", "Regionalbüro", wert=lambda z: str(z.massnahme.regionalbuero or ""), standard=False
            ),
            Spalte("stand", "Stand", wert=_stand, zelle=self._standzelle, sortierung=True, fest=True),
            Spalte("bei", "Liegt bei", wert=lambda z: BEI[z.liegt_bei], sortierung=True),
            Spalte("faellig", "Fällig am", wert="faellig", zelle=self._faellig, sortierung=True, klasse="eng"),
            Spalte("tun", "Tun", vorlage="projektbericht/zelle_beginnen.html", klasse="aktion", ausgeben=False),
        )

    def auswahl(self) -> dict[str, Any]:
        quartale = sorted({z.quartal for z in self.alle}, reverse=True)
        projekte = {z.massnahme.pk: _name(z) for z in self.alle}
        bueros = {z.massnahme.regionalbuero_id: str(z.massnahme.regionalbuero) for z in self.alle}
        wahlen: dict[str, Any] = {
            "quartal": [(q.isoformat(), wort(q)) for q in quartale],
            "projekt": sorted(projekte.items(), key=lambda p: p[1]),
            "regionalbuero": sorted((p for p in bueros.items() if p[0]), key=lambda p: p[1]),
        }
        return {name: wahl for name, wahl in wahlen.items() if name not in self.ohne_filter()}

    def ohne_filter(self) -> frozenset[str]:
        return frozenset({"regionalbuero"}) if self.nutzer.nur_eigene_massnahmen else frozenset()

    def sichtbare_spalten(self) -> list[Spalte]:
        schreibt = self.nutzer.darf(Aktion.PROJEKTBERICHT_SCHREIBEN)
        return [s for s in self.spalten if s.name != "tun" or schreibt]

    def zeilen(self, filter: Mapping[str, Any]) -> list[Berichtszeile]:
        gesucht = {
            "stand": lambda z: z.bericht.stand if z.bericht else "fehlt",
            "bei": lambda z: z.liegt_bei if z.vorbei(self.stichtag) else "",
            "quartal": lambda z: z.quartal.isoformat(),
            "projekt": lambda z: z.massnahme.pk,
            "regionalbuero": lambda z: z.massnahme.regionalbuero_id,
        }
        gesetzt = {name: wie for name, wie in gesucht.items() if filter.get(name)}
        return [z for z in self.alle if all(wie(z) == filter[name] for name, wie in gesetzt.items())]

    def _verweis(self, z: Berichtszeile) -> SafeString | str:
        if z.bericht and (self.nutzer.nur_eigene_massnahmen or z.bericht.stand == Stand.ANGENOMMEN):
            return verweis(adresse(z.bericht.pk), _name(z))
        return _name(z)

    def _standzelle(self, z: Berichtszeile) -> SafeString:
        return _abzeichen(z.bericht.stand, _stand(z)) if z.bericht else abzeichen(*FEHLT)

    def _faellig(self, z: Berichtszeile) -> SafeString | str:
        if z.liegt_bei != "bdl":
            return "–"
        if z.faellig < self.stichtag:
            return SafeString(f"{datum(z.faellig)}<br>{abzeichen('überfällig', 'schlecht')}")
        return zweizeilig(datum(z.faellig), tage_relativ(z.faellig, self.stichtag))


def _name(z: Berichtszeile) -> str:
    return z.massnahme.titel or z.massnahme.massnahmenummer


def _stand(z: Berichtszeile) -> str:
    return str(z.bericht.get_stand_display()) if z.bericht else FEHLT[0]


@regel(Aktion.PROJEKTBERICHT_LESEN)
def liste(request: HttpRequest) -> HttpResponse:
    return liste_anzeigen(request, Projektberichtsliste(request))


@regel(Aktion.PROJEKTBERICHT_LESEN)
def bericht(request: HttpRequest, pk: int) -> HttpResponse:
    """One version; for the Regiestelle protected and without texts."""
    b = _gesehen(request, pk)
    inhalt, nutzer = inhalt_von(b), request.user
    eigen = nutzer.darf(Aktion.PROJEKTBERICHT_SCHREIBEN)
    beteiligt = nutzer.nur_eigene_massnahmen
    fassungen = berichte_fuer(nutzer).filter(massnahme=b.massnahme_id, quartal=b.quartal).order_by("fassung")
    geaendert = abweichungen(inhalt["abschnitte"], aufbauen(b)["abschnitte"]) if b.inhalt and beteiligt else []
    kontext = {
        "b": b,
        "wort": wort(b.quartal),
        "titel": b.massnahme.titel or b.massnahme.massnahmenummer,
        "teile": _teile(request, b, inhalt),
        "stand": _abzeichen(b.stand, b.get_stand_display()),
        "fassungen": list(fassungen.defer(*LANGE_FELDER)),
        "unveraendert": beteiligt and bool(b.pruefsumme) and siegel(b) == b.pruefsumme,
        "beteiligt": beteiligt,
        "geaendert": geaendert,
        "entwurf": eigen and b.stand == Stand.ENTWURF,
        "laeuft": b.bis >= heute(),
        "zu_entscheiden": b.stand == Stand.FREIGEGEBEN and nutzer.darf(Aktion.PROJEKTBERICHT_ANNEHMEN),
        "neu_zu_fassen": eigen and b.stand == Stand.ZURUECKGEGEBEN,
    }
    return TemplateResponse(request, "projektbericht/bericht.html", kontext)


def _teile(request: HttpRequest, b: Projektbericht, inhalt: dict[str, Any]) -> dict[str, Any]:
    if request.user.nur_eigene_massnahmen:
        return dokument.teile(b, inhalt, mit_texten=True)
    return dokument.teile(b, geschuetzt(inhalt), mit_texten=False)


def _gesehen(request: HttpRequest, pk: int) -> Projektbericht:
    berichte = berichte_fuer(request.user).select_related(
        "massnahme__traeger", "massnahme__regionalbuero", "freigegeben_von", "entschieden_von"
    )
    gefunden: Projektbericht = get_object_or_404(berichte, pk=pk)
    return gefunden


@regel(Aktion.PROJEKTBERICHT_SCHREIBEN)
@require_POST
def beginnen(request: HttpRequest, pk: int, quartal: str) -> HttpResponse:
    """The draft of a period; also the new version after a return."""
    massnahme = get_object_or_404(projekte_fuer(request.user), pk=pk)
    try:
        tag = date.fromisoformat(quartal)
    except ValueError as fehler:
        raise Http404 from fehler
    spanne = zeitraum(massnahme, tag, heute())
    if spanne is None:
        raise Http404
    b, neu = services.beginnen(request.user, massnahme, tag, spanne)
    if neu:
        melden(request, f"{b} ist als Entwurf angelegt. Die Zahlen stehen schon da, es fehlen Ihre Texte.")
    return redirect("projektbericht:schreiben" if b.stand == Stand.ENTWURF else "projektbericht:bericht", b.pk)


@regel(Aktion.PROJEKTBERICHT_SCHREIBEN)
def schreiben(request: HttpRequest, pk: int) -> HttpResponse:
    """The texts, with the figures beside each."""
    b = _gesehen(request, pk)
    if b.stand != Stand.ENTWURF:
        raise Http404
    form = Textformular(request.POST or None, initial=texte_von(b) | {"stand": stand_von(b)})
    daten = dokument.teile(b, inhalt_von(b), mit_texten=False)
    seite = _formular(b, form, "Projektbericht schreiben", "Texte speichern", f"{b} ist gespeichert.")
    seite.schreiben = lambda werte: services.schreiben(request.user, pk, **werte)
    seite.vorlage = "projektbericht/schreiben.html"
    seite.kontext["abschnitte"] = [(a, form[a["name"]]) for a in daten["abschnitte"]]
    return formular_zeigen(request, seite)


def _formular(b: Projektbericht, form: Any, titel: str, knopf: str, satz: str) -> Formular:
    return Formular(
        form=form,
        schreiben=lambda werte: (b, False),
        satz=lambda _: satz,
        ziel=lambda _: adresse(b.pk),
        titel=titel,
        knopf=knopf,
        abbrechen=adresse(b.pk),
        pfad=["Projektbericht", adresse(b.pk), titel],
        einleitung=f"{b.massnahme}, {wort(b.quartal)}",
        vorlage="projektbericht/formular.html",
    )


@regel(Aktion.PROJEKTBERICHT_FREIGEBEN)
@require_POST
def freigeben(request: HttpRequest, pk: int) -> HttpResponse:
    _gesehen(request, pk)
    return _tun(request, pk, lambda: services.freigeben(request.user, pk, heute()))


def _tun(request: HttpRequest, pk: int, tun: Callable[[], Projektbericht]) -> HttpResponse:
    try:
        b = tun()
    except ObjectDoesNotExist as weg:
        raise Http404 from weg
    except ValidationError as fehler:
        melden(request, fehler.messages[0], art="warnung")
    else:
        melden(request, f"{b} liegt jetzt beim Regionalbüro und ändert sich nicht mehr.")
    return redirect(adresse(pk))


@regel(Aktion.PROJEKTBERICHT_ANNEHMEN)
def entscheiden(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or return with a reason."""
    b = _gesehen(request, pk)
    if b.stand != Stand.FREIGEGEBEN:
        raise Http404
    form = Entscheidung(request.POST or None)
    seite = _formular(
        b, form, "Über den Bericht entscheiden", "Entscheidung speichern", "Die Entscheidung ist gespeichert."
    )
    seite.schreiben = lambda werte: services.entscheiden(
        request.user, pk, heute(), annehmen=werte["urteil"] == "annehmen", grund=werte["grund"]
    )
    return formular_zeigen(request, seite)


@regel(Aktion.PROJEKTBERICHT_LESEN)
def als_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    b = _gesehen(request, pk)
    return HttpResponse(dokument.pdf(b, _teile(request, b, inhalt_von(b))), PDF, headers=_dateiname(b, "pdf"))


@regel(Aktion.PROJEKTBERICHT_LESEN)
def als_docx(request: HttpRequest, pk: int) -> HttpResponse:
    b = _gesehen(request, pk)
    return HttpResponse(dokument.docx(b, _teile(request, b, inhalt_von(b))), DOCX, headers=_dateiname(b, "docx"))


def _dateiname(b: Projektbericht, endung: str) -> dict[str, str]:
    name = f"projektbericht-{b.massnahme_id}-{b.quartal:%Y-%m}-fassung-{b.fassung}.{endung}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}
