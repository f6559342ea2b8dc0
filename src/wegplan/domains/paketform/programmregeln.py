"""Rules on single rows of the programme's records, as the database holds them, too (JPS-40 to 64)."""

from wegplan.domains.anwesenheit.services import LAENGSTE_KRANKMELDUNG
from wegplan.domains.foerderplan.arten import Planverantwortung
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
        "interventionen": _ganz("beendet_am", "ausgang", "Zum Ende einer Intervention gehören Tag und Ausgang."),
        "interventionsschritte": _ganz("erledigt_am", "ergebnis", "Zu einem erledigten Schritt gehört ein Ergebnis."),
    }


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


def _dritte() -> Regel:
    return _regel("verantwortlich_name", "verantwortlich = 'dritte' and verantwortlich_name is null", MIT_NAMEN)


def _regel(spalte: str, bedingung: str, satz: str) -> Regel:
    return Regel(spalte, bedingung, lambda _: satz)
