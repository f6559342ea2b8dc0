"""Which months."""

from calendar import monthrange
from datetime import date
from typing import Any

from django import forms

from wegplan.kit.ui.formulare import Datumsfeld

LAENGSTENS = 36  # months


class Zeitraumformular(forms.Form):
    """`cleaned_data["von"]` is the first day of its month, `["bis"]` the last day of its."""

    von = Datumsfeld(label="Von", help_text="Es zählt der ganze Monat dieses Tages.")
    bis = Datumsfeld(label="Bis", help_text="Es zählt der ganze Monat dieses Tages.")

    def clean(self) -> dict[str, Any]:
        werte: dict[str, Any] = super().clean() or self.cleaned_data
        von: date | None = werte.get("von")
        bis: date | None = werte.get("bis")
        if von is None or bis is None:
            return werte
        if bis < von:
            self.add_error("bis", "Das Ende liegt vor dem Beginn.")
        elif (bis.year - von.year) * 12 + bis.month - von.month >= LAENGSTENS:
            self.add_error("bis", f"Ein Prüfordner umfasst höchstens {LAENGSTENS} Monate.")
        werte["von"] = von.replace(day=1)
        werte["bis"] = bis.replace(day=monthrange(bis.year, bis.month)[1])
        return werte
