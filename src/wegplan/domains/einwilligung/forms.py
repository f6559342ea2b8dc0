"""Forms of the area."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from wegplan.kit.eingabe.felder import MitStichtag, VergangenerTag
from wegplan.kit.eingabe.kennzeichen import Kennzeichenfeld


def sicher(link: str) -> None:
    """https, a host, no account in it. Raises ValidationError."""
    URLValidator(schemes=["https"], message="Tragen Sie eine vollständige Adresse ein, die mit https:// beginnt.")(link)
    if "@" in urlsplit(link).netloc:
        raise ValidationError("Die Adresse darf kein Konto enthalten.")


class Einwilligungsformular(MitStichtag):
    kennzeichen = Kennzeichenfeld()
    link = forms.CharField(
        label="Link zum Angebot",
        max_length=300,
        required=False,
        validators=[sicher],
        help_text="Beginnt mit https://, möglichst gleich zur Maßnahme.",
    )
    mail = forms.EmailField(label="Mailadresse", required=False, help_text="Wie sie öffentlich stehen soll.")
    unterzeichnet_von = forms.CharField(label="Wer hat unterschrieben", max_length=200)
    erreichbar_unter = forms.CharField(
        label="Erreichbar unter", max_length=200, help_text="Mail oder Telefon; wird nicht veröffentlicht."
    )
    unterzeichnet_am = VergangenerTag(label="Unterschrieben am")

    def clean(self) -> dict[str, Any]:
        werte = super().clean() or self.cleaned_data
        if not self.errors and not (werte.get("link") or werte.get("mail")):
            self.add_error("link", "Tragen Sie den Link, die Mailadresse oder beides ein.")
        return werte


class Ortsformular(forms.Form):
    ort = forms.CharField(
        label="Ort", max_length=100, help_text="Steht auf der öffentlichen Seite, auch ohne Einwilligung."
    )
