"""Rules on the rows of entwicklungsberichte.csv: those of the table and its services, by line (JPS-50, JPS-52)."""

from wegplan.domains.bericht.arten import MIT_GRUND
from wegplan.domains.bericht.inhaltsform import mangel
from wegplan.kit.exchange.regeln import Regel, Wertpruefung, text

ENTSCHIEDEN = "('angenommen', 'zurueckgegeben')"
# the frozen content must be one that every page and print can show
WERTE = {"entwicklungsberichte": (Wertpruefung("inhalt", mangel),)}


def berichtsregeln(heute: str) -> list[Regel]:
    """`heute`: the day of the import, quoted for SQL."""
    mit_grund = ", ".join(text(wert.value) for wert in MIT_GRUND)
    return [
        _regel(
            "quartal",
            "right(quartal, 5) not in ('01-01', '04-01', '07-01', '10-01')",
            "Ein Quartal beginnt am 1. Januar, 1. April, 1. Juli oder 1. Oktober.",
        ),
        _regel(
            "bis",
            "try_cast(bis as date) >= try_cast(quartal as date) + interval 3 month",
            "Der Berichtszeitraum endet spätestens mit dem Quartal.",
        ),
        _regel(
            "kenntnis_grund",
            f"kenntnisnahme in ({mit_grund}) and kenntnis_grund is null",
            "Zu dieser Antwort gehört der Grund.",
        ),
        _regel(
            "uebermittelt_am",
            "(stand = 'freigegeben') = (uebermittelt_am is not null)",
            "Der Tag der Übermittlung steht genau dann da, wenn der Bericht übermittelt ist.",
        ),
        _regel(
            "entschieden_am",
            f"(stand in {ENTSCHIEDEN}) <> (entschieden_am is not null)",
            "Der Tag der Entscheidung steht genau dann da, wenn über den Bericht entschieden ist.",
        ),
        _regel(
            "rueckgabegrund",
            "(stand = 'zurueckgegeben') <> (rueckgabegrund is not null)",
            "Ein Grund gehört zu jeder Rückgabe, und nur zu ihr.",
        ),
        *(
            _regel(spalte, f"{spalte} > {heute}", "Der Tag liegt in der Zukunft.")
            for spalte in ("freigegeben_am", "uebermittelt_am", "entschieden_am")
        ),
    ]


def _regel(spalte: str, bedingung: str, satz: str) -> Regel:
    return Regel(spalte, bedingung, lambda _: satz)
