"""zustaendigkeiten.csv: who may see whom. Composite key, and the account stands behind its user name."""

from django.db.backends.utils import CursorWrapper

from wegplan.domains.paketabgleich.bestandspruefung import Bestandspruefung

from .schreiben import Zahlen

TABELLE = "zustaendigkeiten"
# these roles of the file are reasons of their own (DS-02); every other one is a responsible professional
GRUENDE = "('vertretung', 'uebergabe', 'anlage')"


def ziel_bilden(c: CursorWrapper, personen_geladen: bool) -> None:
    """Make ziel_zustaendigkeiten with numbers for person and account."""
    paket, person = "", "b.id"
    if personen_geladen:
        paket = "left join ziel_personen z on z.kundennummer = r.kundennummer"
        person = "coalesce(z.id, b.id)"
    c.execute(
        f"create temporary table ziel_{TABELLE} on commit drop as"
        f" select r.nr, r.gut, r.rolle, r.von, r.bis, {person} as person_id, n.id as nutzer_id,"
        f"  case when r.rolle in {GRUENDE} then r.rolle else 'fachkraft' end as grund, null::bigint as id"
        f" from roh_{TABELLE} r {paket}"
        " left join person_person b on b.kundennummer = r.kundennummer"
        " left join organisation_nutzer n on n.username = r.benutzer"
    )
    c.execute(
        f"update ziel_{TABELLE} z set id = d.id from person_zustaendigkeit d"
        " where d.person_id = z.person_id and d.nutzer_id = z.nutzer_id and d.von = z.von"
        " and coalesce(nullif(d.rolle, ''), d.grund) = z.rolle"
    )
    c.execute(f"analyze ziel_{TABELLE}")


def pruefen(bestand: Bestandspruefung) -> None:
    """Persons and accounts must be known."""
    personen = bestand.stand.tabellen.get("personen")
    if "personen" not in bestand.stand.unlesbar and (personen is None or personen.gelesen.vollstaendig):
        bestand.finden(
            TABELLE,
            "kundennummer",
            "Diese Person gibt es weder im Paket noch in Wegplan.",
            f"select r.nr, r.kundennummer as wert from roh_{TABELLE} r join ziel_{TABELLE} z using (nr)"
            " where z.person_id is null and r.kundennummer = trim(r.kundennummer)",
        )
    bestand.finden(
        TABELLE,
        "benutzer",
        "Dieses Benutzerkonto gibt es in Wegplan nicht.",
        f"select r.nr, r.benutzer as wert from roh_{TABELLE} r join ziel_{TABELLE} z using (nr)"
        " where z.nutzer_id is null",
    )


def schreiben(c: CursorWrapper) -> Zahlen:
    """Known assignments get their end, new ones are inserted."""
    c.execute(f"select count(*), count(*) filter (where id is null) from ziel_{TABELLE}")
    zeilen, neu = c.fetchone()
    anders = f"ziel_{TABELLE} z where z.id = d.id and d.bis is distinct from z.bis"
    c.execute(f"select count(*) from person_zustaendigkeit d, {anders}")
    (geaendert,) = c.fetchone()
    if geaendert:
        c.execute(f"update person_zustaendigkeit d set bis = z.bis from {anders}")
    if neu:
        c.execute(
            "insert into person_zustaendigkeit (person_id, grund, rolle, nutzer_id, von, bis)"
            f" select person_id, grund, rolle, nutzer_id, von, bis from ziel_{TABELLE} where id is null order by nr"
        )
    return Zahlen(neu, geaendert, zeilen - neu - geaendert)
