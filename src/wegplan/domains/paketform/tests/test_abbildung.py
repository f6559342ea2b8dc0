"""The schemas of the package fit the models that store it (DP-01)."""

from django.db import models

from wegplan.domains.paketform.abbildung import ERFASST, abbildungen


def spalten():
    return [
        (abbildung, spalte)
        for abbildung in abbildungen().values()
        for spalte in abbildung.tabelle.spalten
        if spalte.name != ERFASST
    ]


def test_dp01_erlaubte_werte_sind_die_des_modells():
    for abbildung, spalte in spalten():
        feld = abbildung.modellfeld(spalte.name)
        if feld.choices:
            assert set(spalte.werte) == {wert for wert, _ in feld.flatchoices if wert}, (
                abbildung.tabelle.name,
                spalte.name,
            )


def test_dp01_kein_text_ist_laenger_als_das_modell_fasst():
    for abbildung, spalte in spalten():
        feld = abbildung.modellfeld(spalte.name)
        if isinstance(feld, models.CharField) and not spalte.werte:
            assert spalte.laenge and spalte.laenge <= feld.max_length, (abbildung.tabelle.name, spalte.name)


def test_dp01_was_das_modell_verlangt_ist_pflicht():
    for abbildung, spalte in spalten():
        feld = abbildung.modellfeld(spalte.name)
        darf_leer = feld.null or feld.blank or spalte.name == abbildung.schluessel
        assert spalte.pflicht or darf_leer, (abbildung.tabelle.name, spalte.name)
