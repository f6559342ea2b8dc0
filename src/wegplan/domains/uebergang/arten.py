"""States of the journey, who owes the next move, and the outcomes of an assignment."""

from django.db import models


class Station(models.TextChoices):
    """In the order of the journey; the columns of the board."""

    ZUGEWIESEN = "zugewiesen", "zugewiesen"
    PROFILING = "profiling", "Profiling läuft"
    PROFILING_FERTIG = "profiling_fertig", "Profiling abgeschlossen"
    WARTET = "wartet", "wartet auf einen Platz"
    UEBERGEBEN = "uebergeben", "übergeben"
    EINTRITT_OFFEN = "eintritt_offen", "Auftakt geführt, Eintritt offen"
    TEILNAHME = "teilnahme", "in der Maßnahme"
    VERBLEIB_OFFEN = "verbleib_offen", "ausgetreten, Verbleib offen"
    VERBLEIB_VERSPAETET = "verbleib_verspaetet", "Verbleib überfällig"


class AmZug(models.TextChoices):
    RB = "rb", "Regionalbüro"
    BDL = "bdl", "Träger"
    JC = "jc", "Jobcenter"


class Wartegrund(models.TextChoices):
    """No reason says anything about health or debts (DS-05): the board shows them."""

    KEIN_PLATZ = "kein_platz", "kein Platz frei"
    SPAETERER_BEGINN = "spaeterer_beginn", "die Maßnahme beginnt später"
    UNTERLAGEN = "unterlagen", "Unterlagen fehlen"
    PERSOENLICH = "persoenlich", "persönliche Gründe"


class Profilingergebnis(models.TextChoices):
    """What the Regionalbüro found; a Kurzgutachten says why (JPS-02)."""

    GEEIGNET = "geeignet", "geeignet"
    WARTESCHLEIFE = "warteschleife", "geeignet, aber erst später (Warteschleife)"
    NICHT_GEEIGNET = "nicht_geeignet", "nicht geeignet"


class Ergebnis(models.TextChoices):
    EINTRITT = "eintritt", "eingetreten"
    NICHT_ERSCHIENEN = "nicht_erschienen", "nicht erschienen"
    ABGELEHNT = "abgelehnt", "von der Person abgelehnt"
    ARBEIT = "arbeit", "hat Arbeit aufgenommen"
    ANDERE_MASSNAHME = "andere_massnahme", "andere Maßnahme"
    NICHT_GEEIGNET = "nicht_geeignet", "nicht geeignet"
    WARTESCHLEIFE_BEENDET = "warteschleife_beendet", "Warten beendet"


# What comes out at the Regionalbüro, which may end an assignment with it before it is handed over (ADR 0059).
ERGEBNISSE_DES_PROFILINGS = (Ergebnis.NICHT_GEEIGNET, Ergebnis.WARTESCHLEIFE_BEENDET)

NAECHSTES: dict[str, str] = {
    Station.ZUGEWIESEN: "Profiling beginnen",
    Station.PROFILING: "Kurzgutachten schreiben und abschließen",
    Station.PROFILING_FERTIG: "übergeben, warten lassen oder beenden",
    Station.WARTET: "Platz suchen und übergeben",
    Station.UEBERGEBEN: "Auftaktgespräch führen",
    Station.EINTRITT_OFFEN: "Eintritt eintragen",
    Station.TEILNAHME: "begleiten bis zum Austritt",
    Station.VERBLEIB_OFFEN: "Verbleib sechs Monate nach dem Austritt erheben",
    Station.VERBLEIB_VERSPAETET: "beim Träger nachfragen und den Verbleib eintragen",
}
