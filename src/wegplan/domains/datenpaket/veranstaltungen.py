"""veranstaltungen.csv: checks that need the database; stored like the other tables with a key (abbildung.py)."""

from wegplan.domains.paketabgleich.bestandspruefung import JOBCENTER, Bestandspruefung

TABELLE = "veranstaltungen"


def pruefen(bestand: Bestandspruefung) -> None:
    """An event is a Regionalbüro's, for the customers of an office (JPS-01)."""
    for spalte, bedingung, satz in (
        ("regionalbuero", "o.art <> 'regionalbuero'", "Diese Organisation ist kein Regionalbüro."),
        ("amt", f"o.art not in {JOBCENTER}", "Diese Organisation ist weder Jobcenter noch Agentur."),
    ):
        bestand.finden(
            TABELLE,
            spalte,
            satz,
            f"select z.nr, r.{spalte} as wert from ziel_{TABELLE} z join roh_{TABELLE} r using (nr)"
            f" join {bestand.organisationen()} o on o.id = z.{spalte}_id where {bedingung}",
        )
