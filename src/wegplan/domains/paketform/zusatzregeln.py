"""Rules of the subject on single rows, beyond what the schemas say (chapter 80)."""

from datetime import date, timedelta

from wegplan.domains.verbleib.models import IN_ARBEIT, Beteiligte
from wegplan.domains.vorgang.arten import ERGEBNISSE, Vorgangsart
from wegplan.kit.exchange.regeln import Regel, text

from .programmregeln import programmregeln, zuweisungsweg

LANGE_HER = timedelta(days=365)  # "a day long past" (chapter 80). Lesart: more than a year before the import
EREIGNISTAGE = {
    "vereinbarungen": "abgeschlossen_am",
    "vermittlungen": "unterbreitet_am",
    "handlungsstrategien": "begonnen_am",
    "vorgaenge": "tag",
}


def zusatzregeln(stichtag: date) -> dict[str, list[Regel]]:
    """By table; `stichtag` is the day of the import."""
    heute, frueher = f"'{stichtag}'", f"'{stichtag - LANGE_HER}'"
    regeln = {
        "personen": [
            Regel("geburtsdatum", f"geburtsdatum > {heute}", lambda _: "Das Geburtsdatum liegt in der Zukunft."),
        ],
        "zustaendigkeiten": [
            Regel(
                "bis",
                "rolle in ('vertretung', 'uebergabe') and bis is null",
                lambda _: "Eine Vertretung oder Übergabe braucht ein Ende.",
            ),
        ],
        "massnahmen": [
            Regel(
                "programmstufe",
                "programmstufe is not null and foerderart <> 'ESF'",
                lambda _: "Eine Programmstufe gibt es nur bei der Förderart ESF.",
            ),
        ],
        "teilnahmen": [
            Regel(
                "austritt",
                "austrittsgrund = 'regulaer' and austritt < geplantes_ende",
                lambda _: "Der Austritt ist als regulär eingetragen, liegt aber vor dem geplanten Ende.",
                warnung=True,
            ),
            Regel(
                "austrittsgrund",
                "austrittsgrund is not null and austritt is null",
                lambda _: "Ein Austrittsgrund ohne Austritt zählt nicht.",
                warnung=True,
            ),
        ],
        "vorgaenge": [
            Regel(
                "ergebnis",
                f"ergebnis is not null and not ({_passende_ergebnisse()})",
                lambda _: "Dieses Ergebnis gibt es bei dieser Art von Vorgang nicht.",
            ),
            Regel(
                "tag",
                f"tag > {heute} and art <> {text(Vorgangsart.EINLADUNG.value)}",
                lambda _: "Der Tag liegt in der Zukunft; das gibt es nur bei einer Einladung.",
                warnung=True,
            ),
        ],
        "verbleibe": [_arbeitgeber()],
        "anschlussperspektiven": [_beteiligt()],
        "einstiegsbegleitungen": _begleitung(),
        **_ausbildung(),
        **programmregeln(heute),
        "zuweisungen": [*_ende_mit_ergebnis(), *zuweisungsweg()],
    }
    for tabelle, spalte in EREIGNISTAGE.items():
        regeln.setdefault(tabelle, []).append(
            Regel(spalte, f"{spalte} < {frueher}", lambda _: "Der Tag liegt mehr als ein Jahr zurück.", warnung=True)
        )
    return regeln


def _ende_mit_ergebnis() -> list[Regel]:
    return [
        Regel(
            "ergebnis",
            "beendet_am is not null and ergebnis is null",
            lambda _: "Zu einer beendeten Zuweisung gehört ein Ergebnis.",
        ),
        Regel(
            "beendet_am",
            "ergebnis is not null and beendet_am is null",
            lambda _: "Zu einem Ergebnis gehört der Tag, an dem die Zuweisung endete.",
        ),
    ]


def _arbeitgeber() -> Regel:
    in_arbeit = ", ".join(text(status.value) for status in IN_ARBEIT)
    return Regel(
        "arbeitgeber",
        f"arbeitgeber is not null and status not in ({in_arbeit})",
        lambda _: "Einen Arbeitgeber gibt es nur bei einem Status in Arbeit.",
    )


def _ausbildung() -> dict[str, list[Regel]]:
    return {
        "ausbildungsrahmen": [
            Regel(
                "stelle",
                "abgestimmt_am is not null and stelle is null",
                lambda _: "Eine Abstimmung braucht die Stelle, mit der abgestimmt wurde.",
            ),
        ],
        "verkuerzungspruefungen": [
            Regel(
                "monate",
                "(ergebnis = 'verkuerzt') <> (monate is not null)",
                lambda _: "Monate gibt es genau dann, wenn verkürzt wird.",
            ),
        ],
    }


def _beteiligt() -> Regel:
    wort = f"({'|'.join(Beteiligte.values)})"
    return Regel(
        "beteiligt",
        f"not regexp_full_match(beteiligt, {text(f'{wort}( {wort})*')})",
        lambda _: f"Erlaubt sind {', '.join(Beteiligte.values)}, mehrere durch ein Leerzeichen getrennt.",
    )


def _begleitung() -> list[Regel]:
    nie = [
        Regel(
            spalte,
            f"teilgenommen = 'false' and {spalte} is not null",
            lambda _: "Das gibt es nur, wenn jemand teilgenommen hat.",
        )
        for spalte in ("beginn", "ende", "arbeitgeber", "kontakte")
    ]
    beginn = "Wer teilgenommen hat, hat an einem Tag begonnen."
    return [Regel("beginn", "teilgenommen = 'true' and beginn is null", lambda _: beginn), *nie]


def _passende_ergebnisse() -> str:
    """SQL condition: the result is one that the kind takes."""
    return " or ".join(
        f"art = {text(art.value)} and ergebnis in ({', '.join(text(e.value) for e in moeglich)})"
        for art, moeglich in ERGEBNISSE.items()
    )
