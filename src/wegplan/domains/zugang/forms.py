"""Forms of the participants and of the invitation, in plain German."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from wegplan.domains.foerderplan.arten import STUFEN, Ausgangsbereich
from wegplan.domains.foerderplan.models import Foerderziel
from wegplan.domains.mitsprache.models import Eigenwort, Haltung, Wortart
from wegplan.kit.ui.formulare import AuswahlRadio, Datumsfeld

from .queries import Worte

FRAGEN = {
    Ausgangsbereich.FACHLICH: ("Lernen und Arbeiten", "Zum Beispiel: Lesen, Rechnen, mit den Händen arbeiten."),
    Ausgangsbereich.SOZIAL: ("Mit anderen Menschen", "Zum Beispiel: im Team arbeiten, um Hilfe bitten, Streit lösen."),
    Ausgangsbereich.PERSOENLICH: ("Ich selbst", "Zum Beispiel: pünktlich sein, Mut haben, dranbleiben."),
    Ausgangsbereich.HINDERNISSE: (
        "Was mir im Weg steht",
        "Zum Beispiel: der Weg, die Kinder, die Gesundheit. „Sehr gut“ heißt: Nichts steht mir im Weg.",
    ),
}


def _text(label: str, hilfe: str = "", pflicht: bool = False) -> forms.CharField:
    feld = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=hilfe, max_length=1000, required=pflicht, widget=feld)


def _woher(wort: Eigenwort | None) -> str:
    """Says under the field that its words came from another system."""
    return f"Ihre Worte sind {wort.herkunft_satz}." if wort and wort.herkunft_satz else ""


class _Textfelder(forms.Form):
    """Browsers send lines with a carriage return; the same text must always be the same."""

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        return {name: w.replace("\r\n", "\n") if isinstance(w, str) else w for name, w in daten.items()}


class Selbstformular(_Textfelder):
    """Every area with a level and words; nothing must be filled in."""

    def __init__(self, *args: Any, worte: Worte, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bereich, (titel, beispiele) in FRAGEN.items():
            wort = worte.zu(Wortart.EINSCHAETZUNG, bereich)
            self.fields[f"stufe_{bereich}"] = forms.TypedChoiceField(
                label=f"{titel}: Wie geht es Ihnen damit?",
                help_text=beispiele,
                choices=[("", "Das sage ich nicht"), *STUFEN],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                initial=wort.stufe if wort and wort.stufe else "",
            )
            self.fields[f"text_{bereich}"] = _text(f"{titel}: Das möchte ich dazu sagen", _woher(wort))
            self.fields[f"text_{bereich}"].initial = wort.text if wort else ""

    def gesagt(self) -> dict[str, dict[str, Any]]:
        """Area -> level and words, of a valid form."""
        werte = self.cleaned_data
        return {str(b): {"stufe": werte[f"stufe_{b}"], "text": werte[f"text_{b}"]} for b in FRAGEN}


class Zielformular(_Textfelder):
    """Own words for each goal of the plan, and for a new one."""

    def __init__(self, *args: Any, ziele: Iterable[Foerderziel], worte: Worte, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kennungen: dict[str, str] = {}
        for nr, ziel in enumerate(ziele, 1):
            wort = worte.zu(Wortart.ZIEL, ziel.kennung)
            feld = _text(f"Ziel {nr}: So sage ich es", f"Im Plan steht: {ziel.wortlaut} {_woher(wort)}".strip())
            feld.initial = wort.text if wort else ""
            self.fields[f"ziel_{nr}"] = feld
            self.kennungen[f"ziel_{nr}"] = ziel.kennung
        neues = worte.zu(Wortart.ZIEL, "")
        offen = neues if neues and neues.erledigt_am is None else None
        hilfe = f"Ein neues Ziel, das noch nicht im Plan steht. {_woher(offen)}".strip()
        self.fields["neu"] = _text("Das ist mir noch wichtig", hilfe)
        self.fields["neu"].initial = offen.text if offen else ""
        self.kennungen["neu"] = ""

    def gesagt(self) -> dict[str, str]:
        """Kennung of the goal (empty: a new one) -> words, of a valid form."""
        return {kennung: self.cleaned_data[name] for name, kennung in self.kennungen.items()}


class Antwortformular(_Textfelder):
    """Agreed or not, because …"""

    haltung = AuswahlRadio(
        label="Was sagen Sie dazu?",
        choices=[
            (Haltung.EINVERSTANDEN, "Ich bin einverstanden."),
            (Haltung.NICHT_EINVERSTANDEN, "Ich bin nicht einverstanden."),
            (Haltung.GELESEN, "Ich habe es gelesen. Mehr möchte ich nicht sagen."),
        ],
    )
    text = _text("Das möchte ich dazu sagen", "Sind Sie nicht einverstanden? Dann schreiben Sie bitte, warum.")


class Einloeseformular(forms.Form):
    """The code of the letter, the birthday, and a password of one's own."""

    code = forms.CharField(
        label="Ihr Code", max_length=40, help_text="Der Code steht in Ihrem Brief. Zum Beispiel: KD7P-3M9Q-XA2B."
    )
    geburtsdatum = Datumsfeld(label="Ihr Geburtsdatum")
    passwort = forms.CharField(
        label="Ihr neues Passwort",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Mindestens 12 Zeichen. Zum Beispiel vier Wörter, die nicht zusammenpassen.",
    )
    nochmal = forms.CharField(
        label="Ihr neues Passwort noch einmal", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_passwort(self) -> str:
        passwort: str = self.cleaned_data["passwort"]
        validate_password(passwort)
        return passwort

    def clean(self) -> dict[str, Any]:
        werte = super().clean() or {}
        if werte.get("passwort") and werte.get("nochmal") and werte["passwort"] != werte["nochmal"]:
            self.add_error("nochmal", ValidationError("Die beiden Passwörter sind nicht gleich."))
        return werte
