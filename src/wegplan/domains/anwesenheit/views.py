"""The provider's screens of attendance: groups, and a group's week on one page (JPS-30)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.ui.bausteine import Reiter
from wegplan.kit.ui.meldungen import melden

from .eingabe import feldname, marken_lesen, stand_lesen, stand_schreiben
from .models import Lernort, Status
from .queries import KUERZEL, Woche, Zelle, gruppen_laden, massnahme_laden, woche_laden
from .services import Marken, Widerspruch, woche_speichern


@regel(Aktion.ANWESENHEIT_LESEN)
def gruppen(request: HttpRequest) -> HttpResponse:
    """The measures with participants today, and how far this day is entered; no names."""
    stichtag = heute()
    kontext = {"gruppen": gruppen_laden(request.user, stichtag), "woche": wochenname(stichtag), "heute": stichtag}
    return TemplateResponse(request, "anwesenheit/gruppen.html", kontext)


@regel(Aktion.ANWESENHEIT_LESEN)
def woche(request: HttpRequest, massnahme: int, woche: str) -> HttpResponse:
    """A group's week; who may enter sends it back in one request."""
    gesucht = massnahme_laden(request.user, massnahme)
    montag = montag_von(woche)
    lernort = request.GET.get("ort", Lernort.TRAEGER)
    if lernort not in Lernort.values:
        raise Http404
    if request.method == "POST" and request.user.darf(Aktion.ANWESENHEIT_ERFASSEN):
        return _speichern(request, gesucht, montag, lernort)
    gezeigt = woche_laden(request.user, gesucht, montag, lernort, heute(), Aktion.ANWESENHEIT_LESEN)
    return _zeigen(request, gezeigt, gezeigt.marken())


def _speichern(request: HttpRequest, massnahme: Massnahme, montag: date, lernort: str) -> HttpResponse:
    """Write the week and go on with it; on a fault show the page as it was sent."""
    stichtag = heute()
    leer = woche_laden(request.user, massnahme, montag, lernort, stichtag, Aktion.ANWESENHEIT_ERFASSEN)
    gesehen = stand_lesen(request.POST.get("stand", ""), leer)
    gesendet = marken_lesen(request.POST, montag)
    if (spalte := request.POST.get("alle", "")) in set("0123456"):
        gesendet |= _alle_anwesend(leer, montag + timedelta(days=int(spalte)), gesendet)
    try:
        grund = request.POST.get("grund", "")
        ergebnis = woche_speichern(request.user, massnahme, montag, lernort, gesehen, gesendet, stichtag, grund)
    except ValidationError as fehler:
        return _zeigen(request, leer, leer.marken() | gesendet, fehler=fehler.messages, status=422)
    if ergebnis.widersprueche:
        gezeigt = ergebnis.woche.marken() | gesendet
        return _zeigen(request, ergebnis.woche, gezeigt, widersprueche=ergebnis.widersprueche, status=409)
    if ergebnis.geaendert:
        wort = "1 Eintrag ist" if ergebnis.geaendert == 1 else f"{ergebnis.geaendert} Einträge sind"
        melden(request, f"{wort} gespeichert.")
    else:
        melden(request, "Es war nichts zu speichern: Alles steht schon so da.", art="info")
    return redirect(request.get_full_path())


def _alle_anwesend(woche: Woche, tag: date, gesendet: Marken) -> dict[tuple[int, date], str]:
    """Present for everybody whose cell of this day may be and is still empty."""
    return {
        (zeile.teilnahme.pk, tag): "a"
        for zeile in woche.zeilen
        for zelle in zeile.zellen
        if zelle.tag == tag and "a" in zelle.moeglich and not gesendet.get((zeile.teilnahme.pk, tag), zelle.zeichen)
    }


@dataclass(frozen=True)
class Kasten:
    """A cell as the page draws it. `wert`: what stands in the control."""

    zelle: Zelle
    feld: str
    wert: str


def _zeigen(
    request: HttpRequest,
    woche: Woche,
    werte: Marken,
    fehler: list[str] | None = None,
    widersprueche: tuple[Widerspruch, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The page; it names the participants, so it leaves one trace."""
    zugriff_vermerken(request, "liste", personen=[zeile.teilnahme.person_id for zeile in woche.zeilen])
    nummern = {kopf.tag: kopf.nummer for kopf in woche.koepfe}
    kontext = {
        "woche": woche,
        "zeilen": [
            (
                zeile.teilnahme,
                [
                    Kasten(z, feldname(zeile.teilnahme.pk, nummern[z.tag]), werte.get((zeile.teilnahme.pk, z.tag), ""))
                    for z in zeile.zellen
                ],
            )
            for zeile in woche.zeilen
        ],
        "stand": stand_schreiben(woche),
        "auswahl": [(zeichen, str(Status(wort).label)) for zeichen, wort in KUERZEL.items()],
        "eintragen": any(zelle.offen for zelle in woche.zellen().values()),
        "nachbarn": _nachbarn(woche),
        "reiter": _orte(woche),
        "fehler": fehler,
        "widersprueche": [(w, _wort(w.gesehen), _wort(w.jetzt), _wort(w.neu)) for w in widersprueche],
        "heute": heute(),
        "monat": f"{woche.montag:%Y-%m}",
        "grund": request.POST.get("grund", ""),
    }
    return TemplateResponse(request, "anwesenheit/woche.html", kontext, status=status)


def _wort(zeichen: str) -> str:
    return str(Status(KUERZEL[zeichen]).label) if zeichen else "kein Eintrag"


def woche_url(massnahme: int, tag: date, lernort: str = Lernort.TRAEGER) -> str:
    """Address of the week that holds `tag`."""
    ort = "" if lernort == Lernort.TRAEGER else f"?ort={lernort}"
    return reverse("anwesenheit:woche", args=[massnahme, wochenname(tag)]) + ort


def _nachbarn(woche: Woche) -> list[tuple[str, str, str]]:
    """Symbol, word and address of the week before, this week, and the week after."""
    wege = [
        ("chevron-left", "Woche davor", woche.montag - timedelta(days=7)),
        ("calendar-today", "Diese Woche", heute()),
        ("chevron-right", "Woche danach", woche.montag + timedelta(days=7)),
    ]
    return [(symbol, wort, woche_url(woche.massnahme.pk, tag, woche.lernort)) for symbol, wort, tag in wege]


def _orte(woche: Woche) -> list[Reiter]:
    return [
        Reiter(capfirst(str(ort.label)), woche_url(woche.massnahme.pk, woche.montag, ort), aktiv=ort == woche.lernort)
        for ort in Lernort
    ]


def wochenname(tag: date) -> str:
    """The ISO week of a day as it stands in the address: 2026-W10."""
    jahr, nummer, _ = tag.isocalendar()
    return f"{jahr}-W{nummer:02}"


def montag_von(name: str) -> date:
    """The Monday of a week named like 2026-W10; 404 for anything else."""
    jahr, _, nummer = name.partition("-W")
    if not (jahr.isdecimal() and len(jahr) == 4 and nummer.isdecimal() and len(nummer) == 2):
        raise Http404
    try:
        montag = date.fromisocalendar(int(jahr), int(nummer), 1)
    except ValueError as fehler:
        raise Http404 from fehler
    if not 1990 <= montag.year <= 2100:
        raise Http404
    return montag
