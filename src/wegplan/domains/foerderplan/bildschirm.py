"""Both sides sign on the screen, one after the other, under what the page shows (JPS-12)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.ui.meldungen import melden

from . import services
from .arten import Planstand, Unterschriftsseite
from .entwurf import entwurf_laden, entwurfsseite, jetzt
from .forms import Bildschirmunterschrift, Vorbereitungsformular
from .models import Planfassung, Planunterschrift
from .queries import Ausgangslage, ausgangslagen, mit_zielen


def gueltige_unterschriften(fassung: Planfassung, lage: Ausgangslage | None) -> list[Planunterschrift]:
    """Of a draft those under what it says now; of a signed version those it was frozen with. One statement."""
    alle = list(Planunterschrift.objects.filter(fassung=fassung).select_related("bezeugt_von"))
    if alle and fassung.stand == Planstand.ENTWURF:
        gilt = {services.blatt(fassung, lage)}
    else:  # signed on paper in the end, an earlier attempt on the screen does not count
        gilt = {u.blatt for u in alle if u.seite == Unterschriftsseite.FACHKRAFT}
    return [u for u in alle if u.blatt in gilt]


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def vorbereiten(request: HttpRequest, pk: int) -> HttpResponse:
    """The next review and the question of the stage; then the first signature."""
    entwurf = entwurf_laden(request, pk)
    mit_stufe = services.mit_stufenfrage(entwurf)
    anfang = jetzt(entwurf, Vorbereitungsformular)
    form = Vorbereitungsformular(request.POST or None, initial=anfang, mit_stufe=mit_stufe)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.vorbereiten(request.user, pk, heute(), **werte)

    titel = "Unterschrift am Bildschirm vorbereiten"
    satz = "Jetzt kann am Bildschirm unterschrieben werden."
    return entwurfsseite(request, entwurf, titel, form, schreiben, lambda f: satz)


@regel(Aktion.FOERDERPLAN_SCHREIBEN)
def unterschreiben(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole plan, and the form of the side whose turn it is."""
    entwurf: Planfassung = get_object_or_404(
        mit_zielen(Planfassung.objects.fuer(request.user, Aktion.FOERDERPLAN_SCHREIBEN)), pk=pk, stand=Planstand.ENTWURF
    )
    lage = ausgangslagen(request.user, [pk], heute()).get(pk)
    if services.was_fehlt(entwurf, lage):
        melden(request, "Zur Unterschrift fehlt noch etwas. Es steht oben im Entwurf.", art="warnung")
        return redirect("foerderplan:fassung", pk)
    if not services.ist_vorbereitet(entwurf, heute()):
        melden(request, "Sagen Sie zuerst, wann der Plan wieder überprüft wird.", art="info")
        return redirect("foerderplan:vorbereiten", pk)
    da = gueltige_unterschriften(entwurf, lage)
    seite = Unterschriftsseite.FACHKRAFT if da else Unterschriftsseite.TEILNEHMEND
    form = Bildschirmunterschrift(
        request.POST or None,
        initial={"gesehen": services.blatt(entwurf, lage), "ort": da[0].ort if da else ""},
        seite=seite,
        soll=services.erwarteter_name(entwurf, seite, request.user),
    )

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        werte.pop("gelesen")
        return services.am_schirm_unterschreiben(request.user, pk, seite, heute(), **werte)

    wer = "der Teilnehmerin oder des Teilnehmers" if seite == Unterschriftsseite.TEILNEHMEND else "der Fachkraft"
    return formularseite(
        request,
        Formularseite(
            person=entwurf.person,
            titel=f"Unterschrift {wer}",
            knopf="Unterschreiben",
            einleitung=f"{entwurf}: Lesen Sie den Plan gemeinsam. Danach wird mit dem eigenen Namen unterschrieben.",
            form=form,
            schreiben=schreiben,
            satz=_satz,
            zurueck=reverse("foerderplan:fassung", args=[pk]),
            vorlage="foerderplan/am_bildschirm.html",
            kontext={"fassung": entwurf, "ausgangslage": lage, "unterschriften": da},
        ),
    )


def _satz(fassung: Planfassung) -> str:
    if fassung.stand == Planstand.UNTERSCHRIEBEN:
        return f"{fassung} ist von beiden unterschrieben und ändert sich nicht mehr."
    return "Die erste Unterschrift ist gespeichert. Jetzt unterschreibt die Fachkraft."
