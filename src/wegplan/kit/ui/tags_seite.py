"""Tags of the frame: head of the page, breadcrumb, strips, messages, address parameters."""

from urllib.parse import urlencode

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .meldungen import zerlegen

register = template.Library()

# every symbol there is: KERN's, then our own (ui/bausteine.css); an unknown one would be drawn as a black square
SYMBOLE = frozenset(
    [
        "account-circle",
        "add",
        "arrow-back",
        "arrow-down",
        "arrow-forward",
        "arrow-up",
        "autorenew",
        "brightness-medium",
        "calendar-today",
        "check",
        "checklist",
        "chevron-left",
        "chevron-right",
        "close",
        "content-copy",
        "danger",
        "dark-mode",
        "dehaze",
        "delete",
        "download",
        "draft",
        "drive-folder-upload",
        "easy-language",
        "edit",
        "help",
        "home",
        "info",
        "keyboard-double-arrow-left",
        "keyboard-double-arrow-right",
        "language",
        "light-mode",
        "logout",
        "mail",
        "more-vert",
        "open-in-new",
        "question-mark",
        "search",
        "sign-language",
        "success",
        "visibility",
        "visibility-off",
        "warning",
        "wp-diagramm",
        "wp-gruppe",
        "wp-stufen",
    ]
)


def symbol(name: str, groesse: str = "") -> SafeString | str:
    """A symbol, hidden from screen readers: the word beside it says it. "" for no name, ValueError for an unknown."""
    if not name:
        return ""
    if name not in SYMBOLE:
        raise ValueError(f"Es gibt kein Symbol {name!r}; siehe SYMBOLE.")
    zusatz = f" kern-icon--{groesse}" if groesse else ""
    return format_html('<span class="kern-icon kern-icon--{}{}" aria-hidden="true"></span>', name, zusatz)


@register.simple_block_tag
def seitenkopf(content: str, titel: str, anzahl: int | None = None, einleitung: str = "") -> SafeString:
    """The one h1 with number, lead sentence and, as content, the actions of the page."""
    zahl = (
        format_html(' <span class="wp-anzahl">{}</span>', f"{anzahl:,}".replace(",", ".")) if anzahl is not None else ""
    )
    satz = format_html('<p class="wp-einleitung">{}</p>', einleitung) if einleitung else ""
    aktionen = format_html('<div class="kern-btn-wrapper wp-aktionen">{}</div>', content) if content.strip() else ""
    return format_html(
        '<header class="wp-seitenkopf"><div><h1>{}{}</h1>{}</div>{}</header>', titel, zahl, satz, aktionen
    )


@register.inclusion_tag("ui/brotkrumen.html", takes_context=True)
def brotkrumen(context: Context, *teile: str) -> dict:
    """Name, address, name, address, …, name of this page. The start page is put in front, unless it is named."""
    stationen = [(teile[i], teile[i + 1] if i + 1 < len(teile) else "") for i in range(0, len(teile), 2)]
    start = getattr(context.get("rahmen"), "start", None)
    if start and start.url not in [url for _, url in stationen]:
        stationen.insert(0, (start.name, start.url))
    return {"stationen": stationen}


@register.simple_tag
def streifen(satz: str, art: str = "vertretung") -> SafeString:
    """A strip above the page. `art`: demo, or vertretung when somebody stands in for a colleague."""
    name = {"demo": "Demo", "vertretung": "Vertretung"}[art]
    return format_html(
        '<aside class="wp-streifen wp-streifen--{}" aria-label="{}"><p>{}{}</p></aside>',
        art,
        name,
        symbol("info"),
        satz,
    )


@register.filter
def meldung(nachricht) -> dict:
    """The parts of a message of django.contrib.messages, see meldungen.zerlegen."""
    return zerlegen(nachricht)


@register.simple_tag(takes_context=True)
def parameter(context: Context, **aenderungen) -> str:
    """The query string of this address with changes: "?team=3&seite=2"; None takes a parameter away."""
    request = context.get("request")
    werte = {k: request.GET.getlist(k) for k in request.GET} if request else {}
    for name, wert in aenderungen.items():
        werte.pop(name, None)
        if wert is not None:
            werte[name] = [wert]
    return "?" + urlencode(werte, doseq=True)
