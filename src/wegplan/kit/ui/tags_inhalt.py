"""Tags of the content: badges, buttons, cards, figures, lists, timeline, pictures."""

from collections.abc import Iterable
from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .bausteine import Abschnitt, Reiter
from .tags_seite import symbol

register = template.Library()

# state of a thing -> KERN's badge and its symbol; "ruhig" carries no symbol: it calls for nothing
ZUSTAENDE = {
    "gut": ("success", "success"),
    "achtung": ("warning", "warning"),
    "schlecht": ("danger", "danger"),
    "info": ("info", "info"),
    "ruhig": ("ruhig", ""),
}
HINWEISE = {"info": "info", "erfolg": "success", "warnung": "warning", "fehler": "danger"}
KNOEPFE = {"primaer": "primary", "zweit": "secondary", "text": "tertiary"}


@register.simple_tag
def abzeichen(wort: str, zustand: str = "ruhig") -> SafeString:
    """A badge: always a word, never colour alone. KeyError for an unknown `zustand`."""
    art, zeichen = ZUSTAENDE[zustand]
    return format_html(
        '<span class="kern-badge kern-badge--small kern-badge--{}">{}<span class="kern-label">{}</span></span>',
        art,
        symbol(zeichen),
        wort,
    )


def _knopf_inhalt(text: str, zeichen: str, kontext: str) -> SafeString:
    # the hidden words stand inside the label: KERN makes a button with a hidden label a square symbol button
    zusatz = format_html('<span class="wp-nur-vorlesen">: {}</span>', kontext) if kontext else ""
    return format_html('{}<span class="kern-label">{}{}</span>', symbol(zeichen), text, zusatz)


def _knopf_klassen(art: str, klein: bool) -> str:
    return f"kern-btn kern-btn--{KNOEPFE[art]}" + (" kern-btn--x-small" if klein else "")


@register.simple_tag
def knopf(
    text: str,
    art: str = "primaer",
    name: str = "",
    wert: str = "",
    symbol: str = "",
    klein: bool = False,
    kontext: str = "",
) -> SafeString:
    """A submit button. `kontext` = words for screen readers that tell equal buttons of a list apart."""
    feld = format_html(' name="{}" value="{}"', name, wert) if name else ""
    return format_html(
        '<button type="submit" class="{}"{}>{}</button>',
        _knopf_klassen(art, klein),
        feld,
        _knopf_inhalt(text, symbol, kontext),
    )


@register.simple_tag
def knopf_link(
    text: str, url: str, art: str = "zweit", symbol: str = "", klein: bool = False, kontext: str = ""
) -> SafeString:
    """A link that looks like a button: it leads to a page that does something."""
    return format_html(
        '<a class="{}" href="{}">{}</a>', _knopf_klassen(art, klein), url, _knopf_inhalt(text, symbol, kontext)
    )


@register.simple_block_tag
def knopfreihe(content: str) -> SafeString:
    return format_html('<div class="kern-btn-wrapper wp-knopfreihe">{}</div>', content)


@register.simple_block_tag
def hinweis(content: str, art: str, titel: str) -> SafeString:
    """An alert that belongs to the page. `art`: info, erfolg, warnung, fehler."""
    zeichen = HINWEISE[art]
    rumpf = format_html('<div class="kern-alert__body">{}</div>', content) if content.strip() else ""
    return format_html(
        '<div class="kern-alert kern-alert--{}"><div class="kern-alert__header">{}'
        '<span class="kern-title">{}</span></div>{}</div>',
        zeichen,
        symbol(zeichen),
        titel,
        rumpf,
    )


@register.simple_block_tag
def karte(content: str, titel: str = "", stufe: int = 2) -> SafeString:
    """A framed section with a heading of level `stufe`."""
    kopf = format_html("<h{0}>{1}</h{0}>", stufe, titel) if titel else ""
    return format_html('<section class="wp-karte">{}{}</section>', kopf, content)


@register.simple_block_tag
def kennzahlen(content: str) -> SafeString:
    """The frame around figures that stand side by side."""
    return format_html('<dl class="wp-kennzahlen">{}</dl>', content)


@register.inclusion_tag("ui/kennzahl.html")
def kennzahl(
    wert: str,
    bezeichnung: str,
    n: int | None = None,
    ziel: str = "",
    url: str = "",
    definition: str = "",
    zustand: str = "",
    zusatz: str = "",
) -> dict:
    """A figure: the number, n, the target beside it, the definition one click away; `url` leads to its cases."""
    return locals()


@register.simple_tag
def angabe(name: str, wert: object) -> SafeString:
    """One row of a definition list; an empty value is said as a dash."""
    return format_html(
        '<div class="kern-description-list-item"><dt class="kern-description-list-item__key">{}</dt>'
        '<dd class="kern-description-list-item__value">{}</dd></div>',
        name,
        "–" if wert in (None, "") else wert,
    )


@register.simple_block_tag
def angabenliste(content: str, zeile: bool = False) -> SafeString:
    """A definition list; with `zeile` side by side, names above values, for the head of a page."""
    form = " wp-angaben--zeile" if zeile else ""
    return format_html('<dl class="kern-description-list wp-angaben{}">{}</dl>', form, content)


@register.simple_tag
def angaben(paare: Iterable[tuple[str, object]]) -> SafeString:
    """A whole definition list of (name, value)."""
    return angabenliste(mark_safe("".join(angabe(name, wert) for name, wert in paare)))  # escaped by `angabe`


@register.inclusion_tag("ui/tabs.html")
def tabs(reiter: list[Reiter], bezeichnung: str) -> dict:
    """Tabs as links: each is a page with an address."""
    return {"reiter": reiter, "bezeichnung": bezeichnung}


@register.inclusion_tag("ui/weg.html")
def weg(abschnitte: list[Abschnitt]) -> dict:
    """The timeline before / during / after."""
    return {"abschnitte": abschnitte}


@register.simple_tag
def leer(satz: str, weiter: str = "", url: str = "", text: str = "") -> SafeString:
    """An empty list: why it is empty, what to do next, and a link to do it."""
    verweis = format_html('<p><a class="kern-link" href="{}">{}</a></p>', url, text) if url else ""
    naechstes = format_html("<p>{}</p>", weiter) if weiter else ""
    return format_html('<div class="wp-leer"><p class="wp-leer__satz">{}</p>{}{}</div>', satz, naechstes, verweis)


@register.simple_block_tag
def aufklappen(content: str, titel: str, offen: bool = False) -> SafeString:
    return format_html(
        '<details class="wp-aufklappen"{}><summary>{}</summary><div>{}</div></details>',
        mark_safe(" open") if offen else "",
        titel,
        content,
    )


@register.simple_tag
def fortschritt(wert: int, maximum: int, bezeichnung: str) -> SafeString:
    """Progress of long work, in words and as a bar."""
    anteil = int(100 * wert / maximum) if maximum else 0
    return format_html(
        '<div class="kern-progress wp-fortschritt"><span>{0}: {1} %</span>'
        '<progress value="{2}" max="{3}" aria-label="{0}">{1} %</progress></div>',
        bezeichnung,
        anteil,
        wert,
        maximum or 1,
    )


@register.simple_tag
def zeitbalken(von: date, bis: date, heute: date) -> SafeString:
    """A Teilnahme from entry to (planned) end with today's mark; drawn in per cent, so it fits every width."""
    tage = max((bis - von).days, 1)
    anteil = min(max((heute - von).days * 100 / tage, 0), 100)
    marke = format_html('<rect class="dia-heute" x="{}%" width="2" height="16"></rect>', f"{anteil:.1f}")
    return format_html(
        '<div class="wp-zeitbalken"><svg width="100%" height="16" aria-hidden="true">'
        '<rect class="dia-bahn" y="5" width="100%" height="6" rx="3"></rect>'
        '<rect class="dia-getan" y="5" width="{}%" height="6" rx="3"></rect>{}</svg>'
        "<p><span>{}</span><span>{}</span><span>{}</span></p></div>",
        f"{anteil:.1f}",
        marke if von <= heute <= bis else "",
        f"Eintritt {von:%d.%m.%Y}",
        f"heute, Tag {(heute - von).days + 1} von {tage + 1}" if von <= heute <= bis else "",
        f"Ende {bis:%d.%m.%Y}",
    )


@register.simple_block_tag
def diagramm(content: str, bild: str, titel: str = "Tabelle zum Diagramm") -> SafeString:
    """A picture of kit.ui.diagramme with its table below, folded (AW-05). Without content only the picture."""
    tabelle = aufklappen(content, titel) if content.strip() else ""
    return format_html(
        '<figure class="wp-diagramm"><div class="wp-diagramm__bild" role="group" aria-label="Diagramm" tabindex="0">'
        "{}</div>{}</figure>",
        bild,
        tabelle,
    )


@register.simple_tag
def symbolbild(name: str, groesse: str = "") -> SafeString | str:
    """A bare KERN symbol."""
    return symbol(name, groesse)
