"""The words of the mail: figures and the address of the start page, nothing else (PX-10, DS-35)."""

from .queries import Inhalt


def saetze(inhalt: Inhalt) -> list[str]:
    """One line per figure that is not 0."""
    worte = (
        (inhalt.vorgaenge, "neuer Vorgang", "neue Vorgänge"),
        (inhalt.ueberfaellig, "überfälliger Schritt", "überfällige Schritte"),
        (inhalt.vorschlaege, "Vorschlag wartet auf Sie", "Vorschläge warten auf Sie"),
        (inhalt.fragen, "Frage wartet auf Ihre Antwort", "Fragen warten auf Ihre Antwort"),
        (inhalt.entschieden, "eigener Vorschlag ist entschieden", "eigene Vorschläge sind entschieden"),
    )
    return [f"{anzahl} {einer if anzahl == 1 else viele}" for anzahl, einer, viele in worte if anzahl]


def betreff(inhalt: Inhalt) -> str:
    return f"Wegplan: {', '.join(saetze(inhalt))}"


def brief(inhalt: Inhalt, adresse: str) -> str:
    """The body. `adresse`: that of the start page."""
    zeilen = ["Guten Tag,", "", "in Wegplan:"]
    zeilen += [f"- {satz}" for satz in saetze(inhalt)]
    zeilen += ["", adresse, "", "Diese Mail nennt niemanden. Abbestellen können Sie sie in Wegplan unter „Mein Konto“."]
    return "\n".join(zeilen) + "\n"
