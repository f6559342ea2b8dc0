"""Hands on the keyboard alone: what cannot be reached by Tab and pressed by a key is out of reach."""

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

HOECHSTENS = 250  # presses of Tab until something counts as unreachable


class Tastatur:
    """Moves through a page by Tab, arrows, Space and Enter. Names are matched exactly."""

    def __init__(self, seite: "Page") -> None:
        self.seite = seite

    def zu(self, ziel: "Locator") -> None:
        """Tab until the focus is on `ziel`, from where it is now; fails when it never gets there."""
        ziel.wait_for()
        for _ in range(HOECHSTENS):
            self.seite.keyboard.press("Tab")
            if ziel.evaluate("e => e === document.activeElement"):
                assert _umrandet(ziel), f"{ziel} has the focus and does not show it"
                return
        raise AssertionError(f"{ziel} cannot be reached by Tab")

    def zum_inhalt(self) -> None:
        """By the skip link, the first stop of every page."""
        self.seite.keyboard.press("Tab")
        self.seite.keyboard.press("Enter")

    def link(self, name: str, innerhalb: "Locator | None" = None) -> None:
        """Follow a link and wait for its page."""
        self.zu((innerhalb or self.seite).get_by_role("link", name=re.compile(rf"^{re.escape(name)}(\s|:|$)")).first)
        with self.seite.expect_navigation():
            self.seite.keyboard.press("Enter")

    def knopf(self, name: str, innerhalb: "Locator | None" = None) -> None:
        """Press a button; what it brings may be a new page or a part of this one, so expect something afterwards."""
        self.zu((innerhalb or self.seite).get_by_role("button", name=name).first)
        self.seite.keyboard.press("Enter")

    def schreiben(self, feld: str, text: str) -> None:
        """Type into the field with this label."""
        self.zu(self.seite.get_by_label(feld, exact=True))
        self.seite.keyboard.press("Control+A")
        self.seite.keyboard.type(text)

    def tag(self, feld: str, tag: date) -> None:
        """Type a day into a date field, in the order that this browser shows."""
        ziel = self.seite.get_by_label(feld, exact=True)
        self.zu(ziel)
        for form in ("%d%m%Y", "%m%d%Y"):
            self.seite.keyboard.type(tag.strftime(form))
            if ziel.input_value() == tag.isoformat():
                return
            while ziel.evaluate("feld => feld === document.activeElement"):  # day, month, year are each a stop
                self.seite.keyboard.press("Shift+Tab")
            self.zu(ziel)
        raise AssertionError(f"{ziel} took no day")

    def waehlen(self, frage: str, antwort: str) -> None:
        """Choose in a group of radio buttons: Tab to the group, arrows within."""
        gruppe = self.seite.get_by_role("group", name=re.compile(rf"^{re.escape(frage)}"))
        gewaehlt = gruppe.locator("input:checked")
        self.zu(gewaehlt if gewaehlt.count() else gruppe.get_by_role("radio").first)
        self.seite.keyboard.press("Space")
        ziel = gruppe.get_by_label(antwort, exact=True)
        for _ in range(gruppe.get_by_role("radio").count()):
            if ziel.is_checked():
                return
            self.seite.keyboard.press("ArrowDown")
        assert ziel.is_checked()


def _umrandet(ziel: "Locator") -> bool:
    """Whether the focused element, or the one that draws its focus for it, shows a mark."""
    return ziel.evaluate(
        """e => [e, e.parentElement, e.nextElementSibling].some(k => {
             if (!k) return false;
             const s = getComputedStyle(k);
             return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
           })"""
    )
