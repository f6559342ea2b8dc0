"""Who sees which pages in the side navigation, start page first (entwurf/oberflaeche.md, frame).

An entry whose page does not exist or whose action the role lacks is left out by kit.ui.navigation.
"""

from wegplan.domains.organisation.access import Aktion, Rolle
from wegplan.kit.ui.navigation import Eintrag

SUCHE = Eintrag("Person suchen", "akte:suche", "search", Aktion.PERSON_LESEN)

MEIN_TAG = Eintrag("Mein Tag", "tisch:mein", "checklist", Aktion.VORGANG_ERFASSEN)
TEAM = Eintrag("Schritte im Team", "tisch:team", "checklist", Aktion.AUSWERTUNG_FAELLE)
VORSCHLAEGE = Eintrag("Vorschläge", "vorschlag:liste", "draft", Aktion.VORSCHLAG_LESEN)
VERFAHREN = Eintrag("Verfahren", "verfahrenspflege:liste", "checklist", Aktion.VERFAHREN_PFLEGEN)
VORSCHAU = Eintrag("Vorschau", "auswertung:vorschau", "calendar-today", Aktion.VORSCHAU_SEHEN)
FEHLERLISTE = Eintrag("Fehlerliste", "auswertung:fehlerliste", "checklist", Aktion.VORSCHAU_SEHEN)
AUSWERTUNG = Eintrag("Auswertung", "auswertung:auswertung", "wp-diagramm", Aktion.AUSWERTUNG_SEHEN)
DATENPAKET = Eintrag("Datenpaket", "datenpaket:start", "drive-folder-upload", Aktion.DATEN_EXPORTIEREN)
AUFTRAEGE = Eintrag("Meine Aufträge", "auftrag:liste", "autorenew")
VERWALTUNG = Eintrag("Verwaltung", "admin:index", "edit", Aktion.STAMMDATEN_PFLEGEN)
ZUGRIFFE = Eintrag("Zugriffe", "audit:liste", "visibility", Aktion.SPUREN_LESEN)
AUFFAELLIGKEITEN = Eintrag("Auffälligkeiten", "audit:muster", "warning", Aktion.SPUREN_LESEN)
BERECHTIGUNGEN = Eintrag("Berechtigungen", "audit:berechtigungen", "checklist", Aktion.BERECHTIGUNGEN_SEHEN)
ANWESENHEIT = Eintrag("Anwesenheit", "anwesenheit:gruppen", "calendar-today", Aktion.ANWESENHEIT_LESEN)
MONATSLISTEN = Eintrag("Anwesenheitslisten", "anwesenheit:listen", "draft", Aktion.ANWESENHEIT_LESEN)
FEHLMELDUNGEN = Eintrag("Meldungen", "anwesenheit:meldungen", "mail", Aktion.FEHLMELDUNG_LESEN)
BERICHTE = Eintrag("Entwicklungsberichte", "bericht:liste", "draft", Aktion.BERICHT_LESEN)
GESPRAECHE = Eintrag("Gespräche", "gespraech:liste", "calendar-today", Aktion.GESPRAECH_LESEN)
ZIELINDIKATOREN = Eintrag(
    "Zielindikatoren", "zielvereinbarung:indikatoren", "wp-diagramm", Aktion.ZIELINDIKATOREN_SEHEN
)
ZIELVEREINBARUNGEN = Eintrag("Zielvereinbarungen", "zielvereinbarung:liste", "draft", Aktion.ZIELVEREINBARUNG_LESEN)
PROGRAMMBERICHT = Eintrag("Programmbericht", "programmbericht:liste", "wp-diagramm", Aktion.PROGRAMMBERICHT_SEHEN)
UEBERGAENGE = Eintrag("Übergänge", "uebergang:brett", "arrow-forward", Aktion.ZUWEISUNG_LESEN)


def _start(name: str) -> Eintrag:
    return Eintrag(name, "startseite:start", "home")


def _personen(name: str) -> Eintrag:
    return Eintrag(name, "akte:liste", "wp-gruppe", Aktion.PERSON_LESEN)


def _massnahmen(name: str = "Maßnahmen") -> Eintrag:
    return Eintrag(name, "massnahme:liste", "wp-stufen", Aktion.MASSNAHME_LESEN)


_FACHKRAFT = (
    _start("Start"),
    MEIN_TAG,
    _personen("Meine Personen"),
    _massnahmen(),
    VORSCHLAEGE,
    VORSCHAU,
    FEHLMELDUNGEN,
    AUFTRAEGE,
)
_LEITUNG = (
    _start("Start"),
    AUSWERTUNG,
    VORSCHAU,
    FEHLERLISTE,
    _personen("Personen"),
    _massnahmen(),
    VERFAHREN,
    DATENPAKET,  # leads on to the own Aufträge
)
_TRAEGER = (
    _start("Heute"),
    UEBERGAENGE,
    ANWESENHEIT,
    BERICHTE,
    _personen("Teilnehmende"),
    _massnahmen(),
    ZIELINDIKATOREN,
    VORSCHLAEGE,
)

NAVIGATION: dict[str, tuple[Eintrag, ...]] = {
    Rolle.PAP: _FACHKRAFT,
    Rolle.IFK: _FACHKRAFT,
    Rolle.BOV: _FACHKRAFT,
    Rolle.AGS: (_start("Start"), MEIN_TAG, _personen("Personen"), _massnahmen()),
    Rolle.MB: (
        _start("Heute"),
        MEIN_TAG,
        _massnahmen("Meine Maßnahmen"),
        _personen("Personen"),
        VORSCHLAEGE,
        FEHLMELDUNGEN,
        MONATSLISTEN,
    ),
    Rolle.TL: (
        _start("Team heute"),
        TEAM,
        VORSCHAU,
        FEHLERLISTE,
        AUSWERTUNG,
        _personen("Personen"),
        _massnahmen(),
        DATENPAKET,  # leads on to the own Aufträge
    ),
    Rolle.BL: _LEITUNG,
    Rolle.DQM: _LEITUNG,
    Rolle.BDL: _TRAEGER,
    Rolle.BDL_LEITUNG: _TRAEGER,
    Rolle.RB: (
        _start("Heute"),
        UEBERGAENGE,
        BERICHTE,
        GESPRAECHE,
        FEHLMELDUNGEN,
        MONATSLISTEN,  # leads on to the attendance of the groups
        _massnahmen("Projekte"),
        ZIELINDIKATOREN,
    ),
    Rolle.REGIESTELLE: (
        _start("Start"),
        PROGRAMMBERICHT,
        ZIELINDIKATOREN,
        ZIELVEREINBARUNGEN,
        _massnahmen("Projekte"),
    ),
    Rolle.DATENSCHUTZ: (_start("Start"), ZUGRIFFE, AUFFAELLIGKEITEN, BERECHTIGUNGEN),
    Rolle.TECHNIK: (_start("Start"), VERWALTUNG, BERECHTIGUNGEN),
    Rolle.TEILNEHMENDE: (
        _start("Mein Weg"),
        Eintrag("Mein Plan", "zugang:plan", "checklist", Aktion.EIGENE_AKTE_LESEN),
        Eintrag("Meine Einschätzung", "zugang:einschaetzung", "edit", Aktion.EIGENE_AKTE_SCHREIBEN),
        Eintrag("Meine Ziele", "zugang:ziele", "wp-stufen", Aktion.EIGENE_AKTE_SCHREIBEN),
        Eintrag("Meine Anwesenheit", "zugang:anwesenheit", "calendar-today", Aktion.EIGENE_AKTE_LESEN),
        Eintrag("Meine Berichte", "zugang:berichte", "draft", Aktion.EIGENE_AKTE_LESEN),
        Eintrag("Wer hat gelesen?", "zugang:gelesen", "visibility", Aktion.EIGENE_AKTE_LESEN),
        Eintrag("Hilfe", "zugang:hilfe", "help", Aktion.EIGENE_AKTE_LESEN),
    ),
}
