"""A select field that also draws hundreds of options fast."""

from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe


class Auswahlfeld(forms.Select):
    """Like Django's, without groups: one string instead of two templates per option.

    800 measures as options cost 60 ms of processor time through Django's templates."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        gewaehlt = {str(v) for v in self.format_value(value)}
        optionen = "".join(
            f'<option value="{escape("" if wert is None else str(wert))}"'
            f"{' selected' if str(wert) in gewaehlt else ''}>{escape(str(text))}</option>"
            for wert, text in self.choices
        )
        eigenschaften = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return mark_safe(f"<select{eigenschaften}>{optionen}</select>")  # every part is escaped
