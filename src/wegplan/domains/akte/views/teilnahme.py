"""Entry forms of a Teilnahme: begin, planned end, exit, and taking a wrong exit back (PX-13)."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from wegplan.domains.massnahme.models import Foerderart
from wegplan.domains.massnahme.queries import massnahmen_fuer
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.person.models import Person
from wegplan.domains.teilnahme import services
from wegplan.domains.teilnahme.forms import Austrittsformular, Endeformular, Ruecknahmeformular, Teilnahmeformular
from wegplan.domains.teilnahme.models import Austrittsgrund, Teilnahme
from wegplan.kit.access import regel
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.stand import stand_von

from ..formularseite import Formularseite, formularseite


def _teilnahme(request: HttpRequest, pk: int, teilnahme: int, aktion: str) -> Teilnahme:
    erlaubt = Teilnahme.objects.fuer(request.user, aktion).select_related("person", "massnahme")
    return get_object_or_404(erlaubt, pk=teilnahme, person_id=pk)


def _stand(request: HttpRequest, teilnahme: Teilnahme) -> dict[str, int]:
    return {"stand": stand_von(teilnahme)} if request.method != "POST" else {}


@regel(Aktion.TEILNAHME_AENDERN)
def neu(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.fuer(request.user, Aktion.TEILNAHME_AENDERN), pk=pk)
    stichtag = heute()
    offen = massnahmen_fuer(request.user).filter(Q(ende__isnull=True) | Q(ende__gte=stichtag))
    form = Teilnahmeformular(
        request.POST or None, initial={"eintritt": stichtag}, massnahmen=list(offen.order_by("titel", "pk"))
    )
    return formularseite(
        request,
        Formularseite(
            person=person,
            titel="Teilnahme eintragen",
            knopf="Teilnahme speichern",
            form=form,
            schreiben=lambda werte: services.teilnahme_beginnen(request.user, pk, **werte),
            satz=lambda t: f"Die Teilnahme an „{t.massnahme}“ ab {t.eintritt:%d.%m.%Y} ist gespeichert.",
        ),
    )


@regel(Aktion.TEILNAHME_AENDERN)
def ende(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    """Move the planned end."""
    gesucht = _teilnahme(request, pk, teilnahme, Aktion.TEILNAHME_AENDERN)
    anfang = {"geplantes_ende": gesucht.geplantes_ende, **_stand(request, gesucht)}
    bisher = f"{gesucht.geplantes_ende:%d.%m.%Y}" if gesucht.geplantes_ende else "nicht festgelegt"
    return formularseite(
        request,
        Formularseite(
            person=gesucht.person,
            titel="Geplantes Ende ändern",
            knopf="Neues Ende speichern",
            einleitung=f"{gesucht.massnahme}. Bisheriges geplantes Ende: {bisher}.",
            form=Endeformular(request.POST or None, initial=anfang),
            schreiben=lambda werte: services.geplantes_ende_aendern(
                request.user, pk, teilnahme, werte["geplantes_ende"], werte["grund"], werte["stand"]
            ),
            satz=lambda t: f"Das geplante Ende ist jetzt der {t.geplantes_ende:%d.%m.%Y}.",
        ),
    )


@regel(Aktion.TEILNAHME_AENDERN)
def austritt(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    gesucht = _teilnahme(request, pk, teilnahme, Aktion.TEILNAHME_AENDERN)
    stichtag = heute()
    anfang = {
        "austritt": gesucht.austritt or min(stichtag, gesucht.geplantes_ende or stichtag),
        "austrittsgrund": gesucht.austrittsgrund or Austrittsgrund.REGULAER,
        **_stand(request, gesucht),
    }

    def satz(t: Teilnahme) -> str:
        text = f"Der Austritt am {t.austritt:%d.%m.%Y} ist gespeichert."
        regulaer = t.austrittsgrund == Austrittsgrund.REGULAER
        if regulaer and t.austritt and t.geplantes_ende and t.austritt < t.geplantes_ende:
            text += f" Er liegt vor dem geplanten Ende ({t.geplantes_ende:%d.%m.%Y}): Prüfen Sie den Grund „regulär“."
        return text

    return formularseite(
        request,
        Formularseite(
            person=gesucht.person,
            titel="Austritt eintragen",
            knopf="Austritt speichern",
            einleitung=f"{gesucht}.",
            form=Austrittsformular(
                request.POST or None,
                initial=anfang,
                stichtag=stichtag,
                im_programm=gesucht.massnahme.foerderart == Foerderart.ESF,
            ),
            schreiben=lambda werte: services.austritt_eintragen(
                request.user, pk, teilnahme, werte["austritt"], werte["austrittsgrund"], werte["stand"]
            ),
            satz=satz,
        ),
    )


@regel(Aktion.AUSTRITT_ZURUECKNEHMEN)
def austritt_zuruecknehmen(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    """Shows before and after, asks for the reason, and only then undoes the exit."""
    gesucht = _teilnahme(request, pk, teilnahme, Aktion.AUSTRITT_ZURUECKNEHMEN)
    return formularseite(
        request,
        Formularseite(
            person=gesucht.person,
            titel="Austritt zurücknehmen",
            knopf="Austritt zurücknehmen",
            einleitung="Ein falsch eingetragener Austritt wird aufgehoben. Der Verlauf der Akte behält beides.",
            form=Ruecknahmeformular(request.POST or None, initial=_stand(request, gesucht)),
            schreiben=lambda werte: services.austritt_zuruecknehmen(
                request.user, pk, teilnahme, werte["grund"], werte["stand"]
            ),
            satz=lambda t: f"Der Austritt aus „{t.massnahme}“ ist zurückgenommen. Die Teilnahme läuft wieder.",
            vorlage="akte/austritt_zuruecknehmen.html",
            kontext={"teilnahme": gesucht},
        ),
    )
