"""What a package does not change (chapter 80, ADR 0067): what an account of this system vouches for, and what is
closed. The same once more is nothing new."""

from django.db import models

from wegplan.domains.paketform.abbildung import abbildungen
from wegplan.domains.paketform.anhang import NUR_WEITER, Anhang
from wegplan.domains.paketform.kind import fest

from .bestandspruefung import Bestandspruefung
from .unterschied import anders, verschieden

EIGENES = (
    "Dieser Datensatz ist hier mit einem Konto eingetragen oder abgeschlossen; ein Datenpaket ändert ihn nicht. "
    "Ändern Sie ihn in der Akte."
)
# like these, but without an account that stands for a record
OHNE_KONTO = frozenset({"veranstaltungen"})
FERTIG = (
    "Dieser Datensatz war mit der Freigabe fertig; ein Datenpaket ändert nur noch, was danach geschah. "
    "Eine Änderung kommt als neue Fassung."
)
NUR_BEFEHL = "Solche Datensätze bringt nur die Technik über die Befehlszeile ein."


def feste_pruefen(bestand: Bestandspruefung, befehl: bool) -> None:
    """The tables with a key of their own that carry the mark of where they came from, and their like."""
    for name in bestand.gestuft:
        abbildung = abbildungen()[name]
        if abbildung.mitgebracht or name in OHNE_KONTO:
            unterschied = anders(abbildung, bestand.stand.tabellen[name].vorhanden)
            fest_pruefen(bestand, name, abbildung.modell, abbildung.schluessel, unterschied, befehl)


def fest_pruefen(
    bestand: Bestandspruefung, name: str, modell: type[models.Model], spalte: str, unterschied: str, befehl: bool
) -> None:
    """Rows of ziel_<name> that would change what is fixed; `unterschied`: SQL condition that the stored `d` and the
    new `z` differ. In the browser (`befehl` false) such a table brings nothing new at all."""
    von = f"from ziel_{name} z left join {modell._meta.db_table} d on d.id = z.id"
    bestand.finden(
        name,
        spalte,
        EIGENES,
        f"select z.nr, '' as wert {von} where d.id is not null and {fest(modell, 'd')} and {unterschied}",
    )
    if not befehl:
        bestand.finden(name, spalte, NUR_BEFEHL, f"select z.nr, '' as wert {von} where d.id is null or {unterschied}")


def fertige_pruefen(bestand: Bestandspruefung, anhang: Anhang, vorhanden: frozenset[str]) -> None:
    """Stored rows without an account of this system: of what was ready with the release nothing changes either."""
    weiter = NUR_WEITER.get(anhang.modell)
    if weiter is None:
        return
    rest = {feld: wert for feld, wert in anhang.werte(vorhanden).items() if feld not in weiter}
    bestand.finden(
        anhang.name,
        anhang.tabelle.schluessel[0],
        FERTIG,
        f"select z.nr, '' as wert from ziel_{anhang.name} z join {anhang.db} d on d.id = z.id"
        f" where z.gut and not {fest(anhang.modell, 'd')} and {verschieden(rest)}",
    )
