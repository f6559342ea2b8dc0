"""Natural keys of records made in the product, and what keeps a double click from making two (DS-31)."""

import re
import secrets
import time

from django import forms
from django.core.exceptions import ValidationError

ZIFFERN = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none that is mistaken for another
FORM = re.compile(f"W[{ZIFFERN}]{{26}}")


def neues_kennzeichen() -> str:
    """W, 10 digits of the time in milliseconds, 16 of chance: sorts by the time it was made.

    The W tells it from the keys that come by import."""
    zahl = time.time_ns() // 1_000_000 << 80 | secrets.randbits(80)
    return "W" + "".join(ZIFFERN[zahl >> 5 * stelle & 31] for stelle in reversed(range(26)))


class Kennzeichenfeld(forms.CharField):
    """Hidden: the key of the record that the form will make. Sent twice, it can make only one."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(initial=neues_kennzeichen, max_length=27)

    def validate(self, value: str) -> None:
        if not FORM.fullmatch(value or ""):
            raise ValidationError("Das Formular ist unvollständig angekommen. Bitte laden Sie die Seite neu.")
