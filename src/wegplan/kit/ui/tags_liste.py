"""Tags of list pages: table, sortable heads, filter form, pages."""

from django import template
from django.core.paginator import Page
from django.template import Context
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .formulare import feld_ansicht
from .tags_seite import parameter, symbol

register = template.Library()


@register.simple_block_tag
def tabelle(content: str, beschriftung: str, sichtbar: bool = False) -> SafeString:
    """A dense table with its caption (hidden unless `sichtbar`); scrolls by itself where it is too wide."""
    return format_html(
        '<div class="kern-table-responsive wp-tabelle-rahmen" role="region" aria-label="{0}" tabindex="0">'
        '<table class="kern-table kern-table--small wp-tabelle"><caption class="{1}">{0}</caption>{2}</table></div>',
        beschriftung,
        "wp-tabelle__titel" if sichtbar else "kern-sr-only",
        content,
    )


@register.simple_tag(takes_context=True)
def spalte(context: Context, titel: str, feld: str, zahl: bool = False) -> SafeString:
    """A column head that sorts: a link, ascending first, then descending."""
    request = context.get("request")
    sortierung = context.get("sortierung") or (request.GET.get("sortierung", "") if request else "")
    richtung = {feld: "ascending", f"-{feld}": "descending"}.get(sortierung, "")
    zeichen = {"ascending": "arrow-up", "descending": "arrow-down"}.get(richtung, "")
    return format_html(
        '<th scope="col"{}{}><a href="{}">{}{}</a></th>',
        mark_safe(' class="zahl"') if zahl else "",
        format_html(' aria-sort="{}"', richtung) if richtung else "",
        parameter(context, sortierung=f"-{feld}" if richtung == "ascending" else feld, seite=None),
        titel,
        symbol(zeichen, "small"),
    )


@register.inclusion_tag("ui/blaettern.html", takes_context=True)
def blaettern(context: Context, seite: Page) -> dict:
    """Pages of a Paginator with neighbours, first and last; nothing when there is only one."""
    nummern = [
        (n, parameter(context, seite=n) if isinstance(n, int) else "")
        for n in seite.paginator.get_elided_page_range(seite.number, on_each_side=1, on_ends=1)
    ]
    return {
        "seite": seite,
        "nummern": nummern,
        "zurueck": parameter(context, seite=seite.previous_page_number()) if seite.has_previous() else "",
        "vor": parameter(context, seite=seite.next_page_number()) if seite.has_next() else "",
    }


@register.simple_block_tag(takes_context=True)
def filterformular(context: Context, content: str, form, absenden: str = "Anzeigen") -> str:
    """A GET form in one row: the state stands in the address. Content = further fields."""
    request = context.get("request")
    vorlage = get_template("ui/filterformular.html")
    return vorlage.render(
        {
            "form": form,
            "felder": [feld_ansicht(bound, kompakt=True) for bound in form.visible_fields()],
            "zusatz": content,
            "absenden": absenden,
            "gesetzt": bool(request and request.GET),
            "pfad": request.path if request else "",
        }
    )
