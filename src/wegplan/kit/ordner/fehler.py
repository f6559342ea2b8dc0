"""Faults of a source that cannot be judged."""

from wegplan.kit.exchange.fehler import Bericht


class QuellenFehler(Exception):
    """The folder cannot be judged. `bericht` holds every fault found; the text names those that are shown."""

    def __init__(self, bericht: Bericht):
        self.bericht = bericht
        bericht.ordnen()
        zeilen = [fehler.als_text() for fehler in bericht.fehler]
        if bericht.ungezeigt:
            zeilen.append(f"… und {bericht.ungezeigt} weitere Fehler.")
        super().__init__("\n".join(zeilen))
