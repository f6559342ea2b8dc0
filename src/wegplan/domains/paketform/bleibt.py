"""What stays in this system and why: the list for the makers of other systems.

python -m wegplan.domains.paketform.bleibt docs/datenpaket.md
"""

import os
import sys
from pathlib import Path

import django
from django.apps import apps

HANDLUNG = "Ein Konto dieses Systems steht dafür ein, und ein Paket unterschreibt nichts."
NACHRICHT = "Es sind Nachrichten zwischen Stellen dieses Systems; die Tage dazu stehen in `anwesenheiten.csv`."
LISTE = "Sie sind hier freigegeben und verschickt; die Tage dazu stehen in `anwesenheiten.csv`."
PAPIER = "Papiere sind Dateien, ein Paket besteht aus Tabellen."
ABGELEITET = "Jedes System leitet die Schritte eines Verfahrens selbst ab, aus ihm und den übrigen Dateien."
ZUGRIFF = "Wer worauf zugegriffen hat oder zugreifen darf, gilt nur dort, wo die Konten sind."

# model → why no file of the package brings it in. Whoever gives a model a file takes it out here; what is new and hangs
# on a person stands in a file or here
BLEIBT: dict[str, str] = {
    "anwesenheit.Fehlmeldung": NACHRICHT,
    "anwesenheit.Monatsabschluss": HANDLUNG,
    "anwesenheit.Monatskorrektur": "Sie ändern einen abgeschlossenen Monat und haben ohne den Abschluss keinen Halt.",
    "anwesenheit.Monatsliste": LISTE,
    "anwesenheit.Monatslistenzeile": LISTE,
    "verfahren.Schritt": ABGELEITET,
    "verfahren.Geltung": "Sie nennen ein Verfahren dieses Systems; ein anderes System hat andere.",
    "auswertung.Abzeichnung": HANDLUNG,
    "verteilung.Sammelposten": "Sie dienen hier dem Zurücknehmen; was gilt, steht in den übrigen Dateien.",
    "beleg.Beleg": PAPIER,
    "beleg.Beleginhalt": PAPIER,
    "beleg.Belegseite": PAPIER,
    "foerderplan.Einsicht": ZUGRIFF,
    "foerderplan.Planunterschrift": "Sie gelten nur mit der Prüfsumme, unter der jemand hier unterschrieben hat.",
    "checkliste.Pflichthaken": HANDLUNG,
    "seriendruck.Ausstellung": "Sie belegen ein Papier, das dieses System unter seiner Nummer gedruckt hat.",
    "zugang.Eigenzugang": ZUGRIFF,
}
ANFANG, ENDE = "<!-- Erzeugt: python -m wegplan.domains.paketform.bleibt", "<!-- Ende der Liste -->"


def erneuern(text: str) -> str:
    """The text of docs/datenpaket.md with the list of what stays made anew."""
    vorn, _, rest = text.partition(ANFANG)
    kopf, (_, hinten) = rest.split("\n", 1)[0], rest.split(ENDE, 1)
    return f"{vorn}{ANFANG}{kopf}\n{_liste()}\n{ENDE}{hinten}"


def _liste() -> str:
    """A line for each reason, in the order of BLEIBT."""
    je: dict[str, list[str]] = {}
    for name, grund in BLEIBT.items():
        je.setdefault(grund, []).append(str(apps.get_model(name)._meta.verbose_name_plural))
    return "\n".join(f"- **{', '.join(namen)}**: {grund}" for grund, namen in je.items())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegplan.config.settings.test")
    django.setup()
    datei = Path(sys.argv[1])
    datei.write_text(erneuern(datei.read_text(encoding="utf-8")), encoding="utf-8")
