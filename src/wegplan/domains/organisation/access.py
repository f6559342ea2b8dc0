"""The access table (DS-03): role × relation × action, in one place.

It is the source for views, templates, the keys of row security, the printed Berechtigungskonzept and the
access matrix test. A relation says how somebody came to a person (DS-02): always by an assignment.
"""

from functools import cache

from django.db import models


class Rolle(models.TextChoices):
    PAP = "pap", "Persönliche Ansprechperson"
    IFK = "ifk", "Integrationsfachkraft"
    BOV = "bov", "Bewerberorientierte Vermittlung"
    AGS = "ags", "Arbeitgeber-Service"
    MB = "mb", "Maßnahmebetreuung"
    TL = "tl", "Teamleitung"
    BL = "bl", "Bereichsleitung"
    DQM = "dqm", "Datenqualitätsmanagement"
    BDL = "bdl", "Fachkraft beim Bildungsdienstleister"
    BDL_LEITUNG = "bdl_leitung", "Leitung beim Bildungsdienstleister"
    RB = "rb", "Regionalbüro"
    REGIESTELLE = "regiestelle", "Regiestelle"
    DATENSCHUTZ = "datenschutz", "Datenschutz"
    TECHNIK = "technik", "Technik"
    TEILNEHMENDE = "teilnehmende", "Teilnehmende"


class Beziehung(models.TextChoices):
    FALL = "fall", "selbst zuständig, vertretend oder mit der Übergabe betraut"
    TEAM = "team", "Person gehört zum eigenen Team"
    ORGANISATION = "organisation", "Person gehört zur eigenen Organisation"
    MASSNAHME = (
        "massnahme",
        "Person nimmt an einer Maßnahme der eigenen Stelle teil, bis 6 Monate nach dem Austritt; im Programm länger, "
        "bis der Verbleib erhoben ist (Träger höchstens 9, Regionalbüro höchstens 12 Monate)",
    )
    ALLES = "alles", "ganze Installation (nur einzeln erteilt)"
    SELBST = "selbst", "die eigene Akte, solange die Einladung dazu gilt"
    OHNE = "ohne", "ohne Bezug zu Personen"


class Aktion(models.TextChoices):
    PERSON_LESEN = "person_lesen", "Akte öffnen, Personen suchen"
    PERSON_AENDERN = "person_aendern", "Person anlegen und ändern"
    TEILNAHME_AENDERN = "teilnahme_aendern", "Teilnahme, Austritt eintragen"
    AUSTRITT_ZURUECKNEHMEN = "austritt_zuruecknehmen", "Falschen Austritt zurücknehmen"
    VERMITTLUNG_LESEN = "vermittlung_lesen", "Vereinbarungen und Vermittlungen lesen"
    VERMITTLUNG_ERFASSEN = "vermittlung_erfassen", "Vereinbarung und Vermittlung eintragen"
    VORGANG_LESEN = "vorgang_lesen", "Gespräche und andere Vorgänge lesen"
    VORGANG_ERFASSEN = "vorgang_erfassen", "Gespräche und andere Vorgänge eintragen"
    ANWESENHEIT_LESEN = "anwesenheit_lesen", "Anwesenheit und Fehlzeiten lesen"
    ANWESENHEIT_ERFASSEN = "anwesenheit_erfassen", "Anwesenheit und Krankmeldungen eintragen"
    ANWESENHEIT_ABSCHLIESSEN = "anwesenheit_abschliessen", "Monat der Anwesenheit abschließen und weitergeben"
    FEHLMELDUNG_LESEN = "fehlmeldung_lesen", "Meldungen über unentschuldigtes Fehlen empfangen"
    ZUWEISUNG_LESEN = "zuweisung_lesen", "Zuweisungen zum Programm und ihren Stand lesen"
    ZUWEISUNG_ERFASSEN = "zuweisung_erfassen", "Ins Programm zuweisen, Zuweisungen beenden"
    PROFILING_LESEN = "profiling_lesen", "Kurzgutachten und Zielplanung lesen"
    PROFILING_SCHREIBEN = "profiling_schreiben", "Profiling führen, an den Träger übergeben, danach beenden"
    UEBERGABE_ERFASSEN = "uebergabe_erfassen", "Auftaktgespräch und seine Vereinbarungen eintragen"
    FOERDERUNG_LESEN = "foerderung_lesen", "Praktika, Förderleistungen und Zertifikate lesen"
    FOERDERUNG_ERFASSEN = "foerderung_erfassen", "Praktika, Förderleistungen und Zertifikate eintragen"
    VERBLEIB_LESEN = "verbleib_lesen", "Ergebnis und Verbleib lesen"
    VERBLEIB_ERFASSEN = "verbleib_erfassen", "Ergebnis und Verbleib eintragen"
    FOERDERPLAN_LESEN = "foerderplan_lesen", "Förderplan lesen"
    FOERDERPLAN_SCHREIBEN = "foerderplan_schreiben", "Förderplan schreiben, unterschreiben und aushändigen"
    FOERDERPLAN_EINSEHEN = "foerderplan_einsehen", "Einsicht in einen einzelnen Förderplan mit Grund nehmen"
    FOERDERZIELE_LESEN = "foerderziele_lesen", "Ziele und Schritte eines Förderplans lesen"
    BERICHT_LESEN = "bericht_lesen", "Entwicklungsberichte lesen"
    BERICHT_SCHREIBEN = "bericht_schreiben", "Entwicklungsberichte schreiben"
    BERICHT_FREIGEBEN = "bericht_freigeben", "Entwicklungsberichte freigeben und übermitteln"
    BERICHT_ANNEHMEN = "bericht_annehmen", "Entwicklungsberichte annehmen oder zurückgeben"
    GESPRAECH_LESEN = "gespraech_lesen", "Gespräche des Programms lesen"
    GESPRAECH_ERFASSEN = "gespraech_erfassen", "Gespräche des Programms mit Vereinbarungen eintragen"
    INTERVENTION_LESEN = "intervention_lesen", "Warnzeichen und Abbruchintervention lesen"
    INTERVENTION_ERFASSEN = "intervention_erfassen", "Abbruchintervention beginnen und führen"
    STUFENWECHSEL_LESEN = "stufenwechsel_lesen", "Stufenwechsel und seinen Stand lesen"
    STUFENWECHSEL_EMPFEHLEN = "stufenwechsel_empfehlen", "Stufenwechsel empfehlen"
    STUFENWECHSEL_EINSCHAETZEN = "stufenwechsel_einschaetzen", "Neue Einschätzung zum Stufenwechsel abgeben"
    STUFENWECHSEL_ZUSTIMMEN = "stufenwechsel_zustimmen", "Einem Stufenwechsel zustimmen"
    ZIELVEREINBARUNG_LESEN = "zielvereinbarung_lesen", "Zielvereinbarungen lesen"
    ZIELVEREINBARUNG_SCHREIBEN = "zielvereinbarung_schreiben", "Zielvereinbarungen schreiben und fortschreiben"
    ZIELVEREINBARUNG_ZEICHNEN = "zielvereinbarung_zeichnen", "Unterschrift unter eine Zielvereinbarung eintragen"
    ZIELINDIKATOREN_SEHEN = "zielindikatoren_sehen", "Zielindikatoren eines Projekts sehen"
    GEGENMASSNAHME_VEREINBAREN = "gegenmassnahme_vereinbaren", "Gegenmaßnahmen zu verfehlten Zielen vereinbaren"
    PROGRAMMBERICHT_SEHEN = "programmbericht_sehen", "Bericht über das ganze Programm sehen"
    PROGRAMMBERICHT_ERSTELLEN = "programmbericht_erstellen", "Bericht über das ganze Programm erstellen"
    CHECKLISTE_SEHEN = "checkliste_sehen", "Pflichten eines Projekts mit Stand und Rückständen sehen"
    CHECKLISTE_ABHAKEN = "checkliste_abhaken", "Pflichten ohne Eintrag in der Akte abhaken und den Haken zurücknehmen"
    PROJEKTBERICHT_LESEN = "projektbericht_lesen", "Zusammenfassende Projektberichte lesen"
    PROJEKTBERICHT_SCHREIBEN = "projektbericht_schreiben", "Zusammenfassende Projektberichte schreiben"
    PROJEKTBERICHT_FREIGEBEN = "projektbericht_freigeben", "Zusammenfassende Projektberichte freigeben"
    PROJEKTBERICHT_ANNEHMEN = "projektbericht_annehmen", "Zusammenfassende Projektberichte annehmen oder zurückgeben"
    EINWILLIGUNG_LESEN = "einwilligung_lesen", "Einwilligungen in die Veröffentlichung eines Projekts lesen"
    EINWILLIGUNG_PFLEGEN = "einwilligung_pflegen", "Einwilligungen eintragen, ändern, widerrufen"
    EINWILLIGUNG_VEROEFFENTLICHEN = "einwilligung_veroeffentlichen", "Link und Adresse eines Projekts veröffentlichen"
    QUALIFIZIERUNGSPLAN_LESEN = "qualifizierungsplan_lesen", "Qualifizierungspläne lesen"
    QUALIFIZIERUNGSPLAN_SCHREIBEN = "qualifizierungsplan_schreiben", "Qualifizierungspläne schreiben"
    FOERDERZIELE_ANMERKEN = "foerderziele_anmerken", "Zielen und Schritten zustimmen oder etwas anmerken"
    PLANVORLAGE_PFLEGEN = "planvorlage_pflegen", "Eigene Vorlage für Förderpläne hochladen"
    PLANVORLAGE_FREIGEBEN = "planvorlage_freigeben", "Vorlagen für Förderpläne prüfen und freigeben"
    SERIENDRUCK = "seriendruck", "Bescheinigungen und Serienbriefe drucken"
    BELEG_LESEN = "beleg_lesen", "Abgelegte Belege ansehen"
    BELEG_ABLEGEN = "beleg_ablegen", "Belege zur Akte ablegen"
    PRUEFORDNER_ERSTELLEN = "pruefordner_erstellen", "Prüfordner eines Projekts erstellen"
    FRAGE_LESEN = "frage_lesen", "Fragen zu einem Fall und Antworten lesen"
    FRAGE_STELLEN = "frage_stellen", "Fragen zu einem Fall stellen und beantworten"
    EIGENE_AKTE_LESEN = "eigene_akte_lesen", "Die eigene Akte lesen: Plan, Anwesenheit, Berichte, Zugriffe"
    EIGENE_AKTE_SCHREIBEN = "eigene_akte_schreiben", "Sich selbst einschätzen, zu Plan und Bericht etwas sagen"
    ZUGANG_VERWALTEN = "zugang_verwalten", "Teilnehmende zum eigenen Zugang einladen, den Zugang beenden"
    VORSCHLAG_LESEN = "vorschlag_lesen", "Vorschläge zu Verlängerung, Ende und Beginn lesen"
    VORSCHLAG_MACHEN = "vorschlag_machen", "Verlängerung, vorzeitiges Ende, anderen Beginn vorschlagen"
    VORSCHLAG_ENTSCHEIDEN = "vorschlag_entscheiden", "Vorschläge annehmen und ablehnen"
    VORSCHLAG_AUFHEBEN = "vorschlag_aufheben", "Angenommene Vorschläge aufheben"
    VERFAHREN_PFLEGEN = "verfahren_pflegen", "Eigenes Verfahren der Stelle schreiben, Fälle überführen"
    VORSCHAU_SEHEN = "vorschau_sehen", "Vorschau und Fehlerliste"
    ABZEICHNEN = "abzeichnen", "Zeilen der Listen abzeichnen"
    AUSWERTUNG_SEHEN = "auswertung_sehen", "Quoten sehen"
    AUSWERTUNG_FAELLE = "auswertung_faelle", "Fälle hinter den Quoten sehen"
    FAELLE_VERTEILEN = "faelle_verteilen", "Regeln der Verteilung pflegen, viele Fälle auf einmal umstellen"
    VORLAGEN_PFLEGEN = "vorlagen_pflegen", "Vorlagen der Stelle für Briefe und Bescheinigungen hochladen und freigeben"
    MASSNAHME_LESEN = "massnahme_lesen", "Maßnahmen ansehen"
    BETREUUNG_FESTLEGEN = "betreuung_festlegen", "Festlegen, wer eine Maßnahme der Stelle betreut"
    MASSNAHME_BETREUEN = "massnahme_betreuen", "Schritte der Maßnahmebetreuung abhaken und verschieben"
    DATEN_IMPORTIEREN = "daten_importieren", "Datenpaket einlesen"
    DATEN_EXPORTIEREN = "daten_exportieren", "Datenpaket ausgeben"
    IMPORT_ZURUECKNEHMEN = "import_zuruecknehmen", "Einlesen zurücknehmen"
    SPUREN_LESEN = "spuren_lesen", "Zugriffe einsehen"
    BERECHTIGUNGEN_SEHEN = "berechtigungen_sehen", "Berechtigungskonzept ansehen"
    STAMMDATEN_PFLEGEN = "stammdaten_pflegen", "Organisationen, Teams, Maßnahmen, Konten pflegen"


A = Aktion
_FACHKRAFT = frozenset(
    {
        A.PERSON_LESEN,
        A.PERSON_AENDERN,
        A.TEILNAHME_AENDERN,
        A.VERMITTLUNG_LESEN,
        A.VERMITTLUNG_ERFASSEN,
        A.VORGANG_LESEN,
        A.VORGANG_ERFASSEN,
        A.VORSCHLAG_LESEN,
        A.VORSCHLAG_MACHEN,
        A.VORSCHLAG_ENTSCHEIDEN,
        A.ANWESENHEIT_LESEN,
        A.FEHLMELDUNG_LESEN,
        A.ZUWEISUNG_LESEN,
        A.ZUWEISUNG_ERFASSEN,
        A.PROFILING_LESEN,
        A.FOERDERUNG_LESEN,
        A.VERBLEIB_LESEN,
        A.FOERDERZIELE_LESEN,
        A.BERICHT_LESEN,
        A.BERICHT_ANNEHMEN,
        A.INTERVENTION_LESEN,
        A.STUFENWECHSEL_LESEN,
        A.STUFENWECHSEL_ZUSTIMMEN,
        A.VORSCHAU_SEHEN,
        A.ABZEICHNEN,
        A.MASSNAHME_LESEN,
        A.BELEG_LESEN,
        A.BELEG_ABLEGEN,
        A.FRAGE_LESEN,
        A.FRAGE_STELLEN,
        A.SERIENDRUCK,
        A.ZUGANG_VERWALTEN,
    }
)
_TEAMLEITUNG = _FACHKRAFT | {
    A.AUSTRITT_ZURUECKNEHMEN,
    A.VORSCHLAG_AUFHEBEN,
    A.AUSWERTUNG_SEHEN,
    A.AUSWERTUNG_FAELLE,
    A.DATEN_EXPORTIEREN,
    A.FAELLE_VERTEILEN,
    A.VORLAGEN_PFLEGEN,
    A.BETREUUNG_FESTLEGEN,
}
_LEITUNG = frozenset(
    {
        A.PERSON_LESEN,
        A.VERMITTLUNG_LESEN,
        A.VORGANG_LESEN,
        A.VORSCHLAG_LESEN,
        A.ANWESENHEIT_LESEN,
        A.FEHLMELDUNG_LESEN,
        A.ZUWEISUNG_LESEN,
        A.FOERDERUNG_LESEN,
        A.VERBLEIB_LESEN,
        A.VERFAHREN_PFLEGEN,
        A.VORSCHAU_SEHEN,
        A.AUSWERTUNG_SEHEN,
        A.AUSWERTUNG_FAELLE,
        A.MASSNAHME_LESEN,
        A.AUSTRITT_ZURUECKNEHMEN,
        A.DATEN_EXPORTIEREN,
    }
)
_BEREICHSLEITUNG = frozenset({A.IMPORT_ZURUECKNEHMEN, A.VORLAGEN_PFLEGEN, A.BETREUUNG_FESTLEGEN})
_DATENQUALITAET = _LEITUNG | {A.DATEN_IMPORTIEREN, A.IMPORT_ZURUECKNEHMEN}
_STELLE = frozenset({A.PERSON_LESEN, A.MASSNAHME_LESEN, A.ANWESENHEIT_LESEN})
_VORSCHLAGEN = frozenset({A.VORSCHLAG_LESEN, A.VORSCHLAG_MACHEN})
_PROGRAMM = frozenset(
    {
        A.ZUWEISUNG_LESEN,
        A.PROFILING_LESEN,
        A.UEBERGABE_ERFASSEN,
        A.FOERDERUNG_LESEN,
        A.VERBLEIB_LESEN,
        A.VERBLEIB_ERFASSEN,
        A.FOERDERPLAN_LESEN,
        A.FOERDERZIELE_LESEN,
        A.BERICHT_LESEN,
        A.GESPRAECH_LESEN,
        A.GESPRAECH_ERFASSEN,
        A.INTERVENTION_LESEN,
        A.INTERVENTION_ERFASSEN,
        A.STUFENWECHSEL_LESEN,
        A.ZIELVEREINBARUNG_LESEN,
        A.ZIELINDIKATOREN_SEHEN,
        A.CHECKLISTE_SEHEN,
        A.CHECKLISTE_ABHAKEN,
        A.PROJEKTBERICHT_LESEN,
        A.QUALIFIZIERUNGSPLAN_LESEN,
        A.BELEG_LESEN,
        A.BELEG_ABLEGEN,
        A.FRAGE_LESEN,
        A.FRAGE_STELLEN,
        A.SERIENDRUCK,
        A.EINWILLIGUNG_LESEN,
    }
)
_TRAEGER = (
    _STELLE
    | _VORSCHLAGEN
    | _PROGRAMM
    | {
        A.ANWESENHEIT_ERFASSEN,
        A.FOERDERUNG_ERFASSEN,
        A.FOERDERPLAN_SCHREIBEN,
        A.BERICHT_SCHREIBEN,
        A.STUFENWECHSEL_EMPFEHLEN,
        A.PROJEKTBERICHT_SCHREIBEN,
        A.QUALIFIZIERUNGSPLAN_SCHREIBEN,
        A.ZUGANG_VERWALTEN,
    }
)
_TRAEGERLEITUNG = _TRAEGER | {
    A.ANWESENHEIT_ABSCHLIESSEN,
    A.BERICHT_FREIGEBEN,
    A.ZIELVEREINBARUNG_ZEICHNEN,
    A.GEGENMASSNAHME_VEREINBAREN,
    A.PROJEKTBERICHT_FREIGEBEN,
    A.EINWILLIGUNG_PFLEGEN,
    A.PLANVORLAGE_PFLEGEN,
    A.VORLAGEN_PFLEGEN,
    A.PRUEFORDNER_ERSTELLEN,
}
_REGIONALBUERO = (
    _STELLE
    | _PROGRAMM
    | {
        A.FEHLMELDUNG_LESEN,
        A.PROFILING_SCHREIBEN,
        A.FOERDERPLAN_EINSEHEN,
        A.BERICHT_ANNEHMEN,
        A.STUFENWECHSEL_EINSCHAETZEN,
        A.ZIELVEREINBARUNG_SCHREIBEN,
        A.ZIELVEREINBARUNG_ZEICHNEN,
        A.GEGENMASSNAHME_VEREINBAREN,
        A.PROGRAMMBERICHT_SEHEN,
        A.PROJEKTBERICHT_ANNEHMEN,
        A.EINWILLIGUNG_PFLEGEN,
        A.FOERDERZIELE_ANMERKEN,
        A.PLANVORLAGE_FREIGEBEN,
        A.VORLAGEN_PFLEGEN,
        A.PRUEFORDNER_ERSTELLEN,
    }
)
_REGIESTELLE = frozenset(
    {
        A.MASSNAHME_LESEN,
        A.ZIELVEREINBARUNG_LESEN,
        A.ZIELINDIKATOREN_SEHEN,
        A.PROGRAMMBERICHT_SEHEN,
        A.PROGRAMMBERICHT_ERSTELLEN,
        A.CHECKLISTE_SEHEN,
        A.PROJEKTBERICHT_LESEN,
        A.EINWILLIGUNG_LESEN,
        A.EINWILLIGUNG_VEROEFFENTLICHEN,
    }
)
_MITWIRKUNG = frozenset({A.PERSON_LESEN, A.MASSNAHME_LESEN, A.VORGANG_LESEN, A.VORGANG_ERFASSEN})

TABELLE: dict[Rolle, dict[Beziehung, frozenset[Aktion]]] = {
    Rolle.PAP: {Beziehung.FALL: _FACHKRAFT},
    Rolle.IFK: {Beziehung.FALL: _FACHKRAFT},
    Rolle.BOV: {Beziehung.FALL: _FACHKRAFT},
    Rolle.AGS: {Beziehung.FALL: _MITWIRKUNG | {A.VERMITTLUNG_LESEN, A.VERMITTLUNG_ERFASSEN}},
    Rolle.MB: {
        Beziehung.FALL: _MITWIRKUNG
        | _VORSCHLAGEN
        | {A.ANWESENHEIT_LESEN, A.FEHLMELDUNG_LESEN, A.BETREUUNG_FESTLEGEN, A.MASSNAHME_BETREUEN}
    },
    Rolle.TL: {Beziehung.FALL: _TEAMLEITUNG, Beziehung.TEAM: _TEAMLEITUNG},
    Rolle.BL: {
        Beziehung.FALL: _LEITUNG,
        Beziehung.ORGANISATION: _LEITUNG | _BEREICHSLEITUNG,
        Beziehung.ALLES: _LEITUNG | _BEREICHSLEITUNG,
    },
    Rolle.DQM: {Beziehung.ORGANISATION: _DATENQUALITAET, Beziehung.ALLES: _DATENQUALITAET},
    Rolle.BDL: {Beziehung.MASSNAHME: _TRAEGER},
    Rolle.BDL_LEITUNG: {Beziehung.MASSNAHME: _TRAEGERLEITUNG},
    Rolle.RB: {Beziehung.MASSNAHME: _REGIONALBUERO},
    Rolle.REGIESTELLE: {Beziehung.OHNE: _REGIESTELLE},
    Rolle.DATENSCHUTZ: {Beziehung.OHNE: frozenset({A.SPUREN_LESEN, A.BERECHTIGUNGEN_SEHEN})},
    Rolle.TECHNIK: {Beziehung.OHNE: frozenset({A.STAMMDATEN_PFLEGEN, A.BERECHTIGUNGEN_SEHEN})},
    Rolle.TEILNEHMENDE: {Beziehung.SELBST: frozenset({A.EIGENE_AKTE_LESEN, A.EIGENE_AKTE_SCHREIBEN})},
}


# Which offices an account of a role may belong to: the role of a provider in a Jobcenter would open
# the whole Jobcenter by the key of the organisation.
_AMT = frozenset({"jobcenter", "agentur"})
STELLEN_DER_ROLLE: dict[Rolle, frozenset[str]] = {
    **dict.fromkeys((Rolle.PAP, Rolle.IFK, Rolle.BOV, Rolle.AGS, Rolle.MB, Rolle.TL, Rolle.BL, Rolle.DQM), _AMT),
    **dict.fromkeys((Rolle.BDL, Rolle.BDL_LEITUNG), frozenset({"bildungsdienstleister"})),
    Rolle.RB: frozenset({"regionalbuero"}),
    Rolle.REGIESTELLE: frozenset({"regiestelle"}),
}


@cache
def rolle_darf(rolle: str, aktion: str) -> bool:
    """True when the role may do the action in at least one relation; False for no or an unknown role."""
    return any(aktion in aktionen for aktionen in _zeile(rolle).values())


@cache
def beziehungen(rolle: str, aktion: str | None = None) -> frozenset[Beziehung]:
    """The relations in which the role may do the action (None = any action at all)."""
    return frozenset(b for b, aktionen in _zeile(rolle).items() if aktion is None or aktion in aktionen)


def _zeile(rolle: str) -> dict[Beziehung, frozenset[Aktion]]:
    return TABELLE[Rolle(rolle)] if rolle in Rolle.values else {}
