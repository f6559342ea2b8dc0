"""The filter of a list: a GET form whose state stands in the address."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from wegplan.kit.ui.auswahl import Auswahlfeld
from wegplan.kit.ui.formulare import Datumsfeld

Wahlen = Sequence[tuple[Any, str]]


class Auswahlfilter(forms.TypedChoiceField):
    """A choice that may stay open. Numbers as keys by default; the list brings the choices, see Liste.auswahl."""

    widget = Auswahlfeld

    def __init__(self, *, alle: str = "alle", **kwargs: Any) -> None:
        self.alle = alle
        kwargs.setdefault("coerce", int)
        super().__init__(required=False, empty_value=None, **kwargs)
        self.wahlen_setzen(self.choices)

    def wahlen_setzen(self, wahlen: Any) -> None:
        """Put "all" in front of the choices."""
        self.choices = [("", self.alle), *((k, w) for k, w in wahlen if k != "")]


class Tagfilter(Datumsfeld):
    """A day that may stay open."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


class Hakenfilter(forms.BooleanField):
    """A condition to switch on."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


class Filterformular(forms.Form):
    """Base of all filters. No free text: what is typed would stand in the address and in logs (DS-35)."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        wahlen: Mapping[str, Wahlen] | None = None,
        ohne: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(data, use_required_attribute=False)
        for name in ohne:
            del self.fields[name]
        for name, auswahl in (wahlen or {}).items():
            feld = self.fields[name]
            if isinstance(feld, Auswahlfilter):
                feld.wahlen_setzen(auswahl)

    @property
    def werte(self) -> dict[str, Any]:
        """The valid values by field; what is faulty counts as not given (its error stands at the field)."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


def freitext(formular: type[forms.Form]) -> list[str]:
    """Names of the fields that take free text."""
    return [name for name, feld in formular.base_fields.items() if isinstance(feld, forms.CharField)]
