"""zuweisungen.csv: checks that need the database; stored like the other tables of persons (abbildung.py)."""

from .bestandspruefung import Bestandspruefung

TABELLE = "zuweisungen"
DB = "uebergang_zuweisung"
# all assignments of the persons of the package, as they will be after the import
ALLE = (
    f"select nr, zuweisung_id, person_id, zugewiesen_am, beendet_am from ziel_{TABELLE} where gut"
    " and person_id is not null union all select null, b.zuweisung_id, b.person_id, b.zugewiesen_am, b.beendet_am"
    f" from {DB} b where b.person_id in (select person_id from ziel_{TABELLE})"
    f" and not exists (select from ziel_{TABELLE} z where z.id = b.id)"
)


def pruefen(bestand: Bestandspruefung) -> None:
    """A person stands in one open assignment (JPS-01): a second one is a fault, ended ones that overlap a warning."""
    if TABELLE not in bestand.gestuft:
        return
    bestand.finden(
        TABELLE,
        "regionalbuero",
        "Diese Organisation ist kein Regionalbüro.",
        f"select z.nr, r.regionalbuero as wert from ziel_{TABELLE} z join roh_{TABELLE} r using (nr)"
        f" join {bestand.organisationen()} o on o.id = z.regionalbuero_id where o.art <> 'regionalbuero'",
    )
    bestand.finden(
        TABELLE,
        "zugewiesen_am",
        "Die Person hat schon eine offene Zuweisung: {mehr}.",
        f"with alle as ({ALLE})"
        " select f.nr, f.zugewiesen_am::text as wert, min(a.zuweisung_id) as mehr from alle f"
        " join alle a on a.person_id = f.person_id and a.zuweisung_id <> f.zuweisung_id"
        " where f.nr is not null and (a.nr is null or a.nr < f.nr) and f.beendet_am is null and a.beendet_am is null"
        " group by f.nr, f.zugewiesen_am",
    )
    bestand.warnen(
        TABELLE,
        "zugewiesen_am",
        "Die Person war zu dieser Zeit schon zugewiesen.",
        f"with alle as ({ALLE})"
        " select distinct f.nr from alle f join alle a on a.person_id = f.person_id"
        " where a.zuweisung_id <> f.zuweisung_id and f.nr is not null and (a.nr is null or a.nr < f.nr)"
        " and (f.beendet_am is not null or a.beendet_am is not null)"
        " and a.zugewiesen_am < coalesce(f.beendet_am, 'infinity')"
        " and f.zugewiesen_am < coalesce(a.beendet_am, 'infinity')",
    )
    bestand.finden(
        TABELLE,
        "zugewiesen_am",
        "In Wegplan steht zu dieser Zuweisung schon ein früherer Schritt, vom {mehr}.",
        "select z.nr, z.zugewiesen_am::text as wert, to_char(least(b.profiling_begonnen_am, b.wartet_seit,"
        f" b.uebergeben_am), 'DD.MM.YYYY') as mehr from ziel_{TABELLE} z join {DB} b on b.id = z.id where z.gut"
        " and z.zugewiesen_am > least(b.profiling_begonnen_am, b.wartet_seit, b.uebergeben_am)",
    )
