"""The own settings of the mail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from wegplan.kit.access import angemeldet
from wegplan.kit.ui.meldungen import melden

from .models import Tagesmail
from .services import bestellen, eingerichtet


@angemeldet
def einstellungen(request: HttpRequest) -> HttpResponse:
    """Order or cancel the mail; says honestly where none can come."""
    nutzer: Any = request.user
    if request.method == "POST":
        ab = request.POST.get("tun") == "abbestellen"
        bestellen(nutzer, ab)
        melden(request, "Die Tagesmail ist abbestellt." if ab else "Die Tagesmail ist bestellt.")
        return redirect("tagesmail:einstellungen")
    kontext = {
        "mail": Tagesmail.objects.filter(nutzer=nutzer).first() or Tagesmail(),
        "eingerichtet": eingerichtet(),
        "adresse": nutzer.email,
    }
    return TemplateResponse(request, "tagesmail/einstellungen.html", kontext)
