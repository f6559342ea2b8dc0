"""Signing off rows of the two lists, and taking it back (AM-23). A POST, then back to the list as it was."""

from urllib.parse import parse_qsl, urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_POST

from wegplan.domains.organisation.access import Aktion
from wegplan.domains.organisation.models import Nutzer
from wegplan.kit.access import regel
from wegplan.kit.ui.meldungen import melden

from ..forms import Abzeichnungsform
from ..models import Abzeichnung, Liste
from ..services import UnbekannteTeilnahme, abzeichnung_setzen, abzeichnung_zuruecknehmen

LAENGE_NOTIZ = 2000
NOTIZ = "notiz-"  # + number of the Teilnahme


@regel(Aktion.ABZEICHNEN)
@require_POST
def abzeichnen(request: HttpRequest) -> HttpResponse:
    """One row (`einzeln`), the ticked rows (`teilnahme`), or one's own sign-off back (`zuruecknehmen`)."""
    form = Abzeichnungsform(request.POST)
    gueltig = form.is_valid()
    ziel = _liste_url(form)
    if "zuruecknehmen" in request.POST:
        return HttpResponseRedirect(ziel + _zuruecknehmen(request))
    notizen = _notizen(request.POST)
    if not notizen:
        melden(request, "Es ist keine Zeile ausgewählt. Es wurde nichts abgezeichnet.", art="warnung")
    elif not gueltig:
        fehler = [str(satz) for saetze in form.errors.values() for satz in saetze]
        melden(request, f"{' '.join(fehler)} Es wurde nichts abgezeichnet.", art="fehler")
    else:
        return HttpResponseRedirect(ziel + _setzen(request, form, notizen))
    return HttpResponseRedirect(ziel)


def _setzen(request: HttpRequest, form: Abzeichnungsform, notizen: dict[int, str]) -> str:
    """Sign off and say so; gives the place on the page to go back to."""
    daten = form.cleaned_data
    nutzer: Nutzer = request.user  # type: ignore[assignment]
    try:
        ergebnis = abzeichnung_setzen(nutzer, notizen, Liste(daten["liste"]), daten["monat"], daten["handzeichen"])
    except UnbekannteTeilnahme as e:
        raise Http404("Diese Teilnahme gibt es nicht.") from e
    if ergebnis.neu:
        anzahl = len(ergebnis.neu)
        melden(request, "Die Zeile ist abgezeichnet." if anzahl == 1 else f"{anzahl} Zeilen sind abgezeichnet.")
    if ergebnis.schon:
        anzahl = len(ergebnis.schon)
        worte = "Eine Zeile hatte" if anzahl == 1 else f"{anzahl} Zeilen hatte"
        melden(request, f"{worte} schon jemand abgezeichnet; daran wurde nichts geändert.", art="info")
    return f"#zeichen-{next(iter(notizen))}" if len(notizen) == 1 else ""


def _zuruecknehmen(request: HttpRequest) -> str:
    schluessel = request.POST["zuruecknehmen"]
    nutzer: Nutzer = request.user  # type: ignore[assignment]
    try:
        abzeichnung = abzeichnung_zuruecknehmen(nutzer, int(schluessel) if schluessel.isdecimal() else 0)
    except Abzeichnung.DoesNotExist as e:
        raise Http404("Diese Abzeichnung gibt es nicht.") from e
    melden(request, "Die Abzeichnung ist zurückgenommen.")
    return f"#zeichen-{abzeichnung.teilnahme_id}"


def _notizen(daten: QueryDict) -> dict[int, str]:
    """The note of each chosen row: its own, else the one for all. A row with a note of its own counts as chosen, so
    that nothing typed is lost."""

    def notiz(pk: str) -> str:
        return daten.get(f"{NOTIZ}{pk}", "").replace("\x00", "").strip()[:LAENGE_NOTIZ]

    if "einzeln" in daten:
        gewaehlt, fuer_alle = daten.getlist("einzeln")[:1], ""
    else:
        mit_notiz = [name.removeprefix(NOTIZ) for name in daten if name.startswith(NOTIZ)]
        gewaehlt = [*daten.getlist("teilnahme"), *(pk for pk in mit_notiz if notiz(pk))]
        fuer_alle = daten.get("notiz", "").replace("\x00", "").strip()[:LAENGE_NOTIZ]
    return {int(pk): notiz(pk) or fuer_alle for pk in gewaehlt if pk.isdecimal() and len(pk) < 19}


def _liste_url(form: Abzeichnungsform) -> str:
    """The list that the form came from, with its own query string and nothing else."""
    liste = form.cleaned_data.get("liste") or Liste.VORSCHAU
    abfrage = urlencode(parse_qsl(form.cleaned_data.get("zurueck", "").lstrip("?")))
    return reverse(f"auswertung:{liste}") + (f"?{abfrage}" if abfrage else "")
