"""The tab "Berichte" of the file, the page of a report, writing, releasing and deciding."""

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
from wegplan.domains.massnahme.models import Foerderart
from wegplan.domains.mitsprache.models import Wortart
from wegplan.domains.mitsprache.queries import antworten
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.qualifizierungsplan.queries import modulstaende
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.stand import stand_von
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.meldungen import melden

from . import services
from .arten import Berichtsstand
from .darstellung import BEIM_TRAEGER, ZUSTAND, seitenkontext
from .forms import (
    Berichtsformular,
    Entscheidungsformular,
    Freigabeformular,
    NeuerBericht,
    Uebermittlungsformular,
    anfangswerte,
    aus_dem_plan,
)
from .listen import Berichtsliste
from .models import Entwicklungsbericht
from .papier import papierweg
from .queries import (
    faelligkeiten,
    gesiegelt,
    inhalt_von,
    mit_allem,
    neuere_fassung,
    offene,
    stufe_von,
)
from .rules import pruefsumme, quartale
from .vorgaben import empfang, rechtsgrundlage


@regel(Aktion.BERICHT_LESEN)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """All reports on a person that the user sees, by Teilnahme."""
    akte = akte_laden(request.user, pk, heute(), Aktion.BERICHT_LESEN)
    gefunden = Entwicklungsbericht.objects.fuer(request.user).filter(person_id=pk)
    gefunden = gefunden.select_related("teilnahme__massnahme", "empfaenger").order_by("-quartal", "-fassung")
    fristen = faelligkeiten(gefunden)
    je_teilnahme: dict[int, list[Any]] = {}
    for b in gefunden:
        frist = fristen[b.pk] if b.stand in BEIM_TRAEGER else None
        je_teilnahme.setdefault(b.teilnahme_id, []).append((b, ZUSTAND[Berichtsstand(b.stand)], frist))
    gruppen = [
        {"teilnahme": t, "berichte": je_teilnahme.get(t.pk, [])}
        for t in akte.teilnahmen
        if t.pk in je_teilnahme or t.massnahme.foerderart == Foerderart.ESF
    ]
    return seite_zeigen(request, akte, "bericht/person.html", "bericht:person", gruppen=gruppen)


@regel(Aktion.BERICHT_LESEN)
def liste(request: HttpRequest) -> HttpResponse:
    """All reports the user sees; above them what is not begun."""
    nutzer: Any = request.user
    fehlend = offene(nutzer, heute()) if nutzer.darf(Aktion.BERICHT_SCHREIBEN) else []
    return liste_anzeigen(request, Berichtsliste(request), "bericht/liste.html", offene=fehlend, heute=heute())


@regel(Aktion.BERICHT_SCHREIBEN)
def neu(request: HttpRequest, pk: int, teilnahme: int) -> HttpResponse:
    """Begin the report on a quarter."""
    erlaubt = Teilnahme.objects.fuer(request.user, Aktion.BERICHT_SCHREIBEN).select_related("person", "massnahme")
    gesucht: Teilnahme = get_object_or_404(erlaubt, pk=teilnahme, person_id=pk)
    moeglich = quartale(gesucht.eintritt, min(gesucht.austritt or heute(), heute()))
    form = NeuerBericht(request.POST or None, quartale=moeglich)
    seite = Formularseite(
        person=gesucht.person,
        titel="Entwicklungsbericht beginnen",
        knopf="Entwurf anlegen",
        einleitung=f"{gesucht}. Gibt es für das Quartal schon einen Bericht, öffnet sich dieser.",
        form=form,
        schreiben=lambda werte: services.anlegen(request.user, pk, teilnahme, **werte),
        satz=lambda b: f"{b}: Der Entwurf ist angelegt.",
        zurueck=reverse("bericht:person", args=[pk]),
    )
    return formularseite(request, seite)


@regel(Aktion.BERICHT_LESEN)
@require_safe
def bericht(request: HttpRequest, pk: int) -> HttpResponse:
    """One version, in the order of the form; of a released one whether it still has its checksum."""
    gesucht = _einer(request, pk, Aktion.BERICHT_LESEN)
    nutzer: Any = request.user
    inhalt = inhalt_von(gesucht)
    neuere = neuere_fassung(gesucht)
    ist_entwurf = gesucht.stand == Berichtsstand.ENTWURF
    entscheidet = gesucht.stand == Berichtsstand.UEBERMITTELT and gesucht.empfaenger_id == nutzer.organisation_id
    zugriff_vermerken(request, "oeffnen", gesucht.person_id, zweck="Entwicklungsbericht ansehen")
    kontext = seitenkontext(gesucht, inhalt) | {
        "ist_entwurf": ist_entwurf,
        "neuere": neuere,
        "luecken": services.maengel(gesucht, inhalt, heute()) if ist_entwurf else [],
        "unveraendert": not ist_entwurf and pruefsumme(gesiegelt(gesucht)) == gesucht.pruefsumme,
        "entscheidet": entscheidet and not neuere and nutzer.darf(Aktion.BERICHT_ANNEHMEN),
        "papierweg": "" if neuere else papierweg(nutzer, gesucht),
        "antwort": antworten(nutzer, Aktion.BERICHT_LESEN, Wortart.BERICHT, [pk]).get(pk),
        "faellig": faelligkeiten([gesucht])[gesucht.pk] if gesucht.stand in BEIM_TRAEGER else None,
    }
    return TemplateResponse(request, "bericht/bericht.html", kontext)


def _einer(request: HttpRequest, pk: int, aktion: str, **bedingung: Any) -> Entwicklungsbericht:
    erlaubt = mit_allem(Entwicklungsbericht.objects.fuer(request.user, aktion))
    gesucht: Entwicklungsbericht = get_object_or_404(erlaubt, pk=pk, **bedingung)
    return gesucht


@regel(Aktion.BERICHT_SCHREIBEN)
def schreiben(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; what the file says stands beside the fields it helps with."""
    entwurf = _einer(request, pk, Aktion.BERICHT_SCHREIBEN, stand=Berichtsstand.ENTWURF)
    anfang = anfangswerte(entwurf) | {"stand": stand_von(entwurf)}
    plan = modulstaende([entwurf.teilnahme_id], entwurf.bis).get(entwurf.teilnahme_id)
    seite = Formularseite(
        person=entwurf.person,
        titel="Entwicklungsbericht schreiben",
        knopf="Entwurf speichern",
        einleitung=f"{entwurf}, {entwurf.von:%d.%m.%Y} bis {entwurf.bis:%d.%m.%Y}. Lücken sind erlaubt, bis er "
        "freigegeben wird.",
        form=aus_dem_plan(Berichtsformular(request.POST or None, initial=anfang, bis=entwurf.bis), plan),
        schreiben=lambda werte: services.speichern(request.user, pk, **werte),
        satz=lambda b: "Der Entwurf ist gespeichert.",
        zurueck=reverse("bericht:bericht", args=[pk]),
        vorlage="bericht/schreiben.html",
        kontext=seitenkontext(entwurf, inhalt_von(entwurf)),
    )
    return formularseite(request, seite)


@regel(Aktion.BERICHT_FREIGEBEN)
def freigeben(request: HttpRequest, pk: int) -> HttpResponse:
    """Outward: the page says what is missing, else what will happen and to whom the report goes."""
    entwurf = _einer(request, pk, Aktion.BERICHT_FREIGEBEN, stand=Berichtsstand.ENTWURF)
    t = entwurf.teilnahme
    wohin, weg = empfang(stufe_von(t), entwurf.bis)
    inhalt = inhalt_von(entwurf)
    anfang = {"kenntnis_am": heute(), "empfang": wohin, "weg": weg}
    seite = Formularseite(
        person=entwurf.person,
        titel="Entwicklungsbericht freigeben",
        knopf="Freigeben",
        einleitung=f"{entwurf}, {entwurf.von:%d.%m.%Y} bis {entwurf.bis:%d.%m.%Y}.",
        form=Freigabeformular(request.POST or None, initial=anfang, stichtag=heute()),
        schreiben=lambda werte: services.freigeben(request.user, pk, heute(), **werte),
        satz=lambda b: f"{b} ist freigegeben und ändert sich nicht mehr. Übermittelt ist er noch nicht.",
        zurueck=reverse("bericht:bericht", args=[pk]),
        vorlage="bericht/freigeben.html",
        kontext=seitenkontext(entwurf, inhalt)
        | {
            "luecken": services.maengel(entwurf, inhalt, heute()),
            "buero": t.massnahme.regionalbuero,
            "amt": t.jobcenter or t.person.jobcenter,
            "rechtsgrundlage": rechtsgrundlage(heute()),
        },
    )
    return formularseite(request, seite)


@regel(Aktion.BERICHT_FREIGEBEN)
def uebermitteln(request: HttpRequest, pk: int) -> HttpResponse:
    """Send here, or note that it went by post or as an encrypted file."""
    gesucht = _einer(request, pk, Aktion.BERICHT_FREIGEBEN, stand=Berichtsstand.FREIGEGEBEN)
    form = Uebermittlungsformular(request.POST or None, initial={"weg": gesucht.weg, "am": heute()}, stichtag=heute())
    kopie = f", in Kopie an {gesucht.kopie}" if gesucht.kopie else ""
    seite = Formularseite(
        person=gesucht.person,
        titel="Entwicklungsbericht übermitteln",
        knopf="Übermitteln",
        einleitung=f"{gesucht} geht an {gesucht.empfaenger}{kopie}.",
        form=form,
        schreiben=lambda werte: services.uebermitteln(request.user, pk, **werte),
        satz=lambda b: f"{b} ist übermittelt. Er liegt jetzt bei {b.empfaenger}.",
        zurueck=reverse("bericht:bericht", args=[pk]),
        vorlage="bericht/uebermitteln.html",
        kontext={"bericht": gesucht, "rechtsgrundlage": rechtsgrundlage(heute())},
    )
    return formularseite(request, seite)


@regel(Aktion.BERICHT_ANNEHMEN)
def entscheiden(request: HttpRequest, pk: int) -> HttpResponse:
    """The receiver accepts or returns; who has the copy reads only."""
    nutzer: Any = request.user
    eigene = {"stand": Berichtsstand.UEBERMITTELT, "empfaenger": nutzer.organisation_id}
    gesucht = _einer(request, pk, Aktion.BERICHT_ANNEHMEN, **eigene)

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        annehmen = werte["entscheidung"] == "annehmen"
        return services.entscheiden(request.user, pk, heute(), annehmen=annehmen, grund=werte["grund"])

    seite = Formularseite(
        person=gesucht.person,
        titel="Über den Entwicklungsbericht entscheiden",
        knopf="Entscheidung speichern",
        einleitung=f"{gesucht}, übermittelt am {gesucht.uebermittelt_am:%d.%m.%Y}. Wird er zurückgegeben, schreibt der "
        "Träger eine neue Fassung; seine Frist ruht, solange der Bericht bei Ihnen liegt.",
        form=Entscheidungsformular(request.POST or None),
        schreiben=schreiben,
        satz=lambda b: f"{b} ist {b.get_stand_display()}.",
        zurueck=reverse("bericht:bericht", args=[pk]),
    )
    return formularseite(request, seite)


@regel(Aktion.BERICHT_SCHREIBEN)
@require_POST
def neue_fassung(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a copy of what was typed: after a return, or to correct."""
    try:
        neu, angelegt = services.neue_fassung(request.user, pk)
    except Entwicklungsbericht.DoesNotExist as weg:
        raise Http404 from weg
    except ValidationError as fehler:
        melden(request, " ".join(fehler.messages), art="fehler")
        return redirect("bericht:bericht", pk)
    melden(request, f"{neu} ist als Entwurf angelegt." if angelegt else f"{neu} ist der Entwurf, der schon da war.")
    return redirect("bericht:bericht", neu.pk)
