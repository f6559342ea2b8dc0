"""The participant's copy: a PDF in plain language, and the record that it was handed over (JPS-13)."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.documents import PDF, satz

from . import services
from .arten import Planstand, Planverantwortung
from .bildschirm import gueltige_unterschriften
from .forms import Aushaendigungsformular
from .models import Planfassung, Planunterschrift
from .queries import Ausgangslage, ausgangslagen, mit_zielen

VORLAGE = "domains/foerderplan/dokumente/plan.typ"
# the document speaks to the participant
WER = {Planverantwortung.TEILNEHMENDE: "ich selbst", Planverantwortung.BDL: "mein Bildungsdienstleister"}


@regel(Aktion.FOERDERZIELE_LESEN)
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """A signed version as the copy; a draft as the sheet that both sign. Each reader gets what they may read."""
    fassung: Planfassung = get_object_or_404(mit_zielen(Planfassung.objects.fuer(request.user)), pk=pk)
    lage = ausgangslagen(request.user, [pk], heute()).get(pk)
    daten = dokumentdaten(fassung, lage, gueltige_unterschriften(fassung, lage))
    zugriff_vermerken(request, "druck", fassung.person_id, zweck="Förderplan als PDF")
    name = f"foerderplan-{fassung.pk}.pdf"  # nothing about the person in the name of the file (DS-35)
    return HttpResponse(
        satz(VORLAGE, daten, fassung.unterschrieben_am or heute()),
        PDF,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def tag(wert: Any) -> str:
    """A day as people read it, empty for none."""
    return date_format(wert, "d.m.Y") if wert else ""


def wer(objekt: Any) -> str:
    """Who is responsible for a goal or step, in the words of the participant."""
    name: str = objekt.verantwortlich_name or WER.get(objekt.verantwortlich) or objekt.get_verantwortlich_display()
    return name


def dokumentdaten(
    fassung: Planfassung, lage: Ausgangslage | None, unterschriften: Iterable[Planunterschrift] = ()
) -> dict[str, Any]:
    """What the document shows, days as text. `lage` is None for who may not read it: its part is then left out."""
    return {
        "fassung": str(fassung.nummer),
        "name": str(fassung.person),
        "massnahme": str(fassung.teilnahme.massnahme),
        "unterschrieben": fassung.stand == Planstand.UNTERSCHRIEBEN,
        "am": tag(fassung.unterschrieben_am),
        "name_teilnehmend": fassung.name_teilnehmend,
        "name_fachkraft": fassung.name_fachkraft,
        "pruefung_am": tag(fassung.pruefung_am),
        "pruefsumme": fassung.pruefsumme,
        "herkunft": fassung.herkunft_satz,
        "am_bildschirm": [[u.get_seite_display(), u.zeile] for u in unterschriften],
        "einschaetzungen": einschaetzungen(lage),
        "wunsch": wunsch(lage),
        "ziele": [
            {
                "horizont": z.get_horizont_display(),
                "wortlaut": z.wortlaut,
                "methode": z.methode,
                "wer": wer(z),
                "bis": tag(z.bis),
                "stand": z.get_zielstand_display(),
                "ergebnis": z.ergebnis,
                "schritte": [[s.text, wer(s), tag(s.bis), tag(s.erledigt_am)] for s in z.schritte.all()],
            }
            for z in fassung.ziele.all()
        ],
    }


def einschaetzungen(lage: Ausgangslage | None) -> list[dict[str, str]]:
    """The assessments as text, both sides of each area."""
    return [
        {
            "bereich": e.get_bereich_display(),
            "selbst": _seite(e.get_selbst_stufe_display(), e.selbst_text),
            "fach": _seite(e.get_fach_stufe_display(), e.fach_text),
        }
        for e in (lage.einschaetzungen if lage else ())
    ]


def _seite(stufe: str | None, text: str) -> str:
    return ". ".join(teil for teil in (stufe, text) if teil)


def wunsch(lage: Ausgangslage | None) -> dict[str, str] | None:
    """The wishes as text; None for who may not read them."""
    if lage is None or lage.wunsch is None:
        return None
    stunden = lage.wunsch.wochenstunden
    return {
        "inhalte": lage.wunsch.inhalte,
        "alternativen": lage.wunsch.alternativen,
        "wochenstunden": f"{stunden} Stunden" if stunden else "",
    }


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def aushaendigen(request: HttpRequest, pk: int) -> HttpResponse:
    """Day and way of handing the copy over."""
    erlaubt = Planfassung.objects.fuer(request.user, Aktion.FOERDERPLAN_SCHREIBEN)
    unterschrieben = erlaubt.filter(stand=Planstand.UNTERSCHRIEBEN)
    fassung: Planfassung = get_object_or_404(unterschrieben.select_related("person"), pk=pk)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.aushaendigen(request.user, pk, **werte)

    seite = Formularseite(
        person=fassung.person,
        titel="Aushändigung festhalten",
        knopf="Festhalten",
        einleitung=f"{fassung}: Wann und wie hat die Person ihr Exemplar bekommen?",
        form=Aushaendigungsformular(request.POST or None, initial={"am": heute()}, stichtag=heute()),
        schreiben=schreiben,
        satz=lambda a: f"Die Aushändigung am {a.am:%d.%m.%Y} ist festgehalten.",
        zurueck=reverse("foerderplan:fassung", args=[pk]),
    )
    return formularseite(request, seite)
