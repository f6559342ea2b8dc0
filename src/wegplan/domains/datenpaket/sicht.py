"""After an import: the keys of who may see whom, once for all persons concerned (DS-02)."""

from django.db.backends.utils import CursorWrapper

from wegplan.domains.paketform.abbildung import abbildungen
from wegplan.domains.paketform.anhang import anhaenge
from wegplan.domains.paketform.kind import kinder
from wegplan.kit.exchange.pruefung import Pruefstand

from .schreiben import Zahlen
from .verlaengerungen import TABELLE as VERLAENGERUNGEN
from .zustaendigkeiten import TABELLE as ZUSTAENDIGKEITEN

EINZELN = 2000  # persons renewed one by one; beyond that all at once is faster


def betroffene_personen(c: CursorWrapper, stand: Pruefstand, gestuft: frozenset[str]) -> list[int]:
    """The numbers of all persons of the package: named themselves, or by what hangs on them."""
    teile = []
    for name in gestuft:
        if name == "personen":
            teile.append("select id from ziel_personen")
        elif abbildungen()[name].person:
            teile.append(f"select person_id from ziel_{name}")
    for name in (ZUSTAENDIGKEITEN, *anhaenge(), *kinder(), VERLAENGERUNGEN):
        if name in stand.tabellen:
            teile.append(f"select person_id from ziel_{name}")
    if not teile:
        return []
    c.execute(" union ".join(teile))
    return [person for (person,) in c.fetchall() if person]


def sicht_erneuern(c: CursorWrapper, personen: list[int], zahlen: dict[str, Zahlen]) -> None:
    """Renew the keys, if anything was written. A measure that changed its provider concerns persons who are not
    in the package."""
    if not any(z.neu or z.geaendert for z in zahlen.values()):
        return
    massnahmen = zahlen.get("massnahmen")
    if len(personen) > EINZELN or (massnahmen and massnahmen.geaendert):
        c.execute("select sicht_neu()")
    elif personen:
        c.execute("select sicht_fuer(%s)", [personen])
