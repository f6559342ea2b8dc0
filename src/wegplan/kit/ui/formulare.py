"""One renderer for all forms: KERN's fields with label, hint, error and "optional" (entwurf/oberflaeche.md, Form)."""

from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString


class KernRenderer(TemplatesSetting):
    """Set as FORM_RENDERER. Widgets keep Django's templates, so the admin looks as it always does."""

    form_template_name = "ui/formular/felder.html"
    field_template_name = "ui/formular/feld.html"


class Datumsfeld(forms.DateField):
    """A day: native date input; without one, 05.03.2026 and 05.03.26 are understood as well."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"])
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Bitte geben Sie ein gültiges Datum ein, zum Beispiel 05.03.2026."


class AuswahlRadio(forms.ChoiceField):
    """A choice that shows all its options at once; better than a list for up to about six of them."""

    widget = forms.RadioSelect


@dataclass(frozen=True)
class Wahl:
    """One option of a radio or checkbox group."""

    id: str
    name: str
    wert: str
    text: str
    gewaehlt: bool
    gesperrt: bool


@dataclass(frozen=True)
class Feld:
    """A bound field as the template needs it. `art`: eingabe, auswahl, haken, gruppe, datei."""

    bound: BoundField
    art: str
    kompakt: bool

    @property
    def optional(self) -> bool:
        return not (self.bound.field.required or self.kompakt or self.art == "haken")

    @property
    def wort(self) -> str:
        """What an empty field means: `noetig_fuer` on the form's field says for what later step it is needed."""
        fuer: str = getattr(self.bound.field, "noetig_fuer", "")
        return f"{fuer} nötig" if fuer else "optional"

    @property
    def mehrfach(self) -> bool:
        return isinstance(self.bound.field.widget, forms.CheckboxSelectMultiple)

    @property
    def ziel(self) -> str:
        """The id of the first control: what a link of the error summary jumps to."""
        return f"{self.bound.auto_id}_0" if self.art == "gruppe" else self.bound.id_for_label

    @property
    def widget(self) -> SafeString:
        """The control with KERN's classes; Django adds aria-describedby and aria-invalid."""
        basis = {"auswahl": "kern-form-input__select", "haken": "kern-form-check__checkbox"}.get(
            self.art, "kern-form-input__input"
        )
        klassen = [self.bound.field.widget.attrs.get("class", ""), basis]
        if self.bound.errors:
            klassen.append(f"{basis}--error")
        # a placeholder repeats the label or vanishes when it is needed: hints stand above the field
        return self.bound.as_widget(attrs={"class": " ".join(k for k in klassen if k), "placeholder": False})

    @property
    def wahlen(self) -> list[Wahl]:
        return [
            Wahl(
                id=s.data["attrs"].get("id", ""),
                name=s.data["name"],
                wert=str(s.data["value"]),
                text=s.data["label"],
                gewaehlt=s.data["selected"],
                gesperrt=bool(s.data["attrs"].get("disabled")),
            )
            for s in self.bound.subwidgets
        ]


def feld_ansicht(bound: BoundField, kompakt: bool = False) -> Feld:
    """Sort a bound field into one of the shapes. `kompakt` = in a filter row: no "optional"."""
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        art = "gruppe"
    elif isinstance(widget, forms.CheckboxInput):
        art = "haken"
    elif isinstance(widget, forms.SelectMultiple):
        art = "eingabe"
    elif isinstance(widget, forms.Select):
        art = "auswahl"
    elif isinstance(widget, forms.FileInput):
        art = "datei"
    else:
        art = "eingabe"
    return Feld(bound, art, kompakt)


def fehler_der_felder(form: forms.BaseForm) -> list[tuple[str, str, str]]:
    """(id of the control, label, error) of every field in error, in the order of the form; form-wide errors
    and errors of hidden fields come first, without an id and a label."""
    ohne_feld = [("", "", str(f)) for f in form.non_field_errors()]
    ohne_feld += [("", "", str(f)) for bound in form.hidden_fields() for f in bound.errors]
    return ohne_feld + [
        (feld_ansicht(bound).ziel, str(bound.label), str(f)) for bound in form.visible_fields() for f in bound.errors
    ]
