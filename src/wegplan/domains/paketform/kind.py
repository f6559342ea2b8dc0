"""Tables whose rows belong to a row of another table of the package: agreements of a talk, steps of an intervention …

The file names the parent by its key."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models

from wegplan.domains.anwesenheit.models import Schliesszeit, Wochenmuster
from wegplan.domains.foerderplan.models import (
    Aushaendigung,
    Berufswunsch,
    Einschaetzung,
    Foerderziel,
    Planfassung,
    Zielanmerkung,
    Zielschritt,
)
from wegplan.domains.frage.models import Frage, Fragebeitrag
from wegplan.domains.gespraech.models import Absprache
from wegplan.domains.person.models import Zustaendigkeit
from wegplan.domains.profiling.models import Auftaktgespraech, Einladung, Gutachten, Schutzteil
from wegplan.domains.qualifizierungsplan.models import Katalogmodul, Lernmodul, Qualifizierungsplan
from wegplan.domains.stufenwechsel.models import Interventionsschritt, Standardverfahren, Unterbrechung
from wegplan.domains.vorschlag.models import Aenderungsvorschlag
from wegplan.kit.exchange.regeln import q
from wegplan.kit.exchange.schema import laden

from .abbildung import MODELLE as TABELLEN
from .abbildung import abbildungen
from .anhang import MODELLE as ANHAENGE
from .anhang import TEILNAHME, Anhang, anhaenge

# closed for everybody, wherever it came from
GESCHLOSSEN: dict[type[models.Model], str] = {
    Standardverfahren: "{b}.vereinbart_am is not null",
    Planfassung: "{b}.id is not null",
    Qualifizierungsplan: "{b}.id is not null",
    # what was written never changes; where somebody here has answered, the question goes on here
    Fragebeitrag: "{b}.id is not null",
    Frage: f"exists (select from {Fragebeitrag._meta.db_table} a where a.frage_id = {{b}}.id and a.von_id is not null)",
    Gutachten: "{b}.id is not null",
}


@dataclass(frozen=True)
class Kind(Anhang):
    """`fk`: column of the database with the number of the parent, a row of the table `elter`; `von_elter`: column of
    this file → column of the parent's key."""

    fk: str
    elter: str
    von_elter: dict[str, str]

    @property
    def spalten(self) -> list[str]:
        """The columns of the file without the parent's key."""
        return [s.name for s in self.tabelle.spalten if s.name not in self.von_elter]

    @property
    def rahmen(self) -> list[str]:
        """Columns of the database that the parent gives."""
        felder = {str(f.column) for f in self.modell._meta.concrete_fields}
        return [f for f in ("person_id", "teilnahme_id") if f in felder]

    @property
    def von(self) -> str:
        return (
            f"from {self.db} b join ({stamm(self.elter, hinaus=True)}) e on e.id = b.{self.fk}"
            " left join person_person p on p.id = e.person_id"
        )

    def lesen(self, spalte: str) -> str:
        return f"e.{q(self.von_elter[spalte])}" if spalte in self.von_elter else super().lesen(spalte)

    def bedingung(self, personen: str) -> str:
        eigene = (f"b.{spalte} = {wert}" for spalte, wert in self.abgeschlossen.items())
        return " and ".join([f"(e.person_id is null or {personen})", *eigene])

    def werte(self, vorhanden: frozenset[str]) -> dict[str, str]:
        """Column of the database → SQL of its value from ziel_<table>, beside the key; of the columns of the file."""
        return dict(self.wert(s) for s in self.spalten if s in vorhanden and s not in self.tabelle.schluessel)


@dataclass(frozen=True)
class Textteil(Kind):
    """Sections of a document: a row each in the file, one JSON `texte` in the database, in the document's own row (`fk`
    is "id") or in one that hangs on it. They are written with their document and never change."""

    @property
    def halter(self) -> str:
        """The table that has the JSON."""
        return self.modell._meta.db_table

    @property
    def db(self) -> str:
        """SQL: the stored sections as rows, each with the columns of the row that holds it."""
        return (
            f"(select t.*, j.key as abschnitt, j.value as text from {self.halter} t, jsonb_each_text(t.texte) j"
            " where j.value <> '')"
        )

    @property
    def im_elter(self) -> bool:
        return self.fk == "id"

    def _feld(self, spalte: str) -> Any:
        return models.TextField()


_FASSUNG = {"teilnahme_id": "teilnahme_id", "nummer": "nummer"}
_ZUWEISUNG = {"zuweisung_id": "zuweisung_id"}
_KINDER: dict[str, tuple[type[models.Model], str, str, dict[str, str]]] = {
    "absprachen": (Absprache, "gespraech_id", "gespraeche", {"gespraech_id": "gespraech_id"}),
    "unterbrechungen": (
        Unterbrechung,
        "zeit_id",
        "ausnahmezeiten",
        {"teilnahme_id": "teilnahme_id", "ausnahme": "art", "von": "von"},
    ),
    "standardverfahren": (
        Standardverfahren,
        "massnahme_id",
        "massnahmen",
        {"massnahmenummer": "massnahmenummer"},
    ),
    "interventionsschritte": (
        Interventionsschritt,
        "intervention_id",
        "interventionen",
        {"intervention_id": "intervention_id"},
    ),
    "foerderziele": (Foerderziel, "fassung_id", "foerderplaene", _FASSUNG),
    "zielschritte": (Zielschritt, "ziel_id", "foerderziele", {**_FASSUNG, "ziel": "kennung"}),
    "einschaetzungen": (Einschaetzung, "fassung_id", "foerderplaene", _FASSUNG),
    "berufswuensche": (Berufswunsch, "fassung_id", "foerderplaene", _FASSUNG),
    "aushaendigungen": (Aushaendigung, "fassung_id", "foerderplaene", _FASSUNG),
    "zielanmerkungen": (Zielanmerkung, "fassung_id", "foerderplaene", _FASSUNG),
    "fragebeitraege": (Fragebeitrag, "frage_id", "fragen", {"frage_id": "frage_id"}),
    "lernmodule": (Lernmodul, "plan_id", "qualifizierungsplaene", _FASSUNG),
    "wochenmuster": (Wochenmuster, "massnahme_id", "massnahmen", {"massnahmenummer": "massnahmenummer"}),
    "schliesszeiten": (Schliesszeit, "massnahme_id", "massnahmen", {"massnahmenummer": "massnahmenummer"}),
    "katalogmodule": (Katalogmodul, "massnahme_id", "massnahmen", {"massnahmenummer": "massnahmenummer"}),
    "einladungen": (Einladung, "zuweisung_id", "zuweisungen", _ZUWEISUNG),
    "auftaktgespraeche": (Auftaktgespraech, "zuweisung_id", "zuweisungen", _ZUWEISUNG),
    "gutachten": (Gutachten, "zuweisung_id", "zuweisungen", _ZUWEISUNG),
}
_GUTACHTEN = {"zuweisung_id": "zuweisung_id", "art": "art", "nummer": "nummer"}
_TEXTTEILE: dict[str, tuple[type[models.Model], str, str, dict[str, str]]] = {
    "gutachtentexte": (Gutachten, "id", "gutachten", _GUTACHTEN),
    "gutachtenschutz": (Schutzteil, "gutachten_id", "gutachten", _GUTACHTEN),
}


@cache
def kinder() -> dict[str, Kind]:
    """All of them by name, in the order of the package: a parent before its children."""
    arten = {name: (Kind, angaben) for name, angaben in _KINDER.items()}
    arten |= {name: (Textteil, angaben) for name, angaben in _TEXTTEILE.items()}
    return {name: arten[name][0](laden()[name], *arten[name][1]) for name in laden() if name in arten}


def reisende() -> list[type[models.Model]]:
    """What an import writes; what is referred to comes first. Extensions are stored as accepted proposals."""
    eigene: list[type[models.Model]] = [*TABELLEN.values(), Zustaendigkeit, *ANHAENGE.values(), Aenderungsvorschlag]
    return [*eigene, *dict.fromkeys(kind.modell for kind in kinder().values())]  # one may hold two files


def stamm(name: str, hinaus: bool = False) -> str:
    """SQL: the stored rows of a table with the columns of their key as in the file, `id`, `person_id`, `teilnahme`
    (its number), and `fest`: a package does not change them. `hinaus`: only those that go out."""
    if kind := kinder().get(name):
        von_elter = [f"e.{q(b)} as {q(a)}" for a, b in kind.von_elter.items() if a in kind.tabelle.schluessel]
        eigene = [f"b.{q(s)}" for s in kind.tabelle.schluessel if s not in kind.von_elter]
        nur = kind.bedingung("true") if hinaus else "true"
        return (
            f"select {', '.join([*von_elter, *eigene])}, b.id, e.person_id, e.teilnahme,"
            f" e.fest or {fest(kind.modell, 'b')} as fest"
            f" from {kind.db} b join ({stamm(kind.elter, hinaus)}) e on e.id = b.{kind.fk} where {nur}"
        )
    if anhang := anhaenge().get(name):
        keys = ", ".join(f"{'t' if s == TEILNAHME else 'b'}.{q(s)}" for s in anhang.tabelle.schluessel)
        grund = fest(anhang.modell, "b") if anhang.mitgebracht else "false"
        return (
            f"select {keys}, b.id, b.person_id, b.teilnahme_id as teilnahme, {grund} as fest"
            f" from {anhang.db} b join teilnahme_teilnahme t on t.id = b.teilnahme_id"
            f" where {anhang.bedingung('true') if hinaus else 'true'}"
        )
    abbildung = abbildungen()[name]
    person, teilnahme = ("b.person_id", "b.teilnahme_id") if abbildung.person else ("null::bigint", "null::bigint")
    grund = fest(abbildung.modell, "b") if abbildung.mitgebracht else "false"
    return (
        f"select b.{q(abbildung.schluessel)}, b.id, {person} as person_id, {teilnahme} as teilnahme, {grund} as fest"
        f" from {abbildung.db} b"
    )


def fest(modell: type[models.Model], alias: str) -> str:
    """SQL condition on a stored row: a package does not change it."""
    gruende = [f"{alias}.{konto} is not null" for konto in konten(modell)]
    if modell in GESCHLOSSEN:
        gruende.append(GESCHLOSSEN[modell].replace("{b}", alias))
    return f"({' or '.join(gruende)})" if gruende else "false"


def konten(modell: type[models.Model]) -> list[str]:
    """Columns that name an account."""
    return [str(f.column) for f in modell._meta.concrete_fields if _ist_konto(f)]


def _ist_konto(feld: Any) -> bool:
    return bool(feld.is_relation and feld.related_model._meta.label == settings.AUTH_USER_MODEL)
