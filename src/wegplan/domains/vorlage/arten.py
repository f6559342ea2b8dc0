"""The kinds of letters and sheets, which placeholders each offers, and which offices have them."""

from typing import Any

from django.db import models

from wegplan.domains.organisation.access import Aktion
from wegplan.kit.vorlagen import Feld


class Vorlagenart(models.TextChoices):
    EINLADUNG = "einladung", "Einladung"
    TEILNAHME = "teilnahme", "Teilnahmebescheinigung"
    ZERTIFIKAT = "zertifikat", "Zertifikat"
    BRIEF = "brief", "Serienbrief"


SERIEN = (Vorlagenart.TEILNAHME, Vorlagenart.ZERTIFIKAT, Vorlagenart.BRIEF)  # filled for many, see seriendruck


def arten_fuer(nutzer: Any) -> list[Vorlagenart]:
    """Offices that invite have invitations, providers certificates, all of them serial letters."""
    noetig = {
        Vorlagenart.EINLADUNG: Aktion.VORGANG_LESEN,
        Vorlagenart.TEILNAHME: Aktion.FOERDERUNG_ERFASSEN,
        Vorlagenart.ZERTIFIKAT: Aktion.FOERDERUNG_ERFASSEN,
        Vorlagenart.BRIEF: Aktion.VORLAGEN_PFLEGEN,
    }
    return [art for art in Vorlagenart if nutzer.darf(noetig[art])]


_MASSNAHME = (
    Feld("nummer_massnahme", "Maßnahmenummer", "M-4711"),
    Feld("traeger", "Bildungsdienstleister", "Bildungshaus Auenmark"),
    Feld("von", "erster Tag der Teilnahme", "01.09.2025"),
    Feld("bis", "letzter oder geplanter letzter Tag der Teilnahme", "28.02.2026"),
    Feld("tag", "Tag der Ausstellung oder des Briefes", "05.03.2026"),
)
_BESCHEINIGUNG = (
    Feld("name", "Vor- und Nachname", "Erika Vogel", pflicht=True),
    Feld("geburtsdatum", "Geburtsdatum", "17.05.1990", pflicht=True),
    Feld("massnahme", "Maßnahme", "Lagerlogistik", pflicht=True),
    Feld("nummer", "Nummer der Bescheinigung", "BDL-01-2026-0007", pflicht=True),
    Feld("zweitschrift", "bei einer Zweitschrift dieses Wort mit Tag, sonst leer", "Zweitschrift", pflicht=True),
    *_MASSNAHME,
    Feld("beendet", "ob die Teilnahme beendet ist (für „if“)", True),
    Feld("tage", "Tage der Anwesenheit", "104"),
    Feld("module", "bestandene Module des Qualifizierungsplans als Satz, kann leer sein", "Bestandene Module: 3 von 5"),
)
_ABGESCHLOSSEN = [{"bezeichnung": "Flurförderschein", "am": "12.11.2025"}]


FELDER: dict[Vorlagenart, tuple[Feld, ...]] = {
    Vorlagenart.EINLADUNG: (
        Feld("name", "Vor- und Nachname", "Erika Vogel", pflicht=True),
        Feld("kundennummer", "Kundennummer, kann leer sein", "123A456789"),
        Feld("tag", "Tag des Termins mit Wochentag", "Donnerstag, 05.03.2026", pflicht=True),
        Feld("uhrzeit", "Uhrzeit des Termins", "09:30", pflicht=True),
        Feld("ort", "Ort des Termins", "Jobcenter, Zimmer 12", pflicht=True),
        Feld("anlass", "Grund der Einladung", "Ihre Bewerbungen nach der Maßnahme", pflicht=True),
        Feld("massnahme", "Maßnahme, zu der die Einladung gehört, kann leer sein", "M-4711 Lagerlogistik"),
        Feld("absender", "Wer einlädt", "Kim Kranz", pflicht=True),
        Feld("stelle", "Dienststelle", "Jobcenter Auenmark"),
        Feld("heute", "Tag des Briefes", "26.02.2026"),
        Feld("wiederholt", "ob es nicht die erste Einladung in Folge ist (für „if“)", True),
    ),
    Vorlagenart.TEILNAHME: (
        *_BESCHEINIGUNG,
        Feld("qualifizierungen", "Abgeschlossenes als Liste (für „for“)", _ABGESCHLOSSEN),
    ),
    Vorlagenart.ZERTIFIKAT: (
        *_BESCHEINIGUNG,
        Feld("qualifizierungen", "Abgeschlossenes als Liste (für „for“)", _ABGESCHLOSSEN, pflicht=True),
    ),
    Vorlagenart.BRIEF: (
        Feld("name", "Vor- und Nachname", "Erika Vogel", pflicht=True),
        Feld("betreff", "Betreff, beim Drucken einzugeben", "Neue Zeiten"),
        Feld("absaetze", "Text, beim Drucken einzugeben, als Liste (für „for“)", ["Ab Montag beginnen wir um acht."]),
        Feld("massnahme", "Maßnahme", "Lagerlogistik"),
        *_MASSNAHME,
        Feld("absender", "Wer den Brief druckt", "Kim Kurs"),
        Feld("stelle", "Stelle", "Bildungshaus Auenmark"),
    ),
}
