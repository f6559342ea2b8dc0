"""Search for a person by name, customer number, day of birth (section G, DS-10, DS-35)."""

from datetime import date

import pytest

from wegplan.domains.person.models import Person

pytestmark = pytest.mark.django_db
NAMEN = [
    ("Müller", "Jörg", "1980-03-05", "123A456001"),
    ("Mueller", "Anna", "1985-07-01", "123A456002"),
    ("Schmidt", "Peter", "1990-01-31", "123A456003"),
    ("Groß", "Annabell", None, "123A456004"),
    ("Meyer-Landrut", "Zoë", "1999-12-24", "123A456005"),
    ("Annacker", "Uwe", "1970-05-05", None),
]


@pytest.fixture
def personen(welt, als_dienst):
    """Persons of the team lead's team, and one of the same name in the other office."""
    with als_dienst():
        for nachname, vorname, geboren, nummer in NAMEN:
            Person.objects.create(
                nachname=nachname,
                vorname=vorname,
                geburtsdatum=geboren and date.fromisoformat(geboren),
                kundennummer=nummer,
                team=welt.teams["A1"],
                jobcenter=welt.stellen["JC-A"],
            )
        Person.objects.create(
            nachname="Müller", vorname="Fremde", team=welt.teams["B1"], jobcenter=welt.stellen["JC-B"]
        )


@pytest.fixture
def suchen(als, personen, text):
    """Who is found, by full name in the order shown."""

    def suchen(eingabe: str, rolle: str = "tl") -> list[str]:
        antwort = als(rolle).post("/suche/", {"q": eingabe})
        assert antwort.status_code == 200
        seite = text(antwort)
        gefunden = [f"{n}, {v}" for n, v, *_ in NAMEN if f"{n}, {v}" in seite]
        gefunden += [n for n in ("Müller, Fremde", "Eigen, Robin", "Fremd, Robin") if n in seite]
        return sorted(gefunden, key=seite.index)

    return suchen


@pytest.mark.parametrize("eingabe", ["müller", "Mueller", "MULLER", "muller", "Mül"])
def test_suche_findet_umlaute_in_jeder_schreibweise(suchen, eingabe):
    assert suchen(eingabe) == ["Mueller, Anna", "Müller, Jörg"]


@pytest.mark.parametrize("eingabe", ["Peter Schmidt", "Schmidt, Peter", "schmidt peter", "pet schm"])
def test_suche_nimmt_die_woerter_in_jeder_reihenfolge(suchen, eingabe):
    assert suchen(eingabe) == ["Schmidt, Peter"]


@pytest.mark.parametrize("eingabe", ["Maier Landrut", "Mayer Zoe", "Meier-Landruth"])
def test_suche_findet_was_gleich_klingt(suchen, eingabe):
    assert suchen(eingabe) == ["Meyer-Landrut, Zoë"]


def test_suche_findet_den_vornamen_und_stellt_den_nachnamen_davor(suchen):
    assert suchen("anna") == ["Annacker, Uwe", "Groß, Annabell", "Mueller, Anna"]


def test_suche_findet_den_zweiten_teil_eines_doppelnamens(suchen):
    assert suchen("Landrut") == ["Meyer-Landrut, Zoë"]
    assert suchen("meyer-landrut zoe") == ["Meyer-Landrut, Zoë"]


@pytest.mark.parametrize("eingabe", ["schmitd", "Schmit Pter", "Peter Schmied", "Shmidt", "Schmitt Petre"])
def test_suche_verzeiht_tippfehler(suchen, eingabe):
    assert "Schmidt, Peter" in suchen(eingabe)


@pytest.mark.parametrize("eingabe", ["31.01.1990", "31.1.90", "1990-01-31", "31011990", "schmidt 31.01.1990"])
def test_suche_findet_am_geburtsdatum(suchen, eingabe):
    assert suchen(eingabe) == ["Schmidt, Peter"]


@pytest.mark.parametrize("eingabe", ["123A456003", "123a456003", "KD-EIGEN"])
def test_suche_findet_an_der_kundennummer(suchen, eingabe):
    assert suchen(eingabe) == (["Eigen, Robin"] if "KD" in eingabe else ["Schmidt, Peter"])


def test_suche_findet_am_anfang_der_kundennummer(suchen):
    assert len(suchen("123A4560")) == 5


@pytest.mark.parametrize("eingabe", ["Fremd", "KD-FREMD", "fremde müller", "17.05.1990 Fremd"])
def test_ds02_suche_findet_niemanden_den_man_nicht_sehen_darf(suchen, eingabe):
    assert not {"Fremd, Robin", "Müller, Fremde"} & set(suchen(eingabe))


@pytest.mark.parametrize("eingabe", ["%", "_", "'", "\\", "--", "x", "a b c d e f g h", "\x00", "((", "99.99.9999"])
def test_ds32_suche_haelt_jede_eingabe_aus(suchen, eingabe):
    suchen(eingabe)


def test_ds35_der_gesuchte_name_steht_in_keiner_adresse_und_keiner_spur(als, personen, spuren):
    client = als("tl")
    assert client.get("/suche/?q=Schmidt").context["text"] == ""
    antwort = client.post("/suche/", {"q": "Schmidt"})
    assert 'method="post"' in antwort.content.decode()
    (spur,) = spuren()
    assert spur["art"] == "suche" and len(spur["personen"]) == 1
    assert "chmidt" not in str(spur)


def test_ds05_traeger_finden_am_geburtsdatum_nur_wenn_sie_es_sehen_duerfen(suchen, welt, als_dienst):
    assert suchen("17.05.1990", "bdl") == ["Eigen, Robin"]
    with als_dienst():
        welt.massnahmen["M-A"].zweckbindung = []
        welt.massnahmen["M-A"].save()
    assert suchen("17.05.1990", "bdl") == []
    assert suchen("Eigen", "bdl") == ["Eigen, Robin"]


def test_suche_sagt_wenn_es_mehr_treffer_gibt(als, welt, als_dienst, text):
    with als_dienst():
        Person.objects.bulk_create(
            Person(nachname="Viel", vorname=f"Nr{nr}", team=welt.teams["A1"]) for nr in range(60)
        )
    assert "Die ersten 50 Treffer" in text(als("tl").post("/suche/", {"q": "viel"}))
