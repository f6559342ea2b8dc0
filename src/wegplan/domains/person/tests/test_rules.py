"""What somebody types into the search, and how the name is folded (section G, search)."""

from datetime import date

import pytest

from wegplan.domains.person.models import Person
from wegplan.domains.person.rules import falten, suchbegriff_lesen, tag_lesen

STICHTAG = date(2026, 3, 5)


@pytest.mark.parametrize(
    "wort",
    ["17.05.1990", "17.5.1990", "17.5.90", "17-05-1990", "17/5/1990", "1990-05-17", "17051990"],
)
def test_suche_versteht_den_geburtstag_wie_menschen_ihn_schreiben(wort):
    assert tag_lesen(wort, STICHTAG) == date(1990, 5, 17)


@pytest.mark.parametrize("wort", ["31.02.1990", "17.13.1990", "05.03.2027", "1899-01-01", "meyer", "123A456789"])
def test_suche_haelt_was_kein_geburtstag_ist_nicht_dafuer(wort):
    assert tag_lesen(wort, STICHTAG) is None


@pytest.mark.parametrize(("wort", "jahr"), [("1.1.26", 2026), ("1.1.27", 1927), ("1.1.00", 2000)])
def test_suche_nimmt_bei_zwei_ziffern_das_letzte_jahr_vor_dem_stichtag(wort, jahr):
    assert tag_lesen(wort, STICHTAG).year == jahr


def test_suche_nimmt_namen_nummer_und_tag_in_jeder_reihenfolge():
    begriff = suchbegriff_lesen("123a456 Müller, Jörg 17.05.1990", STICHTAG)
    assert begriff.woerter == ("muller", "jorg")
    assert begriff.nummern == ("123A456",)
    assert begriff.tag == date(1990, 5, 17)


@pytest.mark.parametrize("text", ["", "   ", "x", ", ;", "\x00"])
def test_suche_ohne_brauchbares_wort_ist_leer(text):
    assert suchbegriff_lesen(text, STICHTAG).leer


NAMEN = ["Müller", "Mueller", "MÜLLER", "Groß", "Gross", "Çelik", "Núñez", "Poetter", "Böße", "Łukasz", "Größer-Aâ"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMEN)
def test_suche_faltet_in_der_datenbank_wie_im_programm(als_dienst, name):
    with als_dienst():
        person = Person.objects.create(nachname=name, vorname="Jürgen")
        person.refresh_from_db()
    assert person.suchname == falten(f"{name} Jürgen")


def test_suche_faltet_zerlegte_umlaute_wie_ganze():
    assert falten("Mu\u0308ller") == falten("Müller")
