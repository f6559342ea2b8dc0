"""Checks that need the database beside the package: references, overlaps, predecessors (DP-01)."""

from django.db.backends.utils import CursorWrapper

from wegplan.domains.paketform.abbildung import Abbildung, Feld, abbildungen
from wegplan.kit.exchange.fehler import HOECHSTENS
from wegplan.kit.exchange.pruefung import Fund, Pruefstand
from wegplan.kit.exchange.regeln import q

NAMEN = {
    "organisationen": "Diese Organisation",
    "teams": "Dieses Team",
    "personen": "Diese Person",
    "massnahmen": "Diese Maßnahme",
    "teilnahmen": "Diese Teilnahme",
    "vereinbarungen": "Diese Vereinbarung",
    "gespraeche": "Dieses Gespräch",
    "ausnahmezeiten": "Diese Ausnahmezeit",
    "interventionen": "Diese Intervention",
    "fragen": "Diese Frage",
    "foerderplaene": "Diese Fassung des Förderplans",
    "foerderziele": "Dieses Förderziel",
    "qualifizierungsplaene": "Diese Fassung des Qualifizierungsplans",
    "zuweisungen": "Diese Zuweisung",
    "veranstaltungen": "Diese Veranstaltung",
    "gutachten": "Dieses Gutachten",
}
JOBCENTER = "('jobcenter', 'agentur')"


class Bestandspruefung:
    """The checks of one import; `gestuft` are the tables that stand in roh_ and ziel_."""

    def __init__(self, c: CursorWrapper, stand: Pruefstand, gestuft: frozenset[str]) -> None:
        self.c = c
        self.stand = stand
        self.gestuft = gestuft

    def pruefen(self) -> None:
        """All of them."""
        for name in self.gestuft:
            self._verweise(abbildungen()[name])
        for name in ("personen", "teilnahmen"):
            if name in self.gestuft:
                self._jobcenterart(name)
                self._team_des_jobcenters(name)
        if "zuweisungen" in self.gestuft:
            self._jobcenterart("zuweisungen")
        if "organisationen" in self.gestuft:
            self._im_kreis()
        if "teilnahmen" in self.gestuft:
            self._ueberschneidung()
            self._massnahme_der_teilnahme()
            self._vorgaenger("teilnahmen", "vorherige_teilnahme", "eintritt", "Die vorherige Teilnahme")
        if "vereinbarungen" in self.gestuft:
            self._vorgaenger("vereinbarungen", "vorgaenger", "abgeschlossen_am", "Die fortgeschriebene Vereinbarung")
        for name in self.gestuft & {"vorgaenge", "gespraeche", "zuweisungen"}:
            self._teilnahme_derselben_person(name)
        for name in self.gestuft:
            self._andere_person(name)

    def finden(self, name: str, spalte: str, satz: str, sql: str, *werte: int) -> None:
        """Tell the rows of a query (nr, wert, and perhaps a text that replaces {mehr} in `satz`) as faults."""
        self.c.execute(f"select *, count(*) over () from ({sql}) f order by 1 limit {HOECHSTENS}", werte)
        zeilen = self.c.fetchall()
        funde = [
            Fund(nr, spalte, str(wert or ""), satz.replace("{mehr}", str(mehr[0]) if mehr else ""))
            for nr, wert, *mehr, _ in zeilen
        ]
        if funde:
            self.stand.melden(name, funde, zeilen[0][-1])

    def warnen(self, name: str, spalte: str, satz: str, sql: str) -> None:
        """Tell the rows of a query (nr) as one warning."""
        self.c.execute(f"select nr, count(*) over () from ({sql}) f order by 1 limit 5")
        if zeilen := self.c.fetchall():
            self.stand.warnen(name, spalte, satz, zeilen[0][1], [nr for nr, _ in zeilen])

    def _verweise(self, abbildung: Abbildung) -> None:
        for feld in abbildung.felder:
            if feld.verweis and feld.spalte in self.stand.tabellen[abbildung.tabelle.name].vorhanden:
                self._verweis(abbildung, feld)

    def _verweis(self, abbildung: Abbildung, feld: Feld) -> None:
        """A key that neither the package nor the database knows. Where the file of the keys is partly
        unreadable nothing is said: the missing key may stand in what could not be read."""
        ziel = self.stand.tabellen.get(feld.verweis or "")
        if feld.verweis in self.stand.unlesbar or (ziel and not ziel.gelesen.vollstaendig):
            return
        name = abbildung.tabelle.name
        spalte = q(feld.spalte)
        self.finden(
            name,
            feld.spalte,
            f"{NAMEN[feld.verweis or '']} gibt es weder im Paket noch in Wegplan.",
            f"select r.nr, r.{spalte} as wert from roh_{name} r join ziel_{name} z using (nr)"
            f" where r.{spalte} = trim(r.{spalte}) and z.{q(feld.db)} is null",
        )

    def organisationen(self) -> str:
        """SQL: every organisation as it will be after the import."""
        if "organisationen" not in self.gestuft:
            return "organisation_organisation"
        return (
            "(select id, art, uebergeordnet_id from ziel_organisationen union all"
            " select id, art, uebergeordnet_id from organisation_organisation b"
            " where not exists (select from ziel_organisationen z where z.id = b.id))"
        )

    def _jobcenterart(self, name: str) -> None:
        if "jobcenter" in self.stand.tabellen[name].vorhanden:
            self.finden(
                name,
                "jobcenter",
                "Diese Organisation ist weder Jobcenter noch Agentur.",
                f"select z.nr, r.jobcenter as wert from ziel_{name} z join roh_{name} r using (nr)"
                f" join {self.organisationen()} o on o.id = z.jobcenter_id where o.art not in {JOBCENTER}",
            )

    def _team_des_jobcenters(self, name: str) -> None:
        teams = "organisation_team"
        if "teams" in self.gestuft:
            teams = (
                "(select id, organisation_id from ziel_teams union all select id, organisation_id"
                " from organisation_team b where not exists (select from ziel_teams z where z.id = b.id))"
            )
        self.warnen(
            name,
            "team",
            "Das Team gehört nicht zum angegebenen Jobcenter.",
            f"select z.nr from ziel_{name} z join {teams} t on t.id = z.team_id"
            " where z.gut and z.jobcenter_id is not null and t.organisation_id <> z.jobcenter_id",
        )

    def _im_kreis(self) -> None:
        self.finden(
            "organisationen",
            "uebergeordnet",
            "Die Über- und Unterordnung läuft im Kreis.",
            f"with recursive stand as (select * from {self.organisationen()} s),"
            " weg as (select id as anfang, uebergeordnet_id as id from stand where uebergeordnet_id is not null"
            " union select w.anfang, s.uebergeordnet_id from weg w join stand s on s.id = w.id"
            " where s.uebergeordnet_id is not null)"
            " select z.nr, r.uebergeordnet as wert from ziel_organisationen z join roh_organisationen r using (nr)"
            " where exists (select from weg w where w.anfang = z.id and w.id = z.id)",
        )

    def _ueberschneidung(self) -> None:
        """One person twice in one Maßnahme at the same time, in the package or with a stored Teilnahme."""
        self.finden(
            "teilnahmen",
            "eintritt",
            "Die Person ist in dieser Maßnahme schon zu dieser Zeit: Teilnahme {mehr}.",
            "with alle as ("
            " select nr, teilnahme_id, person_id, massnahme_id, eintritt,"
            "  coalesce(austritt, geplantes_ende, '9999-12-31') as ende"
            "  from ziel_teilnahmen where gut and person_id is not null and massnahme_id is not null"
            " union all"
            " select null, b.teilnahme_id, b.person_id, b.massnahme_id, b.eintritt,"
            "  coalesce(b.austritt, b.geplantes_ende, '9999-12-31')"
            "  from teilnahme_teilnahme b where b.person_id in (select person_id from ziel_teilnahmen)"
            "  and not exists (select from ziel_teilnahmen z where z.id = b.id)),"
            # most persons are in a Maßnahme once: only those with an overlap are compared pair by pair
            " verdacht as (select distinct person_id, massnahme_id from (select person_id, massnahme_id, eintritt,"
            "  max(ende) over (partition by person_id, massnahme_id order by eintritt, ende"
            "   rows between unbounded preceding and 1 preceding) as bisher from alle) w where bisher >= eintritt)"
            " select f.nr, f.eintritt::text as wert, min(a.teilnahme_id) as mehr"
            " from verdacht join alle f using (person_id, massnahme_id) join alle a using (person_id, massnahme_id)"
            " where f.nr is not null and (a.nr is null or a.nr < f.nr)"
            " and a.eintritt <= f.ende and a.ende >= f.eintritt"
            " group by f.nr, f.eintritt",
        )

    def _massnahme_der_teilnahme(self) -> None:
        massnahmen = "massnahme_massnahme"
        if "massnahmen" in self.gestuft:
            massnahmen = (
                "(select id, foerderart, beginn, ende from ziel_massnahmen union all"
                " select id, foerderart, beginn, ende from massnahme_massnahme b"
                " where not exists (select from ziel_massnahmen z where z.id = b.id))"
            )
        von = f"from ziel_teilnahmen z join {massnahmen} m on m.id = z.massnahme_id where z.gut and"
        self.warnen(
            "teilnahmen",
            "eintritt",
            "Der Eintritt liegt außerhalb der Laufzeit der Maßnahme.",
            f"select z.nr {von} (z.eintritt < m.beginn or z.eintritt > m.ende)",
        )
        self.warnen(
            "teilnahmen",
            "programmstufe",
            "Eine Programmstufe hat nur bei der Förderart ESF eine Bedeutung.",
            f"select z.nr {von} z.programmstufe <> '' and m.foerderart <> 'ESF'",
        )

    def _vorgaenger(self, name: str, spalte: str, tag: str, was: str) -> None:
        """What continues another record belongs to the same person, is not itself, and is not older.

        Judged as it will be after the import: a stored reference counts where the file lacks the column, and a
        stored record that names one of the package as its predecessor is blamed on that one."""
        abbildung = abbildungen()[name]
        key, ref, ziel, db = abbildung.schluessel, f"{spalte}_id", f"ziel_{name}", abbildung.db
        quelle = "z" if spalte in self.stand.tabellen[name].vorhanden else "b"
        self.finden(
            name,
            spalte,
            f"{was} von {{mehr}}.",
            f"with paket as (select z.nr, z.id, z.{key} as kennzeichen, z.person_id, z.{tag} as tag,"
            f"  {quelle}.{ref} as davor from {ziel} z left join {db} b on b.id = z.id"
            "  where z.gut and z.person_id is not null),"
            f" bestand as (select null::bigint, d.id, d.{key}, d.person_id, d.{tag}, d.{ref} from {db} d"
            f"  where not exists (select from {ziel} z where z.id = d.id)"
            f"  and (d.id in (select davor from paket) or exists (select from paket p where p.id = d.{ref}))),"
            " stand as (select * from paket union all select * from bestand)"
            " select coalesce(k.nr, v.nr) as nr, v.kennzeichen as wert, k.kennzeichen || case when k.id = v.id"
            "  then ' ist der Datensatz selbst' when v.person_id <> k.person_id then ' gehört zu einer anderen Person'"
            "  else ' ist jünger' end as mehr"
            " from stand k join stand v on v.id = k.davor where coalesce(k.nr, v.nr) is not null"
            " and (k.id = v.id or v.person_id <> k.person_id or v.tag > k.tag)",
        )

    def _teilnahme_derselben_person(self, name: str) -> None:
        """A Vorgang, a talk, or an assignment names a Teilnahme of its own person, as both will be after the import.

        Stored ones follow their Teilnahme to another person by themselves (a foreign key sees to it)."""
        personen = "select id, person_id from teilnahme_teilnahme b"
        if "teilnahmen" in self.gestuft:
            personen += (
                " where not exists (select from ziel_teilnahmen z where z.id = b.id)"
                " union all select id, person_id from ziel_teilnahmen"
            )
        self.finden(
            name,
            "teilnahme_id",
            "Diese Teilnahme gehört zu einer anderen Person.",
            f"select z.nr, r.teilnahme_id as wert from ziel_{name} z join roh_{name} r using (nr)"
            f" join ({personen}) t on t.id = z.teilnahme_id where z.person_id <> t.person_id",
        )

    def _andere_person(self, name: str) -> None:
        abbildung = abbildungen()[name]
        if abbildung.person:
            self.warnen(
                name,
                abbildung.person.spalte,
                "Der Datensatz gehörte bisher zu einer anderen Person.",
                f"select z.nr from ziel_{name} z join {abbildung.db} b on b.id = z.id"
                " where z.gut and b.person_id <> z.person_id",
            )
