"""The start of roles that work without persons' files: what they may do here, and what they do not see (DS-03)."""

from dataclasses import dataclass
from typing import Any

from wegplan.domains.organisation.access import Aktion, Rolle

from .seite import Seite, adresse


@dataclass(frozen=True)
class Angebot:
    """A page this account may open. `aktion` "" = every signed-in account."""

    titel: str
    satz: str
    ansicht: str
    aktion: str = ""


PASSWORT = Angebot(
    "Passwort ändern", "Ändern Sie Ihr Passwort, sobald es jemand anderes kennen könnte.", "account_change_password"
)
HILFE = Angebot("Hilfe", "Hier steht, wie die Seiten aufgebaut sind und wer Ihnen weiterhilft.", "ui:hilfe")
BERECHTIGUNGEN = Angebot(
    "Berechtigungen",
    "Welche Rolle in welcher Beziehung was darf.",
    "audit:berechtigungen",
    Aktion.BERECHTIGUNGEN_SEHEN,
)

EINLEITUNGEN = {
    Rolle.REGIESTELLE: "Sie sehen die Projekte des Programms, aber keine Angaben über einzelne Personen.",
    Rolle.DATENSCHUTZ: "Sie prüfen, wer wessen Daten gesehen hat. Die Akten selbst öffnen Sie nicht.",
    Rolle.TECHNIK: "Sie pflegen Stellen, Teams, Maßnahmen und Konten. Angaben über Personen sehen Sie nicht.",
}
OHNE_ROLLE = "Ihr Konto hat noch keine Rolle. Bitte wenden Sie sich an die Verwaltung der Konten."

ANGEBOTE: dict[str, tuple[Angebot, ...]] = {
    Rolle.REGIESTELLE: (
        Angebot(
            "Projekte",
            "Alle Maßnahmen mit Träger, Laufzeit und Plätzen, zum Filtern und als Tabelle.",
            "massnahme:liste",
            Aktion.MASSNAHME_LESEN,
        ),
        Angebot(
            "Checklisten",
            "Ampel je Projekt: was überfällig ist und was bald fällig wird, ohne Personen.",
            "checkliste:projekte",
            Aktion.CHECKLISTE_SEHEN,
        ),
    ),
    Rolle.DATENSCHUTZ: (
        Angebot(
            "Zugriffe",
            "Wer hat wann welche Akte geöffnet, gesucht, gedruckt oder ausgegeben?",
            "audit:liste",
            Aktion.SPUREN_LESEN,
        ),
        Angebot(
            "Auffälligkeiten",
            "Zugriffe, die aus dem Rahmen fallen und einen zweiten Blick brauchen.",
            "audit:muster",
            Aktion.SPUREN_LESEN,
        ),
        BERECHTIGUNGEN,
    ),
    Rolle.TECHNIK: (
        Angebot(
            "Verwaltung",
            "Organisationen, Teams, Maßnahmen und Konten anlegen und ändern.",
            "admin:index",
            Aktion.STAMMDATEN_PFLEGEN,
        ),
        BERECHTIGUNGEN,
    ),
}


def auskunft(nutzer: Any) -> Seite:
    """No statement: what may be done follows from the access table."""
    moeglich = (*ANGEBOTE.get(nutzer.rolle, ()), PASSWORT, HILFE)
    angebote = [
        (angebot, adresse(angebot.ansicht)) for angebot in moeglich if not angebot.aktion or nutzer.darf(angebot.aktion)
    ]
    einleitung = EINLEITUNGEN.get(nutzer.rolle, OHNE_ROLLE)
    return Seite("startseite/auskunft.html", {"einleitung": einleitung, "angebote": angebote})
