"""What goes out: each table of the package as one SELECT, limited to persons where it is for somebody (DP-03)."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from wegplan.domains.paketform.abbildung import ERFASST, Abbildung, Feld, abbildungen
from wegplan.domains.paketform.anhang import Anhang
from wegplan.domains.paketform.anhang import anhaenge as alle_anhaenge
from wegplan.domains.paketform.kind import kinder as alle_kinder
from wegplan.domains.person.models import Person, Zustaendigkeit
from wegplan.kit.exchange.regeln import q
from wegplan.kit.exchange.schema import laden

from . import anhaenge, verlaengerungen

# an assignment without a role of its own goes out under its reason (and comes back as that)
ROLLE = "coalesce(nullif(b.rolle, ''), b.grund)"
ZUSTAENDIGKEITEN = (
    f"select p.kundennummer, {ROLLE} as rolle, n.username as benutzer, b.von, b.bis"
    " from person_zustaendigkeit b join person_person p on p.id = b.person_id"
    " join organisation_nutzer n on n.id = b.nutzer_id where {personen}"
    f' order by p.kundennummer collate "C", {ROLLE} collate "C", n.username collate "C", b.von'
)
# files beyond chapter 80: they go out when there is something in them
ERWEITERUNGEN = frozenset({"handlungsstrategien", "vorgaenge", "gespraeche", "veranstaltungen"})
# Art. 9 data leave with the whole package only (command line); nobody has a right of their own to them (DS-05)
# table: the column that stays, None = all of it
BESONDERS = {
    "merkmale": None,
    "foerderleistungen": "inhalt",
    "unterbrechungen": None,
    "gespraeche": None,
    "absprachen": None,
    "einschaetzungen": None,
    "eigenworte": None,
    "fragen": None,
    "fragebeitraege": None,
    "entwicklungsberichte": None,
    "auftaktgespraeche": None,
    "gutachtenschutz": None,
}
MIT_NUMMER = "p.kundennummer <> ''"


@dataclass(frozen=True)
class Auszug:
    """Whose data: `personen` are the numbers of the persons, None = all (command line). `erfassungstage`: also
    the day on which a record was entered. `verschlossen`: tables that stay here."""

    personen: list[int] | None
    erfassungstage: bool = False
    verschlossen: frozenset[str] = frozenset()

    @classmethod
    def fuer(cls, nutzer: Any, aktion: str) -> "Auszug":
        """Of the persons with whom this user may do `aktion`."""
        verschlossen = frozenset(name for name, lesen in anhaenge.NUR_MIT.items() if not nutzer.darf(lesen))
        return cls(list(Person.objects.fuer(nutzer, aktion).values_list("pk", flat=True)), verschlossen=verschlossen)

    def tabellen(self) -> dict[str, list[str]]:
        """The tables that go out with their columns; beyond chapter 80 only what says something."""
        ergebnis: dict[str, list[str]] = {}
        with connection.cursor() as c:
            for tabelle in laden().values():
                name = tabelle.name
                if anhang := _anhang(name):
                    if spalten := self._anhang(c, anhang):
                        ergebnis[name] = spalten
                    continue
                if self._bleibt(name):
                    continue
                if name in ERWEITERUNGEN and not self._gibt_es(c, abbildungen()[name], "true"):
                    continue
                ergebnis[name] = [
                    s.name for s in tabelle.spalten if not s.erweiterung or self._belegt(c, abbildungen()[name], s.name)
                ]
        return ergebnis

    def select(self, name: str, spalten: list[str]) -> tuple[str, list[Any]]:
        """SQL of a table in the order of its key, with its parameters."""
        werte: list[Any] = [] if self.personen is None else [self.personen]
        if name == "zustaendigkeiten":
            return ZUSTAENDIGKEITEN.format(personen=self._bedingung("p")), werte
        if anhang := _anhang(name):
            return anhaenge.auszug(anhang, spalten, self._bedingung("p")), werte
        if name == verlaengerungen.TABELLE:
            return verlaengerungen.AUSWAHL.format(personen=self._bedingung("p")), werte
        abbildung = abbildungen()[name]
        felder = {f.spalte: f for f in abbildung.felder}
        quellen: list[str] = []
        ausdruecke = [f"{_wert(abbildung, felder.get(s), s, quellen)} as {q(s)}" for s in spalten]
        alias = "b" if name == "personen" else "p"
        wo = self._von_personen(abbildung, alias) if alias == "b" or abbildung.person else "true"
        return (
            f"select {', '.join(ausdruecke)} from {abbildung.db} b {' '.join(quellen)} where {wo}"
            f' order by b.{q(abbildung.schluessel)} collate "C"',
            werte if wo != "true" else [],
        )

    def ohne_kundennummer(self) -> int:
        """Persons who cannot go out, as the package knows them by their customer number only."""
        personen = Person.objects.all() if self.personen is None else Person.objects.filter(pk__in=self.personen)
        return personen.exclude(kundennummer__gt="").count()

    def ohne_konto(self) -> int:
        """Assignments of a team or an office, which the package has no place for."""
        alle = Zustaendigkeit.objects.filter(nutzer__isnull=True)
        return (alle if self.personen is None else alle.filter(person__in=self.personen)).count()

    def _bedingung(self, alias: str) -> str:
        mit_nummer = MIT_NUMMER.replace("p.", f"{alias}.")
        return mit_nummer if self.personen is None else f"{mit_nummer} and {alias}.id = any(%s)"

    def _von_personen(self, abbildung: Abbildung, alias: str) -> str:
        """Of these persons; what may hang on none at all goes out with them."""
        person = abbildung.person
        ohne = " or b.person_id is null" if person and abbildung.modellfeld(person.spalte).null else ""
        return f"({self._bedingung(alias)}{ohne})"

    def _bleibt(self, name: str) -> bool:
        """A table that this user does not take out."""
        return name in self.verschlossen or (self.personen is not None and BESONDERS.get(name, "") is None)

    def _belegt(self, c: CursorWrapper, abbildung: Abbildung, spalte: str) -> bool:
        if spalte == ERFASST:
            return self.erfassungstage
        feld = next(f for f in abbildung.felder if f.spalte == spalte)
        return self._gibt_es(c, abbildung, f"nullif(b.{q(feld.db)}::text, '') is not null")

    def _anhang(self, c: CursorWrapper, anhang: Anhang) -> list[str]:
        """The columns of a table that hangs on Teilnahmen; none where there is nothing in it."""
        werte = [] if self.personen is None else [self.personen]

        def gibt_es(spalte: str = "") -> bool:
            c.execute(anhaenge.gibt_es(anhang, self._bedingung("p"), spalte), werte)
            return bool(c.fetchone()[0])

        if self._bleibt(anhang.name) or not gibt_es():
            return []
        verdeckt = BESONDERS.get(anhang.name) if self.personen is not None else None
        alle = [s for s in anhang.tabelle.spalten if s.name != verdeckt]
        return [s.name for s in alle if not s.erweiterung or gibt_es(s.name)]

    def _gibt_es(self, c: CursorWrapper, abbildung: Abbildung, bedingung: str) -> bool:
        person = "left join person_person p on p.id = b.person_id" if abbildung.person else ""
        wo = self._von_personen(abbildung, "p") if person else "true"
        werte = [self.personen] if person and self.personen is not None else []
        c.execute(f"select exists (select from {abbildung.db} b {person} where {bedingung} and {wo})", werte)
        return c.fetchone()[0]


def _anhang(name: str) -> Anhang | None:
    """The table if it hangs on Teilnahmen or on rows of another table."""
    return alle_anhaenge().get(name) or alle_kinder().get(name)


def _wert(abbildung: Abbildung, feld: Feld | None, spalte: str, quellen: list[str]) -> str:
    """SQL of one column as it stands in the package."""
    if spalte == ERFASST:
        return f"(b.{ERFASST} at time zone 'Europe/Berlin')::date"
    if feld is None:
        return f"b.{q(spalte)}"
    if feld.verweis:
        ziel = abbildungen()[feld.verweis]
        alias = "p" if feld is abbildung.person else f"v{len(quellen)}"
        quellen.append(f"left join {ziel.db} {alias} on {alias}.id = b.{q(feld.db)}")
        return f"{alias}.{q(ziel.schluessel)}"
    if feld.leertext:
        return f"nullif(b.{q(feld.db)}, '')"
    if abbildung.tabelle.spalte(spalte).typ == "boolean":
        return f"case when b.{q(feld.db)} then 'true' when not b.{q(feld.db)} then 'false' end"
    return f"b.{q(feld.db)}"
