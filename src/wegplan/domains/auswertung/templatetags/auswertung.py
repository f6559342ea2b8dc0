"""Rows of rates and their intervals. Put together here: a page may show a hundred groups."""

from decimal import Decimal

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from wegplan.domains.auswertung.quotenbild import Anteil
from wegplan.domains.auswertung.views.quotenblock import Tabellenzeile
from wegplan.kit.ui.textfilter import prozent, zahl

register = template.Library()


@register.filter
def bereich(intervall: tuple[Decimal, Decimal] | None) -> str:
    """The 95 % interval of a small group, "" for none (AW-04)."""
    if intervall is None:
        return ""
    von, bis = (str(grenze).replace(".", ",") for grenze in intervall)
    return f"95 %: {von} bis {bis} %"


@register.simple_tag
def quotenzeile(z: Tabellenzeile) -> SafeString:
    """One group of the table: counted, then number and rate per meaning, then what is not fulfilled."""
    ies, iws = z.summe.ies, z.summe.iws
    teile = [f'<tr><th scope="row">{escape(z.name)}</th>', _anzahl(ies.gezaehlt, z.faelle.get("gezaehlt", ""))]
    teile += [_anzahl(ies.erfuellt, z.faelle.get("erfuellt", "")), _quote(ies)]
    if iws is not None:
        teile += [_anzahl(iws.erfuellt, z.faelle.get("erfuellt_iws", "")), _quote(iws)]
    teile += [_anzahl(ies.offen, z.faelle.get("nicht_erfuellt", "")), "</tr>\n"]
    return mark_safe("".join(teile))  # names and addresses are escaped above


def _anzahl(anzahl: int, adresse: str) -> str:
    """A number that leads to its cases."""
    inhalt = f'<a href="{escape(adresse)}">{zahl(anzahl)}</a>' if adresse and anzahl else zahl(anzahl)
    return f'<td class="zahl">{inhalt}</td>'


def _quote(anteil: Anteil) -> str:
    dazu = f'<br><span class="wp-leise">{bereich(anteil.intervall)}</span>' if anteil.intervall else ""
    return f'<td class="zahl">{prozent(anteil.quote)}{dazu}</td>'
