"""Messages after an action: what happened, in a full sentence, with a link to the thing and, where possible, undo."""

import json

from django.contrib import messages
from django.http import HttpRequest

STUFEN = {
    "erfolg": messages.SUCCESS,
    "info": messages.INFO,
    "warnung": messages.WARNING,
    "fehler": messages.ERROR,
}
ARTEN = {stufe: art for art, stufe in STUFEN.items()} | {messages.DEBUG: "info"}


def melden(
    request: HttpRequest,
    satz: str,
    art: str = "erfolg",
    link: tuple[str, str] | None = None,
    rueckgaengig: str = "",
) -> None:
    """Show `satz` on the next page. `art`: erfolg, info, warnung, fehler. `link` = (text, address) of the thing;
    `rueckgaengig` = an address that takes a POST and undoes what happened. KeyError for an unknown `art`."""
    zusatz = {k: v for k, v in (("link", link), ("rueckgaengig", rueckgaengig)) if v}
    messages.add_message(request, STUFEN[art], satz, extra_tags=json.dumps(zusatz) if zusatz else "")


def zerlegen(meldung) -> dict:
    """The parts that the template draws: satz, art, link (text, address) or None, rueckgaengig or "".

    Messages of libraries carry tags of their own instead of ours: they have neither link nor undo."""
    try:
        zusatz = json.loads(meldung.extra_tags or "{}")
    except ValueError:
        zusatz = {}
    return {
        "satz": meldung.message,
        "art": ARTEN.get(meldung.level, "info"),
        "link": zusatz.get("link"),
        "rueckgaengig": zusatz.get("rueckgaengig", ""),
    }
