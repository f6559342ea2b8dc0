"""The tab "Förderung" of the file, and the entry forms of internships, services and certificates (JPS-51)."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from wegplan.domains.foerderung import services
from wegplan.domains.foerderung.forms import (
    Entfernenformular,
    GeaenderteLeistung,
    GeaendertesPraktikum,
    GeaendertesZertifikat,
    NeueLeistung,
    NeuesPraktikum,
    NeuesZertifikat,
)
from wegplan.domains.foerderung.models import Foerderleistung, Praktikum, Zertifikat
from wegplan.domains.foerderung.queries import teilnahmen_im_programm
from wegplan.domains.foerderung.rules import lesbarer_inhalt
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.teilnahme.queries import klassen, mit_nachschau
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.felder import MitStichtag
from wegplan.kit.eingabe.stand import stand_von

from ..aktenseite import seite_zeigen
from ..foerderung import foerderbilder
from ..formularseite import Formularseite, formularseite
from ..queries import akte_laden


@dataclass(frozen=True)
class Art:
    """A kind of record: its model, its forms, its word with the article."""

    modell: Any
    neu: type[MitStichtag]
    geaendert: type[MitStichtag]
    wort: str
    artikel: str
    tag: str


ARTEN = {
    "praktikum": Art(Praktikum, NeuesPraktikum, GeaendertesPraktikum, "Praktikum", "Das", "beginn"),
    "leistung": Art(Foerderleistung, NeueLeistung, GeaenderteLeistung, "Förderleistung", "Die", "tag"),
    "zertifikat": Art(Zertifikat, NeuesZertifikat, GeaendertesZertifikat, "Qualifizierung", "Die", "erworben_am"),
}


@regel(Aktion.FOERDERUNG_LESEN)
@require_safe
def foerderung(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of every Teilnahme in the programme that the user sees."""
    akte = akte_laden(request.user, pk, heute(), Aktion.FOERDERUNG_LESEN)
    gezeigt = foerderbilder(request.user, akte.teilnahmen, akte.stichtag)
    return seite_zeigen(request, akte, "akte/foerderung.html", "akte:foerderung", bilder=gezeigt)


def _art(slug: str) -> Art:
    if slug not in ARTEN:
        raise Http404
    return ARTEN[slug]


@regel(Aktion.FOERDERUNG_ERFASSEN)
def neu(request: HttpRequest, pk: int, teilnahme: int, art: str) -> HttpResponse:
    kind, stichtag = _art(art), heute()
    erlaubt = teilnahmen_im_programm(request.user, Aktion.FOERDERUNG_ERFASSEN).select_related("person", "massnahme")
    gesucht: Any = get_object_or_404(erlaubt, pk=teilnahme, person_id=pk)
    form = kind.neu(request.POST or None, initial={"tag": stichtag}, stichtag=stichtag)
    return formularseite(
        request,
        Formularseite(
            person=gesucht.person,
            titel=f"{kind.wort} eintragen",
            knopf="Speichern",
            einleitung=f"{gesucht}.",
            form=form,
            schreiben=lambda werte: services.eintragen(request.user, kind.modell, pk, teilnahme, **werte),
            satz=lambda x: f"{kind.artikel} {kind.wort} ist gespeichert.",
            zurueck=reverse("akte:foerderung", args=[pk]),
        ),
    )


def _eintrag(request: HttpRequest, kind: Art, pk: int, eintrag: int) -> Any:
    """The record as far as the user may write it; a Zweckbindung without Leistung hides it, too."""
    erlaubt = kind.modell.objects.fuer(request.user, Aktion.FOERDERUNG_ERFASSEN)
    return get_object_or_404(erlaubt.select_related("person", "teilnahme__massnahme"), pk=eintrag, person_id=pk)


@regel(Aktion.FOERDERUNG_ERFASSEN)
def aendern(request: HttpRequest, pk: int, art: str, eintrag: int) -> HttpResponse:
    kind, stichtag = _art(art), heute()
    gesucht = _eintrag(request, kind, pk, eintrag)
    weitere: dict[str, Any] = {}
    if isinstance(gesucht, Foerderleistung):
        weitere["mit_inhalt"] = _inhalt_lesbar(request, gesucht)
    anfang = _anfang(gesucht, kind.geaendert) | ({} if request.method == "POST" else {"stand": stand_von(gesucht)})
    form = kind.geaendert(request.POST or None, initial=anfang, stichtag=stichtag, **weitere)
    return formularseite(
        request,
        Formularseite(
            person=gesucht.person,
            titel=f"{kind.wort} ändern",
            knopf="Änderung speichern",
            einleitung=f"{gesucht.teilnahme}.",
            form=form,
            schreiben=lambda werte: services.aendern(request.user, kind.modell, pk, eintrag, **werte),
            satz=lambda x: f"{kind.artikel} {kind.wort} ist geändert.",
            zurueck=reverse("akte:foerderung", args=[pk]),
        ),
    )


def _inhalt_lesbar(request: HttpRequest, leistung: Foerderleistung) -> bool:
    eigene = mit_nachschau(Teilnahme.objects.filter(pk=leistung.teilnahme_id)).select_related("massnahme")
    return lesbarer_inhalt(leistung, klassen(request.user, list(eigene), heute())) is not None


def _anfang(objekt: Any, form: type[forms.Form]) -> dict[str, Any]:
    """The values as the fields of the form want them."""
    felder = {name: getattr(objekt, name) for name in form.base_fields if name != "stand"}
    worte = {True: "ja", False: "nein"}
    return {name: worte[wert] if isinstance(wert, bool) else wert for name, wert in felder.items()}


@regel(Aktion.FOERDERUNG_ERFASSEN)
def entfernen(request: HttpRequest, pk: int, art: str, eintrag: int) -> HttpResponse:
    """Asks for the reason; the history keeps the record and the reason."""
    kind = _art(art)
    gesucht = _eintrag(request, kind, pk, eintrag)
    anfang = {} if request.method == "POST" else {"stand": stand_von(gesucht)}
    tag = getattr(gesucht, kind.tag)
    return formularseite(
        request,
        Formularseite(
            person=gesucht.person,
            titel=f"{kind.wort} entfernen",
            knopf="Entfernen",
            einleitung=f"{gesucht.teilnahme}. Eintrag{f' vom {tag:%d.%m.%Y}' if tag else ''}.",
            form=Entfernenformular(request.POST or None, initial=anfang),
            schreiben=lambda werte: services.entfernen(request.user, kind.modell, pk, eintrag, **werte),
            satz=lambda x: f"{kind.artikel} {kind.wort} ist entfernt.",
            zurueck=reverse("akte:foerderung", args=[pk]),
        ),
    )
