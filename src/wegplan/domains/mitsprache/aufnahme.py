"""Taking down an answer that a participant gave on paper or by word: the form and its page, for plan and report."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from wegplan.domains.akte.formularseite import Formularseite, formularseite
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.kit.calendar import heute
from wegplan.kit.eingabe.felder import MitStichtag, VergangenerTag
from wegplan.kit.ui.formulare import AuswahlRadio

from .models import Antwortweg, Haltung
from .services import aufnehmen


class Aufnahmeformular(MitStichtag):
    haltung = AuswahlRadio(
        label="Was hat die Person gesagt?",
        choices=[
            (Haltung.EINVERSTANDEN, "Sie ist einverstanden."),
            (Haltung.NICHT_EINVERSTANDEN, "Sie ist nicht einverstanden."),
            (Haltung.GELESEN, "Sie hat es gelesen. Mehr möchte sie nicht sagen."),
        ],
    )
    text = forms.CharField(
        label="In ihren Worten",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Nötig, wenn sie nicht einverstanden ist. Alle, die Plan oder Bericht lesen, lesen das mit.",
    )
    weg = AuswahlRadio(label="Wie hat sie geantwortet?", choices=[w for w in Antwortweg.choices if w[0] != "zugang"])
    gesagt_am = VergangenerTag(label="Tag der Antwort")

    def clean_text(self) -> str:
        """As browsers send it twice the same."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


def aufnahmeseite(
    request: HttpRequest, teilnahme: Teilnahme, art: str, zu: tuple[int, str], zurueck: str
) -> HttpResponse:
    """The form for a version or report, `zu` its number and words; `teilnahme` with its person."""
    nummer, worum = zu

    def schreiben(werte: dict[str, Any]) -> tuple[Any, bool]:
        return aufnehmen(request.user, teilnahme.pk, art, str(nummer), **werte)

    seite = Formularseite(
        person=teilnahme.person,
        titel="Antwort der Person festhalten",
        knopf="Antwort speichern",
        einleitung=f"{worum}. Für eine Antwort auf Papier oder im Gespräch. Festgehalten wird auch, dass Sie sie "
        "aufgenommen haben. Danach ändert sie sich nicht mehr; eine weitere Antwort kommt dazu.",
        form=Aufnahmeformular(request.POST or None, initial={"gesagt_am": heute()}, stichtag=heute()),
        schreiben=schreiben,
        satz=lambda w: f"Festgehalten: {w}.",
        zurueck=zurueck,
    )
    return formularseite(request, seite)
