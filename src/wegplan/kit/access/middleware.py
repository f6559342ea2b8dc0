"""Two middlewares: the transaction with its user, and the declared rule of the view."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from .regeln import regel_von_anfrage


def sicht_setzen(nutzer_id: int | None, sieht_alle: bool = False) -> None:
    """Tell the database who reads and writes, until the transaction ends; histories and traces name the
    same user. `sieht_alle` changes to the role wegplan_leitung, whose policy checks the right once more."""
    with connection.cursor() as c:
        if sieht_alle:
            c.execute(
                "select set_config('wegplan.nutzer', %s, true), set_config('role', 'wegplan_leitung', true)",
                [str(nutzer_id)],
            )
        else:
            c.execute("select set_config('wegplan.nutzer', %s, true)", [str(nutzer_id or "")])


class SichtMiddleware:
    """Opens the transaction, sets the user, renders inside it; an error rolls everything back (DS-04, DS-30)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            nutzer = request.user
            if nutzer.is_authenticated:
                sicht_setzen(nutzer.pk, nutzer.darf_alles_sehen)
            else:
                sicht_setzen(None)
            antwort = self.get_response(request)
            if hasattr(antwort, "render") and not getattr(antwort, "is_rendered", True):
                antwort.render()  # inside the transaction: afterwards no row would be visible
            if getattr(request, "_fehler", False) or antwort.status_code >= 500:
                transaction.set_rollback(True)
            return antwort

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        request._fehler = True  # type: ignore[attr-defined]


class ZugriffsregelMiddleware:
    """Closed by default (DS-01): only a declared rule opens a view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        zugriffsregel = regel_von_anfrage(request, view)
        if zugriffsregel is None:
            raise PermissionDenied("Für diese Seite ist keine Zugriffsregel erklärt.")
        if zugriffsregel.art in ("oeffentlich", "geheimlink"):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        if zugriffsregel.art == "regel" and not request.user.darf(zugriffsregel.aktion):
            raise PermissionDenied("Ihre Rolle erlaubt diese Seite nicht.")
        return None
