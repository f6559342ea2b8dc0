"""What must not happen on any page: console errors, CSP violations, foreign requests, server errors."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page


class Beobachter:
    """Collects what must not happen on any page."""

    def __init__(self, page: "Page", rechner: str) -> None:
        self.page = page
        self.rechner = rechner
        self.maengel: list[str] = []
        page.on("console", self._konsole)
        page.on("pageerror", lambda fehler: self.maengel.append(f"script: {fehler}"))
        page.on("request", self._anfrage)
        page.on("response", self._antwort)

    def _konsole(self, meldung: "ConsoleMessage") -> None:
        # Chromium reports the status of an error page itself as an error: that page is what the test wants
        eigene_seite = meldung.text.startswith("Failed to load resource") and meldung.location["url"] == self.page.url
        if meldung.type in ("error", "warning") and not eigene_seite:
            self.maengel.append(f"console: {meldung.text} ({meldung.location['url']})")

    def _anfrage(self, anfrage: Any) -> None:
        adresse = urlsplit(anfrage.url)
        if adresse.scheme not in ("data", "blob") and adresse.netloc != self.rechner:
            self.maengel.append(f"request to another host: {anfrage.url}")

    def _antwort(self, antwort: Any) -> None:
        if antwort.status >= 500 and "/muster/fehler/" not in antwort.url:
            self.maengel.append(f"{antwort.status}: {antwort.url}")
