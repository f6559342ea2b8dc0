"""Agreements: list, one version with its signatures, writing, signing, review, documents (JPS-80, JPS-81)."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion, Rolle
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.documents import PDF
from wegplan.kit.eingabe.stand import stand_von
from wegplan.kit.listen.liste import Liste
from wegplan.kit.listen.spalten import Spalte, verweis, zweizeilig
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.meldungen import melden
from wegplan.kit.ui.tags_inhalt import abzeichen
from wegplan.kit.vorlagen import DOCX

from .. import dokument, rules, schreiben
from ..arten import Seite, Vereinbarungsstand
from ..forms import Pruefungsformular, Vereinbarungsaenderung, Vereinbarungsformular, Zeichnungsformular
from ..formular import Formular, formular_zeigen
from ..models import Messwert, Zielvereinbarung
from ..queries import Projektzeile, hinweise, projektzeilen, vereinbarungen_fuer

ZUSTAENDE = {"entwurf": "ruhig", "vorgelegt": "achtung", "geschlossen": "gut"}


def adresse(pk: int) -> str:
    return reverse("zielvereinbarung:vereinbarung", args=[pk])


def _stand(zeile: Projektzeile) -> SafeString | str:
    v = zeile.letzte
    return abzeichen(v.get_stand_display(), ZUSTAENDE[v.stand]) if v else "–"


class Vereinbarungsliste(Liste):
    """A row per project; no persons' data."""

    ansicht = "zielvereinbarung:liste"
    titel = "Zielvereinbarungen"
    einleitung = "Die laufenden Projekte des Programms und was bei jeder Zielvereinbarung zu tun ist."
    standard = "projekt"
    mit_personen = False
    leer = ("Es gibt kein laufendes Projekt des Programms, das Sie sehen.", "")
    spalten = (
        Spalte(
            "projekt",
            "Projekt",
            fest=True,
            wert=lambda z: z.massnahme.titel or z.massnahme.massnahmenummer,
            zelle=lambda z: zweizeilig(
                verweis(
                    adresse(z.letzte.pk) if z.letzte else reverse("massnahme:massnahme", args=[z.pk]),
                    z.massnahme.titel or z.massnahme.massnahmenummer,
                ),
                str(z.massnahme.traeger or ""),
            ),
            sortierung=True,
        ),
        Spalte("regionalbuero", "Regionalbüro", wert=lambda z: str(z.massnahme.regionalbuero or ""), standard=False),
        Spalte("fassung", "Fassung", wert=lambda z: z.letzte.nummer if z.letzte else None, klasse="zahl"),
        Spalte("stand", "Stand", wert=lambda z: z.letzte.get_stand_display() if z.letzte else "", zelle=_stand),
        Spalte("bis", "Laufzeit bis", wert=lambda z: z.letzte.laufzeit_bis if z.letzte else None, sortierung=True),
        Spalte("zu_tun", "Zu tun", wert=lambda z: " ".join(z.hinweise), sortierung=True),
        Spalte("neu", "Tun", vorlage="zielvereinbarung/zelle_neu.html", klasse="aktion", ausgeben=False),
    )

    def zeilen(self, filter: Mapping[str, Any]) -> list[Projektzeile]:
        return projektzeilen(self.nutzer, heute())

    def sichtbare_spalten(self) -> list[Spalte]:
        schreibt = self.nutzer.darf(Aktion.ZIELVEREINBARUNG_SCHREIBEN)
        return [s for s in self.spalten if s.name != "neu" or schreibt]


@regel(Aktion.ZIELVEREINBARUNG_LESEN)
def liste(request: HttpRequest) -> HttpResponse:
    return liste_anzeigen(request, Vereinbarungsliste(request))


@regel(Aktion.ZIELVEREINBARUNG_LESEN)
def vereinbarung(request: HttpRequest, pk: int) -> HttpResponse:
    """One version as it is signed, its signatures, and what is to be done."""
    v = _gesehene(request, pk)
    alle = list(
        vereinbarungen_fuer(request.user)
        .filter(massnahme=v.massnahme_id)
        .select_related("pruefung")
        .prefetch_related("unterschriften")
        .order_by("nummer")
    )
    signiert = {u.seite for u in v.unterschriften.all()}
    schreibt = _schreibt(request, v.massnahme)
    vorgelegt = v.stand == Vereinbarungsstand.VORGELEGT
    kontext = {
        "v": v,
        "titel": v.massnahme.titel or v.massnahme.massnahmenummer,
        "inhalt": dokument.inhalt(v),
        "stand": abzeichen(v.get_stand_display(), ZUSTAENDE[v.stand]),
        "alle": alle,
        "hinweise": hinweise(alle, heute()) if alle[-1].pk == v.pk else [],
        "unveraendert": bool(v.pruefsumme) and rules.pruefsumme(v.inhalt) == v.pruefsumme,
        "entwurf": v.stand == Vereinbarungsstand.ENTWURF and schreibt,
        "zurueckzunehmen": vorgelegt and schreibt and not signiert,
        "zu_zeichnen": vorgelegt and request.user.darf(Aktion.ZIELVEREINBARUNG_ZEICHNEN),
        "zu_pruefen": v.stand == Vereinbarungsstand.GESCHLOSSEN and schreibt and not _pruefung(v),
        "fortzuschreiben": alle[-1].pk == v.pk and v.stand == Vereinbarungsstand.GESCHLOSSEN and schreibt,
        "pruefung": _pruefung(v),
    }
    return TemplateResponse(request, "zielvereinbarung/vereinbarung.html", kontext)


def _pruefung(v: Zielvereinbarung) -> Any:
    return getattr(v, "pruefung", None)


def _gesehene(request: HttpRequest, pk: int) -> Zielvereinbarung:
    versionen = vereinbarungen_fuer(request.user).select_related("pruefung").prefetch_related("unterschriften")
    return get_object_or_404(versionen, pk=pk)


def _schreibt(request: HttpRequest, massnahme: Massnahme) -> bool:
    nutzer: Any = request.user
    return nutzer.darf(Aktion.ZIELVEREINBARUNG_SCHREIBEN) and massnahme.regionalbuero_id == nutzer.organisation_id


@regel(Aktion.ZIELVEREINBARUNG_SCHREIBEN)
def neu(request: HttpRequest, pk: int) -> HttpResponse:
    """The first version, or the next one with what was agreed so far."""
    massnahme = get_object_or_404(massnahmen_fuer(request.user).select_related("traeger", "regionalbuero"), pk=pk)
    letzte = Zielvereinbarung.objects.filter(massnahme=massnahme).order_by("-nummer").first()
    if letzte and letzte.stand != Vereinbarungsstand.GESCHLOSSEN and request.method == "GET":
        return redirect(adresse(letzte.pk))
    vorgabe = _aus_version(letzte) if letzte else _vorgabe(request, massnahme)
    vorgabe["geschlossen_zum"], vorgabe["eckpunkte"] = heute(), rules.geltendes_konzept(heute()).isoformat()
    name = rules.vorlage_fuer(vorgabe["stufen"])
    form = Vereinbarungsformular(request.POST or None, initial=vorgabe, vorlage=name, tag=heute())
    zurueck = reverse("zielvereinbarung:liste")
    seite = Formular(
        form=form,
        schreiben=lambda werte: schreiben.entwerfen(request.user, massnahme, **form.rahmen()),
        satz=lambda v: f"{v} ist als Entwurf angelegt.",
        ziel=lambda v: adresse(v.pk),
        titel="Zielvereinbarung fortschreiben" if letzte else "Zielvereinbarung schreiben",
        knopf="Entwurf speichern",
        abbrechen=zurueck,
        pfad=["Zielvereinbarungen", zurueck, massnahme.titel or massnahme.massnahmenummer],
        einleitung=str(massnahme),
    )
    return formular_zeigen(request, seite)


def _vorgabe(request: HttpRequest, massnahme: Massnahme) -> dict[str, Any]:
    """From the data of the project; its stages are those in which somebody took part, else that of the measure."""
    benutzt = Messwert.objects.filter(massnahme=massnahme).values_list("indikator", flat=True).distinct()
    stufen = sorted({name.split(".")[0] for name in benutzt} - {rules.EZU})
    if massnahme.programmstufe == rules.EZU:
        stufen = [rules.EZU]
    stufen = stufen or [massnahme.programmstufe.split("-")[0]]
    return {
        "stufen": stufen,
        "laufzeit_von": massnahme.beginn,
        "laufzeit_bis": massnahme.ende,
        "rb_vertreten": str(request.user),
        **{f"frist_{f.schluessel}": f.vorgabe for f in rules.fristen(rules.vorlage_fuer(stufen), heute())},
    }


def _aus_version(v: Zielvereinbarung) -> dict[str, Any]:
    felder = ("stufen", "laufzeit_von", "laufzeit_bis", "geschlossen_zum", "klauseln")
    seiten = [f"{s}_{w}" for s in Seite for w in ("anschrift", "vertreten")]
    return {
        **{name: getattr(v, name) for name in (*felder, *seiten)},
        "eckpunkte": v.eckpunkte.isoformat(),
        **{f"ziel_{name}": wert.replace(".", ",") for name, wert in v.ziele.items()},
        **{f"frist_{name}": wert for name, wert in v.fristen.items()},
    }


@regel(Aktion.ZIELVEREINBARUNG_SCHREIBEN)
def bearbeiten(request: HttpRequest, pk: int) -> HttpResponse:
    v = _gesehene(request, pk)
    if v.stand != Vereinbarungsstand.ENTWURF or not _schreibt(request, v.massnahme):
        raise Http404
    name = rules.vorlage_fuer(v.stufen)
    vorgabe = _aus_version(v) | {"stand": stand_von(v)}
    form = Vereinbarungsaenderung(request.POST or None, initial=vorgabe, vorlage=name, tag=heute())
    seite = _formular(
        v,
        form,
        lambda werte: schreiben.aendern(request.user, pk, werte["stand"], form.lesarten(), **form.rahmen()),
        "Zielvereinbarung bearbeiten",
        "Entwurf speichern",
        f"{v} ist gespeichert.",
    )
    return formular_zeigen(request, seite)


def _formular(
    v: Zielvereinbarung, form: Any, tun: Callable[[dict[str, Any]], Any], titel: str, knopf: str, satz: str
) -> Formular:
    return Formular(
        form=form,
        schreiben=tun,
        satz=lambda _: satz,
        ziel=lambda _: adresse(v.pk),
        titel=titel,
        knopf=knopf,
        abbrechen=adresse(v.pk),
        pfad=["Zielvereinbarung", adresse(v.pk), titel],
        einleitung=f"{v.massnahme.titel or v.massnahme.massnahmenummer}, {v}",
    )


@regel(Aktion.ZIELVEREINBARUNG_SCHREIBEN)
@require_POST
def vorlegen(request: HttpRequest, pk: int) -> HttpResponse:
    """Give out for signature."""
    return _schritt(request, pk, schreiben.vorlegen, "liegt jetzt zur Unterschrift vor und ändert sich nicht mehr.")


@regel(Aktion.ZIELVEREINBARUNG_SCHREIBEN)
@require_POST
def zuruecknehmen(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to a draft."""
    return _schritt(request, pk, schreiben.zuruecknehmen, "ist wieder ein Entwurf.")


def _schritt(request: HttpRequest, pk: int, tun: Callable[[Any, int], Zielvereinbarung], satz: str) -> HttpResponse:
    _gesehene(request, pk)
    try:
        v = tun(request.user, pk)
    except ObjectDoesNotExist as weg:
        raise Http404 from weg
    except ValidationError as fehler:
        melden(request, fehler.messages[0], art="warnung")
    else:
        melden(request, f"{v} {satz}")
    return redirect(adresse(pk))


@regel(Aktion.ZIELVEREINBARUNG_ZEICHNEN)
def zeichnen(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a signature."""
    v = _gesehene(request, pk)
    if v.stand != Vereinbarungsstand.VORGELEGT:
        raise Http404
    buero = request.user.rolle == Rolle.RB
    vorgabe = {"am": heute(), "name": str(request.user), "seite": Seite.RB if buero else Seite.BDL}
    form = Zeichnungsformular(request.POST or None, initial=vorgabe, stichtag=heute())

    def tun(werte: dict[str, Any]) -> Any:
        werte.pop("bestaetigt")
        return schreiben.unterzeichnen(request.user, pk, **werte)

    seite = _formular(
        v, form, tun, "Unterschrift eintragen", "Unterschrift eintragen", "Die Unterschrift ist eingetragen."
    )
    return formular_zeigen(request, seite)


@regel(Aktion.ZIELVEREINBARUNG_SCHREIBEN)
def pruefung(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the review at half of the term (JPS-81)."""
    v = _gesehene(request, pk)
    if v.stand != Vereinbarungsstand.GESCHLOSSEN or not _schreibt(request, v.massnahme):
        raise Http404
    form = Pruefungsformular(request.POST or None, initial={"am": heute()}, stichtag=heute())

    def tun(werte: dict[str, Any]) -> Any:
        return schreiben.ueberpruefen(request.user, pk, **werte | {"fortschreiben": werte["fortschreiben"] == "ja"})

    seite = _formular(
        v, form, tun, "Überprüfung festhalten", "Überprüfung speichern", "Die Überprüfung ist festgehalten."
    )
    return formular_zeigen(request, seite)


@regel(Aktion.ZIELVEREINBARUNG_LESEN)
def als_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    v = _gesehene(request, pk)
    return HttpResponse(dokument.pdf(v), PDF, headers=_dateiname(v, "pdf"))


@regel(Aktion.ZIELVEREINBARUNG_LESEN)
def als_docx(request: HttpRequest, pk: int) -> HttpResponse:
    v = _gesehene(request, pk)
    return HttpResponse(dokument.docx(v), DOCX, headers=_dateiname(v, "docx"))


def _dateiname(v: Zielvereinbarung, endung: str) -> dict[str, str]:
    name = f"zielvereinbarung-{v.massnahme_id}-fassung-{v.nummer}.{endung}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}
