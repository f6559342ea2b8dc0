"""One line for any long form: `mit_entwurf(request, form, "Titel")`."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpRequest

from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld

from .marke import Marke, ausstellen
from .services import Gefunden, finden

LAENGE = 500  # of an address


@dataclass(frozen=True)
class Entwurfsstand:
    """What the renderer draws beside the fields: the mark, and when text that has come back was typed."""

    marke: Marke
    wann: datetime | None = None


def ist_lang(form: forms.BaseForm) -> bool:
    """Whether somebody writes text into it that would be a pity to lose."""
    return any(isinstance(feld.widget, forms.Textarea) for feld in form.fields.values())


def mit_entwurf(request: HttpRequest, form: forms.BaseForm, titel: str) -> None:
    """Nothing typed into `form` is lost: it is kept while typing and when the session has ended, and stands there
    again when this user opens this address. `titel` names the form without naming a person. One statement on GET.

    Files are not kept, nor is the key of the record: what was saved meanwhile is not met a second time. The state
    of the record is, so that two people on the same record still see the conflict (DS-31)."""
    adresse = request.get_full_path()
    if len(adresse) > LAENGE:
        return
    marke = ausstellen(request.user.pk or 0, adresse, type(form).__name__, titel)
    gefunden = None if form.is_bound else finden(marke)
    if gefunden:
        _einsetzen(form, gefunden)
    form.entwurf = Entwurfsstand(marke, gefunden.wann if gefunden else None)  # type: ignore[attr-defined]


def _einsetzen(form: forms.BaseForm, gefunden: Gefunden) -> None:
    for name, feld in form.fields.items():
        schluessel = form.add_prefix(name)
        fehlt = feld.widget.value_omitted_from_data(gefunden.werte, {}, schluessel)
        if not fehlt and not isinstance(feld, Kennzeichenfeld | forms.FileField):
            form.initial[name] = feld.widget.value_from_datadict(gefunden.werte, {}, schluessel)
