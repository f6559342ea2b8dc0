"""zuweisungen.csv: checks that need the database; stored like the other tables of persons (abbildung.py)."""

from wegplan.domains.paketabgleich.bestandspruefung import Bestandspruefung
from wegplan.domains.paketabgleich.fest import NUR_BEFEHL
from wegplan.domains.paketform.abbildung import Feld, abbildungen
from wegplan.kit.exchange.regeln import q

TABELLE = "zuweisungen"
DB = "uebergang_zuweisung"
# all assignments of the persons of the package, as they will be after the import
ALLE = (
    f"select nr, zuweisung_id, person_id, zugewiesen_am, beendet_am from ziel_{TABELLE} where gut"
    " and person_id is not null union all select null, b.zuweisung_id, b.person_id, b.zugewiesen_am, b.beendet_am"
    f" from {DB} b where b.person_id in (select person_id from ziel_{TABELLE})"
    f" and not exists (select from ziel_{TABELLE} z where z.id = b.id)"
)


STEHT_SCHON = "In Wegplan steht das zu dieser Zuweisung schon anders; ein Datenpaket ändert es nicht."


def pruefen(bestand: Bestandspruefung, befehl: bool) -> None:
    """As the two below. `befehl`: the command line, which may bring all."""
    if TABELLE in bestand.gestuft:
        _zuweisungen_pruefen(bestand)
        _weg_pruefen(bestand, befehl)


def _weg_pruefen(bestand: Bestandspruefung, befehl: bool) -> None:
    """The way from Profiling to entry is written by Regionalbüro and provider: a package fills in what is empty, and
    only by command line (ADR 0067)."""
    vorhanden = bestand.stand.tabellen[TABELLE].vorhanden
    erweiterung = {s.name for s in abbildungen()[TABELLE].tabelle.spalten if s.erweiterung}
    felder = [f for f in abbildungen()[TABELLE].felder if f.spalte in erweiterung & vorhanden]
    von = f"from ziel_{TABELLE} z join roh_{TABELLE} r using (nr) left join {DB} b on b.id = z.id where"
    for feld in felder:
        alt, neu = _etwas("b", feld), _etwas("z", feld)
        gesucht = f"select z.nr, r.{feld.spalte}::text as wert {von}"
        bestand.finden(
            TABELLE, feld.spalte, STEHT_SCHON, f"{gesucht} {alt} is not null and {alt} is distinct from {neu}"
        )
        if not befehl:
            bestand.finden(TABELLE, feld.spalte, NUR_BEFEHL, f"{gesucht} {alt} is null and {neu} is not null")
    bestand.finden(
        TABELLE,
        "teilnahme_id",
        "Diese Teilnahme gehört schon zu einer anderen Zuweisung.",
        f"select z.nr, r.teilnahme_id as wert {von} exists (select from ziel_{TABELLE} a where a.nr < z.nr"
        f" and a.teilnahme_id = z.teilnahme_id) or exists (select from {DB} a where a.id <> z.id"
        " and a.teilnahme_id = z.teilnahme_id)",
    )
    # the other orders are those of the file alone
    bestand.finden(
        TABELLE,
        "zuweisung_id",
        "Die Übergabe läge vor dem Warten: eines davon steht schon in Wegplan.",
        f"select z.nr, z.zuweisung_id as wert {von} z.gut"
        " and coalesce(b.uebergeben_am, z.uebergeben_am) < coalesce(b.wartet_seit, z.wartet_seit)",
    )


def _etwas(alias: str, feld: Feld) -> str:
    """SQL of a value, NULL for none."""
    return f"nullif({alias}.{q(feld.db)}, '')" if feld.leertext else f"{alias}.{q(feld.db)}"


def _zuweisungen_pruefen(bestand: Bestandspruefung) -> None:
    """A person stands in one open assignment (JPS-01): a second one is a fault, ended ones that overlap a warning."""
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
