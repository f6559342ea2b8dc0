"""Malformed packages as a table: what is changed in the example package, and where and how it must be told (DP-02).

`Fall(name, datei, aenderung, (datei, zeile, spalte, satz))`. `aenderung` replaces text in the file (a pair, once), or
is its whole new content (bytes), or None to delete the file. `satz` is a part of the sentence.
"""

from dataclasses import dataclass

PERSONEN = b"kundennummer,nachname,vorname,geburtsdatum,geschlecht,jobcenter,team\n"
VORGANG = b"vorgang_id,kundennummer,teilnahme_id,art,tag,ergebnis,notiz\n"
TEAMS = b"kennung,organisation,name\n"
Ort = tuple[str, int | None, str, str]


@dataclass(frozen=True)
class Fall:
    name: str
    datei: str
    aenderung: tuple[str, str] | bytes | None
    erwartet: Ort


def _p(zeile: int | None, spalte: str, satz: str) -> Ort:
    return "personen.csv", zeile, spalte, satz


def _t(zeile: int, spalte: str, satz: str) -> Ort:
    return "teilnahmen.csv", zeile, spalte, satz


DATEI_UND_ZEICHEN = [
    Fall("leere Datei", "personen.csv", b"", _p(1, "", "Die Datei ist leer")),
    Fall("nur Leerzeilen", "personen.csv", b"\n\n\n", _p(1, "", "Die Datei ist leer")),
    Fall("UTF-16", "personen.csv", "kundennummer\nK1\n".encode("utf-16"), _p(1, "", "UTF-16")),
    Fall(
        "Windows-1252",
        "personen.csv",
        PERSONEN + "K1,Müller,,,,,\n".encode("cp1252"),
        _p(2, "nachname", "nicht in UTF-8"),
    ),
    Fall(
        "Windows-1252 in der Kopfzeile",
        "teams.csv",
        b"kennung,organisation,n\xe4me\n",
        ("teams.csv", 1, "n�me", "nicht vorgesehen"),
    ),
    Fall("NUL-Zeichen", "personen.csv", PERSONEN + b"K1,M\x00,,,,,\n", _p(2, "nachname", "Steuerzeichen")),
    Fall("Glocke im Text", "personen.csv", PERSONEN + b"K1,,A\x07,,,,\n", _p(2, "vorname", "Steuerzeichen")),
    Fall("Bild statt Tabelle", "personen.csv", b"\x89PNG\r\n\x1a\n\x00\x00", _p(1, "", "Kopfzeile")),
    Fall("Unbekannte Datei", "person.csv", PERSONEN, ("person.csv", None, "", "„personen.csv“")),
    Fall("Altes Excel", "teams.xls", b"x", ("teams.xls", None, "", "XLS werden nicht eingelesen")),
    Fall("Arbeitsmappe mit Makros", "teams.xlsm", b"x", ("teams.xlsm", None, "", "XLSM werden nicht eingelesen")),
    Fall("Keine Arbeitsmappe", "praktika.xlsx", b"kein zip", ("praktika.xlsx", None, "", "keine lesbare Excel")),
]
KOPF = [
    Fall("Semikolon", "personen.csv", PERSONEN.replace(b",", b";") + b"K1;A;B;;;;\n", _p(1, "", "Semikolon")),
    Fall("Tabulator", "personen.csv", PERSONEN.replace(b",", b"\t"), _p(1, "", "Tabulator")),
    Fall("ohne Kopfzeile", "personen.csv", b"K1,A,B,1980-01-01,w,JC1,\n", _p(1, "", "Kopfzeile fehlt")),
    Fall(
        "Spalte fehlt",
        "personen.csv",
        ("geburtsdatum,geschlecht", "geburtsdatum"),
        _p(1, "geschlecht", "fehlt in der Kopfzeile"),
    ),
    Fall(
        "Spalte zu viel",
        "teams.csv",
        TEAMS.replace(b"name", b"name,farbe"),
        ("teams.csv", 1, "farbe", "nicht vorgesehen"),
    ),
    Fall("Spalte verschrieben", "personen.csv", ("vorname", "vornahme"), _p(1, "vornahme", "„vorname“")),
    Fall("Spalte groß geschrieben", "personen.csv", ("nachname", "Nachname"), _p(1, "Nachname", "„nachname“")),
    Fall("Spalte doppelt", "teams.csv", b"kennung,organisation,name,name\n", ("teams.csv", 1, "name", "zweimal")),
    Fall("Spalte ohne Namen", "teams.csv", b"kennung,organisation,name,\n", ("teams.csv", 1, "", "ohne Namen")),
    Fall(
        "Kopfzeile mit Anführungszeichen kaputt",
        "teams.csv",
        b'kennung,"organisation,name\n',
        ("teams.csv", 1, "", "Kopfzeile ist nicht lesbar"),
    ),
]
AUFBAU = [
    Fall("Feld zu wenig", "personen.csv", ("K002,Öztürk,Émile,", "K002,Öztürk,"), _p(3, "team", "6 Felder")),
    Fall("Feld zu viel", "personen.csv", ("K002,Öztürk", "K002,Öztürk,Dr."), _p(3, "8. Feld", "8 Felder")),
    Fall("Semikolon in einer Zeile", "personen.csv", ("K004,,,,,,", "K004;A;B"), _p(5, "nachname", "Semikolon")),
    Fall(
        "Anführungszeichen offen",
        "personen.csv",
        ("K004,,,,,,", 'K004,"A,,,,,'),
        _p(5, "nachname", "nicht geschlossen"),
    ),
    Fall(
        "Text hinter Anführungszeichen", "personen.csv", ("K004,", 'K004,"A"x'), _p(5, "nachname", "Anführungszeichen")
    ),
    Fall(
        "Anführungszeichen mitten im Feld",
        "personen.csv",
        ("K004,", 'K004,A"B'),
        _p(5, "nachname", "Anführungszeichen"),
    ),
    Fall(
        "Zeile nach einem Zeilenumbruch im Text",
        "massnahmen.csv",
        ("2024-01-01,,,\n", "2024-13-01,,,\n"),
        ("massnahmen.csv", 4, "beginn", "Diesen Tag gibt es nicht"),
    ),
    Fall(
        "Zeile nach Leerzeilen",
        "vermittlungen.csv",
        ("V2,K002,SI,", "\n\nV2,K002,XX,"),
        ("vermittlungen.csv", 5, "art", "Erlaubt: VV, SI"),
    ),
    Fall(
        "Feld über 131.072 Zeichen",
        "personen.csv",
        ("K004,", 'K004,"' + "a" * 140_000 + '"'),
        _p(5, "nachname", "zu lang"),
    ),
]
WERTE = [
    Fall("Schlüssel leer", "personen.csv", ("K004,", ","), _p(5, "kundennummer", "darf nicht leer sein")),
    Fall("Schlüssel mit Leerzeichen", "personen.csv", ("K004,", "K004 ,"), _p(5, "kundennummer", "Leerzeichen")),
    Fall("Schlüssel zu lang", "personen.csv", ("K004,", f"{'K' * 21},"), _p(5, "kundennummer", "höchstens 20 Zeichen")),
    Fall("Name zu lang", "personen.csv", ("K004,,", f"K004,{'a' * 101},"), _p(5, "nachname", "höchstens 100 Zeichen")),
    Fall(
        "Pflichttag leer",
        "teilnahmen.csv",
        ("T4,K003,M2,2025-03-01", "T4,K003,M2,"),
        _t(5, "eintritt", "darf nicht leer sein"),
    ),
    Fall("Tag deutsch geschrieben", "personen.csv", ("1980-05-17", "17.05.1980"), _p(2, "geburtsdatum", "JJJJ-MM-TT")),
    Fall("Tag ohne führende Null", "personen.csv", ("1980-05-17", "1980-5-17"), _p(2, "geburtsdatum", "JJJJ-MM-TT")),
    Fall("Tag mit Uhrzeit", "personen.csv", ("1980-05-17", "1980-05-17 00:00"), _p(2, "geburtsdatum", "JJJJ-MM-TT")),
    Fall(
        "30. Februar", "personen.csv", ("1980-05-17", "1980-02-30"), _p(2, "geburtsdatum", "Diesen Tag gibt es nicht")
    ),
    Fall(
        "29. Februar im falschen Jahr",
        "personen.csv",
        ("1980-05-17", "1981-02-29"),
        _p(2, "geburtsdatum", "gibt es nicht"),
    ),
    Fall("Jahr 0201", "teilnahmen.csv", ("2025-03-01", "0201-03-01"), _t(5, "eintritt", "zwischen 1900 und 2100")),
    Fall(
        "Jahr 9999 beim Eintritt",
        "teilnahmen.csv",
        ("2025-03-01", "9999-12-31"),
        _t(5, "eintritt", "zwischen 1900 und 2100"),
    ),
    Fall(
        "Geburtstag in der Zukunft",
        "personen.csv",
        ("1980-05-17", "2080-05-17"),
        _p(2, "geburtsdatum", "in der Zukunft"),
    ),
    Fall(
        "unbekanntes Geschlecht",
        "personen.csv",
        ("1980-05-17,w", "1980-05-17,z"),
        _p(2, "geschlecht", "Erlaubt: w, m, d, x"),
    ),
    Fall("Code groß geschrieben", "teilnahmen.csv", ("regulaer", "Regulaer"), _t(2, "austrittsgrund", "„regulaer“")),
    Fall("Code mit Umlaut", "teilnahmen.csv", ("regulaer", "regulär"), _t(2, "austrittsgrund", "„regulaer“")),
    Fall(
        "unbekannte Förderart",
        "massnahmen.csv",
        (",FbW,", ",ABM,"),
        ("massnahmen.csv", 2, "foerderart", "nicht vorgesehen"),
    ),
    Fall(
        "Förderart leer", "massnahmen.csv", (",FbW,", ",,"), ("massnahmen.csv", 2, "foerderart", "darf nicht leer sein")
    ),
    Fall(
        "Programmstufe ohne ESF",
        "massnahmen.csv",
        (",FbW,,", ",FbW,IEB,"),
        ("massnahmen.csv", 2, "programmstufe", "nur bei der Förderart ESF"),
    ),
    Fall(
        "unbekanntes Bundesland",
        "organisationen.csv",
        ("DE-NI", "NI"),
        ("organisationen.csv", 6, "bundesland", "nicht vorgesehen"),
    ),
    Fall(
        "Wahrheit als ja",
        "vermittlungen.csv",
        ("true,true,true", "ja,true,true"),
        ("vermittlungen.csv", 2, "sv_pflichtig", "true, false oder leer"),
    ),
    Fall(
        "Wahrheit als 1",
        "vermittlungen.csv",
        (",false", ",0"),
        ("vermittlungen.csv", 3, "profil_betreut", "true, false oder leer"),
    ),
    Fall(
        "Zahl mit Komma",
        "massnahmen.csv",
        (",16,true", ',"16,5",true'),
        ("massnahmen.csv", 2, "plaetze", "Keine ganze Zahl"),
    ),
    Fall(
        "Zahl negativ", "massnahmen.csv", (",16,true", ",-1,true"), ("massnahmen.csv", 2, "plaetze", "zwischen 0 und")
    ),
    Fall(
        "Zahl zu groß",
        "massnahmen.csv",
        (",16,true", ",99999999999,true"),
        ("massnahmen.csv", 2, "plaetze", "zwischen 0 und"),
    ),
]
ZUSAMMENHANG = [
    Fall("Schlüssel doppelt", "personen.csv", ("K004,", "K001,"), _p(5, "kundennummer", "schon in Zeile 2")),
    Fall(
        "Schlüssel doppelt nach Zeilenumbruch",
        "massnahmen.csv",
        ("M2,", "M1,"),
        ("massnahmen.csv", 4, "massnahmenummer", "schon in Zeile 2"),
    ),
    Fall(
        "zusammengesetzter Schlüssel doppelt",
        "anwesenheiten.csv",
        ("2025-01-03", "2025-01-02"),
        ("anwesenheiten.csv", 3, "lernort", "schon in Zeile 2"),
    ),
    Fall(
        "Person unbekannt",
        "vereinbarungen.csv",
        ("E3,K003", "E3,K404"),
        ("vereinbarungen.csv", 4, "kundennummer", "Diese Person gibt es weder"),
    ),
    Fall(
        "Maßnahme unbekannt",
        "teilnahmen.csv",
        ("K003,M2", "K003,M9"),
        _t(5, "massnahmenummer", "Diese Maßnahme gibt es weder"),
    ),
    Fall(
        "Organisation unbekannt",
        "teams.csv",
        ("JC2-T1,JC2", "JC2-T1,JC9"),
        ("teams.csv", 4, "organisation", "Diese Organisation gibt es weder"),
    ),
    Fall("Team unbekannt", "personen.csv", ("JC1,JC1-T2", "JC1,JC9-T9"), _p(3, "team", "Dieses Team gibt es weder")),
    Fall(
        "Teilnahme unbekannt",
        "anwesenheiten.csv",
        ("T1,2025-01-03", "T404,2025-01-03"),
        ("anwesenheiten.csv", 3, "teilnahme_id", "Diese Teilnahme gibt es weder"),
    ),
    Fall(
        "vorherige Teilnahme unbekannt",
        "teilnahmen.csv",
        (",,T1", ",,T404"),
        _t(3, "vorherige_teilnahme", "Diese Teilnahme gibt es weder"),
    ),
    Fall(
        "vorherige Teilnahme ist sie selbst", "teilnahmen.csv", (",,T1", ",,T2"), _t(3, "vorherige_teilnahme", "selbst")
    ),
    Fall(
        "vorherige Teilnahme einer anderen Person",
        "teilnahmen.csv",
        (",,T1", ",,T3"),
        _t(3, "vorherige_teilnahme", "anderen Person"),
    ),
    Fall(
        "vorherige Teilnahme ist jünger",
        "teilnahmen.csv",
        ("2025-06-30,regulaer,,", "2025-06-30,regulaer,,T2"),
        _t(2, "vorherige_teilnahme", "jünger"),
    ),
    Fall(
        "Jobcenter ist ein Träger",
        "personen.csv",
        ("w,JC1,JC1-T1", "w,BDL1,"),
        _p(2, "jobcenter", "weder Jobcenter noch Agentur"),
    ),
    Fall(
        "Jobcenter beim Austritt ist ein Regionalbüro",
        "teilnahmen.csv",
        ("arbeitsaufnahme,JC1", "arbeitsaufnahme,RB1"),
        _t(4, "jobcenter", "weder Jobcenter"),
    ),
    Fall(
        "Organisationen im Kreis",
        "organisationen.csv",
        ("Regiestelle,,", "Regiestelle,RB1,"),
        ("organisationen.csv", 2, "uebergeordnet", "im Kreis"),
    ),
    Fall(
        "Konto unbekannt",
        "zustaendigkeiten.csv",
        b"kundennummer,rolle,benutzer,von,bis\nK001,ifk,niemand,2025-01-01,\n",
        ("zustaendigkeiten.csv", 2, "benutzer", "Benutzerkonto gibt es in Wegplan nicht"),
    ),
    Fall(
        "Vertretung ohne Ende",
        "zustaendigkeiten.csv",
        b"kundennummer,rolle,benutzer,von,bis\nK001,vertretung,a,2025-01-01,\n",
        ("zustaendigkeiten.csv", 2, "bis", "braucht ein Ende"),
    ),
    Fall(
        "Ende vor Beginn der Maßnahme",
        "massnahmen.csv",
        ("2026-12-31", "2023-12-31"),
        ("massnahmen.csv", 2, "ende", "liegt vor"),
    ),
    Fall(
        "Austritt vor Eintritt",
        "teilnahmen.csv",
        ("2025-05-15", "2025-01-31"),
        _t(4, "austritt", "„Austritt“ liegt vor „Eintritt“"),
    ),
    Fall(
        "geplantes Ende vor Eintritt",
        "teilnahmen.csv",
        ("2025-08-31", "2025-01-31"),
        _t(4, "geplantes_ende", "liegt vor „Eintritt“"),
    ),
    Fall(
        "gültig bis vor Abschluss",
        "vereinbarungen.csv",
        ("2025-10-09", "2025-04-09"),
        ("vereinbarungen.csv", 2, "gueltig_bis", "liegt vor"),
    ),
    Fall(
        "Überschneidung im Paket",
        "teilnahmen.csv",
        ("T2,K001,M1,2025-07-01", "T2,K001,M1,2025-06-30"),
        _t(3, "eintritt", "Teilnahme T1"),
    ),
    Fall(
        "Überschneidung mit offener Teilnahme",
        "teilnahmen.csv",
        ("T4,K003,M2,2025-03-01,,,,,", "T4,K003,M2,2025-03-01,,,,,\nT5,K003,M2,2027-01-01,,,,,"),
        _t(6, "eintritt", "Teilnahme T4"),
    ),
    Fall(
        "Überschneidung mit dem Bestand",
        "teilnahmen.csv",
        ("T2,K001,M1", "T9,K001,M1"),
        _t(3, "eintritt", "Teilnahme T2"),
    ),
]
VORGAENGE = [
    Fall(
        "Vorgang unbekannter Art",
        "vorgaenge.csv",
        VORGANG + b"G1,K001,,gespraech,2025-05-20,,\n",
        ("vorgaenge.csv", 2, "art", "nicht vorgesehen"),
    ),
    Fall(
        "Ergebnis einer anderen Art",
        "vorgaenge.csv",
        VORGANG + b"G1,K001,,einladung,2025-05-20,treffer,\n",
        ("vorgaenge.csv", 2, "ergebnis", "gibt es bei dieser Art"),
    ),
    Fall(
        "Ergebnis bei einer Art ohne Ergebnis",
        "vorgaenge.csv",
        VORGANG + b"G1,K001,,profil,2025-05-20,erschienen,\n",
        ("vorgaenge.csv", 2, "ergebnis", "gibt es bei dieser Art"),
    ),
    Fall(
        "Vorgang in der Teilnahme einer anderen Person",
        "vorgaenge.csv",
        VORGANG + b"G1,K001,T3,profil,2025-05-20,,\n",
        ("vorgaenge.csv", 2, "teilnahme_id", "gehört zu einer anderen Person"),
    ),
    Fall(
        "Vorgang in unbekannter Teilnahme",
        "vorgaenge.csv",
        VORGANG + b"G1,K001,T404,profil,2025-05-20,,\n",
        ("vorgaenge.csv", 2, "teilnahme_id", "Diese Teilnahme gibt es weder"),
    ),
]
BESCHREIBUNG = [
    Fall(
        "datapackage.json kaputt",
        "datapackage.json",
        b'{"resources": [\n',
        ("datapackage.json", 2, "", "kein gültiges JSON"),
    ),
    Fall(
        "datapackage.json ohne Dateien",
        "datapackage.json",
        b"{}",
        ("datapackage.json", None, "resources", "nennt keine Dateien"),
    ),
    Fall(
        "Pfad aus dem Ordner hinaus",
        "datapackage.json",
        b'{"resources":[{"name":"teams","path":"../teams.csv"}]}',
        ("datapackage.json", None, "path", "innerhalb des Ordners"),
    ),
    Fall(
        "Pfad ins Netz",
        "datapackage.json",
        b'{"resources":[{"name":"teams","path":"https://example.org/teams.csv"}]}',
        ("datapackage.json", None, "path", "innerhalb des Ordners"),
    ),
    Fall(
        "genannte Datei fehlt",
        "datapackage.json",
        b'{"resources":[{"name":"praktika","path":"praktika.csv"}]}',
        ("datapackage.json", None, "path", "fehlt im Paket"),
    ),
    Fall(
        "genannte Tabelle unbekannt",
        "datapackage.json",
        b'{"resources":[{"name":"kunden","path":"datapackage.json"}]}',
        ("datapackage.json", None, "name", "kennt Wegplan nicht"),
    ),
    Fall(
        "anderes Trennzeichen erklärt",
        "datapackage.json",
        b'{"resources":[{"name":"teams","path":"teams.csv","dialect":{"delimiter":";"}}]}',
        ("datapackage.json", None, "dialect", "Komma"),
    ),
    Fall(
        "andere Kodierung erklärt",
        "datapackage.json",
        b'{"resources":[{"name":"teams","path":"teams.csv","encoding":"cp1252"}]}',
        ("datapackage.json", None, "encoding", "UTF-8"),
    ),
]
FAELLE = [*DATEI_UND_ZEICHEN, *KOPF, *AUFBAU, *WERTE, *ZUSAMMENHANG, *VORGAENGE, *BESCHREIBUNG]
