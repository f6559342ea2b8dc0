"""Kinds of templates, their states, and which placeholders each kind offers."""

from django.db import models

from wegplan.kit.vorlagen import Feld


class Planvorlagenart(models.TextChoices):
    FOERDERPLAN = "foerderplan", "Förderplan"


class Planvorlagenstand(models.TextChoices):
    ENTWURF = "entwurf", "geprüft, noch nicht eingereicht"
    EINGEREICHT = "eingereicht", "liegt beim Regionalbüro"
    FREIGEGEBEN = "freigegeben", "in Gebrauch"
    ZURUECKGEGEBEN = "zurueckgegeben", "zurückgegeben"
    ABGELOEST = "abgeloest", "abgelöst"


_SCHRITTE = [
    {
        "text": "Drei Betriebe anrufen",
        "wer": "ich selbst",
        "bis": "20.03.2026",
        "erledigt_am": "18.03.2026",
    }
]


def _ziele(horizont: str, wortlaut: str) -> list[dict[str, object]]:
    return [
        {
            "horizont": horizont,
            "bereich": "fachlich",
            "wortlaut": wortlaut,
            "fachsprache": "Praktikum auf dem ersten Arbeitsmarkt",
            "methode": "Bewerbungstraining, Begleitung zum ersten Gespräch",
            "wer": "ich selbst",
            "bis": "31.03.2026",
            "stand": "läuft",
            "ergebnis": "Zwei Betriebe haben zugesagt.",
            "schritte": _SCHRITTE,
        }
    ]


_NAH = _ziele("Nahziel", "Ich finde einen Betrieb für mein Praktikum.")
_FERN = _ziele("Fernziel", "Ich arbeite später in einem festen Team.")
_BEREICHE = (
    ("fachlich", "fachlich", "Ich kann gut mit Holz umgehen.", "Arbeitet sorgfältig, drei Jahre Erfahrung im Lager."),
    ("sozial", "sozial", "Ich bin gern in der Gruppe.", "Kommt gut zurecht, fragt selten um Hilfe."),
    ("persoenlich", "persönlich", "Ich bin pünktlich.", "Traut sich weniger zu, als sie kann."),
    ("hindernisse", "Hindernisse", "Der Weg ist weit.", "Kein Führerschein, die Busse fahren selten."),
)
_EINZELN = tuple(
    feld
    for schluessel, wort, selbst, fach in _BEREICHE
    for feld in (
        Feld(f"{schluessel}_selbst", f"Ausgangslage {wort}: eigene Einschätzung", f"teils, teils. {selbst}"),
        Feld(f"{schluessel}_fach", f"Ausgangslage {wort}: Einschätzung der Fachkraft", f"gut. {fach}"),
    )
)

FELDER: dict[Planvorlagenart, tuple[Feld, ...]] = {
    Planvorlagenart.FOERDERPLAN: (
        Feld("name", "Vor- und Nachname", "Erika Vogel"),
        Feld("geburtsdatum", "Geburtsdatum", "17.05.1990"),
        Feld("kundennummer", "Kundennummer, kann leer sein", "123A456789"),
        Feld("massnahme", "Qualifizierungsprojekt", "P-4711 Neue Wege"),
        Feld("projektziel", "Ziel des Projekts: die Stufe des Programms", "Integration und Einstiegsbegleitung"),
        Feld("traeger", "Bildungsdienstleister", "Lernhaus Auenmark"),
        Feld("eintritt", "Beginn der Teilnahme", "05.01.2026"),
        Feld("geplantes_ende", "Geplantes Ende der Teilnahme", "30.09.2026"),
        Feld("ansprechperson", "Fachkraft, die den Plan schreibt", "Kim Kurs"),
        Feld("kontakt", "Wie die Fachkraft zu erreichen ist, kann leer sein", "kim.kurs@lernhaus.example"),
        Feld("fassung", "Nummer der Fassung", "2"),
        Feld("pruefung_am", "Tag der nächsten Überprüfung", "04.06.2026"),
        *_EINZELN,
        Feld(
            "einschaetzungen",
            "Die Einschätzungen als Liste (für „for“)",
            [{"bereich": w, "selbst": f"teils, teils. {s}", "fach": f"gut. {f}"} for _, w, s, f in _BEREICHE],
        ),
        Feld("wunsch_inhalte", "Gewünschte Tätigkeit", "In einem Lager oder Versand"),
        Feld("wunsch_alternativen", "Was auch in Frage kommt, kann leer sein", "In einer Werkstatt"),
        Feld("wunsch_wochenstunden", "Gewünschte Stunden in der Woche, kann leer sein", "30 Stunden"),
        Feld("ziele", "Alle Ziele als Liste (für „for“)", [*_NAH, *_FERN]),
        Feld("nahziele", "Nur die Nahziele als Liste (für „for“)", _NAH),
        Feld("fernziele", "Nur die Fernziele als Liste (für „for“)", _FERN),
        Feld("stufenfrage", "Passt die Stufe noch? Leer bis zur Unterschrift", "Ja, die Stufe passt"),
        Feld("stufengrund", "Warum die Stufe passt oder nicht", "Sie kommt gut mit."),
        Feld("unterschrieben", "ob die Fassung unterschrieben ist (für „if“)", True),
        Feld("unterschrieben_am", "Tag der Unterschriften; im Entwurf eine Linie", "05.03.2026"),
        Feld("unterschrift_teilnehmend", "Wer für sich unterschrieben hat; im Entwurf eine Linie", "Erika Vogel"),
        Feld("unterschrift_fachkraft", "Welche Fachkraft unterschrieben hat; im Entwurf eine Linie", "Kim Kurs"),
        Feld("pruefsumme", "Prüfsumme der unterschriebenen Fassung (SHA-256)", "9f2c41d0…"),
        Feld("heute", "Tag des Drucks", "05.03.2026"),
    ),
}
