"""Which model stores which table of the package, column by column."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db import models

from wegplan.domains.gespraech.models import Gespraech
from wegplan.domains.massnahme.models import Massnahme
from wegplan.domains.organisation.models import Organisation, Team
from wegplan.domains.person.models import Person
from wegplan.domains.profiling.models import Veranstaltung
from wegplan.domains.teilnahme.models import Teilnahme
from wegplan.domains.uebergang.models import Zuweisung
from wegplan.domains.vermittlung.models import Handlungsstrategie, Vereinbarung, Vermittlung
from wegplan.domains.vorgang.models import Vorgang
from wegplan.kit.exchange.herkunft import Mitgebracht
from wegplan.kit.exchange.schema import Tabelle, laden

ERFASST = "erfasst_am"
MODELLE: dict[str, type[models.Model]] = {
    "organisationen": Organisation,
    "teams": Team,
    "personen": Person,
    "massnahmen": Massnahme,
    "teilnahmen": Teilnahme,
    "vereinbarungen": Vereinbarung,
    "vermittlungen": Vermittlung,
    "handlungsstrategien": Handlungsstrategie,
    "vorgaenge": Vorgang,
    "zuweisungen": Zuweisung,
    "gespraeche": Gespraech,
    "veranstaltungen": Veranstaltung,
}
ANDERE_NAMEN = {"kundennummer": "person", "massnahmenummer": "massnahme", "teilnahme_id": "teilnahme"}


@dataclass(frozen=True)
class Feld:
    """A column of the file and of the database table. `verweis` names the table of the package that it points
    to; `leertext`: the database holds '' where the file is empty."""

    spalte: str
    db: str
    verweis: str | None
    leertext: bool


@dataclass(frozen=True)
class Abbildung:
    """A table of the package with its model. `schluessel` is the natural key, the same name on both sides;
    `felder` are the other columns, without the day of recording; `erfassung`: there is one."""

    tabelle: Tabelle
    modell: type[models.Model]
    schluessel: str
    felder: tuple[Feld, ...]
    erfassung: bool

    @property
    def db(self) -> str:
        return self.modell._meta.db_table

    @property
    def mitgebracht(self) -> bool:
        """New records carry the mark of where they came from."""
        return issubclass(self.modell, Mitgebracht)

    def modellfeld(self, spalte: str) -> models.Field:
        """The field of the model that holds a column of the file."""
        # "kundennummer" is the person's own key, and elsewhere the reference to the person
        name = spalte if spalte == self.schluessel else ANDERE_NAMEN.get(spalte, spalte)
        feld: Any = self.modell._meta.get_field(name)
        return feld

    @property
    def person(self) -> Feld | None:
        """The column that points to the person, None where the table does not hang on one."""
        return next((f for f in self.felder if f.verweis == "personen"), None)


@cache
def abbildungen() -> dict[str, Abbildung]:
    """All of them, what is referred to first. Assignments have a composite key and a module of their own."""
    return {name: _abbildung(laden()[name], modell) for name, modell in MODELLE.items()}


def _abbildung(tabelle: Tabelle, modell: type[models.Model]) -> Abbildung:
    (schluessel,) = tabelle.schluessel
    verweise = {v.spalte: v.tabelle for v in tabelle.verweise}
    ohne_felder = Abbildung(tabelle, modell, schluessel, (), any(s.name == ERFASST for s in tabelle.spalten))
    felder = []
    for spalte in tabelle.spalten:
        if spalte.name in (schluessel, ERFASST):
            continue
        feld = ohne_felder.modellfeld(spalte.name)
        leertext = isinstance(feld, models.CharField | models.TextField) and not feld.null
        felder.append(Feld(spalte.name, str(feld.column), verweise.get(spalte.name), leertext))
    return replace(ohne_felder, felder=tuple(felder))
