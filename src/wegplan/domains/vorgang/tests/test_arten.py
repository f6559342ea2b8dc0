"""Kinds, their results and the count of invitations (VF-06, PX-02): values in, values out."""

from datetime import date

from wegplan.domains.vorgang.arten import ERGEBNISSE, GRUPPEN, Vorgangsart, Vorgangsergebnis, ergebnisse
from wegplan.domains.vorgang.models import Vorgang
from wegplan.domains.vorgang.rules import einladungsnummern


def test_vf06_jede_art_steht_genau_einmal_zur_wahl() -> None:
    gewaehlt = [art for _, arten in GRUPPEN for art in arten]
    assert sorted(gewaehlt) == sorted(Vorgangsart) and len(gewaehlt) == len(set(gewaehlt))


def test_vf06_jedes_ergebnis_gehoert_zu_genau_einer_art() -> None:
    """The texts of the results are made for their kind."""
    vergeben = [e for moeglich in ERGEBNISSE.values() for e in moeglich]
    assert sorted(vergeben) == sorted(Vorgangsergebnis)


def test_vf06_eine_unbekannte_art_nimmt_kein_ergebnis() -> None:
    assert ergebnisse("erfunden") == ergebnisse("profil") == ()


def einladung(pk: int, tag: int, ergebnis: str = "", art: str = "einladung") -> Vorgang:
    return Vorgang(pk=pk, art=art, tag=date(2026, 3, tag), ergebnis=ergebnis)


def test_px02_einladungen_zaehlen_in_folge_bis_jemand_kommt() -> None:
    folge = [
        einladung(4, 20, "erschienen"),
        einladung(5, 25),
        einladung(1, 5, "nicht_erschienen_ohne_grund"),
        einladung(2, 12, "nicht_erschienen_mit_grund"),
        einladung(3, 13, art="gespraech_telefon"),
    ]
    assert einladungsnummern(folge) == {1: 1, 2: 2, 4: 3, 5: 1}
