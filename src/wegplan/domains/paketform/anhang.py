"""Which model stores which table that hangs on a Teilnahme, column by column; its references as SQL."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from wegplan.domains.anwesenheit.models import Anwesenheit, Ausnahmezeit, Krankmeldung
from wegplan.domains.bericht.bewahren import NACH_DER_FREIGABE
from wegplan.domains.bericht.models import Entwicklungsbericht
from wegplan.domains.foerderplan.models import Planfassung
from wegplan.domains.foerderung.models import Foerderleistung, Praktikum, Zertifikat
from wegplan.domains.frage.models import Frage
from wegplan.domains.mitsprache.models import Eigenwort
from wegplan.domains.qualifizierungsplan.models import (
    Ausbildungsrahmen,
    Modulergebnis,
    Qualifizierungsplan,
    Verkuerzungspruefung,
    Wechselpruefung,
)
from wegplan.domains.stufenwechsel.models import Intervention, Standardverfahren, Stufenwechsel
from wegplan.domains.verbleib.models import (
    Anschlussperspektive,
    Einstiegsbegleitung,
    Ergebnis,
    Fragebogen,
    Merkmal,
    Verbleib,
)
from wegplan.kit.exchange.herkunft import Mitgebracht
from wegplan.kit.exchange.regeln import q, text
from wegplan.kit.exchange.schema import Tabelle, laden

from .abbildung import abbildungen

MODELLE: dict[str, type[models.Model]] = {
    "anwesenheiten": Anwesenheit,
    "praktika": Praktikum,
    "foerderleistungen": Foerderleistung,
    "zertifikate": Zertifikat,
    "verbleibe": Verbleib,
    "ergebnisse": Ergebnis,
    "merkmale": Merkmal,
    "anschlussperspektiven": Anschlussperspektive,
    "einstiegsbegleitungen": Einstiegsbegleitung,
    "frageboegen": Fragebogen,
    "ausbildungsrahmen": Ausbildungsrahmen,
    "verkuerzungspruefungen": Verkuerzungspruefung,
    "wechselpruefungen": Wechselpruefung,
    "modulergebnisse": Modulergebnis,
    "krankmeldungen": Krankmeldung,
    "ausnahmezeiten": Ausnahmezeit,
    "stufenwechsel": Stufenwechsel,
    "interventionen": Intervention,
    "foerderplaene": Planfassung,
    "qualifizierungsplaene": Qualifizierungsplan,
    "entwicklungsberichte": Entwicklungsbericht,
    "fragen": Frage,
    "eigenworte": Eigenwort,
}

TEILNAHME = "teilnahme_id"  # in the file its key, in the database its number


@dataclass(frozen=True)
class Bezug:
    """A column that the database holds in another form. `lesen`: SQL of what the file has, from the row `b` of the
    table; `schreiben`: SQL of the column `db`, from the row `z` of ziel_<table>, when all before it is written."""

    db: str
    lesen: str
    schreiben: str


# the version of the procedure that the project had agreed on; steps as one line each: days, who, what; JSON only of a
# row without fault, for the database would stumble over the others
_VERFAHREN = Standardverfahren._meta.db_table
# what an answer of a participant is about: version of the plan, quarter and version of the report; never a draft
_WOVON = {
    "plan": (Planfassung._meta.db_table, "v.nummer::text", "v.stand = 'unterschrieben'"),
    "bericht": (
        Entwicklungsbericht._meta.db_table,
        "concat(to_char(v.quartal, 'YYYY-MM-DD'), '/', v.fassung)",
        "v.stand <> 'entwurf'",
    ),
}
BESONDERE: dict[tuple[str, str], Bezug] = {
    ("interventionen", "fassung"): Bezug(
        "verfahren_id",
        f"(select v.fassung from {_VERFAHREN} v where v.id = b.verfahren_id)",
        f"(select v.id from teilnahme_teilnahme t join {_VERFAHREN} v on v.massnahme_id = t.massnahme_id"
        " where t.id = z.teilnahme_id and v.fassung = z.fassung)",
    ),
    ("standardverfahren", "schritte"): Bezug(
        "schritte",
        "(select string_agg(concat(s ->> 'tage', ' ', s ->> 'wer', ' ', s ->> 'text'), e'\\n' order by nr)"
        " from jsonb_array_elements(b.schritte) with ordinality as j (s, nr))",
        "(select jsonb_agg(jsonb_build_object('tage', split_part(s, ' ', 1)::int, 'wer', split_part(s, ' ', 2),"
        " 'text', regexp_replace(s, '^\\S+ \\S+ ', '')) order by nr)"
        " from string_to_table(z.schritte, e'\\n') with ordinality as j (s, nr))",
    ),
    ("eigenworte", "bezug"): Bezug(
        "bezug",
        "case b.art "
        + " ".join(
            f"when '{art}' then (select {wort} from {db} v where v.teilnahme_id = b.teilnahme_id"
            f" and v.id::text = b.bezug and {fertig})"
            for art, (db, wort, fertig) in _WOVON.items()
        )
        + " else nullif(b.bezug, '') end",
        "case z.art "
        + " ".join(
            f"when '{art}' then (select v.id::text from {db} v where v.teilnahme_id = z.teilnahme_id"
            f" and {wort} = z.bezug and {fertig})"
            for art, (db, wort, fertig) in _WOVON.items()
        )
        + " else z.bezug end",
    ),
    ("gutachten", "massnahmenummer"): Bezug(
        "massnahme_id",
        "(select m.massnahmenummer from massnahme_massnahme m where m.id = b.massnahme_id)",
        "(select m.id from massnahme_massnahme m where m.massnahmenummer = z.massnahmenummer)",
    ),
    ("entwicklungsberichte", "inhalt"): Bezug("inhalt", "b.inhalt", "case when z.gut then z.inhalt::jsonb end"),
}


# versions travel when they are closed; the column of the state says so and stands in no file
ABGESCHLOSSEN: dict[str, tuple[str, str]] = {
    "foerderplaene": ("stand", "unterschrieben"),
    "qualifizierungsplaene": ("stand", "uebergeben"),
    "gutachten": ("stand", "abgeschlossen"),
}


# SQL condition of the rows `b` that travel: a draft belongs to whoever writes on it, and an answer goes with what it is
# about
_MIT_BEZUG = BESONDERE["eigenworte", "bezug"].lesen
NUR_WENN = {
    "entwicklungsberichte": "b.stand <> 'entwurf'",
    "eigenworte": f"(b.art not in ('plan', 'bericht') or ({_MIT_BEZUG}) is not null)",
}
# columns that a file may have, and that neither come in nor go out: a checksum vouches for nothing elsewhere
UNGELESEN = {("entwicklungsberichte", "pruefsumme")}
# of rows that nobody here has an account in, a later package changes these columns alone
NUR_WEITER: dict[type[models.Model], tuple[str, ...]] = {Entwicklungsbericht: NACH_DER_FREIGABE}


def zeitpunkt(ausdruck: str) -> str:
    """SQL: an instant as the package writes it, the same text for the same instant."""
    ziffern = f"to_char({ausdruck} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"
    return f"(rtrim(rtrim({ziffern}, '0'), '.') || 'Z')"


@dataclass(frozen=True)
class Anhang:
    """A table of the package with its model. Columns have the same name on both sides, or a Bezug."""

    tabelle: Tabelle
    modell: type[models.Model]

    @property
    def name(self) -> str:
        return self.tabelle.name

    @property
    def db(self) -> str:
        return self.modell._meta.db_table

    @property
    def spalten(self) -> list[str]:
        """The columns of the file without the Teilnahme and what is not read."""
        return [s.name for s in self.tabelle.spalten if s.name != TEILNAHME and (self.name, s.name) not in UNGELESEN]

    @property
    def rahmen(self) -> list[str]:
        """Columns of the database that the Teilnahme gives."""
        return ["person_id", TEILNAHME]

    def werte(self, vorhanden: frozenset[str]) -> dict[str, str]:
        """Column of the database → SQL of its value from ziel_<table>, beside the key; a Teilnahme outside the key is
        one of them. Of the columns that the file has."""
        ausserhalb = [] if TEILNAHME in self.tabelle.schluessel else [TEILNAHME]
        felder = ausserhalb + [s for s in self.spalten if s not in self.tabelle.schluessel]
        werte = dict(self.wert(s) for s in felder if s in vorhanden)
        return {"person_id": "z.person_id", **werte} if ausserhalb else werte

    def wert(self, spalte: str) -> tuple[str, str]:
        """Column of the database, and SQL of its value from the row `z` of ziel_<table>."""
        bezug = self.bezug(spalte)
        return (bezug.db, bezug.schreiben) if bezug else (spalte, f"z.{q(spalte)}")

    @property
    def eigenes_kennzeichen(self) -> str:
        """The single key column where the key does not name the Teilnahme, else empty."""
        return "" if TEILNAHME in self.tabelle.schluessel else self.tabelle.schluessel[0]

    @property
    def mitgebracht(self) -> bool:
        """New records carry the mark of where they came from."""
        return issubclass(self.modell, Mitgebracht)

    def bezug(self, spalte: str) -> Bezug | None:
        """For a reference to another table than the Teilnahme, and the like."""
        if besonderer := BESONDERE.get((self.name, spalte)):
            return besonderer
        if spalte not in self.spalten:
            return None
        verweis = next((v for v in self.tabelle.verweise if v.spalte == spalte), None)
        ziel = abbildungen().get(verweis.tabelle) if verweis else None
        if ziel is None or not self._feld(spalte).is_relation:
            return None
        key = q(ziel.schluessel)
        return Bezug(
            f"{spalte}_id",
            f"(select v.{key} from {ziel.db} v where v.id = b.{spalte}_id)",
            f"(select v.id from {ziel.db} v where v.{key} = z.{q(spalte)})",
        )

    @property
    def von(self) -> str:
        """SQL of what it goes out from: `b` the row, `p` the person."""
        return (
            f"from {self.db} b join teilnahme_teilnahme t on t.id = b.teilnahme_id"
            " join person_person p on p.id = b.person_id"
        )

    def lesen(self, spalte: str) -> str:
        """SQL of a column as it stands in the package, from a row of `von`."""
        if spalte == TEILNAHME:
            return "t.teilnahme_id"
        if (self.name, spalte) in UNGELESEN:
            return "null::text"
        if bezug := self.bezug(spalte):
            return bezug.lesen
        if self.reihe(spalte):
            return f"nullif(array_to_string(b.{q(spalte)}, ' '), '')"
        if self.tabelle.spalte(spalte).typ == "datetime":
            return zeitpunkt(f"b.{q(spalte)}")
        if self.tabelle.spalte(spalte).typ == "boolean":
            return f"case when b.{q(spalte)} then 'true' when not b.{q(spalte)} then 'false' end"
        return f"nullif(b.{q(spalte)}, '')" if self.leertext(spalte) else f"b.{q(spalte)}"

    @property
    def abgeschlossen(self) -> dict[str, str]:
        """Column → SQL of the value that a row has when it travels; empty where every row does."""
        return {spalte: text(wert) for spalte, wert in [ABGESCHLOSSEN[self.name]]} if self.name in ABGESCHLOSSEN else {}

    @property
    def unbezeugt(self) -> dict[str, str]:
        """Column → SQL of the value of a new row, for what no package can vouch for: checksums stay empty."""
        felder = [str(f.column) for f in self.modell._meta.concrete_fields if f.name.startswith("pruefsumme")]
        return dict.fromkeys(felder, "''")

    def bedingung(self, personen: str) -> str:
        """SQL condition: the row goes out, `personen` being a condition on `p`."""
        fertig = [f"b.{spalte} = {wert}" for spalte, wert in self.abgeschlossen.items()]
        return " and ".join([personen, *fertig, *filter(None, [NUR_WENN.get(self.name)])])

    def reihe(self, spalte: str) -> str:
        """Type of the database where it holds several values and the file has them with blanks between, else empty."""
        feld = self._feld(spalte)
        if not isinstance(feld, ArrayField):
            return ""
        return "smallint[]" if isinstance(feld.base_field, models.IntegerField) else "varchar[]"

    def leertext(self, spalte: str) -> bool:
        """The database holds '' where the file is empty."""
        feld = self._feld(spalte)
        return isinstance(feld, models.CharField | models.TextField) and not feld.null

    def _feld(self, spalte: str) -> Any:
        bezug = BESONDERE.get((self.name, spalte))
        return self.modell._meta.get_field(bezug.db if bezug else spalte)


@cache
def anhaenge() -> dict[str, Anhang]:
    """All of them by name, in the order of the package."""
    return {name: Anhang(laden()[name], MODELLE[name]) for name in laden() if name in MODELLE}
