"""Export in the browser: shows what goes out, asks the purpose, leaves one trace (DP-03, DS-07, DS-10)."""

import tempfile
import zipfile
from pathlib import Path
from typing import IO, Any

from allauth.account.decorators import reauthentication_required
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import resolve

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.access import regel
from wegplan.kit.audit import zugriff_vermerken
from wegplan.kit.calendar import heute

from .arbeitsgang import werkstatt
from .ausgabe import hinweise, paket_schreiben
from .auszug import Auszug
from .forms import Ausgabeformular
from .mappe import mappe_schreiben


@regel(Aktion.DATEN_EXPORTIEREN)
def exportieren(request: HttpRequest) -> HttpResponseBase:
    """Only persons with whom the user may do this; the database's row security stands behind it."""
    auszug = Auszug.fuer(request.user, Aktion.DATEN_EXPORTIEREN)
    form = Ausgabeformular(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _ausgeben(request, auszug, form.cleaned_data)
    angaben = {"form": form, "personen": len(auszug.personen or ()), "hinweise": hinweise(auszug)}
    return render(request, "datenpaket/exportieren.html", angaben, status=422 if form.errors else 200)


@reauthentication_required  # DS-07; the sign-in page sends what was typed on afterwards
def _ausgeben(request: HttpRequest, auszug: Auszug, angaben: dict[str, Any]) -> HttpResponseBase:
    request.resolver_match = resolve(request.path)  # the sign-in page that sent it on would stand in the trace
    datei, endung = (_paket(auszug), "zip") if angaben["form"] == "paket" else (_mappe(auszug), "xlsx")
    zugriff_vermerken(
        request, "export", personen=auszug.personen or (), zweck=angaben["zweck"], filter={"form": angaben["form"]}
    )
    return FileResponse(datei, as_attachment=True, filename=f"datenpaket-{heute():%Y-%m-%d}.{endung}")


def _paket(auszug: Auszug) -> IO[bytes]:
    """The package as a ZIP in a file without a name: nothing is left when the answer is sent."""
    ziel = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    with werkstatt() as ordner:
        paket_schreiben(auszug, ordner)
        with zipfile.ZipFile(ziel, "w", zipfile.ZIP_DEFLATED) as archiv:
            for datei in sorted(Path(ordner).iterdir()):
                archiv.write(datei, datei.name)
    ziel.seek(0)
    return ziel


def _mappe(auszug: Auszug) -> IO[bytes]:
    ziel = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    mappe_schreiben(auszug, ziel)
    ziel.seek(0)
    return ziel
