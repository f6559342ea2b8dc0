"""Rules on single rows of the programme's records, as the database holds them, too (JPS-40 to 64)."""

from wegplan.domains.anwesenheit.services import LAENGSTE_KRANKMELDUNG
from wegplan.domains.foerderplan.arten import Ausgangsbereich, Planverantwortung
from wegplan.domains.profiling.arten import ABSCHNITTE, Gutachtenart
from wegplan.kit.exchange.regeln import Regel, text

from .berichtsregeln import berichtsregeln

SCHRITT = f"[0-9]{{1,3}} ({'|'.join(Planverantwortung.values)}) [^\n]+"
SCHRITTE = f"{SCHRITT}(\n{SCHRITT})*"
MIT_NAMEN = "Bei „jemand anderes“ gehört dazu, wer genau."
BEIDES = "Eine neue Teilnahme gibt es erst, wenn Regionalbüro und Agentur oder Jobcenter zugestimmt haben."


def programmregeln(heute: str) -> dict[str, list[Regel]]:
    """By table; `heute`: the day of the import, quoted for SQL."""
    return {
        "entwicklungsberichte": berichtsregeln(heute),
        "krankmeldungen": [
            _regel(
                "bis",
                f"try_cast(bis as date) - try_cast(von as date) > {LAENGSTE_KRANKMELDUNG.days}",
                "Eine Krankmeldung umfasst höchstens ein Jahr.",
            )
        ],
        "wochenmuster": [_wochentage("tage")],
        "ausnahmezeiten": [_wochentage("wochentage")],
        "gespraeche": _gespraech(),
        "absprachen": [_dritte()],
        "foerderplaene": [
            _regel("pruefung_am", "pruefung_am <= unterschrieben_am", "Die Überprüfung liegt nach der Unterschrift.")
        ],
        "foerderziele": [_dritte()],
        "zielschritte": [_dritte()],
        "stufenwechsel": _wechsel(),
        "standardverfahren": [
            _regel(
                "schritte",
                f"not regexp_full_match(schritte, {text(SCHRITTE)})",
                "Je Zeile ein Schritt: Tage nach dem Beginn, wer, was; zum Beispiel „7 bdl Gespräch führen“.",
            )
        ],
        "zielanmerkungen": [
            _regel("text", "rueckmeldung = 'anmerkung' and text is null", "Zu einer Anmerkung gehören Worte.")
        ],
        "eigenworte": _eigenwort(),
        "fragen": _frage(),
        "interventionen": _ganz("beendet_am", "ausgang", "Zum Ende einer Intervention gehören Tag und Ausgang."),
        "gutachten": [
            _regel("ergebnis", "art = 'kurzgutachten' and ergebnis is null", "Ein Kurzgutachten hat ein Ergebnis.")
        ],
        "gutachtentexte": [
            _regel("abschnitt", _kein_abschnitt(art), f"Diesen Abschnitt gibt es in der Art „{art.label}“ nicht.")
            for art in Gutachtenart
        ],
        "interventionsschritte": _ganz("erledigt_am", "ergebnis", "Zu einem erledigten Schritt gehört ein Ergebnis."),
    }


def zuweisungsweg() -> list[Regel]:
    """What became of an assignment on its way to the entry (JPS-02, JPS-03)."""
    fertig = "Zum abgeschlossenen Profiling gehören Beginn und Ergebnis."
    uebergeben = "Zur Übergabe gehören Tag, Maßnahme und Träger."
    danach = "Das gibt es erst nach der Übergabe."
    return [
        *_ganz("profiling_fertig_am", "profiling_ergebnis", fertig),
        _regel("profiling_begonnen_am", "profiling_fertig_am is not null and profiling_begonnen_am is null", fertig),
        *_ganz("wartet_seit", "wartegrund", "Zum Warten gehören Beginn und Grund."),
        *_ganz("uebergeben_am", "massnahmenummer", uebergeben),
        *_ganz("uebergeben_am", "traeger", uebergeben),
        *(
            _regel(spalte, f"{spalte} is not null and uebergeben_am is null", danach)
            for spalte in ("auftakt_am", "vertragskopie_am")
        ),
        _regel(
            "teilnahme_id",
            "teilnahme_id is not null and ergebnis is distinct from 'eintritt'",
            "Eine Teilnahme folgt nur aus einem Eintritt.",
        ),
    ]


def _wochentage(spalte: str) -> Regel:
    return _regel(
        spalte,
        f"not regexp_full_match({spalte}, '[1-7]( [1-7])*')",
        "Erlaubt sind 1 bis 7, mehrere durch ein Leerzeichen getrennt.",
    )


def _gespraech() -> list[Regel]:
    an_einem = "Ein Gespräch zwischen Regionalbüro und Träger hängt an einer Maßnahme, jedes andere an einer Teilnahme."
    regeln = [
        _regel(spalte, f"art = 'rb_bdl' and {spalte} is not null or art <> 'rb_bdl' and {spalte} is null", an_einem)
        for spalte in ("kundennummer", "teilnahme_id")
    ]
    return [
        *regeln,
        _regel("massnahmenummer", "(art = 'rb_bdl') <> (massnahmenummer is not null)", an_einem),
        _regel("naechster_termin", "naechster_termin <= tag", "Der nächste Termin liegt nicht nach dem Gespräch."),
        *(
            _regel(s, f"ausgang = 'gefuehrt' and {s} is null", "Ein geführtes Gespräch hat Beteiligte und Inhalt.")
            for s in ("beteiligte", "inhalt")
        ),
    ]


def _eigenwort() -> list[Regel]:
    bereiche = ", ".join(text(b) for b in Ausgangsbereich.values)
    return [
        *(
            _regel("bezug", f"art = '{art}' and (bezug is null or not ({form}))", satz)
            for art, form, satz in (
                ("einschaetzung", f"bezug in ({bereiche})", f"Erlaubt sind {', '.join(Ausgangsbereich.values)}."),
                (
                    "plan",
                    "regexp_full_match(bezug, '[1-9][0-9]{0,4}')",
                    "Hier steht die Nummer der Fassung, um die es geht.",
                ),
                (
                    "bericht",
                    "regexp_full_match(bezug, '[0-9]{4}-[0-9]{2}-[0-9]{2}/[1-9][0-9]{0,4}')",
                    "Hier stehen Quartal und Fassung des Berichts, zum Beispiel 2025-04-01/1.",
                ),
            )
        ),
        _regel(
            "haltung",
            "(art in ('plan', 'bericht')) <> (haltung is not null)",
            "Eine Haltung gehört zu jeder Antwort auf einen Plan oder Bericht und nur dazu.",
        ),
        _regel(
            "text",
            "haltung = 'nicht_einverstanden' and text is null",
            "Wer nicht einverstanden ist, sagt warum.",
        ),
        _regel(
            "weg",
            "weg <> 'zugang' and (art not in ('plan', 'bericht') or erledigt_am is null)",
            "Aufgenommen werden nur Antworten auf einen Plan oder Bericht, und sie gelten als gelesen.",
        ),
        _regel(
            "gesagt_am",
            "(weg = 'zugang') <> (gesagt_am is null)",
            "Der Tag der Antwort steht bei jeder aufgenommenen Antwort und nur dort.",
        ),
    ]


def _frage() -> list[Regel]:
    offen = "Eine offene Frage hat eine Stelle am Zug und wartet seit einem Zeitpunkt, eine abgeschlossene keins davon."
    return [
        _regel("an_stelle", "an_stelle = von_stelle", "Eine Frage geht an eine andere Stelle."),
        *(_regel(s, f"({s} is null) <> (geschlossen_am is not null)", offen) for s in ("am_zug", "wartet_seit")),
        _regel("am_zug", "am_zug not in (von_stelle, an_stelle)", "Am Zug ist eine der beiden Stellen der Frage."),
    ]


def _wechsel() -> list[Regel]:
    return [
        _regel(
            "neue_stufe",
            "alte_stufe = neue_stufe or alte_stufe = 'EZU' or neue_stufe = 'EZU'",
            "Gewechselt wird in eine andere Stufe, nicht aus EZU und nicht nach EZU.",
        ),
        *_ganz("einschaetzung", "eingeschaetzt_am", "Zur Einschätzung gehören Tag, Grundlage und Text."),
        *(
            _regel(s, f"einschaetzung is not null and {s} is null", "Zur Einschätzung gehören Grundlage und Text.")
            for s in ("grundlage", "einschaetzung_text")
        ),
        *_ganz("zustimmung", "entschieden_am", "Zur Entscheidung gehört der Tag."),
        _regel("zustimmung_text", "zustimmung = 'nein' and zustimmung_text is null", "Zu einem Nein gehört ein Grund."),
        _regel(
            "neue_teilnahme",
            "neue_teilnahme is not null and (einschaetzung = 'ja' and zustimmung = 'ja' and zurueckgezogen_am is null)"
            " is not true",
            BEIDES,
        ),
    ]


def _ganz(spalte: str, dazu: str, satz: str) -> list[Regel]:
    """Both or neither."""
    return [_regel(dazu, f"({spalte} is null) <> ({dazu} is null)", satz)]


def _kein_abschnitt(art: Gutachtenart) -> str:
    """SQL condition: the section is one of the other kind."""
    eigene = ", ".join(text(a.schluessel) for a in ABSCHNITTE[art])
    return f"art = {text(art.value)} and abschnitt not in ({eigene})"


def _dritte() -> Regel:
    return _regel("verantwortlich_name", "verantwortlich = 'dritte' and verantwortlich_name is null", MIT_NAMEN)


def _regel(spalte: str, bedingung: str, satz: str) -> Regel:
    return Regel(spalte, bedingung, lambda _: satz)
