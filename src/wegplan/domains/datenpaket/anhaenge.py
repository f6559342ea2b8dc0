"""Tables that hang on a Teilnahme: attendance, internships, services, results … Their key may be a composite one, and
the person stands behind the Teilnahme, so the file does not name it."""

from typing import Any

from django.db.backends.utils import CursorWrapper

from wegplan.domains.anwesenheit.models import Anwesenheit, Monatsabschluss
from wegplan.domains.mitsprache.models import Eigenwort
from wegplan.domains.organisation.access import Aktion
from wegplan.domains.paketabgleich.bestandspruefung import NAMEN, Bestandspruefung
from wegplan.domains.paketabgleich.fest import fertige_pruefen, fest_pruefen
from wegplan.domains.paketabgleich.unterschied import verschieden
from wegplan.domains.paketabgleich.worte import eigenworte_pruefen
from wegplan.domains.paketform.anhang import TEILNAHME, Anhang
from wegplan.domains.stufenwechsel.models import Intervention
from wegplan.kit.exchange.regeln import q

from .schreiben import Herkunft, Zahlen, aendern, einfuegen

# what a user may neither take out nor bring in without the right to read it in the file; the command line may all
NUR_MIT = {
    "anschlussperspektiven": Aktion.VERBLEIB_LESEN,
    "einstiegsbegleitungen": Aktion.VERBLEIB_LESEN,
    "frageboegen": Aktion.VERBLEIB_LESEN,
    "ausbildungsrahmen": Aktion.QUALIFIZIERUNGSPLAN_LESEN,
    "verkuerzungspruefungen": Aktion.QUALIFIZIERUNGSPLAN_LESEN,
    "wechselpruefungen": Aktion.QUALIFIZIERUNGSPLAN_LESEN,
    "modulergebnisse": Aktion.QUALIFIZIERUNGSPLAN_LESEN,
    "krankmeldungen": Aktion.ANWESENHEIT_LESEN,
    "ausnahmezeiten": Aktion.ANWESENHEIT_LESEN,
    "unterbrechungen": Aktion.ANWESENHEIT_ERFASSEN,
    "gespraeche": Aktion.GESPRAECH_LESEN,
    "absprachen": Aktion.GESPRAECH_LESEN,
    "standardverfahren": Aktion.INTERVENTION_LESEN,
    "stufenwechsel": Aktion.STUFENWECHSEL_LESEN,
    "interventionen": Aktion.INTERVENTION_LESEN,
    "interventionsschritte": Aktion.INTERVENTION_LESEN,
    "foerderplaene": Aktion.FOERDERZIELE_LESEN,
    "foerderziele": Aktion.FOERDERZIELE_LESEN,
    "zielschritte": Aktion.FOERDERZIELE_LESEN,
    "einschaetzungen": Aktion.FOERDERPLAN_LESEN,
    "berufswuensche": Aktion.FOERDERPLAN_LESEN,
    "aushaendigungen": Aktion.FOERDERZIELE_LESEN,
    "zielanmerkungen": Aktion.FOERDERZIELE_ANMERKEN,
    "eigenworte": Aktion.FOERDERPLAN_SCHREIBEN,
    "fragen": Aktion.FRAGE_LESEN,
    "fragebeitraege": Aktion.FRAGE_LESEN,
    "qualifizierungsplaene": Aktion.QUALIFIZIERUNGSPLAN_LESEN,
    "lernmodule": Aktion.QUALIFIZIERUNGSPLAN_LESEN,
    "katalogmodule": Aktion.QUALIFIZIERUNGSPLAN_LESEN,
    "veranstaltungen": Aktion.PROFILING_SCHREIBEN,
    "einladungen": Aktion.PROFILING_SCHREIBEN,
    "auftaktgespraeche": Aktion.GESPRAECH_LESEN,
    "gutachten": Aktion.PROFILING_LESEN,
    "gutachtentexte": Aktion.PROFILING_LESEN,
    "gutachtenschutz": Aktion.PROFILING_SCHREIBEN,
    "entwicklungsberichte": Aktion.BERICHT_LESEN,
}
NICHT_ERLAUBT = "Diese Datei dürfen Sie nicht einlesen: Sie lesen solche Angaben auch in der Akte nicht."
# happen during the Teilnahme
TAGE = {
    "anwesenheiten": "datum",
    "praktika": "beginn",
    "foerderleistungen": "tag",
    "krankmeldungen": "von",
    "entwicklungsberichte": "von",
}
FREMD = "Diese Person gehört nicht zu Ihrem Jobcenter; Sie dürfen sie nicht einlesen."
ABGESCHLOSSEN = (
    "Der Monat ist für diese Maßnahme abgeschlossen. Ändern Sie den Tag in der Anwesenheit als Korrektur mit Grund."
)
VERGEBEN = "Dieses Kennzeichen ist schon für einen Datensatz außerhalb Ihres Jobcenters vergeben."


def ziel_bilden(c: CursorWrapper, anhang: Anhang, teilnahmen_geladen: bool) -> None:
    """Make ziel_<table> with numbers for Teilnahme and person; `id` is that of a stored record."""
    name = anhang.name
    paket, teilnahme, person = "", "b.id", "b.person_id"
    if teilnahmen_geladen:
        paket = "left join ziel_teilnahmen z on z.teilnahme_id = r.teilnahme_id"
        teilnahme, person = "coalesce(z.id, b.id)", "coalesce(z.person_id, b.person_id)"
    spalten = (roh(anhang, s) for s in anhang.spalten)
    c.execute(
        f"create temporary table ziel_{name} on commit drop as"
        f" select r.nr, r.gut, {teilnahme} as teilnahme_id, {person} as person_id, {', '.join(spalten)},"
        f"  null::bigint as id from roh_{name} r {paket}"
        " left join teilnahme_teilnahme b on b.teilnahme_id = r.teilnahme_id"
    )
    c.execute(f"analyze ziel_{name}")
    gleich = " and ".join(f"d.{q(s)} = z.{q(s)}" for s in anhang.tabelle.schluessel)
    c.execute(f"update ziel_{name} z set id = d.id from {anhang.db} d where {gleich}")
    c.execute(f"analyze ziel_{name}")


def roh(anhang: Anhang, spalte: str) -> str:
    """SQL of a column of ziel_<table> from the row `r` of roh_<table>."""
    if reihe := anhang.reihe(spalte):
        return f"coalesce(string_to_array(r.{q(spalte)}, ' '), '{{}}')::{reihe} as {q(spalte)}"
    return f"coalesce(r.{q(spalte)}, '') as {q(spalte)}" if anhang.leertext(spalte) else f"r.{q(spalte)}"


def pruefen(bestand: Bestandspruefung, anhang: Anhang, vorhanden: frozenset[str], befehl: bool) -> None:
    """The Teilnahme must be known. A day outside of it is a warning: the package is the other system's word.
    `befehl`: the command line, which may bring all."""
    name, teilnahmen = anhang.name, bestand.stand.tabellen.get("teilnahmen")
    von = f"from roh_{name} r join ziel_{name} z using (nr)"
    if "teilnahmen" not in bestand.stand.unlesbar and (teilnahmen is None or teilnahmen.gelesen.vollstaendig):
        bestand.finden(
            name,
            TEILNAHME,
            f"{NAMEN['teilnahmen']} gibt es weder im Paket noch in Wegplan.",
            f"select r.nr, r.teilnahme_id as wert {von}"
            " where z.teilnahme_id is null and r.teilnahme_id = trim(r.teilnahme_id)",
        )
    if tag := TAGE.get(name):
        _tag_pruefen(bestand, name, tag)
    if anhang.modell is Anwesenheit:
        _abgeschlossen_pruefen(bestand, anhang)
    bezuege_pruefen(bestand, anhang)
    if anhang.modell is Intervention:
        _verfahren_pruefen(bestand, anhang)
    if anhang.modell is Eigenwort:
        eigenworte_pruefen(bestand, anhang)
    if anhang.mitgebracht:
        anders = verschieden(anhang.werte(vorhanden))
        fest_pruefen(bestand, name, anhang.modell, anhang.tabelle.schluessel[0], anders, befehl)
        fertige_pruefen(bestand, anhang, vorhanden)
    if kennzeichen := anhang.eigenes_kennzeichen:
        bestand.warnen(
            name,
            kennzeichen,
            "Der Datensatz gehörte bisher zu einer anderen Person.",
            f"select z.nr from ziel_{name} z join {anhang.db} b on b.id = z.id"
            " where z.gut and b.person_id <> z.person_id",
        )


def bezuege_pruefen(bestand: Bestandspruefung, anhang: Anhang) -> None:
    """What else a row refers to: in the package, or stored."""
    for verweis in anhang.tabelle.verweise:
        ziel, spalte = bestand.stand.tabellen.get(verweis.tabelle), q(verweis.spalte)
        bezug = anhang.bezug(verweis.spalte)
        if bezug is None or verweis.tabelle in bestand.stand.unlesbar or (ziel and not ziel.gelesen.vollstaendig):
            continue
        im_paket = f" and z.{spalte} not in (select {q(verweis.ziel)} from roh_{verweis.tabelle})" if ziel else ""
        bestand.finden(
            anhang.name,
            verweis.spalte,
            f"{NAMEN[verweis.tabelle]} gibt es weder im Paket noch in Wegplan.",
            f"select z.nr, z.{spalte} as wert from ziel_{anhang.name} z where z.{spalte} is not null"
            f" and z.{spalte} = trim(z.{spalte}) and {bezug.schreiben} is null{im_paket}",
        )


def _tag_pruefen(bestand: Bestandspruefung, name: str, tag: str) -> None:
    zeiten = "select id, eintritt, austritt from teilnahme_teilnahme b"
    if "teilnahmen" in bestand.gestuft:
        zeiten += (
            " where not exists (select from ziel_teilnahmen z where z.id = b.id)"
            " union all select id, eintritt, austritt from ziel_teilnahmen"
        )
    bestand.warnen(
        name,
        tag,
        "Der Tag liegt vor dem Eintritt oder nach dem Austritt.",
        f"select z.nr from ziel_{name} z join ({zeiten}) t on t.id = z.teilnahme_id"
        f" where z.gut and (z.{tag} < t.eintritt or z.{tag} > t.austritt)",
    )


def _abgeschlossen_pruefen(bestand: Bestandspruefung, anhang: Anhang) -> None:
    """A closed month is signed and its lists are with AA/JC: a package does not write past it (JPS-32). The same mark
    once more is nothing new; a different one is a correction, which needs a reason."""
    bestand.finden(
        anhang.name,
        "datum",
        ABGESCHLOSSEN,
        f"select z.nr, r.datum as wert from ziel_{anhang.name} z join roh_{anhang.name} r using (nr)"
        f" join teilnahme_teilnahme t on t.id = z.teilnahme_id left join {anhang.db} d on d.id = z.id"
        f" where z.gut and d.status is distinct from z.status and exists ("
        f"select from {Monatsabschluss._meta.db_table} a where a.massnahme_id = t.massnahme_id"
        "  and a.monat = date_trunc('month', z.datum::date)::date)",
    )


def lesen_pruefen(bestand: Bestandspruefung, name: str, nutzer: Any) -> bool:
    """Whether the user may read such records in the file; else the first row is told."""
    if name not in NUR_MIT or nutzer.darf(NUR_MIT[name]):
        return True
    tabelle = bestand.stand.tabellen[name].gelesen.tabelle
    erste = f"select min(nr) as nr, '' as wert from roh_{name} having count(*) > 0"
    bestand.finden(name, tabelle.spalten[0].name, NICHT_ERLAUBT, erste)
    return False


def _verfahren_pruefen(bestand: Bestandspruefung, anhang: Anhang) -> None:
    """An intervention follows a version of its own project's procedure, stored or in the package."""
    bezug = anhang.bezug("fassung")
    if bezug is None or "standardverfahren" in bestand.stand.unlesbar:
        return
    nummern = (
        "select t.teilnahme_id, m.massnahmenummer from teilnahme_teilnahme t"
        " join massnahme_massnahme m on m.id = t.massnahme_id"
    )
    if "teilnahmen" in bestand.gestuft:
        nummern += " union all select teilnahme_id, massnahmenummer from roh_teilnahmen"
    im_paket = ""
    if "standardverfahren" in bestand.stand.tabellen:
        im_paket = (
            f" and not exists (select from roh_standardverfahren v join ({nummern}) n using (massnahmenummer)"
            " where n.teilnahme_id = r.teilnahme_id and v.fassung = z.fassung)"
        )
    bestand.finden(
        anhang.name,
        "fassung",
        "Diese Fassung des Standardverfahrens gibt es in der Maßnahme der Teilnahme nicht.",
        f"select z.nr, z.fassung::text as wert from ziel_{anhang.name} z join roh_{anhang.name} r using (nr)"
        f" where z.teilnahme_id is not null and {bezug.schreiben} is null{im_paket}",
    )


def befugnis_pruefen(bestand: Bestandspruefung, anhang: Anhang, nutzer: Any) -> None:
    """Only what the user may read, and records of persons of the own Jobcenter; those that come with the package are
    checked there."""
    name, kennzeichen, stelle = anhang.name, anhang.eigenes_kennzeichen, nutzer.organisation_id or 0
    if not lesen_pruefen(bestand, name, nutzer):
        return
    bestand.finden(
        name,
        TEILNAHME,
        FREMD,
        f"select z.nr, r.teilnahme_id as wert from ziel_{name} z join roh_{name} r using (nr)"
        " join person_person p on p.id = z.person_id where p.jobcenter_id is distinct from %s",
        stelle,
    )
    if kennzeichen:
        bestand.finden(
            name,
            kennzeichen,
            VERGEBEN,
            f"select z.nr, z.{kennzeichen} as wert from ziel_{name} z join {anhang.db} b on b.id = z.id"
            " join person_person p on p.id = b.person_id where p.jobcenter_id is distinct from %s",
            stelle,
        )


def schreiben(c: CursorWrapper, anhang: Anhang, vorhanden: frozenset[str], herkunft: Herkunft) -> Zahlen:
    """Known records get the values of the columns that the file has, new ones are inserted."""
    name = anhang.name
    c.execute(f"select count(*), count(*) filter (where id is null) from ziel_{name}")
    zeilen, neu = c.fetchone()
    geaendert = aendern(c, anhang.db, f"ziel_{name}", anhang.werte(vorhanden)) if zeilen > neu else 0
    if neu:
        spalten = {feld: f"z.{feld}" for feld in anhang.rahmen} | anhang.abgeschlossen | anhang.unbezeugt
        spalten |= dict(anhang.wert(s) for s in anhang.spalten if s in vorhanden or anhang.leertext(s))
        einfuegen(c, anhang.db, f"ziel_{name}", spalten, herkunft if anhang.mitgebracht else None)
    return Zahlen(neu, geaendert, zeilen - neu - geaendert)


def auszug(anhang: Anhang, spalten: list[str], personen: str) -> str:
    """SQL of these columns in the order of the key; `personen`: condition on `p`, a row of person_person."""
    ausdruecke = (f"{anhang.lesen(s)} as {q(s)}" for s in spalten)
    nach_bytes = {"string": ' collate "C"'}
    ordnung = (
        f"{anhang.lesen(s)}{nach_bytes.get(anhang.tabelle.spalte(s).typ, '')}" for s in anhang.tabelle.schluessel
    )
    return (
        f"select {', '.join(ausdruecke)} {anhang.von} where {anhang.bedingung(personen)} order by {', '.join(ordnung)}"
    )


def gibt_es(anhang: Anhang, personen: str, spalte: str = "") -> str:
    """SQL: whether there is a record of these persons, with something in `spalte` if that is given."""
    etwas = f" and nullif({anhang.lesen(spalte)}::text, '') is not null" if spalte else ""
    return f"select exists (select {anhang.von} where {anhang.bedingung(personen)}{etwas})"
