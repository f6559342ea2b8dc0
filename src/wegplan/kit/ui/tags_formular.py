"""Tags of forms: the whole form, a single field, the error summary."""

from django import forms, template
from django.forms.boundfield import BoundField
from django.template import Context
from django.template.loader import get_template

from .formulare import fehler_der_felder, feld_ansicht

register = template.Library()


@register.simple_block_tag(takes_context=True)
def formular(
    context: Context,
    content: str,
    form: forms.BaseForm,
    absenden: str = "Speichern",
    abbrechen: str = "",
    aktion: str = "",
    datei: bool = False,
) -> str:
    """The whole POST form: error summary, fields, content, buttons; cancel is a link to `abbrechen`."""
    request = context.get("request")
    return get_template("ui/formular/formular.html").render(
        {
            "form": form,
            "zusatz": content,
            "absenden": absenden,
            "abbrechen": abbrechen,
            # never empty: the browser would keep the skip link's #inhalt, and with it the focus
            "aktion": aktion or (request.get_full_path() if request else ""),
            "datei": datei or form.is_multipart(),
        },
        request,
    )


@register.inclusion_tag("ui/formular/fehlerliste.html")
def fehlerliste(form: forms.BaseForm) -> dict:
    """The summary of all errors with links to the fields; nothing without errors."""
    return {"fehler": fehler_der_felder(form) if form.is_bound else []}


@register.inclusion_tag("ui/formular/entwurf.html")
def entwurfsfeld(form: forms.BaseForm) -> dict:
    """The mark that keeps the text of a long form (kit/entwurf); nothing for others. Part of `{{ form }}`: needed
    only where fields are drawn one by one. A form with files sends nothing while somebody types."""
    return {"entwurf": getattr(form, "entwurf", None), "nebenbei": not form.is_multipart()}


@register.inclusion_tag("ui/formular/feld_innen.html")
def feld(bound: BoundField, kompakt: bool = False) -> dict:
    """One field with label, hint and error."""
    return {"feld": feld_ansicht(bound, kompakt)}


@register.filter
def hat_fehler(form: forms.BaseForm | str) -> bool:
    """True for a bound form with errors: the title of the page then says "Fehler"."""
    return isinstance(form, forms.BaseForm) and form.is_bound and bool(form.errors)
