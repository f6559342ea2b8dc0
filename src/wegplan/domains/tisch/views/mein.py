""" "Mein Tag": what calls today on the own desk, and the same as a list (VF-08)."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from wegplan.domains.betreuung.queries import meine_massnahmen
from wegplan.domains.betreuung.worte import zeile
from wegplan.domains.checkliste.interventionen import faellige_schritte, faellige_url
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.verfahren.worte import Regeltexte
from wegplan.domains.verteilung.queries import je_wechsel, neu_uebergeben
from wegplan.domains.vorschlag.queries import zu_entscheiden
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute
from wegplan.kit.listen.views import liste_anzeigen
from wegplan.kit.ui.bausteine import Reiter

from ..listen import Schrittliste
from ..models import Zeit
from ..queries import tisch, vertretungen
from ..zeilen import NACH, gruppiert, verketten, zeilen

JE_ZEIT = 50  # rows of each section; the list behind holds the rest
UEBERSCHRIFTEN = {
    Zeit.UEBERFAELLIG: "Überfällig",
    Zeit.HEUTE: "Heute",
    Zeit.WOCHE: "In den nächsten sieben Tagen",
}


@regel(Aktion.VORGANG_ERFASSEN)
@require_safe
def mein(request: HttpRequest) -> HttpResponse:
    """Overdue, today and this week, grouped by person or by measure (`?nach=`). One trace when it names persons."""
    nutzer: Any = request.user
    stichtag = heute()
    nach = request.GET.get("nach", "")
    nach = nach if nach in NACH else "person"
    auf = tisch(nutzer, stichtag, JE_ZEIT)
    abschnitte = []
    for zeit, titel in UEBERSCHRIFTEN.items():
        gruppen = gruppiert(zeilen(nutzer, auf.zeilen.get(zeit, ())), nach)
        abschnitte.append({"zeit": zeit, "titel": titel, "anzahl": auf.anzahl[zeit], "gruppen": gruppen})
    verketten(gruppe for abschnitt in abschnitte for gruppe in abschnitt["gruppen"])
    neue = neu_uebergeben(nutzer, stichtag)
    if personen := list(dict.fromkeys([*auf.personen, *(p.person_id for p in neue)])):
        zugriff_vermerken(request, "liste", personen=personen, filter={"nach": nach})
    kontext = {
        "stichtag": stichtag,
        "nach": nach,
        "je_zeit": JE_ZEIT,
        "abschnitte": abschnitte,
        "uebergaben": je_wechsel(neue),
        "zahlen": zahlen(auf.anzahl),
        "spaeter": auf.anzahl[Zeit.SPAETER],
        "liste": reverse("tisch:liste"),
        "gruppierung": [Reiter(wort, f"?nach={wert}", wert == nach) for wert, wort in NACH.items()],
        "vertretungen": list(vertretungen(nutzer)),
        "interventionen": faellige_schritte(nutzer, stichtag) if nutzer.darf(Aktion.INTERVENTION_LESEN) else 0,
        "interventionen_url": faellige_url(nutzer),
        "vorschlaege": zu_entscheiden(nutzer).count() if nutzer.darf(Aktion.VORSCHLAG_ENTSCHEIDEN) else 0,
    }
    return TemplateResponse(request, "tisch/mein_tag.html", kontext | _massnahmen(nutzer, stichtag))


def _massnahmen(nutzer: Any, stichtag: date) -> dict[str, Any]:
    """What the page shows of the measures that the user looks after; nothing for other roles."""
    if not nutzer.darf(Aktion.MASSNAHME_BETREUEN):
        return {}
    texte, meine = Regeltexte(), meine_massnahmen(nutzer, stichtag)
    return {"meine": [zeile(s, texte) for s in meine.schritte], "meine_anzahl": meine.anzahl}


def zahlen(anzahl: dict[str, int]) -> list[tuple[int, str, str, str]]:
    """Number, word, address of the list behind it and state, of overdue, today and this week."""
    worte = {Zeit.UEBERFAELLIG: "überfällig", Zeit.HEUTE: "heute", Zeit.WOCHE: "in den nächsten sieben Tagen"}
    liste = reverse("tisch:liste")
    return [
        (anzahl[zeit], wort, f"{liste}?zeit={zeit}", "schlecht" if zeit == Zeit.UEBERFAELLIG and anzahl[zeit] else "")
        for zeit, wort in worte.items()
    ]


@regel(Aktion.VORGANG_ERFASSEN)
def liste(request: HttpRequest) -> HttpResponse:
    """Every open step on the desk, to filter, to print, as XLSX."""
    return liste_anzeigen(request, Schrittliste(request))
