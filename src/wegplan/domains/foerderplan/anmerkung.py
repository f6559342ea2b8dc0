"""The Regionalbüro reads goals and steps of a signed version and says what it thinks of them (JPS-10)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel

from . import services
from .arten import Planstand
from .forms import Anmerkungsformular
from .models import Planfassung
from .queries import mit_zielen


@regel(Aktion.FOERDERZIELE_ANMERKEN)
def anmerken(request: HttpRequest, pk: int) -> HttpResponse:
    """The summary of goals and steps, and below it the answer."""
    erlaubt = mit_zielen(Planfassung.objects.fuer(request.user, Aktion.FOERDERZIELE_ANMERKEN))
    fassung: Planfassung = get_object_or_404(erlaubt, pk=pk, stand=Planstand.UNTERSCHRIEBEN)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return services.anmerken(request.user, pk, **werte)

    seite = Formularseite(
        person=fassung.person,
        titel="Rückmeldung zu Zielen und Schritten",
        knopf="Rückmeldung speichern",
        einleitung=f"{fassung}, unterschrieben am {fassung.unterschrieben_am:%d.%m.%Y}. Die Rückmeldung bleibt stehen; "
        "die Fassung selbst ändert sich nicht.",
        form=Anmerkungsformular(request.POST or None),
        schreiben=schreiben,
        satz=lambda a: f"Die Rückmeldung zu {a.fassung} ist gespeichert.",
        zurueck=reverse("foerderplan:fassung", args=[pk]),
        vorlage="foerderplan/anmerken.html",
        kontext={"fassung": fassung},
    )
    return formularseite(request, seite)
